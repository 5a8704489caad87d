// The debrief page: takes the panel's sealed scorecards from the reader's disk, puts them beside each
// other, and keeps what is agreed and decided until the reader saves it. Nothing is stored in the
// browser, nothing leaves it, and no name of anybody comes into the address or the title.
//
// What files say becomes text and never markup.
"use strict";

(() => {
  const { LIMITS, read, code } = globalThis.rungsRecord;
  const { MOST, joined, rows: rowsOf, pointsOf, byRating, anchors, differences, seen } = globalThis.rungsPanel;
  const { recordOf, gaps, isOne, read: readDecision, markdown, csv, fileName, recommended, viewed } = globalThis.rungsDecision;
  const { word: spoken } = globalThis.rungsSpoken();
  const at = (id) => document.getElementById(`_${id}`);
  const schemas = JSON.parse(at("schemas").textContent);
  const language = document.documentElement.lang;

  /** The files, `{ name, record }`; what they say of each dimension; which of them is the reader's. */
  let [files, rows, own] = [[], [], ""];
  /** A record of this debrief that was saved before: `{ name, record }`. */
  let before;
  /** Agreed ratings and their reasons by dimension, and the dimensions that were opened. */
  const [agreed, opened] = [new Map(), new Set()];
  /** Whether everything that was typed is in a file of the reader's. */
  let isSaved = true;
  /** Whether the page is as it was opened, with its explanation at the top. */
  let isFirst = true;

  // ---- words and elements -----------------------------------------------------------------------

  // Marks that turn the direction of what follows would turn a sentence around a name.
  const straight = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

  const word = (key, fills = {}) => {
    const bare = Object.entries(fills).map(([name, fill]) => [name, typeof fill === "string" ? straight(fill) : fill]);
    return spoken(key, Object.fromEntries(bare));
  };
  const say = (key, fills) => word(`debrief_script.${key}`, fills);

  /** An element; what is nothing among attributes and children is left out. */
  function h(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    const all = children.flat(Infinity).filter((child) => child !== undefined && child !== "");
    element.append(...all.map((child) => (typeof child === "string" ? straight(child) : child)));
    return element;
  }

  /** Somebody's own words, whole and in lines as written. */
  function quoted(text, kind = "p") {
    const element = h(kind, { class: "quoted", dir: "auto" });
    element.textContent = text;
    return element;
  }

  function list(parts) {
    const last = parts.at(-1);
    return parts.length < 2 ? last ?? "" : word("list.and", { list: parts.slice(0, -1).join(word("list.comma")), last });
  }

  const day = (text) => new Date(text).toLocaleDateString(language, { dateStyle: "medium", timeZone: "UTC" });

  // Where a rating stands to the bar: on it, above, below, far below; a ring if it wasn't observed.
  const SIGNS = {
    "exceeds": "M8 1 13 7H3Z",
    "meets": "M12.5 8A4.5 4.5 0 1 1 3.5 8 4.5 4.5 0 1 1 12.5 8Z",
    "below": "M3 9H13L8 15Z",
    "well-below": "M3 9H13L8 12.5ZM3 13H13L8 16.5Z",
  };

  function sign(rating) {
    const svg = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const drawing = svg("svg", { class: "sign", viewBox: "0 0 16 17", "aria-hidden": "true", focusable: "false" });
    if (rating in SIGNS) drawing.append(svg("path", { class: "bar", d: "M0 8H16" }), svg("path", { class: "mark-of", d: SIGNS[rating] }));
    else drawing.append(svg("circle", { class: "ring", cx: 8, cy: 8, r: 4.5 }));
    return drawing;
  }

  /** A cell's rating, in the words of its own scorecard. */
  const ratingName = (file, rating) => pointsOf(file.record).get(rating) ?? say("not_observed");

  function rating(file, cell) {
    if (!cell) return h("span", { class: "absent" }, say("not_on_card"));
    return h("span", { class: `rating ${cell.rating}` }, sign(cell.rating), " ", ratingName(file, cell.rating));
  }

  const nameOf = ({ record }) => record.panelist.name;
  const stageOf = ({ record }) => record.card.stage_name || say("all_stages");
  const isTwice = (file) => files.some((one) => one !== file && nameOf(one) === nameOf(file));
  /** A name, with the stage where a panelist has two scorecards. */
  const who = (file) => (isTwice(file) ? say("of_stage", { name: nameOf(file), stage: stageOf(file) }) : nameOf(file));

  /** What a row says in a sentence: `Split on a must-have: Exceeds (A. N.), Below (B. K.)`. */
  function reading(row) {
    const gave = byRating(row, files).map(([point, those]) => {
      const rating = ratingName(those[0], point);
      return say("gave", { rating, names: those.map(who).join(word("list.comma")) });
    });
    return gave.length > 0 ? word("list.named", { name: say(row.kind) }) + gave.join(word("list.comma")) : say(row.kind);
  }

  // ---- taking files -----------------------------------------------------------------------------

  const gate = () => document.querySelector("[name=_was]:checked")?.value;
  const problem = (key, fills) => ({ key: `debrief_script.${key}`, fills });

  /** Files from the picker or dropped onto the page: those that fit are taken, the rest is named. */
  async function take(chosen) {
    const [problems, told] = [[], []];
    if (!gate()) return refuse([problem("choose_first")]);
    if (chosen.length > MOST) return refuse([problem("too_many_at_once", { most: MOST })]);
    const texts = await Promise.all(chosen.map(async (file) => [straight(file.name), file.size > LIMITS.file ? undefined : await file.text()]));
    for (const [name, text] of texts) {
      const found = text === undefined ? { problem: { key: "record.too_large", fills: {} } } : taken(name, text, texts.length);
      const of = found.problem;
      if (of) problems.push(of.key.startsWith("record.") ? problem("in_file", { file: name, problem: word(of.key, of.fills) }) : of);
      else told.push(...found.told);
    }
    changed();
    at("status").textContent = [...told, overview()].join(" ");
    refuse(problems);
  }

  /** Takes a file: what there is to tell of it, or the problem with it. */
  function taken(name, text, count) {
    if (isOne(text)) return takenAgain(name, text);
    const found = read(text, schemas.scorecard);
    if (found.problem) return found;
    const { record, dropped } = found;
    if (gate() === "on" && !own && count > 1) return { problem: problem("own_alone") };
    if (before && !fits(before.record, record)) {
      return { problem: problem("other_debrief", { file: name, other: before.name }) };
    }
    const after = joined(files, { name, record });
    if (after.problem) return after;
    files = after.files;
    if (gate() === "on" && !own) own = record.id;
    const told = [];
    if (after.replaced) told.push(say("replaced", { name: nameOf({ record }), revision: record.revision, earlier: after.replaced.record.revision }));
    if (dropped.length > 0) told.push(say("dropped", { file: name, paths: dropped.slice(0, 5).join(word("list.comma")), count: dropped.length }));
    return { told };
  }

  const fits = (one, other) =>
    one.candidate.ref === other.candidate.ref && one.role === other.role && one.level === other.level;

  /** Takes a record that was saved before: what it says stands in the fields again. */
  function takenAgain(name, text) {
    const found = readDecision(text, schemas.debrief);
    if (found.problem) return found;
    if (gate() === "on" && !own) return { problem: problem("own_alone") };
    const { record } = found;
    if (!isSaved) return { problem: problem("unsaved", { file: name }) };
    if (files.length > 0 && !fits(files[0].record, record)) {
      return { problem: problem("other_debrief", { file: name, other: files[0].name }) };
    }
    before = { name, record };
    agreed.clear();
    for (const { dimension, agreed: rating, reason } of record.ratings) {
      if (rating !== null || reason) agreed.set(dimension, { rating, reason });
    }
    for (const choice of document.querySelectorAll("[name=_decided]")) choice.checked = choice.value === record.decision;
    for (const key of FIELDS) at(`field-${key}`).value = record[key] ?? "";
    return { told: [say("again", { file: name })] };
  }

  /** Says what was refused, each with the names of the files, where the reader is led. */
  function refuse(problems) {
    at("problems").hidden = problems.length === 0;
    at("problems-title").textContent = problems.length > 0 ? say("refused", { count: problems.length }) : "";
    at("problems-list").replaceChildren(...problems.map(({ key, fills }) => h("li", {}, word(key, fills))));
    if (problems.length > 0) at("problems").focus();
  }

  /** What there is now, for the status. */
  function overview() {
    if (files.length === 0) return before ? say("record_alone") : "";
    const splits = rows.filter(({ kind }) => kind === "split").length;
    const { candidate, card } = files[0].record;
    const parts = { candidate: candidate.ref, level: `${card.level_name} ${card.role_title}`, count: files.length };
    return [say("loaded", parts), splits > 0 ? say("splits", { count: splits }) : ""].join(" ").trim();
  }

  // ---- drawing ----------------------------------------------------------------------------------

  /** Draws everything anew that hangs on the files. Rows that are open stay so, and count as opened. */
  function changed() {
    rows = rowsOf(files);
    const open = new Set(rows.filter(({ id }) => detailsOf(id)?.open).map(({ id }) => id));
    opened.clear();
    for (const id of open) opened.add(id);
    at("files-label").textContent = say(gate() === "on" && !own ? "own_file" : files.length > 0 ? "more_files" : "all_files");
    at("drop").hidden = !gate();
    at("gate").hidden = files.length > 0;
    if (files.length > 0 && isFirst) at("how").open = isFirst = false;
    at("loaded").replaceChildren(...(files.length > 0 ? [about(), ...banners(), loaded()] : []));
    at("panel").replaceChildren(...(files.length > 0 ? [sideBySide(), flags(), evidence(open), asked(), recommendations()] : []).filter(Boolean));
    at("decision").hidden = files.length === 0;
    at("paper").hidden = files.length > 0;
    for (const field of document.querySelectorAll(".debrief textarea, .debrief .field input")) mirror(field);
    reviewed();
  }

  /** Whom the sheets of paper are about: on screen, the status says it. */
  function about() {
    const { candidate, card, framework } = files[0].record;
    const level = `${card.level_name} ${card.role_title}`;
    return h("p", { class: "about printed" }, [candidate.ref, level, framework.title, framework.version].filter(Boolean).join(" · "));
  }

  /** What is to be known before anything is read. */
  function banners() {
    const { count, rows: differing } = differences(rows, files);
    const found = [];
    if (count > 1) {
      const names = list(differing.map(({ name }) => name));
      found.push(differing.length > 0 ? say("digests_differ", { states: count, names }) : say("digests", { states: count }));
    }
    const today = new Date().toISOString().slice(0, 10);
    for (const file of files.filter(({ record }) => record.delete_after !== null && record.delete_after < today)) {
      found.push(say("past", { file: file.name, date: day(file.record.delete_after) }));
    }
    const missing = (before?.record.files ?? []).filter(({ id, seal }) => !files.some(({ record }) => record.id === id && record.seal === seal));
    if (missing.length > 0) {
      const names = list(missing.map(({ panelist, seal }) => say("gave", { rating: panelist.name, names: code(seal) })));
      found.push(say("missing", { names }));
    }
    return found.map((text) => h("p", { class: "banner" }, text));
  }

  const column = (key) => h("th", { scope: "col" }, word(key));
  const cell = (key, ...children) => h("td", { "data-label": word(key) }, ...children);

  /** A table that scrolls by itself on narrow screens, or is a list there. */
  function table(kind, caption, head, body) {
    const id = `_caption-${kind}`;
    return h("div", { class: `scroll cards ${kind}`, role: "region", tabindex: 0, "aria-labelledby": id },
      h("table", {}, h("caption", { id }, caption), h("thead", {}, h("tr", {}, head)), h("tbody", {}, body)));
  }

  function loaded() {
    const isLocked = (file) => file.record.id === own && files.length > 1;
    const body = files.map((file) => {
      const { record, name } = file;
      const remove = h("button", { type: "button", class: "plain" }, say("remove"), h("span", { class: "unseen" }, ` ${name}`));
      remove.addEventListener("click", () => removed(file));
      return h("tr", {},
        h("th", { scope: "row" }, nameOf(file), record.id === own ? [" ", h("span", { class: "tag plain" }, say("you"))] : ""),
        cell("scorecard.stage", stageOf(file)),
        cell("debrief_script.revision", String(record.revision)),
        cell("debrief_script.code", h("code", {}, code(record.seal))),
        cell("debrief_script.delete_after", record.delete_after === null ? say("no_date") : day(record.delete_after)),
        cell("debrief_script.file", h("span", { class: "file-name" }, name), " ", isLocked(file) ? "" : remove));
    });
    const head = ["scorecard.panelist", "scorecard.stage", "debrief_script.revision", "debrief_script.code", "debrief_script.delete_after", "debrief_script.file"];
    return table("files", say("compare_codes"), head.map(column), body);
  }

  function removed(file) {
    files = files.filter((one) => one !== file);
    if (file.record.id === own) own = "";
    changed();
    at("status").textContent = [say("removed", { file: file.name }), overview()].join(" ");
    at("files").focus();
  }

  const mustTag = ({ isMust }) => (isMust ? [" ", h("span", { class: "tag must" }, word("scorecard.must_be_met"))] : "");

  /** The table of who gave what: the rows that are worth talking about first. */
  function sideBySide() {
    const body = rows.map((row, place) => {
      const link = h("a", { href: `#_d${place}` }, row.name);
      link.addEventListener("click", (event) => goTo(event, row.id));
      return h("tr", { class: row.kind },
        h("th", { scope: "row" }, link, mustTag(row), h("span", { class: "note" }, say(row.kind))),
        files.map((file, at) => h("td", { "data-label": say("of_stage", { name: nameOf(file), stage: stageOf(file) }) }, rating(file, row.cells[at]))),
        h("td", { class: "panel-rating", "data-label": say("panel_rating"), "data-agreed": row.id }));
    });
    const head = [column("scorecard.dimension"), ...files.map((file) => h("th", { scope: "col" }, h("b", {}, nameOf(file)), " ", h("span", { class: "stage" }, stageOf(file)))), column("debrief_script.panel_rating")];
    return h("section", { "aria-labelledby": "_side" },
      h("h2", { id: "_side" }, say("side_by_side")),
      table("sides", say("order"), head, body),
      h("p", { class: "note" }, say("no_sum")));
  }

  /** All red flags in one place. */
  function flags() {
    const found = rows.flatMap((row) => files.flatMap((file, at) => (row.cells[at]?.red_flags ?? []).map((text) => ({ row, file, text }))));
    if (found.length === 0) return undefined;
    return h("section", { class: "red", "aria-labelledby": "_flags" },
      h("h2", { id: "_flags" }, word("scorecard.red_flags")),
      h("ul", { class: "lines" }, found.map(({ row, file, text }) => h("li", {}, text, " ", h("span", { class: "note" }, say("of_stage", { name: who(file), stage: row.name }))))));
  }

  /** Every dimension with what its panelists wrote. */
  function evidence(open) {
    return h("section", { class: "evidence", "aria-labelledby": "_evidence" },
      h("h2", { id: "_evidence" }, say("evidence")),
      h("p", { class: "progress", id: "_progress" }),
      rows.map((row, place) => dimension(row, place, open.has(row.id))));
  }

  const detailsOf = (id) => [...document.querySelectorAll("details.dimension")].find(({ dataset }) => dataset.of === id);

  function dimension(row, place, isOpen) {
    const found = anchors(row.id, files);
    const isMany = found.length > 1;
    const next = rows[place + 1];
    const element = h("details", { class: `dimension ${row.kind}${isShort(row) ? " short" : ""}`, id: `_d${place}`, "data-of": row.id, open: isOpen },
      h("summary", {}, h("h3", {}, row.name), mustTag(row), " ", h("span", { class: "reading" }, reading(row))),
      found.map((one) => [
        isMany ? h("p", { class: "note" }, say("anchors_of", { names: list(one.files.map(who)) })) : "",
        anchorList(one),
      ]),
      h("div", { class: "voices" }, files.map((file, at) => row.cells[at] && voice(row, file, row.cells[at]))),
      silent(row),
      agreement(row, place),
      next ? h("p", { class: "next" }, nextLink(next, say("next", { name: next.name }))) : "");
    element.addEventListener("toggle", () => {
      if (element.open) opened.add(row.id);
      reviewed();
    });
    return element;
  }

  /** Whether a row fits on half a sheet of paper, and isn't parted there. */
  const isShort = ({ cells }) => cells.every((cell) => (cell?.evidence.length ?? 0) < 1000) && cells.length < 5;

  function nextLink(row, text) {
    const link = h("a", { href: `#_d${rows.indexOf(row)}` }, text);
    link.addEventListener("click", (event) => goTo(event, row.id));
    return link;
  }

  /** Opens a row and leads there; the address stays as it is. */
  function goTo(event, id) {
    event.preventDefault();
    const element = detailsOf(id);
    element.open = true;
    const summary = element.querySelector("summary");
    summary.focus({ preventScroll: true });
    element.scrollIntoView();
  }

  function anchorList({ anchors, files: [file] }) {
    const said = Object.entries(anchors).filter(([, text]) => text !== "");
    if (said.length === 0) return h("p", { class: "note" }, say("no_anchors"));
    return h("dl", { class: "scale" }, said.map(([point, text]) =>
      h("div", { class: point }, h("dt", {}, ratingName(file, point)), h("dd", { dir: "auto" }, text.split("\n").map((line) => h("span", {}, line))))));
  }

  /** What one panelist wrote of a dimension. */
  function voice({ id }, file, cell) {
    const ticks = seen(id, file);
    return h("article", { class: "voice" },
      h("h4", {}, nameOf(file), " ", h("span", { class: "stage" }, stageOf(file))),
      h("p", {}, rating(file, cell)),
      cell.evidence.trim() ? quoted(cell.evidence) : h("p", { class: "empty" }, say("no_evidence")),
      ticks.length > 0 ? [h("p", { class: "who" }, say("seen")), h("ul", { class: "ticks" }, ticks.map(({ level, text }) => h("li", {}, h("b", {}, level), " ", text)))] : "",
      cell.red_flags.length > 0 ? [h("p", { class: "who flag" }, word("scorecard.red_flags")), h("ul", { class: "ticks" }, cell.red_flags.map((text) => h("li", {}, text)))] : "");
  }

  /** Who doesn't have the dimension on their card. */
  function silent(row) {
    const those = files.filter((_, at) => !row.cells[at]);
    return those.length > 0 ? h("p", { class: "note" }, word("list.named", { name: say("not_on_card") }) + list(those.map(who))) : "";
  }

  /** The panel's rating, beside those that were given. */
  function agreement(row, place) {
    const known = agreed.get(row.id) ?? { rating: null, reason: "" };
    const options = [["", say("not_agreed")], ...pointsOf(files[0].record), ["not-observed", say("not_observed")]];
    const select = h("select", { id: `_agreed-${place}`, autocomplete: "off" }, options.map(([value, text]) => h("option", { value, selected: value === (known.rating ?? "") }, text)));
    const reason = h("textarea", { id: `_reason-${place}`, rows: 2, maxlength: LIMITS.text, autocomplete: "off", spellcheck: "false" });
    reason.value = known.reason;
    const keep = () => {
      agreed.set(row.id, { rating: select.value || null, reason: reason.value });
      touched();
    };
    select.addEventListener("change", keep);
    reason.addEventListener("input", keep);
    return h("div", { class: "agreement", role: "group", "aria-label": say("agreed_on", { name: row.name }) },
      h("p", { class: "field" }, h("label", { for: select.id }, say("panel_rating")), select, h("span", { class: "printed", "data-agreed": row.id })),
      h("p", { class: "field" }, h("label", { for: reason.id }, say("reason")), reason));
  }

  /** What was asked, and the notes on it. */
  function asked() {
    const found = new Map();
    for (const file of files) {
      for (const { id, text, asked, notes } of file.record.questions) {
        if (!asked && !notes.trim()) continue;
        const key = `${id} ${text}`;
        found.set(key, [...(found.get(key) ?? []), { file, text, notes }]);
      }
    }
    if (found.size === 0) return undefined;
    return h("section", { class: "asked", "aria-labelledby": "_asked" },
      h("h2", { id: "_asked" }, say("questions")),
      h("details", {}, h("summary", {}, say("questions_asked", { count: found.size })),
        [...found.values()].map((answers) => [
          h("h3", {}, answers[0].text),
          h("dl", { class: "answers" }, answers.map(({ file, notes }) => h("div", {}, h("dt", {}, who(file)), notes.trim() ? quoted(notes, "dd") : h("dd", { class: "empty" }, say("no_notes"))))),
        ])));
  }

  // ---- evidence first ---------------------------------------------------------------------------

  const isOpened = () => rows.every(({ id }) => opened.has(id));

  function recommendations() {
    return h("section", { class: "recommendations", "aria-labelledby": "_recommended" }, h("h2", { id: "_recommended" }, say("recommendations")), h("div", { id: "_recommendations" }));
  }

  /** Says how many rows were opened; once all were, recommendations and level views are shown. */
  function reviewed() {
    if (files.length === 0) return;
    const left = rows.filter(({ id }) => !opened.has(id));
    const count = say("evidence_first", { done: rows.length - left.length, count: rows.length });
    const onwards = left.length > 0 ? [count, " ", nextLink(left[0], say("next", { name: left[0].name }))] : [count];
    at("progress").replaceChildren(...onwards);
    const place = at("recommendations");
    const isShown = place.querySelector("table") !== null;
    if (left.length > 0) place.replaceChildren(h("p", { class: "folded" }, say("folded"), " ", list(left.map(({ name }) => name)), "."));
    else if (!isShown) {
      place.replaceChildren(recommended_());
      at("status").textContent = say("unfolded");
    }
    told();
  }

  function recommended_() {
    const body = files.map((file) => h("tr", {},
      h("th", { scope: "row" }, nameOf(file), " ", h("span", { class: "stage" }, stageOf(file))),
      cell("scorecard.recommendation", recommended(file.record, word)),
      cell("debrief_script.level_shown", viewed(file.record, word, file.record.card)),
      cell("debrief_script.summary", file.record.summary.trim() ? quoted(file.record.summary, "span") : say("no_summary"))));
    return table("recommended", say("recommendations_caption"), ["scorecard.panelist", "scorecard.recommendation", "debrief_script.level_shown", "debrief_script.summary"].map(column), body);
  }

  // ---- the decision -----------------------------------------------------------------------------

  const FIELDS = ["level_offered", "reasons", "dissent", "decider", "decided"];

  function decision() {
    const fields = Object.fromEntries(FIELDS.map((key) => [key, at(`field-${key}`).value]));
    const chosen = document.querySelector("[name=_decided]:checked")?.value ?? null;
    return { decision: chosen, ...fields, decided: fields.decided || null };
  }

  const record = () => recordOf({ files, rows, agreed, decision: decision(), isOpened: isOpened(), now: new Date() });

  const title = document.title;

  /** Something was typed or chosen that is in no file yet. */
  function touched() {
    isSaved = false;
    document.title = `• ${title}`;
    at("saved").textContent = say("not_saved");
    told();
  }

  function saved(text) {
    isSaved = true;
    document.title = title;
    at("saved").textContent = text;
  }

  /** Agreed ratings stand beside those that were given, and on paper. */
  function told() {
    for (const place of document.querySelectorAll("[data-agreed]")) {
      const rating = agreed.get(place.dataset.agreed)?.rating;
      place.replaceChildren(rating ? h("span", { class: `rating ${rating}` }, sign(rating), " ", ratingName(files[0], rating)) : say("not_agreed"));
    }
  }

  /** What stands in a field, for paper: a browser prints only the lines that it shows. */
  function mirror(field) {
    const known = field.nextElementSibling;
    const place = known?.classList.contains("mirror") ? known : h("span", { class: "mirror printed", "aria-hidden": "true" });
    if (place !== known) field.after(place);
    place.textContent = field.type === "date" && field.value ? day(field.value) : field.value;
  }

  /** What is lacking, with links there; says whether anything is. */
  function lacking(found) {
    for (const { gap, field } of found.map((gap) => ({ gap, field: fieldOf(gap) }))) {
      field.setAttribute("aria-invalid", "true");
      const note = field.parentElement.querySelector(".lack") ?? h("span", { class: "lack", id: `${field.id}-lack` });
      note.textContent = lackOf(gap);
      field.parentElement.append(note);
      field.setAttribute("aria-describedby", [...new Set([...(field.getAttribute("aria-describedby") ?? "").split(" "), note.id])].filter(Boolean).join(" "));
    }
    at("lacking").hidden = found.length === 0;
    at("lacking-list").replaceChildren(...found.map((gap) => {
      const link = h("a", { href: `#${fieldOf(gap).id}` }, lackOf(gap));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        if (gap.dimension) detailsOf(gap.dimension).open = true;
        fieldOf(gap).focus();
      });
      return h("li", {}, link);
    }));
    if (found.length > 0) at("lacking").focus();
    return found.length > 0;
  }

  const fieldOf = (gap) => (gap.dimension ? at(`reason-${rows.findIndex(({ id }) => id === gap.dimension)}`) : at(`field-${gap.at}`));
  const lackOf = ({ at: key, name }) => say(`lacks_${key}`, { name: name ?? "", least: LIMITS.evidence });

  function cleared() {
    for (const note of document.querySelectorAll(".lack")) {
      const field = note.parentElement.querySelector("[aria-invalid]");
      field.removeAttribute("aria-invalid");
      const others = field.getAttribute("aria-describedby").split(" ").filter((id) => id !== note.id);
      if (others.length > 0) field.setAttribute("aria-describedby", others.join(" "));
      else field.removeAttribute("aria-describedby");
      note.remove();
    }
  }

  /** Gives the reader a file, if nothing is lacking from the record. */
  function download(kind, ending, write) {
    cleared();
    const made = record();
    if (lacking(gaps(made))) return;
    const url = URL.createObjectURL(new Blob([write(made)], { type: kind }));
    const name = `${fileName(made)}.${ending}`;
    h("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    if (ending === "json") saved(say("saved_as", { file: name }));
    else at("saved").textContent = say("written_as", { file: name });
  }

  // ---- the page ---------------------------------------------------------------------------------

  for (const choice of document.querySelectorAll("[name=_was]")) {
    choice.addEventListener("change", () => {
      refuse([]);
      if (gate() === "off") own = "";
      else if (files.length > 0 && !own) [files, before] = [[], undefined];
      changed();
    });
  }
  at("files").addEventListener("change", async ({ target }) => {
    const chosen = [...target.files];
    await take(chosen);
    // The same file can be chosen again.
    target.value = "";
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) take([...event.dataTransfer.files]);
  });
  at("decision").addEventListener("input", touched);
  at("load").closest("main").addEventListener("input", ({ target }) => {
    if (target.matches("textarea, .field input")) mirror(target);
  });
  at("save").addEventListener("click", () => download("application/json", "json", (made) => `${JSON.stringify(made, null, 2)}\n`));
  at("markdown").addEventListener("click", () => download("text/markdown", "md", (made) => markdown(made, word)));
  at("csv").addEventListener("click", () => download("text/csv", "csv", (made) => csv(made, word)));
  at("print").addEventListener("click", () => print());
  addEventListener("beforeunload", (event) => {
    if (!isSaved) event.preventDefault();
  });

  // Browsers choose again what was chosen before a page was reloaded.
  for (const choice of document.querySelectorAll("main [type=radio]")) choice.checked = false;
  at("load").hidden = false;
  at("paper").classList.add("printed");
  changed();
})();
