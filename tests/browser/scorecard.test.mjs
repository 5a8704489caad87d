// A scorecard in a browser: filled, sealed, opened again, kept and refused, from a folder and from
// a host. What it writes is read by `rungs validate`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { serve } from "./server.mjs";
import { EVIDENCE, downloaded, fill } from "./states.mjs";
import { build, folder, launch, observed, tried, url } from "./support.mjs";

const PATH = "roles/security-engineer/ic3-scorecard-past-work.html";
const CANARY = "zq-canary-4711";

let browser;
let site;
let server;
before(async () => {
  browser = await launch();
  site = build();
  server = await serve(site, "/repo/");
});
after(async () => {
  server?.close();
  await browser?.close();
});

const places = { "a folder": () => url(site, PATH), "a host": () => server.url + PATH };

/** Opens the card; `act` gets the page, and what it tried and said, which must be nothing. */
async function card(act, { address = url(site, PATH), ...options } = {}) {
  const { page, seen, close } = await observed(browser, { offline: !address.startsWith("http"), ...options });
  await page.goto(address);
  try {
    return await act(page, seen);
  } finally {
    await close();
  }
}

const seal = (page) => downloaded(page, () => page.click("#_seal"));
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

function written(record, name = "card.json") {
  const path = join(folder(), name);
  writeFileSync(path, typeof record === "string" ? record : JSON.stringify(record));
  return path;
}

/** A draft of a filled card. */
async function draft() {
  return card(async (page) => {
    await fill(page);
    return read(await downloaded(page, () => page.click("#_download")));
  });
}

describe("by keyboard, from", () => {
  for (const [place, address] of Object.entries(places)) {
    test(place, async () => {
      await card(
        async (page, seen) => {
          // From the first field on with Tab, Space and arrows: never a pointer.
          await page.focus("#_candidate");
          await page.keyboard.type("C-014");
          let at = "";
          for (let step = 0; step < 200 && at !== "_seal"; step += 1) {
            await page.keyboard.press("Tab");
            const stop = await page.evaluate(() => {
              const { id, type, name, localName } = document.activeElement;
              return { id, type, name, localName };
            });
            at = stop.id;
            if (at === "_panelist") await page.keyboard.type("Ada Nowak");
            else if (stop.localName === "textarea") await page.keyboard.type(EVIDENCE);
            else if (stop.type === "radio") {
              await page.keyboard.press("Space");
              await page.keyboard.press("ArrowDown");
            }
          }
          assert.equal(at, "_seal");
          const file = await downloaded(page, () => page.keyboard.press("Enter"));
          assert.match(file, /scorecard_C-014_past-work_AN_r1\.json$/);
          const record = read(file);
          assert.equal(record.status, "sealed");
          assert.deepEqual(record.ratings.map(({ rating }) => rating), ["below", "below", "below"]);
          assert.equal(record.recommendation, "no");
          assert.equal(tried("validate", file).status, 0, tried("validate", file).stderr);
          assert.equal(await page.evaluate(() => document.activeElement.id), "_sealed");
          assert.deepEqual(seen.filter((one) => !one.startsWith(`request ${server.url}`)), []);
        },
        { address: address() },
      );
    });
  }
});

test("a card without evidence isn't sealed, and says what is missing, each with a way there", async () => {
  await card(async (page) => {
    await fill(page, "Too short.");
    await page.click("#_seal");
    const problems = page.locator("#_problems");
    assert.equal(await problems.locator("h3").innerText(), "Not sealed: 3 things are missing");
    assert.equal(await page.evaluate(() => document.activeElement.id), "_problems");
    assert.equal(await page.locator(".lack:visible").count(), 3);
    const field = page.locator(".dimension .evidence textarea").first();
    const described = await field.getAttribute("aria-describedby");
    assert.match(await page.locator(`#${described}`).innerText(), /^No evidence yet/);
    assert.equal(await field.inputValue(), "Too short.");
    await problems.locator("a").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.id), await field.getAttribute("id"));
    await field.fill(EVIDENCE);
    assert.equal(await page.locator(`#${described}`).innerText(), "");
  });
});

test("the recommendation waits for what must be met", async () => {
  await card(async (page) => {
    const yes = page.locator("[name=_recommendation][value=yes]");
    assert.equal(await yes.isDisabled(), true);
    assert.match(await page.locator("#_waits").innerText(), /Threat modelling\.$/);
    await page.locator("#d_threat-modelling [value=not-observed]").check();
    assert.equal(await yes.isDisabled(), false);
    assert.equal(await page.locator("#_next").innerText(), "Next: Handling findings and incidents");
    assert.equal(await page.locator("#_count").innerText(), "1 of 3 rated");
  });
});

