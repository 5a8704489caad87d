use super::{ERROR, Rule, WARNING};

/// Codes of `parse`: what is wrong with one file, whatever the others say.
pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        code: "misplaced-mark",
        title: "A mark that doesn't stand at the end of its bullet",
        explanation: "Words in braces, such as an id, are marks only at the end of a bullet's \
                      first paragraph. Anywhere else they would be read as text.",
        example: "- Reviews designs {#reviews} with the team.",
        mend: "Move the braces to the end of the line.",
        mended: "- Reviews designs with the team. {#reviews}",
        ..ERROR
    },
    Rule {
        code: "missing-framework",
        title: "A content folder without framework.toml",
        explanation: "framework.toml declares the families, tracks, levels and competencies that \
                      all other files refer to. Nothing can be made without it.",
        example: "[book]\ntitle = \"Careers\"\nsrc = \"content\"     # and content/framework.toml isn't there",
        mend: "Add the file, or let `src` in book.toml name the folder that it is in.",
        mended: "src = \"framework\"",
        ..ERROR
    },
    Rule {
        code: "missing-key",
        title: "A key that must be there and isn't",
        explanation: "Some keys can't be guessed: a role without a title, or a competency without \
                      an id, means nothing.",
        example: "[[competency]]\nname = \"Ownership\"",
        mend: "Add the key.",
        mended: "[[competency]]\nid = \"ownership\"\nname = \"Ownership\"",
        ..ERROR
    },
    Rule {
        code: "not-utf8",
        title: "A file that isn't UTF-8 text",
        explanation: "The file was saved in another encoding, often by an older editor or a \
                      spreadsheet, or it is not a text at all.",
        example: "title = \"R\\xe9sum\\xe9\"     # saved as Latin-1",
        mend: "Save it as UTF-8. Pictures and other files that aren't text belong in pages/.",
        mended: "",
        ..ERROR
    },
    Rule {
        code: "outside-path",
        title: "A folder that isn't below book.toml",
        explanation: "Everything that a site is made of lies in one folder, so that it comes with \
                      the repository it is in, and content can't read or write elsewhere.",
        example: "src = \"../careers\"",
        mend: "Write a relative path without `.` and `..`.",
        mended: "src = \"content\"",
        ..ERROR
    },
    Rule {
        code: "symbolic-link",
        title: "A symbolic link among the files",
        explanation: "Links are not followed: one that leads out of the repository would put \
                      whatever it leads to on the site, and it leads elsewhere, or nowhere, on \
                      the machine of somebody else.",
        example: "content/roles/engineer/ic3.md → ../../../elsewhere/ic3.md",
        mend: "Put the file or folder itself in the place of the link. What several roles say \
               alike belongs in a shared set.",
        mended: "",
        ..ERROR
    },
    Rule {
        code: "toml-syntax",
        title: "Text that isn't TOML",
        explanation: "The file, or the part between the `+++` lines of a Markdown file, can't be \
                      read any further. Often a quotation mark or a bracket is missing.",
        example: "title = \"Security Engineer",
        mend: "Mend the line that the message shows. Texts stand in quotation marks, lists in \
               square brackets, dates and numbers in neither.",
        mended: "title = \"Security Engineer\"",
        ..ERROR
    },
    Rule {
        code: "unknown-file",
        title: "A file that nothing is read from",
        explanation: "Which files are read follows from their names and folders. This one is none \
                      of them, so nothing of it is on the site.",
        example: "content/roles/security-engineer/blueprints.toml",
        mend: "Give it the name that is meant, move it to pages/, or delete it.",
        mended: "content/roles/security-engineer/blueprint.toml",
        ..WARNING
    },
    Rule {
        code: "unknown-heading",
        title: "A heading that means nothing",
        explanation: "In a level file `##` is a pillar, a list attribute, or a competency that has \
                      no pillar; `###` is a competency; `#### Examples` holds its examples. The \
                      names are those of framework.toml or their aliases. Other headings, and a \
                      title as `#`, have no place.",
        example: "## Reslts",
        mend: "Mend the name, or declare it in framework.toml. The level's title stands in the \
               front matter.",
        mended: "## Results",
        ..ERROR
    },
    Rule {
        code: "unknown-key",
        title: "A key that means nothing here",
        explanation: "The key is misspelt, or it belongs to another table. It is an error since a \
                      misspelt `audience` would otherwise publish what was meant to be kept.",
        example: "titel = \"Security Engineer\"",
        mend: "Mend its name, move it, or delete it.",
        mended: "title = \"Security Engineer\"",
        ..ERROR
    },
    Rule {
        code: "unknown-value",
        title: "A word that isn't one of those a key can have",
        explanation: "The key has a closed list of values, or the framework declares them, as for \
                      an ordered attribute.",
        example: "audience = \"private\"",
        mend: "Use one of the values that the message names.",
        mended: "audience = \"internal\"",
        ..ERROR
    },
    Rule {
        code: "wider-audience",
        title: "An item for more readers than what it stands in",
        explanation: "Whatever stands in an item has no readers that the item doesn't have: the \
                      strictest `audience` wins. A wider one inside changes nothing, and whoever \
                      wrote it meant something else.",
        example: "### Pay {audience=internal}\n\n- Explains the bands. {#bands audience=public}",
        mend: "Move it to where its readers are, or take the inner `audience` away.",
        mended: "### Pay {audience=internal}\n\n- Explains the bands. {#bands}",
        ..WARNING
    },
    Rule {
        code: "wrong-type",
        title: "A value of another kind than the key has",
        explanation: "For example a text where a list belongs, or a number in quotation marks.",
        example: "levels = \"ic3\"",
        mend: "Write the value as the format asks: lists in square brackets, numbers and dates \
               without quotation marks. A list attribute is a section of the level's text.",
        mended: "levels = [\"ic3\"]",
        ..ERROR
    },
    Rule {
        code: "wrong-value",
        title: "A value that can't be",
        explanation: "It is of the right kind, but out of bounds or at odds with another key: a \
                      weight above 100, a day that isn't in the calendar, a move that names both \
                      a role and a free text.",
        example: "horizon = \"soon\"",
        mend: "The message says what is possible.",
        mended: "horizon = \"90d\"",
        ..ERROR
    },
];
