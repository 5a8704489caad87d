// Any two levels, chosen in the browser: from a disk and over HTTP, with and without a mouse.
import assert from "node:assert/strict";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { build, files, folder, kind, launch, observed, run, url } from "./support.mjs";

const site = build(undefined, "--edition", "panel");
const addressed = (choice) => url(site, "compare.html") + choice;
const CHOICE = "#a=security-engineer/ic3&b=software-engineer/ic4";
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Opens a choice and waits until it is shown, or said why not. */
async function opened(choice, options) {
  const one = await observed(browser, options);
  const roles = [];
  one.page.on("request", (request) => {
    const [, role] = request.url().match(/\/compare\/(.*)\.js$/) ?? [];
    if (role) roles.push(role);
  });
  await one.page.goto(addressed(choice));
  await one.page.locator("#_status:not(:empty)").waitFor();
  return { ...one, roles, status: () => one.page.locator("#_status").innerText() };
}

/** What a page of a step and this page have in common, without links into the glossary. */
function shown() {
  const main = document.querySelector("main").cloneNode(true);
  for (const term of main.querySelectorAll("a.term")) term.replaceWith(...term.childNodes);
  for (const link of main.querySelectorAll("a[href]")) link.removeAttribute("href");
  for (const view of main.querySelectorAll("[data-view]")) view.removeAttribute("data-view");
  for (const heading of main.querySelectorAll("h2[tabindex]")) heading.removeAttribute("tabindex");
  main.normalize();
  // Attributes in one order, and white space between elements doesn't matter.
  const written = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
    const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort();
    const inner = [...node.childNodes].map(written).join("");
    return `<${node.localName}${attributes.join("")}>${inner}</${node.localName}>`;
  };
  const parts = main.querySelectorAll("h1, header .tagline, .sizes, .shifts, .switch, .pillar");
  return [...parts].map((part) => written(part).replace(/ (id|role)="_(title|status)"| role="status"/g, "").replace(/> +/g, ">").replace(/ +</g, "<"));
}

test("a step is shown as on its own page", async () => {
  const { page, close } = await observed(browser);
  const steps = files(site, ".html").filter((path) => kind(path) === "step");
  assert.ok(steps.length > 20, `${steps.length} steps`);
  for (const path of steps) {
    await page.goto(url(site, path));
    const own = await page.evaluate(shown);
    const choice = await page.locator('a[href*="compare.html#a="]').getAttribute("href");
    await page.goto("about:blank");
    await page.goto(addressed(choice.slice(choice.indexOf("#"))));
    await page.locator("#_result .pillar").first().waitFor();
    const compared = await page.evaluate(shown);
    assert.equal(compared.length, own.length, path);
    for (const [at, part] of own.entries()) assert.equal(compared[at], part, path);
  }
  await close();
});

for (const foreign of ["ic2", "ic3"]) {
  test(`a level in another language says so, as on the step's own page: ${foreign}`, async () => {
    const root = join(folder(), "careers");
    run("init", root);
    const level = join(root, "content/roles/software-engineer", `${foreign}.md`);
    writeFileSync(level, readFileSync(level, "utf8").replace("+++\n", '+++\nlanguage = "ar"\n'));
    const site = build(root);
    const { page, close } = await observed(browser);
    const spoken = () =>
      page.evaluate(() =>
        ["ul.changes", "ul.lines", ".pillar .tag", "del"].map((name) =>
          [...document.querySelectorAll(`main ${name}`)].map((one) => [one.className, one.lang, one.dir].join()).sort(),
        ),
      );
    await page.goto(url(site, "roles/software-engineer/ic2-to-ic3.html"));
    const own = await spoken();
    assert.match(own.flat().join(" "), /,ar,rtl/);
    await page.goto("about:blank");
    await page.goto(`${url(site, "compare.html")}#a=software-engineer/ic2&b=software-engineer/ic3`);
    await page.locator("#_result .pillar").first().waitFor();
    assert.deepEqual(await spoken(), own);
    await close();
  });
}

test("a link shows the choice of its sender, and loads two roles only", async () => {
  const { page, seen, close, roles, status } = await opened(CHOICE);
  assert.match(await status(), /^Of \d+ expectations, /);
  assert.match(await page.title(), /^IC3 to IC4 /);
  assert.deepEqual(roles.sort(), ["security-engineer", "software-engineer"]);
  assert.equal(await page.locator("#_a-level").inputValue(), "ic3");
  assert.equal(await page.locator("#_b-role").inputValue(), "software-engineer");
  assert.ok((await page.locator(".changes > li").count()) > 20);
  assert.deepEqual(seen, []);
  await close();
});