test("ticks are counted at each level, and decide nothing", async () => {
  await card(async (page) => {
    const cells = () => page.locator("#_strip li").allInnerTexts();
    const before = await cells();
    assert.deepEqual(before.map((cell) => cell.replace(/^0 of \d+ at /, "")), ["IC2", "IC3", "IC4"]);
    await page.locator("#d_ownership .meets .ticks input").first().check();
    assert.match((await cells())[1], /^1 of \d+ at IC3$/);
    const checked = await page.locator("[name=_level]:checked, [name=_recommendation]:checked, .rating :checked").count();
    assert.equal(checked, 0);
  });
});

test("a draft says that it isn't saved, asks before it is left, and is opened again as it was", async () => {
  await card(async (page) => {
    const title = await page.title();
    await fill(page);
    assert.equal(await page.title(), `• ${title}`);
    assert.equal(await page.locator("#_status").innerText(), "Not saved. Download to keep.");
    page.removeAllListeners("dialog");
    const asked = [];
    page.on("dialog", async (dialog) => {
      asked.push(dialog.type());
      await dialog.accept();
    });
    await page.goto("about:blank");
    assert.deepEqual(asked, ["beforeunload"]);
  });
  const record = await draft();
  const path = written(record);
  assert.equal(tried("validate", path).status, 0, tried("validate", path).stderr);
  await card(async (page) => {
    await page.setInputFiles("#_open", path);
    await page.waitForFunction(() => document.querySelector("#_candidate").value !== "");
    assert.equal(await page.title().then((title) => title.startsWith("•")), false);
    const again = read(await downloaded(page, () => page.click("#_download")));
    assert.deepEqual(again, record);
  });
});

