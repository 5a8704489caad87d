// Searching, as people do it: typing, mistyping, walking through what was found, following it.
import assert from "node:assert/strict";
import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import vm from "node:vm";
import { build, files, folder, launch, observed, repository, run, url } from "./support.mjs";
import { serve } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = build();
let browser;
let server;

before(async () => {
  browser = await launch();
  server = await serve(site, "/careers/");
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** The search page, with a query typed into it; what it answers is there. */
async function searched(address, query, options) {
  const { page, seen, close } = await observed(browser, options);
  await page.goto(address);
  await page.locator("#_query").pressSequentially(query);
  await page.locator(".hit").first().waitFor();
  return { page, seen, close };
}

const home = url(site, "search.html");
const sections = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".found")].map((one) => ({
      title: one.querySelector("h2").firstChild.textContent,
      levels: [...one.querySelectorAll("h3")].map((level) => level.textContent),
      hits: [...one.querySelectorAll(".hit")].map((hit) => hit.textContent),
      marks: [...one.querySelectorAll("mark")].map((mark) => mark.textContent),
    })),
  );

for (const [where, address, options] of [
  ["from disk", () => home, {}],
  ["from a server", () => `${server.url}search.html`, { offline: false }],
]) {
  test(`${where}, a word leads to the very line`, async () => {
    const { page, seen, close } = await searched(address(), "naming a person", options);
    const hit = page.locator(".hit", { hasText: "told without naming a person as the cause" });
    assert.match(await hit.first().getAttribute("href"), /^roles\/security-engineer\/ic3\.html#[a-z0-9-]+$/);
    await hit.first().click();
    await page.waitForURL(/ic3\.html#/);
    const line = page.locator("li:target");
    assert.match(await line.innerText(), /told without naming a person as the cause/);
    assert.ok(await line.evaluate((one) => one.getBoundingClientRect().top < innerHeight), "it is in view");
    await page.goBack();
    await page.locator(".hit").first().waitFor();
    assert.equal(await page.locator("#_query").inputValue(), "naming a person");
    assert.deepEqual(seen.filter((one) => !one.startsWith(`request ${server.url}`)), []);
    await close();
  });
}

describe("what is found", () => {
  test("is grouped by role and by level, and marked", async () => {
    const { page, close } = await searched(home, "incident review");
    const found = await sections(page);
    assert.equal(found[0].title.trim(), "Glossary");
    const engineer = found.find(({ title }) => title.trim() === "Security Engineer");
    assert.deepEqual(engineer.levels, [...engineer.levels].sort());
    assert.ok(engineer.levels.length > 1 && engineer.hits.length >= engineer.levels.length);
    assert.ok(engineer.marks.every((mark) => /^(incident|review)/i.test(mark)), engineer.marks.join());
    await close();
  });

  test("is found by the beginning of a word", async () => {
    const { page, close } = await searched(home, "calibr");
    assert.match(await page.locator("#_results").innerText(), /Calibration/);
    await close();
  });

  test("is found by words that are mistyped, and that is told", async () => {
    const { page, close } = await searched(home, "secruity enginer");
    const [roles] = await sections(page);
    assert.ok(roles.hits.includes("Security Engineer"), roles.hits.join());
    assert.match(await page.locator("#_found").innerText(), /similar spellings/);
    await close();
  });

  test("is of one level, if that is named", async () => {
    const { page, close } = await searched(home, "ic4 incident");
    const levels = (await sections(page)).flatMap(({ levels }) => levels);
    assert.ok(levels.length > 0 && levels.every((level) => level === "IC4"), levels.join());
    await close();
  });

  test("is something close where nothing has all words", async () => {
    const { page, close } = await searched(home, "incident kangaroo");
    assert.match(await page.locator("#_found").innerText(), /come close/);
    await close();
  });

  test("is nothing, and that is told too", async () => {
    const { page, seen, close } = await observed(browser);
    await page.goto(home);
    await page.locator("#_query").fill("xyzzyplugh");
    await page.getByText("Nothing found").waitFor();
    assert.equal(await page.locator(".hit").count(), 0);
    await page.locator("#_query").fill("");
    assert.ok(await page.locator("#_names").isVisible(), "the list of names is back");
    assert.deepEqual(seen, []);
    await close();
  });

  test("holds what is written everywhere", async () => {
    // A role, a level, a competency, a page, one of its headings, a word, an example.
    for (const [query, href] of [
      ["director of security", /^roles\/director-of-security-engineering\.html$/],
      ["m6", /^roles\/[a-z-]+\/m6\.html$/],
      ["ownership", /^skills\.html#ownership$/],
      ["promotion", /^pages\/promotion\.html$/],
      ["start with your question", /^pages\/how-to-use\.html#/],
      ["post-incident review", /^glossary\.html#/],
      ["replayed gate message", /^roles\/security-engineer\/ic3\.html#/],
    ]) {
      const { page, close } = await searched(home, query);
      const links = await page.locator(".hit").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      assert.ok(links.some((link) => href.test(link)), `${query}: ${links.join(" ")}`);
      await close();
    }
  });
});

describe("by keyboard", () => {
  test("arrows walk, Enter follows, Escape leads back", async () => {
    const { page, close } = await searched(home, "incident");
    const focused = () => page.evaluate(() => [...document.querySelectorAll(".hit")].indexOf(document.activeElement));
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), 0);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), 1);
    await page.keyboard.press("Escape");
    assert.ok(await page.evaluate(() => document.activeElement.id === "_query"));
    await page.keyboard.press("ArrowDown");
    const href = await page.evaluate(() => document.activeElement.href);
    await page.keyboard.press("Enter");
    await page.waitForURL(href);
    await close();
  });

  test("more of a group goes on where it ended", async () => {
    const { page, close } = await searched(home, "the");
    const button = page.locator(".show-more").first();
    await button.waitFor();
    const before = await page.locator(".hit").count();
    await button.focus();
    await page.keyboard.press("Enter");
    assert.ok((await page.locator(".hit").count()) > before);
    assert.equal(await page.evaluate(() => document.activeElement.className), "hit");
    await close();
  });

  test("the slash leads to the search from every page, but not while somebody types", async () => {
    const { page, seen, close } = await observed(browser);
    await page.goto(url(site, "roles/security-engineer/ic3.html"));
    await page.keyboard.press("/");
    await page.waitForURL(/search\.html#q=$/);
    assert.ok(await page.evaluate(() => document.activeElement.id === "_query"));
    await page.keyboard.type("and/or");
    assert.equal(await page.locator("#_query").inputValue(), "and/or");
    assert.deepEqual(seen, []);
    await close();
  });

  test("the slash can be turned off", async () => {
    const { page, close } = await observed(browser);
    await page.goto(home);
    await page.locator("#_search-key input").uncheck();
    await page.goto(url(site, "map.html"));
    await page.keyboard.press("/");
    await page.waitForTimeout(200);
    assert.match(page.url(), /map\.html$/);
    await close();
  });
});

test("a search can be linked to", async () => {
  const { page, seen, close } = await observed(browser);
  await page.goto(`${home}#q=${encodeURIComponent("root cause & effect")}`);
  await page.locator(".hit").first().waitFor();
  assert.equal(await page.locator("#_query").inputValue(), "root cause & effect");
  await page.locator("#_query").fill("50% / C++");
  // The browser tells of a new address a moment after it has it.
  await page.waitForURL(/#q=50%25%20%2F%20C%2B%2B$/, { timeout: 5000 });
  assert.deepEqual(seen, []);
  await close();
});

test("nothing is loaded before somebody searches, and no other page loads the search", async () => {
  const loaded = async (path, use) => {
    const { page, close } = await observed(browser);
    const paths = [];
    page.on("request", (request) => paths.push(request.url().slice(url(site, "").length)));
    await page.goto(url(site, path));
    await use?.(page);
    await close();
    return paths.filter((one) => one.endsWith(".js"));
  };
  const searching = (paths) => paths.map((one) => one.replace(/^\//, "")).filter((one) => /^search\/|vendor|\/search\.js/.test(one));
  const level = "roles/security-engineer/ic3.html";
  assert.deepEqual(searching(await loaded(level)), []);
  assert.deepEqual(searching(await loaded("search.html")), ["assets/search.js"]);
  const all = await loaded("search.html", async (page) => {
    await page.locator("#_query").fill("incident");
    await page.locator(".hit").first().waitFor();
  });
  assert.ok(searching(all).includes("search/lines-1.js"));
});

test("without scripts a list of all names stands there", async () => {
  const { page, close } = await observed(browser, { javaScriptEnabled: false });
  await page.goto(home);
  assert.ok(!(await page.locator("#_query").isVisible()));
  await page.getByRole("link", { name: "Security Engineer", exact: true }).click();
  await page.waitForURL(/roles\/security-engineer\.html$/);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`results are accessible, ${colorScheme}`, async () => {
    const { page, close } = await searched(home, "incident", { colorScheme, viewport: { width: 320, height: 640 } });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    await close();
  });
}

describe("an address that leads nowhere", () => {
  test("shows a whole page at any depth, that searches for what was wanted", async () => {
    const { page, seen, close } = await observed(browser, { offline: false });
    await page.goto(`${server.url}roles/security-enginer/ic3.html`);
    const background = await page.evaluate(() => getComputedStyle(document.querySelector(".top")).display);
    assert.equal(background, "flex", "it has its styles");
    assert.equal(await page.locator("#_query").inputValue(), "security enginer ic3");
    await page.locator("#_query").press("Enter");
    await page.waitForURL(/\/careers\/search\.html#q=security%20enginer%20ic3$/);
    await page.locator(".hit", { hasText: "IC3 Security Engineer" }).waitFor();
    // The browser tells of the status 404 of the page itself, and of nothing else.
    const other = seen.filter((one) => !one.startsWith("request ") && !one.includes("status of 404"));
    assert.deepEqual(other, []);
    await close();
  });

  test("is told accessibly", async () => {
    const { page, close } = await observed(browser, { offline: false });
    await page.goto(`${server.url}nowhere`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`), []);
    await close();
  });
});

test("a line that is in two parts of a large index is found once, with all its places", async () => {
  const root = join(folder(), "large");
  run("init", root);
  const roles = join(root, "content/roles");
  const cases = Array.from({ length: 5000 }, (_, at) => `- Handles case k${at} of the archive.\n`);
  appendFileSync(join(roles, "software-engineer/ic4.md"), cases.join(""));
  cpSync(join(roles, "software-engineer"), join(roles, "archivist"), { recursive: true });
  const role = join(roles, "archivist/role.toml");
  writeFileSync(role, readFileSync(role, "utf8").replace('"Software Engineer"', '"Archivist"'));
  const large = build(root);
  assert.deepEqual(files(join(large, "search")), ["lines-1.js", "lines-2.js", "names.js"]);
  const { page, seen, close } = await searched(url(large, "search.html"), "case k77");
  // Typing errors are forgiven: cases whose numbers are near are found too.
  const hit = page.getByRole("listitem").filter({ hasText: "case k77 of" }).filter({ has: page.locator("summary") });
  await hit.first().getByText("In 2 roles").waitFor();
  assert.equal(await page.locator(".hit", { hasText: "case k77 of" }).count(), 1);
  await hit.last().getByText("In 2 roles").click();
  await hit.last().locator("details", { hasText: "Archivist" }).getByRole("link", { name: "IC4" }).first().click();
  await page.waitForURL(/ic4\.html#/);
  assert.match(await page.locator("li:target").innerText(), /case k77 of/);
  assert.deepEqual(seen, []);
  await close();
});

describe("an index that rungs writes", () => {
  const MiniSearch = createRequire(import.meta.url)(join(repository, "themes/default/assets/vendor/minisearch.js"));
  const read = (path) => {
    let data;
    vm.runInNewContext(readFileSync(join(site, path), "utf8"), { rungsSearch: (given) => (data = given), JSON });
    return data;
  };
  const sorted = (index) => ({ ...index, index: [...index.index].sort(([one], [other]) => (one < other ? -1 : 1)) });
  // What is added up in another order differs in the last digit.
  const scores = (hits) => hits.map(({ id, score, terms }) => `${score.toFixed(6)} ${id} ${[...terms].sort()}`).sort();
  for (const path of files(join(site, "search")).map((one) => `search/${one}`)) {
    test(`is what MiniSearch makes of the same texts (${path})`, () => {
      const { index, entries, part } = read(path);
      const fields = part === undefined ? ["name", "text"] : ["text"];
      const own = new MiniSearch({ fields });
      own.addAll(
        entries.map((entry, id) =>
          part === undefined ? { id, name: `${entry[1]} ${entry[2]}`, text: entry[3] } : { id, text: entry[0] },
        ),
      );
      assert.ok(entries.length > 50, `${entries.length} entries`);
      assert.equal(JSON.stringify(sorted(JSON.parse(JSON.stringify(own)))), JSON.stringify(sorted(JSON.parse(JSON.stringify(index)))));
      const loaded = MiniSearch.loadJS(index, { fields });
      for (const query of ["incident", "root cause", "calibr", "secruity", "ic3 owns", "C++", "don't", "day-to-day"]) {
        const options = { prefix: true, fuzzy: 0.2 };
        assert.deepEqual(scores(loaded.search(query, options)), scores(own.search(query, options)), query);
      }
    });
  }
});
