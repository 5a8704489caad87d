use super::{ERROR, NOTE, Rule};

/// Codes about rules themselves: what settings, content and baseline say of them.
pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        code: "conflicting-settings",
        title: "A rule that is set twice",
        explanation: "`[check]` of book.toml names the rule in two of its lists, or twice in one. \
                      Only one of them can be meant.",
        example: "[check]\ndeny = [\"compound\"]\nallow = [\"compound\"]",
        mend: "Keep the one that is meant.",
        mended: "[check]\ndeny = [\"compound\"]",
        ..ERROR
    },
    Rule {
        code: "missing-reason",
        title: "A rule that is allowed, and nobody says why",
        explanation: "Whoever reads the line next year wonders whether it is right to break the \
                      rule there, or whether somebody was in a hurry.",
        example: "- Plans and builds and runs it. {allow-compound}",
        mend: "Give the reason in a sentence.",
        mended: "- Plans and builds and runs it. {allow-compound=\"one act, in our trade\"}",
        ..ERROR
    },
    Rule {
        code: "stale-baseline",
        title: "Known problems that are gone",
        explanation: "check-baseline.toml holds problems that were there when somebody began to \
                      check. Some of them are mended, or their text has changed. As long as they \
                      stand there, the same problem with the same text could come back unseen.",
        example: "known = [\n  { file = \"content/roles/analyst/ic3.md\", rule = \"compound\", \
                  text = \"3f…\", count = 1 },\n]",
        mend: "Run `rungs check --write-baseline` again: it writes those that are left.",
        mended: "",
        ..NOTE
    },
    Rule {
        code: "unknown-rule",
        title: "A rule that nobody knows",
        explanation: "`[check]` of book.toml, an `allow` or a mark names a rule that there isn't, or \
                      one that always holds, since the site would be wrong without it.",
        example: "[check]\ndeny = [\"compounds\"]",
        mend: "Write the code as it stands in brackets in a report; `rungs explain` lists all.",
        mended: "[check]\ndeny = [\"compound\"]",
        ..ERROR
    },
    Rule {
        code: "unused-allow",
        title: "A rule that is allowed where nothing breaks it",
        explanation: "The item, and what stands below it, has no such problem, or no longer. The \
                      `allow` would hide the next one.",
        example: "- Closes what was begun. {allow-compound=\"one act, in our trade\"}",
        mend: "Take it away.",
        mended: "- Closes what was begun.",
        ..NOTE
    },
];
