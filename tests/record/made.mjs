// Records that the page's script makes: drafts, sealed ones and revisions, with texts of every kind.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { filled } from "./sample.mjs";

const [, , script, schemaFile] = process.argv;
runInThisContext(readFileSync(script, "utf8"));
const { canonical, code, gaps, read, revised, seal, sealed } = globalThis.rungsRecord;
const schema = JSON.parse(readFileSync(schemaFile, "utf8"));
const now = new Date("2026-03-02T11:05:00.123Z");
const texts = ["", "Named two paths, and ruled one out.", "ü\u2028\u0007\"\\/\u{1f9ed}</script>\u0000 and more", "x".repeat(10_000)];
for (const text of texts) {
  const draft = filled(text);
  print(draft, false);
  if (gaps(draft).length > 0) continue;
  const done = sealed(draft, now);
  print(done, true);
  print(sealed(revised(done), now), true);
}

function print(record, isSealed) {
  const again = read(JSON.stringify(record), schema);
  if (again.problem) throw new Error(JSON.stringify(again.problem));
  if (canonical(again.record) !== canonical(record)) throw new Error("reading changes it");
  const { seal: _, ...rest } = record;
  const own = seal(record);
  console.log(JSON.stringify({ file: record, canonical: canonical(rest), seal: own, code: code(own), sealed: isSealed }));
}
