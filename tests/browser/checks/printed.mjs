// P1 to P7: what comes out of the printer. Marks are put into the page, and looked for in the PDF.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder, observed, url } from "../support.mjs";

/** A page with all marks, printed from a dark screen: what was marked, and each sheet's text. */
function sheets(subject) {
  return subject.once("print", async () => {
    const { browser, site, path, bring } = subject;
    const { page, close } = await observed(browser, { colorScheme: "dark" });
    await page.goto(url(site, path));
    await bring(page);
    const marked = {};
    for (const mark of [framework, rows, heads, folds, navigation, cells, headings, parts]) {
      marked[mark.name] = await page.evaluate(mark);
    }
    const bytes = await page.pdf({ preferCSSPageSize: true });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    marked.pale = await page.evaluate(pale);
    await close();
    const file = join(folder(), "page.pdf");
    writeFileSync(file, bytes);
    const text = execFileSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8", maxBuffer: 64 << 20 });
    return { marked, text: text.split("\f").slice(0, -1) };
  });
}

/** How many sheets a page takes as it is. */
async function plainly({ browser, site, path, bring }) {
  const { page, close } = await observed(browser);
  await page.goto(url(site, path));
  await bring(page);
  const file = join(folder(), "plain.pdf");
  await page.pdf({ path: file, preferCSSPageSize: true });
  await close();
  return Number(execFileSync("pdfinfo", [file], { encoding: "utf8" }).match(/^Pages:\s+(\d+)/m)[1]);
}

/** On which sheet each mark `Z<name><number>Z` is; hyphenation never parts capitals and digits. */
function places(sheets, name) {
  const found = new Map();
  sheets.forEach((text, sheet) => {
    for (const [, number] of text.replace(/\s+/g, "").matchAll(new RegExp(`Z${name}(\\d+)Z`, "g"))) {
      found.set(Number(number), [...(found.get(Number(number)) ?? []), sheet]);
    }
  });
  return found;
}

export const printed = [
  {
    code: "P1",
    says: "no row of a table is parted between two sheets",
    async find(subject) {
      const { marked, text } = await sheets(subject);
      const problems = [];
      const found = places(text, "R");
      for (const [row, on] of found) {
        const first = Math.min(...on);
        const last = Math.max(...on);
        // One that is taller than a sheet has the first to itself.
        const isAlone = [...found].every(([other, sheets]) => other === row || !sheets.includes(first));
        if (first !== last && !isAlone) problems.push(`row ${row} begins on sheet ${first + 1} and ends on ${last + 1}`);
      }
      return { problems, looked: marked.rows };
    },
  },
  {
    code: "P2",
    says: "the head of a table is on each of its sheets",
    async find(subject) {
      const { marked, text } = await sheets(subject);
      const [top, body] = [places(text, "H"), places(text, "B")];
      const problems = [];
      for (const [table, count] of marked.heads.entries()) {
        if (count === 0) continue;
        const has = new Set(top.get(table) ?? []);
        const needs = new Set(body.get(table) ?? []);
        const without = [...needs].filter((sheet) => !has.has(sheet));
        if (without.length > 0) problems.push(`table ${table} has no head on sheet ${without.map((one) => one + 1)}`);
      }
      return { problems, looked: marked.heads.length };
    },
  },
  {
    code: "P3",
    says: "what was written is printed to its end",
    kinds: ["scorecard", "scorecard of a stage"],
    async find({ browser, site, path }) {
      const { page, close } = await observed(browser);
      await page.goto(url(site, path));
      const count = 1600;
      const words = Array.from({ length: count }, (_, at) => `W${at}W`);
      const evidence = words.join(" ").slice(0, 10_000);
      await page.locator(".dimension .evidence textarea").first().fill(evidence);
      const bytes = await page.pdf({ preferCSSPageSize: true });
      await close();
      const file = join(folder(), "page.pdf");
      writeFileSync(file, bytes);
      const text = execFileSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8" }).replace(/\s+/g, "");
      const whole = evidence.split(" ").filter((one) => /^W\d+W$/.test(one));
      const lost = whole.filter((one) => !text.includes(one));
      return { problems: lost.length > 0 ? [`${lost.length} of ${whole.length} words aren't printed`] : [], looked: whole.length };
    },
  },
  {
    code: "P4",
    says: "what is folded is printed",
    async find(subject) {
      const { marked, text } = await sheets(subject);
      const found = places(text, "F");
      const lost = Array.from({ length: marked.folds }, (_, fold) => fold).filter((fold) => !found.has(fold));
      return { problems: lost.map((fold) => `fold ${fold} isn't printed`), looked: marked.folds };
    },
  },
  {
    code: "P5",
    says: "black on white from a dark screen, each sheet with its number and version, no navigation",
    async find(subject) {
      const { marked, text } = await sheets(subject);
      const problems = [...marked.pale];
      const numbers = text.filter((sheet, at) => !new RegExp(`${at + 1}\\s*/\\s*${text.length}`).test(sheet));
      if (numbers.length > 0) problems.push(`${numbers.length} of ${text.length} sheets have no number`);
      const foot = [marked.framework.title, marked.framework.version].join(" · ");
      const nameless = marked.framework.version ? text.filter((sheet) => !sheet.includes(foot)).length : 0;
      if (nameless > 0) problems.push(`${nameless} of ${text.length} sheets don't say "${foot}"`);
      const shown = places(text, "N").size;
      if (shown > 0) problems.push(`${shown} of ${marked.navigation} places of the navigation are printed`);
      return { problems, looked: text.length };
    },
  },
  {
    code: "P6",
    says: "no column of a matrix is clipped; a card has a sheet for two dimensions, and one around them",
    kinds: ["role", "scorecard", "scorecard of a stage"],
    async find(subject) {
      const { marked, text } = await sheets(subject);
      // A framework of long sentences fills sheets by its words, and who writes interviews has them
      // on paper: two exercises or eight questions with room for answers to a sheet.
      const { rows, words, tasks, questions } = marked.parts;
      if (rows > 0) {
        const most = Math.ceil(Math.max(rows / 2, words / 360)) + Math.ceil(tasks / 2) + Math.ceil(questions / 8) + 1;
        // Marks take space too.
        const sheets = await plainly(subject);
        return { problems: sheets > most ? [`${sheets} sheets for ${rows} dimensions`] : [], looked: sheets };
      }
      const found = places(text, "C");
      const lost = Array.from({ length: marked.cells }, (_, cell) => cell).filter((cell) => !found.has(cell));
      return { problems: lost.map((cell) => `cell ${cell} is clipped`), looked: marked.cells };
    },
  },
  {
    code: "P7",
    says: "a heading is on the sheet on which what it heads begins",
    async find(subject) {
      const { marked, text } = await sheets(subject);
      const [over, under] = [places(text, "K"), places(text, "L")];
      const problems = [];
      for (const [heading, [sheet]] of over) {
        const apart = (under.get(heading) ?? []).filter((other) => other !== sheet);
        if (apart.length > 0) problems.push(`heading ${marked.headings[heading]} is on sheet ${sheet + 1}, its text on ${apart[0] + 1}`);
      }
      return { problems, looked: marked.headings.length };
    },
  },
];

