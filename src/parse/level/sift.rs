//! What a level keeps for an edition's readers.

use super::{Bullet, LevelFile, Passage, Section};
use crate::diagnostic::Diagnostics;
use crate::parse::Audience;
use crate::parse::audience::{Sieve, is_kept, of_marks, wider};
use crate::parse::unlink::unlinked;
use crate::source::Span;

/// Takes out headings with all below them, and bullets. With a `##` go the `###` below it.
pub(super) fn sections(
    sieve: &mut Sieve<'_>,
    length: usize,
    file: Audience,
    sections: &mut Vec<Section>,
    out: &mut Diagnostics,
) {
    let starts: Vec<usize> = sections.iter().map(|one| one.span.range().start).collect();
    let mut ends = starts.iter().skip(1).copied().chain([length]);
    let mut above = (file, true);
    sections.retain_mut(|section| {
        let range = section.span.range().start..ends.next().unwrap_or(length);
        if section.depth == 2 {
            above = (file, true);
        }
        let own = of_marks(&section.marks);
        tell(section.marks.iter().map(|mark| mark.span).next(), own, above.0, out);
        let audience = own.unwrap_or_default().max(above.0);
        let stays = above.1 && own.is_none_or(|own| sieve.keeps(own));
        if section.depth == 2 {
            above = (audience, stays);
        }
        if !stays {
            sieve.hidden.push(Span::new(section.span.file, range));
            return false;
        }
        section.bullets.retain(|bullet| {
            let own = of_marks(&bullet.marks);
            tell(bullet.marks.first().map(|mark| mark.span), own, audience, out);
            let stays = own.is_none_or(|own| sieve.keeps(own));
            if !stays {
                hide(sieve, bullet);
            }
            stays
        });
        true
    });
}

/// Whether an example, whose only mark may be its audience, stays.
pub(super) fn keeps(sieve: &mut Sieve<'_>, bullet: &Bullet, out: &mut Diagnostics) -> bool {
    let mark = bullet.marks.iter().find(|mark| mark.name == "audience");
    let stays = mark.is_none_or(|mark| is_kept(sieve, mark, out));
    if !stays {
        hide(sieve, bullet);
    }
    stays
}

fn tell(place: Option<Span>, own: Option<Audience>, above: Audience, out: &mut Diagnostics) {
    if let (Some(own), Some(place)) = (own.filter(|own| *own < above), place) {
        out.push(wider(own, above, place));
    }
}

fn hide(sieve: &mut Sieve<'_>, bullet: &Bullet) {
    sieve.hidden.push(Span::new(sieve.file, bullet.range()));
}

/// Leaves out where links lead that lead to what the edition doesn't have.
pub(super) fn links(sieve: &Sieve<'_>, level: &mut LevelFile) {
    if sieve.readers.gone.is_empty() || !level.source.contains("](") {
        return;
    }
    let source = level.source.clone();
    let each = |passage: &mut Passage| {
        let markdown = passage.markdown(&source);
        if let Some(new) = unlinked(markdown, sieve.folder, &sieve.readers.gone) {
            passage.own = Some(new.into());
        }
    };
    level.intro.iter_mut().for_each(each);
    for section in &mut level.sections {
        section.prose.iter_mut().chain(&mut section.examples).for_each(each);
        for bullet in &mut section.bullets {
            each(&mut bullet.text);
            bullet.items.iter_mut().chain(&mut bullet.examples).for_each(each);
        }
    }
}
