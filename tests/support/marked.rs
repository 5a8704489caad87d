//! Random frameworks with an audience on every kind of item, printed with the marks or without
//! what an edition leaves out.

use std::collections::BTreeMap;

use rungs::model::Audience;
use rungs::parse::Audiences;

/// How a framework is written down.
#[derive(Clone, Copy)]
pub enum Print {
    /// With the audience of each item.
    Marked,
    /// Without any mark, and without what these audiences may not read.
    Without(Audiences),
}

/// Something written: text, or an item that is for somebody.
#[derive(Clone)]
enum Part {
    Text(String),
    Item(Item),
    /// Words that are a link, and whom what it leads to is for.
    Link(String, String, Vec<Audience>),
}

#[derive(Clone, Default)]
struct Item {
    audience: Option<Audience>,
    /// Whom what it belongs to is for.
    of: Vec<Audience>,
    /// What stands before the place of the mark, and what behind it.
    head: String,
    mark: Option<Mark>,
    body: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    /// A line `audience = "…"`.
    Key,
    /// In an inline table.
    Inline,
    /// ` {audience=…}` at the end of the line.
    Braces,
    /// In braces that have an id.
    WithId(u32),
}

pub struct Framework {
    files: Vec<(String, Item)>,
    words: Vec<String>,
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    /// Mostly none.
    fn audience(&mut self) -> Option<Audience> {
        match self.below(10) {
            0 | 1 => Some(Audience::Internal),
            2 | 3 => Some(Audience::Panel),
            4 => Some(Audience::Public),
            _ => None,
        }
    }
}

struct Maker {
    random: Random,
    words: Vec<String>,
    files: Vec<(String, Item)>,
}

/// A word that nothing else has: it needs no escape, and no stemmer shortens it.
fn word(number: usize) -> String {
    let mut letters = String::from("zq");
    let mut rest = number;
    for _ in 0..3 {
        letters.push(char::from(b"bcdfghjklm"[rest % 10]));
        letters.push(char::from(b"aou"[rest % 3]));
        rest /= 10;
    }
    letters + "xq"
}

impl Maker {
    fn word(&mut self) -> String {
        let word = word(self.words.len());
        self.words.push(word.clone());
        word
    }

    /// A sentence with a word of its own, in one of several shapes, for Markdown.
    fn sentence(&mut self) -> String {
        let word = self.word();
        match self.random.below(9) {
            0 => format!("Closes {word}."),
            1 => format!("Führt **Größe** {word} über *alle* Straßen."),
            2 => format!("Says '{word}' and 'so on' & more."),
            3 => format!("Weighs a < b and {word} > c, `let {word} = \"x\";` and so on."),
            4 => format!("Keeps C:\\\\new\\\\{word} and 100% of it."),
            5 => format!(
                "Owns the *{word}* of [a place](https://example.com/{word}?a=b%20c), always."
            ),
            6 => {
                let rest = "which the whole company reads before it decides anything of weight ";
                format!("Writes the {word} paper, {}and then some.", rest.repeat(4))
            }
            7 => format!("Asks ~~twice~~ for {word}… — and „quotes“ it."),
            _ => format!("Leads {word}, from question to evidence, and says when it is closed."),
        }
    }

    /// A sentence as a TOML value.
    fn quoted(&mut self) -> String {
        let sentence = self.sentence();
        format!("\"{}\"", sentence.replace('\\', "\\\\").replace('"', "\\\""))
    }

    fn table(&mut self, head: String, of: &[Audience]) -> (Item, Vec<Audience>) {
        let audience = self.random.audience();
        let needs = of.iter().copied().chain(audience).collect();
        let item =
            Item { audience, of: of.to_vec(), head, mark: Some(Mark::Key), body: Vec::new() };
        (item, needs)
    }
}

fn text(text: impl Into<String>) -> Part {
    Part::Text(text.into())
}

type Needs = Vec<Audience>;

impl Framework {
    pub fn random(seed: u64) -> Framework {
        let random = Random((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut maker = Maker { random, words: Vec::new(), files: Vec::new() };
        maker.framework();
        Framework { files: maker.files, words: maker.words }
    }

    /// The words, each of one item.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    pub fn files(&self, print: Print) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for (path, item) in &self.files {
            let mut out = String::new();
            if show(item, print, &mut out) {
                // Without marks, what is left of interviews is for whoever it is left for.
                if matches!(print, Print::Without(_)) && path.ends_with("interviews.toml") {
                    out.insert_str(0, "audience = \"public\"\n");
                }
                files.insert(path.clone(), out);
            }
        }
        files
    }
}