/** Runs in the page: what its head and foot say of the framework. */
function framework() {
  const title = document.querySelector(".brand").textContent.trim();
  const version = document.querySelector(".bottom").textContent.match(/version (\S+)/)?.[1];
  return { title, version };
}

/** Runs in the page: marks where each cell of a row begins and ends. */
function rows() {
  const all = [...document.querySelectorAll("main tbody tr")].filter((row) => row.checkVisibility());
  all.forEach((row, number) => {
    for (const cell of row.cells) {
      cell.prepend(`ZR${number}Z `);
      cell.append(` ZR${number}Z`);
    }
  });
  return all.length;
}

/** Runs in the page: marks heads, and the rows below them. */
function heads() {
  const tables = [...document.querySelectorAll("main table")].filter((table) => table.checkVisibility());
  return tables.map((table, number) => {
    const head = table.tHead?.querySelector("th");
    if (!head) return 0;
    head.append(` ZH${number}Z`);
    const cells = table.querySelectorAll("tbody tr > :last-child");
    for (const cell of cells) cell.append(` ZB${number}Z`);
    return cells.length;
  });
}

/** Runs in the page. */
function folds() {
  const closed = [...document.querySelectorAll("main details:not([open])")].filter((one) => {
    // What print leaves out whole (a phone's list beside the table) has no fold to open.
    return one.checkVisibility();
  });
  closed.forEach((one, number) => one.append(` ZF${number}Z`));
  return closed.length;
}

/** Runs in the page. */
function navigation() {
  const links = document.querySelectorAll("body > header nav a, .skip, main button");
  links.forEach((link, number) => link.append(` ZN${number}Z`));
  return links.length;
}

/** Runs in the page, as it is printed: text that ink on white paper wouldn't show. */
function pale() {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
    const linear = (one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const problems = [];
  for (const one of document.querySelectorAll("main *")) {
    const text = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!text || !one.checkVisibility() || one.closest("svg")) continue;
    const { color, backgroundColor } = getComputedStyle(one);
    const isFilled = !/^rgba\(.*, 0\)$|transparent/.test(backgroundColor);
    if (!isFilled && (light(color) + 0.05) * 4.5 > 1.05) problems.push(`pale ${color}: ${one.outerHTML.slice(0, 80)}`);
  }
  return problems.slice(0, 5);
}

/** Runs in the page. */
function cells() {
  let number = 0;
  for (const cell of document.querySelectorAll(".matrix tbody td, .matrix thead th")) {
    cell.append(` ZC${number}Z`);
    number += 1;
  }
  return number;
}

/** Runs in the page: marks headings, and the first words of what stands below or beside each. */
function headings() {
  const first = (root, after) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
      const isAfter = !after || (after.compareDocumentPosition(text) === Node.DOCUMENT_POSITION_FOLLOWING);
      if (isAfter && text.data.trim() && text.parentElement.checkVisibility()) return text;
    }
  };
  const all = [...document.querySelectorAll("main :is(h2, h3, h4)")].filter((one) => one.checkVisibility());
  const names = all.map((one) => one.textContent.trim());
  all.forEach((heading, number) => {
    const beside = heading.closest(".side")?.parentElement.querySelector(":scope > .main");
    const texts = [first(document.querySelector("main"), heading), beside && first(beside)];
    for (const text of new Set(texts.filter(Boolean))) text.data = `ZL${number}Z ${text.data}`;
    heading.append(` ZK${number}Z`);
  });
  return names;
}

/** Runs in the page. */
function parts() {
  const count = (what) => document.querySelectorAll(what).length;
  const texts = [...document.querySelectorAll(".dimension")].map((one) => one.textContent);
  const words = texts.join(" ").match(/\S+/g)?.length ?? 0;
  return { rows: count(".dimension"), words, tasks: count(".exercise"), questions: count("[data-question]") };
}
