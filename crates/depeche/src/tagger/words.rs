//! What is known of single words beyond the lexicon: an open-addressing table from the hash of a folded word to 32 bits.
//!
//! `depeche-dev train` makes it from counts over news and from gazetteers; nothing here depends on a language.

use super::hash;
use std::collections::BTreeMap;

/// A word's entry: bits of [`know`], cluster, clitic, frequency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word(pub u32);

/// Bits of an entry.
pub mod know {
    /// Part of names of persons.
    pub const PERSON: u32 = 1;
    /// Name of a place.
    pub const PLACE: u32 = 1 << 1;
    /// Part of names of places of several words.
    pub const PLACE_PART: u32 = 1 << 2;
    /// Name of an organisation.
    pub const ORGANIZATION: u32 = 1 << 3;
    /// Also an ordinary word.
    pub const ORDINARY: u32 = 1 << 4;
    /// A family name by form.
    pub const FAMILY: u32 = 1 << 5;
    /// All gazetteer bits.
    pub const ALL: u32 = 63;
}

/// Not a word but the start of longer ones, in text without spaces.
const PREFIX: u32 = 1 << 31;
const CAPITALS: u32 = 6;
const CLITIC: u32 = 8;
const FREQUENCY: u32 = 10;
const CLUSTER: u32 = 14;

impl Word {
    /// An entry; `capitals` 0 unknown, 1 seldom, 2 often, 3 nearly always with a capital; `clitic` letters written together with the
    /// word that are not part of it; `frequency` 0 to 15, logarithmic; `cluster` 0 none.
    pub fn new(known: u32, capitals: u32, clitic: u32, frequency: u32, cluster: u32) -> Self {
        Word(known & know::ALL | capitals.min(3) << CAPITALS | clitic.min(3) << CLITIC | frequency.min(15) << FREQUENCY | (cluster & 1023) << CLUSTER)
    }

    /// Whether it is a word and not only the start of one.
    pub(super) fn is_word(self) -> bool {
        self.0 & PREFIX == 0
    }

    pub(super) fn known(self) -> u32 {
        self.0 & know::ALL
    }

    pub(super) fn capitals(self) -> u32 {
        self.0 >> CAPITALS & 3
    }

    pub(super) fn clitic(self) -> u32 {
        self.0 >> CLITIC & 3
    }

    pub(super) fn frequency(self) -> u32 {
        self.0 >> FREQUENCY & 15
    }

    pub(super) fn cluster(self) -> u32 {
        self.0 >> CLUSTER & 1023
    }
}

/// The table, over bytes that ship.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    slots: &'static [u8],
    count: u64,
}

const SLOT: usize = 8;
/// Slots looked at before a word counts as unknown.
const PROBES: usize = 16;

impl Words {
    pub(super) fn read(slots: &'static [u8]) -> Self {
        Words { slots, count: (slots.len() / SLOT).saturating_sub(PROBES) as u64 }
    }

    #[inline]
    pub(super) fn get(&self, word: &str) -> Option<Word> {
        self.prefix(word).filter(|w| w.is_word())
    }

    /// A word or, in text without spaces, the start of one.
    #[inline]
    pub(super) fn prefix(&self, word: &str) -> Option<Word> {
        self.by_hash(hash::bytes(word.as_bytes()))
    }

    #[inline]
    fn by_hash(&self, key: u32) -> Option<Word> {
        let first = place(key, self.count);
        for at in first..first + PROBES {
            let slot = self.slots.get(at * SLOT..at * SLOT + SLOT)?;
            let found = u32::from_le_bytes([slot[0], slot[1], slot[2], slot[3]]);
            if found == key {
                return Some(Word(u32::from_le_bytes([slot[4], slot[5], slot[6], slot[7]])));
            }
            if found == 0 {
                return None;
            }
        }
        None
    }
}

fn place(key: u32, count: u64) -> usize {
    ((u64::from(key) * count) >> 32) as usize
}

/// The bytes of a table of these words.
pub(super) fn pack(words: &BTreeMap<String, Word>) -> Vec<u8> {
    let words = with_prefixes(words);
    let count = (words.len() * 5 / 4).max(64);
    let mut slots = vec![0u8; (count + PROBES) * SLOT];
    for (word, entry) in &words {
        let key = hash::bytes(word.as_bytes());
        let free = |at: &usize| slots[at * SLOT..at * SLOT + 4] == [0; 4];
        let first = place(key, count as u64);
        let at = (first..first + PROBES).find(free);
        // Where sixteen neighbours are taken a word is left out: it is then like one never seen.
        if let Some(at) = at {
            slots[at * SLOT..at * SLOT + 4].copy_from_slice(&key.to_le_bytes());
            slots[at * SLOT + 4..at * SLOT + 8].copy_from_slice(&entry.0.to_le_bytes());
        }
    }
    slots
}

/// The words and, of those in a script without spaces, all starts of two characters and more, so that a search can stop early.
fn with_prefixes(words: &BTreeMap<String, Word>) -> BTreeMap<String, Word> {
    let mut all = words.clone();
    for word in words.keys().filter(|w| w.chars().next().is_some_and(|c| c >= '\u{3000}')) {
        for (end, _) in word.char_indices().skip(2) {
            all.entry(word[..end].to_owned()).or_insert(Word(PREFIX));
        }
    }
    all
}