fn is_carried(needs: &[Audience], print: Print) -> bool {
    match print {
        Print::Marked => true,
        Print::Without(audiences) => needs.iter().all(|one| audiences.carry(*one)),
    }
}

/// Writes an item; whether it is there at all.
fn show(item: &Item, print: Print, out: &mut String) -> bool {
    let own: Needs = item.of.iter().copied().chain(item.audience).collect();
    if !is_carried(&own, print) {
        return false;
    }
    out.push_str(&item.head);
    let said = item.audience.filter(|_| matches!(print, Print::Marked)).map(Audience::word);
    match (item.mark, said) {
        (Some(Mark::Key), Some(word)) => *out += &format!("audience = \"{word}\"\n"),
        (Some(Mark::Inline), Some(word)) => *out += &format!(", audience = \"{word}\" }},\n"),
        (Some(Mark::Inline), None) => *out += " },\n",
        (Some(Mark::Braces), Some(word)) => *out += &format!(" {{audience={word}}}\n"),
        (Some(Mark::Braces), None) => *out += "\n",
        (Some(Mark::WithId(id)), Some(word)) => {
            *out += &format!(" {{#line-{id} audience={word}}}\n")
        }
        (Some(Mark::WithId(id)), None) => *out += &format!(" {{#line-{id}}}\n"),
        (_, _) => {}
    }
    for part in &item.body {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Item(item) => drop(show(item, print, out)),
            Part::Link(words, target, needs) => match is_carried(needs, print) {
                true => *out += &format!("[{words}]({target})"),
                false => out.push_str(words),
            },
        }
    }
    true
}

struct Declared {
    /// Name, and whom it is for.
    competencies: Vec<(String, String, Needs)>,
    pillars: Vec<(String, Needs)>,
    list: (String, Needs),
    fact: (String, Needs),
    rungs: Vec<(String, Needs)>,
    /// Path, and whom it is for.
    pages: Vec<(String, Needs)>,
    /// Id, family, and whom it is for.
    roles: Vec<(String, String, Needs)>,
    families: Vec<(String, Needs)>,
    sets: Vec<(String, Needs)>,
}

impl Maker {
    fn framework(&mut self) {
        // Levels may say the same here, and nothing of a competency.
        let head = "[book]\ntitle = \"Random\"\n\
                    [check]\nallow = [\"no-differentiation\", \"orphan-competency\"]\n";
        let title = Item { head: head.to_owned(), ..Item::default() };
        self.files.push(("book.toml".to_owned(), title));
        let mut declared = self.vocabulary();
        self.pages(&mut declared);
        self.glossary();
        for set in ["core", "craft"] {
            let (mut item, needs) = self.table(String::new(), &[]);
            let name = self.word();
            item.body.push(text(format!("title = \"{name}\"\nsummary = {}\n", self.quoted())));
            self.files.push((format!("content/shared/{set}/shared.toml"), item));
            for at in 0..declared.rungs.len() {
                self.level(&declared, &format!("content/shared/{set}"), at, &needs, None);
            }
            declared.sets.push((set.to_owned(), needs));
        }
        // Who is named has to be known before.
        for name in ["one", "two", "three"] {
            let id = format!("{name}-{}", self.word());
            let family = self.random.below(declared.families.len() as u64) as usize;
            let audience = if declared.roles.is_empty() { None } else { self.random.audience() };
            let (family, of) = declared.families[family].clone();
            let needs: Needs = of.iter().copied().chain(audience).collect();
            declared.roles.push((id, family, needs));
        }
        for at in 0..declared.roles.len() {
            self.role(&declared, at);
        }
    }