test("what is chosen stands in the address, and going back leaves the page", async () => {
  const { page, seen, close, status } = await opened("");
  assert.match(await status(), /^Choose two levels/);
  await page.goto(url(site, "map.html"));
  await page.goto(addressed(""));
  await page.locator("#_a-role").selectOption("security-engineer");
  await page.locator("#_a-level").selectOption("ic3");
  await page.locator("#_b-role").selectOption("software-engineer");
  await page.locator("#_b-level").selectOption("ic4");
  await page.locator("#_result .pillar").first().waitFor();
  const address = () => page.evaluate(() => location.hash);
  assert.equal(await address(), CHOICE);
  await page.locator("#_swap").click();
  await page.waitForFunction(() => document.title.startsWith("IC4 to IC3"));
  assert.equal(await address(), "#a=software-engineer/ic4&b=security-engineer/ic3");
  await page.goBack();
  assert.match(page.url(), /map\.html$/);
  await page.goForward();
  await page.waitForFunction(() => document.title.startsWith("IC4 to IC3"));
  assert.deepEqual(seen, []);
  await close();
});

test("the switch is part of the address too", async () => {
  const { page, seen, close } = await opened(`${CHOICE}&view=all`);
  const unchanged = page.locator(".changes > .same").first();
  assert.ok(await unchanged.isVisible());
  await page.getByLabel("What is new here").check();
  assert.equal(await page.evaluate(() => location.hash), CHOICE);
  assert.equal(await unchanged.isVisible(), false);
  assert.deepEqual(seen, []);
  await close();
});

