// A1 to A12: can everybody read and use the page?
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { observed, url } from "../support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const wide = { width: 1280, height: 800 };
const phone = { width: 320, height: 640 };

/** Opens a page, brings it into its state, asks it something, and closes it. */
async function asked({ browser, site, path, bring }, options, question, argument) {
  const { page, close } = await observed(browser, options);
  try {
    await page.goto(url(site, path));
    await bring(page);
    // Whatever the state has the focus on, a reader's way through the page begins at its top.
    await page.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute("tabindex");
      scrollTo(0, 0);
    });
    return await question(page, argument);
  } finally {
    await close();
  }
}

async function violations(page, options) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const { violations, passes } = await page.evaluate((options) => globalThis.axe.run(options), options);
  const told = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  const count = (rules) => rules.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const targets = [...violations, ...passes].filter(({ id }) => id === "target-size");
  return { problems: told, looked: count(passes), targets: count(targets) };
}

// A page is opened once for all that is read of it in one place; what changes it comes last.

/** Of a page as wide as a desk has it. */
const onDesk = (subject) =>
  subject.once("desk", () =>
    asked(subject, { viewport: wide }, async (page) => ({
      tables: await page.evaluate(tables),
      told: await page.evaluate(told),
      pictures: await page.evaluate(pictures),
      structure: await structure(page),
    })),
  );

/** The same for who wants no motion. */
const still = (subject) =>
  subject.once("still", () =>
    // Colours that are on their way from one look to the next are nobody's.
    asked(subject, { viewport: wide, reducedMotion: "reduce" }, async (page) => ({
      motion: await page.evaluate(motion),
      rules: await rules(page, wide),
    })),
  );

/** Of a page on the narrowest phone. */
const onPhone = (subject) =>
  subject.once("phone", () =>
    asked(subject, { viewport: phone, reducedMotion: "reduce" }, async (page) => {
      const across = await page.evaluate(sideways);
      const broken = await rules(page, phone);
      await page.emulateMedia(looks[0]);
      await page.evaluate(space);
      return { sideways: across, rules: broken, spaced: await page.evaluate(cut) };
    }),
  );

/** Of a page at twice the size, with wide text spacing. */
const large = (subject) =>
  asked(subject, { viewport: { width: 640, height: 400 } }, async (page) => {
    await page.evaluate(space);
    return page.evaluate(cut);
  });

const looks = [
  { colorScheme: "light", forcedColors: "none" },
  { colorScheme: "dark", forcedColors: "none" },
  { colorScheme: "dark", forcedColors: "active" },
];

/** What axe says of a page in all looks. What a page is made of is asked once: it is the same in all. */
async function rules(page, { width }) {
  const all = { type: "tag", values: tags };
  const ofColours = { type: "rule", values: ["color-contrast", "link-in-text-block", "target-size"] };
  const found = { problems: [], looked: 0, targets: 0 };
  for (const [at, look] of looks.entries()) {
    await page.emulateMedia(look);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const { problems, looked, targets } = await violations(page, { runOnly: at === 0 ? all : ofColours });
    found.problems.push(...problems.map((one) => `${width} ${JSON.stringify(look)} ${one}`));
    found.looked += looked;
    found.targets += targets;
  }
  return found;
}

/** Two findings as one. */
const both = (one, other) => ({
  problems: [...one.problems, ...other.problems],
  looked: one.looked + other.looked,
});