    fn vocabulary(&mut self) -> Declared {
        let mut file = Item::default();
        file.body.push(text(format!("summary = {}\n", self.quoted())));
        let mut families = Vec::new();
        for at in 0..2 {
            let name = self.word();
            let head = format!("[[family]]\nid = \"{name}\"\nname = \"Family {name}\"\n");
            let (mut item, needs) = self.table(head, &[]);
            if at == 0 {
                item.audience = None;
            }
            item.body.push(text(format!("summary = {}\n", self.quoted())));
            file.body.push(Part::Item(item));
            families.push((name, if at == 0 { Vec::new() } else { needs }));
        }
        file.body.push(text("[[track]]\nid = \"ic\"\nname = \"Individual\"\n"));
        let mut rungs = Vec::new();
        for at in 1..=3 {
            let head = format!("[[track.level]]\nid = \"ic{at}\"\nname = \"IC{at}\"\n");
            let (mut item, mut needs) = self.table(head, &[]);
            if at == 1 || !self.random.one_in(4) {
                (item.audience, needs) = (None, Vec::new());
            }
            item.body.push(text(format!("summary = {}\n", self.quoted())));
            file.body.push(Part::Item(item));
            rungs.push((format!("ic{at}"), needs));
        }
        let mut pillars = Vec::new();
        for _ in 0..2 {
            let name = self.word();
            let head = format!("[[pillar]]\nid = \"p-{name}\"\nname = \"Pillar {name}\"\n");
            let (mut item, needs) = self.table(head, &[]);
            item.body.push(text(format!("summary = {}\n", self.quoted())));
            file.body.push(Part::Item(item));
            pillars.push((name, needs));
        }
        let head = "[[scale]]\nid = \"skill\"\nname = \"Skill\"\n".to_owned();
        file.body.push(text(head));
        for (at, point) in ["learns", "works", "leads"].into_iter().enumerate() {
            let head = format!("[[scale.point]]\nid = \"{point}\"\nname = \"Point {at}\"\n");
            file.body.push(text(head + &format!("summary = {}\n", self.quoted())));
        }
        let mut competencies = Vec::new();
        for at in 0..4 {
            let (pillar, of) = pillars[at % 2].clone();
            let id = self.word();
            let name = if self.random.one_in(3) {
                format!("Größe {id} & mehr")
            } else {
                format!("Care {id}")
            };
            let head = format!("[[competency]]\nid = \"{id}\"\nname = \"{name}\"\n");
            let (mut item, needs) = self.table(head, &of);
            let alias = self.word();
            item.body.push(text(format!("aliases = [\"{alias}\"]\nscale = \"skill\"\n")));
            item.body.push(text(format!("pillar = \"p-{pillar}\"\n")));
            item.body.push(text(format!("summary = {}\nlinks = [\n", self.quoted())));
            let label = self.word();
            item.body.push(Part::Item(Item {
                audience: self.random.audience(),
                head: format!("{{ label = \"{label}\", url = \"https://example.com/{label}\""),
                mark: Some(Mark::Inline),
                ..Item::default()
            }));
            item.body.push(text("]\n"));
            file.body.push(Part::Item(item));
            competencies.push((id, name, needs));
        }
        let mut attributes = Vec::new();
        for kind in ["list", "text"] {
            let id = self.word();
            let head =
                format!("[[attribute]]\nid = \"{id}\"\nlabel = \"Fact {id}\"\ntype = \"{kind}\"\n");
            let (mut item, needs) = self.table(head, &[]);
            item.body.push(text(format!("summary = {}\n", self.quoted())));
            file.body.push(Part::Item(item));
            attributes.push((id, needs));
        }
        self.files.push(("content/framework.toml".to_owned(), file));
        let fact = attributes.pop().unwrap();
        let list = attributes.pop().unwrap();
        Declared {
            competencies,
            pillars,
            list,
            fact,
            rungs,
            families,
            pages: Vec::new(),
            roles: Vec::new(),
            sets: Vec::new(),
        }
    }

