// What somebody does with a form, and the states that it comes into.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder } from "./support.mjs";

export const EVIDENCE = "Named two paths to the release code, and which of them to close first.";

/** Fills a scorecard's fields, rating after rating; `text` goes into each field of text. */
export async function fill(page, text = EVIDENCE) {
  await page.fill("#_candidate", "C-014");
  await page.fill("#_panelist", "Ada Nowak");
  const rows = await page.locator(".dimension:visible").all();
  for (const [at, row] of rows.entries()) {
    await row.locator(".evidence textarea").fill(text);
    await row.locator(".rating input").nth(at % 5).check();
    const ticks = row.locator(".anchors .ticks input");
    if ((await ticks.count()) > 0) await ticks.first().check();
    for (const notes of await row.locator("[data-question] textarea").all()) await notes.fill(text);
    for (const asked of await row.locator("[data-asked]").all()) await asked.check();
  }
  await page.locator("[name=_recommendation]").nth(2).check();
  await page.locator("[name=_level]").nth(1).check();
  await page.fill("#_summary", text);
}

/** Does what makes a page download a file, and gives the file's place. */
export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  const path = join(mkdtempSync(join(folder(), "download-")), download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

const nothing = { name: "", bring: async () => {} };
const scorecard = [
  nothing,
  { name: " (filled)", bring: fill },
  { name: " (not sealed)", bring: (page) => page.click("#_seal") },
  {
    name: " (sealed)",
    async bring(page) {
      await fill(page);
      await page.click("#_seal");
    },
  },
  {
    name: " (wrong file)",
    async bring(page) {
      const path = join(folder(), "wrong.json");
      writeFileSync(path, "{");
      await page.setInputFiles("#_open", path);
      await page.locator("#_told p").waitFor();
    },
  },
];

/** States of a kind of page, the one it opens in first. */
export function states(kind, rows) {
  const kinds = rows.map(([kind]) => kind);
  // The card of one stage stands for all of them.
  const chosen = kinds.includes("scorecard of a stage") ? "scorecard of a stage" : "scorecard";
  return kind === chosen ? scorecard : [nothing];
}
