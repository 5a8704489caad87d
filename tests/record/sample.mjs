// A page's data, and a scorecard filled in on it.
const points = ["well-below", "below", "meets", "exceeds"].map((id) => ({ id, name: `“${id}”` }));
const dimension = (id, must_have) => ({
  id,
  name: `Dimension ${id}`,
  must_have,
  anchors: { below: "One line.\nAnother.", meets: "What is enough.", exceeds: "" },
  behaviours: [
    { id: "closes-findings", level: "IC3", text: "Closes what was found." },
    { id: "closes-findings", level: "IC4", text: "Closes what others found." },
  ],
});
const dimensions = [dimension("threats", true), dimension("delivery", false), dimension("people", false)];

export const data = {
  framework: { title: "Harbour & Co.", version: "", digest: `sha256-${"0123456789abcdef".repeat(4)}` },
  role: "pilot",
  level: "ic3",
  stage: "deep-dive",
  card: {
    role_title: "Pilot",
    level_name: "IC3",
    stage_name: "Deep dive",
    points,
    dimensions,
    loop: [...dimensions, dimension("judgement", true)].map(({ id, name, must_have }) => ({ id, name, must_have })),
  },
  questions: [{ id: "first", text: "Tell me of a bad night." }],
  retention_days: 365,
};

/** A draft with everything filled in, `text` wherever there is room for one. */
export function filled(text) {
  const id = "9f1c2d3e-0000-4000-8000-00000000abcd";
  const draft = structuredClone(globalThis.rungsRecord.blank(data, { id, now: new Date("2026-03-02T10:00:00Z") }));
  draft.candidate.ref = text.slice(0, 200);
  draft.panelist.name = "Ada Nübel-Öst";
  ["meets", "exceeds", "not-observed"].forEach((rating, at) => Object.assign(draft.ratings[at], { rating, evidence: text }));
  draft.ratings[0].seen = ["IC3 closes-findings"];
  draft.ratings[1].red_flags = [text];
  Object.assign(draft.questions[0], { asked: true, notes: text });
  return Object.assign(draft, { recommendation: "yes", level_view: "this", summary: text });
}