    fn pages(&mut self, declared: &mut Declared) {
        for _ in 0..3 {
            let name = self.word();
            let picture = format!("pages/drawing-{name}.svg");
            let title = self.word();
            let head = format!(
                "+++\ntitle = \"Page {title}\"\nsummary = {}\nowner = \"{}\"\n",
                self.quoted(),
                self.word()
            );
            let (mut item, needs) = self.table(head, &[]);
            item.body.push(text(format!(
                "+++\n\n# Head {}\n\n{}\n\n",
                self.word(),
                self.sentence()
            )));
            if let Some((other, of)) = declared.pages.last() {
                let link =
                    Part::Link(format!("See {}", self.word()), format!("{other}.md"), of.clone());
                item.body.push(link);
                item.body.push(text(", or else.\n\n"));
            }
            item.body.push(text(format!("![{}](drawing-{name}.svg)\n", self.word())));
            self.files.push((format!("content/pages/{name}.md"), item));
            let drawing = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{}</text></svg>",
                self.word()
            );
            let drawing = Item { head: drawing, of: needs.clone(), ..Item::default() };
            self.files.push((format!("content/{picture}"), drawing));
            declared.pages.push((name, needs));
        }
    }

    fn glossary(&mut self) {
        let mut file = Item::default();
        for _ in 0..3 {
            let (name, alias) = (self.word(), self.word());
            let head = format!("[[term]]\nname = \"{name}\"\naliases = [\"{alias}\"]\n");
            let (mut item, _) = self.table(head, &[]);
            item.body.push(text(format!("definition = {}\n", self.quoted())));
            file.body.push(Part::Item(item));
        }
        self.files.push(("content/glossary.toml".to_owned(), file));
    }

    /// A level of a role or of a shared set.
    fn level(
        &mut self,
        declared: &Declared,
        folder: &str,
        at: usize,
        of: &[Audience],
        lines: Option<&[(usize, String, Needs)]>,
    ) -> Needs {
        let (rung, needs) = declared.rungs[at].clone();
        let of: Needs = of.iter().copied().chain(needs).collect();
        let mut head = "+++\n".to_owned();
        let is_role = lines.is_some();
        if is_role {
            head += &format!("title = \"Title {}\"\ntagline = {}\n", self.word(), self.quoted());
        }
        let (mut item, needs) = self.table(head, &of);
        let needs = if is_role && at == 0 {
            item.audience = None;
            of
        } else {
            needs
        };
        if is_role {
            let (fact, of) = declared.fact.clone();
            let head = format!("{fact} = {}\n", self.quoted());
            item.body.push(text("[attributes]\n"));
            item.body.push(Part::Item(Item { of, head, ..Item::default() }));
        }
        item.body.push(text("+++\n\n"));
        if is_role {
            let intro = self.sentence();
            item.body.push(text(format!("{intro}\n\n")));
        }
        let (list, of) = declared.list.clone();
        let mut section = Item {
            audience: self.random.audience(),
            of,
            head: format!("## Fact {list}"),
            mark: Some(Mark::Braces),
            body: vec![text("\n")],
        };
        for _ in 0..2 {
            self.bullet(&mut section);
        }
        section.body.push(text("\n"));
        if !self.random.one_in(3) {
            item.body.push(Part::Item(section));
        }
        for pillar in 0..2 {
            let (name, of) = declared.pillars[pillar].clone();
            let mut above = Item {
                audience: if self.random.one_in(3) { self.random.audience() } else { None },
                of,
                head: format!("## Pillar {name}"),
                mark: Some(Mark::Braces),
                body: vec![text("\n")],
            };
            let prose = self.sentence();
            above.body.push(text(format!("{prose}\n\n")));
            self.cells(declared, pillar, &mut above);
            item.body.push(Part::Item(above));
        }
        self.files.push((format!("{folder}/{rung}.md"), item));
        needs
    }

    /// The competencies of a pillar at a level.
    fn cells(&mut self, declared: &Declared, pillar: usize, above: &mut Item) {
        for number in [pillar, pillar + 2] {
            if self.random.one_in(4) {
                continue;
            }
            let (_, name, of) = declared.competencies[number].clone();
            let mut cell = Item {
                audience: self.random.audience(),
                of,
                head: format!("### {name}"),
                mark: Some(Mark::Braces),
                body: vec![text("\n")],
            };
            if self.random.one_in(3) {
                let prose = self.sentence();
                cell.body.push(text(format!("{prose}\n\n")));
            }
            for _ in 0..self.random.below(4) {
                self.bullet(&mut cell);
            }
            cell.body.push(text("\n"));
            if self.random.one_in(3) {
                let example = self.sentence();
                cell.body.push(text(format!("#### Examples\n\n- {example}\n\n")));
            }
            above.body.push(Part::Item(cell));
        }
    }

    fn bullet(&mut self, section: &mut Item) {
        let number = self.random.below(1 << 30) as u32;
        let mark = if self.random.one_in(2) { Mark::Braces } else { Mark::WithId(number) };
        let sentence = self.sentence();
        let mut bullet = Item {
            audience: self.random.audience(),
            head: format!("- {sentence}"),
            mark: Some(mark),
            ..Item::default()
        };
        if self.random.one_in(3) {
            let (first, nested) = (self.random.one_in(2), self.sentence());
            let word = if first { "Example: " } else { "" };
            bullet.body.push(Part::Item(Item {
                audience: self.random.audience(),
                head: format!("  - {word}{nested}"),
                mark: Some(Mark::Braces),
                ..Item::default()
            }));
        }
        section.body.push(Part::Item(bullet));
    }

    fn role(&mut self, declared: &Declared, at: usize) {
        let (id, family, needs) = declared.roles[at].clone();
        let folder = format!("content/roles/{id}");
        let cumulative = self.random.one_in(2);
        let mut file = Item { of: needs.clone(), ..Item::default() };
        // What it is for has been drawn with its name.
        let audience = needs.last().copied();
        let title = self.word();
        let head = format!(
            "title = \"Role {title}\"\nfamily = \"{family}\"\ntrack = \"ic\"\ncumulative = {cumulative}\n\
             summary = {}\nowner = \"{}\"\n",
            self.quoted(),
            self.word()
        );
        file.body.push(text(head));
        if let Some(word) = audience.map(Audience::word) {
            file.body.push(Part::Item(Item { audience, mark: Some(Mark::Key), ..Item::default() }));
            debug_assert!(!word.is_empty());
        }
        let mut includes = vec![text("include = [")];
        for (set, of) in &declared.sets {
            if self.random.one_in(2) {
                let head = format!("\"{set}\", ");
                includes.push(Part::Item(Item { of: of.clone(), head, ..Item::default() }));
            }
        }
        includes.push(text("]\n"));
        file.body.extend(includes);
        let mut levels = vec![text("levels = [")];
        for at in 0..declared.rungs.len() {
            let of = self.level(declared, &folder, at, &needs, Some(&[]));
            let head = format!("\"ic{}\", ", at + 1);
            levels.push(Part::Item(Item { of, head, ..Item::default() }));
        }
        levels.push(text("]\n"));
        file.body.extend(levels);
        file.body.push(text("[path]\nnext = [\n"));
        for (other, _, of) in declared.roles.iter().filter(|(other, _, _)| *other != id) {
            if self.random.one_in(2) {
                file.body.push(Part::Item(Item {
                    audience: self.random.audience(),
                    of: of.clone(),
                    head: format!("{{ role = \"{other}\", note = {}", self.quoted()),
                    mark: Some(Mark::Inline),
                    ..Item::default()
                }));
            }
        }
        file.body.push(text("]\n"));
        self.files.push((format!("{folder}/role.toml"), file));
        self.blueprint(declared, &folder, &needs);
        self.interviews(declared, &folder, &needs);
    }

    fn blueprint(&mut self, declared: &Declared, folder: &str, of: &[Audience]) {
        let (mut file, _) = self.table(String::new(), of);
        let kpis = format!("summary = {}\nsuccess = {}\n", self.quoted(), self.quoted());
        file.body.push(text(kpis));
        let tables: [(&str, &str); 12] = [
            ("[mission]", "core"),
            ("[facts]", "horizon"),
            ("[authority]", "budget"),
            ("[[responsibility]]\ngroup = \"technical\"", "text"),
            ("[[activity]]\ncadence = \"daily\"", "text"),
            ("[[deliverable]]\ngroup = \"Plans\"", "text"),
            ("[[goal]]\nhorizon = \"30d\"\nlabel = \"First\"", "text"),
            ("[[decision]]\nright = \"own\"", "text"),
            ("[[risk]]\nkind = \"challenge\"", "text"),
            ("[[kpi]]\nname = \"Time\"", "measures"),
            ("[[stakeholder]]\nkind = \"peer\"\nwho = \"All\"", "about"),
            ("[[ai-impact]]\nkind = \"human\"", "text"),
        ];
        for (head, key) in tables {
            if self.random.one_in(2) {
                let (mut item, _) = self.table(format!("{head}\n"), &[]);
                item.body.push(text(format!("{key} = {}\n", self.quoted())));
                file.body.push(Part::Item(item));
            }
        }
        for (id, _, of) in &declared.competencies {
            let name = self.word();
            let head = format!(
                "[[skill]]\nname = \"Skill {name}\"\ntier = \"must-have\"\nimportance = \"critical\"\n"
            );
            let (mut item, _) = self.table(head, &[]);
            item.body.push(text(format!("description = {}\n", self.quoted())));
            let head = format!("competency = \"{id}\"\n");
            item.body.push(Part::Item(Item { of: of.clone(), head, ..Item::default() }));
            file.body.push(Part::Item(item));
        }
        self.files.push((format!("{folder}/blueprint.toml"), file));
    }

    fn interviews(&mut self, declared: &Declared, folder: &str, of: &[Audience]) {
        let audience = Some(match self.random.below(3) {
            0 => Audience::Public,
            1 => Audience::Internal,
            _ => Audience::Panel,
        });
        let mut file = Item { audience, of: of.to_vec(), mark: Some(Mark::Key), ..Item::default() };
        file.body.push(text(format!("weights-reason = {}\n", self.quoted())));
        let area = self.word();
        let (mut item, area_of) =
            self.table(format!("[[area]]\nid = \"{area}\"\nname = \"Area {area}\"\n"), &[]);
        item.body.push(text(format!("assess = {}\n", self.quoted())));
        file.body.push(Part::Item(item));
        let mut dimensions = Vec::new();
        for _ in 0..2 {
            let id = self.word();
            let (mut item, needs) =
                self.table(format!("[[dimension]]\nid = \"{id}\"\nname = \"Row {id}\"\n"), &[]);
            item.body.push(text(format!(
                "meets = {}\nstrong = [{}]\nareas = [",
                self.quoted(),
                self.quoted()
            )));
            let head = format!("\"{area}\"");
            item.body.push(Part::Item(Item { of: area_of.clone(), head, ..Item::default() }));
            item.body.push(text("]\ncompetencies = ["));
            for (id, _, of) in &declared.competencies {
                let head = format!("\"{id}\", ");
                item.body.push(Part::Item(Item { of: of.clone(), head, ..Item::default() }));
            }
            item.body.push(text("]\n"));
            file.body.push(Part::Item(item));
            dimensions.push((id, needs));
        }
        let task = self.word();
        let (mut item, task_of) =
            self.table(format!("[[exercise]]\nid = \"{task}\"\ntitle = \"Task {task}\"\n"), &[]);
        item.body.push(text(format!("input = {}\noutput = [{}]\n", self.quoted(), self.quoted())));
        for (id, of) in &dimensions {
            let (mut rubric, _) =
                self.table(format!("[[exercise.rubric]]\ndimension = \"{id}\"\n"), of);
            rubric.body.push(text(format!("meets = {}\n", self.quoted())));
            item.body.push(Part::Item(rubric));
        }
        file.body.push(Part::Item(item));
        for _ in 0..2 {
            let id = self.word();
            let (mut item, _) =
                self.table(format!("[[stage]]\nid = \"{id}\"\nname = \"Talk {id}\"\n"), &[]);
            let head = format!("exercise = \"{task}\"\n");
            item.body.push(Part::Item(Item { of: task_of.clone(), head, ..Item::default() }));
            item.body.push(text("dimensions = ["));
            for (id, of) in &dimensions {
                let head = format!("\"{id}\", ");
                item.body.push(Part::Item(Item { of: of.clone(), head, ..Item::default() }));
            }
            item.body.push(text("]\n"));
            for _ in 0..2 {
                let question = self.word();
                let (mut asked, _) =
                    self.table(format!("[[stage.question]]\nid = \"{question}\"\n"), &[]);
                asked.body.push(text(format!(
                    "text = {}\nprobes = [{}]\ngood = {}\n",
                    self.quoted(),
                    self.quoted(),
                    self.quoted()
                )));
                item.body.push(Part::Item(asked));
            }
            file.body.push(Part::Item(item));
        }
        for kind in ["strong", "red-flag"] {
            let (mut item, _) = self.table(format!("[[signal]]\nkind = \"{kind}\"\n"), &[]);
            item.body.push(text(format!("text = {}\n", self.quoted())));
            file.body.push(Part::Item(item));
        }
        self.files.push((format!("{folder}/interviews.toml"), file));
    }
}
