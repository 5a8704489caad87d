//! A folder of Markdown that reads well where repositories are shown: `README.md`, `skills.md` with
//! what competencies mean, a file a role, the glossary and the handbook's pages.

mod page;
mod role;

use std::collections::BTreeMap;

use self::page::Page;
pub(super) use self::page::{escaped, item};
use super::{ExportError, Exported, Made};
use crate::model::{Competency, Framework, Pillar, Prose};
use crate::render::{Site, relative};

const README: &str = "README.md";
const SKILLS: &str = "skills.md";
const GLOSSARY: &str = "glossary.md";

pub(super) fn write(site: &Site) -> Result<Exported, ExportError> {
    let framework = site.framework();
    let export = Export { site, framework };
    let mut files = BTreeMap::new();
    let mut put = |path: &str, text: String| files.insert(path.to_owned(), text.into_bytes());
    put(README, export.readme());
    put(SKILLS, export.skills());
    for role in &framework.roles {
        put(&role::path(role), role::page(&export, role));
    }
    if !framework.terms.is_empty() {
        put(GLOSSARY, export.glossary());
    }
    for page in &framework.pages {
        let path = format!("{}.md", page.path);
        let mut text = Page::new(&page.title);
        text.prose(&export.text(&page.body, &path));
        put(&path, text.finish());
    }
    for asset in &framework.assets {
        if let Some(bytes) = site.bytes(&asset.path) {
            files.insert(asset.path.clone(), bytes?);
        }
    }
    let roles = || framework.roles.iter();
    let left_out = super::counted(&[
        (roles().filter(|role| role.blueprint.is_some()).count(), "blueprint", "blueprints"),
        (
            roles().filter(|role| role.interviews.is_some()).count(),
            "plan of interviews",
            "plans of interviews",
        ),
    ]);
    Ok(Exported { left_out, made: Made::Folder(files), ..Exported::file(Vec::new()) })
}

/// What all files are made of.
struct Export<'s> {
    site: &'s Site,
    framework: &'s Framework,
}

