// The search page. What it looks things up in is read on first use: the library, then
// `search/names.js`, then the lines of levels, part after part; each is a classic script, since
// browsers read nothing else from a folder on disk. Lists of places in those files are explained in
// `src/render/search/`. Words shown to people stand in the page.
"use strict";

(() => {
  const box = document.getElementById("_search");
  const field = document.getElementById("_query");
  const results = document.getElementById("_results");
  const status = document.getElementById("_found");
  const index = document.getElementById("_names");
  const { root, names: namesPath, library } = box.dataset;
  const { word, inWords } = globalThis.rungsSpoken();

  /** A word, or that with a number. */
  const say = (key, count) => word(`search_script.${key}`, count === undefined ? {} : { count });
  const said = (key, count) => (inWords.lang ? make("span", inWords, say(key, count)) : say(key, count));

  // ---- What is known ----

  /** `search/names.js`, once it is there. */
  let names;
  /** The parts with lines that are there. */
  const parts = [];
  let isBegun = false;
  let isDone = false;

  globalThis.rungsSearch = (data) => {
    const fields = data.part === undefined ? ["name", "text"] : ["text"];
    const mini = globalThis.MiniSearch.loadJS(data.index, { fields });
    delete data.index;
    if (data.part === undefined) names = Object.assign(data, { mini, places: placeWords(data) });
    else parts.push(Object.assign(data, { mini }));
  };

  function load(path) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = path;
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  }

  async function begin() {
    if (isBegun) return;
    isBegun = true;
    try {
      await load(library);
      await load(namesPath);
      show();
      for (const path of names.parts) {
        await load(root + path);
        show();
      }
      isDone = true;
      show();
    } catch {
      status.textContent = say("failed");
    }
  }

  // ---- Looking up ----

  const between = /[\n\r\p{Z}\p{P}]+/u;
  const parted = (text) => text.toLowerCase().split(between).filter(Boolean);

  /** Words that name a place: levels, and words of roles' titles. */
  function placeWords({ roles }) {
    const titles = roles.map(([title]) => new Set(parted(title)));
    const levels = new Set();
    for (const [, own] of roles) {
      for (const [name] of own) levels.add(name.toLowerCase());
    }
    return { titles, levels };
  }

  const exact = {
    combineWith: "AND",
    prefix: (word, at, all) => word.length > 3 || (word.length > 1 && at === all.length - 1),
    boost: { name: 3 },
  };
  const similar = { ...exact, fuzzy: (word) => word.length > 3 && 0.2, maxFuzzy: 2 };
  const any = { ...similar, combineWith: "OR" };

  /**
   * What is found for a query: things with a name, and lines, best first. Spelling is guessed only
   * where what is written finds next to nothing, and words are left out only where it finds nothing.
   */
  function find(query) {
    const all = [...new Set(parted(query))];
    for (const [how, word, enough] of [[exact, "found", 3], [similar, "similar", 1], [any, "closest", 0]]) {
      const named = names.mini.search(all.join(" "), how).map((hit) => ({ ...hit, entry: names.entries[hit.id] }));
      const lines = findLines(all, how);
      const count = named.length + lines.length;
      if (count >= enough || all.length === 0) return { named, lines, count, word };
    }
  }

  function findLines(all, how) {
    const found = new Map();
    const add = (query, holds) => {
      for (const part of parts) {
        for (const hit of part.mini.search(query, how)) {
          const [text, kind, places] = part.entries[hit.id];
          const kept = holds ? places.map(holds).filter(Boolean) : places;
          if (kept.length === 0) continue;
          const known = found.get(text);
          if (known === undefined) {
            // A line that has the words as they were typed is what was meant.
            const score = hit.score * (text.toLowerCase().includes(query) ? 1.5 : 1);
            found.set(text, { text, kind, terms: hit.terms, score, places: [...kept] });
          } else if (!holds) {
            // Roles of another part have the same line.
            known.places.push(...kept);
          }
        }
      }
    };
    if (all.length > 0) add(all.join(" "));
    const { titles, levels } = names.places;
    const atLevels = new Set(all.filter((word) => levels.has(word)));
    const ofRoles = all.filter((word) => !atLevels.has(word) && titles.some((title) => title.has(word)));
    const rest = all.filter((word) => !atLevels.has(word) && !ofRoles.includes(word));
    if (rest.length > 0 && rest.length < all.length) {
      add(rest.join(" "), ([role, subject, id, own]) => {
        if (!ofRoles.every((word) => titles[role].has(word))) return null;
        const at = own.filter((level) => atLevels.size === 0 || atLevels.has(names.roles[role][1][level][0].toLowerCase()));
        return at.length > 0 && [role, subject, id, at];
      });
    }
    return [...found.values()].sort((one, other) => other.score - one.score);
  }

  // ---- Showing ----

  /** An element with children; text becomes text, whatever it says. */
  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /** A text with the words that were found, marked; of a long one what is near the first of them. */
  function marked(text, terms) {
    const found = new Set(terms);
    const pieces = text.split(/([\n\r\p{Z}\p{P}]+)/u);
    const first = pieces.findIndex((piece) => found.has(piece.toLowerCase()));
    let [from, to] = [0, pieces.length];
    if (text.length > 320) {
      from = Math.max(0, first - 16);
      to = from + 70;
    }
    const nodes = pieces.slice(from, to).map((piece) => (found.has(piece.toLowerCase()) ? make("mark", {}, piece) : piece));
    return [from > 0 ? "… " : "", ...nodes, to < pieces.length ? " …" : ""];
  }

  const groups = {
    roles: ["role", "level"],
    skills: ["competency", "skill"],
    terms: ["term"],
    pages: ["page", "section"],
  };
  /** How many of each group are shown; those whose button was pressed are whole. */
  const limits = { named: 5, lines: 6, sections: 12 };
  let whole = new Set();
  let shown = "";

  function show() {
    const query = field.value.trim();
    if (query !== shown) whole = new Set();
    shown = query;
    index.hidden = query !== "";
    if (query === "") {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    if (names === undefined) {
      status.textContent = say("loading");
      return;
    }
    const start = performance.now();
    const { named, lines, count, word } = find(query);
    const sections = [...namedSections(named), ...lineSections(lines)];
    results.replaceChildren(...cut(sections, "all", limits.sections), ...more("all", sections.length, limits.sections));
    const told = count === 0 ? (isDone ? say("none") : say("loading")) : say(isDone ? word : "so_far", count);
    status.textContent = told;
    // `cargo xtask bench-search` reads it; so can whoever wonders why it is slow.
    performance.measure("rungs-search", { start });
  }

  /** What is shown of a group. */
  const cut = (all, key, limit) => (whole.has(key) ? all : all.slice(0, limit));

  /** The button for the others, if there are others. */
  function more(key, count, limit) {
    if (count <= limit || whole.has(key)) return [];
    const button = make("button", { type: "button", className: "show-more", ...inWords }, say("more", count - limit));
    button.addEventListener("click", () => {
      const isAfter = (hit) => button.compareDocumentPosition(hit) & Node.DOCUMENT_POSITION_FOLLOWING;
      const before = hits().filter((hit) => !isAfter(hit)).length;
      whole.add(key);
      show();
      // The button is gone: on with what it brought.
      (hits()[before] ?? field).focus();
    });
    return [button];
  }

  let number = 0;
  function section(title, count, ...children) {
    const id = `_group-${(number += 1)}`;
    const element = make("section", { className: "found" }, make("h2", { id }, title, " ", make("span", { className: "count" }, String(count))), ...children);
    element.setAttribute("aria-labelledby", id);
    return element;
  }

  function namedSections(named) {
    return Object.entries(groups).flatMap(([group, kinds]) => {
      const own = named.filter(({ entry: [kind] }) => kinds.includes(kind));
      if (own.length === 0) return [];
      const items = own.map(({ entry: [, name, , text, url, of], terms }) => {
        const link = make("a", { className: "hit", href: root + url }, ...marked(name, terms));
        const note = of && of !== name ? [" ", make("span", { className: "note" }, of)] : [];
        const said = text === "" ? [] : [make("p", {}, ...marked(text, terms))];
        return make("li", {}, link, ...note, ...said);
      });
      const list = make("ul", { className: "hits" }, ...cut(items, group, limits.named));
      return [section(said(group), own.length, list, ...more(group, own.length, limits.named))];
    });
  }

  /** Lines by role, the role with the best line first; those that several roles have are by themselves. */
  function lineSections(lines) {
    const byRole = new Map();
    for (const line of lines) {
      const [[role], ...others] = line.places;
      const key = others.some(([other]) => other !== role) ? "several" : role;
      if (!byRole.has(key)) byRole.set(key, []);
      byRole.get(key).push(line);
    }
    return [...byRole].map(([role, own]) => {
      const key = `lines ${role}`;
      const title = role === "several" ? said(role) : names.roles[role][0];
      return section(title, own.length, ...levelGroups(cut(own, key, limits.lines)), ...more(key, own.length, limits.lines));
    });
  }

  /** Lines by the lowest level that has them. */
  function levelGroups(lines) {
    const byLevel = new Map();
    for (const line of lines) {
      const [role] = line.places[0];
      const own = line.places.filter(([one]) => one === role).flatMap(([, , id, levels]) => levels.map((level) => ({ role, level, id })));
      own.sort((one, other) => one.level - other.level);
      const key = levelName(own[0]);
      if (!byLevel.has(key)) byLevel.set(key, { level: own[0].level, items: [] });
      byLevel.get(key).items.push(item(line, own));
    }
    return [...byLevel].sort(([, one], [, other]) => one.level - other.level).map(([name, { items }]) => {
      const title = make("h3", {}, make("span", { className: "rung" }, name));
      return make("div", { className: "at-level" }, title, make("ul", { className: "hits" }, ...items));
    });
  }

  /** A line, and its places in the first of its roles. */
  function item({ text, kind, terms, places }, [first, ...others]) {
    const subject = places[0][1];
    const roles = new Set(places.map(([role]) => role)).size;
    const also = roles > 1 ? [] : others.flatMap((place) => [" ", make("a", { href: address(place) }, levelName(place))]);
    const element = make("li", {}, make("a", { className: "hit", href: address(first) }, ...marked(text, terms)));
    const notes = [];
    if (subject >= 0) notes.push([names.subjects[subject]]);
    if (kind === "example") notes.push([said("example")]);
    if (also.length > 0) notes.push([said("also"), ...also]);
    if (notes.length > 0) {
      const note = notes.flatMap((one, at) => (at > 0 ? [word("list.comma"), ...one] : one));
      element.append(make("p", { className: "note" }, ...note));
    }
    if (roles > 1) {
      const items = places.map(([role, , id, levels]) => {
        const links = levels.map((level) => make("a", { href: address({ role, level, id }) }, levelName({ role, level })));
        return make("li", {}, names.roles[role][0], ...links.flatMap((link) => [" ", link]));
      });
      element.append(make("details", {}, make("summary", inWords, say("in_roles", roles)), make("ul", {}, ...items)));
    }
    return element;
  }

  const levelName = ({ role, level }) => names.roles[role][1][level][0];

  function address({ role, level, id }) {
    const path = root + names.roles[role][1][level][1];
    return id === "" ? path : `${path}#${id}`;
  }

  // ---- Asking ----

  const hits = () => [...results.querySelectorAll("a.hit")];

  let waiting;
  field.addEventListener("input", () => {
    begin();
    clearTimeout(waiting);
    // A framework of many parts takes longer than a letter does to type.
    if (parts.length > 3) waiting = setTimeout(ask, 120);
    else ask();
  });
  function ask() {
    show();
    const query = field.value.trim();
    history.replaceState(null, "", `#${query === "" ? "" : `q=${encodeURIComponent(query)}`}`);
  }
  field.addEventListener("focus", begin);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const all = hits();
    const at = all.indexOf(document.activeElement);
    const isInField = document.activeElement === field;
    if (!isInField && at < 0) return;
    const next = {
      ArrowDown: () => all[at + 1],
      ArrowUp: () => (isInField ? undefined : at === 0 ? field : all[at - 1]),
      Enter: () => (isInField ? all[0] : undefined),
      Escape: () => (isInField ? undefined : field),
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (next === field) field.select();
  });

  /** The query of the address: a search can be linked to. */
  function linked() {
    if (!location.hash.startsWith("#q=")) return;
    try {
      field.value = decodeURIComponent(location.hash.slice(3));
    } catch {
      field.value = location.hash.slice(3);
    }
    if (field.value === "") field.focus();
    begin();
    show();
  }
  addEventListener("hashchange", linked);

  const key = document.getElementById("_search-key");
  const isOn = key.querySelector("input");
  try {
    isOn.checked = localStorage.getItem("rungs-search-key") !== "off";
    isOn.addEventListener("change", () => localStorage.setItem("rungs-search-key", isOn.checked ? "on" : "off"));
    key.hidden = false;
  } catch {
    // A browser that keeps nothing can't keep this either.
  }

  box.hidden = false;
  linked();
})();
