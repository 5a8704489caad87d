//! How much a word says, and what matching keeps of one behaviour.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::quality::FixedState;
use rust_stemmers::{Algorithm, Stemmer};

use super::families::{FAMILIES, is_stop_word};
use super::words::{HASH, SameKey, each_word, plain};

/// As many distinct texts settle how rare a word is; more are thinned to about this many.
const SAMPLE_TEXTS: usize = 20_000;
/// Weights are kept in a byte. The rarest word of [`SAMPLE_TEXTS`] weighs ln(20,002) = 9.9.
const WEIGHT_UNIT: f64 = 25.0;
/// What a stop word weighs against another word as frequent.
const STOP_SHARE: f64 = 0.15;
/// Words beyond this many in one behaviour are not compared: positions are kept in a byte.
const WORDS: usize = 255;

pub(super) const NO_FAMILY: u8 = 0;
pub(super) const STOP: u8 = 255;

/// How rare each word is among the behaviours of a framework: rare words tell behaviours apart,
/// words that are everywhere do not.
///
/// Weights are inverse document frequencies, ln(1 + (N + 1) / (n + 1)) for a stem in n of N
/// distinct texts, so a text copied to forty levels counts once.
pub struct Vocabulary {
    /// How rare each stem is.
    rarities: HashMap<u32, f64, FixedState>,
    language: Arc<Language>,
    unseen: f64,
}

#[derive(Clone, Copy)]
struct Word {
    stem: u32,
    weight: u8,
    /// [`NO_FAMILY`], [`STOP`], or one more than the line of [`FAMILIES`].
    family: u8,
}

impl Vocabulary {
    /// Reads the behaviours of a framework in English, as inline Markdown. Their order matters only
    /// beyond 20,000 distinct texts, of which every n-th is read.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::in_language("en", texts)
    }

    /// As [`Vocabulary::new`], in the language of a tag such as `en-GB` or `de`. Stems are found in
    /// the 18 languages of Snowball, stop words and families in English only; a language that is
    /// not known is compared by whole words.
    pub fn in_language<'a>(tag: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let language = Language::shared(tag);
        let distinct = distinct(texts);
        let step = distinct.len().div_ceil(SAMPLE_TEXTS).max(1);
        let mut texts_with: HashMap<u32, (u32, usize), FixedState> = HashMap::with_hasher(HASH);
        let mut read = 0_u32;
        for (at, text) in distinct.into_iter().step_by(step).enumerate() {
            read += 1;
            each_word(&text, |word| {
                let (count, last) =
                    texts_with.entry(language.word(word).stem).or_insert((0, usize::MAX));
                if *last != at {
                    (*count, *last) = (*count + 1, at);
                }
            });
        }
        let rarity = |texts: u32| (1.0 + f64::from(read + 1) / f64::from(texts + 1)).ln();
        let rarities = texts_with.into_iter().map(|(stem, (texts, _))| (stem, rarity(texts)));
        Self { rarities: rarities.collect(), language, unseen: rarity(0) }
    }

    fn word(&self, word: &str) -> Word {
        let new = self.language.word(word);
        let rarity = self.rarities.get(&new.stem).copied().unwrap_or(self.unseen);
        Word { weight: quantised(rarity, new.family), ..new }
    }

    /// The stems of a name that carry meaning, sorted.
    pub(super) fn name_stems(&self, name: &str) -> Vec<u32> {
        let mut stems = Vec::new();
        each_word(&plain(name), |word| {
            let word = self.word(word);
            if word.family != STOP {
                stems.push(word.stem);
            }
        });
        stems
    }
}

/// Plain texts, each once, in the order in which they are first met. Markup makes no other text.
pub fn distinct<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Cow<'a, str>> {
    let mut seen = HashSet::with_hasher(HASH);
    let texts = texts.into_iter().filter(|text| seen.insert(*text)).map(plain);
    let mut seen = HashSet::with_hasher(HASH);
    texts.filter(|text| seen.insert(text.clone())).collect()
}

/// Words that are one and the same when behaviours are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kin {
    /// Their stem, as 24 bits of a hash.
    pub stem: u32,
    /// 0 for none, 255 for words that carry little, or what they mean nearly.
    pub family: u8,
    /// The words, in the order in which they are first met.
    pub words: Vec<String>,
}

