use super::super::Readers;
use super::*;
use crate::source::Sources;

fn parse(text: &str) -> (LevelFile, Diagnostics) {
    let sources = Sources::from_texts([("a.md", text)]);
    let (file, source) = sources.find("a.md").unwrap();
    let mut diagnostics = Diagnostics::default();
    let readers = Readers::default();
    let mut sieve = Sieve::new(&readers, file, "ic1.md");
    let level = read(&mut sieve, &source.content.text().unwrap().into(), &mut diagnostics);
    (level.unwrap(), diagnostics)
}

#[test]
fn bullets_keep_marks_examples_and_parts_apart() {
    let (level, diagnostics) = parse(
        "## Results\nIntro.\n\n### Ownership {same_as=ic2}\n- Takes *it* {#a audience=panel}\n  \
         on.\n- Two.\n  lines {#b}\n  - Example: an `example`.\n  - A part.\n\nAfter.\n\n\
         #### Examples\n- One.\n",
    );
    assert_eq!(diagnostics.count(crate::diagnostic::Severity::Error), 1, "{diagnostics:?}");
    let section = &level.sections[1];
    assert_eq!(section.heading, "Ownership");
    assert_eq!((section.marks[0].name.as_str(), &*section.marks[0].value), ("same_as", "ic2"));
    let bullet = &section.bullets[1];
    assert_eq!(bullet.text.markdown(&level.source), "Two.\nlines");
    assert_eq!(bullet.marks[0].value, "b");
    assert_eq!(bullet.examples[0].markdown(&level.source), "an `example`.");
    assert_eq!(bullet.items[0].markdown(&level.source), "A part.");
    assert_eq!(section.prose.as_ref().unwrap().markdown(&level.source), "After.");
    assert_eq!(section.examples[0].markdown(&level.source), "One.");
    assert_eq!(level.sections[0].prose.as_ref().unwrap().markdown(&level.source), "Intro.");
}

#[test]
fn what_begins_with_an_escape_keeps_it() {
    let (level, diagnostics) =
        parse("## A\n- \\*Not* {#a}\n  - \\- Part.\n- \\{#b} says {#c}\n\n- \\_One_\n\n  Two.\n");
    assert_eq!(diagnostics.count(crate::diagnostic::Severity::Error), 0, "{diagnostics:?}");
    let bullets = &level.sections[0].bullets;
    let text = |at: usize| bullets[at].text.markdown(&level.source);
    assert_eq!([text(0), text(1), text(2)], ["\\*Not*", "\\{#b} says", "\\_One_\n\nTwo."]);
    assert_eq!(bullets[0].items[0].markdown(&level.source), "\\- Part.");
}

#[test]
fn code_and_second_paragraphs_stay_with_their_bullet() {
    let (level, _) = parse("## A\n- One. {#x}\n\n  ```toml\n  a = 1\n  ```\n- Two.\n");
    let bullets = &level.sections[0].bullets;
    assert_eq!(bullets[0].text.markdown(&level.source), "One.\n\n```toml\na = 1\n```");
    assert_eq!(bullets[0].marks[0].value, "x");
    assert_eq!(bullets[1].text.markdown(&level.source), "Two.");
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "[-#* \n{}=a-zé+`\\[\\]()<>0-9.]{0,200}") {
        parse(&text);
    }
}
