// The debrief page: a panel's sealed scorecards side by side, from a disk and over HTTP, with hostile
// files among them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { damaged } from "../record/damage.mjs";
import { LOOP, RATED, TWO, bring, fileOf, rated, saved } from "./cards.mjs";
import { accessible } from "./checks/accessible.mjs";
import { offline } from "./checks/offline.mjs";
import { printed as onPaper } from "./checks/printed.mjs";
import { serve } from "./server.mjs";
import { downloaded, fill } from "./states.mjs";
import { build, files, folder, launch, observed, tried, url } from "./support.mjs";

const site = build(undefined, "--edition", "panel");
const PAGE = "debrief.html";
const THREE = [...TWO, rated("C. D.", "m m m e m m m o", { stage: "case" })];
let browser;
let server;

before(async () => {
  browser = await launch();
  server = await serve(site, "/repo/");
});
after(() => {
  server?.close();
  return browser?.close();
});

/** The page, with a network if it is one of a host. */
async function opened(address = url(site, PAGE), options = {}) {
  const one = await observed(browser, { offline: address.startsWith("file:"), ...options });
  await one.page.goto(address);
  one.seen.splice(0, one.seen.length, ...one.seen.filter((line) => !line.startsWith(`request ${address}`)));
  return one;
}

const texts = (page, selector) => page.locator(selector).evaluateAll((all) => all.map((one) => one.innerText.replace(/\s+/g, " ").trim()));
const openAll = (page) => page.locator("details.dimension:not([open]) > summary").evaluateAll((all) => all.forEach((one) => one.click()));
const status = (page) => page.locator("#_status").innerText();

/** The text of the page on paper. */
async function printed(page) {
  const file = join(folder(), "page.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  return execFileSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8", maxBuffer: 64 << 20 });
}

describe("two panelists' scorecards are read, agreed on and decided by keyboard", () => {
  for (const [where, address] of [["from a folder", () => url(site, PAGE)], ["from a host", () => server.url + PAGE]]) {
    test(where, async () => {
      const { page, seen, close } = await opened(address(), { acceptDownloads: true });
      const reach = async (selector) => {
        for (let step = 0; step < 200; step += 1) {
          await page.keyboard.press("Tab");
          if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
        }
        assert.fail(`Tab never reaches ${selector}`);
      };
      const choose = async (...records) => {
        // The browser tells of a dialog from when it is asked to, which takes a moment.
        const chooser = page.waitForEvent("filechooser");
        await reach("#_files");
        await page.keyboard.press("Space");
        await (await chooser).setFiles(records.map((record) => fileOf(record)));
      };
      await reach("[name=_was]");
      await page.keyboard.press("Space");
      assert.equal(await page.locator("#_files-label").innerText(), "Your own sealed scorecard");
      await choose(TWO[0]);
      await page.locator(".sides").waitFor();
      await choose(TWO[1]);
      await page.locator(".sides thead th:nth-child(4)").waitFor();
      assert.match(await status(page), /2 scorecards of C-014 for IC3 Security Engineer\. 1 dimension is split on a must-have\./);
      assert.deepEqual(await texts(page, ".sides tbody th a"), [
        "Secure design", "Influence without authority", "Engineering", "Threat fluency", "Incident response", "Communication", "Prioritisation", "Learning",
      ]);
      assert.equal((await texts(page, "details.dimension .reading"))[0], "Split on a must-have: Exceeds (A. N.), Below (B. K.)");

      // Evidence first: recommendations are nowhere in the page until each row was opened.
      assert.doesNotMatch(await page.locator("main").innerText(), /Strong yes|What A\. N\. would say/);
      await reach(".sides tbody a");
      await page.keyboard.press("Enter");
      for (let row = 1; row < LOOP.length; row += 1) {
        await page.locator("#_progress", { hasText: `${row} of 8 reviewed` }).waitFor();
        await reach(".next a");
        await page.keyboard.press("Enter");
      }
      await page.locator("#_progress", { hasText: "8 of 8 reviewed" }).waitFor();
      assert.match(await page.locator(".recommended").innerText(), /A\. N\..*\n?.*Yes/s);
      assert.match(await page.locator(".recommended").innerText(), /What A\. N\. would say/);

      // Agree on the split, and decide.
      await page.locator("#_d0 > summary").focus();
      await reach("#_agreed-0");
      await page.keyboard.type("Meets");
      await reach("#_save");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "_lacking");
      assert.deepEqual(await texts(page, "#_lacking li"), ["Secure design: the agreed rating isn’t everybody’s. Say why."]);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "_reason-0");
      await page.keyboard.type("Both paths were named; the second one only when asked.");
      assert.match(await page.locator(".sides tbody tr").first().innerText(), /Exceeds\s+Below\s+Meets/);
      await reach("[name=_decided]");
      await page.keyboard.press("Space");
      await reach("#_field-level_offered");
      await page.keyboard.type("IC3");
      await reach("#_field-reasons");
      await page.keyboard.type("Meets each must-have; two paths named, one closed the same week.");
      await reach("#_field-decider");
      await page.keyboard.type("E. F.");
      await page.locator("#_field-decided").fill("2026-03-04");
      assert.match(await page.title(), /^• /);
      await reach("#_save");
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      const file = join(folder(), download.suggestedFilename());
      await download.saveAs(file);
      assert.equal(download.suggestedFilename(), "debrief_C-014.json");
      assert.doesNotMatch(await page.title(), /^•/);
      const validated = tried("validate", file);
      assert.equal(validated.stdout.split(": ").slice(1).join(": "), "debrief, offer: IC3 Security Engineer; C-014, 2 scorecards\n", validated.stderr);
      const record = JSON.parse(readFileSync(file, "utf8"));
      assert.deepEqual(record.files.map(({ seal }) => seal), TWO.map(({ seal }) => seal));
      const [split] = record.ratings;
      assert.deepEqual(split.given.map(({ rating }) => rating), ["exceeds", "below"]);
      assert.deepEqual([split.agreed, record.decision, record.level_offered], ["meets", "offer", "IC3"]);

      const paper = await printed(page);
      for (const words of ["C-014", "Secure design", "Both paths were named", "E. F.", "Meets each must-have", ...TWO.map(({ seal }) => rungsRecord.code(seal))]) {
        assert.ok(paper.includes(words), `${words} isn't printed`);
      }
      assert.deepEqual(seen.filter((line) => !line.startsWith("request blob:")), []);
      await close();
    });
  }
});