/// All words of plain texts, each once: what [`Features`] are made of, for who has to make them
/// elsewhere. In the order in which they are first met.
pub fn kin<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Kin> {
    let language = Language::shared("en");
    let mut found: Vec<Kin> = Vec::new();
    let mut places: HashMap<(u32, u8), usize, FixedState> = HashMap::with_hasher(HASH);
    let mut seen: HashSet<String, FixedState> = HashSet::with_hasher(HASH);
    for text in texts {
        each_word(text, |word| {
            if seen.contains(word) {
                return;
            }
            seen.insert(word.to_owned());
            let Word { stem, family, .. } = language.word(word);
            let place = *places.entry((stem, family)).or_insert(found.len());
            if place == found.len() {
                found.push(Kin { stem, family, words: Vec::new() });
            }
            found[place].words.push(word.to_owned());
        });
    }
    found
}

fn quantised(rarity: f64, family: u8) -> u8 {
    let share = if family == STOP { STOP_SHARE } else { 1.0 };
    (rarity * share * WEIGHT_UNIT).round().clamp(1.0, 255.0) as u8
}

/// How words of one language are brought to their stem.
struct Language {
    primary: String,
    stemmer: Option<Stemmer>,
    families: HashMap<u32, u8, FixedState>,
}

/// Words that a thread has brought to their stem, and the language they are of. Stemming is most of
/// what reading a behaviour costs, and a framework says the same few thousand words over and over.
type KnownWords = (String, HashMap<Box<str>, Word, FixedState>);

/// A thread forgets all words rather than hold more than these.
const KNOWN_WORDS: usize = 1 << 16;

thread_local! {
    static KNOWN: RefCell<KnownWords> =
        const { RefCell::new((String::new(), HashMap::with_hasher(HASH))) };
}

impl Language {
    /// The language of a tag, made once.
    fn shared(tag: &str) -> Arc<Self> {
        static LANGUAGES: Mutex<Vec<Arc<Language>>> = Mutex::new(Vec::new());
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let mut languages = LANGUAGES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = languages.iter().find(|one| one.primary == primary) {
            return found.clone();
        }
        let made = Arc::new(Self::new(primary));
        languages.push(made.clone());
        made
    }

    fn new(primary: String) -> Self {
        let stemmer = algorithm(&primary).map(Stemmer::create);
        let mut language = Self { primary, stemmer, families: HashMap::with_hasher(HASH) };
        if language.primary == "en" {
            for (line, family) in (NO_FAMILY + 1..STOP).zip(FAMILIES) {
                for word in family.split(' ') {
                    let stem = language.stem(word);
                    language.families.entry(stem).or_insert(line);
                }
            }
        }
        language
    }

    /// A word whose weight is not known yet.
    fn word(&self, word: &str) -> Word {
        KNOWN.with_borrow_mut(|(primary, known)| {
            if *primary != self.primary || known.len() >= KNOWN_WORDS {
                known.clear();
                primary.clone_from(&self.primary);
            }
            if let Some(found) = known.get(word) {
                return *found;
            }
            let stem = self.stem(word);
            let family = match self.primary == "en" && is_stop_word(word) {
                true => STOP,
                false => self.families.get(&stem).copied().unwrap_or(NO_FAMILY),
            };
            let new = Word { stem, weight: 0, family };
            known.insert(word.into(), new);
            new
        })
    }

    /// 24 bits of a hash of the stem: enough to tell the words of two behaviours apart, and a
    /// token with its weight fits four bytes. FNV-1a, mixed once more since it leaves the high bits
    /// of short words alike: sites are made of it, so it must not depend on the machine or on the
    /// version of a crate.
    fn stem(&self, word: &str) -> u32 {
        let hash = |stem: &str| {
            stem.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            })
        };
        let hash = match &self.stemmer {
            Some(stemmer) => hash(&stemmer.stem(word)),
            None => hash(word),
        };
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as u32
    }
}

