// Files that somebody or something damaged, and what the page's script makes of each: `read` is null
// if it is refused. The same count gives the same files.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { damaged } from "./damage.mjs";
import { filled } from "./sample.mjs";

const [, , script, schemaFile, count] = process.argv;
runInThisContext(readFileSync(script, "utf8"));
const { read, sealed } = globalThis.rungsRecord;
const schema = JSON.parse(readFileSync(schemaFile, "utf8"));

const draft = filled("Named two paths, and ruled one out.");
const done = sealed(draft, new Date("2026-03-02T11:05:00Z"));
for (const text of damaged([draft, done], Number(count))) {
  const told = read(text, schema);
  console.log(JSON.stringify({ text, read: told.problem ? null : [told.dropped.sort(), told.record] }));
}
