// The folder is the offline edition, and one file can hold it all: nothing is asked for, every
// link leads somewhere, wherever the folder or the file is kept.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { CHANNELS, reaching } from "./checks/offline.mjs";
import { serve } from "./server.mjs";
import { build, files, folder, launch, observed, repository, run, url } from "./support.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Links of the open page that lead into the site. */
const own = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("[href], [src]")]
      .map((one) => one.getAttribute("href") ?? one.getAttribute("src"))
      .filter((link) => !/^(#|(https?|mailto|data):)/.test(link))
      .map((link) => new URL(link, document.baseURI).href),
  );

// Hosts show it at any address, so it leads to the site's own place on its host, not beside itself.
const read = (site) => files(site, ".html").filter((path) => path !== "404.html");

test("what a policy keeps in gets out of a page without one", async () => {
  const place = folder();
  writeFileSync(join(place, "open.html"), "<!doctype html><title>Open</title><main id=_main></main>");
  const { reached } = await reaching(browser, url(place, "open.html"));
  assert.equal(reached.length, CHANNELS, reached.join());
});

test("a folder that was renamed and moved works as before", async () => {
  const site = build();
  const moved = join(dirname(site), "копия (1) — 100 %, 済");
  renameSync(site, moved);
  const { page, seen, close } = await observed(browser);
  const all = new Set(files(moved).map((path) => url(moved, path)));
  const pages = read(moved);
  for (const path of pages) {
    await page.goto(url(moved, path));
    assert.deepEqual(seen, [], path);
    const dead = (await own(page)).filter((link) => !all.has(link.split("#")[0]));
    assert.deepEqual(dead, [], path);
  }
  assert.ok(pages.length > 50, `${pages.length} pages`);
  await close();
});

test("below a path of a host, pages ask for the site's own files only", async () => {
  const site = build(repository, "--site-url", "/repo/");
  const server = await serve(site, "/repo/");
  const { page, seen, close } = await observed(browser, { offline: false });
  const all = new Set(files(site).map((path) => server.url + encodeURI(path)));
  const led = async (path) => {
    await page.goto(server.url + encodeURI(path));
    const dead = (await own(page)).filter((link) => !all.has(link.split("#")[0]));
    assert.deepEqual(dead, [], path);
  };
  for (const path of read(site)) await led(path);
  assert.deepEqual(seen.filter((one) => !one.startsWith(`request ${server.url}`)), []);
  await led("roles/nobody/there.html");
  assert.equal(await page.title(), "Not found · Leewharf Career Framework");
  await close();
  server.close();
});

describe("one file", () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const made = (name, ...options) => {
    const file = join(folder(), "Datei für später.html");
    run("build", repository, "--single-file", file, ...options);
    return [name, file];
  };
  const kept = [made("of the framework"), made("of a role", "--role", "software-engineer", "--edition", "public")];

  for (const [name, file] of kept) {
    test(`${name} asks for nothing, and its links lead somewhere`, async () => {
      for (const options of [{ javaScriptEnabled: false }, { viewport: { width: 320, height: 640 }, colorScheme: "dark" }]) {
        const { page, seen, close } = await observed(browser, options);
        await page.goto(url(dirname(file), "Datei für später.html"));
        const state = await page.evaluate(() => {
          const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
          const links = [...document.querySelectorAll("[href]")].map((one) => one.getAttribute("href"));
          const places = new Set(ids.map((id) => `#${id}`));
          return {
            twice: ids.filter((id, at) => ids.indexOf(id) !== at).slice(0, 5),
            dead: links.filter((link) => !places.has(link) && !/^(https:|mailto:|data:)/.test(link)),
            titles: document.querySelectorAll("h1").length,
            scripts: document.scripts.length,
            styled: getComputedStyle(document.querySelector(".sheet")).borderTopStyle,
            width: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          };
        });
        const good = { twice: [], dead: [], titles: 1, scripts: 0, styled: "double", width: 0 };
        assert.deepEqual(state, good);
        assert.deepEqual(seen, []);
        await close();
      }
    });
  }

  test("is accessible", async () => {
    const [, [, file]] = kept;
    const { page, close } = await observed(browser);
    await page.goto(url(dirname(file), "Datei für später.html"));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    await close();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
  });

  test("prints each page on sheets of its own", async () => {
    const [, [, file]] = kept;
    const { page, close } = await observed(browser);
    await page.goto(url(dirname(file), "Datei für später.html"));
    const titles = await page.locator(".sheet h2:first-of-type").evaluateAll((all) =>
      all.filter((one) => one.matches(".head h2")).map((one) => one.textContent.replace(/\s+/g, " ").trim()),
    );
    const pdf = join(dirname(file), "a.pdf");
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    await close();
    const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
    const sheets = text.split("\f").map((sheet) => sheet.replace(/\s+/g, " ").trim());
    const glossary = sheets.findIndex((sheet) => sheet.startsWith("Glossary"));
    assert.ok(titles.length > 10 && glossary > titles.length - 2, `${titles.length} titles, ${glossary}`);
    assert.deepEqual(sheets.filter((sheet) => /^\d+ \/ \d+$/.test(sheet)), [], "empty sheets");
  });
});
