//! Ids: of roles, levels and pages from their titles, of behaviours from their first words.

use std::collections::{HashMap, HashSet};
use std::iter;

use super::document::squeeze;
use crate::model::LONGEST_ID;

/// Words that grade a role and are no part of its name.
const GRADES: &[&str] = &[
    "intern",
    "junior",
    "jr",
    "associate",
    "entry",
    "entry-level",
    "mid",
    "mid-level",
    "intermediate",
    "senior",
    "sr",
    "staff",
    "lead",
    "principal",
    "principle",
    "distinguished",
    "executive",
    "chief",
];

/// Words too common to tell one behaviour from another.
const COMMON: &[&str] = &[
    "a", "am", "an", "and", "are", "as", "at", "be", "been", "by", "can", "for", "from", "has",
    "have", "i", "id", "ill", "im", "in", "into", "is", "it", "its", "ive", "me", "my", "of", "on",
    "or", "our", "so", "that", "the", "their", "them", "they", "this", "those", "to", "we", "when",
    "where", "which", "with", "you", "your",
];

/// Longest id of a behaviour that is made here.
const LONGEST_CHARS: usize = 40;

/// How many words an id has, unless another behaviour has the same.
const WORDS: usize = 4;

/// `IC5 Staff Security Engineer`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LevelTitle {
    /// `ic5`.
    pub(super) id: String,
    /// `IC5`.
    pub(super) name: String,
    /// `ic`.
    pub(super) prefix: String,
    /// `5`.
    pub(super) number: u32,
    /// `Staff Security Engineer`.
    pub(super) title: String,
}

impl LevelTitle {
    /// The id and the name of the track that its letters stand for: managers have an M of their own
    /// everywhere we looked, other letters are the track of individual contributors.
    pub(super) fn track(&self) -> (&'static str, &'static str) {
        track(&self.prefix)
    }

    /// The title of the role, without a grade word.
    pub(super) fn role_title(&self) -> String {
        role_title(&self.title, self.track().0 == "manager")
    }
}

fn track(letters: &str) -> (&'static str, &'static str) {
    match letters {
        "m" | "em" => ("manager", "Manager"),
        _ => ("ic", "Individual contributor"),
    }
}

/// The name of a level that counts, such as `IC3` and `Level 3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Count {
    /// What stands before the number, in lower case.
    pub(super) letters: String,
    pub(super) number: u32,
}

impl Count {
    pub(super) fn of(name: &str) -> Option<Count> {
        let letters = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let number = name[letters.len()..].parse().ok()?;
        (!letters.is_empty()).then(|| Count { letters: letters.to_lowercase(), number })
    }

    /// The track that a short name such as `IC3` tells, as [`LevelTitle::track`].
    pub(super) fn track(&self) -> Option<(&'static str, &'static str)> {
        let is_short = self.letters.len() <= 3;
        let is_word = self.letters.bytes().all(|letter| letter.is_ascii_alphabetic());
        (is_short && is_word).then(|| track(&self.letters))
    }
}

/// Takes apart the title of a level page: letters, a number, `:` or a space or a dash, and a title.
pub(super) fn level_title(heading: &str) -> Option<LevelTitle> {
    let heading = heading.trim();
    let letters = heading.find(|c: char| !c.is_ascii_alphabetic())?;
    let digits = heading[letters..].find(|c: char| !c.is_ascii_digit())?;
    let (name, rest) = heading.split_at(letters + digits);
    let fits = (1..=3).contains(&letters) && (1..=2).contains(&digits);
    let title = rest.trim_start_matches([' ', ':', '-', '–', '—', '.', '|']);
    if !fits || title.len() == rest.len() || !title.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    Some(LevelTitle {
        id: name.to_lowercase(),
        name: name.to_owned(),
        prefix: name[..letters].to_lowercase(),
        number: name[letters..].parse().ok()?,
        title: title.trim().to_owned(),
    })
}

