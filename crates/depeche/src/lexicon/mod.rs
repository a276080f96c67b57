//! What depeche knows: names of actors, titles, words of organisations, topic terms, in one trie over folded text.
//!
//! The source is `data/`; [`compile`] makes the form that ships, [`Lexicon`] reads it. A key of the trie leads to senses: what the
//! form can mean, in which language, under which conditions.

pub mod compile;
mod inflection;
mod source;
mod tables;

pub(crate) use tables::{Entity, Holder, OrgWord, Place, Position, Tables, Title, TitleKind, TopicRow};

use crate::registry::LangId;
use std::sync::OnceLock;
use yada::DoubleArray;

/// Any language.
pub(crate) const ANY_LANG: LangId = u8::MAX;

/// What a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Class {
    /// A name of an entity.
    Name,
    /// An adjective or noun of nationality.
    Adjective,
    /// An honorific or a function that stands beside a name.
    Title,
    /// A state institution without its state.
    Institution,
    /// A word inside names that tells what they name.
    OrgWord,
    /// A given name.
    Given,
    /// A family name.
    Family,
    /// de, van, bin.
    Particle,
    /// A character of transliterated names.
    Transliteration,
    /// A function word.
    Stop,
    /// A function word that may stand between a title and its country.
    Linker,
    /// A preposition before places.
    Locative,
    /// A verb of saying.
    Speech,
    /// A phrase of what is not article.
    Boilerplate,
    /// A term of a topic.
    Topic,
    /// An abbreviation whose full stop ends no sentence.
    Abbreviation,
    /// A month.
    Month,
}

const CLASSES: [Class; 17] = [
    Class::Name,
    Class::Adjective,
    Class::Title,
    Class::Institution,
    Class::OrgWord,
    Class::Given,
    Class::Family,
    Class::Particle,
    Class::Transliteration,
    Class::Stop,
    Class::Linker,
    Class::Locative,
    Class::Speech,
    Class::Boilerplate,
    Class::Topic,
    Class::Abbreviation,
    Class::Month,
];

/// Conditions under which a form has a sense; see `data/README.md`.
pub(crate) mod flag {
    /// Exactly in this case.
    pub(crate) const CASE: u16 = 1;
    /// Only with support.
    pub(crate) const WEAK: u16 = 2;
    /// Only after the full name or with a title.
    pub(crate) const SHORT: u16 = 4;
    /// A combining form: a hyphen must follow.
    pub(crate) const PREFIX: u16 = 8;
    /// Written in capitals only.
    pub(crate) const ACRONYM: u16 = 16;
    /// Starts with a capital.
    pub(crate) const CAPITAL: u16 = 32;
    /// The last word may continue.
    pub(crate) const WILD: u16 = 64;
    /// An abbreviation of a state that counts only beside another.
    pub(crate) const PAIR: u16 = 256;
    /// Not the base form.
    pub(crate) const INFLECTED: u16 = 128;
}

/// One thing that a form can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sense {
    pub(crate) class: Class,
    pub(crate) lang: LangId,
    pub(crate) flags: u16,
    /// Row in the table of the class.
    pub(crate) target: u32,
}

impl Sense {
    pub(crate) fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    fn to_bytes(self) -> [u8; 8] {
        let (f, t) = (self.flags.to_le_bytes(), self.target.to_le_bytes());
        [self.class as u8, self.lang, f[0], f[1], t[0], t[1], t[2], t[3]]
    }

    fn from_bytes(b: &[u8]) -> Self {
        Sense {
            class: CLASSES[b[0] as usize % CLASSES.len()],
            lang: b[1],
            flags: u16::from_le_bytes([b[2], b[3]]),
            target: u32::from_le_bytes([b[4], b[5], b[6], b[7]]),
        }
    }
}

/// The compiled lexicon.
pub(crate) struct Lexicon {
    trie: DoubleArray<&'static [u8]>,
    offsets: &'static [u8],
    senses: &'static [u8],
    /// A bit a key: whether a form of it may continue.
    wild: Vec<u64>,
    pub(crate) tables: Tables,
}

static COMPILED: &[u8] = include_bytes!("../../data/models/lexicon.bin");

/// The lexicon that ships.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::read(COMPILED))
}

impl Lexicon {
    /// Reads what [`compile`] wrote. The bytes are our own, checked by a test; damaged ones would give an empty lexicon.
    fn read(bytes: &'static [u8]) -> Self {
        let sections = compile::sections(bytes);
        let [trie, offsets, senses, tables @ ..] = &sections[..] else { return Lexicon::empty() };
        match DoubleArray::new(*trie) {
            Ok(trie) => Lexicon { trie, offsets, senses, wild: Vec::new(), tables: Tables::read(tables) }.with_wild(),
            Err(_) => Lexicon::empty(),
        }
    }

    fn empty() -> Self {
        static NOTHING: [u8; 1024] = [0; 1024];
        // SAFETY: one block of zero units is a trie whose every transition fails: a non-leaf unit 0 with offset 0 stays in bounds.
        let trie = unsafe { DoubleArray::new_unchecked(&NOTHING[..]) };
        Lexicon { trie, offsets: &[], senses: &[], wild: Vec::new(), tables: Tables::default() }
    }

    fn with_wild(mut self) -> Self {
        let keys = self.offsets.len() as u32 / 4;
        let is_wild = |key: u32| self.senses(key).any(|s| s.has(flag::WILD));
        let word = |w: u32| (0..64).filter(|bit| is_wild(w * 64 + bit)).fold(0, |word, bit| word | 1 << bit);
        self.wild = (0..keys.div_ceil(64)).map(word).collect();
        self
    }

    /// Whether a key has a sense that holds for longer words too.
    pub(crate) fn is_wild(&self, key: u32) -> bool {
        self.wild.get(key as usize / 64).is_some_and(|word| word >> (key % 64) & 1 == 1)
    }

    /// Keys that start at the start of `norm`, as (key, length in bytes), shortest first.
    pub(crate) fn prefixes<'n>(&'n self, norm: &'n [u8]) -> impl Iterator<Item = (u32, usize)> + 'n {
        self.trie.common_prefix_search(norm)
    }

    /// The key that is exactly `norm`.
    pub(crate) fn key(&self, norm: &str) -> Option<u32> {
        self.trie.exact_match_search(norm.as_bytes())
    }

    /// What a key can mean.
    pub(crate) fn senses(&self, key: u32) -> impl Iterator<Item = Sense> + '_ {
        let at = |i: usize| self.offsets.get(i * 4..i * 4 + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
        let (from, to) = (at(key as usize) * 8, at(key as usize + 1) * 8);
        self.senses.get(from..to).unwrap_or_default().chunks_exact(8).map(Sense::from_bytes)
    }
}
