// What a word is to the matching, and when two texts say the same: a port of
// `src/derive/matching/words.rs`, whose comments say why. See `matching.js`.
"use strict";

globalThis.rungsWords = (() => {
  const WORD = /[\p{Alphabetic}\p{N}]/u;
  const SPACE = /\p{White_Space}/u;
  const SPACE_AT_END = /\p{White_Space}+$/u;
  const APOSTROPHE = /['\u2019\u02bc\uff07]/;
  const ZERO_WIDTH = /[\u00ad\u200b-\u200d\u2060\ufeff]/;
  const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3134f}]/u;
  const OPENED = { s: "", m: "am", re: "are", ve: "have", ll: "will", d: "would" };

  /** The words of a plain text, in order, in lower case, with contractions opened. */
  function wordsOf(text) {
    const words = [];
    let word = "";
    let apostrophe = -1;
    const flush = () => {
      if (word === "") return;
      let stem = apostrophe < 0 ? word : word.slice(0, apostrophe);
      const ending = apostrophe < 0 ? "" : word.slice(apostrophe);
      let opened = Object.hasOwn(OPENED, ending) ? OPENED[ending] : ending;
      if (ending === "t") {
        if (stem.endsWith("n")) stem = stem.slice(0, -1);
        opened = "not";
      }
      if (stem !== "") words.push(stem);
      if (opened !== "") words.push(opened);
      word = "";
      apostrophe = -1;
    };
    for (const letter of text) {
      if (APOSTROPHE.test(letter)) {
        if (word !== "" && apostrophe < 0) apostrophe = word.length;
      } else if (ZERO_WIDTH.test(letter)) {
        // Stands inside a word.
      } else if (!WORD.test(letter)) {
        flush();
      } else if (UNSPACED.test(letter)) {
        flush();
        word = letter;
        flush();
      } else {
        word += letter.toLowerCase();
      }
    }
    flush();
    return words;
  }

  const PRONOUNS = new Set(["i", "you", "we", "they", "he", "she"]);
  const IMPERSONAL = new Map([
    ...["your", "our", "their", "his", "her"].map((word) => [word, "my"]),
    ...["yourself", "ourselves", "themselves", "himself", "herself", "themself"].map((word) => [word, "myself"]),
    ...["are", "is", "be"].map((word) => [word, "am"]),
    ["has", "have"],
    ["does", "do"],
  ]);
  const impersonal = (word) => IMPERSONAL.get(word) ?? word;

  /** The part of a verb that the third person leaves alone. */
  function firstPerson(verb) {
    if (verb.endsWith("ies")) return verb.slice(0, -3);
    if (verb.endsWith("y")) return verb.slice(0, -1);
    if (!verb.endsWith("s")) return verb;
    if (/(ch|sh|ss|x|zz)es$/.test(verb)) return verb.slice(0, -2);
    return verb.endsWith("ss") ? verb : verb.slice(0, -1);
  }

  /** Equal for texts that say the same; empty for a text without a word. */
  function sameKey(words) {
    let verbSeen = false;
    const said = [];
    for (const word of words) {
      if (PRONOUNS.has(word)) continue;
      let key = impersonal(word);
      if (!verbSeen && !key.endsWith("ly")) {
        verbSeen = true;
        key = firstPerson(key);
      }
      said.push(`${key} `);
    }
    return said.join("");
  }

  return { WORD, SPACE, SPACE_AT_END, PRONOUNS, wordsOf, impersonal, sameKey };
})();
