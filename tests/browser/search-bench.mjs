// How large a site's search index is, and how fast the page answers. Figures, no test: a busy
// machine proves nothing. `cargo xtask bench-search` runs it on frameworks of two sizes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { files, launch, observed, url } from "./support.mjs";

const site = process.argv[2];
const scripts = files(join(site, "search")).map((name) => {
  const bytes = readFileSync(join(site, "search", name));
  let data;
  vm.runInNewContext(bytes.toString(), { rungsSearch: (given) => (data = given), JSON });
  return { name, size: bytes.length, packed: gzipSync(bytes).length, data };
});
const lines = scripts.filter(({ data }) => data.part !== undefined);
const sum = (all, key) => (all.reduce((total, one) => total + one[key], 0) / 1e6).toFixed(2);
const texts = lines.flatMap(({ data }) => data.entries.map(([text]) => text));
const places = lines.flatMap(({ data }) => data.entries.flatMap(([, , all]) => all.map(([, , , levels]) => levels.length)));
console.log(`${places.reduce((a, b) => a + b, 0)} lines of levels, ${texts.length} different texts`);
const names = scripts.filter(({ data }) => data.part === undefined);
for (const [what, some] of [["names", names], ["lines", lines]]) {
  console.log(`${what}: ${some.length} files, ${sum(some, "size")} MB, ${sum(some, "packed")} MB packed`);
}

/** Three words of a line, the same lines each time; every third query has a typing error. */
const queries = Array.from({ length: 60 }, (_, at) => {
  const words = texts[(at * 7919) % texts.length].toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 4);
  const three = [words[0], words[Math.floor(words.length / 2)], words.at(-1)];
  if (at % 3 === 2) three[1] = three[1].slice(0, 2) + three[1].slice(3);
  return three.join(" ");
});

const browser = await launch();
const { page, seen, close } = await observed(browser);
await page.goto(url(site, "search.html"));
const { first, whole, answers } = await page.evaluate(async (queries) => {
  const field = document.getElementById("_query");
  const status = document.getElementById("_found");
  const until = async (isDone) => {
    while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const ask = async (query) => {
    performance.clearMeasures();
    field.value = query;
    field.dispatchEvent(new Event("input"));
    await until(() => performance.getEntriesByName("rungs-search").length > 0);
    return performance.getEntriesByName("rungs-search").at(-1).duration;
  };
  const start = performance.now();
  await ask(queries[0]);
  const first = performance.now() - start;
  await until(() => !status.textContent.includes("so far"));
  const whole = performance.now() - start;
  const answers = [];
  for (const query of queries) answers.push(await ask(query));
  return { first, whole, answers: answers.sort((one, other) => one - other) };
}, queries);
await close();
await browser.close();
const ms = (value) => `${value.toFixed(1)} ms`;
console.log(`first answer after ${ms(first)}, everything read after ${ms(whole)}`);
const at = (share) => ms(answers[Math.min(answers.length - 1, Math.floor(answers.length * share))]);
console.log(`${queries.length} queries of three words: median ${at(0.5)}, 95 of 100 below ${at(0.95)}, slowest ${at(1)}`);
if (seen.length > 0) console.log(`the page said: ${seen.join("; ")}`);
