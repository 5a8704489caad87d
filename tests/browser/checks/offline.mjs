// B1 to B11: does the page work from a folder, ask for nothing, and let nothing in?
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join, posix } from "node:path";
import { minify } from "terser";
import { files, observed, url } from "../support.mjs";

const forbidden = {
  "a module": /type=["']?module|\bimport\s*\(/,
  "fetch": /\bfetch\s*\(|XMLHttpRequest|sendBeacon|EventSource|WebSocket/,
  "a worker": /new\s+(Shared)?Worker\b|serviceWorker/,
  "an outer <use>": /<use[^>]+href=["'](?!#)/,
  "integrity": /\sintegrity=/,
};

/** JavaScript that a page may load or hold, minified; data and vendored code are not in it. A
 * comparison is matched and drawn as the generator does it for steps. A debrief reads what cards
 * save with the cards' own reader, which is 7 KB of it. */
const budgets = { "search.html": 15 * 1024, "compare.html": 30 * 1024, scorecard: 25 * 1024, "scorecard of a stage": 25 * 1024, "debrief.html": 32 * 1024 };
const contentBudget = 8 * 1024;
/** HTML and CSS of a level page, uncompressed. */
const levelBudget = 60 * 1024;

/** Ways out of a page that `reaching` tries. */
export const CHANNELS = 9;

/** What gets out of a page to a host that listens, and what is wrong with the page's policy. */
export async function reaching(browser, page_url) {
  const reached = [];
  const listener = createServer((request, response) => {
    reached.push(request.url.slice(1));
    response.end();
  });
  listener.on("upgrade", (request, socket) => {
    reached.push(request.url.slice(1));
    socket.destroy();
  });
  await new Promise((listening) => listener.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${listener.address().port}/`;
  const { page, close } = await observed(browser, { offline: false });
  await page.goto(page_url);
  const problems = await page.evaluate(async (address) => {
    const found = [];
    const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']");
    const first = document.head.querySelector("link, script, style, img");
    if (!policy) found.push("no policy");
    else if (first && !(policy.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING)) found.push("the policy comes late");
    const make = (name, values) => Object.assign(document.createElement(name), values);
    const tried = [
      () => fetch(address + "fetch", { mode: "no-cors" }),
      () => navigator.sendBeacon(address + "beacon", "x"),
      () => Object.assign(new Image(), { src: address + "image" }),
      () => document.head.append(make("link", { rel: "stylesheet", href: address + "style" })),
      () => document.head.append(make("script", { src: address + "script" })),
      () => new WebSocket(address.replace("http", "ws") + "socket"),
      () => document.head.append(make("link", { rel: "prefetch", href: address + "prefetch" })),
      () => {
        const link = make("a", { href: "#_main", ping: address + "ping" });
        document.body.append(link);
        link.click();
      },
      () => {
        const form = make("form", { action: address + "form", target: "out" });
        document.body.append(make("iframe", { name: "out" }), form);
        form.submit();
      },
    ];
    for (const one of tried) {
      try {
        await one();
      } catch {
        // Refused, as it should be.
      }
    }
    await new Promise((done) => setTimeout(done, 150));
    return found;
  }, address);
  await close();
  listener.close();
  listener.closeAllConnections();
  return { problems, reached: [...new Set(reached.map((one) => one.split("?")[0]))].sort() };
}

/** A page's text. Who can read a draft depends on where the page is. */
const text = (page) =>
  page.locator("main").evaluate((main) => {
    main.querySelector("#_keep-how")?.remove();
    return main.innerText;
  });

/** A page's text without what can be chosen from a list, which is part of a control. */
const prose = (page) =>
  page.locator("main").evaluate((main) => {
    for (const list of main.querySelectorAll("select")) list.remove();
    return main.innerText;
  });

const styles = (page) => page.evaluate(() => document.styleSheets.length);

/** A page as it is from disk, opened once for all that is read of it; what changes it comes last. */
const local = ({ browser, site, path, once }) =>
  once("local", async () => {
    const { page, seen, close } = await observed(browser);
    await page.goto(url(site, path));
    const links = await page.evaluate(() =>
      [...document.querySelectorAll("[href], [src]")].map((one) => [
        one.getAttribute("href") ?? one.getAttribute("src"),
        new URL(one.getAttribute("href") ?? one.getAttribute("src"), document.baseURI).href,
      ]),
    );
    const found = { links, styles: await styles(page), text: await text(page), prose: await prose(page) };
    await close();
    return { ...found, seen };
  });

export const offline = [
  {
    code: "B1",
    says: "asks for nothing but files, says nothing on the console, and links to what is there",
    async find(subject) {
      const { site } = subject;
      const { links, seen } = await local(subject);
      const all = new Set(files(site));
      const root = url(site, "") + "/";
      const dead = links.filter(([written, to]) => {
        if (/^(https?|mailto|data):/.test(written)) return false;
        return !to.startsWith(root) || !all.has(decodeURIComponent(to.slice(root.length).split("#")[0]));
      });
      return { problems: [...seen, ...dead.map(([written]) => `dead link: ${written}`)], looked: links.length };
    },
  },
  {
    code: "B2",
    says: "is the same below a path of a host",
    async find(subject) {
      const { browser, path, server } = subject;
      const { page, seen, close } = await observed(browser, { offline: false });
      await page.goto(server.url + encodeURI(path));
      const served = { styles: await styles(page), text: await text(page) };
      await close();
      const fromDisk = await local(subject);
      const problems = seen.filter((one) => !one.startsWith(`request ${server.url}`));
      if (served.text !== fromDisk.text) problems.push("another text");
      if (served.styles !== fromDisk.styles) problems.push(`${served.styles} stylesheets, ${fromDisk.styles} from disk`);
      return { problems, looked: served.text.length };
    },
  },
  {
    code: "B3",
    says: "can be read without scripts",
    async find(subject) {
      const { page, close } = await observed(subject.browser, { javaScriptEnabled: false });
      await page.goto(url(subject.site, subject.path));
      const without = await prose(page);
      await close();
      const { prose: all } = await local(subject);
      // With scripts there are controls more; without, no text less.
      const isWhole = without.length >= Math.min(200, all.length) && without.length >= all.length * 0.9;
      return { problems: isWhole ? [] : [`${without.length} letters of ${all.length}`], looked: without.length };
    },
  },
  {
    code: "B4",
    says: "holds nothing that browsers refuse from disk",
    async find({ site, path }) {
      const texts = [path, ...scripts(site, path)].map((one) => [one, readFileSync(join(site, one), "utf8")]);
      const problems = texts.flatMap(([one, text]) =>
        Object.entries(forbidden)
          .filter(([, pattern]) => pattern.test(one.endsWith(".html") ? markup(text) : text))
          .map(([what]) => `${one}: ${what}`),
      );
      return { problems, looked: texts.length };
    },
  },
  {
    code: "B5",
    says: "has a policy that stands first, and lets nothing out",
    async find({ browser, site, path }) {
      const { problems, reached } = await reaching(browser, url(site, path));
      return { problems: [...problems, ...reached.map((one) => `reached a host: ${one}`)], looked: CHANNELS };
    },
  },
  {
    code: "B6",
    says: "has no style and no handler in an attribute",
    async find({ site, path }) {
      const tags = readFileSync(join(site, path), "utf8").match(/<[a-z][^>]*>/g) ?? [];
      const names = (tag) => tag.replace(/"[^"]*"/g, "");
      return { problems: tags.filter((tag) => /\s(style|on[a-z]+)=/.test(names(tag))), looked: tags.length };
    },
  },
  {
    code: "B10",
    says: "keeps nothing of what is typed and chosen, but a search or a choice in the address",
    kinds: ["search.html", "compare.html"],
    async find({ browser, site, path }) {
      const { page, close } = await observed(browser);
      await page.goto(url(site, path));
      const typed = "zanzibar";
      const fields = await page.locator("main input[type=search]").all();
      for (const field of fields) await field.pressSequentially(typed);
      const lists = await page.locator("main select:not([disabled])").all();
      for (const list of lists) await list.selectOption({ index: 1 });
      await page.waitForTimeout(500);
      const kept = await page.evaluate(async () => ({
        storage: { ...localStorage, ...sessionStorage },
        cookie: document.cookie,
        state: history.state,
        databases: await indexedDB.databases(),
      }));
      await close();
      const nothing = { storage: {}, cookie: "", state: null, databases: [] };
      const same = JSON.stringify(kept) === JSON.stringify(nothing);
      const problems = same ? [] : [`keeps ${JSON.stringify(kept)}`];
      if (fields.length + lists.length === 0) problems.push("there is nothing to type or to choose");
      return { problems, looked: fields.length + lists.length };
    },
  },
  {
    code: "B11",
    says: "is light",
    async find({ site, path, kind }) {
      const size = (one) => statSync(join(site, one)).size;
      const own = scripts(site, path).filter((one) => !one.includes("vendor"));
      const outer = own.map((one) => readFileSync(join(site, one), "utf8"));
      const inner = [...readFileSync(join(site, path), "utf8").matchAll(/<script>([^]*?)<\/script>/g)];
      const code = [...outer, ...inner.map(([, one]) => one)].map(minified);
      const script = (await Promise.all(code)).reduce((sum, one) => sum + one.length, 0);
      const limit = budgets[kind] ?? contentBudget;
      const problems = script > limit ? [`${script} bytes of JavaScript, ${limit} allowed`] : [];
      const styles = linked(site, path, /<link rel="stylesheet" href="([^"]+)"/g);
      const weight = size(path) + styles.reduce((sum, one) => sum + size(one), 0);
      if (kind === "level" && weight > levelBudget) problems.push(`${weight} bytes of HTML and CSS`);
      return { problems, looked: weight + script };
    },
  },
];

/** A script as a host of many pages would send it. */
async function minified(script) {
  return (await minify(script, { compress: true, mangle: true })).code;
}

/** HTML without its text: what an author writes about is no markup. */
function markup(text) {
  return (text.match(/<[a-z][^>]*>/g) ?? []).join("\n");
}

/** Files that a page loads, by the attribute that names them. */
function linked(site, path, pattern) {
  const text = readFileSync(join(site, path), "utf8");
  return [...text.matchAll(pattern)].map(([, href]) => posix.normalize(posix.join(dirname(path), href)));
}

function scripts(site, path) {
  return linked(site, path, /<script[^>]* src="([^"]+)"/g);
}
