//! Languages that share a script, told apart by their trigrams and alphabets.
//!
//! Needs: a sample in small letters. Gives: languages, likeliest first, and how sure each is when those before it are out of question; to the
//! bit what whatlang 0.18 says. whatlang looks the 300 trigrams of each language up in the text and names one language a question; here the
//! table is turned round: a trigram of the text tells which languages have it, and all are ranked at once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;
use whatlang::Script;

/// A language a line, see `data/README.md`.
const SOURCE: &str = include_str!("../data/trigrams.tsv");
const SCRIPTS: [Script; 5] = [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Devanagari, Script::Hebrew];
/// Languages of a script, rounded up to what vectors hold.
const MOST_LANGS: usize = 40;
const ABSENT: i16 = i16::MIN;
/// Trigrams of a language, and the distance of one that a text lacks.
const PROFILE: usize = 300;
/// Most trigrams of a text that count.
const MOST: usize = 2 * PROFILE;
/// Largest distance of a language.
const FARTHEST: usize = PROFILE * PROFILE;

/// The languages of a script.
#[derive(Default)]
struct Profiles {
    /// ISO 639-3.
    langs: Vec<&'static str>,
    /// Languages with a letter.
    letters: HashMap<char, Vec<u8>>,
    /// Per trigram and language, how many of the language's are more frequent.
    trigrams: HashMap<u64, [i16; MOST_LANGS], BuildHasherDefault<Mixed>>,
}

/// A trigram is looked up more often than anything else and is nothing that an attacker could choose the table by.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(self.0 << 8 | u64::from(*b)));
    }

    fn write_u64(&mut self, trigram: u64) {
        let product = u128::from(trigram) * 0x9e37_79b9_7f4a_7c15;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

/// The likeliest languages of a sample in a script, at most `wanted`. `None` where another method is needed: in scripts of one language
/// each, and where two languages come out equal.
pub(crate) fn rank(sample: &str, script: Script, wanted: usize) -> Option<Vec<(&'static str, f64)>> {
    let profiles = Profiles::of(script)?;
    let trigrams = trigrams(sample);
    let mut scores = profiles.scores(sample, &trigrams);
    scores.sort_by(|a, b| b.1.total_cmp(&a.1));
    scores.truncate(wanted + 1);
    if scores.windows(2).any(|s| s[0].1 == s[1].1) {
        return None;
    }
    let next = |i: usize| scores.get(i + 1).map(|s| s.1);
    let sure = |(i, s): (usize, &(u8, f64))| (profiles.langs[s.0 as usize], next(i).map_or(1.0, |n| confidence(s.1, n, trigrams.len())));
    Some(scores.iter().enumerate().take(wanted).map(sure).collect())
}

/// How far the best is ahead of the next, against what so many trigrams make certain.
fn confidence(score: f64, next: f64, trigrams: usize) -> f64 {
    if score == 0.0 || next == 0.0 {
        return score;
    }
    let certain = (3.0 / trigrams as f64) + 0.015;
    let lead = (score - next) / next;
    if lead > certain {
        1.0
    } else {
        lead / certain
    }
}

impl Profiles {
    fn of(script: Script) -> Option<&'static Self> {
        static ALL: [OnceLock<Profiles>; SCRIPTS.len()] = [const { OnceLock::new() }; SCRIPTS.len()];
        let i = SCRIPTS.iter().position(|s| *s == script)?;
        Some(ALL[i].get_or_init(|| Profiles::read(script.name())))
    }

    fn read(script: &str) -> Self {
        let mut profiles = Profiles::default();
        for row in SOURCE.lines().map(|l| l.split('\t').collect::<Vec<_>>()).filter(|r| r[0] == script) {
            profiles.add(row[1], row[2], row[3]);
        }
        profiles
    }

    fn add(&mut self, code: &'static str, alphabet: &str, trigrams: &str) {
        let lang = self.langs.len() as u8;
        self.langs.push(code);
        alphabet.chars().for_each(|c| self.letters.entry(c).or_default().push(lang));
        let chars: Vec<char> = trigrams.chars().map(|c| if c == '_' { ' ' } else { c }).collect();
        for (rank, t) in chars.chunks_exact(3).enumerate() {
            self.trigrams.entry(key(t[0], t[1], t[2])).or_insert([ABSENT; MOST_LANGS])[lang as usize] = rank as i16;
        }
    }

    /// Each language and its score, from its alphabet and its trigrams; the shorter the text, the more the alphabet weighs.
    fn scores(&self, sample: &str, trigrams: &[u64]) -> Vec<(u8, f64)> {
        let (count, alphabets) = self.alphabets(sample);
        let distances = self.distances(trigrams);
        let most = trigrams.len() * PROFILE;
        let weight = (-(count as f64 / 300.0) + 2.0 / 3.0).clamp(1.0 / 3.0, 2.0 / 3.0);
        let score = |(a, d): (f64, usize)| a * weight + (most - d) as f64 / most as f64 * (1.0 - weight);
        (0..).zip(alphabets.into_iter().zip(distances).map(score)).collect()
    }

    /// Letters of a sample, and per language the share of them that its alphabet has, less the share that it lacks.
    fn alphabets(&self, sample: &str) -> (usize, Vec<f64>) {
        if self.letters.is_empty() {
            return (1, vec![1.0; self.langs.len()]);
        }
        let mut letters: Vec<char> = sample.chars().filter(|c| !is_stop(*c)).collect();
        letters.sort_unstable();
        let mut known = vec![0; self.langs.len()];
        for run in letters.chunk_by(|a, b| a == b) {
            self.letters.get(&run[0]).into_iter().flatten().for_each(|l| known[*l as usize] += 2 * run.len());
        }
        let share = |k: usize| k.saturating_sub(letters.len()) as f64 / letters.len() as f64;
        (letters.len(), known.into_iter().map(share).collect())
    }

    /// Per language, how far the order of its trigrams is from that of the text's.
    fn distances(&self, trigrams: &[u64]) -> Vec<usize> {
        let most = (FARTHEST - PROFILE.saturating_sub(trigrams.len()) * PROFILE) as i32;
        let mut nearer = [0; MOST_LANGS];
        for (n, ranks) in (0..).zip(trigrams).filter_map(|(n, t)| Some((n, self.trigrams.get(t)?))) {
            nearer.iter_mut().zip(ranks).for_each(|(sum, rank)| *sum += gain(n, *rank));
        }
        nearer[..self.langs.len()].iter().map(|n| (most - n).clamp(0, FARTHEST as i32) as usize).collect()
    }
}

