// Every page of the sample, from a folder on disk, with no network, on the narrowest phone.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { build, files, launch, observed, url } from "./support.mjs";

const site = build();
// A server shows 404.html, wherever somebody looked, so its links begin at the host: it isn't for
// reading from a disk, and `search.test.mjs` reads it from a server.
const pages = files(site, ".html").filter((path) => path !== "404.html");
const found = new Map();
let browser;

before(async () => {
  browser = await launch();
  const { page, seen, close } = await observed(browser, { viewport: { width: 320, height: 640 } });
  for (const path of pages) {
    seen.length = 0;
    await page.goto(url(site, path));
    found.set(path, { ...(await page.evaluate(read)), seen: [...seen] });
  }
  await close();
});

after(() => browser?.close());

/** Runs in the page. */
function read() {
  const links = [...document.querySelectorAll("[href], [src]")].map((one) => {
    const written = one.getAttribute("href") ?? one.getAttribute("src");
    return { tag: one.localName, written, to: new URL(written, document.baseURI).href };
  });
  const wide = [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3)
    .map((one) => `${one.localName}.${one.className}`);
  return {
    links,
    ids: [...document.querySelectorAll("[id]")].map((one) => one.id),
    width: document.documentElement.scrollWidth,
    wide,
    title: document.title,
    lang: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    text: document.body.innerText.trim().length,
  };
}

/** Every page for which `problem` finds one. */
function none(problem) {
  const problems = [...found].flatMap(([path, page]) => {
    const one = problem(page, path);
    return one ? [`${path}: ${one}`] : [];
  });
  assert.deepEqual(problems, []);
}

describe("every page", () => {
  test("is opened", () => {
    assert.equal(found.size, pages.length);
    assert.ok(pages.length > 50, `${pages.length} pages`);
  });

  test("asks for nothing but files, and says nothing on the console", () => {
    none(({ seen }) => seen.join("; "));
  });

  test("has a title, a language, one heading and a text", () => {
    none(({ title, lang, headings, text }) =>
      title && lang && headings === 1 && text > 50 ? "" : `${title}, ${lang}, ${headings} h1, ${text}`,
    );
  });

  test("has another title than all others", () => {
    const titles = new Map();
    none(({ title }, path) => {
      const other = titles.get(title);
      titles.set(title, path);
      return other && `has the title of ${other}: ${title}`;
    });
  });

  test("doesn't scroll sideways at 320 pixels", () => {
    none(({ width, wide }) => (width > 320 ? `${width} pixels wide: ${wide.join(", ")}` : ""));
  });

  test("links to files and places that are there", () => {
    const ids = new Map([...found].map(([path, page]) => [path, new Set(page.ids)]));
    const all = new Set(files(site));
    const root = url(site, "");
    none(({ links }) => {
      const dead = links.filter(({ to }) => {
        if (/^(https?|mailto|data):/.test(to)) return false;
        if (!to.startsWith(root)) return true;
        const [path, fragment] = decodeURI(to.slice(root.length).replace(/^\//, "")).split("#");
        if (!all.has(path)) return true;
        // `#a=…` is a choice that a page keeps, and no place.
        return fragment && !fragment.includes("=") && !ids.get(path)?.has(fragment);
      });
      return dead.map(({ tag, written }) => `${tag} to ${written}`).join("; ");
    });
  });

  test("names the file in each link to a page of the site", () => {
    none(({ links }) => {
      const bare = links.filter(({ written }) => /^(?![a-z]+:)/.test(written) && /\/($|[#?])/.test(written));
      return bare.map(({ written }) => written).join("; ");
    });
  });

  test("has each id once", () => {
    none(({ ids }) => ids.filter((id, at) => ids.indexOf(id) !== at).join(", "));
  });
});

test("everything can be read without scripts", async () => {
  const { page, close } = await observed(browser, { javaScriptEnabled: false });
  const path = pages.find((one) => one.includes("-to-"));
  await page.goto(url(site, path));
  assert.ok((await page.locator("main").innerText()).length > 200);
  await close();
});