describe("files are refused, each by name, and what was there stays", () => {
  const other = (change) => rated("B. K.", RATED, { change });
  const text = (record) => JSON.stringify(record);
  const cases = {
    "a draft": [text({ ...other((one) => Object.assign(one, { status: "draft", sealed: null })), seal: null }), /other\.json is a draft/],
    "another candidate": [text(other((one) => (one.candidate.ref = "C-015"))), /other\.json is about candidate C-015, and scorecard_C-014_deep-dive_AN_r1\.json about C-014/],
    "another level": [text(other((one) => Object.assign(one, { level: "ic4" }, { card: { ...one.card, level_name: "IC4" } }))), /other\.json was rated for IC4 Security Engineer, and scorecard_C-014_deep-dive_AN_r1\.json for IC3/],
    "the same file": [text(TWO[0]), /other\.json is the same scorecard as scorecard_C-014_deep-dive_AN_r1\.json/],
    "the same id with another seal": [text(other((one) => (one.id = TWO[0].id))), /other\.json and scorecard_C-014_deep-dive_AN_r1\.json say that they are the same scorecard, but their seals differ/],
    "a changed one": [text({ ...other(() => {}), summary: "Another one." }), /other\.json: It was changed after it was sealed/],
    "no JSON": ["{", /other\.json: It is no JSON file/],
    "something else": ["[]", /other\.json: It is no file that these pages saved/],
    "a newer version": [text({ ...TWO[1], version: 2 }), /other\.json: It has version 2/],
    "a value that can't be": [text({ ...TWO[1], recommendation: "maybe" }), /other\.json: What stands at “recommendation”/],
    "too large a file": [`${text(TWO[1])}${" ".repeat(1 << 20)}`, /other\.json: It is larger than 1 MiB/],
  };
  for (const [what, [content, sentence]] of Object.entries(cases)) {
    test(what, async () => {
      const { page, seen, close } = await opened();
      await bring(page, TWO[0]);
      await page.locator("#_files").setInputFiles([{ name: "other.json", mimeType: "application/json", buffer: Buffer.from(content) }]);
      await page.locator("#_problems:not([hidden])").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), "_problems");
      const told = await texts(page, "#_problems li");
      assert.equal(told.length, 1);
      assert.match(told[0], sentence);
      assert.equal((await texts(page, ".files tbody th")).length, 1);
      assert.deepEqual(seen, []);
      await close();
    });
  }

  test("all of them before one's own, and more than twenty at once", async () => {
    const { page, close } = await opened();
    await page.locator("[name=_was][value=on]").check();
    await page.locator("#_files").setInputFiles(TWO.map((record) => fileOf(record)));
    await page.locator("#_problems:not([hidden])").waitFor();
    assert.match((await texts(page, "#_problems li"))[0], /Load your own sealed scorecard first/);
    assert.equal(await page.locator(".sides").count(), 0);
    await page.locator("#_files").setInputFiles(Array.from({ length: 21 }, (_, at) => fileOf(TWO[0], `${at}.json`)));
    await page.waitForFunction(() => document.querySelector("#_problems-list").innerText.includes("20"));
    await close();
  });

  test("a later revision takes the place of the earlier one, and that is said", async () => {
    const { page, close } = await opened();
    await bring(page, ...TWO);
    const later = rated("A. N.", "b b m m m e o o", { change: (one) => Object.assign(one, { revision: 2, earlier_seals: [TWO[0].seal] }) });
    await page.locator("#_files").setInputFiles([fileOf(later)]);
    await page.waitForFunction(() => document.querySelector("#_status").innerText.includes("Revision 2 by A. N. takes the place of revision 1."));
    assert.equal((await texts(page, ".files tbody th")).length, 2);
    await close();
  });

  test("dropped ones are taken like chosen ones", async () => {
    const { page, close } = await opened();
    await page.locator("[name=_was][value=off]").check();
    await page.evaluate((files) => {
      const transfer = new DataTransfer();
      for (const [name, text] of files) transfer.items.add(new File([text], name, { type: "application/json" }));
      document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }, TWO.map((record, at) => [`${at}.json`, text(record)]));
    await page.locator(".sides").waitFor();
    assert.equal((await texts(page, ".files tbody th")).length, 2);
    await close();
  });
});