impl Export<'_> {
    /// A text as it stands in the file at `path`.
    fn text(&self, text: &Prose, path: &str) -> String {
        self.site.markdown(text, &|to| Some(relative(path, &self.place(to)?)))
    }

    fn word(&self, key: &str) -> String {
        escaped(self.site.word(key))
    }

    /// The file that has what a file of the content says, and where in it.
    fn place(&self, content: &str) -> Option<String> {
        let parts: Vec<&str> = content.split('/').collect();
        let role = |id: &str| self.framework.roles.iter().find(|role| role.id.as_str() == id);
        let place = match parts[..] {
            ["framework.toml"] => README.to_owned(),
            ["glossary.toml"] if !self.framework.terms.is_empty() => GLOSSARY.to_owned(),
            ["roles", id] | ["roles", id, "role.toml"] => role::path(role(id)?),
            ["roles", id, file] if file.ends_with(".md") => {
                let role = role(id)?;
                role.level(file.trim_end_matches(".md"))?;
                role::path(role)
            }
            _ => {
                let page = content.strip_suffix(".md");
                let is_page = self.framework.pages.iter().any(|one| Some(&*one.path) == page);
                let is_copied = self.framework.assets.iter().any(|one| one.path == content);
                (is_page || is_copied).then(|| content.to_owned())?
            }
        };
        Some(place)
    }

    fn readme(&self) -> String {
        let mut out = Page::new(self.site.title());
        if let Some(summary) = &self.framework.summary {
            out.prose(&self.text(summary, README));
        }
        out.heading(2, &self.word("site.roles"));
        let has_families = self.framework.families.len() > 1;
        for family in &self.framework.families {
            let roles = self.framework.roles.iter().filter(|role| role.family.id == family.id);
            let roles: Vec<_> = roles.collect();
            if roles.is_empty() {
                continue;
            }
            if has_families {
                out.heading(3, &escaped(&family.name));
            }
            if let Some(summary) = &family.summary {
                out.prose(&self.text(summary, README));
            }
            let lines = roles.iter().map(|role| {
                let path = relative(README, &role::path(role));
                let levels = role.levels.iter().map(|level| escaped(&level.name));
                let levels = levels.collect::<Vec<_>>().join(", ");
                let track = escaped(&role.track.name);
                let role = page::link(&escaped(&role.title), &path);
                format!("- {role}: {levels} ({track})")
            });
            out.block(&lines.collect::<Vec<_>>().join("\n"));
        }
        out.heading(2, &self.word("home.tracks"));
        let tracks = self.framework.tracks.iter().map(|track| {
            let levels = track.levels.iter().map(|level| escaped(&level.name));
            let levels = levels.collect::<Vec<_>>().join(", ");
            let summary = track.summary.as_ref().map(|one| self.text(one, README));
            let line = format!("- **{}**: {levels}", escaped(&track.name));
            summary.map_or(line.clone(), |summary| page::item(&format!("{line}\n\n{summary}")))
        });
        out.block(&tracks.collect::<Vec<_>>().join("\n"));
        out.heading(2, &self.word("site.handbook"));
        let mut lines = vec![format!("- [{}]({SKILLS})", self.word("site.skills"))];
        if !self.framework.terms.is_empty() {
            lines.push(format!("- [{}]({GLOSSARY})", self.word("glossary.title")));
        }
        for page in &self.framework.pages {
            let path = relative(README, &format!("{}.md", page.path));
            let summary = page.summary.as_ref().map(|one| self.text(one, README));
            let summary = summary.map(|summary| format!(": {}", page::in_a_line(&summary)));
            let link = page::link(&escaped(&page.title), &path);
            lines.push(format!("- {link}{}", summary.unwrap_or_default()));
        }
        out.block(&lines.join("\n"));
        out.finish()
    }

    fn skills(&self) -> String {
        let mut out = Page::new(self.site.word("site.skills"));
        let mut above: Option<&Pillar> = None;
        for one in &self.framework.competencies {
            let pillar = one.pillar.as_deref();
            if let Some(pillar) =
                pillar.filter(|pillar| above.map(|one| &one.id) != Some(&pillar.id))
            {
                out.heading(2, &escaped(&pillar.name));
                if let Some(summary) = &pillar.summary {
                    out.prose(&self.text(summary, SKILLS));
                }
            }
            above = pillar;
            out.heading(if pillar.is_some() { 3 } else { 2 }, &escaped(&one.name));
            self.skill(one, &mut out);
        }
        out.finish()
    }

    fn skill(&self, one: &Competency, out: &mut Page) {
        if let Some(summary) = &one.summary {
            out.prose(&self.text(summary, SKILLS));
        }
        let links = one.links.iter().map(|link| {
            let to = match self.place(&link.url) {
                Some(place) => relative(SKILLS, &place),
                None => link.url.clone(),
            };
            format!("- {}", page::link(&escaped(&link.label), &to))
        });
        out.block(&links.collect::<Vec<_>>().join("\n"));
        let asks = |role: &&std::sync::Arc<crate::model::Role>| role.row(one).is_some();
        let roles =
            self.framework.roles.iter().filter(asks).map(|role| {
                page::link(&escaped(&role.title), &relative(SKILLS, &role::path(role)))
            });
        let roles = roles.collect::<Vec<_>>().join(" · ");
        if !roles.is_empty() {
            out.block(&format!("{}: {roles}", self.word("site.roles")));
        }
    }

    fn glossary(&self) -> String {
        let mut out = Page::new(self.site.word("glossary.title"));
        for term in &self.framework.terms {
            out.heading(2, &escaped(&term.name));
            out.prose(&self.text(&term.definition, GLOSSARY));
            if !term.aliases.is_empty() {
                let names = term.aliases.join(", ");
                let also = self.site.word("glossary.also").replace("{names}", &names);
                out.block(&format!("*{}*", escaped(&also)));
            }
        }
        out.finish()
    }
}