/// How much nearer a language is for having a trigram at this rank that is the `n`th of the text.
fn gain(n: i16, rank: i16) -> i32 {
    if rank == ABSENT {
        0
    } else {
        PROFILE as i32 - i32::from((n - rank).abs())
    }
}

/// Three characters as one number, in the same order.
fn key(a: char, b: char, c: char) -> u64 {
    u64::from(u32::from(a)) << 42 | u64::from(u32::from(b)) << 21 | u64::from(u32::from(c))
}

/// Spaces, punctuation and digits of ASCII.
fn is_stop(c: char) -> bool {
    matches!(c, '\0'..='@' | '['..='`' | '{'..='~')
}

/// The trigrams of a sample, most frequent first.
fn trigrams(sample: &str) -> Vec<u64> {
    let mut all = Vec::with_capacity(sample.len());
    let (mut a, mut b) = (' ', None);
    for c in sample.chars().map(|c| if is_stop(c) { ' ' } else { c }).chain([' ']) {
        let Some(middle) = b.replace(c) else { continue };
        if middle != ' ' || a != ' ' && c != ' ' {
            all.push(key(a, middle, c));
        }
        a = middle;
    }
    all.sort_unstable();
    let mut counted: Vec<(usize, u64)> = all.chunk_by(|a, b| a == b).rev().map(|run| (run.len(), run[0])).collect();
    // Of trigrams equally frequent the greatest stands first, as it does already.
    counted.sort_by_key(|c| std::cmp::Reverse(c.0));
    counted.into_iter().take(MOST).map(|c| c.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use whatlang::{Detector, Lang};

    /// What whatlang says, asked again and again without those already named.
    fn asked(sample: &str, wanted: usize) -> Vec<(&'static str, f64)> {
        let mut named: Vec<Lang> = Vec::new();
        let next = || {
            let info = Detector::with_denylist(named.clone()).detect(sample)?;
            named.push(info.lang());
            Some((info.lang().code(), info.confidence()))
        };
        std::iter::from_fn(next).take(wanted).collect()
    }

    #[test]
    fn ranks_as_whatlang_does() {
        let articles = include_str!("../../../python/depeche/sample/articles.jsonl").to_lowercase();
        let others = "האקדמיה ללשון העברית\nहिन्दी भाषा में एक वाक्य\nДуже цікаво, що це таке\nزبان فارسی در ایران\nşu çok güzel\nSøren Kierkegård\nöl";
        let letters: Vec<char> = articles.chars().collect();
        let pieces = letters.chunks(97).map(String::from_iter).chain(letters.chunks(1_500).map(String::from_iter));
        let mut compared = 0;
        for sample in pieces.chain(others.to_lowercase().lines().map(str::to_owned)) {
            let ranked = whatlang::detect_script(&sample).and_then(|script| rank(&sample, script, 5));
            if let Some(ranked) = ranked {
                assert_eq!(ranked, asked(&sample, 5), "{sample}");
                compared += 1;
            }
        }
        assert!(compared > 800, "{compared}");
    }

    #[test]
    fn knows_only_languages_of_the_registry() {
        for script in SCRIPTS {
            let langs = &Profiles::of(script).unwrap().langs;
            assert!(!langs.is_empty() && langs.iter().all(|l| crate::registry::find_iso639_3(l).is_some()), "{langs:?}");
        }
    }
}
