// Which scorecards are read together, and in which order: rules that need no browser.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { LOOP, TWO, load, rated } from "./cards.mjs";

const { joined, rows, byRating, anchors, differences, seen } = load("panel.js").rungsPanel;
const files = (...records) => records.map((record, at) => ({ name: `${at}.json`, record }));
const join = (...records) => files(...records).reduce(({ files }, file) => joined(files, file), { files: [] });
const kinds = (...records) => rows(files(...records)).map(({ id, kind }) => `${id} ${kind}`);

describe("dimensions are read", () => {
  test("splits on a must-have first, then what lies apart, then what is agreed, then what one or nobody saw", () => {
    assert.deepEqual(kinds(...TWO), [
      "secure-design split",
      "influence wide",
      "engineering near",
      "threat-fluency agreed",
      "incident-response agreed",
      "communication single",
      "prioritisation single",
      "learning nobody",
    ]);
  });

  test("in the same order whoever comes first, and a split is one of the must-haves only", () => {
    assert.deepEqual(kinds(...[...TWO].reverse()), kinds(...TWO));
    // Incident response isn't a must-have: a spread across the bar is a spread.
    const apart = [rated("A", "m m m m m m m m"), rated("B", "m m b m m m m m")];
    assert.equal(kinds(...apart)[0], "incident-response near");
    // All below the bar is no split, however far apart.
    const below = [rated("A", "w m m m m m m m"), rated("B", "b m m m m m m m")];
    assert.equal(kinds(...below)[0], "threat-fluency near");
  });

  test("the wider spread first among equals of one kind", () => {
    const wide = [rated("A", "m m e m e m m m"), rated("B", "m m b m w m m m")];
    assert.deepEqual(kinds(...wide).slice(0, 2), ["influence wide", "incident-response wide"]);
  });

  test("with those who gave each rating, highest first", () => {
    const panel = files(...TWO, rated("C. D.", "m b m m m m m m"));
    const row = rows(panel).find(({ id }) => id === "secure-design");
    const told = byRating(row, panel).map(([point, those]) => [point, those.map(({ record }) => record.panelist.name)]);
    assert.deepEqual(told, [["exceeds", ["A. N."]], ["below", ["B. K.", "C. D."]]]);
  });

  test("not observed and not on the card are two things", () => {
    const panel = files(...TWO);
    const cells = Object.fromEntries(rows(panel).map(({ id, cells }) => [id, cells.map((cell) => cell?.rating)]));
    assert.deepEqual(cells.communication, ["exceeds", undefined]);
    assert.deepEqual(cells.prioritisation, ["not-observed", "meets"]);
  });
});

describe("files", () => {
  const refusal = (...records) => join(...records).problem;
  const changed = (change) => rated("B. K.", "m m m m m m m m", { change });

  test("of one candidate and one level are joined", () => {
    assert.equal(join(...TWO).files.length, 2);
  });

  test("that can't be read together are refused, and both are named", () => {
    const cases = {
      draft: changed((one) => (one.status = "draft")),
      two_candidates: changed((one) => (one.candidate.ref = "C-015")),
      two_levels: changed((one) => (one.level = "ic4")),
      twice: TWO[0],
      two_seals: { ...TWO[0], seal: TWO[1].seal },
    };
    for (const [key, record] of Object.entries(cases)) {
      const { key: found, fills } = refusal(TWO[0], record);
      assert.equal(found, `debrief_script.${key}`);
      assert.equal(fills.file, "1.json");
      if (key !== "draft") assert.equal(fills.other, "0.json");
    }
    assert.equal(refusal(TWO[0], changed((one) => (one.role = "pilot"))).key, "debrief_script.two_levels");
  });

  test("beyond twenty are refused", () => {
    const many = Array.from({ length: 21 }, (_, at) => rated(`P ${at}`, "m m m m m m m m"));
    assert.equal(join(...many.slice(0, 20)).files.length, 20);
    assert.equal(refusal(...many).key, "debrief_script.too_many");
  });

  test("of a later revision take the place of the earlier, which they name", () => {
    const [first] = TWO;
    const later = (seals, revision = 2) => rated("A. N.", "b e m m m e o o", {
      change: (one) => Object.assign(one, { revision, earlier_seals: seals }),
    });
    const second = later([first.seal]);
    const { files: both, replaced } = join(first, second);
    assert.deepEqual([both.length, both[0].record.revision, replaced.record.revision], [1, 2, 1]);
    assert.equal(refusal(second, first).key, "debrief_script.earlier");
    assert.equal(refusal(first, later([])).key, "debrief_script.two_seals");
    assert.equal(refusal(first, later([first.seal], 1)).key, "debrief_script.two_seals");
  });
});

describe("what panelists rated against", () => {
  const other = rated("C. D.", "m m m m m m m m", {
    change: (one) => {
      one.framework.digest = `sha256-${"6".repeat(64)}`;
      one.card.dimensions[2].anchors.meets = "Answers an alert within the hour.";
    },
  });

  test("is said once where it is the same, and differs where the framework has changed", () => {
    const panel = files(...TWO, other);
    assert.deepEqual(anchors(LOOP[0][0], panel).map(({ files }) => files.length), [3]);
    assert.deepEqual(anchors(LOOP[2][0], panel).map(({ files }) => files.length), [2, 1]);
    const { count, rows: those } = differences(rows(panel), panel);
    assert.deepEqual([count, those.map(({ id }) => id)], [2, [LOOP[2][0]]]);
    assert.equal(differences(rows(files(...TWO)), files(...TWO)).count, 1);
  });

  test("has the behaviours that were ticked, of the right level", () => {
    const [file] = files(TWO[0]);
    const texts = seen("secure-design", file).map(({ level, text }) => `${level}: ${text}`);
    assert.deepEqual(texts, ["IC3: Does secure design without being asked.", "IC4: Teaches secure design to others."]);
    assert.deepEqual(seen("nothing", file), []);
  });
});