test("other anchors are said, and each rating stands below its own", async () => {
  const { page, close } = await opened();
  const other = rated("C. D.", RATED, {
    stage: "case",
    change: (one) => {
      one.framework.digest = `sha256-${"6".repeat(64)}`;
      one.card.dimensions[2].anchors.meets = "Answers an alert within the hour.";
    },
  });
  await bring(page, ...TWO, other);
  assert.match((await texts(page, "#_loaded .banner")).join(), /2 states of the framework\. Anchors differ in: Incident response/);
  await openAll(page);
  const notes = await texts(page, "details.dimension > .note");
  assert.ok(notes.includes("Anchors that A. N. and B. K. rated against") && notes.includes("Anchors that C. D. rated against"), notes.join());
  await close();
});

test("a saved record is loaded again, with the scorecards or before them", async () => {
  for (const isFirst of [true, false]) {
    const { page, close } = await opened();
    await page.locator("[name=_was][value=off]").check();
    const record = { name: "debrief.json", mimeType: "application/json", buffer: Buffer.from(saved(TWO)) };
    const both = TWO.map((one) => fileOf(one));
    for (const files of isFirst ? [[record], both] : [both, [record]]) {
      await page.locator("#_files").setInputFiles(files);
      await page.waitForFunction(() => document.querySelector("#_files").value === "" && document.querySelector("#_status").innerText !== "");
    }
    await page.waitForFunction(() => document.querySelector("#_agreed-0")?.value === "meets");
    assert.equal(await page.locator("#_reason-0").inputValue(), "Named both paths.");
    assert.equal(await page.locator("[name=_decided][value=no-offer]").isChecked(), true);
    assert.equal(await page.locator("#_field-decider").inputValue(), "E. F.");
    assert.equal(await page.locator("#_loaded .banner").count(), 0);
    // It would take the place of what is typed and not saved.
    await page.locator("#_field-dissent").fill("B. K. sees it lower.");
    await page.locator("#_files").setInputFiles([record]);
    await page.locator("#_problems:not([hidden])").waitFor();
    assert.match((await texts(page, "#_problems li"))[0], /debrief\.json would take the place/);
    assert.equal(await page.locator("#_field-dissent").inputValue(), "B. K. sees it lower.");
    await close();
  }
});

