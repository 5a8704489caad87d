// Content that wants to run. Whoever can edit a sentence must not be able to run a script in the
// browser of whoever reads it.
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build, files, folder, launch, observed, run, tried, url } from "./support.mjs";

const MARKUP = [
  "<script>window.hacked=1</script>",
  "<img src=x onerror=window.hacked=2>",
  "\"><svg onload=window.hacked=3>",
  "</title><script>window.hacked=4</script>",
  "</style></script></textarea><script>window.hacked=5</script>",
  "--><script>window.hacked=6</script>",
  "<iframe srcdoc='<script>parent.hacked=7</script>'></iframe>",
  "<a href=javascript:window.hacked=8 onclick=window.hacked=9>x</a>",
  "<form action=https://evil.example><button>x</button></form>",
  "<base href=https://evil.example><meta http-equiv=refresh content=0;url=https://evil.example>",
  "{{ 7 * 191 }} {% raw %} ]]> ${window.hacked=10}",
];

/** A TOML string of a text. */
const quoted = (text) => JSON.stringify(text);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The sample with hostile words everywhere that words can stand. */
function hostile() {
  const root = join(folder(), "hostile");
  run("init", root);
  const file = (path) => join(root, path);
  const replace = (path, old, text) => {
    const before = readFileSync(file(path), "utf8");
    assert.ok(before.includes(old), `${path} doesn't say ${old}`);
    writeFileSync(file(path), before.replace(old, () => text));
  };
  const all = quoted(MARKUP.join(" "));
  replace("book.toml", '"Career framework"', quoted(`Career ${MARKUP[3]}`));
  replace("book.toml", '"What we expect at each level, and what changes from one to the next."', all);
  replace("content/framework.toml", 'name = "Engineering"', `name = ${quoted(`E ${MARKUP[2]}`)}`);
  replace("content/framework.toml", 'name = "IC3"', `name = ${quoted(`IC3 ${MARKUP[0]}`)}`);
  replace("content/framework.toml", '"Seeing a thing through, from question to evidence."', all);
  replace("content/glossary.toml", '"The supported way to do a thing, easier than any other."', all);
  const role = "content/roles/software-engineer";
  replace(`${role}/role.toml`, '"Software Engineer"', quoted(`Engineer ${MARKUP[4]}`));
  replace(`${role}/role.toml`, '"after a year of on-call"', all);
  replace(`${role}/ic3.md`, '"Senior Software Engineer"', quoted(`Senior ${MARKUP[1]}`));
  replace(`${role}/ic3.md`, "\n## Scope", `\n${MARKUP.join("\n\n")}\n\n## Scope`);
  return root;
}

/** Markdown of its own for each bullet. */
function bullets(root) {
  const path = join(root, "content/roles/software-engineer/ic4.md");
  appendFileSync(path, MARKUP.map((one) => `- Does ${one} well.\n`).join(""));
  const page = join(root, "content/pages/how-to-use.md");
  const code = MARKUP.map((one) => `\`\`\`html\n${one}\n\`\`\`\n\n\`${one}\`\n`).join("\n");
  appendFileSync(page, `\n${MARKUP.join("\n\n")}\n\n${code}\n| a | b |\n|---|---|\n| ${MARKUP[1]} | c |\n`);
}

test("words that look like markup are words", async () => {
  const root = hostile();
  bullets(root);
  const site = build(root);
  const { page, seen, close } = await observed(browser);
  for (const path of files(site, ".html")) {
    await page.goto(url(site, path));
    const state = await page.evaluate(() => ({
      hacked: globalThis.hacked,
      elements: [...document.querySelectorAll("*")]
        .filter((one) => [...one.attributes].some(({ name }) => name.startsWith("on")))
        .map((one) => one.outerHTML),
      foreign: [...document.querySelectorAll("iframe, form, base, object, embed, [srcdoc]")]
        .filter((one) => one.localName !== "form" || /evil/.test(one.action))
        .map((one) => one.outerHTML),
      scripts: [...document.querySelectorAll("script")]
        .filter((one) => one.textContent.includes("hacked=") && one.type !== "application/json")
        .map((one) => one.outerHTML.slice(0, 200)),
      computed: document.body.innerText.includes(String(7 * 191)),
    }));
    const inert = { hacked: undefined, elements: [], foreign: [], scripts: [], computed: false };
    assert.deepEqual(state, inert, path);
    assert.deepEqual(seen, [], path);
  }
  await close();
});

test("links that run a script are refused or lose their target", async () => {
  const links = [
    "[a](javascript:window.hacked=1)",
    "[b](JaVaScRiPt:window.hacked=1)",
    "[c](data:text/html,<script>parent.hacked=1</script>)",
    "[d](vbscript:x)",
    "<javascript:window.hacked=1>",
    "![e](javascript:window.hacked=1)",
    "[f][g]\n\n[g]: javascript:window.hacked=1",
    "[h](\u0001javascript:window.hacked=1)",
    "[i](java&#x73;cript:window.hacked=1)",
    "[j](java&Tab;script:window.hacked=1)",
  ];
  for (const link of links) {
    const root = join(folder(), "links");
    run("init", root);
    appendFileSync(join(root, "content/pages/how-to-use.md"), `\n${link}\n`);
    const out = join(root, "site");
    const { status, stderr } = tried("build", root, "--out", out);
    if (status === 1) continue;
    assert.equal(status, 0, stderr);
    const { page, close } = await observed(browser);
    await page.goto(url(out, "pages/how-to-use.html"));
    const targets = await page.evaluate(() =>
      [...document.querySelectorAll("main [href], main [src]")].map((one) => one.href ?? one.src),
    );
    await close();
    const bad = targets.filter((one) => !/^(file|https?|mailto):/.test(one));
    assert.deepEqual(bad, [], link);
  }
});
