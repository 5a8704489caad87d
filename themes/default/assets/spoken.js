// Words that a page's scripts say. The page brings them along, in a template: they are those of the
// language file, each by its key, and those with a number in a form for each plural category.
"use strict";

/**
 * The words of the page (`spoken.html`): `word(key, fills)`, and in `inWords` the attributes of an
 * element with such words, where the rest of the page is in another language.
 */
globalThis.rungsSpoken = () => {
  const template = document.getElementById("_words");
  const language = known(template.lang || document.documentElement.lang);
  const plurals = new Intl.PluralRules(language);
  const words = new Map();
  for (const { dataset, textContent } of template.content.children) {
    words.set(`${dataset.word} ${dataset.form ?? ""}`, textContent);
  }

  // A browser may not know the language, and says so by throwing.
  function known(tag) {
    try {
      return Intl.getCanonicalLocales(tag);
    } catch {
      return [];
    }
  }

  /** `{name}` stands for what `fills` has; the number in `count` chooses the form. */
  function word(key, fills = {}) {
    const form = "count" in fills ? plurals.select(fills.count) : "";
    const text = words.get(`${key} ${form}`) ?? words.get(`${key} other`);
    const filled = (whole, name) => (Object.hasOwn(fills, name) ? fills[name].toLocaleString(language) : whole);
    return text.replace(/\{(\w+)\}/g, filled);
  }

  return { word, inWords: template.lang ? { lang: template.lang } : {} };
};