test("Markdown and CSV carry text, and no markup and no formula", async () => {
  const { page, close } = await opened(undefined, { acceptDownloads: true });
  const name = "=HYPERLINK(\"http://x\")|<b>*x*";
  const hostile = rated(name, RATED, { stage: "case", change: (one) => (one.candidate.ref = "C-014") });
  await bring(page, TWO[0], hostile);
  const written = async (button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
    const file = join(folder(), download.suggestedFilename());
    await download.saveAs(file);
    return readFileSync(file, "utf8");
  };
  const markdown = await written("#_markdown");
  assert.ok(markdown.startsWith("# Debrief: C-014, IC3 Security Engineer\n"), markdown);
  assert.ok(markdown.includes("=HYPERLINK(\"http://x\")\\|\\<b\\>\\*x\\*"), markdown);
  assert.ok(!markdown.includes("Recommendation"), "recommendations are shown before the evidence was");
  const csv = await written("#_csv");
  assert.equal(csv.split("\r\n").length, 1 + 2 * LOOP.length + 1);
  assert.ok(csv.includes("\"'=HYPERLINK(\"\"http://x\"\")|<b>*x*\"") && !/[,\n]"[=+\-@]/.test(csv), csv);
  await openAll(page);
  await page.locator(".recommended").waitFor();
  assert.match(await written("#_markdown"), /\| Recommendation \|/);
  await close();
});

describe("hostile files", () => {
  const evil = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>\u202eevil\u2066";
  const poison = rated("A. N.", RATED, {
    change: (one) => {
      const poisoned = (value) => {
        for (const [key, inner] of Object.entries(value)) {
          if (typeof inner === "object" && inner !== null) poisoned(inner);
          else if (["name", "title", "evidence", "text", "summary", "notes", "below", "meets", "exceeds", "role_title", "level_name", "stage_name"].includes(key)) value[key] = evil;
        }
      };
      poisoned(one);
      one.ratings[0].red_flags = [evil];
    },
  });

  test("are text, run nothing and change no prototype", async () => {
    const { page, seen, close } = await opened();
    const text = JSON.stringify(poison).replace("{", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},');
    await page.locator("[name=_was][value=off]").check();
    await page.locator("#_files").setInputFiles([{ name: `${evil.replaceAll("/", "")}.json`, mimeType: "application/json", buffer: Buffer.from(text) }]);
    await page.locator(".sides").waitFor();
    assert.match(await status(page), /constructor/);
    await openAll(page);
    await page.locator(".recommended").waitFor();
    const state = await page.evaluate(() => ({
      hacked: window.hacked,
      polluted: {}.polluted,
      elements: document.querySelectorAll("main img, main script:not([type])").length,
      turned: [...document.querySelectorAll("main *:not(.quoted, script, template)")].filter((one) =>
        [...one.childNodes].some((node) => node.nodeType === 3 && /[\u202a-\u202e\u2066-\u2069]/.test(node.data))).map((one) => one.outerHTML.slice(0, 200)),
      isolated: [...document.querySelectorAll(".quoted")].every((one) => one.dir === "auto"),
    }));
    assert.deepEqual(state, { hacked: undefined, polluted: undefined, elements: 0, turned: [], isolated: true });
    assert.deepEqual(seen, []);
    await close();
  });

  test("10,000 damaged ones throw nothing and change no global; one of 1 MiB is read at once", async () => {
    const { page, seen, close } = await opened();
    const globals = () => page.evaluate(() => [Object.getOwnPropertyNames(globalThis).length, Object.getOwnPropertyNames(Object.prototype).join(), Object.getOwnPropertyNames(Array.prototype).length]);
    const before = await globals();
    const all = [...damaged([TWO[0], { ...TWO[1], seal: null, sealed: null, status: "draft" }, JSON.parse(saved(TWO))], 10_000)];
    let kept = 0;
    for (let at = 0; at < all.length; at += 1000) {
      kept += await page.evaluate((texts) => {
        const schemas = JSON.parse(document.querySelector("#_schemas").textContent);
        const read = (text) => (rungsDecision.isOne(text) ? rungsDecision.read(text, schemas.debrief) : rungsRecord.read(text, schemas.scorecard));
        return texts.map(read).filter(({ record }) => record).length;
      }, all.slice(at, at + 1000));
    }
    assert.ok(kept > 500 && kept < 9500, `${kept} of 10,000 are read`);
    assert.deepEqual(await globals(), before);
    const large = rated("A. N.", RATED, { change: (one) => one.card.dimensions.forEach((dimension, at) => {
      dimension.behaviours = Array.from({ length: 20 }, (_, place) => ({ id: `b-${at}-${place}`, level: "IC3", text: "x".repeat(6_300) }));
    }) });
    const text = JSON.stringify(large);
    assert.ok(text.length > 1_000_000 && text.length <= 1 << 20, `${text.length}`);
    const time = await page.evaluate((text) => {
      const { scorecard } = JSON.parse(document.querySelector("#_schemas").textContent);
      const start = performance.now();
      const { problem } = rungsRecord.read(text, scorecard);
      return problem ? JSON.stringify(problem) : performance.now() - start;
    }, text);
    assert.ok(time < 200, `${time} ms`);
    assert.deepEqual(seen, []);
    await close();
  });
});

test("nothing that was read or typed is kept, asked for, or in the address", async () => {
  const asked = [];
  const address = server.url + PAGE;
  const { page, close } = await opened(address, { acceptDownloads: true });
  page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  await bring(page, ...THREE);
  await openAll(page);
  for (const field of await page.locator("main textarea, main .field input:not([type=date])").all()) await field.fill("C-014, the canary of this test");
  await page.locator("[name=_decided][value=continue]").check();
  await page.locator("#_field-decided").fill("2026-03-04");
  await Promise.all([page.waitForEvent("download"), page.locator("#_save").click()]);
  const kept = await page.evaluate(async () => ({
    storage: { ...localStorage, ...sessionStorage },
    cookie: document.cookie,
    state: history.state,
    databases: await indexedDB.databases(),
    address: location.href,
    title: document.title,
  }));
  assert.deepEqual(kept, { storage: {}, cookie: "", state: null, databases: [], address, title: await page.title() });
  assert.doesNotMatch(kept.title, /C-014|canary/);
  assert.deepEqual(asked.filter((one) => !one.startsWith("blob:")), []);
  await close();
});

test("leaving asks while something isn't saved, and only then", async () => {
  const { page, close } = await opened();
  const dialogs = [];
  page.removeAllListeners("dialog");
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.type());
    dialog.accept();
  });
  await bring(page, ...TWO);
  await page.goto("about:blank");
  assert.deepEqual(dialogs, []);
  await page.goto(url(site, PAGE));
  await bring(page, ...TWO);
  await page.locator("#_field-dissent").click();
  await page.keyboard.type("Not sure.");
  await page.goto("about:blank");
  assert.deepEqual(dialogs, ["beforeunload"]);
  await close();
});

