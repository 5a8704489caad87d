use super::{ERROR, Rule, WARNING};

/// Codes of `model`: files that contradict each other, or name what isn't there.
pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        code: "bullet-of-pillar",
        title: "A bullet below a pillar instead of a competency",
        explanation: "A pillar groups competencies and expects nothing itself. A bullet directly \
                      below its heading would be lost.",
        example: "## Results\n\n- Closes what was begun.",
        mend: "Put the heading of a competency above it. Prose may stand below a pillar.",
        mended: "## Results\n\n### Ownership\n\n- Closes what was begun.",
        ..ERROR
    },
    Rule {
        code: "conflicting-marks",
        title: "Marks that contradict each other",
        explanation: "Two marks of one bullet or heading answer the same question: two ids, two \
                      audiences, `replace` and `extend`, or a cell that is marked as not \
                      expected and as the same as a lower level. Only one of them can be meant.",
        example: "### Hiring {not-expected not-written}",
        mend: "Keep the one that is meant.",
        mended: "### Hiring {not-written}",
        ..ERROR
    },
    Rule {
        code: "duplicate-heading",
        title: "One competency with two headings in a level",
        explanation: "The same competency, maybe by two of its names, has two headings. Readers \
                      would find half of it at each.",
        example: "### Ownership\n\n- Closes what was begun.\n\n### Accountability     # an alias of it",
        mend: "Put all bullets below one heading.",
        mended: "### Ownership\n\n- Closes what was begun.\n- Says what it cost.",
        ..ERROR
    },
    Rule {
        code: "duplicate-id",
        title: "An id that two things have",
        explanation: "An id names one thing of its kind. Two behaviours of one level can't share \
                      one, and a role's behaviour can't take the id of one it inherits without \
                      saying what it does to it.",
        example: "- Reviews designs. {#reviews}\n- Reviews code. {#reviews}",
        mend: "Give one of them another id. To change an inherited behaviour, add `replace` or \
               `extend` behind its id.",
        mended: "- Reviews designs. {#reviews-designs}\n- Reviews code. {#reviews-code}",
        ..ERROR
    },
    Rule {
        code: "duplicate-name",
        title: "A name that two things have",
        explanation: "Headings and links name things as people read them, so a name, alias or term \
                      must mean one thing. Competencies of different pillars may share a name.",
        example: "[[competency]]\nid = \"impact\"\nname = \"Results\"\n\n[[competency]]\nid = \"delivery\"\n\
                  name = \"Delivery\"\naliases = [\"Results\"]",
        mend: "Rename one of them, or take the alias away.",
        mended: "aliases = [\"Execution\"]",
        ..ERROR
    },
    Rule {
        code: "empty-behaviour",
        title: "A bullet without words",
        explanation: "Nothing is expected by it, and no id can be made of it.",
        example: "### Ownership\n\n- …",
        mend: "Write what is expected, or delete the bullet.",
        mended: "### Ownership\n\n- Closes what was begun.",
        ..ERROR
    },
    Rule {
        code: "impossible-cell",
        title: "A competency that is marked empty and has text",
        explanation: "`{not-expected}` and `{not-written}` say that nothing stands below the \
                      heading, and yet something does. Only one of the two can be meant.",
        example: "### Hiring {not-expected}\n\n- Interviews candidates.",
        mend: "Take the mark away, or the text.",
        mended: "### Hiring {not-expected}",
        ..ERROR
    },
    Rule {
        code: "impossible-parallel",
        title: "A level parallel to one of its own track",
        explanation: "`parallel` says which levels of *other* tracks weigh the same. Two levels of \
                      one track are a step apart.",
        example: "[[track.level]]\nid = \"ic4\"\nparallel = [\"ic5\"]",
        mend: "Name a level of another track, or take it away.",
        mended: "parallel = [\"m3\"]",
        ..ERROR
    },
    Rule {
        code: "impossible-same-as",
        title: "A competency that is the same as at no lower level",
        explanation: "`same_as` names a level that stands below this one in the same role: what \
                      it expects holds here too. In a shared set it names a lower level of the \
                      same track that the set has a file for.",
        example: "# ic3.md\n### Ownership {same_as=ic4}",
        mend: "Name a lower level of the role, or of the set.",
        mended: "### Ownership {same_as=ic2}",
        ..ERROR
    },
    Rule {
        code: "inclusion-cycle",
        title: "A shared set that includes itself",
        explanation: "A set may include others, but not, by whatever detour, itself.",
        example: "# shared/core/shared.toml\ninclude = [\"leads\"]\n\n# shared/leads/shared.toml\n\
                  include = [\"core\"]",
        mend: "Take one of the includes away.",
        mended: "# shared/core/shared.toml\ninclude = []",
        ..ERROR
    },
    Rule {
        code: "level-order",
        title: "Levels out of order",
        explanation: "A role lists its levels from the lowest to the highest, each once, in the \
                      order of its track. Steps and scorecards follow that order.",
        example: "levels = [\"ic4\", \"ic3\"]",
        mend: "Put them in order.",
        mended: "levels = [\"ic3\", \"ic4\"]",
        ..ERROR
    },
    Rule {
        code: "missing-role",
        title: "A role's folder without role.toml",
        explanation: "role.toml says what the role is called, which family and track it belongs \
                      to and which levels it has. The other files of the folder mean nothing \
                      without it.",
        example: "content/roles/analyst/ic3.md     # and no role.toml beside it",
        mend: "Add role.toml, or move the file to the role it belongs to.",
        mended: "title = \"Analyst\"\nfamily = \"security\"\ntrack = \"ic\"\nlevels = [\"ic3\"]",
        ..ERROR
    },
    Rule {
        code: "no-levels",
        title: "A role without levels",
        explanation: "A role is described level by level; with none there is nothing to show.",
        example: "levels = []",
        mend: "Name one level of its track at least.",
        mended: "levels = [\"ic3\"]",
        ..ERROR
    },
    Rule {
        code: "unknown-attribute",
        title: "A fact that framework.toml doesn't declare",
        explanation: "What stands below `[attributes]` in a level's front matter is declared as \
                      `[[attribute]]` in framework.toml, with a label and a type.",
        example: "[attributes]\nhorizon = \"this year\"",
        mend: "Mend the name, or declare the attribute.",
        mended: "[attributes]\nplanning-horizon = \"this year\"",
        ..ERROR
    },
    Rule {
        code: "unknown-behaviour",
        title: "A change to a behaviour that isn't inherited",
        explanation: "`replace`, `extend` and `remove` name by its id a behaviour that an included \
                      shared set has at this level, in this competency. There is none of that id.",
        example: "- Closes findings. {#close-work replace}     # the set has #closes-work",
        mend: "Mend the id, include the set it is in, or drop `replace` and let the line stand on \
               its own.",
        mended: "- Closes findings. {#closes-work replace}",
        ..ERROR
    },
    Rule {
        code: "unknown-competency",
        title: "A competency that framework.toml doesn't declare",
        explanation: "A heading, a dimension of interviews or a skill of a blueprint names a \
                      competency that isn't there. Inheritance and comparison go by declared \
                      competencies, so a misspelt one would fall out of both in silence.",
        example: "### Ownershp",
        mend: "Mend the name. If the name is right, declare it, or add it to the `aliases` of the \
               competency that is meant.",
        mended: "### Ownership",
        ..ERROR
    },
    Rule {
        code: "unknown-family",
        title: "A family that framework.toml doesn't declare",
        explanation: "A role belongs to one job family, named by its id.",
        example: "family = \"enginering\"",
        mend: "Mend the id, or declare the family.",
        mended: "family = \"engineering\"",
        ..ERROR
    },
    Rule {
        code: "unknown-interview",
        title: "A part of the interviews that isn't there",
        explanation: "Within interviews.toml, stages name dimensions and exercises, and dimensions \
                      name areas, by their ids. This id is none of them.",
        example: "[[stage]]\nid = \"deep-dive\"\ndimensions = [\"desing\"]",
        mend: "Mend the id, or add the part that it names.",
        mended: "dimensions = [\"design\"]",
        ..ERROR
    },
    Rule {
        code: "unknown-level",
        title: "A level that isn't there",
        explanation: "Levels are declared once, in the tracks of framework.toml. A role lists \
                      those of its own track; the file of a level is named for its id.",
        example: "track = \"ic\"\nlevels = [\"ic3\", \"m4\"]",
        mend: "Mend the id, or declare the level in its track.",
        mended: "levels = [\"ic3\", \"ic4\"]",
        ..ERROR
    },
    Rule {
        code: "unknown-mark",
        title: "A mark that means nothing here",
        explanation: "The words in braces behind a heading or a bullet are a closed list. For a \
                      competency: `same_as`, `not-expected`, `not-written`, `proficiency` and \
                      `audience`. For a bullet: `#id`, `replace`, `extend`, `replaces` and \
                      `audience`. Pillars and list attributes have `audience` only.",
        example: "### Ownership {sameas=ic2}",
        mend: "Mend the mark, or take it away.",
        mended: "### Ownership {same_as=ic2}",
        ..ERROR
    },
    Rule {
        code: "unknown-pillar",
        title: "A pillar that framework.toml doesn't declare",
        explanation: "A competency may name the pillar it belongs to, by its id.",
        example: "pillar = \"result\"",
        mend: "Mend the id, or declare the pillar.",
        mended: "pillar = \"results\"",
        ..ERROR
    },
    Rule {
        code: "unknown-point",
        title: "A proficiency that its scale doesn't have",
        explanation: "A competency with a `scale` may state how skilled somebody is at a level, \
                      as one of the points of that scale.",
        example: "### Threat modelling {proficiency=expert}",
        mend: "Use a point of the scale, or give the competency the scale that is meant.",
        mended: "### Threat modelling {proficiency=leading}",
        ..ERROR
    },
    Rule {
        code: "unknown-role",
        title: "A role that isn't there",
        explanation: "Paths between roles, and `replaced-by`, name a role by its folder.",
        example: "next = [{ role = \"engineering-managr\" }]",
        mend: "Mend the id. A role that the framework doesn't have is named in free text.",
        mended: "next = [{ name = \"Engineering manager\" }]",
        ..ERROR
    },
    Rule {
        code: "unknown-scale",
        title: "A scale that framework.toml doesn't declare",
        explanation: "A competency may name the scale that its proficiencies are of, by its id.",
        example: "scale = \"skill\"",
        mend: "Mend the id, or declare the scale.",
        mended: "scale = \"proficiency\"",
        ..ERROR
    },
    Rule {
        code: "unknown-shared",
        title: "A shared set that isn't there",
        explanation: "`include` names folders of shared/.",
        example: "include = [\"cor\"]",
        mend: "Mend the name, or add the folder.",
        mended: "include = [\"core\"]",
        ..ERROR
    },
    Rule {
        code: "unknown-track",
        title: "A track that framework.toml doesn't declare",
        explanation: "A role climbs one track, named by its id; its levels are rungs of it.",
        example: "track = \"engineer\"",
        mend: "Mend the id, or declare the track.",
        mended: "track = \"ic\"",
        ..ERROR
    },
    Rule {
        code: "unreachable-level",
        title: "A level file that no page is made of",
        explanation: "The file is there, but role.toml doesn't list its level, so nobody can ever \
                      read it. A published framework kept 43 lines of its highest level unread \
                      for years in this way.",
        example: "levels = [\"ic3\"]     # and ic4.md is there too",
        mend: "List the level, or delete the file.",
        mended: "levels = [\"ic3\", \"ic4\"]",
        ..ERROR
    },
    Rule {
        code: "unused-shared",
        title: "A shared set that no role includes",
        explanation: "What stands in it is on no page.",
        example: "content/shared/leads/ic5.md     # and no role has include = [\"leads\"]",
        mend: "Include it in the roles that it is for, or delete the folder.",
        mended: "include = [\"core\", \"leads\"]",
        ..WARNING
    },
    Rule {
        code: "wrong-id",
        title: "An id that can't be one",
        explanation: "Ids stand in addresses of pages and in links, so they are 1 to 64 lower-case \
                      letters without accents, digits and hyphens.",
        example: "id = \"Threat Modelling\"",
        mend: "Write it so. The name that people read is `name` or `title`, and may be anything.",
        mended: "id = \"threat-modelling\"\nname = \"Threat Modelling\"",
        ..ERROR
    },
    Rule {
        code: "wrong-pillar",
        title: "A competency below another pillar than its own",
        explanation: "Where a competency belongs is declared once, in framework.toml, and pages \
                      show it there. This level file has it elsewhere.",
        example: "## People\n\n### Delivery     # of the pillar Results",
        mend: "Move it below its own pillar, or change the declaration.",
        mended: "## Results\n\n### Delivery",
        ..WARNING
    },
];
