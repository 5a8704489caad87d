// Every pair of levels as the browser matches them: a line of JSON each. `tests/compare.rs` runs
// this and holds it against the generator. Arguments: the scripts of the matching, then of roles.
import { readFileSync, writeSync } from "node:fs";
import { runInThisContext } from "node:vm";

for (const path of process.argv.slice(2)) runInThisContext(readFileSync(path, "utf8"), path);
const { matched } = globalThis.rungsMatching;
const { wordChanges } = globalThis.rungsChanges;
const roles = Object.values(globalThis.rungsRoles);
const levels = roles.flatMap((role) => role.levels.map((level, place) => [role, place]));

function line(from, to) {
  const { known, rows } = matched(from, to);
  const told = rows.map((row) => ({
    from: row.from ? [row.from.key, row.from.name] : null,
    to: row.to ? [row.to.key, row.to.name] : null,
    pairs: row.pairs.map(({ from, to, same }) => {
      const texts = [row.from.behaviours[from].text, row.to.behaviours[to].text];
      return [from, to, same, same ? [] : wordChanges(...texts, known)];
    }),
  }));
  const name = ([role, place]) => `${role.id}/${role.levels[place].id}`;
  return JSON.stringify({ from: name(from), to: name(to), rows: told });
}

// By roles, so that words are counted once for two of them; in that order Rust asks.
for (const one of roles) {
  for (const other of roles) {
    const of = (role) => levels.filter(([own]) => own === role);
    const lines = of(one).flatMap((from) => of(other).map((to) => line(from, to)));
    writeSync(1, `${lines.join("\n")}\n`);
  }
}
