// Light and dark by hand, and the themes that come with rungs.
import assert from "node:assert/strict";
import { cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { build, folder, kinds, launch, observed, repository, url } from "./support.mjs";

const site = build();
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The sample in another theme, with files laid beside it. */
function themed(theme, files = {}) {
  const root = folder();
  cpSync(join(repository, "content"), join(root, "content"), { recursive: true });
  const book = readFileSync(join(repository, "book.toml"), "utf8");
  writeFileSync(join(root, "book.toml"), book.replace('theme = "default"', `theme = "${theme}"`));
  for (const [path, text] of Object.entries(files)) {
    cpSync(join(repository, "themes/ledger/assets"), join(root, "themes", theme, "assets"), { recursive: true });
    writeFileSync(join(root, "themes", theme, path), text);
  }
  return build(root);
}

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const button = (page) => page.getByRole("button", { name: "Dark colours" });

describe("the switch between light and dark", () => {
  test("is chosen with the keyboard, kept for other pages, and given back to the system", async () => {
    const { page, seen, close } = await observed(browser, { colorScheme: "light" });
    await page.goto(url(site, "index.html"));
    const light = await paper(page);
    await button(page).focus();
    await page.keyboard.press("Enter");
    const dark = await paper(page);
    assert.notEqual(dark, light);
    assert.equal(await button(page).getAttribute("aria-pressed"), "true");
    await page.goto(url(site, "glossary.html"));
    assert.equal(await paper(page), dark);
    await button(page).click();
    assert.equal(await paper(page), light);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await paper(page), dark);
    // The browser tells the page a moment after it has drawn it.
    await page.locator('.scheme[aria-pressed="true"]').waitFor();
    assert.deepEqual(seen, []);
    await close();
  });

  test("works where storage throws", async () => {
    const { page, seen, close } = await observed(browser, { colorScheme: "light" });
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("no", "SecurityError");
        },
      });
    });
    await page.goto(url(site, "index.html"));
    const light = await paper(page);
    await button(page).click();
    assert.notEqual(await paper(page), light);
    assert.deepEqual(seen, []);
    await close();
  });

  test("is asked for before the stylesheets, and has chosen on every page", async () => {
    const { page, close } = await observed(browser, { colorScheme: "light" });
    await page.addInitScript(() => localStorage.setItem("rungs-scheme", "dark"));
    for (const path of ["index.html", "roles/security-engineer.html", "map.html"]) {
      await page.goto(url(site, path));
      const [script, scheme] = await page.evaluate(() => [
        document.head.querySelector("link[rel=stylesheet]").compareDocumentPosition(
          document.head.querySelector("script[async][fetchpriority=high]"),
        ),
        document.documentElement.dataset.scheme,
      ]);
      assert.equal(script, 2, `${path}: the script comes after a stylesheet`);
      assert.equal(scheme, "dark", path);
    }
    await close();
  });

  test("isn't there without scripts, on paper, and where the system has chosen all colours", async () => {
    for (const options of [{ javaScriptEnabled: false }, { forcedColors: "active" }, {}]) {
      const { page, close } = await observed(browser, options);
      await page.goto(url(site, "index.html"));
      if (Object.keys(options).length === 0) await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".scheme").isVisible(), false, JSON.stringify(options));
      await close();
    }
  });

  test("is large enough for a finger", async () => {
    const { page, close } = await observed(browser, { viewport: { width: 320, height: 640 } });
    await page.goto(url(site, "index.html"));
    const { width, height } = await button(page).boundingBox();
    assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
    await close();
  });
});

test("a logo for dark pages takes the place of the other, by the system and by hand", async () => {
  const logo = '[logo]\nfile = "ledger.svg"\ndark = "ledger.svg"\nalt = "Leewharf"\nwidth = 24\nheight = 24\n';
  const own = themed("harbour", { "theme.toml": logo });
  const { page, close } = await observed(browser, { colorScheme: "light" });
  await page.goto(url(own, "index.html"));
  const shown = async () => [
    await page.locator(".on-light").isVisible(),
    await page.locator(".on-dark").isVisible(),
  ];
  assert.deepEqual(await shown(), [true, false]);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await shown(), [false, true]);
  await button(page).click();
  assert.deepEqual(await shown(), [true, false]);
  await close();
});

describe("ledger", () => {
  const ledger = themed("ledger");
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const [kind, path] of kinds(ledger, (path) => statSync(join(ledger, path)).size)) {
    // It is made for a host: tests of the search have it.
    if (kind === "404.html") continue;
    test(`${kind} is accessible, and fits on a phone (${path})`, async () => {
      for (const colorScheme of ["light", "dark"]) {
        const { page, seen, close } = await observed(browser, { colorScheme });
        await page.goto(url(ledger, path));
        // Before axe, which asks for the stylesheets itself and is refused.
        assert.deepEqual(seen, []);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`);
        assert.deepEqual(told, [], colorScheme);
        await page.setViewportSize({ width: 320, height: 640 });
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
        await close();
      }
    });
  }
});