/// Takes apart a heading that names a level on the page of its `role`: as [`level_title`], or `L3`
/// alone, `Level 3`, `Senior Pilot (L3)`, or a word of grade, alone or before the role's title. A
/// word of grade tells no number: it is 0 then, and the letters are empty.
pub(super) fn level_heading(heading: &str, role: &str) -> Option<LevelTitle> {
    let heading = heading.trim().trim_end_matches(':');
    let code = |text: &str| level_title(&format!("{text} x"));
    let bare = |text: &str| code(text).filter(|one| one.title == "x" && one.name == text);
    if let Some(level) = level_title(heading) {
        return Some(level);
    }
    if let Some(level) = bare(heading) {
        return Some(LevelTitle { title: String::new(), ..level });
    }
    if let Some((title, end)) = heading.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        return bare(end).map(|level| LevelTitle { title: title.trim().to_owned(), ..level });
    }
    let words: Vec<&str> = heading.split_whitespace().collect();
    if let ["level" | "Level" | "LEVEL", number, rest @ ..] = &words[..] {
        let digits = number.trim_end_matches([':', '.', ',']);
        let title = rest.join(" ");
        let title = title.trim_start_matches([':', '-', '–', '—', '|', ' ']);
        return Some(LevelTitle {
            id: format!("level-{}", digits.parse::<u32>().ok()?),
            name: format!("{} {digits}", words[0]),
            prefix: String::new(),
            number: digits.parse().ok()?,
            title: title.to_owned(),
        });
    }
    let lower = |text: &str| text.trim_matches(['.', ',']).to_lowercase();
    let rest = words.iter().skip_while(|word| GRADES.contains(&lower(word).as_str()));
    let rest: Vec<String> = rest.map(|word| lower(word)).collect();
    let own: Vec<String> = role.split_whitespace().map(lower).collect();
    let is_graded = rest.len() < words.len() && own.ends_with(&rest);
    (!words.is_empty() && (is_graded || own == rest)).then(|| LevelTitle {
        id: slug(heading),
        name: heading.to_owned(),
        prefix: String::new(),
        number: 0,
        title: heading.to_owned(),
    })
}

/// The title of a role without grade words. On a manager's track a director is a grade, too: the
/// same ladder goes from manager to director.
pub(super) fn role_title(title: &str, is_manager: bool) -> String {
    let mut words: Vec<&str> = title.split_whitespace().collect();
    while words.len() > 1 {
        let word = words[0].trim_end_matches(['.', ',']).to_lowercase();
        if !GRADES.contains(&word.as_str()) {
            break;
        }
        words.remove(0);
    }
    if is_manager
        && words.len() > 1
        && let Some(last) = words.last_mut()
        && matches!(last.to_lowercase().as_str(), "director" | "vp")
    {
        *last = "Manager";
    }
    words.join(" ")
}

/// The grade that the title of a role names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grade {
    pub(super) name: &'static str,
    /// Its place among the others, on the usual scale of both tracks.
    pub(super) rank: u32,
    pub(super) is_manager: bool,
}

/// Grades by the words of titles, the most telling first.
const RANKS: &[(&str, &str, u32, bool)] = &[
    ("chief", "Chief", 9, true),
    ("vice president", "Vice president", 8, true),
    ("vp", "Vice president", 8, true),
    ("head", "Head", 7, true),
    ("senior director", "Senior director", 7, true),
    ("director", "Director", 6, true),
    ("senior manager", "Senior manager", 5, true),
    ("manager", "Manager", 4, true),
    ("intern", "Intern", 0, false),
    ("junior", "Junior", 1, false),
    ("associate", "Associate", 1, false),
    ("distinguished", "Distinguished", 7, false),
    ("principal", "Principal", 6, false),
    ("staff", "Staff", 5, false),
    ("lead", "Lead", 4, false),
    ("senior", "Senior", 3, false),
];

/// The grade in a title; a title without one means the level at which people work on their own.
pub(super) fn grade(title: &str) -> Grade {
    let lower = title.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
    let words = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = format!(" {words} ");
    let has = |said: &str| said.split(' ').all(|word| words.contains(&format!(" {word} ")));
    let found = RANKS.iter().find(|(said, ..)| has(said));
    let (_, name, rank, is_manager) = *found.unwrap_or(&("", "Experienced", 2, false));
    Grade { name, rank, is_manager }
}