export const accessible = [
  {
    code: "A1",
    says: "no rule of axe is broken, light, dark and in forced colours, wide and narrow",
    find: async (subject) => both((await still(subject)).rules, (await onPhone(subject)).rules),
  },
  {
    code: "A2",
    says: "Tab reaches every control once, in order, and Shift+Tab comes back",
    find: async (subject) => (await subject.once("walk", () => asked(subject, { viewport: wide }, walk))).order,
  },
  {
    code: "A3",
    says: "focus is seen at every stop, and covered by nothing",
    find: async (subject) => (await subject.once("walk", () => asked(subject, { viewport: wide }, walk))).focus,
  },
  {
    code: "A4",
    says: "tables have captions, scopes and no empty cell; what scrolls can be scrolled by key",
    find: async (subject) => (await onDesk(subject)).tables,
  },
  {
    code: "A5",
    says: "nothing scrolls sideways at 320 pixels",
    find: async (subject) => (await onPhone(subject)).sideways,
  },
  {
    code: "A6",
    says: "targets are 24 pixels or stand in text",
    async find(subject) {
      const { problems, targets } = (await onPhone(subject)).rules;
      return { problems: problems.filter((one) => one.includes(" target-size: ")), looked: targets };
    },
  },
  {
    code: "A7",
    says: "nothing is cut off with wide text spacing and at twice the size",
    find: async (subject) => both(await large(subject), (await onPhone(subject)).spaced),
  },
  {
    code: "A8",
    says: "nothing moves for who wants no motion",
    find: async (subject) => (await still(subject)).motion,
  },
  {
    code: "A9",
    says: "each change says in words what it is",
    kinds: ["step"],
    find: async (subject) => (await onDesk(subject)).told,
  },
  {
    code: "A10",
    says: "language, title, headings and landmarks are in order, and the skip link works",
    find: async (subject) => (await onDesk(subject)).structure,
  },
  {
    code: "A11",
    says: "what can't be found is said in words, beside what was asked, which stays",
    kinds: ["search.html", "compare.html"],
    async find({ browser, site, path, kind }) {
      const { page, close } = await observed(browser);
      const isSearch = kind === "search.html";
      await page.goto(url(site, path) + (isSearch ? "" : "#a=nobody/ic9"));
      const field = page.locator(isSearch ? "#_query" : "#_a-role");
      if (isSearch) await field.fill("qqqqzzzz");
      const status = page.locator("main [role=status]");
      await page.waitForFunction(() => document.querySelector("main [role=status]").textContent.trim() !== "");
      const problems = [];
      if (!(await status.isVisible())) problems.push("the status is not to be seen");
      if (isSearch && (await field.inputValue()) !== "qqqqzzzz") problems.push("what was typed is lost");
      if (!isSearch && !(page.url().endsWith("#a=nobody/ic9"))) problems.push("what was asked is lost");
      const described = await field.evaluate((one) =>
        (one.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.innerText ?? ""),
      );
      if (!described.join("").trim()) problems.push("no text describes the field");
      if (!isSearch && !described.join("").includes("nobody")) problems.push("the field doesn't say what is wrong");
      await close();
      return { problems, looked: 1 };
    },
  },
  {
    code: "A12",
    says: "every picture has a name, and what it links is in text too",
    kinds: ["map.html", "role", "step"],
    find: async (subject) => (await onDesk(subject)).pictures,
  },
];

