// Sealed scorecards of a panel that never met: what panelists hand in, sealed by the page's own script.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { repository } from "./support.mjs";

/** Runs scripts of the built-in theme that need no page; what they define is in `globalThis`. */
export function load(...names) {
  for (const name of names) {
    const path = join(repository, "themes/default/assets", name);
    runInThisContext(readFileSync(path, "utf8"), { filename: path });
  }
  return globalThis;
}

const { rungsRecord } = load("record.js");

/** A UUID that is the same for the same name. */
function uuid(name) {
  const digits = rungsRecord.sha256(new TextEncoder().encode(name));
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Dimensions of a loop: id, name, and whether it must be met. */
export const LOOP = [
  ["threat-fluency", "Threat fluency", true],
  ["secure-design", "Secure design", true],
  ["incident-response", "Incident response", false],
  ["engineering", "Engineering", true],
  ["influence", "Influence without authority", false],
  ["communication", "Communication", false],
  ["prioritisation", "Prioritisation", false],
  ["learning", "Learning", false],
];

const POINTS = [["well-below", "Well below"], ["below", "Below"], ["meets", "Meets"], ["exceeds", "Exceeds"]];
const DIGEST = `sha256-${"5".repeat(64)}`;

const dimension = ([id, name, must_have], level) => ({
  id,
  name,
  must_have,
  anchors: {
    below: `Needs help with ${name.toLowerCase()} that ${level} does not expect.`,
    meets: `Does ${name.toLowerCase()} for a team, from question to evidence.\nSays when it is done.`,
    exceeds: `Does ${name.toLowerCase()} for several teams, and has others do it too.`,
  },
  behaviours: [
    { id: `${id}-alone`, level: "IC3", text: `Does ${name.toLowerCase()} without being asked.` },
    { id: `${id}-others`, level: "IC4", text: `Teaches ${name.toLowerCase()} to others.` },
  ],
});

/**
 * A sealed scorecard. `ratings` has a rating for each dimension of the card, by id; others aren't on
 * the card. `change` may alter anything before it is sealed.
 */
export function card({ panelist, stage = "deep-dive", ratings, change = () => {} }) {
  const on = LOOP.filter(([id]) => id in ratings);
  const record = {
    format: "career-framework.scorecard",
    version: 1,
    id: uuid(`${panelist} ${stage}`),
    revision: 1,
    framework: { title: "Leewharf Career Framework", version: "2026.2", digest: DIGEST },
    role: "security-engineer",
    level: "ic3",
    stage,
    candidate: { ref: "C-014" },
    panelist: { name: panelist },
    started: "2026-03-02T10:00:00Z",
    sealed: "2026-03-02T11:05:00Z",
    status: "sealed",
    seal: null,
    earlier_seals: [],
    delete_after: "2099-03-02",
    card: {
      role_title: "Security Engineer",
      level_name: "IC3",
      stage_name: stage === null ? "" : stage.replace(/^./, (letter) => letter.toUpperCase()).replaceAll("-", " "),
      points: POINTS.map(([id, name]) => ({ id, name })),
      dimensions: on.map((one) => dimension(one, "IC3")),
      loop: LOOP.map(([id, name, must_have]) => ({ id, name, must_have })),
    },
    ratings: on.map(([id, name]) => ({
      dimension: id,
      rating: ratings[id],
      evidence: ratings[id] === "not-observed" ? "" : `${panelist} heard of ${name.toLowerCase()}: two paths named, one closed the same week.`,
      seen: ratings[id] === "exceeds" ? [`IC3 ${id}-alone`, `IC4 ${id}-others`] : [],
      red_flags: [],
    })),
    questions: [
      { id: "q1", text: "Which risk did you leave open, and why?", asked: true, notes: `${panelist}: left the queue open for a week.` },
      { id: "q2", text: "Whom did you have to convince?", asked: false, notes: "" },
    ],
    recommendation: "yes",
    level_view: "this",
    summary: `What ${panelist} would say in two sentences.`,
  };
  change(record);
  record.seal = rungsRecord.seal(record);
  return record;
}

const spread = (text) => Object.fromEntries(text.split(" ").map((letter, at) => [LOOP[at][0], letter]).filter(([, letter]) => letter !== ".").map(([id, letter]) => [id, RATING[letter]]));
const RATING = { w: "well-below", b: "below", m: "meets", e: "exceeds", o: "not-observed" };

/** A card from its ratings in the loop's order, a letter each; `.` isn't on the card. */
export function rated(panelist, letters, more = {}) {
  return card({ panelist, ratings: spread(letters), ...more });
}

/** Two panelists: a split on a must-have, two points apart, one apart, agreed, one assessor, nobody. */
export const TWO = [rated("A. N.", "m e m m m e o o"), rated("B. K.", "m b m e w . m o")];

/** A card as a file that a page can be given. */
export function fileOf(record, name = `${rungsRecord.fileName(record)}.json`) {
  return { name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(record, null, 2)) };
}

/** What most panelists give. */
export const RATED = "m m m m m m m m";

/** A record of a debrief about cards, as the page saves it: nothing was offered, one rating was agreed on. */
export function saved(records) {
  const { rungsDecision, rungsPanel } = load("panel.js", "decision.js");
  const files = records.map((record) => ({ name: "", record }));
  const rows = rungsPanel.rows(files);
  const decision = { decision: "no-offer", level_offered: "", reasons: "Does not meet secure design at this level.", dissent: "", decider: "E. F.", decided: "2026-03-04" };
  const agreed = new Map([[rows[0].id, { rating: "meets", reason: "Named both paths." }]]);
  return JSON.stringify(rungsDecision.recordOf({ files, rows, agreed, decision, isOpened: true, now: new Date("2026-03-04T09:00:00Z") }));
}

/** Loads cards into the debrief page, for somebody who wasn't on the panel. */
export async function bring(page, ...records) {
  await page.locator("[name=_was][value=off]").check();
  await page.locator("#_files").setInputFiles(records.map((record, at) => fileOf(record, records.length > 7 ? `${at}.json` : undefined)));
  await page.locator(".sides").waitFor();
}
