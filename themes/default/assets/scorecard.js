// A scorecard as a form: what a panelist writes, kept in a file that they download.
//
// The record (`record.js`) is what is true; fields show it and change it, one at a time. A file that
// is opened brings its own snapshot of the card: where the page says something else today, the page
// shows the file's. Nothing is kept here unless the reader asks for it, and nothing is ever sent.
"use strict";

(() => {
  const { LIMITS, blank, code, fileName, gaps, isGrounded, read, revised, sealed, tickOf } = rungsRecord;
  const [data, schema] = ["_card", "_schema"].map((id) => JSON.parse(document.getElementById(id).textContent));
  const { word } = rungsSpoken();
  const by = (id) => document.getElementById(id);
  const sheet = by("_sheet");
  const comma = word("list.comma");
  const title = document.title;
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
  const dated = (text) => day.format(new Date(text));

  const fresh = () => blank(data, { id: newId(), now: new Date() });
  let record = fresh();
  let isDirty = false;
  let status = "";
  /** What has been said of the card as a whole, by kind. */
  const told = new Map();

  /** `crypto.randomUUID` is there on safe hosts only. */
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  function element(name, text = "", className = "") {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  }

  // ---- the page's fields and the record's ---------------------------------------------------------

  const rows = () => [...sheet.querySelectorAll("[data-dimension]")];
  const rowOf = (id) => rows().find((row) => row.dataset.dimension === id);
  const ratingOf = (id) => record.ratings.find(({ dimension }) => dimension === id);
  const dimensionOf = (id) => record.card.dimensions.find((one) => one.id === id);
  const ticked = (row) => [...row.querySelectorAll(".ticks input[value]:not([data-flag])")];
  const tickedAs = (input, { behaviours }) => input.value.split(" ").map((at) => tickOf(behaviours[at]));
  const flagText = (input) => data.red_flags[input.closest("[data-dimension]").dataset.dimension]?.[input.dataset.flag];

  function changed({ target }) {
    if (record.status === "sealed" || target.closest("#_tools")) return;
    const row = target.closest("[data-dimension]");
    const question = target.closest("[data-question]");
    if (target.id === "_candidate") record.candidate.ref = target.value;
    else if (target.id === "_panelist") record.panelist.name = target.value;
    else if (target.id === "_summary") record.summary = target.value;
    else if (target.name === "_recommendation") record.recommendation = target.value;
    else if (target.name === "_level") record.level_view = target.value;
    else if (question) {
      const own = record.questions.find(({ id }) => id === question.dataset.question);
      if (own && "asked" in target.dataset) own.asked = target.checked;
      else if (own) own.notes = target.value;
    } else if (row) {
      const own = ratingOf(row.dataset.dimension);
      if (target.type === "radio") own.rating = target.value;
      else if (target.type !== "checkbox") own.evidence = target.value;
      else if (target.dataset.flag) {
        const flags = [...row.querySelectorAll("[data-flag]:checked")];
        own.red_flags = flags.map(flagText);
      } else {
        const dimension = dimensionOf(own.dimension);
        const seen = ticked(row).filter((one) => one.checked).flatMap((one) => tickedAs(one, dimension));
        own.seen = [...new Set(seen)];
      }
    } else return;
    isDirty = true;
    status = word("card_script.not_saved");
    keep();
    show();
  }

  /** Puts the record into the fields. */
  function fill() {
    by("_candidate").value = record.candidate.ref;
    by("_panelist").value = record.panelist.name;
    by("_summary").value = record.summary;
    by("_date").textContent = dated(record.started);
    choose("_recommendation", record.recommendation);
    choose("_level", record.level_view);
    for (const own of record.ratings) {
      const row = rowOf(own.dimension);
      if (!row) continue;
      row.querySelector(".evidence textarea").value = own.evidence;
      choose(`${row.id}_r`, own.rating);
      const seen = new Set(own.seen);
      const dimension = dimensionOf(own.dimension);
      for (const one of ticked(row)) one.checked = tickedAs(one, dimension).some((tick) => seen.has(tick));
      for (const one of row.querySelectorAll("[data-flag]")) one.checked = own.red_flags.includes(flagText(one));
    }
    for (const own of record.questions) {
      const place = sheet.querySelector(`[data-question="${CSS.escape(own.id)}"]`);
      if (!place) continue;
      place.querySelector("[data-asked]").checked = own.asked;
      place.querySelector("textarea").value = own.notes;
    }
  }

  function choose(name, value) {
    for (const one of sheet.querySelectorAll(`[name="${CSS.escape(name)}"]`)) one.checked = one.value === value;
  }

  // ---- what follows from the record ---------------------------------------------------------------

  function show() {
    const isSealed = record.status === "sealed";
    document.title = isDirty ? `• ${title}` : title;
    const waiting = record.card.dimensions.filter(({ id, must_have }) => must_have && ratingOf(id).rating === null);
    for (const one of sheet.querySelectorAll("textarea, .blanks input")) one.readOnly = isSealed;
    for (const one of sheet.querySelectorAll("[type=radio], .ticks input, [data-asked]")) one.disabled = isSealed;
    for (const one of sheet.querySelectorAll("[name=_recommendation]")) one.disabled = isSealed || waiting.length > 0;
    by("_waits").textContent = waiting.length > 0 ? word("card_script.overall_waits", { list: names(waiting) }) : "";
    for (const own of record.ratings) {
      const lack = rowOf(own.dimension)?.querySelector(".lack");
      if (lack) lack.textContent = isGrounded(own) ? "" : word("card_script.no_evidence");
    }
    for (const field of sheet.querySelectorAll("textarea, .blanks input")) {
      field.parentElement.querySelector(":scope > .mirror").textContent = field.value;
    }
    strip();
    bar();
    for (const [id, is] of [["_seal", !isSealed], ["_revise", isSealed]]) by(id).hidden = !is;
    const seal = isSealed ? word("card_script.sealed", { date: dated(record.sealed), code: code(record.seal) }) : "";
    const revision = record.revision > 1 || isSealed ? word("card_script.revision", { number: record.revision }) : "";
    by("_sealed").textContent = [seal, revision].filter(Boolean).join(" · ");
    by("_sealed").hidden = by("_sealed").textContent === "";
    sheet.classList.toggle("is-sealed", isSealed);
    sheet.classList.toggle("is-begun", isSealed || isDirty || record.candidate.ref !== "");
    foot(isSealed);
    tell();
  }

  const names = (list) => list.map(({ name }) => name).join(comma);

  /** Of how many behaviours of each level some were ticked; lowest level first. */
  function strip() {
    const levels = new Map();
    for (const { id, behaviours } of record.card.dimensions) {
      const seen = new Set(ratingOf(id).seen);
      for (const one of behaviours) {
        const cell = levels.get(one.level) ?? { seen: 0, of: 0 };
        levels.set(one.level, { seen: cell.seen + Number(seen.has(tickOf(one))), of: cell.of + 1 });
      }
    }
    // The page's ladder has them in order; a level of an older file goes last.
    const ladder = [...document.querySelectorAll(".strip .rung")].map((rung) => rung.textContent);
    const rank = (level) => (ladder.indexOf(level) + 1 || Infinity);
    const cells = [...levels].sort(([one], [other]) => rank(one) - rank(other));
    const list = by("_strip").querySelector("ul");
    list.replaceChildren(...cells.map(([level, cell]) => element("li", word("card_script.strip_cell", { ...cell, level }))));
    by("_strip").hidden = cells.length === 0;
  }

  function bar() {
    const open = record.ratings.filter(({ rating }) => rating === null);
    by("_count").textContent = word("card_script.rated", { done: record.ratings.length - open.length, of: record.ratings.length });
    const [next] = open.map(({ dimension }) => dimensionOf(dimension));
    by("_next").hidden = !next || record.status === "sealed";
    if (next) {
      by("_next").textContent = word("card_script.next", { dimension: next.name });
      by("_next").href = `#${rowOf(next.id)?.id ?? "_sheet"}`;
    }
    // Said again only when it is something else.
    if (by("_status").textContent !== status) by("_status").textContent = status;
  }

  /** The code on each printed sheet; a style made by a script, which a policy by hash lets be. */
  const sheetStyle = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheetStyle];
  function foot(isSealed) {
    const text = isSealed ? JSON.stringify(word("card_script.sealed_foot", { code: code(record.seal) })) : "";
    sheetStyle.replaceSync(text && `@page { @top-right { font: 8pt sans-serif; content: ${text}; } }`);
  }

  function tell() {
    const expired = record.delete_after && record.delete_after < new Date().toISOString().slice(0, 10);
    told.set("expired", expired ? [word("card_script.expired", { date: dated(record.delete_after) })] : []);
    const lines = [...told.values()].flat();
    by("_told").hidden = lines.length === 0;
    const isSaid = [...by("_told").children].map((one) => one.textContent).join("\n") === lines.join("\n");
    if (!isSaid) by("_told").replaceChildren(...lines.map((line) => element("p", line, "banner")), ...offers());
  }

  // ---- a card as a file has it --------------------------------------------------------------------

  const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const originals = rows();
  const legends = () => rows().filter((row) => !row.hidden);

  /** Shows the record's card: rows as the page has them where they say the same. */
  function draw() {
    for (const row of rows()) if (!originals.includes(row)) row.remove();
    for (const row of originals) row.hidden = !dimensionOf(row.dataset.original ?? row.dataset.dimension);
    for (const row of originals) row.dataset.dimension = row.dataset.original ??= row.dataset.dimension;
    let last = null;
    for (const dimension of record.card.dimensions) {
      const own = data.card.dimensions.find(({ id }) => id === dimension.id);
      let row = originals.find((one) => one.dataset.original === dimension.id);
      if (!own || !isSame(own, dimension)) {
        const drawn = drawnRow(row ?? originals[0], dimension);
        if (!drawn) continue;
        if (row) {
          row.dataset.dimension = "";
          row.hidden = true;
        }
        (row ?? last ?? originals.at(-1)).after(drawn);
        row = drawn;
      }
      last = row;
    }
    legends().forEach((row, at) => {
      row.querySelector(".number").textContent = at + 1;
    });
    told.set("framework", otherFramework());
  }

  /** A row with a dimension's texts of the file, on the pattern of one of the page's. */
  function drawnRow(pattern, { id, name, must_have, anchors, behaviours }) {
    if (!pattern) return null;
    const row = pattern.cloneNode(true);
    const own = `f_${id}`;
    row.hidden = false;
    row.dataset.dimension = id;
    row.querySelector(".name").textContent = name;
    const tag = row.querySelector(".tag.must");
    if (tag) tag.hidden = !must_have;
    if (pattern.dataset.original !== id) row.querySelector(".ask-side").replaceChildren();
    for (const one of row.querySelectorAll("[id], [for], [aria-describedby], [name]")) {
      for (const key of ["id", "for", "aria-describedby", "name"]) {
        if (one.hasAttribute(key)) one.setAttribute(key, one.getAttribute(key).replace(pattern.id, own));
      }
    }
    row.id = own;
    const table = row.querySelector("table.anchors");
    const filled = ["below", "meets", "exceeds"].filter((point) => anchors[point]);
    const [top, body] = [element("tr"), element("tr")];
    for (const point of filled) {
      const head = by("_points").content.querySelector(`[data-point=${point}]`).cloneNode(true);
      const cell = element("td", "", point === "meets" ? "meets" : "");
      cell.dataset.label = head.textContent;
      cell.append(...anchors[point].split("\n").map((line) => element("p", line)));
      top.append(head);
      body.append(cell);
    }
    table.tHead.replaceChildren(top);
    table.tBodies[0].replaceChildren(body);
    table.hidden = filled.length === 0;
    const rest = row.querySelector(".rest");
    rest.hidden = behaviours.length === 0;
    rest.open = true;
    rest.replaceChildren(rest.querySelector("summary"), ...levelsOf(behaviours));
    return row;
  }

  function levelsOf(behaviours) {
    const levels = Map.groupBy(behaviours.map((one, at) => [one, at]), ([{ level }]) => level);
    return [...levels].map(([level, list]) => {
      const part = element("div", "", "part");
      const lines = element("ul", "", "ticks");
      for (const [{ text }, at] of list) {
        const box = element("input");
        Object.assign(box, { type: "checkbox", value: at });
        const label = element("label");
        label.append(box, " ", element("span", text));
        lines.appendChild(element("li")).append(label);
      }
      part.append(element("p", level, "who"), lines);
      return part;
    });
  }

  function otherFramework() {
    if (record.framework.digest === data.framework.digest) return [];
    const now = new Map(data.card.dimensions.map((one) => [one.id, one]));
    const others = record.card.dimensions.filter(({ id, anchors }) => !isSame(now.get(id)?.anchors, anchors));
    return [others.length > 0 ? word("card_script.other_framework", { list: names(others) }) : word("card_script.other_framework_same")];
  }

  // ---- files --------------------------------------------------------------------------------------

  async function open(files) {
    told.set("file", []);
    const [file] = files;
    let problem;
    if (files.length !== 1) problem = word("card_script.one_file");
    else if (file.size > LIMITS.file) problem = word("record.too_large");
    else problem = await file.text().then(take, () => word("card_script.unreadable"));
    by("_open").value = "";
    if (problem) told.set("file", [problem]);
    show();
    if (problem) focusOn(by("_told"));
  }

  /** Takes a file's text; says why not. */
  function take(text) {
    const { record: found, dropped, problem } = read(text, schema);
    if (problem) return word(problem.key, problem.fills);
    const { role_title, level_name, stage_name } = found.card;
    const isHere = ["role", "level", "stage"].every((key) => found[key] === data[key]);
    if (!isHere) return word("card_script.other_card", { card: [role_title, level_name, stage_name].filter(Boolean).join(comma) });
    if (isDirty && !confirm(word("card_script.replace"))) return "";
    put(found);
    told.set("dropped", dropped.length > 0 ? [word("card_script.left_out", { list: dropped.join(comma) })] : []);
    status = "";
    isDirty = false;
    return "";
  }

  function put(found) {
    record = found;
    draw();
    fill();
    refuse([]);
  }

  function download(text, type, ending) {
    const name = `${fileName(record)}.${ending}`;
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    status = word("card_script.downloaded", { file: name });
  }

  function save() {
    download(`${JSON.stringify(record, null, 2)}\n`, "application/json", "json");
    isDirty = false;
    show();
  }

  // ---- sealing ------------------------------------------------------------------------------------

  function seal() {
    const found = gaps(record);
    refuse(found);
    if (found.length > 0) return;
    record = sealed(record, new Date());
    erase();
    save();
    focusOn(by("_sealed"));
  }

  /** Lists what is missing, each with a link to its field. */
  function refuse(found) {
    const box = by("_problems");
    box.hidden = found.length === 0;
    if (box.hidden) return;
    box.querySelector("h3").textContent = word("card_script.refused", { count: found.length });
    const items = found.map(({ at, dimension }) => {
      const row = dimension === undefined ? null : rowOf(dimension);
      const [field, key] = {
        rating: [row?.querySelector("[type=radio]"), "card_script.lacks_rating"],
        evidence: [row?.querySelector(".evidence textarea"), "card_script.lacks_evidence"],
        candidate: [by("_candidate"), "card_script.lacks_candidate"],
        panelist: [by("_panelist"), "card_script.lacks_panelist"],
        recommendation: [by("_recommend"), "card_script.lacks_recommendation"],
      }[at];
      const link = element("a", word(key, { dimension: dimensionOf(dimension)?.name ?? "" }));
      link.href = `#${row?.id ?? field.id}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const enabled = field.matches("fieldset") ? field.querySelector("input:enabled") ?? field : field;
        focusOn(enabled);
      });
      const item = element("li");
      item.append(link);
      return item;
    });
    box.querySelector("ul").replaceChildren(...items);
    focusOn(box);
  }

  function focusOn(place) {
    if (!place) return;
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  }

  function revise() {
    record = revised(record);
    isDirty = true;
    status = word("card_script.not_saved");
    show();
    focusOn(by("_candidate"));
  }

  // ---- a draft in this browser, for who wants it --------------------------------------------------

  const PREFIX = "rungs-scorecard:";
  const DAYS = 7;
  const key = `${PREFIX}${[data.framework.title, data.role, data.level, data.stage ?? ""].join("/")}`;

  /** What is kept for this card; what is past its days goes, of other cards too. */
  function kept() {
    for (const other of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
      const { until } = JSON.parse(localStorage.getItem(other)) ?? {};
      if (!(until > Date.now())) localStorage.removeItem(other);
    }
    const own = localStorage.getItem(key);
    return own === null ? null : JSON.parse(own);
  }

  /** Does something with the browser's storage, which throws where it is refused or full. */
  function trying(what) {
    try {
      return what();
    } catch {
      by("_keep").checked = false;
      by("_keep").disabled = true;
      told.set("storage", [word("card_script.storage_refused")]);
      return undefined;
    }
  }

  function keep() {
    if (!by("_keep").checked) return;
    trying(() => {
      localStorage.setItem(key, JSON.stringify({ until: Date.now() + DAYS * 86_400_000, record }));
      status = word("card_script.kept");
    });
    by("_erase").hidden = !by("_keep").checked;
  }

  function erase() {
    const had = trying(() => {
      const had = localStorage.getItem(key) !== null;
      localStorage.removeItem(key);
      return had;
    });
    by("_keep").checked = false;
    by("_erase").hidden = true;
    told.set("found", []);
    return had;
  }

  let waiting = null;

  /** What can be done with a draft that was found. */
  function offers() {
    if (!told.get("found")?.length) return [];
    const place = element("p", "", "buttons");
    for (const [label, act] of [[by("_finish").dataset.continue, go], [by("_erase").textContent, erased]]) {
      const button = element("button", label);
      button.type = "button";
      button.addEventListener("click", act);
      place.append(button);
    }
    return [place];
  }

  function go() {
    told.set("found", []);
    const problem = take(waiting);
    if (problem) told.set("file", [problem]);
    by("_keep").checked = !problem;
    by("_erase").hidden = Boolean(problem);
    status = problem ? "" : word("card_script.kept");
    isDirty = !problem;
    show();
    focusOn(by("_candidate"));
  }

  function erased() {
    if (erase()) status = word("card_script.erased");
    show();
    focusOn(by("_keep"));
  }

  function start() {
    const isDisk = location.protocol === "file:";
    by("_keep-disk").hidden = !isDisk;
    by("_keep-host").hidden = isDisk;
    by("_keep-name").textContent = location.host;
    const found = trying(kept);
    if (found) {
      waiting = JSON.stringify(found.record);
      told.set("found", [word("card_script.found", { date: dated(found.until - DAYS * 86_400_000) })]);
    }
    // Browsers bring boxes back as they were before a reload.
    by("_keep").checked = false;
    sheet.classList.remove("blank");
    for (const id of ["_tools", "_finish", "_bar"]) by(id).hidden = false;
    fill();
    show();
  }

  // ---- other forms of it --------------------------------------------------------------------------

  const labelOf = (name, value) =>
    sheet.querySelector(`[name="${name}"][value="${value}"]`)?.parentElement.textContent.trim() ?? "–";
  const ratingName = (own) => {
    const point = record.card.points.find(({ id }) => id === own.rating);
    return point?.name ?? (own.rating ? labelOf(originals[0] ? `${originals[0].id}_r` : "", own.rating) : "–");
  };

  function markdown() {
    const { card, candidate, panelist, framework } = record;
    // What somebody typed is text, and no markup.
    const plain = (text) => text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
    const quoted = (text) => plain(text).split("\n").map((line) => `> ${line}`).join("\n");
    const isSealed = record.status === "sealed";
    const lines = [
      `# ${plain([card.role_title, card.level_name, card.stage_name].filter(Boolean).join(" · "))}`,
      `${plain(candidate.ref)} · ${plain(panelist.name)} · ${record.started.slice(0, 10)}`,
      `${plain(framework.title)} ${plain(framework.version)} · ${framework.digest.slice(7, 19)} · ` +
        `${isSealed ? word("card_script.sealed_foot", { code: code(record.seal) }) : word("card_script.drafted")}`,
    ];
    for (const own of record.ratings) {
      const { name, behaviours } = dimensionOf(own.dimension);
      const seen = behaviours.filter((one) => own.seen.includes(tickOf(one)));
      lines.push(`## ${plain(name)}: ${plain(ratingName(own))}`);
      if (own.evidence) lines.push(quoted(own.evidence));
      const items = [...seen.map(({ level, text }) => `- ${plain(level)}: ${plain(text)}`), ...own.red_flags.map((flag) => `- **!** ${plain(flag)}`)];
      if (items.length > 0) lines.push(items.join("\n"));
    }
    const asked = record.questions.filter((one) => one.asked || one.notes);
    if (asked.length > 0) lines.push(`## ${word("card_script.asked")}`);
    for (const { text, notes } of asked) lines.push(plain(text), ...(notes ? [quoted(notes)] : []));
    lines.push(`## ${labelOf("_recommendation", record.recommendation)} · ${labelOf("_level", record.level_view)}`);
    if (record.summary) lines.push(quoted(record.summary));
    download(`${lines.join("\n\n")}\n`, "text/markdown", "md");
    show();
  }

  function csv() {
    // A program of tables would take such a cell for a formula (CWE-1236).
    const cell = (text) => `"${String(text ?? "").replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
    const { role, level, stage, candidate, panelist } = record;
    const lines = [["candidate", "panelist", "role", "level", "stage", "dimension", "rating", "evidence", "seen", "red_flags"]];
    for (const { dimension, rating, evidence, seen, red_flags } of record.ratings) {
      lines.push([candidate.ref, panelist.name, role, level, stage, dimension, rating, evidence, seen.join("\n"), red_flags.join("\n")]);
    }
    lines.push([candidate.ref, panelist.name, role, level, stage, "", record.recommendation, record.summary, record.level_view, ""]);
    download(lines.map((line) => `${line.map(cell).join(",")}\r\n`).join(""), "text/csv", "csv");
    show();
  }

  // ---- events -------------------------------------------------------------------------------------

  sheet.addEventListener("input", changed);
  const clicks = { _seal: seal, _revise: revise, _download: save, _markdown: markdown, _csv: csv, _erase: erased };
  for (const [id, act] of Object.entries(clicks)) by(id).addEventListener("click", act);
  by("_open").addEventListener("change", ({ target }) => open([...target.files]));
  by("_keep").addEventListener("change", ({ target }) => {
    if (target.checked) keep();
    else if (erase()) status = word("card_script.erased");
    show();
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) open([...event.dataTransfer.files]);
  });
  addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
  start();
})();