test("all evidence is printed to its last letter, black on white, with version and codes", async () => {
  const { page, close } = await opened(undefined, { colorScheme: "dark" });
  const words = Array.from({ length: 1400 }, (_, at) => `w${at}`);
  const long = rated("A. N.", RATED, { change: (one) => (one.ratings[3].evidence = words.join(" ").slice(0, 10_000)) });
  await bring(page, long, TWO[1]);
  await page.locator("#_field-reasons").fill(`${words.slice(0, 900).join(" ")} lastreason`);
  const paper = await printed(page);
  const told = new Set(paper.split(/\s+/));
  assert.deepEqual(words.filter((word) => !told.has(word)), []);
  for (const word of ["lastreason", rungsRecord.code(long.seal), "C-014", "2026.2"]) assert.ok(paper.includes(word), word);
  await close();
});

test("without JavaScript the page says what it is for, and is a form on paper", async () => {
  const { page, close } = await opened(undefined, { javaScriptEnabled: false });
  const text = await page.locator("main").innerText();
  assert.match(text, /needs JavaScript/);
  assert.match(text, /Debrief on paper/);
  assert.equal(await page.locator("#_load").isVisible(), false);
  const paper = await printed(page);
  assert.match(paper, /Dimension/);
  assert.match(paper, /Who sees it differently/);
  await close();
});

