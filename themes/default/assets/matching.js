// Which behaviours of two levels are the same: what `rungs` works out for the pages of steps, for
// any two levels. A port of `src/derive/matches.rs` and `src/derive/matching/`, part by part; a test
// holds the two against each other on every pair of levels of two frameworks. Reasons stand there.
//
// Pure functions of the data of two roles (`compare/<role>.js`); no page is needed. `words.js` comes
// before this, and `changes.js` after it.
"use strict";

globalThis.rungsMatching = (() => {
  const { wordsOf, sameKey } = globalThis.rungsWords;
  const NO_FAMILY = 0;
  const STOP = 255;

  // ---- how much a word says, and what is kept of one behaviour ----------------------------------

  const SAMPLE_TEXTS = 20000;
  const WEIGHT_UNIT = 25;
  const STOP_SHARE = 0.15;
  const WORDS = 255;

  /** The words of some roles, and how rare each is among their texts. */
  function vocabulary(roles) {
    const known = { words: new Map(), features: new Map() };
    for (const role of roles) {
      for (const [stem, family, words] of role.kin) {
        for (const word of words.split(" ")) known.words.set(word, { stem, family });
      }
    }
    const distinct = [...new Set(roles.flatMap((role) => role.texts))];
    const step = Math.max(1, Math.ceil(distinct.length / SAMPLE_TEXTS));
    const textsWith = new Map();
    let read = 0;
    for (let at = 0; at < distinct.length; at += step) {
      read += 1;
      const stems = new Set(wordsOf(distinct[at]).map((word) => wordIn(known, word).stem));
      for (const stem of stems) textsWith.set(stem, (textsWith.get(stem) ?? 0) + 1);
    }
    const weigh = ({ stem, family }) => {
      const rarity = Math.log(1 + (read + 1) / ((textsWith.get(stem) ?? 0) + 1));
      const weight = Math.round(rarity * (family === STOP ? STOP_SHARE : 1) * WEIGHT_UNIT);
      return Math.min(255, Math.max(1, weight));
    };
    for (const word of known.words.values()) word.weight = weigh(word);
    return known;
  }

  /** A word that the data lacks, where a browser knows other letters than the generator: like no other. */
  function wordIn(known, word) {
    if (!known.words.has(word)) {
      known.words.set(word, { stem: -1 - known.words.size, family: NO_FAMILY, weight: 1 });
    }
    return known.words.get(word);
  }

  let last = { roles: [] };

  /** The vocabulary of two roles; the last one is kept, since people look at many of their levels. */
  function vocabularyOf(from, to) {
    if (last.roles[0] !== from || last.roles[1] !== to) {
      last = { roles: [from, to], known: vocabulary(from === to ? [from] : [from, to]) };
    }
    return last.known;
  }

  /** What matching reads of one behaviour, read once. */
  function features(text, known) {
    if (!known.features.has(text)) known.features.set(text, read(text, known));
    return known.features.get(text);
  }

  /** Tokens are distinct stems, in their order; `order` is the text, as places in them. */
  function read(text, known) {
    const words = wordsOf(text);
    const read = words.slice(0, WORDS).map((word) => wordIn(known, word));
    // Of two words with one stem the weightier stands for both.
    const tokens = [...read]
      .sort((a, b) => a.stem - b.stem || b.weight - a.weight || a.family - b.family)
      .filter(({ stem }, at, all) => at === 0 || stem !== all[at - 1].stem);
    const places = new Map(tokens.map(({ stem }, at) => [stem, at]));
    const order = read.map(({ stem }) => places.get(stem));
    const weight = tokens.reduce((sum, token) => sum + token.weight, 0);
    const head = [...new Set(order.filter((at) => tokens[at].family !== STOP))].slice(0, HEAD_WORDS);
    return { same: sameKey(words), tokens, order, weight, head };
  }

  // ---- how much speaks for two behaviours being one ---------------------------------------------

  const HEAD_WORDS = 4;
  const THRESHOLD = 0.35;
  const CONTENT_FLOOR = 0.1;

  function compare(a, b) {
    const partnerOf = new Map();
    const hasPartner = new Set();
    let [at, other, shared] = [0, 0, 0];
    while (at < a.tokens.length && other < b.tokens.length) {
      const [left, right] = [a.tokens[at], b.tokens[other]];
      if (left.stem === right.stem) {
        shared += Math.min(left.weight, right.weight);
        partnerOf.set(at, other);
        hasPartner.add(other);
      }
      if (left.stem <= right.stem) at += 1;
      if (right.stem <= left.stem) other += 1;
    }
    const total = Math.max(1, a.weight + b.weight);
    const aloneLeft = familyWeights(a, (token) => !partnerOf.has(token));
    const aloneRight = familyWeights(b, (token) => !hasPartner.has(token));
    let both = 0;
    for (const [family, weight] of aloneLeft) both += Math.min(weight, aloneRight.get(family) ?? 0);
    const common = a.head.filter((token) => b.head.includes(partnerOf.get(token))).length;
    const evidence = {
      shared: (2 * shared) / total,
      contained: shared / Math.max(1, Math.min(a.weight, b.weight)),
      related: (2 * both) / total,
      headed: shared > 0 ? common / Math.max(1, Math.min(a.head.length, b.head.length)) : 0,
    };
    return { ...evidence, content: evidence.shared + evidence.related };
  }

  /** The weightiest of the chosen tokens of each family. */
  function familyWeights({ tokens }, chosen) {
    const weights = new Map();
    tokens.forEach(({ family, weight }, token) => {
      if (family === NO_FAMILY || family === STOP || !chosen(token)) return;
      weights.set(family, Math.max(weight, weights.get(family) ?? 0));
    });
    return weights;
  }

  function chance(evidence, stronger, weaker, apart, open) {
    if (evidence.content < CONTENT_FLOOR) return 0;
    const score =
      8.14 * evidence.shared +
      5.45 * evidence.contained +
      15.19 * evidence.related +
      3.04 * evidence.headed -
      7.04 * stronger -
      3.31 * weaker -
      1.98 * apart +
      4.83 / Math.max(2, open) -
      3.47;
    return 1 / (1 + Math.exp(-score));
  }

  // ---- who is paired with whom ------------------------------------------------------------------

  const DENSE_COMPARISONS = 4096;
  const POSTINGS = 48;
  const CANDIDATES = 8;

  /** The assignment of greatest total chance, one to one. */
  function assign(from, to) {
    if ((from.length - to.length || byContent(from, to)) <= 0) return assignRows(from, to);
    return assignRows(to, from).map(([row, column]) => [column, row]);
  }

  /** Which of two lists of one length comes first. */
  function byContent(from, to) {
    for (let at = 0; at < from.length; at += 1) {
      const [one, other] = [from[at].features, to[at].features];
      const token = ({ stem, weight }) => stem * 256 + weight;
      const found = byItems(one.tokens.map(token), other.tokens.map(token)) || byItems(one.order, other.order);
      if (found) return found;
    }
    return 0;
  }

  function byItems(one, other) {
    for (let at = 0; at < one.length && at < other.length; at += 1) {
      if (one[at] !== other[at]) return one[at] - other[at];
    }
    return one.length - other.length;
  }

  function assignRows(rows, columns) {
    const cells = rows.length * columns.length;
    if (cells === 0) return [];
    return cells <= DENSE_COMPARISONS ? dense(rows, columns) : sparse(rows, columns);
  }

  function dense(rows, columns) {
    const candidates = rows.flatMap((a, row) =>
      columns.map((b, column) => ({ row, column, evidence: compare(a.features, b.features) })),
    );
    weigh(candidates, rows, columns);
    const gains = rows.map(() => []);
    for (const { row, column, chance } of candidates) {
      gains[row][column] = Math.trunc(Math.max(0, chance - THRESHOLD) * 1000000);
    }
    const chosen = rows.length === 1 ? [gains[0].indexOf(Math.max(...gains[0]))] : kuhnMunkres(gains);
    return [...chosen.entries()].filter(([row, column]) => gains[row][column] > 0);
  }

  /** The column of each row, at most as many rows as columns, of greatest total weight. */
  function kuhnMunkres(weights) {
    const [height, width] = [weights.length, weights[0].length];
    const ofRow = Array(height).fill(-1);
    const ofColumn = Array(width).fill(-1);
    const rowLabels = weights.map((row) => Math.max(...row));
    const columnLabels = Array(width).fill(0);
    for (let root = 0; root < height; root += 1) {
      const alternating = Array(width).fill(-1);
      const rows = [root];
      const slack = columnLabels.map((label, column) => rowLabels[root] + label - weights[root][column]);
      const slackRow = Array(width).fill(root);
      let column;
      for (;;) {
        let delta = Infinity;
        for (let at = 0; at < width; at += 1) {
          if (alternating[at] < 0 && slack[at] < delta) [delta, column] = [slack[at], at];
        }
        if (delta > 0) {
          for (const row of rows) rowLabels[row] -= delta;
          for (let at = 0; at < width; at += 1) {
            if (alternating[at] < 0) slack[at] -= delta;
            else columnLabels[at] += delta;
          }
        }
        alternating[column] = slackRow[column];
        const row = ofColumn[column];
        if (row < 0) break;
        rows.push(row);
        for (let at = 0; at < width; at += 1) {
          const other = rowLabels[row] + columnLabels[at] - weights[row][at];
          if (alternating[at] < 0 && slack[at] > other) [slack[at], slackRow[at]] = [other, row];
        }
      }
      while (column >= 0) {
        const row = alternating[column];
        ofColumn[column] = row;
        [ofRow[row], column] = [column, ofRow[row]];
      }
    }
    return ofRow;
  }

  /** For cells no reader would write: candidates by rare stems in common, then the best first. */
  function sparse(rows, columns) {
    const candidates = propose(rows, columns);
    weigh(candidates, rows, columns);
    const likely = candidates.filter(({ chance }) => chance > THRESHOLD);
    likely.sort((a, b) => b.chance - a.chance || a.row - b.row || a.column - b.column);
    const [rowTaken, columnTaken] = [new Set(), new Set()];
    const pairs = [];
    for (const { row, column } of likely) {
      if (rowTaken.has(row) || columnTaken.has(column)) continue;
      rowTaken.add(row);
      columnTaken.add(column);
      pairs.push([row, column]);
    }
    return pairs;
  }

  function propose(rows, columns) {
    const postings = new Map();
    columns.forEach(({ features }, column) => {
      for (const { stem } of features.tokens) {
        if (!postings.has(stem)) postings.set(stem, []);
        postings.get(stem).push(column);
      }
    });
    return rows.flatMap(({ features }, row) => {
      const common = new Map();
      for (const { stem, weight } of features.tokens) {
        const found = postings.get(stem) ?? [];
        if (found.length > POSTINGS) continue;
        for (const column of found) common.set(column, (common.get(column) ?? 0) + weight);
      }
      const best = [...common].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, CANDIDATES);
      return best.map(([column]) => ({ row, column, evidence: compare(features, columns[column].features) }));
    });
  }

  /** Works out each candidate's chance from its evidence and its rivals. */
  function weigh(candidates, rows, columns) {
    const bestTwo = () => ({ best: 0, by: 0, second: 0 });
    const ofRow = rows.map(bestTwo);
    const ofColumn = columns.map(bestTwo);
    const offer = (two, content, by) => {
      if (content > two.best) Object.assign(two, { best: content, by, second: two.best });
      else if (content > two.second) two.second = content;
    };
    for (const { row, column, evidence } of candidates) {
      offer(ofRow[row], evidence.content, column);
      offer(ofColumn[column], evidence.content, row);
    }
    const otherThan = (two, by) => (two.by === by ? two.second : two.best);
    for (const candidate of candidates) {
      const { row, column, evidence } = candidate;
      const rivals = [otherThan(ofRow[row], column), otherThan(ofColumn[column], row)];
      const apart = Math.abs(rows[row].place - columns[column].place);
      const open = Math.max(rows.length, columns.length);
      candidate.chance = chance(evidence, Math.max(...rivals), Math.min(...rivals), apart, open);
    }
  }

  /** Pairs of items `{ id, features }`, as `{ from, to, same }`, ordered by `from`. */
  function pairs(from, to) {
    const [fromOpen, toOpen] = [new Set(from.keys()), new Set(to.keys())];
    const found = [];
    const take = (one, other) => {
      fromOpen.delete(one);
      toOpen.delete(other);
      found.push({ from: one, to: other, same: from[one].features.same === to[other].features.same });
    };
    for (const key of [(item) => item.id, (item) => item.features.same]) {
      const places = new Map();
      for (const at of toOpen) {
        const own = key(to[at]);
        if (own) places.set(own, [...(places.get(own) ?? []), at]);
      }
      for (const at of [...fromOpen]) {
        const other = places.get(key(from[at]))?.shift();
        if (other !== undefined) take(at, other);
      }
    }
    const placed = from.length > 1 && to.length > 1;
    const open = (items, left) =>
      [...left].map((at) => ({ at, features: items[at].features, place: placed ? at / (items.length - 1) : 0 }));
    const [rows, columns] = [open(from, fromOpen), open(to, toOpen)];
    for (const [row, column] of assign(rows, columns)) take(rows[row].at, columns[column].at);
    return found.sort((a, b) => a.from - b.from);
  }

  // ---- competencies that are one under two names ------------------------------------------------

  const ALIKE = 0.6;
  const CONTENT = 0.7;
  const REWORDED = 0.6;
  const COMBINATIONS = 1024;

  function align(from, to, known) {
    const stems = ({ name }) =>
      wordsOf(name)
        .map((word) => wordIn(known, word))
        .filter(({ family }) => family !== STOP)
        .map(({ stem }) => stem);
    const [fromStems, toStems] = [from.map(stems), to.map(stems)];
    const every = from.length * to.length <= COMBINATIONS;
    const candidates = [];
    from.forEach((one, fromAt) => {
      to.forEach((two, toAt) => {
        const named = alike(fromStems[fromAt], toStems[toAt]);
        if (!every && named === 0) return;
        const score = named + CONTENT * inCommon(one.items, two.items);
        if (score >= ALIKE) candidates.push({ score, fromAt, toAt });
      });
    });
    candidates.sort((a, b) => b.score - a.score || a.fromAt - b.fromAt || a.toAt - b.toAt);
    const [fromTaken, toTaken] = [new Set(), new Set()];
    return candidates.filter(({ fromAt, toAt }) => {
      if (fromTaken.has(fromAt) || toTaken.has(toAt)) return false;
      fromTaken.add(fromAt);
      toTaken.add(toAt);
      return true;
    });
  }

  function alike(a, b) {
    const common = a.filter((stem) => b.includes(stem)).length;
    if (common === 0) return 0;
    const ofShorter = Math.min(1, common / Math.min(a.length, b.length));
    const ofBoth = Math.min(1, (2 * common) / (a.length + b.length));
    return 0.4 * ofShorter + 0.3 * ofBoth + 0.3 * (a[0] === b[0] ? 1 : 0);
  }

  function inCommon(a, b) {
    const shorter = Math.min(a.length, b.length);
    if (shorter === 0) return 0;
    return pairs(a, b).reduce((sum, { same }) => sum + (same ? 1 : REWORDED), 0) / shorter;
  }

  // ---- two levels -------------------------------------------------------------------------------

  /** A row of a level with everything by name: see `compare/<role>.js`. */
  function rowsOf(role, level, known) {
    return level.rows.map(([at, state, lines, name]) => {
      const [id, own, pillar] = role.subjects[at];
      const behaviours = lines.map((line) => {
        const [text, behaviour, isWritten = 1, replaces = []] = [role.lines[line]].flat();
        return { line, id: behaviour, isWritten: behaviour && isWritten === 1, replaces, text: role.texts[text] };
      });
      return {
        key: `${pillar === -2 ? "a" : "c"}_${id}`,
        pillar: pillar === -2 ? "attributes" : role.pillars[pillar]?.[0],
        name: name ?? own,
        state,
        behaviours: behaviours.map((one) => ({ ...one, features: known && features(one.text, known) })),
      };
    });
  }

  /** An id that the other side has replaced counts as the new one. */
  function items(row, other) {
    return row.behaviours.map(({ id, isWritten, features }) => {
      const newer = id && other?.behaviours.find(({ replaces }) => replaces.includes(id));
      return { id: newer ? newer.id : isWritten ? id : undefined, features };
    });
  }

  /** Whether a level of the role has both competencies: then neither is the other's new name. */
  function standTogether(role, one, other) {
    return role.levels.some((level) => {
      const rows = rowsOf(role, level).filter(({ state }) => state === "written");
      return [one, other].every((key) => rows.some((row) => row.key === key));
    });
  }

  /**
   * The vocabulary of two roles, and the rows `{ from, to, pairs }` of two of their levels, each
   * `[role, place of the level]`: in the order of the second, and at the end what only the first has.
   */
  function matched([fromRole, fromLevel], [toRole, toLevel]) {
    const isOne = fromRole.id === toRole.id;
    const known = vocabularyOf(fromRole, toRole);
    const from = rowsOf(fromRole, fromRole.levels[fromLevel], known);
    const to = rowsOf(toRole, toRole.levels[toLevel], known);
    const partners = to.map((row) => from.find(({ key }) => key === row.key));
    if (isOne) {
      const isOpen = (row) =>
        row.pillar !== "attributes" && row.state !== "not-expected" && row.behaviours.length > 0;
      const fromOpen = from.filter((row) => !partners.includes(row) && isOpen(row));
      const toOpen = to.filter((row, at) => !partners[at] && isOpen(row));
      const groups = (rows) => rows.map((row) => ({ name: row.name, items: items(row) }));
      for (const { fromAt, toAt } of align(groups(fromOpen), groups(toOpen), known)) {
        const [one, other] = [fromOpen[fromAt], toOpen[toAt]];
        if (!standTogether(fromRole, one.key, other.key)) partners[to.indexOf(other)] = one;
      }
    }
    const rows = to.map((row, at) => {
      const partner = partners[at];
      return { from: partner, to: row, pairs: partner ? pairs(items(partner, row), items(row, partner)) : [] };
    });
    const gone = from.filter((row) => !partners.includes(row));
    return { known, rows: [...rows, ...gone.map((row) => ({ from: row, to: undefined, pairs: [] }))] };
  }

  return { STOP, matched };
})();
