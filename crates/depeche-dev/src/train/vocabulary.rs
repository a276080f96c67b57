//! What the table of words says: how often a word is written with a capital, how frequent it is, which letters before it are
//! clitics, which cluster it is in, and what gazetteers call it.

use super::clusters;
use depeche::tagger::train::{count_words, fold, know, proclitics, Counted, Word};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

/// Least count of a word that the table keeps for its own sake.
const LEAST: u32 = 4;
/// Occurrences inside sentences from which its capitals tell something.
const TELLING: u32 = 3;

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    all: u32,
    inside: u32,
    capital: u32,
}

/// Words counted in texts of one language.
pub(crate) struct Vocabulary {
    counts: HashMap<String, Count>,
    clitics: Vec<&'static str>,
}

impl Vocabulary {
    /// Counts the words of texts.
    pub(crate) fn of(texts: &[String], lang: &str) -> Self {
        let mut counts: HashMap<String, Count> = HashMap::new();
        for text in texts {
            count_words(text, lang, |words| words.iter().filter(|w| !w.ideograph).for_each(|w| add(&mut counts, w)));
        }
        Vocabulary { counts, clitics: proclitics() }
    }

    fn count(&self, word: &str) -> u32 {
        self.counts.get(word).map_or(0, |c| c.all)
    }

    /// Letters before a word that are written together with it: where the rest is at least as frequent as the whole.
    fn clitic(&self, word: &str) -> usize {
        let arabic = word.chars().next().is_some_and(|c| ('\u{600}'..='\u{6ff}').contains(&c));
        let rest_counts = |p: &&&str| {
            let rest = &word[p.len()..];
            rest.chars().count() >= 3 && self.count(rest) >= LEAST && self.count(rest) >= self.count(word)
        };
        let fitting = self.clitics.iter().filter(|p| arabic && !p.starts_with('=') && word.starts_with(**p));
        fitting.filter(rest_counts).map(|p| p.len()).next().unwrap_or(0)
    }

    /// The table for the tagger, with clusters learnt from the texts and words of a gazetteer.
    pub(crate) fn table(&self, texts: &[String], lang: &str, gazetteer: &Path, clusters: usize) -> Result<BTreeMap<String, Word>, String> {
        let stems = |w: &str| w[self.clitic(w)..].to_owned();
        let clusters = clusters::clusters(texts, lang, clusters, &stems);
        let known = gazetteer_words(gazetteer)?;
        let mut table = BTreeMap::new();
        for word in self.counts.iter().filter(|(_, c)| c.all >= LEAST).map(|(w, _)| w).chain(known.keys()) {
            let (bits, frequency) = known.get(word).copied().unwrap_or_default();
            let count = self.counts.get(word).copied().unwrap_or_default();
            let frequency = if frequency > 0 { logarithmic(frequency, 900_000) } else { logarithmic(count.all, 100_000) };
            let clitic = word[..self.clitic(word)].chars().count() as u32;
            let cluster = clusters.get(word).map_or(0, |c| c + 1);
            table.insert(word.clone(), Word::new(bits, capitals(count), clitic, frequency, cluster));
        }
        Ok(table)
    }
}

fn add(counts: &mut HashMap<String, Count>, word: &Counted<'_>) {
    let entry = match counts.get_mut(word.word) {
        Some(entry) => entry,
        None => counts.entry(word.word.to_owned()).or_default(),
    };
    entry.all += 1;
    entry.inside += u32::from(!word.first);
    entry.capital += u32::from(!word.first && word.capital);
}

/// 0 unknown, 1 seldom, 2 often, 3 nearly always with a capital.
fn capitals(count: Count) -> u32 {
    match count.inside {
        n if n < TELLING => 0,
        n if count.capital * 10 >= n * 9 => 3,
        n if count.capital * 10 >= n * 2 => 2,
        _ => 1,
    }
}

fn logarithmic(count: u32, most: u32) -> u32 {
    (f64::from(count + 1).ln() / f64::from(most).ln() * 15.0).round() as u32
}

/// Folded words with what they are and how frequent.
fn gazetteer_words(path: &Path) -> Result<HashMap<String, (u32, u32)>, String> {
    let source = fs::read_to_string(path).map_err(|e| format!("{}: {e}; make it with gazetteers/collect.py", path.display()))?;
    let mut words: HashMap<String, (u32, u32)> = HashMap::new();
    for line in source.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [word, kinds, frequency] = cells[..] else { return Err(format!("{}: not a word: {line}", path.display())) };
        let entry = words.entry(fold(word)).or_default();
        entry.0 |= kinds.split('|').map(bit).fold(0, |all, b| all | b);
        entry.1 = entry.1.max(frequency.parse().unwrap_or(0));
    }
    Ok(words)
}

fn bit(kind: &str) -> u32 {
    match kind {
        "person" => know::PERSON,
        "family" => know::FAMILY,
        "place" => know::PLACE,
        "place_part" => know::PLACE_PART,
        "organization" => know::ORGANIZATION,
        _ => know::ORDINARY,
    }
}
