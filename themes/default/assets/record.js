// A scorecard that a panelist filled in, as the JSON file it is saved in: reads, completes and seals
// it. A port of `src/record/`, whose comments say why; shapes, lengths and patterns are those of the
// page's JSON Schema, which is made from the types there.
"use strict";

globalThis.rungsRecord = (() => {
  const FORMAT = "career-framework.scorecard";
  const LIMITS = { file: 1 << 20, files: 20, evidence: 20, text: 10_000, name: 200 };
  const POINTS = ["well-below", "below", "meets", "exceeds"];

  /** Why a file is refused: a word of the page, and what it is filled with. */
  class Refusal extends Error {
    constructor(key, fills = {}) {
      super(key);
      this.problem = { key, fills };
    }
  }

  // ---- reading ----------------------------------------------------------------------------------

  const length = (text) => [...text].length;

  /** Whether a value is of a type of JSON Schema. */
  const TYPES = {
    object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    array: Array.isArray,
    string: (value) => typeof value === "string",
    integer: Number.isSafeInteger,
    boolean: (value) => typeof value === "boolean",
    null: (value) => value === null,
  };

  /**
   * A fresh copy of what a schema knows of a value. Never merges: a key such as `__proto__` has no
   * way in. Unknown keys are written down, as paths.
   */
  function copied(value, schema, path, dropped) {
    const wrong = (key = "record.wrong_value") => new Refusal(key, { path: path || "." });
    if (schema.anyOf) {
      const one = schema.anyOf.find((each) => (each.type === "null") === (value === null));
      if (!one) throw wrong();
      return copied(value, one, path, dropped);
    }
    const types = schema.type === undefined ? [] : [schema.type].flat();
    if (types.length > 0 && !types.some((type) => TYPES[type](value))) throw wrong();
    if (schema.enum && !schema.enum.includes(value)) throw wrong();
    if ("const" in schema && schema.const !== value) throw wrong();
    if (schema.oneOf && !schema.oneOf.some((each) => each.const === value)) throw wrong();
    if (typeof value === "string") {
      if (schema.maxLength !== undefined && length(value) > schema.maxLength) throw wrong("record.too_long");
      if (schema.pattern && !new RegExp(schema.pattern, "u").test(value)) throw wrong();
      return value;
    }
    if (typeof value === "number") {
      if (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)) throw wrong();
      return value;
    }
    if (Array.isArray(value)) {
      if (value.length > (schema.maxItems ?? Infinity)) throw wrong("record.too_long");
      return value.map((each, at) => copied(each, schema.items, `${path}[${at}]`, dropped));
    }
    if (value === null || typeof value === "boolean") return value;
    const below = (key) => (path ? `${path}.${key}` : key);
    const copy = {};
    for (const [key, inner] of Object.entries(schema.properties)) {
      if (Object.hasOwn(value, key)) copy[key] = copied(value[key], inner, below(key), dropped);
      else if (schema.required.includes(key)) throw new Refusal("record.missing", { path: below(key) });
      else copy[key] = null;
    }
    const isKnown = (key) => Object.hasOwn(schema.properties, key);
    dropped.push(...Object.keys(value).filter((key) => !isKnown(key)).map(below));
    return copy;
  }

  /** Half a letter is no text, and no other program would read it. */
  function wellFormed(key, value) {
    if (!key.isWellFormed() || (typeof value === "string" && !value.isWellFormed())) throw new SyntaxError(key);
    return value;
  }

  /** What a text says as JSON, if it is a file of a format and of no later version of it. */
  function parsed(text, format) {
    if (new TextEncoder().encode(text).length > LIMITS.file) throw new Refusal("record.too_large");
    let value;
    try {
      value = JSON.parse(text.replace(/^\ufeff/, ""), wellFormed);
    } catch {
      throw new Refusal("record.not_json");
    }
    if (!TYPES.object(value) || value.format !== format) throw new Refusal("record.other_format");
    if (Number.isSafeInteger(value.version) && value.version > 1) {
      throw new Refusal("record.newer_version", { version: value.version });
    }
    return value;
  }

  /** What a reader gives, or why there is nothing. */
  function outcome(make) {
    try {
      return make();
    } catch (error) {
      if (error instanceof Refusal) return { problem: error.problem };
      throw error;
    }
  }

  /**
   * Reads files of a format by its schema; `check` throws for what a schema can't say. Gives a file's
   * record and the paths of keys that are unknown, `{ record, dropped }`, or why it is refused:
   * `{ problem: { key, fills } }`.
   */
  const reader = (format, check) => (text, schema) => outcome(() => {
    const dropped = [];
    const record = copied(parsed(text, format), schema, "", dropped);
    check(record);
    return { record, dropped };
  });

  /** Refuses a record for the value at a path, unless something is so. */
  function hold(is, path, key = "record.wrong_value") {
    if (!is) throw new Refusal(key, { path });
  }

  const isOnce = (list) => new Set(list).size === list.length;

  /** A day or a time that there is: no 31 February. */
  function isTime(text) {
    const time = new Date(text);
    return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.replace(/Z$/, ""));
  }

  const read = reader(FORMAT, (record) => {
    const { card, ratings, status } = record;
    const ids = (list) => list.map(({ id }) => id);
    const are = (list, others) => list.length === others.length && list.every((one, at) => one === others[at]);
    for (const key of ["started", "sealed", "delete_after"]) {
      hold(record[key] === null || isTime(record[key]), key);
    }
    hold(record.earlier_seals.length + 1 === record.revision, "earlier_seals");
    hold(are(ids(card.points), POINTS), "card.points");
    hold(isOnce(ids(card.loop)), "card.loop");
    hold(isOnce(ids(card.dimensions)), "card.dimensions");
    hold(card.dimensions.every(({ id }) => ids(card.loop).includes(id)), "card.dimensions");
    hold(are(ratings.map(({ dimension }) => dimension), ids(card.dimensions)), "ratings");
    ratings.forEach(({ seen }, at) => {
      const known = new Set(card.dimensions[at].behaviours.map(tickOf));
      hold(seen.every((one) => known.has(one)), `ratings[${at}].seen`);
    });
    if (status === "draft") {
      hold(record.seal === null && record.sealed === null, "seal");
    } else {
      hold(record.seal !== null && record.sealed !== null, "seal");
      hold(gaps(record).length === 0, "status", "record.incomplete");
      hold(record.seal === seal(record), "seal", "record.changed");
    }
  });

  /** How a behaviour that was seen is written down. */
  const tickOf = ({ level, id }) => `${level} ${id}`;

  // ---- writing ----------------------------------------------------------------------------------

  /** A draft for a page's data; `id` is a UUID, `now` a `Date`. */
  function blank({ framework, role, level, stage, card, questions, retention_days }, { id, now }) {
    const day = (days) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
    return {
      format: FORMAT,
      version: 1,
      id,
      revision: 1,
      framework,
      role,
      level,
      stage,
      candidate: { ref: "" },
      panelist: { name: "" },
      started: timeOf(now),
      sealed: null,
      status: "draft",
      seal: null,
      earlier_seals: [],
      delete_after: retention_days ? day(retention_days) : null,
      card,
      ratings: card.dimensions.map((one) => ({
        dimension: one.id,
        rating: null,
        evidence: "",
        seen: [],
        red_flags: [],
      })),
      questions: questions.map((one) => ({ id: one.id, text: one.text, asked: false, notes: "" })),
      recommendation: null,
      level_view: null,
      summary: "",
    };
  }

  /** A second of UTC, as files have it. */
  const timeOf = (date) => `${date.toISOString().slice(0, 19)}Z`;

  const WHITE = /^\p{White_Space}+|\p{White_Space}+$/gu;
  const bare = (text) => text.replace(WHITE, "");

  /** Whether a rating has what makes it count. */
  const isGrounded = ({ rating, evidence }) =>
    rating === null || rating === "not-observed" || length(bare(evidence)) >= LIMITS.evidence;

  /**
   * What must be there before a record can be sealed: `{ at: "candidate" | "panelist" | "rating" |
   * "evidence" | "recommendation", dimension }`.
   */
  function gaps({ candidate, panelist, ratings, recommendation }) {
    const found = [];
    if (bare(candidate.ref) === "") found.push({ at: "candidate" });
    if (bare(panelist.name) === "") found.push({ at: "panelist" });
    for (const one of ratings) {
      if (one.rating === null) found.push({ at: "rating", dimension: one.dimension });
      else if (!isGrounded(one)) found.push({ at: "evidence", dimension: one.dimension });
    }
    if (recommendation === null) found.push({ at: "recommendation" });
    return found;
  }

  /** The sealed form of a draft that has no gaps. */
  function sealed(record, now) {
    const done = { ...record, status: "sealed", sealed: timeOf(now) };
    return { ...done, seal: seal(done) };
  }

  /** The next revision of a sealed record, as a draft. */
  const revised = (record) => ({
    ...record,
    revision: record.revision + 1,
    status: "draft",
    sealed: null,
    seal: null,
    earlier_seals: [...record.earlier_seals, record.seal],
  });

  /** What a file is called: `scorecard_C-014_deep-dive_AN_r1.json`, without its ending. */
  function fileName({ candidate, stage, panelist, revision }) {
    const part = (text) => text.replace(/[^\p{L}\p{N}-]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "x";
    const initials = panelist.name.match(/\p{L}+/gu)?.map((word) => [...word][0]).join("") ?? "";
    return ["scorecard", part(candidate.ref), stage ?? "all", part(initials), `r${revision}`].join("_");
  }

  // ---- seals ------------------------------------------------------------------------------------

  /** JSON with sorted keys and no white space. */
  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (!TYPES.object(value)) return JSON.stringify(value);
    const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${pairs.join(",")}}`;
  }

  /** The seal of a record: of all of it but the seal. */
  function seal({ seal: _, ...rest }) {
    return `sha256-${sha256(new TextEncoder().encode(canonical(rest)))}`;
  }

  /** What is posted to the panel: the first 40 bits of a seal in Crockford's base 32, `K7QM-2XNA`. */
  function code(seal) {
    const bits = BigInt(`0x${seal.slice(7, 17)}`);
    const letter = (at) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[Number((bits >> BigInt(35 - 5 * at)) & 31n)];
    const letters = Array.from({ length: 8 }, (_, at) => letter(at)).join("");
    return `${letters.slice(0, 4)}-${letters.slice(4)}`;
  }

  /** SHA-256 of bytes (FIPS 180-4), since browsers have `crypto.subtle` on safe hosts only. */
  function sha256(bytes) {
    const isPrime = (number) => {
      for (let by = 2; by * by <= number; by += 1) if (number % by === 0) return false;
      return true;
    };
    const primes = [];
    for (let number = 2; primes.length < 64; number += 1) if (isPrime(number)) primes.push(number);
    const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
    const keys = primes.map((prime) => fraction(Math.cbrt(prime)));
    const state = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
    const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, bytes.length << 3);
    const turned = (word, by) => (word >>> by) | (word << (32 - by));
    const words = new Int32Array(64);
    for (let start = 0; start < padded.length; start += 64) {
      for (let at = 0; at < 16; at += 1) words[at] = view.getInt32(start + 4 * at);
      for (let at = 16; at < 64; at += 1) {
        const [far, near] = [words[at - 15], words[at - 2]];
        const low = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
        const high = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
        words[at] = words[at - 16] + low + words[at - 7] + high;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let at = 0; at < 64; at += 1) {
        const mixed = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
        const one = (h + mixed + ((e & f) ^ (~e & g)) + keys[at] + words[at]) | 0;
        const other = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [a, b, c, d, e, f, g, h] = [(one + other) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((word, at) => {
        state[at] = (state[at] + word) | 0;
      });
    }
    return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  return {
    LIMITS, reader, read, hold, isOnce, isTime, blank, gaps, isGrounded, sealed, revised, seal, code,
    canonical, sha256, fileName, tickOf, timeOf,
  };
})();
