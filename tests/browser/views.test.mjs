// What can be switched, folded and narrowed on steps and matrices: by keyboard, with and without
// scripts, from an address, and on paper.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { build, launch, observed, repository, url } from "./support.mjs";

const site = build();
const step = "roles/security-engineer/ic3-to-ic4.html";
const role = "roles/security-engineer.html";
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Opens a page, hands it over, and closes it; nothing may be asked for or said. */
async function open(path, options, use) {
  const { page, seen, close } = await observed(browser, {
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const [file, hash] = path.split("#");
  await page.goto(url(site, file) + (hash ? `#${hash}` : ""));
  try {
    await use(page);
    assert.deepEqual(seen, []);
  } finally {
    await close();
  }
}

const count = (page, selector) => page.locator(`${selector}:visible`).count();
const address = (page) => page.evaluate(() => location.hash);

for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    const options = { javaScriptEnabled };

    test("a step shows what is new, and by keyboard all that is expected", async () => {
      await open(step, options, async (page) => {
        assert.ok((await count(page, ".changes > .gone")) > 0);
        assert.equal(await count(page, ".changes > .same"), 0);
        const folded = await count(page, "details.same");
        await page.locator("#_new").focus();
        await page.keyboard.press("ArrowRight");
        assert.equal(await count(page, ".changes > .gone"), 0);
        assert.equal(await count(page, ".changes del"), 0);
        assert.equal(await count(page, "details.same"), 0);
        const same = await page.locator(".changes > .same").count();
        assert.equal(await count(page, ".changes > .same"), same);
        assert.ok(folded > 0 && same > 0);
      });
    });

    test("unchanged lines of a competency unfold by keyboard", async () => {
      await open(step, options, async (page) => {
        await page.locator("details.same summary").first().focus();
        await page.keyboard.press("Enter");
        assert.ok(await page.locator("details.same li").first().isVisible());
      });
    });

    test("a matrix is narrowed by keyboard", async () => {
      await open(role, options, async (page) => {
        const columns = () => count(page, ".matrix thead th");
        assert.equal(await columns(), 7);
        for (const level of [1, 2, 3]) {
          await page.locator(`.pick-${level}`).focus();
          await page.keyboard.press("Space");
        }
        assert.equal(await columns(), 4);
        assert.equal(await count(page, ".matrix #c_ownership > *"), 4);
      });
    });

    test("a pillar folds to a line for each level by keyboard", async () => {
      await open(role, options, async (page) => {
        assert.ok(await page.locator("#c_ownership").isVisible());
        await page.getByRole("checkbox", { name: "Show Results" }).focus();
        await page.keyboard.press("Space");
        assert.ok(!(await page.locator("#c_ownership").isVisible()));
        assert.ok(await page.locator("#c_judgement").isVisible());
        const row = page.locator(".pillar-row").first();
        assert.match(await row.innerText(), /\d+ lines, \d+ new/);
      });
    });

    test("a matrix says what is new and where lines come from when asked", async () => {
      await open(role, options, async (page) => {
        assert.equal(await count(page, ".matrix .tag.new"), 0);
        assert.equal(await count(page, ".matrix .origin"), 0);
        await page.getByLabel("what is new at each level").check();
        await page.getByLabel("where lines come from").check();
        assert.ok((await count(page, ".matrix .tag.new")) > 20);
        assert.ok((await count(page, ".matrix .origin")) > 20);
        // At the lowest level everything would be.
        assert.equal(await count(page, ".matrix td:nth-child(2) .tag.new"), 0);
      });
    });

    test("a link to a cell of a folded pillar shows it", async () => {
      await open(`${role}#c_delivery_ic3`, options, async (page) => {
        const cell = page.locator("#c_delivery_ic3");
        await page.getByRole("checkbox", { name: "Show Results" }).uncheck();
        // Scripts keep the state in the address, so the cell is no longer what it names.
        if (!javaScriptEnabled) assert.ok(await cell.isVisible());
        const anchor = cell.locator(".anchor");
        await page.getByRole("checkbox", { name: "Show Results" }).check();
        await anchor.focus();
        assert.equal(await anchor.evaluate((one) => getComputedStyle(one).opacity), "1");
        await page.keyboard.press("Enter");
        assert.equal(await address(page), "#c_delivery_ic3");
        const { y } = await cell.boundingBox();
        const head = await page.locator(".matrix thead th").first().boundingBox();
        assert.ok(y >= head.y + head.height - 1, `the cell at ${y} is below the head`);
      });
    });
  });
}

