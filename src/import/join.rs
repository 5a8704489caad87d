//! Several frameworks as one: what importers of different forms read in one folder.

use super::foreign::{Foreign, Level, Role, Track};

/// Joins frameworks, the first of which has the last word on names.
///
/// # Errors
/// Two of them say different things of one role, or have pages of one name.
pub(super) fn join(all: Vec<Foreign>) -> Result<Foreign, String> {
    let mut all = all.into_iter();
    let mut joined = all.next().unwrap_or_default();
    for other in all {
        add(&mut joined, other)?;
    }
    // A rung on which no role stands any more.
    let has = |roles: &[Role], id: &str| roles.iter().any(|r| r.levels.iter().any(|l| l.id == id));
    for track in &mut joined.tracks {
        track.levels.retain(|level| has(&joined.roles, &level.id));
    }
    joined.tracks.retain(|track| !track.levels.is_empty());
    Ok(joined)
}

fn add(joined: &mut Foreign, other: Foreign) -> Result<(), String> {
    // Taken apart to the last field, so that a new one can't be forgotten here.
    let Foreign {
        title,
        version,
        language,
        summary,
        is_cumulative,
        families,
        tracks,
        pillars,
        scales,
        attributes,
        meanings,
        mut roles,
        shared,
        pages,
        terms,
        trace,
        content,
        counts: _,
    } = other;
    if !content.is_empty() || !joined.content.is_empty() {
        return Err("one of them is a whole framework".to_owned());
    }
    if joined.title.is_empty() {
        joined.title = title;
    }
    joined.version = joined.version.take().or(version);
    joined.language = joined.language.take().or(language);
    joined.summary.extend(summary);
    joined.is_cumulative |= is_cumulative;
    // A role that names no family is of the first, of which there may be another now.
    if let Some(first) = families.first() {
        let unnamed = roles.iter_mut().filter(|role| role.family.is_empty());
        unnamed.for_each(|role| role.family.clone_from(&first.id));
    }
    for family in families {
        if joined.families.iter().all(|one| one.id != family.id) {
            joined.families.push(family);
        }
    }
    for scale in scales {
        if joined.scales.iter().all(|one| one.id != scale.id) {
            joined.scales.push(scale);
        }
    }
    for set in shared {
        if joined.shared.iter().any(|one| one.id == set.id) {
            return Err(format!("two shared sets are called `{}`", set.id));
        }
        joined.shared.push(set);
    }
    for track in tracks {
        add_track(&mut joined.tracks, track);
    }
    for pillar in pillars {
        joined.declare_pillar(&pillar.name, pillar.icon.as_deref());
    }
    for attribute in attributes {
        match joined.attributes.iter().find(|one| one.id == attribute.id) {
            Some(one) if one.is_list != attribute.is_list => {
                return Err(format!("`{}` is a list in one and a text in another", one.label));
            }
            Some(_) => {}
            None => joined.attributes.push(attribute),
        }
    }
    joined.meanings.extend(meanings);
    for role in roles {
        add_role(joined, role)?;
    }
    for page in pages {
        if joined.pages.iter().any(|one| one.path == page.path) {
            return Err(format!("two pages are {}", page.path));
        }
        joined.pages.push(page);
    }
    joined.terms.extend(terms);
    joined.trace.sources.extend(trace.sources);
    joined.trace.notes.extend(trace.notes);
    for (what, pages) in trace.surroundings {
        *joined.trace.surroundings.entry(what).or_default() += pages;
    }
    Ok(())
}

fn add_track(tracks: &mut Vec<Track>, other: Track) {
    let Some(track) = tracks.iter_mut().find(|one| one.id == other.id) else {
        tracks.push(other);
        return;
    };
    for level in other.levels {
        if !track.levels.iter().any(|one| one.id == level.id) {
            track.levels.push(level);
        }
    }
    track.levels.sort_by_key(|level| level.number);
}

/// What two forms say of one role: the levels of one, and the description of the other. A level that
/// an importer guessed gives way to those that somebody wrote.
fn add_role(joined: &mut Foreign, other: Role) -> Result<(), String> {
    let Some(role) = joined.roles.iter_mut().find(|one| one.id == other.id) else {
        joined.roles.push(other);
        return Ok(());
    };
    if role.track != other.track || role.description.is_some() && other.description.is_some() {
        return Err(format!("two files are about {}", role.title));
    }
    let is_written = |level: &Level| !level.is_empty();
    let mut levels: Vec<Level> = role.levels.drain(..).chain(other.levels).collect();
    if levels.iter().any(is_written) {
        levels.retain(is_written);
    }
    levels.sort_by(|a, b| (a.number, &a.id).cmp(&(b.number, &b.id)));
    if levels.windows(2).any(|pair| pair[0].id == pair[1].id) {
        return Err(format!("two files are one level of {}", role.title));
    }
    role.levels = levels;
    role.description = role.description.take().or(other.description);
    Ok(())
}
