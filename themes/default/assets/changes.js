// What changed in the words of a behaviour: a port of `src/derive/matching/changes.rs`, whose comments
// say why. See `matching.js`.
"use strict";

globalThis.rungsChanges = (() => {
  const { WORD, SPACE, SPACE_AT_END, PRONOUNS, wordsOf, impersonal } = globalThis.rungsWords;
  const { STOP } = globalThis.rungsMatching;
  const LIGHT = 1;
  const HEAVY = 4;
  const COMMON_PERCENT = 20;
  const COMMON_PERCENT_A_PLACE = 12;
  const COMMON_PERCENT_ENOUGH = 50;
  const TABLE = 1 << 20;

  /**
   * The differences between two plain texts by words: `[kind, text]`, where the kind is `equal`,
   * `delete` or `insert`. `known` is a vocabulary of the texts' roles.
   */
  function wordChanges(from, to, known) {
    const [old, fresh] = [units(from, known), units(to, known)];
    const weight = (units) => units.reduce((sum, unit) => sum + unit.weight, 0);
    let runs = cleaned(runsOf(old, fresh), fresh);
    const kept = runs.filter((run) => run.equal).reduce((sum, run) => sum + weight(fresh.slice(...run.fresh)), 0);
    const places = runs.filter((run) => !run.equal).length;
    const least = Math.min(Math.max(places * COMMON_PERCENT_A_PLACE, COMMON_PERCENT), COMMON_PERCENT_ENOUGH);
    if (kept * 100 < Math.max(weight(old), weight(fresh)) * least) {
      runs = [{ equal: false, old: [0, old.length], fresh: [0, fresh.length] }];
    }
    const changes = [];
    for (const run of runs) {
      const [before, after] = [slice(old, run.old), slice(fresh, run.fresh)];
      if (run.equal) {
        changes.push(["equal", to.slice(...after)]);
        continue;
      }
      if (before[0] < before[1]) {
        const last = changes.at(-1);
        const isGlued = last?.[0] === "equal" && !SPACE_AT_END.test(last[1]);
        // After a word that ends the other text, a deletion would stick to it.
        const start = isGlued ? from.slice(0, before[0]).replace(SPACE_AT_END, "").length : before[0];
        changes.push(["delete", from.slice(start, before[1])]);
      }
      if (after[0] < after[1]) changes.push(["insert", to.slice(...after)]);
    }
    return changes;
  }

  /** Whether nothing of one text was kept in the other. */
  const isRewritten = (changes) => changes.map(([kind]) => kind).join() === "delete,insert";

  /** Words, each with the punctuation and white space up to the next one. */
  function units(text, known) {
    const units = [];
    let inWord = false;
    let before = "";
    let at = 0;
    for (const letter of text) {
      const next = String.fromCodePoint(text.codePointAt(at + letter.length) ?? 32);
      const joins = /['\u2019\u00ad\u200b-\u200d]/.test(letter) && WORD.test(next);
      const isWord = WORD.test(letter) || (inWord && joins);
      const opens = !isWord && !SPACE.test(letter) && (at === 0 || SPACE.test(before));
      const last = units.at(-1);
      const startsOpen = last && [...text.slice(last.start, at)].every((one) => !WORD.test(one) && !SPACE.test(one));
      if ((isWord && !inWord && !startsOpen) || opens) units.push({ start: at });
      inWord = isWord;
      before = letter;
      at += letter.length;
    }
    if (units.length > 0) units[0].start = 0;
    units.forEach((unit, at) => {
      unit.end = units[at + 1]?.start ?? text.length;
      const words = wordsOf(text.slice(unit.start, unit.end));
      unit.key = words.map((word) => (PRONOUNS.has(word) ? "i" : impersonal(word))).join(" ");
      unit.weight = words.some((word) => known.words.get(word)?.family !== STOP) ? HEAVY : LIGHT;
    });
    return units;
  }

  const slice = (units, [start, end]) => (start < end ? [units[start].start, units[end - 1].end] : [0, 0]);

  /** Alternately equal and changed: the longest common subsequence, from a table. */
  function runsOf(old, fresh) {
    if (old.length * fresh.length > TABLE) {
      return [{ equal: false, old: [0, old.length], fresh: [0, fresh.length] }];
    }
    const runs = [];
    const isEqual = (one, other) => old[one].key === fresh[other].key;
    let start = 0;
    while (start < old.length && start < fresh.length && isEqual(start, start)) start += 1;
    let [oldEnd, freshEnd] = [old.length, fresh.length];
    while (oldEnd > start && freshEnd > start && isEqual(oldEnd - 1, freshEnd - 1)) {
      oldEnd -= 1;
      freshEnd -= 1;
    }
    const width = oldEnd - start + 1;
    const table = new Uint32Array(width * (freshEnd - start + 1));
    const place = (one, other) => (other - start) * width + one - start;
    for (let other = freshEnd - 1; other >= start; other -= 1) {
      for (let one = oldEnd - 1; one >= start; one -= 1) {
        table[place(one, other)] = isEqual(one, other)
          ? table[place(one + 1, other + 1)] + 1
          : Math.max(table[place(one, other + 1)], table[place(one + 1, other)]);
      }
    }
    const add = (equal, oldRange, freshRange) => push(runs, { equal, old: oldRange, fresh: freshRange });
    if (start > 0) add(true, [0, start], [0, start]);
    let [one, other] = [start, start];
    while (one < oldEnd && other < freshEnd) {
      if (isEqual(one, other)) {
        add(true, [one, one + 1], [other, other + 1]);
        one += 1;
        other += 1;
      } else if (table[place(one + 1, other)] >= table[place(one, other + 1)]) {
        add(false, [one, one + 1], [other, other]);
        one += 1;
      } else {
        add(false, [one, one], [other, other + 1]);
        other += 1;
      }
    }
    if (one < oldEnd || other < freshEnd) add(false, [one, oldEnd], [other, freshEnd]);
    if (oldEnd < old.length) add(true, [oldEnd, old.length], [freshEnd, fresh.length]);
    return runs;
  }

  function push(runs, run) {
    const last = runs.at(-1);
    if (last?.equal === run.equal) [last.old[1], last.fresh[1]] = [run.old[1], run.fresh[1]];
    else runs.push(run);
  }

  /** Without islands: few equal words between two changes go into them. */
  function cleaned(runs, fresh) {
    const size = ({ old, fresh }) => Math.max(old[1] - old[0], fresh[1] - fresh[0]) * HEAVY;
    const isIsland = (at) => {
      const [before, run, after] = [runs[at - 1], runs[at], runs[at + 1]];
      if (!before || !after || !run.equal) return false;
      const weight = fresh.slice(...run.fresh).reduce((sum, unit) => sum + unit.weight, 0);
      return weight < HEAVY || weight * 2 < Math.min(size(before), size(after));
    };
    const kept = [];
    runs.forEach((run, at) => {
      const equal = run.equal && !isIsland(at);
      push(kept, { equal, old: [...run.old], fresh: [...run.fresh] });
    });
    return kept;
  }

  return { wordChanges, isRewritten };
})();
