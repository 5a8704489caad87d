// Draws what changes from one level to another, as the pages of steps show it: the same elements,
// classes and words as `step.html` and what stands behind it, from what `matching.js` says.
//
// Words come from the page (`_words`), texts from the roles' data. Nothing is parsed as HTML.
"use strict";

globalThis.rungsStep = (() => {
  const { matched } = globalThis.rungsMatching;
  const { wordChanges, isRewritten } = globalThis.rungsChanges;

  // ---- words and elements ----------------------------------------------------------------------

  const { word, inWords } = globalThis.rungsSpoken();

  const { lang: ownLang, dir: ownDir } = document.documentElement;
  const speechOf = (end) => end?.level.language ?? [ownLang, ownDir || "ltr"];

  /** What an element with a level's text needs within one of another level's text, or of the page. */
  function langOf(end, around) {
    const [[lang, dir], [langAround, dirAround]] = [speechOf(end), speechOf(around)];
    return lang === langAround ? {} : { lang, dir: dir === dirAround ? undefined : dir };
  }

  /** The same, of words of the interface. */
  const wordsIn = ({ level }) => (inWords.lang || !level.language ? inWords : { lang: ownLang });

  function list(parts) {
    const last = parts.at(-1);
    return parts.length < 2 ? last : word("list.and", { list: parts.slice(0, -1).join(word("list.comma")), last });
  }

  /** An element; what is nothing among attributes and children is left out. */
  function h(name, attributes = {}, ...children) {
    return filled(document.createElement(name), attributes, children);
  }

  function svg(name, attributes = {}, ...children) {
    return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
  }

  function filled(element, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== ""));
    return element;
  }

  // What `pieces` may hold; anything else would be a mistake in the data.
  const MARKUP = new Set(["a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "s", "strong", "ul"]);

  /** Text or marked-up text, as nodes. */
  function nodes(pieces) {
    if (typeof pieces === "string") return [pieces];
    return (pieces ?? []).map((piece) => {
      if (typeof piece === "string") return piece;
      const [name, ...rest] = piece;
      if (!MARKUP.has(name)) return "";
      return name === "a" ? h("a", { href: rest[0] }, ...nodes(rest.slice(1))) : h(name, {}, ...nodes(rest));
    });
  }

  // ---- what there is to draw -------------------------------------------------------------------

  /** Two levels, each `[role, place]`, with all that is drawn of them. */
  function stepOf(from, to) {
    const { known, rows } = matched(from, to);
    const [one, other] = [endOf(from), endOf(to)];
    const isBeside = one.role.track !== other.role.track;
    // Levels of two roles may have one name: then the role's is said too.
    for (const end of [one, other]) {
      end.label = one.level.name === other.level.name ? `${end.level.name} ${end.role.title}` : end.level.name;
    }
    const groups = rows.map((row) => groupOf(row, known));
    return { from: one, to: other, isBeside, groups, sections: sectionsOf(groups, one, other), size: sizeOf(groups) };
  }

  function endOf([role, place]) {
    return { role, level: role.levels[place], place, marked: new Map(role.marked) };
  }

  function groupOf({ from, to, pairs }, known) {
    const main = to ?? from;
    const [fromItems, toItems] = [from?.behaviours ?? [], to?.behaviours ?? []];
    const isGone = (place) => to?.state !== "not-written" && pairs.every((pair) => pair.from !== place);
    const gone = [...fromItems.keys()].filter(isGone);
    const same = pairs.filter((pair) => pair.same).length;
    const size = { new: toItems.length - pairs.length, reworded: pairs.length - same, same, gone: gone.length };
    const renamed = from && to && from.name !== to.name ? from.name : undefined;
    const states = [from?.state ?? "unmarked", to?.state ?? "unmarked"];
    return { key: main.key, pillar: main.pillar, name: main.name, renamed, fromItems, toItems, pairs, gone, size, states, known };
  }

  function sizeOf(parts) {
    const sum = { new: 0, reworded: 0, same: 0, gone: 0 };
    for (const { size } of parts) for (const kind of Object.keys(sum)) sum[kind] += size[kind];
    return sum;
  }

  /** The groups of each pillar, in order. */
  function sectionsOf(groups, from, to) {
    const pillars = new Map([...from.role.pillars, ...to.role.pillars].map(([id, name, icon]) => [id, { id: `p_${id}`, name, icon }]));
    const others = { attributes: { id: "_attributes", word: "step.size" }, rest: { id: "_rest", word: "step.rest" } };
    const sections = new Map();
    for (const group of groups) {
      const part = pillars.get(group.pillar) ?? others[group.pillar ?? "rest"];
      if (!sections.has(part.id)) sections.set(part.id, { ...part, groups: [] });
      sections.get(part.id).groups.push(group);
    }
    return [...sections.values()].map((section) => ({ ...section, size: sizeOf(section.groups) }));
  }

  // ---- how big it is, in a sentence and in a table ----------------------------------------------

  function sentence({ from, size, sections }) {
    const all = size.new + size.reworded + size.same;
    if (all + size.gone === 0) return word("step.nothing_written");
    const kinds = [["step.are_new", size.new], ["step.are_reworded", size.reworded], ["step.stay", size.same]];
    const parts = kinds.filter(([, count]) => count > 0).map(([key, count]) => word(key, { count }));
    const most = sections.length > 1 && size.new > 3 && sections.find((one) => one.size.new * 2 > size.new);
    const key = most?.name ? "step.expectations_mostly" : "step.expectations";
    const change = all === 0 ? word("step.nothing_expected") : word(key, { count: all, list: list(parts), pillar: most?.name });
    return size.gone === 0 ? change : `${change} ${word("step.are_gone", { count: size.gone, level: from.label })}`;
  }

  function sentenceBeside({ from, to, size }) {
    const shared = size.same + size.reworded;
    if (shared + size.new + size.gone === 0) return word("step.nothing_written");
    const fills = { count: shared, from: from.label, to: to.label, reworded: size.reworded };
    const key = size.reworded === 0 ? "step.share_same" : size.same === 0 ? "step.share_reworded" : "step.share";
    const both = shared === 0 ? word("step.share_nothing", { from: from.label, to: to.label }) : word(key, fills);
    const only = (count, { label }) => word("step.expected_only", { count, level: label });
    return word("step.beside", { shared: both, only_from: only(size.gone, from), only_to: only(size.new, to) });
  }

  const LONGEST = 24;
  const PLACE = 11;

  /** A block for each line: full, half below a diagonal, hollow, a cross, or the half of one level. */
  function block(kind, place) {
    const [x, y] = [(place % LONGEST) * PLACE + 1, Math.floor(place / LONGEST) * PLACE + 1];
    if (kind === "reworded") return `M${x} ${y}v9h9z`;
    if (kind === "from") return `M${x} ${y}h4v9h-4z`;
    if (kind === "to") return `M${x + 5} ${y}h4v9h-4z`;
    if (kind === "gone") return `M${x + 1} ${y + 1}l7 7m0 -7l-7 7`;
    return `M${x} ${y}h9v9h-9z`;
  }

  function strip(className, kinds) {
    let before = 0;
    const marks = kinds.flatMap(([kind, count]) => {
      const places = Array.from({ length: count }, () => before++);
      const path = (name) => svg("path", { class: name, d: places.map((at) => block(name, at)).join("") });
      if (count === 0) return [];
      return ["reworded", "from", "to"].includes(kind) ? [path("frame"), path(kind)] : [path(kind)];
    });
    const width = Math.min(Math.max(before, 1), LONGEST) * PLACE;
    const height = Math.max(1, Math.ceil(before / LONGEST)) * PLACE;
    // A key is as high as the words beside it.
    const size = className === "blocks" ? { width, height } : {};
    const box = { viewBox: `0 0 ${width} ${height}`, ...size };
    return svg("svg", { class: className, ...box, "aria-hidden": "true", focusable: "false" }, marks);
  }

  /** The columns of the table: what is counted, how it is drawn, its head, and its word. */
  function columnsOf({ isBeside, from, to }) {
    const only = (level) => word("step.only", { level: level.label });
    return isBeside
      ? [
          ["gone", "from", only(from), only(from)],
          ["reworded", "reworded", word("step.both_reworded"), word("step.both_reworded_label")],
          ["same", "both", word("step.both"), word("step.both_label")],
          ["new", "to", only(to), only(to)],
        ]
      : ["new", "reworded", "same", "gone"].map((kind) => [kind, kind, word(`step.${kind}`), word(`change.${kind}`)]);
  }

  const titleOf = (section) => section.name ?? word(section.word);
  const isShown = ({ fromItems, toItems, states }) =>
    fromItems.length > 0 || toItems.length > 0 || states[0] !== states[1];

  function sizes(step, addressOf) {
    const columns = columnsOf(step);
    const cells = (size) => columns.map(([count, , , label]) => h("td", { "data-label": label }, String(size[count])));
    const heads = columns.map(([, kind, head]) => h("th", { scope: "col" }, strip("strip-key", [[kind, 1]]), head));
    const rows = step.sections.filter(({ groups }) => groups.some(isShown)).map((section) => {
      const blocks = strip("blocks", columns.map(([count, kind]) => [kind, section.size[count]]));
      const link = h("a", { href: addressOf(section.id) }, titleOf(section));
      return h("tr", {}, h("th", { scope: "row" }, h("div", {}, link, blocks)), cells(section.size));
    });
    if (rows.length === 0) return "";
    const corner = h("th", { scope: "col" }, word(step.isBeside ? "step.how_much_shared" : "step.how_much"));
    const table = h(
      "table",
      { class: "sizes" },
      h("caption", { class: "unseen" }, word("step.how_big_caption")),
      h("thead", {}, h("tr", {}, corner, heads)),
      h("tbody", {}, rows),
      h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, word("step.in_all")), cells(step.size))),
    );
    return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": word("step.how_big") }, table);
  }

  // ---- attributes ------------------------------------------------------------------------------

  function attributes({ from, to, isBeside }) {
    const facts = new Map();
    for (const [side, { level }] of [["to", to], ["from", from]]) {
      for (const [id, label, value] of level.facts) facts.set(id, { label, ...facts.get(id), [side]: value });
    }
    if (facts.size === 0) return "";
    const changed = (fact) => JSON.stringify(fact.from) !== JSON.stringify(fact.to);
    const value = (pieces) => (pieces === undefined ? [word("levels.not_set")] : nodes(pieces));
    const entry = (fact) => {
      const side = (end, name) => h("div", {}, h("span", { class: "who" }, end.label), " ", value(fact[name]));
      const unseen = (end) => h("span", { class: "unseen" }, word("list.named", { name: end.label }));
      const arrow = h("span", { "aria-hidden": "true" }, "→");
      const was = () => h("span", { class: "was" }, unseen(from), value(fact.from));
      const now = () => h("span", { class: "now" }, arrow, " ", unseen(to), value(fact.to));
      const asBefore = () => h("span", { class: "as-before" }, word(isBeside ? "step.at_both" : "step.as_before"));
      const both = isBeside ? () => [side(from, "from"), side(to, "to")] : () => [was(), " ", now()];
      const said = changed(fact) ? both() : [...value(fact.to), " ", asBefore()];
      return h("div", { class: changed(fact) ? undefined : "quiet" }, h("dt", {}, fact.label), h("dd", {}, said));
    };
    const all = [...facts.values()].sort((a, b) => changed(b) - changed(a));
    const heading = h("h2", { class: "unseen", id: "_facts" }, word("step.attributes"));
    return h("section", { class: "shifts", "aria-labelledby": "_facts" }, heading, h("dl", {}, all.map(entry)));
  }

  // ---- lines -----------------------------------------------------------------------------------

  /** A line with its markup. */
  const text = (end, item) => nodes(end.marked.get(item.line) ?? item.text);

  /** White space at the ends stays outside, where it is neither underlined nor struck. */
  function tagged(name, text) {
    const inner = text.trim();
    const start = text.length - text.trimStart().length;
    if (inner === "") return [text];
    return [text.slice(0, start), h(name, {}, inner), text.slice(start + inner.length)];
  }

  function reworded(step, from, to, known) {
    const changes = wordChanges(from.text, to.text, known);
    if (isRewritten(changes)) {
      const now = h("ins", { class: "now" }, text(step.to, to));
      const was = h("span", wordsIn(step.to), word("step.was"));
      return [now, " ", h("p", { class: "was" }, was, " ", h("del", langOf(step.from, step.to), text(step.from, from)))];
    }
    return changes.flatMap(([kind, words], at) => {
      const isGlued = changes[at - 1]?.[0] === "delete" && !/\s$/.test(changes[at - 1][1]) && !/^\s/.test(words);
      const written = kind === "equal" ? [words] : tagged(kind === "delete" ? "del" : "ins", words);
      return isGlued ? [" ", ...written] : written;
    });
  }

  function changes(step, { fromItems, toItems, pairs, gone, known }) {
    const line = (kind, ...content) =>
      h("li", { class: kind }, h("span", { class: `tag ${kind}`, ...wordsIn(step.to) }, word(`change.${kind}`)), " ", h("div", {}, content));
    const lines = toItems.map((item, place) => {
      const pair = pairs.find((pair) => pair.to === place);
      if (!pair) return line("new", h("ins", {}, text(step.to, item)));
      if (pair.same) return line("same", text(step.to, item));
      return line("reworded", reworded(step, fromItems[pair.from], item, known));
    });
    const gones = gone.map((place) => line("gone", h("del", langOf(step.from, step.to), text(step.from, fromItems[place]))));
    return lines.length + gones.length > 0 ? h("ul", { class: "changes", ...langOf(step.to) }, lines, gones) : "";
  }

  const plainLines = (end, items) => h("ul", { class: "lines", ...langOf(end) }, items.map((item) => h("li", {}, text(end, item))));

  function unchanged(step, { toItems, pairs, size }) {
    if (size.same === 0) return "";
    const places = pairs.filter((pair) => pair.same).map((pair) => pair.to).sort((a, b) => a - b);
    const isAll = size.new + size.reworded + size.gone === 0;
    const summary = h("summary", {}, word(isAll ? "step.unchanged" : "step.more_unchanged", { count: size.same }));
    return h("details", { class: "same" }, summary, plainLines(step.to, places.map((place) => toItems[place])));
  }

  /** What both expect, and what only one does. */
  function beside(step, { fromItems, toItems, pairs, gone, known }) {
    const half = (changes, own) =>
      changes.flatMap(([kind, words]) => (kind === "equal" ? [words] : kind === own ? tagged("mark", words) : []));
    const side = (name, end, content) =>
      h("div", { class: name, ...langOf(end, step.to) }, h("span", { class: "who" }, end.label), " ", content);
    const shared = [...pairs].sort((a, b) => a.to - b.to).map((pair) => {
      const [from, to] = [fromItems[pair.from], toItems[pair.to]];
      if (pair.same) return h("li", { class: "same" }, text(step.to, to));
      const changes = wordChanges(from.text, to.text, known);
      const isWhole = isRewritten(changes);
      const [lower, upper] = isWhole
        ? [text(step.from, from), text(step.to, to)]
        : [half(changes, "delete"), half(changes, "insert")];
      return h("li", { class: "reworded" }, side("from", step.from, lower), side("to", step.to, upper));
    });
    const fresh = [...toItems.keys()].filter((place) => pairs.every((pair) => pair.to !== place));
    const only = (end, items) =>
      h(
        "div",
        { class: "only" },
        h("h4", {}, word("step.only", { level: end.label })),
        items.length > 0 ? plainLines(end, items) : h("p", { class: "empty" }, word("step.nothing")),
      );
    const both = () => h("div", { class: "shared" }, h("h4", {}, word("step.both")), h("ul", { class: "both", ...langOf(step.to) }, shared));
    const sides = () => [
      only(step.from, gone.map((place) => fromItems[place])),
      only(step.to, fresh.map((place) => toItems[place])),
    ];
    return h(
      "div",
      { class: "beside" },
      shared.length > 0 ? both() : "",
      gone.length + fresh.length > 0 ? sides() : "",
    );
  }

  // ---- the whole -------------------------------------------------------------------------------

  function group(step, one) {
    const said = { "not-expected": "step.not_expected", "not-written": "step.not_written", unmarked: "step.not_mentioned" };
    const says = (state, { label }) => (said[state] ? word(said[state], { level: label }) : "");
    const note = [says(one.states[0], step.from), says(one.states[1], step.to)].filter(Boolean).join(" ");
    const renamed = () => h("p", { class: "note" }, word("step.called", { name: one.renamed, level: step.from.label }));
    const heading = h("h3", { id: one.key }, one.name);
    return h(
      "section",
      { class: "competency" },
      h("div", { class: "side" }, heading, one.renamed ? renamed() : ""),
      h(
        "div",
        { class: "main" },
        note ? h("p", { class: "empty" }, note) : "",
        step.isBeside ? beside(step, one) : [changes(step, one), unchanged(step, one)],
      ),
    );
  }

  function pillar(step, section) {
    const icon = section.icon ? h("span", { class: "icon", "aria-hidden": "true" }, section.icon) : "";
    const heading = h("h2", { id: section.id, tabindex: "-1" }, icon, titleOf(section));
    const groups = section.groups.filter(isShown).map((one) => group(step, one));
    return groups.length > 0 ? h("section", { class: "pillar", "aria-labelledby": section.id }, heading, groups) : "";
  }

  function views({ to }) {
    const view = (id, isChecked, label) =>
      h("label", {}, h("input", { type: "radio", name: "view", id, checked: isChecked }), h("span", {}, label));
    const legend = h("legend", { class: "unseen" }, word("step.show"));
    const all = view("_all", false, word("step.show_all", { level: to.label }));
    return h("fieldset", { class: "switch" }, legend, view("_new", true, word("step.show_new")), all);
  }

  function after({ from, to }) {
    const link = (href, label, text) => h("li", {}, h("a", { href }, h("b", {}, label), ` ${text}`));
    const folder = ({ role }) => `roles/${role.id}`;
    const hasPage = from.role === to.role && to.place === from.place + 1;
    const page = () => link(`${folder(from)}/${from.level.id}-to-${to.level.id}.html`, word("levels.step", { from: from.level.name, to: to.level.name }), word("compare_script.own_page"));
    const hasScorecards = "scorecards" in document.getElementById("_result").dataset;
    const scorecard = () => link(`${folder(to)}/${to.level.id}-scorecard.html`, word("levels.scorecard"), word("step.scorecard", { level: to.label }));
    const nav = { class: "after", "aria-label": word("compare_script.onward") };
    return h("nav", nav, h("ul", { class: "moves" }, hasPage ? page() : "", hasScorecards ? scorecard() : ""));
  }

  /** The heading: `IC3 to IC4 Security Engineer to Software Engineer`. */
  function title({ from, to, isBeside }) {
    const titles = [from.level.title, to.level.title];
    const isOne = from.role === to.role && titles[0] === titles[1];
    const both = word(isBeside ? "step.titles_beside" : "step.titles", { from: titles[0], to: titles[1] });
    return [
      h("span", { class: "rung" }, from.level.name),
      " ",
      h("span", { class: "to" }, word(isBeside ? "step.beside_word" : "step.to")),
      " ",
      h("span", { class: "rung filled" }, to.level.name),
      " ",
      h("span", { class: "titles" }, isOne ? titles[0] : both),
    ];
  }

  /** A level: its page and its sentence. */
  function end([role, place]) {
    const level = role.levels[place];
    const link = h("a", { href: `roles/${role.id}/${level.id}.html`, ...langOf({ level }) }, `${level.name} ${level.title}`);
    return [h("p", { class: "end-name" }, link), level.tagline ? h("div", langOf({ level }), nodes(level.tagline)) : ""];
  }

  /**
   * What changes between two levels, each `[role, place]`: heading, sentence, and the rest.
   * `addressOf` gives the address of a place on the page.
   */
  function draw(from, to, addressOf) {
    const step = stepOf(from, to);
    const pillars = step.sections.map((section) => pillar(step, section));
    return {
      title: title(step),
      sentence: step.isBeside ? sentenceBeside(step) : sentence(step),
      result: [
        sizes(step, addressOf),
        attributes(step),
        step.isBeside || step.sections.length === 0 ? "" : views(step),
        ...pillars,
        after(step),
      ].filter((part) => part !== ""),
    };
  }

  return { draw, end, word, h };
})();