describe("the address", () => {
  test("holds what was switched, and switches it", async () => {
    await open(role, {}, async (page) => {
      await page.locator(".pick-1").uncheck();
      await page.getByLabel("what is new at each level").check();
      assert.equal(await address(page), "#_view=no-ic1,new");
      await page.locator(".pick-1").check();
      await page.getByLabel("what is new at each level").uncheck();
      assert.equal(await address(page), "");
    });
    await open(`${role}#_view=no-ic1,no-ic2,fold-results,origins`, {}, async (page) => {
      assert.equal(await count(page, ".matrix thead th"), 5);
      assert.ok(!(await page.locator("#c_ownership").isVisible()));
      assert.ok((await count(page, ".matrix .origin")) > 0);
    });
    await open(`${step}#_view=all`, {}, async (page) => {
      assert.ok(await page.locator("#_all").isChecked());
      await page.locator("#_new").check();
      assert.equal(await address(page), "");
    });
  });

  test("may hold anything", async () => {
    for (const hash of ["_view=%E0%A4%A,<img src=x onerror=alert(1)>", "%", "_view", "c_'\"]\\"]) {
      await open(`${role}#${hash}`, {}, async (page) => {
        assert.equal(await count(page, ".matrix thead th"), 7, hash);
      });
    }
  });

  test("of a cell opens its place in the list of a phone", async () => {
    await open(`${role}#c_delivery_ic3`, { viewport: { width: 320, height: 640 } }, async (page) => {
      const place = page.locator("[data-at=c_delivery_ic3]");
      assert.ok(await place.isVisible());
      const { y } = await place.boundingBox();
      assert.ok(y >= 0 && y < 640, `at ${y}`);
    });
  });
});

describe("the matrix", () => {
  test("of six levels fits at 1280 pixels, and its head and first column stay in view", async () => {
    await open(role, {}, async (page) => {
      const fits = () => {
        const { right } = document.querySelector(".matrix").getBoundingClientRect();
        return right <= innerWidth && document.documentElement.scrollWidth <= innerWidth;
      };
      assert.ok(await page.evaluate(fits));
      await page.locator("#c_judgement").scrollIntoViewIfNeeded();
      await page.evaluate(() => scrollBy(0, 400));
      const { y } = await page.locator(".matrix thead th").nth(1).boundingBox();
      assert.equal(Math.round(y), 0);
    });
    await open(role, { viewport: { width: 768, height: 900 } }, async (page) => {
      await page.locator(".matrix-scroll").evaluate((one) => one.scrollTo(300, 600));
      const box = await page.locator(".matrix-scroll").boundingBox();
      const first = await page.locator("#c_judgement > th").boundingBox();
      const head = await page.locator(".matrix thead th").first().boundingBox();
      assert.equal(Math.round(first.x), Math.round(box.x));
      assert.ok(Math.abs(head.y - box.y) <= 2, `${head.y} and ${box.y}`);
    });
  });

  test("has the same switches on a phone", async () => {
    await open(role, { viewport: { width: 320, height: 640 } }, async (page) => {
      const levels = () => count(page, ".matrix-list > details");
      assert.equal(await levels(), 6);
      await page.locator(".pick-1").uncheck();
      assert.equal(await levels(), 5);
      await page.locator(".matrix-list > details > summary").nth(1).click();
      await page.getByLabel("what is new at each level").check();
      assert.ok((await count(page, ".matrix-list .tag.new")) > 3);
      await page.locator(".matrix-list > details:nth-child(2) .part > summary").first().click();
      assert.ok(!(await page.locator("[data-at=c_ownership_ic2]").isVisible()));
    });
  });
});

describe("on paper", () => {
  // A sheet of A4, lying, without its margins.
  const viewport = { width: 1032, height: 703 };

  test("a matrix has all its columns and its pillars open", async () => {
    await open(`${role}#_view=fold-results`, { viewport }, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.equal(await count(page, ".matrix thead th"), 7);
      assert.ok(await page.locator("#c_ownership").isVisible());
      assert.equal(await count(page, ".controls"), 0);
      const clipped = await page.evaluate(() =>
        [...document.querySelectorAll(".matrix th, .matrix td")]
          .filter((one) => one.getBoundingClientRect().right > innerWidth || one.scrollWidth > one.clientWidth + 1)
          .map((one) => one.innerText.slice(0, 40)),
      );
      assert.deepEqual(clipped, []);
    });
  });

  test("a matrix that was narrowed is narrow", async () => {
    await open(`${role}#_view=no-ic1,no-ic2,no-ic3,no-ic4`, { viewport }, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.equal(await count(page, ".matrix thead th"), 3);
    });
  });

  test("a step prints as it is shown, its folded lines too", async () => {
    await open(step, {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.ok((await count(page, ".changes > .gone")) > 0);
      assert.equal(await count(page, ".switch"), 0);
      const heights = await page.locator("details.same li").evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect().height),
      );
      assert.ok(heights.length > 0 && heights.every((height) => height > 8), `${heights}`);
    });
    await open(`${step}#_view=all`, {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      assert.equal(await count(page, ".changes > .gone"), 0);
      assert.ok((await count(page, ".changes > .same")) > 0);
    });
  });
});

describe("is accessible", () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const views = [
    `${role}#_view=no-ic1,fold-results,new,origins`,
    `${step}#_view=all`,
    "roles/security-engineer/ic4-to-m3.html",
    "map.html",
  ];
  for (const path of views) {
    for (const [name, options] of [
      ["light", {}],
      ["dark", { colorScheme: "dark" }],
      ["forced colours", { forcedColors: "active" }],
      ["a phone", { viewport: { width: 320, height: 640 } }],
    ]) {
      test(`${path}, ${name}`, async () => {
        await open(path, options, async (page) => {
          await page.evaluate(axe);
          // It would fetch the style sheet, which the page's policy forbids.
          const { violations } = await page.evaluate(() => globalThis.axe.run({ preload: false }));
          assert.deepEqual(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`), []);
        });
      });
    }
  }
});

test("the script of these pages is small", () => {
  assert.ok(statSync(join(repository, "themes/default/assets/page.js")).size <= 3072);
});
