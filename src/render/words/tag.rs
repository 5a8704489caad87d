use super::super::html::Html;

/// Languages that are written from right to left, unless their tag names another script.
const RIGHT_TO_LEFT: [&str; 14] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur"];
/// Scripts of the same kind. Yiddish and Kurdish may be in either.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 9] =
    ["adlm", "arab", "aran", "hebr", "nkoo", "rohg", "samr", "syrc", "thaa"];

/// Which way a language is written: `ltr` or `rtl`, for `dir`.
pub(in crate::render) fn direction(tag: &str) -> &'static str {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let script =
        parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_right_to_left = match script {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&language) || language == "yi",
    };
    if is_right_to_left { "rtl" } else { "ltr" }
}

/// The language without script, country and the like.
pub(super) fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The attributes of an element whose words are in language `tag`, among words in language
/// `around`: with a blank before them, and none if the two are the same.
pub(in crate::render) fn attributes(tag: &str, around: &str) -> Html {
    if tag.eq_ignore_ascii_case(around) {
        return Html::default();
    }
    let dir = match (direction(tag), direction(around)) {
        (own, other) if own == other => String::new(),
        (own, _) => format!(" dir=\"{own}\""),
    };
    Html::new(&format!(" lang=\"{tag}\"{dir}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_says_which_way_it_is_written() {
        for tag in ["ar", "he-IL", "fa", "ur-PK", "yi", "ku-Arab", "AR-eg"] {
            assert_eq!(direction(tag), "rtl", "{tag}");
        }
        for tag in ["en", "de-CH", "ku", "ar-Latn", "zh-Hant-TW"] {
            assert_eq!(direction(tag), "ltr", "{tag}");
        }
    }

    #[test]
    fn a_part_says_what_differs_from_the_rest() {
        assert_eq!(attributes("fr", "en").as_str(), " lang=\"fr\"");
        assert_eq!(attributes("ar", "en").as_str(), " lang=\"ar\" dir=\"rtl\"");
        assert_eq!(attributes("en", "he").as_str(), " lang=\"en\" dir=\"ltr\"");
        assert!(attributes("de-CH", "de-ch").is_empty());
    }
}