/** Runs in the page: marks what the Tab key should reach, in order. */
function mark() {
  const selector = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const groups = new Set();
  const stops = [...document.querySelectorAll(selector)].filter((one) => {
    if (one.disabled || one.tabIndex < 0) return false;
    if (!one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
    if (one.type === "radio") {
      // A group of radio buttons is one stop: the chosen one, or the first.
      const group = [...document.querySelectorAll(`input[type=radio][name="${one.name}"]`)];
      if (one !== (group.find((other) => other.checked) ?? group[0])) return false;
      if (groups.has(one.name)) return false;
      groups.add(one.name);
    }
    return true;
  });
  globalThis.stops = stops;
  return stops.length;
}

/** Runs in the page: the number of the stop that has the focus; -1 on none, -2 on a scroller. */
function stop() {
  const at = document.activeElement;
  const place = globalThis.stops.indexOf(at);
  if (place >= 0 || at === document.body || at === null) return place;
  const scrolls = at.scrollWidth > at.clientWidth || at.scrollHeight > at.clientHeight;
  return scrolls ? -2 : -1;
}

/** How far back Shift+Tab is followed: it takes the same way, and time. */
const BACK = 30;

/** Goes from stop to stop by key: are they all reached in order, and is the focus seen? */
async function walk(page) {
  const count = await page.evaluate(mark);
  const order = { problems: [], looked: count };
  const focus = { problems: [], looked: count };
  const go = async (key, expected) => {
    // Chromium stops at what scrolls, whether it has a tabindex or not, and at each part of a date.
    const last = await page.evaluate(stop);
    const isDate = await page.evaluate(() => document.activeElement?.type === "date");
    let place = -2;
    while (place === -2 || (isDate && place === last)) {
      await page.keyboard.press(key);
      place = await page.evaluate(stop);
    }
    if (place === expected) return true;
    const name = await page.evaluate((at) => globalThis.stops[at].outerHTML.slice(0, 120), expected);
    order.problems.push(`${key} comes to ${place} instead of ${expected}: ${name}`);
    return false;
  };
  for (let at = 0; at < count; at += 1) {
    if (!(await go("Tab", at))) return { order, focus };
    const problem = await page.evaluate(seen);
    if (problem) focus.problems.push(problem);
  }
  for (let at = count - 2; at >= Math.max(0, count - BACK); at -= 1) {
    if (!(await go("Shift+Tab", at))) break;
  }
  return { order, focus };
}

/** Runs in the page: what is wrong with how the focused element shows its focus. */
function seen() {
  const at = document.activeElement;
  if (at === document.body) return "";
  const shown = [at, at.parentElement, at.nextElementSibling].filter(Boolean).some((one) => {
    const { outlineStyle, outlineWidth, strokeWidth } = getComputedStyle(one);
    const inside = one.ownerSVGElement && [...one.querySelectorAll("rect")].some((rect) => parseFloat(getComputedStyle(rect).strokeWidth) >= 2);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || inside || (one.ownerSVGElement && parseFloat(strokeWidth) >= 2);
  });
  if (!shown) return `no sign of focus: ${at.outerHTML.slice(0, 120)}`;
  const rects = [...at.getClientRects()];
  const isClear = rects.some((rect) => {
    // The middle of what the window shows of it.
    const middle = (start, end, size) => (Math.max(start, 0) + Math.min(end, size)) / 2;
    const found = document.elementFromPoint(
      middle(rect.left, rect.right, innerWidth),
      middle(rect.top, rect.bottom, innerHeight),
    );
    return found && (at.contains(found) || found.contains(at));
  });
  return isClear ? "" : `covered: ${at.outerHTML.slice(0, 120)}`;
}

/** Runs in the page. */
function tables() {
  const problems = [];
  const all = [...document.querySelectorAll("table")];
  for (const table of all) {
    const name = table.caption?.textContent.trim() || table.className;
    if (!table.caption) problems.push(`${name}: no caption`);
    for (const head of table.querySelectorAll("th:not([scope])")) problems.push(`${name}: no scope: ${head.textContent}`);
    for (const cell of table.querySelectorAll("th, td")) {
      if (cell.textContent.trim() === "" && !cell.querySelector("img, svg, input, [aria-label]")) {
        problems.push(`${name}: an empty cell in «${cell.parentElement.textContent.trim().slice(0, 60)}»`);
      }
      if (cell.colSpan > 1 || cell.rowSpan > 1) problems.push(`${name}: a merged cell`);
    }
    for (let one = table.parentElement; one; one = one.parentElement) {
      const scrolls = /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth;
      const named = one.getAttribute("aria-labelledby") ?? one.getAttribute("aria-label");
      if (scrolls && (one.tabIndex !== 0 || !one.getAttribute("role") || !named)) {
        problems.push(`${name}: scrolls, and isn't reached or named`);
      }
    }
  }
  return { problems, looked: all.length };
}

/** Runs in the page. */
function sideways() {
  const width = document.documentElement.scrollWidth;
  const all = [...document.querySelectorAll("body *")];
  const far = all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
  const problems = width > innerWidth ? [`${width} pixels: ${far.slice(0, 3).map((one) => one.outerHTML.slice(0, 80))}`] : [];
  return { problems, looked: all.length };
}

/** Runs in the page: the text spacing that readers may ask for (WCAG 1.4.12). */
function space() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }" +
      "p { margin-bottom: 2em !important; }",
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Runs in the page: text that its box hides. */
function cut() {
  const problems = [];
  const all = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility());
  for (const one of all) {
    const { overflowX, overflowY, clipPath, position } = getComputedStyle(one);
    const isUnseen = clipPath !== "none" || (position === "absolute" && one.clientWidth <= 1);
    if (isUnseen || one.closest("svg")) continue;
    const hides = (overflow, inner, outer) => /hidden|clip/.test(overflow) && inner > outer + 2;
    if (hides(overflowX, one.scrollWidth, one.clientWidth) || hides(overflowY, one.scrollHeight, one.clientHeight)) {
      problems.push(`cut off: ${one.outerHTML.slice(0, 100)}`);
    }
  }
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) problems.push(`${width} pixels wide in ${innerWidth}`);
  return { problems, looked: all.length };
}

