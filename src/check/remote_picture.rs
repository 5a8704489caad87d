use super::links::Target;
use super::{Content, Finder, Finding, ROW, Rule};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "remote-picture",
    severity: Severity::Warning,
    title: "A picture from somewhere else",
    explanation: "Pages load nothing from other places: they work without a network, and nobody \
                  else learns who reads them. The picture would stay blank.",
    example: "![Our map](https://example.com/map.png)",
    mend: "Put the picture below pages/ and name it there.",
    mended: "![Our map](map.png)",
    find: Some(Finder::Present(find)),
    ..ROW
};

fn find(content: &Content<'_>) -> Vec<Finding> {
    let pictures = content.links().iter().filter(|link| link.is_picture);
    let remote = pictures.filter(|link| link.target() == Target::Elsewhere);
    let finding = |link: &super::links::Link| {
        let message = "pages show no pictures from elsewhere";
        Finding::new(link.span, message, "put it below pages/ and name it there")
    };
    remote.map(finding).collect()
}
