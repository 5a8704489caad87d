// The acceptance list: every kind of page against every check. The codes are those of the list in
// CONTRIBUTING.md; the table at the end has a row for each kind of page and a column for each check.
import assert from "node:assert/strict";
import { cpSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { accessible } from "./checks/accessible.mjs";
import { offline } from "./checks/offline.mjs";
import { printed } from "./checks/printed.mjs";
import { serve } from "./server.mjs";
import { states } from "./states.mjs";
import { folder, kinds, launch } from "./support.mjs";

const checks = [...accessible, ...offline, ...printed];

/** A site as people keep it: in a folder with spaces and letters that aren't ASCII. */
function moved(site) {
  const place = join(folder(), "Rollen & Wege, größer 2");
  cpSync(site, place, { recursive: true });
  return place;
}

/**
 * Holds the site that `make` builds against the list; its pages in the states that `isState` takes, by
 * their names: all of them, if it isn't given.
 */
export function accept(name, make, isState = () => true) {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  describe(`${name}:`, () => {
    const site = moved(make());
    // 404.html is made for a host, which shows it at any address: tests of the search have it.
    const isRead = ([kind]) => kind !== "404.html";
    const rows = kinds(site, (path) => statSync(join(site, path)).size).filter(isRead);
    const shown = rows.flatMap(([kind, path]) =>
      states(kind, rows).filter(({ name }) => isState(name)).map((state) => ({ kind, path, ...state })));
    const table = new Map(shown.map(({ kind, name }) => [`${kind}${name}`, new Map()]));
    const done = new Map();
    let server;
    before(async () => {
      server = await serve(site, "/repo/");
    });
    after(() => {
      server?.close();
      print(name, table);
    });
    for (const check of checks) {
      for (const { kind, path, name, bring } of shown) {
        if (check.kinds && !check.kinds.includes(kind)) continue;
        // What is on disk, and what the page does by itself, is the same in all states.
        if (name && offline.includes(check)) continue;
        test(`${check.code} ${check.says}: ${path}${name}`, async () => {
          // What several checks read of one page is made once.
          const once = (what, make) => {
            const key = `${what} ${path}${name}`;
            if (!done.has(key)) done.set(key, make());
            return done.get(key);
          };
          const subject = { browser, site, path, kind, server, once, bring };
          const { problems, looked = 1 } = await check.find(subject);
          table.get(`${kind}${name}`).set(check.code, problems.length === 0 ? looked : "FAILED");
          assert.deepEqual(problems, []);
        });
      }
    }
  });
}

/** Writes, for each kind of page, how many things each check looked at. */
function print(name, table) {
  const codes = [...new Set(checks.map(({ code }) => code))];
  const line = (cells) => `# | ${cells.join(" | ")} |`;
  console.log(line([name, ...codes]));
  console.log(line([name, ...codes].map(() => "---")));
  for (const [kind, found] of table) {
    console.log(line([kind.replace(".html", ""), ...codes.map((code) => found.get(code) ?? "–")]));
  }
}