/** Runs in the page. */
function motion() {
  const all = [...document.querySelectorAll("*")];
  const moves = (one) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
    return /[1-9]/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
  };
  return { problems: all.filter(moves).map((one) => one.outerHTML.slice(0, 80)), looked: all.length };
}

/** Runs in the page. */
function told() {
  const lines = [...document.querySelectorAll(".changes > li")];
  const silent = lines.filter((line) => !line.querySelector(".tag")?.textContent.trim());
  const bare = [...document.querySelectorAll("ins, del")].filter((one) => {
    const { textDecorationLine } = getComputedStyle(one);
    // Where hardly a word was kept, the old line stands below the new one, after "was".
    const isBelow = one.closest("li")?.querySelector("ins.now");
    return textDecorationLine === "none" && !isBelow && !one.closest("li.new, li.gone");
  });
  const problems = [...silent, ...bare].map((one) => one.outerHTML.slice(0, 120));
  // Levels of two tracks stand beside each other, each list below its heading.
  const lists = [...document.querySelectorAll("main ul.lines")];
  if (lines.length + lists.length === 0) problems.push("no change at all");
  return { problems, looked: lines.length + lists.length };
}

async function structure(page) {
  const problems = await page.evaluate(() => {
    const found = [];
    if (!document.documentElement.lang) found.push("no lang");
    if (!document.title.trim()) found.push("no title");
    let last = 0;
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    for (const heading of headings) {
      const depth = Number(heading.localName[1]);
      if (depth > last + 1) found.push(`h${depth} after h${last}: ${heading.textContent}`);
      last = depth;
    }
    if (headings.filter(({ localName }) => localName === "h1").length !== 1) found.push("not one h1");
    for (const landmark of ["header", "nav", "main", "footer"]) {
      if (!document.querySelector(landmark)) found.push(`no ${landmark}`);
    }
    return found;
  });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const skipped = await page.evaluate(() => {
    const links = document.querySelectorAll("main a[href], main summary, main input, main select, main button, main [tabindex='0']");
    return links.length === 0 || document.activeElement.closest("main, footer") !== null;
  });
  if (!skipped) problems.push("the skip link leads nowhere");
  return { problems };
}

/** Runs in the page. */
function pictures() {
  const problems = [];
  const all = [...document.querySelectorAll("main svg")].filter((one) => one.getAttribute("aria-hidden") !== "true");
  const text = [...document.querySelectorAll("main a[href]")].filter((one) => !one.closest("svg"));
  const paths = new Set(text.map((one) => new URL(one.getAttribute("href"), document.baseURI).pathname));
  for (const picture of all) {
    const name = picture.getAttribute("aria-label") ?? picture.getAttribute("aria-labelledby") ?? picture.querySelector(":scope > title")?.textContent;
    if (!name) problems.push(`a picture without a name: ${picture.outerHTML.slice(0, 100)}`);
    for (const link of picture.querySelectorAll("a[href]")) {
      const { pathname } = new URL(link.getAttribute("href"), document.baseURI);
      if (!paths.has(pathname)) problems.push(`only in the picture: ${pathname}`);
      if (!(link.getAttribute("aria-label") ?? link.textContent).trim()) problems.push(`a link without a name: ${pathname}`);
    }
  }
  return { problems, looked: all.length };
}