test("a sealed card is read-only, shows its code, and is revised with the seals it had", async () => {
  await card(async (page) => {
    await fill(page);
    const first = read(await seal(page));
    const [code] = (await page.locator("#_sealed").innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
    assert.equal(await page.locator("textarea:not([readonly])").count(), 0);
    assert.equal(await page.locator("[type=radio]:enabled, .ticks input:enabled").count(), 0);
    const sheet = await page.pdf({ preferCSSPageSize: true });
    const file = written("", "sheet.pdf");
    writeFileSync(file, sheet);
    const text = execFileSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
    assert.ok(text.every((one) => one.includes(code)), "a sheet without the code");
    assert.ok(text.every((one) => one.includes(`digest ${first.framework.digest.slice(7, 19)}`)), "a sheet without the digest");
    await page.click("#_revise");
    await page.locator(".dimension .evidence textarea").first().fill(`${EVIDENCE} And more.`);
    const path = await seal(page);
    const second = read(path);
    assert.equal(second.revision, 2);
    assert.equal(second.id, first.id);
    assert.deepEqual(second.earlier_seals, [first.seal]);
    assert.notEqual(second.seal, first.seal);
    assert.match(path, /_r2\.json$/);
    assert.equal(tried("validate", path).status, 0, tried("validate", path).stderr);
  });
});

describe("a file is refused, and nothing of the page is lost:", () => {
  const cases = {
    "not JSON": [() => "{", /no JSON file/],
    "of another kind": [() => JSON.stringify({ format: "else" }), /no file that these pages saved/],
    "of a newer version": [(record) => ({ ...record, version: 2 }), /version 2/],
    "with a wrong rating": [(record) => ({ ...record, recommendation: "maybe" }), /“recommendation”/],
    "for another card": [(record) => ({ ...record, stage: null }), /for another card/],
    "too large": [() => " ".repeat(1_100_000), /larger than 1 MiB/],
  };
  for (const [name, [make, told]] of Object.entries(cases)) {
    test(name, async () => {
      const path = written(make(await draft()));
      await card(async (page) => {
        await page.fill("#_candidate", "C-099");
        await page.setInputFiles("#_open", path);
        await page.locator("#_told p").waitFor();
        assert.match(await page.locator("#_told").innerText(), told);
        assert.equal(await page.inputValue("#_candidate"), "C-099");
        assert.equal(await page.evaluate(() => document.activeElement.id), "_told");
      });
    });
  }
  test("changed after it was sealed", async () => {
    const record = await card(async (page) => {
      await fill(page);
      return read(await seal(page));
    });
    const path = written({ ...record, recommendation: "no" });
    await card(async (page) => {
      await page.setInputFiles("#_open", path);
      await page.locator("#_told p").waitFor();
      assert.match(await page.locator("#_told").innerText(), /changed after it was sealed/);
    });
  });
});

test("a file of an older framework brings its card along, and says what differs", async () => {
  const record = await draft();
  record.framework.digest = `sha256-${"0".repeat(64)}`;
  const [first, ...rest] = record.card.dimensions;
  first.anchors.meets = "What it said then.\nIn two lines.";
  first.behaviours = [{ id: "then", level: "IC3", text: "Did it then." }];
  record.ratings[0].seen = ["IC3 then"];
  // One that the page hasn't any more.
  rest[0].id = "gone";
  rest[0].name = "A gone dimension";
  record.ratings[1].dimension = "gone";
  record.card.loop.push({ id: "gone", name: "A gone dimension", must_have: false });
  record.delete_after = "2020-01-31";
  record.extra = 1;
  await card(async (page) => {
    await page.setInputFiles("#_open", written(record));
    await page.locator("#_told p").first().waitFor();
    const told = await page.locator("#_told").innerText();
    assert.match(told, /differ now: Threat modelling, A gone dimension\./);
    assert.match(told, /ended on 31 January 2020/);
    assert.match(told, /nothing here knows it: extra\./);
    const shown = page.locator(".dimension:visible");
    assert.deepEqual(await shown.locator(".name").allInnerTexts(), ["Threat modelling", "A gone dimension", "Ownership"]);
    assert.equal(await shown.first().locator("td.meets").innerText(), "What it said then.\n\nIn two lines.");
    assert.equal(await shown.first().locator(".rest input").isChecked(), true);
    assert.equal(await shown.nth(1).locator(".evidence textarea").inputValue(), EVIDENCE);
    await shown.nth(1).locator(".rating [value=exceeds]").check();
    const path = await seal(page);
    assert.equal(read(path).ratings[1].rating, "exceeds");
    assert.equal(read(path).framework.digest, record.framework.digest);
    assert.equal(tried("validate", path).status, 0, tried("validate", path).stderr);
  });
});

test("a file that is dropped is opened; of several none is", async () => {
  const text = JSON.stringify(await draft());
  await card(async (page) => {
    const drop = (count) =>
      page.evaluate(([text, count]) => {
        const dataTransfer = new DataTransfer();
        for (let at = 0; at < count; at += 1) dataTransfer.items.add(new File([text], `${at}.json`));
        document.querySelector("h1").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      }, [text, count]);
    await drop(2);
    await page.locator("#_told p").waitFor();
    assert.match(await page.locator("#_told").innerText(), /One card at a time/);
    await drop(1);
    await page.waitForFunction(() => document.querySelector("#_candidate").value === "C-014");
    assert.equal(await page.locator("#_told").isVisible(), false);
  });
});

describe("storage:", () => {
  const kept = (page) => page.evaluate(() => Object.entries(localStorage));

  test("a draft is kept only if somebody asks, is found again and erased", async () => {
    const { page, close } = await observed(browser);
    page.removeAllListeners("dialog");
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(url(site, PATH));
    await fill(page);
    assert.deepEqual(await kept(page), []);
    await page.check("#_keep");
    assert.equal((await kept(page)).length, 1);
    await page.reload();
    assert.equal(await page.inputValue("#_candidate"), "");
    assert.match(await page.locator("#_told").innerText(), /keeps a draft/);
    await page.locator("#_told button").first().click();
    assert.equal(await page.inputValue("#_candidate"), "C-014");
    assert.equal(await page.isChecked("#_keep"), true);
    await page.click("#_erase");
    assert.deepEqual(await kept(page), []);
    assert.equal(await page.isChecked("#_keep"), false);
    await close();
  });

  test("a draft of more than 7 days goes by itself", async () => {
    const { page, close } = await observed(browser);
    await page.goto(url(site, PATH));
    await page.evaluate(() => localStorage.setItem("rungs-scorecard:old", JSON.stringify({ until: Date.now() - 1, record: {} })));
    await page.reload();
    assert.deepEqual(await kept(page), []);
    await close();
  });

  test("where it is refused the box says so, and all else works", async () => {
    const { page, seen, close } = await observed(browser);
    await page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("refused", "SecurityError");
      };
      Object.defineProperty(globalThis, "localStorage", { get: refuse });
      Object.defineProperty(globalThis, "sessionStorage", { get: refuse });
    });
    await page.goto(url(site, PATH));
    assert.equal(await page.isDisabled("#_keep"), true);
    assert.match(await page.locator("#_told").innerText(), /keeps nothing/);
    await fill(page);
    assert.equal(read(await seal(page)).status, "sealed");
    assert.deepEqual(seen, []);
    await close();
  });
});