/// An id from any title: `a-z`, `0-9` and `-`, at most 64 characters.
pub(super) fn slug(title: &str) -> String {
    let plain: String = title.chars().filter(|c| !matches!(c, '\'' | '’' | '"')).collect();
    let plain = plain.replace(['&', '+'], " and ");
    let mut id = slug::slugify(plain);
    if id.len() > LONGEST_ID {
        id.truncate(LONGEST_ID);
        let end = id.rfind('-').unwrap_or(LONGEST_ID);
        id.truncate(end);
    }
    if id.is_empty() { "untitled".to_owned() } else { id }
}

/// The id, or where that is taken, the same with the lowest number from two on that is free; no
/// longer than ids may be.
pub(super) fn free(id: &str, is_free: impl FnMut(&String) -> bool) -> String {
    let numbered = (2..).map(|n| format!("{}-{n}", cut(id, LONGEST_ID - 4)));
    iter::once(id.to_owned()).chain(numbered).find(is_free).expect("one of endless numbers is free")
}

fn cut(id: &str, most: usize) -> &str {
    id.get(..most).unwrap_or(id).trim_end_matches('-')
}

/// Whether two headings are one name to whoever reads the content: letter case makes no difference.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The name of a file without its folder and its end.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// `software-engineer` as people write it: `Software engineer`.
pub(super) fn spoken(stem: &str) -> String {
    let words = squeeze(&stem.replace(['-', '_'], " "));
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_else(|| "Role".to_owned()) + letters.as_str()
}

/// The letters and digits of a text in lower case: what two wordings must share to be the same.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Decides which content file each file of the source becomes.
#[derive(Default)]
pub(super) struct Paths {
    /// The track of each role, by the role's id.
    roles: HashMap<String, &'static str>,
    pages: HashSet<String>,
}

impl Paths {
    /// The file of a level. Roles of one title on two tracks are two roles.
    pub(super) fn level(&mut self, title: &LevelTitle) -> String {
        let track = title.track().0;
        let mut role = slug(&title.role_title());
        if *self.roles.entry(role.clone()).or_insert(track) != track {
            role = format!("{}-{track}", cut(&role, LONGEST_ID - track.len() - 1));
        }
        format!("roles/{role}/{}.md", title.id)
    }

    /// The file of a handbook page, by the name of its source.
    pub(super) fn page(&mut self, source: &str) -> String {
        let stem = slug(stem(source));
        let path = |id: &str| format!("pages/{id}.md");
        path(&free(&stem, |id| self.pages.insert(path(id))))
    }
}

/// Ids for behaviours: equal texts get equal ids at every level and in every role, other texts others.
#[derive(Default)]
pub(super) struct BehaviourIds {
    by_text: HashMap<(String, usize), String>,
    used: HashSet<String>,
    on_page: HashMap<String, usize>,
}

impl BehaviourIds {
    /// Forgets what the last page had twice.
    pub(super) fn start_page(&mut self) {
        self.on_page.clear();
    }

    /// The id for a text; the same text again on the same page gets an id of its own.
    pub(super) fn id(&mut self, text: &str) -> String {
        let key = letters(text);
        let times = self.on_page.entry(key.clone()).or_default();
        *times += 1;
        let key = (key, *times);
        if let Some(id) = self.by_text.get(&key) {
            return id.clone();
        }
        let id = self.fresh(text);
        self.used.insert(id.clone());
        self.by_text.insert(key, id.clone());
        id
    }

    fn fresh(&self, text: &str) -> String {
        let words = telling_words(text);
        let mut id = String::new();
        for (n, word) in words.iter().enumerate() {
            if id.len() + 1 + word.len() > LONGEST_CHARS && !id.is_empty() {
                break;
            }
            if !id.is_empty() {
                id.push('-');
            }
            id.extend(word.chars().take(LONGEST_CHARS));
            if n + 1 >= WORDS && !self.used.contains(&id) {
                return id;
            }
        }
        if id.is_empty() {
            id.push_str("behaviour");
        }
        if !self.used.contains(&id) {
            return id;
        }
        let short = words.iter().take(WORDS).map(String::as_str).collect::<Vec<_>>().join("-");
        let stem = if short.is_empty() || short.len() > LONGEST_CHARS { id } else { short };
        free(&stem, |id| !self.used.contains(id))
    }
}

