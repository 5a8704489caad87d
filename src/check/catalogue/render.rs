use super::{ERROR, NOTE, Rule, WARNING};

/// Codes of `render`: what keeps pages from being made of a framework that is sound.
pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        code: "contrast",
        title: "Colours that can't be told apart",
        explanation: "Two colours of the theme stand on one another, and somebody who sees less \
                      well, or reads in the sun, can't read the one on the other. Text needs a \
                      contrast of 4.5, marks and borders that say something 3 (WCAG 2.2), in \
                      light and in dark.",
        example: "[colours]\npaper = \"#ffffff\"\naccent = \"#ff8a00\"",
        mend: "The message has the nearest colour that can be read. What a theme doesn't say, such \
               as the accent on dark pages, is worked out so that it can be.",
        mended: "[colours]\npaper = \"#ffffff\"\naccent = \"#b05c00\"",
        ..ERROR
    },
    Rule {
        code: "empty-edition",
        title: "An edition of nothing",
        explanation: "`audience` at the head of framework.toml is that of all it declares, and so of \
                      the whole framework. The edition that was asked for doesn't carry it.",
        example: "# content/framework.toml\naudience = \"internal\"\n\n\
                  # rungs build --edition public",
        mend: "Take the key away and say of single items whom they are for, or build another \
               edition.",
        mended: "[[pillar]]\nid = \"pay\"\nname = \"Pay\"\naudience = \"internal\"",
        ..ERROR
    },
    Rule {
        code: "leak",
        title: "A text in an edition that doesn't carry it",
        explanation: "A text is marked for a narrower audience than the edition has, and yet it \
                      stands in the site: whole or in part, as it is or in another writing, such as \
                      percent signs in an address. Nothing has been published. The usual cause is a \
                      theme that has the text in one of its own files, or a file of pages/ with \
                      the same sentence. A text that also stands in something that the edition \
                      carries isn't looked for, nor is one of fewer than four letters.",
        example: "# content/framework.toml\n[[competency]]\nid = \"pay-bands\"\n\
                  name = \"Pay bands\"\naudience = \"internal\"\n\n\
                  # themes/harbour/templates/footer.html\n<p>Ask HR about Pay bands.</p>",
        mend: "Take it out of the file that the message names, or out of what that is made from; or \
               give the text a wider audience, if everybody may read it after all.",
        mended: "# themes/harbour/templates/footer.html\n<p>Ask HR.</p>",
        ..ERROR
    },
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
        code: "theme-cycle",
        title: "A theme that lies over itself",
        explanation: "`base` in theme.toml names the theme that this one is laid over. Following \
                      it leads back to where it began.",
        example: "# themes/harbour/theme.toml\nbase = \"harbour\"",
        mend: "Take `base` away, and the theme is laid over the built-in one, or name another.",
        mended: "# themes/harbour/theme.toml\nbase = \"ledger\"",
        ..ERROR
    },
    Rule {
        code: "unknown-asset",
        title: "A file of the theme that isn't there",
        explanation: "A logo, an icon or a font is named by its path below the theme's assets/. \
                      Nothing is loaded from elsewhere: the site must work from a folder.",
        example: "favicon = \"icn.svg\"",
        mend: "Mend the name, or put the file into assets/.",
        mended: "favicon = \"icon.svg\"",
        ..ERROR
    },
    Rule {
        code: "unknown-edition",
        title: "An edition that isn't there",
        explanation: "Every framework has the editions `public`, `internal` and `panel`; \
                      `[edition.<name>]` in book.toml declares others.",
        example: "rungs build --edition partners",
        mend: "Use a name that the message lists, or declare the edition.",
        mended: "[edition.partners]\naudiences = [\"public\"]\ntitle = \"Careers for partners\"",
        ..ERROR
    },
    Rule {
        code: "unknown-theme",
        title: "A theme that isn't there",
        explanation: "`theme` in book.toml, and `base` in theme.toml, name a folder of themes/, \
                      beside book.toml, or a theme that comes with rungs: `default` or `ledger`.",
        example: "[output.html]\ntheme = \"harbor\"",
        mend: "Mend the name, add the folder, or take the key away for the built-in theme.",
        mended: "[output.html]\ntheme = \"harbour\"",
        ..ERROR
    },
    Rule {
        code: "unknown-language",
        title: "A language that pages have no words in",
        explanation: "`language` in book.toml says what the content is written in. Pages also have \
                      words of their own, such as `Scorecard`; a file says them in each language. \
                      There is none for this one, so they stay English, and say so to screen \
                      readers.",
        example: "[book]\ntitle = \"Career framework\"\nlanguage = \"nl\"",
        mend: "Add themes/<name>/languages/nl.toml, or themes/default/languages/nl.toml if \
               book.toml names no theme. It has the keys of the English file, \
               themes/default/languages/en.toml of rungs; those that are missing stay English.",
        mended: "# themes/default/languages/nl.toml\n[levels]\nscorecard = \"Beoordelingskaart\"",
        ..NOTE
    },
    Rule {
        code: "missing-word",
        title: "A language file that lacks words",
        explanation: "English words stand where a language has none. A newer rungs may have pages \
                      with words that nobody has translated yet.",
        example: "# themes/default/languages/nl.toml\n[levels]\nscorecard = \"Beoordelingskaart\"",
        mend: "Add the words. The English ones are in themes/default/languages/en.toml of rungs, \
               with a line on what each is for where that isn't plain.",
        mended: "# themes/default/languages/nl.toml\n[levels]\nscorecard = \"Beoordelingskaart\"\n\
                 of_role = \"Niveaus van {role}\"",
        ..NOTE
    },
    Rule {
        code: "missing-placeholder",
        title: "A word that leaves out what is filled in",
        explanation: "A name in braces is filled in on the page. Where a translation leaves it out, \
                      readers miss what it stands for.",
        example: "[levels]\nof_role = \"Niveaus\"",
        mend: "Put the braces where the name belongs.",
        mended: "[levels]\nof_role = \"Niveaus van {role}\"",
        ..WARNING
    },
    Rule {
        code: "unknown-placeholder",
        title: "A word with a place that nothing fills",
        explanation: "A name in braces is filled in on the page. Nothing of this name is known \
                      here: names are those of the English word, and aren't translated.",
        example: "[levels]\nof_role = \"Niveaus van {rol}\"",
        mend: "Use the name that the English word has.",
        mended: "[levels]\nof_role = \"Niveaus van {role}\"",
        ..ERROR
    },
];