test("cards that panelists filled in on their own pages are read together, each below its stage", async () => {
  const cards = files(site, ".html").filter((path) => /^roles\/security-engineer\/ic3-scorecard-/.test(path)).slice(0, 2);
  assert.equal(cards.length, 2, "there are no cards of stages");
  const { page, seen, close } = await opened(undefined, { acceptDownloads: true });
  const sealed = [];
  for (const [at, card] of cards.entries()) {
    await page.goto(url(site, card));
    await fill(page);
    await page.fill("#_panelist", ["Ada Nowak", "Bo Kim"][at]);
    sealed.push(await downloaded(page, () => page.click("#_seal")));
  }
  await page.goto(url(site, PAGE));
  await page.locator("[name=_was][value=off]").check();
  await page.locator("#_files").setInputFiles(sealed);
  await page.locator(".sides").waitFor();
  assert.equal(await page.locator("#_problems").isVisible(), false);
  assert.deepEqual((await texts(page, ".sides thead th b")).sort(), ["Ada Nowak", "Bo Kim"]);
  const records = sealed.map((path) => JSON.parse(readFileSync(path, "utf8")));
  assert.deepEqual((await texts(page, ".sides thead .stage")).sort(), records.map(({ card }) => card.stage_name).sort());
  assert.equal(await page.locator("details.dimension").count(), records[0].card.loop.length);
  assert.deepEqual((await texts(page, ".files code")).sort(), records.map(({ seal }) => rungsRecord.code(seal)).sort());
  assert.deepEqual(seen.filter((line) => !line.startsWith("request blob:")), []);
  await close();
});

/** Runs in the page: whoever walks through it begins at its top. */
function top() {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}

/** A browser whose pages are brought into a state once they are there. */
const inState = (reach) => ({
  async newContext(options) {
    const context = await browser.newContext(options);
    const newPage = context.newPage.bind(context);
    context.newPage = async () => {
      const page = await newPage();
      const goto = page.goto.bind(page);
      page.goto = async (...way) => {
        await goto(...way);
        await reach(page);
        await page.evaluate(top);
      };
      return page;
    };
    return context;
  },
});

describe("the acceptance list holds", () => {
  const SEVEN = ["A. N.", "Bartholomäus Katzenellenbogen-Wiesengrund", "C. D.", "Dee", "E. Eriksson", "F. G.", "Hannah Ångström"]
    .map((name, at) => rated(name, ["m e m m m e o o", "m b m e w . m o", "e m m . m m m o", ". m b m m m . o"][at % 4], { stage: [null, "deep-dive", "case"][at % 3] }));
  const states = {
    "before anything is loaded": async (page) => page.locator("[name=_was][value=on]").check(),
    "with seven scorecards": (page) => bring(page, ...SEVEN),
    async "with every row opened"(page) {
      await bring(page, ...THREE);
      await openAll(page);
      await page.locator(".recommended").waitFor();
      await page.locator(".asked summary").click();
      await page.locator("#_agreed-0").selectOption("meets");
    },
    async "with files refused"(page) {
      await bring(page, ...TWO);
      await page.locator("#_files").setInputFiles([fileOf(TWO[0]), fileOf(rated("X", RATED, { change: (one) => (one.candidate.ref = "C-015") }))]);
      await page.locator("#_problems:not([hidden])").waitFor();
    },
    async "with something missing from the record"(page) {
      await bring(page, ...TWO);
      await page.locator("[name=_decided][value=offer]").check();
      await page.locator("#_agreed-0").evaluate((one) => one.closest("details").querySelector("summary").click());
      await page.locator("#_agreed-0").selectOption("meets");
      await page.locator("#_save").click();
      await page.locator("#_lacking:not([hidden])").waitFor();
    },
  };
  const checks = [...accessible, ...offline.filter(({ code }) => code === "B1"), ...onPaper];
  for (const [state, reach] of Object.entries(states)) {
    const done = new Map();
    for (const check of checks) {
      if (check.kinds) continue;
      test(`${state}: ${check.code} ${check.says}`, async () => {
        const once = (what, make) => {
          if (!done.has(what)) done.set(what, make());
          return done.get(what);
        };
        const subject = { browser: inState(reach), site, path: PAGE, kind: PAGE, server, once, bring: async () => {} };
        const { problems } = await check.find(subject);
        assert.deepEqual(problems, []);
      });
    }
  }
});

test("nothing is added up", async () => {
  const { page, close } = await opened();
  await bring(page, ...THREE);
  await openAll(page);
  const main = await page.locator("#_panel").innerText();
  assert.doesNotMatch(main, /average|mean\b|score of|total|rank|%|\d\.\d/i);
  await close();
});