fn telling_words(text: &str) -> Vec<String> {
    let plain: String = text.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let words: Vec<String> = slug::slugify(plain).split('-').map(str::to_owned).collect();
    let telling: Vec<String> =
        words.iter().filter(|w| !COMMON.contains(&w.as_str())).cloned().collect();
    let words = if telling.is_empty() { words } else { telling };
    words.into_iter().filter(|w| !w.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_titles_are_taken_apart() {
        let cases = [
            ("IC5 Staff Security Engineer", "ic5", "Staff Security Engineer"),
            ("M6 Engineering Director", "m6", "Engineering Director"),
            ("L3: Senior Security Engineer", "l3", "Senior Security Engineer"),
            ("E10 – Fellow", "e10", "Fellow"),
        ];
        for (heading, id, title) in cases {
            let found = level_title(heading).unwrap();
            assert_eq!((found.id.as_str(), found.title.as_str()), (id, title));
        }
        for heading in ["What is Impact?", "L4", "IC", "", "Level 3 of 5", "H2O chemistry", "3 men"]
        {
            assert_eq!(level_title(heading), None, "{heading}");
        }
    }

    #[test]
    fn headings_of_levels_are_known_on_the_page_of_their_role() {
        let cases = [
            ("L3: Senior Pilot", "l3", "L3", "Senior Pilot"),
            ("L3", "l3", "L3", ""),
            ("Senior Pilot (L3)", "l3", "L3", "Senior Pilot"),
            ("Level 3", "level-3", "Level 3", ""),
            ("Level 3 – Senior Pilot", "level-3", "Level 3", "Senior Pilot"),
            ("Senior", "senior", "Senior", "Senior"),
            ("Sr. Pilot", "sr-pilot", "Sr. Pilot", "Sr. Pilot"),
            ("Harbour Pilot", "harbour-pilot", "Harbour Pilot", "Harbour Pilot"),
        ];
        for (heading, id, name, title) in cases {
            let found = level_heading(heading, "Harbour Pilot").unwrap();
            assert_eq!((&*found.id, &*found.name, &*found.title), (id, name, title));
        }
        for heading in
            ["Navigation", "", "Senior leadership", "Notes (2)", "Level headed", "Lead time"]
        {
            assert_eq!(level_heading(heading, "Harbour Pilot"), None, "{heading}");
        }
    }

    #[test]
    fn role_ids_have_no_grade_words() {
        let cases = [
            ("Security Engineer", false, "security-engineer"),
            ("Staff Security Engineer", false, "security-engineer"),
            ("Sr. Principal Software Engineer", false, "software-engineer"),
            ("Senior Engineering Manager", true, "engineering-manager"),
            ("Engineering Director", true, "engineering-manager"),
            ("Senior Engineering Director", true, "engineering-manager"),
            ("Creative Director", false, "creative-director"),
            ("Principal", false, "principal"),
        ];
        for (title, is_manager, id) in cases {
            assert_eq!(slug(&role_title(title, is_manager)), id);
        }
    }

    #[test]
    fn slugs_are_ids() {
        assert_eq!(slug("Tests & Tools"), "tests-and-tools");
        assert_eq!(slug(" / "), "untitled");
        assert_eq!(free("tests", |id| id != "tests" && id != "tests-2"), "tests-3");
        let long = "x".repeat(LONGEST_ID);
        assert!(free(&long, |id| *id != long).len() <= LONGEST_ID);
        assert!(slug(&"long words ".repeat(20)).len() <= LONGEST_ID);
    }

    #[test]
    fn equal_behaviours_share_an_id_and_others_do_not() {
        let mut ids = BehaviourIds::default();
        let first = ids.id("I fix the lamp in the harbour tower before dusk");
        assert_eq!(first, "fix-lamp-harbour-tower");
        let other = ids.id("I fix the lamp in the harbour tower after a storm");
        assert_eq!(other, "fix-lamp-harbour-tower-after");
        let twice = ids.id("I fix the lamp in the harbour tower before dusk.");
        assert_ne!(twice, first);
        ids.start_page();
        assert_eq!(ids.id("I fix the lamp in the harbour tower, before dusk"), first);
        assert_eq!(ids.id("🏆"), "trophy");
        assert!(ids.id(&"x".repeat(90)).len() <= LONGEST_CHARS);
    }
}