test("another address is another choice", async () => {
  const { page, seen, close } = await opened(CHOICE);
  await page.evaluate(() => (location.hash = "#a=security-engineer/ic2&b=security-engineer/ic5"));
  await page.waitForFunction(() => document.title.startsWith("IC2 to IC5"));
  // The way to the content is none.
  await page.locator(".skip").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#a=security-engineer/ic2&b=security-engineer/ic5");
  // And a place in the page keeps it.
  await page.locator(".sizes tbody a").last().click();
  await page.waitForFunction(() => document.activeElement.closest(".pillar h2"));
  assert.match(await page.title(), /^IC2 to IC5/);
  assert.match(page.url(), /#a=security-engineer\/ic2&b=security-engineer\/ic5&at=/);
  assert.deepEqual(seen, []);
  await close();
});

describe("what can't be compared is said in words", () => {
  const cases = [
    ["an unknown role", "#a=sailor/ic3&b=software-engineer/ic4", /no role with the id “sailor”/],
    ["an unknown level", "#a=software-engineer/ic99&b=software-engineer/ic4", /has no level with the id “ic99”/],
    ["what every object has", "#a=constructor/x&b=software-engineer/ic4", /no role with the id “constructor”/],
    ["markup", "#a=%3Cimg%20src=x%20onerror=hacked=1%3E/ic3", /no role with the id “<img src=x onerror=hacked=1>”/],
    ["a broken address", "#a=%E0%A4%A&b", /no role with the id/],
    ["one level only", "#a=security-engineer/ic3", /Choose a level to compare IC3 Security Engineer with/],
    ["a role only", "#a=security-engineer", /^Choose two levels/],
    ["the same level twice", "#a=security-engineer/ic3&b=security-engineer/ic3", /are the same level/],
  ];
  for (const [name, choice, words] of cases) {
    test(name, async () => {
      const { page, seen, close } = await opened(choice);
      await page.waitForFunction(() => !document.querySelector("#_a-level").disabled || document.querySelector("#_status").textContent);
      assert.match(await page.locator("#_status, .problem").allInnerTexts().then((texts) => texts.join("\n")), words);
      assert.equal(await page.locator("#_result .pillar").count(), 0);
      assert.deepEqual(seen, []);
      await close();
    });
  }

  test("a script that isn't there", async () => {
    const [path, away] = ["compare/software-engineer.js", "compare/away.js"].map((one) => join(site, one));
    renameSync(path, away);
    try {
      const { page, close, status } = await opened(CHOICE);
      await page.getByRole("button", { name: "Try again" }).waitFor();
      assert.match(await status(), /Software Engineer couldn’t be loaded from compare\/software-engineer\.js/);
      renameSync(away, path);
      await page.getByRole("button", { name: "Try again" }).click();
      await page.locator("#_result .pillar").first().waitFor();
      await close();
    } finally {
      if (files(site).includes("compare/away.js")) renameSync(away, path);
    }
  });
});

test("everything is done with the keyboard", async () => {
  const { page, seen, close } = await opened("");
  await page.keyboard.press("Tab");
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  const reach = async (id) => {
    for (let presses = 0; presses < 40 && (await focused()) !== id; presses += 1) await page.keyboard.press("Tab");
    assert.equal(await focused(), id);
  };
  await reach("_a-role");
  await page.keyboard.type("Security Engineer");
  await page.waitForFunction(() => !document.querySelector("#_a-level").disabled);
  await reach("_a-level");
  await page.keyboard.press("ArrowDown");
  await reach("_b-role");
  await page.keyboard.type("Software");
  await page.waitForFunction(() => !document.querySelector("#_b-level").disabled);
  await reach("_b-level");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.locator("#_result .pillar").first().waitFor();
  // Choosing moves nobody away from where they choose.
  assert.equal(await focused(), "_b-level");
  assert.match(await page.evaluate(() => location.hash), /^#a=security-engineer\/\w+&b=software-engineer\/\w+$/);
  assert.deepEqual(seen, []);
  await close();
});

test("it is the same over HTTP below a folder", async () => {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname.replace(/^\/careers\//, "");
    const types = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
    try {
      const bytes = readFileSync(join(site, path));
      response.writeHead(200, { "content-type": types[path.split(".").at(-1)] });
      response.end(bytes);
    } catch {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const context = await browser.newContext();
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  const root = `http://127.0.0.1:${server.address().port}/careers/`;
  await page.goto(`${root}compare.html${CHOICE}`);
  await page.locator("#_result .pillar").first().waitFor();
  const hrefs = await page.evaluate(() => [...document.querySelectorAll("main a")].map((one) => one.href));
  assert.deepEqual(hrefs.filter((href) => !href.startsWith(root)), []);
  assert.deepEqual(said, []);
  await context.close();
  server.close();
});

describe("a comparison is accessible", () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const choices = { "of one role": CHOICE, "of two tracks": "#a=security-engineer/ic4&b=security-engineering-manager/m4", "of nothing": "#a=sailor" };
  for (const [name, choice] of Object.entries(choices)) {
    const looks = { light: {}, dark: { colorScheme: "dark" }, "forced colours": { forcedColors: "active" } };
    for (const [look, options] of Object.entries(looks)) {
      test(`${name}, ${look}`, async () => {
        const { page, close } = await opened(choice, options);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        await close();
        assert.deepEqual(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`), []);
      });
    }
    test(`${name}, at 320 pixels and with targets to hit`, async () => {
      const { page, close } = await opened(choice, { viewport: { width: 320, height: 640 } });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("main select, main button")].filter((one) => one.offsetHeight < 24).map((one) => one.id),
      );
      assert.deepEqual(small, []);
      await close();
    });
  }
});

test("printed, it says which levels these are and what changes, and nothing to press", async () => {
  const { page, close } = await opened(CHOICE);
  await page.emulateMedia({ media: "print" });
  const text = await page.locator("main").innerText();
  assert.match(text, /IC3[\s\S]*IC4[\s\S]*expectations/);
  assert.match(text, /Ownership/);
  for (const id of ["_a-role", "_swap", "_steps"]) assert.equal(await page.locator(`#${id}`).isVisible(), false, id);
  await close();
});

test("without scripts it says what it needs and leads to steps", async () => {
  const { page, close } = await observed(browser, { javaScriptEnabled: false });
  await page.goto(addressed(""));
  assert.match(await page.locator("main").innerText(), /needs JavaScript/);
  assert.equal(await page.locator("#_a-role").isVisible(), false);
  await page.locator("main").getByRole("link", { name: "IC3 to IC4" }).first().click();
  assert.match(page.url(), /ic3-to-ic4\.html$/);
  await close();
});

test("a narrower edition has nothing of a wider one", () => {
  const says = (root) =>
    files(root, ".js").filter((path) => path.startsWith("compare/") && readFileSync(join(root, path), "utf8").includes("Pay band"));
  assert.ok(says(site).length > 0);
  assert.deepEqual(says(build(undefined, "--edition", "public")), []);
});
