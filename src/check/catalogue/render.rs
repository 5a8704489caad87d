use super::{ERROR, Rule};

/// Codes of `render`: what keeps pages from being made of a framework that is sound.
pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        code: "same-path",
        title: "Two pages with one address",
        explanation: "Addresses are made from the names of files and the ids of levels, and two \
                      come out the same; one page would overwrite the other.",
        example: "content/pages/guide.md\ncontent/pages/guide.html",
        mend: "Rename one of the two files, or change one of the ids.",
        mended: "content/pages/guide.md\ncontent/pages/guide-as-printed.html",
        ..ERROR
    },
    Rule {
        code: "theme",
        title: "A template of the theme that doesn't work",
        explanation: "A file of themes/ takes the place of one of the built-in theme. It isn't a \
                      template, or it asks for something that the page doesn't have.",
        example: "<h1>{{ level.titel }}</h1>",
        mend: "Mend the place that the message shows. Without the file, the built-in one is used.",
        mended: "<h1>{{ level.title }}</h1>",
        ..ERROR
    },
    Rule {
        code: "unknown-theme",
        title: "A theme that isn't there",
        explanation: "`theme` in book.toml names a folder of themes/, beside book.toml.",
        example: "[output.html]\ntheme = \"harbor\"",
        mend: "Mend the name, add the folder, or take the key away for the built-in theme.",
        mended: "[output.html]\ntheme = \"harbour\"",
        ..ERROR
    },
];
