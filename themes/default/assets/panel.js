// What the sealed scorecards of one candidate say together: which of them can be read beside each
// other, and in which order their dimensions are worth talking about. No page and no words in here.
//
// Nothing is added up: a spread is how many points lie between two ratings, and it orders rows.
"use strict";

globalThis.rungsPanel = (() => {
  const POINTS = ["well-below", "below", "meets", "exceeds"];
  const MEETS = POINTS.indexOf("meets");
  const MOST = 20;
  /** What dimensions can be, in the order in which they are read. */
  const KINDS = ["split", "wide", "near", "agreed", "single", "nobody"];

  const refused = (key, fills) => ({ problem: { key: `debrief_script.${key}`, fills } });

  /** `IC3 Security Engineer`, and the candidate: what a debrief is about. */
  const levelOf = ({ card }) => `${card.level_name} ${card.role_title}`;
  const isSame = (one, other) => one.role === other.role && one.level === other.level;

  /**
   * The `files`, each `{ name, record }`, with one more; `replaced` if that is a later revision of
   * one of them. Or the `problem`: the key of a sentence that names both files, and what fills it.
   */
  function joined(files, file) {
    const { name, record } = file;
    if (record.status !== "sealed") return refused("draft", { file: name });
    const [first] = files;
    if (first && first.record.candidate.ref !== record.candidate.ref) {
      const [one, two] = [record.candidate.ref, first.record.candidate.ref];
      return refused("two_candidates", { file: name, one, other: first.name, two });
    }
    if (first && !isSame(first.record, record)) {
      return refused("two_levels", { file: name, one: levelOf(record), other: first.name, two: levelOf(first.record) });
    }
    const known = files.find((one) => one.record.id === record.id);
    if (known) return revised(files, known, file);
    if (files.length >= MOST) return refused("too_many", { file: name, most: MOST });
    return { files: [...files, file] };
  }

  /** Two files of one scorecard: the later revision stands, if it knows the seal of the earlier. */
  function revised(files, known, file) {
    const fills = { file: file.name, other: known.name };
    if (known.record.seal === file.record.seal) return refused("twice", fills);
    const isLater = file.record.revision > known.record.revision;
    const [earlier, later] = isLater ? [known, file] : [file, known];
    const knows = later.record.revision > earlier.record.revision && later.record.earlier_seals.includes(earlier.record.seal);
    if (!knows) return refused("two_seals", fills);
    if (!isLater) return refused("earlier", { ...fills, revision: file.record.revision, later: later.record.revision });
    return { files: files.map((one) => (one === known ? file : one)), replaced: known };
  }

  /** Every dimension of the loop and of the cards, what each file says of it, and which come first. */
  function rows(files) {
    const found = new Map();
    for (const { card } of files.map(({ record }) => record)) {
      for (const { id, name, must_have } of [...card.loop, ...card.dimensions]) {
        const row = found.get(id) ?? { id, name, isMust: false };
        row.isMust ||= must_have;
        found.set(id, row);
      }
    }
    const all = [...found.values()].map((row) => ({ ...row, ...reading(row, files) }));
    const order = (row) => KINDS.indexOf(row.kind);
    // Sorting keeps the loop's order among equals.
    return all.sort((one, two) => order(one) - order(two) || two.isMust - one.isMust || two.spread - one.spread);
  }

  /** A dimension's cells, one a file (`undefined`: not on that card), and how far apart they are. */
  function reading({ id, isMust }, files) {
    const cells = files.map(({ record }) => record.ratings.find(({ dimension }) => dimension === id));
    const points = cells.map((cell) => POINTS.indexOf(cell?.rating)).filter((point) => point >= 0);
    const [least, most] = [Math.min(...points), Math.max(...points)];
    const spread = points.length > 0 ? most - least : 0;
    return { cells, spread, kind: kindOf(points.length, spread, isMust && least < MEETS && most >= MEETS) };
  }

  function kindOf(count, spread, isSplit) {
    if (count < 2) return count === 0 ? "nobody" : "single";
    if (isSplit) return "split";
    return spread >= 2 ? "wide" : spread === 1 ? "near" : "agreed";
  }

  /** The names of the points on a card, by their ids. */
  const pointsOf = ({ card }) => new Map(card.points.map(({ id, name }) => [id, name]));

  /** The files that gave each rating, highest first: `[[rating, files]]`, the points only. */
  function byRating(row, files) {
    const gave = (point) => files.filter((_, place) => row.cells[place]?.rating === point);
    return [...POINTS].reverse().map((point) => [point, gave(point)]).filter(([, those]) => those.length > 0);
  }

  /** What files were rated against in a dimension: each text once, `[{ anchors, files }]`. */
  function anchors(id, files) {
    const found = new Map();
    for (const file of files) {
      const dimension = file.record.card.dimensions.find((one) => one.id === id);
      if (!dimension) continue;
      const { below, meets, exceeds } = dimension.anchors;
      const key = JSON.stringify([below, meets, exceeds]);
      if (!found.has(key)) found.set(key, { anchors: { below, meets, exceeds }, files: [] });
      found.get(key).files.push(file);
    }
    return [...found.values()];
  }

  /** How many states of the framework the files were made from, and the rows whose anchors differ. */
  function differences(all, files) {
    const digests = new Set(files.map(({ record }) => record.framework.digest));
    return { count: digests.size, rows: all.filter(({ id }) => anchors(id, files).length > 1) };
  }

  /** The texts of the behaviours that a file's panelist saw in a dimension. */
  function seen(id, { record }) {
    const { behaviours } = record.card.dimensions.find((one) => one.id === id) ?? { behaviours: [] };
    const ticked = record.ratings.find(({ dimension }) => dimension === id)?.seen ?? [];
    return behaviours.filter((one) => ticked.includes(`${one.level} ${one.id}`));
  }

  return { POINTS, MOST, KINDS, joined, rows, pointsOf, byRating, anchors, differences, seen };
})();
