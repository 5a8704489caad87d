// The record of a debrief: what was agreed and decided about one candidate, with the ratings that were
// given unchanged beside it. Made, read back, and written as Markdown and as a table. No page in here.
// A port of `src/record/debrief.rs`, whose comments say why.
"use strict";

globalThis.rungsDecision = (() => {
  const { LIMITS, reader, hold, isOnce, isTime, code } = globalThis.rungsRecord;
  const FORMAT = "career-framework.debrief";

  /**
   * The record: `files` and `rows` as `panel.js` has them, `agreed` by dimension, the fields of the
   * `decision`. Recommendations are in it once every dimension was opened, as on the page.
   */
  function recordOf({ files, rows, agreed, decision, isOpened, now }) {
    const [{ record }] = files;
    const { framework, role, level, candidate, card } = record;
    return {
      format: FORMAT,
      version: 1,
      saved: globalThis.rungsRecord.timeOf(now),
      framework,
      role,
      level,
      candidate,
      card: { role_title: card.role_title, level_name: card.level_name, points: card.points },
      files: files.map((file) => entryOf(file.record, isOpened)),
      ratings: rows.map((row) => ratingOf(row, files, agreed.get(row.id))),
      ...decision,
    };
  }

  const entryOf = ({ id, revision, seal, panelist, stage, card, framework, delete_after, ...rest }, isOpened) => ({
    id,
    revision,
    seal,
    panelist,
    stage,
    stage_name: card.stage_name,
    digest: framework.digest,
    recommendation: isOpened ? rest.recommendation : null,
    level_view: isOpened ? rest.level_view : null,
    delete_after,
  });

  /** What each file gives, by its id; one that hasn't the dimension on its card gives nothing. */
  function ratingOf({ id, name, isMust, cells }, files, { rating = null, reason = "" } = {}) {
    const given = files.flatMap(({ record }, at) => (cells[at] ? [{ file: record.id, rating: cells[at].rating }] : []));
    return { dimension: id, name, must_have: isMust, given, agreed: rating, reason };
  }

  // ---- what is lacking -------------------------------------------------------------------------

  const length = (text) => [...text.trim()].length;

  /** Whether an agreed rating is another than somebody gave. */
  const differs = ({ agreed, given }) =>
    agreed !== null && given.some(({ rating }) => rating !== agreed && rating !== "not-observed");

  /**
   * What a record must say and doesn't: `{ at: "reason", dimension, name }` for each agreed rating
   * that isn't everybody's and has no reason; and, once something is decided, `{ at: "level_offered" |
   * "reasons" | "decider" | "decided" }`.
   */
  function gaps(record) {
    const found = record.ratings
      .filter((one) => differs(one) && length(one.reason) === 0)
      .map(({ dimension, name }) => ({ at: "reason", dimension, name }));
    if (record.decision === null) return found;
    const lacks = [
      ["level_offered", record.decision === "offer" && length(record.level_offered) === 0],
      ["reasons", length(record.reasons) < LIMITS.evidence],
      ["decider", length(record.decider) === 0],
      ["decided", record.decided === null],
    ];
    return [...found, ...lacks.filter(([, is]) => is).map(([at]) => ({ at }))];
  }

  // ---- reading ---------------------------------------------------------------------------------

  /** Whether a text says it is such a record, sound or not. */
  function isOne(text) {
    try {
      return JSON.parse(text)?.format === FORMAT;
    } catch {
      return false;
    }
  }

  /** As `rungsRecord.read`. */
  const read = reader(FORMAT, (record) => {
    hold(isTime(record.saved), "saved");
    hold(record.decided === null || isTime(record.decided), "decided");
    const ids = record.files.map(({ id }) => id);
    hold(ids.length > 0 && isOnce(ids), "files");
    for (const { delete_after } of record.files) hold(delete_after === null || isTime(delete_after), "files");
    hold(record.card.points.map(({ id }) => id).join() === globalThis.rungsPanel.POINTS.join(), "card.points");
    hold(isOnce(record.ratings.map(({ dimension }) => dimension)), "ratings");
    record.ratings.forEach(({ given }, at) => {
      const those = given.map(({ file }) => file);
      hold(isOnce(those) && those.every((id) => ids.includes(id)), `ratings[${at}].given`);
    });
    hold(gaps(record).length === 0, "decision", "record.incomplete");
  });

  // ---- for people and for tables ----------------------------------------------------------------

  const nameOf = (record, rating) => record.card.points.find(({ id }) => id === rating)?.name;

  /** A file's panelist, with the stage if it is of one. */
  const whoOf = ({ panelist, stage_name }) => (stage_name ? `${panelist.name}, ${stage_name}` : panelist.name);

  /** What was given and agreed on, in words: a file without the dimension has none. */
  function said(record, one, word) {
    const rated = (rating) => nameOf(record, rating) ?? word(`debrief_script.${rating === "not-observed" ? "not_observed" : "not_agreed"}`);
    const given = record.files.map(({ id }) => {
      const found = one.given.find(({ file }) => file === id);
      return found ? rated(found.rating) : word("debrief_script.not_on_card");
    });
    return { given, agreed: rated(one.agreed) };
  }

  // Text is text in Markdown too: no markup and no line of a table of somebody's making.
  const plain = (text) => text.replace(/[\\`*_[\]<>|#~]/g, "\\$&").replace(/\s*\n\s*/g, "  \n");
  const line = (text) => plain(text.replace(/\s+/g, " ").trim());

  /** The record as Markdown, for a ticket or a folder. */
  function markdown(record, word) {
    const { candidate, card, framework } = record;
    const level = `${card.level_name} ${card.role_title}`;
    const cells = (list) => `| ${list.map(line).join(" | ")} |`;
    const table = (head, rows) => [cells(head), cells(head.map(() => "---")).replaceAll("\\", ""), ...rows.map(cells), ""];
    const heading = (key) => [`## ${line(word(key))}`, ""];
    const told = (key, text) => (text.trim() ? [`**${line(word(key))}**`, "", plain(text.trim()), ""] : []);
    const ratings = record.ratings.map((one) => {
      const { given, agreed } = said(record, one, word);
      const must = one.must_have ? ` (${word("scorecard.must_be_met")})` : "";
      return [`${one.name}${must}`, ...given, agreed, one.reason];
    });
    const isOpen = record.files.some(({ recommendation }) => recommendation !== null);
    const files = record.files.map((file) => [
      whoOf(file),
      word("debrief_script.revision_code", { revision: file.revision, code: code(file.seal) }),
      ...(isOpen ? [recommended(file, word), viewed(file, word, card)] : []),
      file.delete_after ?? word("debrief_script.no_date"),
    ]);
    return [
      `# ${line(word("debrief_script.record_title", { candidate: candidate.ref, level }))}`,
      "",
      line([framework.title, framework.version].filter(Boolean).join(" · ")),
      "",
      ...heading("debrief_script.decision"),
      line(record.decision ? word(`debrief_decision.${record.decision}`) : word("debrief_script.not_decided")),
      "",
      ...told("debrief_script.level_offered", record.level_offered),
      ...told("debrief_script.reasons", record.reasons),
      ...told("debrief_script.dissent", record.dissent),
      ...told("debrief_script.decider", [record.decider, record.decided].filter(Boolean).join(", ")),
      ...heading("debrief_script.ratings"),
      ...table(
        [word("scorecard.dimension"), ...record.files.map(whoOf), word("debrief_script.panel_rating"), word("debrief_script.reason")],
        ratings,
      ),
      ...heading("debrief_script.scorecards"),
      ...table(
        [
          word("scorecard.panelist"),
          word("debrief_script.code"),
          ...(isOpen ? [word("scorecard.recommendation"), word("debrief_script.level_shown")] : []),
          word("debrief_script.delete_after"),
        ],
        files,
      ),
      line(word("debrief_script.no_sum")),
      "",
    ].join("\n");
  }

  const recommended = ({ recommendation }, word) =>
    recommendation === null ? word("debrief_script.none_given") : word(`recommendation.${recommendation}`);

  function viewed({ level_view }, word, card) {
    if (level_view === null) return word("debrief_script.none_given");
    return level_view === "this" ? card.level_name : word(`level_view.${level_view}`);
  }

  /** A line for each rating that was given, for a spreadsheet: no cell can be a formula there. */
  function csv(record, word) {
    const cell = (text) => `"${String(text).replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;
    const head = ["scorecard.candidate", "scorecard.dimension", "scorecard.must_be_met", "scorecard.panelist", "scorecard.stage", "debrief_script.rating", "debrief_script.panel_rating", "debrief_script.reason"];
    const lines = record.ratings.flatMap((one) => {
      const { given, agreed } = said(record, one, word);
      const must = one.must_have ? word("debrief_script.yes") : "";
      return record.files.map((file, at) =>
        [record.candidate.ref, one.name, must, file.panelist.name, file.stage_name, given[at], agreed, one.reason],
      );
    });
    // A mark of UTF-8 for programs that would take it for something else.
    return `\ufeff${[head.map((key) => word(key)), ...lines].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  /** What its files are called: `debrief_C-014`. */
  function fileName({ candidate }) {
    const part = candidate.ref.replace(/[^\p{L}\p{N}-]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
    return `debrief_${part || "x"}`;
  }

  return { recordOf, gaps, isOne, read, markdown, csv, fileName, recommended, viewed };
})();