fn algorithm(primary_tag: &str) -> Option<Algorithm> {
    Some(match primary_tag {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

/// What matching reads of one behaviour, worked out once: about 190 bytes for twenty words. Equal
/// texts give equal features, so a framework that copies its lines can share them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Features {
    /// Equal for texts that say the same; `None` for a text without a word.
    pub(super) same: Option<u64>,
    /// One bit for each family that occurs.
    pub(super) families: u64,
    /// The weights of `tokens`, added up.
    pub(super) weight: u32,
    /// Distinct stems, sorted: 24 bits of stem, 8 bits of weight.
    tokens: Box<[u32]>,
    /// The family of each token, then the text as positions in `tokens`.
    notes: Box<[u8]>,
}

impl Features {
    /// Reads one behaviour, given as inline Markdown. Its words need not occur in the vocabulary.
    pub fn new(text: &str, vocabulary: &Vocabulary) -> Self {
        let mut same = SameKey::default();
        let mut read = Vec::new();
        each_word(&plain(text), |word| {
            same.read(word);
            if read.len() < WORDS {
                read.push(vocabulary.word(word));
            }
        });
        let mut distinct = read.clone();
        // Of two words with one stem the weightier stands for both.
        distinct
            .sort_unstable_by_key(|word| (word.stem, std::cmp::Reverse(word.weight), word.family));
        distinct.dedup_by_key(|word| word.stem);
        let mut notes: Vec<u8> = distinct.iter().map(|word| word.family).collect();
        notes.extend(read.iter().filter_map(|word| {
            distinct.binary_search_by_key(&word.stem, |word| word.stem).ok().map(|at| at as u8)
        }));
        let family_bit = |word: &Word| match word.family {
            NO_FAMILY | STOP => 0,
            line => 1_u64 << (line % 64),
        };
        Self {
            same: same.finish(),
            families: distinct.iter().map(family_bit).fold(0, |bits, bit| bits | bit),
            weight: distinct.iter().map(|word| u32::from(word.weight)).sum(),
            tokens: distinct.iter().map(|word| word.stem << 8 | u32::from(word.weight)).collect(),
            notes: notes.into(),
        }
    }

    /// Distinct tokens, sorted by stem: see [`stem`] and [`weight`].
    pub(super) fn tokens(&self) -> &[u32] {
        &self.tokens
    }

    /// The family of each of `tokens`.
    pub(super) fn token_families(&self) -> &[u8] {
        &self.notes[..self.tokens.len()]
    }

    /// The text, each word as a position in `tokens`.
    pub(super) fn order(&self) -> &[u8] {
        &self.notes[self.tokens.len()..]
    }

    /// Bytes held, on the stack and the heap.
    #[cfg(test)]
    fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.tokens) + self.notes.len()
    }
}

pub(super) fn stem(token: u32) -> u32 {
    token >> 8
}

pub(super) fn weight(token: u32) -> u32 {
    token & 0xff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more_and_copies_count_once() {
        let texts = ["my team", "my team", "my team", "my plan"];
        let vocabulary = Vocabulary::new(texts);
        assert!(vocabulary.word("plan").weight == vocabulary.word("team").weight);
        assert!(vocabulary.word("unseen").weight > vocabulary.word("plan").weight);
        assert!(vocabulary.word("my").weight < vocabulary.word("plan").weight);
    }

    #[test]
    fn a_behaviour_of_twenty_words_stays_small() {
        let text = "Takes a finding from report to verified fix, and says when it is closed to \
                    everybody who asked about it";
        let features = Features::new(text, &Vocabulary::new([text]));
        assert!(features.bytes() < 200, "{} bytes", features.bytes());
    }

    #[test]
    fn long_and_empty_texts_are_read() {
        let long = "word and other ".repeat(500);
        let vocabulary = Vocabulary::new([long.as_str(), ""]);
        assert_eq!(Features::new(&long, &vocabulary).order().len(), WORDS);
        assert_eq!(Features::new("…", &vocabulary).same, None);
    }

    #[test]
    fn other_languages_are_stemmed_too() {
        let vocabulary = Vocabulary::in_language("de-CH", ["Leitet Teams"]);
        assert_eq!(vocabulary.word("teams").stem, vocabulary.word("team").stem);
    }
}
