// Records of debriefs as the page's script makes them, whole and damaged, and what it makes of each:
// `read` is null if it is refused. The same count gives the same files.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runInThisContext } from "node:vm";
import { damaged } from "./damage.mjs";
import { filled } from "./sample.mjs";

const [, , script, schemaFile, count] = process.argv;
for (const name of ["record.js", "panel.js", "decision.js"]) {
  runInThisContext(readFileSync(join(dirname(script), name), "utf8"));
}
const { sealed } = globalThis.rungsRecord;
const { rows } = globalThis.rungsPanel;
const { gaps, read, recordOf } = globalThis.rungsDecision;
const schema = JSON.parse(readFileSync(schemaFile, "utf8"));

const now = new Date("2026-03-03T09:30:00Z");
const files = [0, 1].map((at) => {
  const draft = filled("Named two paths, and ruled one out.");
  draft.id = draft.id.replace(/.$/, String(at));
  draft.ratings[0].rating = ["exceeds", "below"][at];
  return { name: `${at}.json`, record: sealed(draft, now) };
});
const undecided = { decision: null, level_offered: "", reasons: "", dissent: "", decider: "", decided: null };
const decided = { decision: "offer", level_offered: "IC3", reasons: "Two paths named and one ruled out.", dissent: "", decider: "A. N.", decided: "2026-03-03" };
const agreed = new Map([["threats", { rating: "meets", reason: "The second path was wrong." }]]);
const make = (more) => recordOf({ files, rows: rows(files), agreed, isOpened: true, now, ...more });
const whole = [make({ decision: decided }), make({ decision: undecided, agreed: new Map() }), make({ decision: decided, isOpened: false })];
for (const one of whole) if (gaps(one).length > 0) throw new Error(JSON.stringify(gaps(one)));

for (const text of [...whole.map((one) => JSON.stringify(one)), ...damaged(whole, Number(count))]) {
  const told = read(text, schema);
  console.log(JSON.stringify({ text, read: told.problem ? null : [told.dropped.sort(), told.record] }));
}
