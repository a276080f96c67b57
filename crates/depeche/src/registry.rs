//! The registry of languages, `data/languages.tsv`: code asks for strategies by name, never for a language.

use crate::article::quoted;
use crate::error::{Error, ErrorKind};
use std::sync::OnceLock;

/// Index of a language in the registry.
pub(crate) type LangId = u8;

/// A line of the registry.
#[derive(Debug)]
pub(crate) struct Language {
    /// ISO 639-1, or 639-3 where none exists.
    pub(crate) code: &'static str,
    /// ISO 639-3.
    pub(crate) iso639_3: &'static str,
    /// How words are told apart.
    pub(crate) segmentation: Segmentation,
}

/// How words are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Segmentation {
    /// By spaces and punctuation.
    Spaces,
    /// Every ideograph may start and end a word.
    Han,
}

const SOURCE: &str = include_str!("../data/languages.tsv");

/// All languages, in the order of the file.
pub(crate) fn languages() -> &'static [Language] {
    static ALL: OnceLock<Vec<Language>> = OnceLock::new();
    ALL.get_or_init(|| rows(SOURCE).skip(1).filter_map(language).collect())
}

/// Data lines of a source file: neither empty nor comments.
pub(crate) fn rows(source: &str) -> impl Iterator<Item = Vec<&str>> {
    source.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

fn language(row: Vec<&'static str>) -> Option<Language> {
    let [code, iso639_3, _, _, segmentation] = row[..] else { return None };
    let segmentation = if segmentation == "han" { Segmentation::Han } else { Segmentation::Spaces };
    Some(Language { code, iso639_3, segmentation })
}

/// The language of a code.
pub(crate) fn find(code: &str) -> Option<LangId> {
    languages().iter().position(|l| l.code == code).map(|i| i as LangId)
}

/// The language of an ISO 639-3 code.
pub(crate) fn find_iso639_3(code: &str) -> Option<&'static Language> {
    languages().iter().find(|l| l.iso639_3 == code)
}

/// The language of a code that a user gave.
pub(crate) fn lang_by_code(code: &str) -> Result<LangId, Error> {
    find(code).ok_or_else(|| {
        let known: Vec<&str> = languages().iter().map(|l| l.code).collect();
        let message = format!("unknown language {}; known are {}", quoted(code), known.join(", "));
        Error::new(ErrorKind::Language, message)
    })
}