describe("what is typed stays in the page, from", () => {
  for (const [place, address] of Object.entries(places)) {
    test(place, async () => {
      const { page, close } = await observed(browser, { offline: false });
      const requests = [];
      page.on("request", (request) => requests.push(request.url() + (request.postData() ?? "") + JSON.stringify(request.headers())));
      await page.goto(address());
      const fields = await page.locator("main textarea:visible, main input:not([type]):visible").all();
      for (const field of fields) await field.fill(`${CANARY} ${EVIDENCE}`);
      for (const row of await page.locator(".dimension").all()) await row.locator(".rating input").first().check();
      await page.locator("[name=_recommendation]").first().check();
      assert.ok(fields.length > 8, `${fields.length} fields`);
      const record = read(await seal(page));
      assert.ok(JSON.stringify(record).split(CANARY).length > fields.length);
      const left = await page.evaluate(async () => JSON.stringify([
        { ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href,
        await indexedDB.databases(), await globalThis.caches?.keys().catch(() => []),
      ]));
      assert.equal(left.includes(CANARY), false, left);
      assert.equal(requests.some((one) => one.includes(CANARY)), false);
      const outside = requests.filter((one) => !/^(file|blob|data):/.test(one) && !one.startsWith(server.url));
      assert.deepEqual(outside, []);
      await close();
    });
  }
});

test("nothing that somebody writes is markup or a formula", async () => {
  await card(async (page, seen) => {
    const hostile = "=cmd|' /C calc'!A0 <img src=x onerror=alert(1)> \"quoted\" **bold**";
    await fill(page, hostile);
    await page.fill("#_candidate", "+1");
    assert.equal(await page.locator("main img").count(), 0);
    const csv = readFileSync(await downloaded(page, () => page.click("#_csv")), "utf8");
    assert.ok(csv.includes("\"'+1\"") && csv.includes("\"'=cmd|' /C calc'!A0"), csv);
    assert.equal(/(^|,)"?[=+\-@\t]/m.test(csv), false, csv);
    const markdown = readFileSync(await downloaded(page, () => page.click("#_markdown")), "utf8");
    assert.ok(markdown.includes("\\<img") && markdown.includes("\\*\\*bold"), markdown);
    assert.deepEqual(seen, []);
  });
});

test("without scripts there is a form to print, and no control that does nothing", async () => {
  await card(
    async (page) => {
      assert.equal(await page.locator("main :is(button, input, textarea):visible").count(), 0);
      assert.equal(await page.locator(".dimension .ruled-space:visible").count(), 3);
      assert.equal(await page.locator(".dimension .boxes li:visible").count(), 3 * 5);
    },
    { javaScriptEnabled: false },
  );
});

test("a role of levels only has a card for each, with a row for each competency", async () => {
  const root = join(folder(), "bare");
  const files = {
    "book.toml": '[book]\ntitle = "Bare"\n',
    "content/framework.toml": [
      '[[family]]\nid = "f"\nname = "F"\n[[track]]\nid = "ic"\nname = "IC"',
      'level = [{ id = "ic1", name = "IC1" }, { id = "ic2", name = "IC2" }]',
      '[[competency]]\nid = "craft"\nname = "Craft"\n[[competency]]\nid = "care"\nname = "Care"\n',
    ].join("\n"),
    "content/roles/pilot/role.toml": 'title = "Pilot"\nfamily = "f"\ntrack = "ic"\nlevels = ["ic1", "ic2"]\n',
    "content/roles/pilot/ic1.md": "## Craft\n\n- Flies.\n\n## Care\n\n- Asks.\n",
    "content/roles/pilot/ic2.md": "## Craft\n\n- Flies.\n- Flies at night.\n\n## Care\n\n- Listens, and asks again.\n",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const bare = build(root);
  await card(
    async (page, seen) => {
      assert.deepEqual(await page.locator(".dimension .name").allInnerTexts(), ["Craft", "Care"]);
      assert.equal(await page.locator(".views").count(), 0);
      // Flying is expected of both levels: who is seen doing it is at either.
      await page.locator(".carried .ticks input").check();
      assert.deepEqual(await page.locator("#_strip li").allInnerTexts(), ["1 of 2 at IC1", "1 of 3 at IC2"]);
      await fill(page);
      const path = await seal(page);
      assert.match(path, /scorecard_C-014_all_AN_r1\.json$/);
      assert.equal(tried("validate", path).status, 0, tried("validate", path).stderr);
      assert.deepEqual(seen, []);
    },
    { address: url(bare, "roles/pilot/ic2-scorecard.html") },
  );
});
