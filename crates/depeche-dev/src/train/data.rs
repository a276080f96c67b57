//! Texts with names marked by readers: corpora as JSON lines, and our own annotations of news as offsets into articles.

use crate::corpus::{self, string};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// A name: first code point, one past the last, type as the corpora call it.
pub(crate) type Entity = (usize, usize, String);

/// A text and the names in it.
#[derive(Debug, Clone)]
pub(crate) struct Labelled {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) entities: BTreeSet<Entity>,
}

/// Types of names, in the order of the tagger's.
pub(crate) const TYPES: [&str; 3] = ["PER", "ORG", "LOC"];

impl Labelled {
    /// The names in bytes: first, one past the last, index into [`TYPES`].
    pub(crate) fn names(&self) -> Vec<(usize, usize, usize)> {
        let bytes: Vec<usize> = self.text.char_indices().map(|c| c.0).chain([self.text.len()]).collect();
        let kind = |label: &str| TYPES.iter().position(|t| *t == label);
        self.entities.iter().filter_map(|e| Some((*bytes.get(e.0)?, *bytes.get(e.1)?, kind(&e.2)?))).collect()
    }
}

/// Which articles of our own annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Four fifths of the articles, for training.
    Train,
    /// The rest, never trained on.
    HeldOut,
}

/// Reads a corpus of JSON lines (`text`, `lang`, `entities`).
pub(crate) fn corpus(path: &Path) -> Result<Vec<Labelled>, String> {
    Ok(corpus::lines(path)?.iter().map(labelled).collect())
}

fn labelled(line: &Value) -> Labelled {
    let entity = |e: &Value| Some((e[0].as_u64()? as usize, e[1].as_u64()? as usize, e[2].as_str()?.to_owned()));
    Labelled { text: string(line, "text"), lang: string(line, "lang"), entities: corpus::list(line, "entities").iter().filter_map(entity).collect() }
}

/// Texts of news articles by id.
pub(crate) fn articles(news: &Path) -> Result<HashMap<String, String>, String> {
    Ok(corpus::lines(news)?.iter().map(|a| (string(a, "id"), string(a, "text"))).collect())
}

/// Reads our own annotations: article, first code point of the sentence, one past its last, names as `start-end:TYPE` counted from the
/// start of the sentence and separated by spaces.
pub(crate) fn annotations(path: &Path, news: &Path, lang: &str, part: Part) -> Result<Vec<Labelled>, String> {
    let articles = articles(news)?;
    let source = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let rows = source.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>());
    let wanted = rows.filter(|r| part_of(r[0]) == part);
    wanted.map(|r| annotation(&r, &articles, lang).ok_or_else(|| format!("{}: not an annotation: {}", path.display(), r.join("\t")))).collect()
}

fn annotation(row: &[&str], articles: &HashMap<String, String>, lang: &str) -> Option<Labelled> {
    let [article, start, end, names] = row[..] else { return None };
    let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
    let text = articles.get(article)?.chars().skip(start).take(end - start).collect();
    let entity = |name: &str| {
        let (span, kind) = name.split_once(':')?;
        let (from, to) = span.split_once('-')?;
        Some((from.parse().ok()?, to.parse().ok()?, kind.to_owned()))
    };
    Some(Labelled { text, lang: lang.to_owned(), entities: names.split_whitespace().map(entity).collect::<Option<_>>()? })
}

/// The text in capitals without accents, as headings and wires have it; letters that would become several stay.
pub(crate) fn capitals(row: &Labelled) -> Labelled {
    let upper = |c: char| {
        let mut all = plain(c).to_uppercase();
        match (all.next(), all.next()) {
            (Some(one), None) => one,
            _ => c,
        }
    };
    Labelled { text: row.text.chars().map(upper).collect(), ..row.clone() }
}

/// A Latin letter without its accents.
fn plain(c: char) -> char {
    let base = c.nfd().next().unwrap_or(c);
    if base.is_ascii_alphabetic() {
        base
    } else {
        c
    }
}

/// All sentences of an article are on one side.
pub(crate) fn part_of(article: &str) -> Part {
    let sum = article.bytes().fold(2166136261u32, |h, b| (h ^ u32::from(b)).wrapping_mul(16777619));
    if (sum >> 8) % 5 == 0 {
        Part::HeldOut
    } else {
        Part::Train
    }
}
