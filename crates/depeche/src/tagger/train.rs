//! What training needs of the tagger: the very features that it uses, and the form in which weights ship.

use super::atoms;
use super::filter::{self, Filter};
use super::model;
use super::models;
use super::stretches::{signs, stretches, wanted};
use super::templates::{self, Templates};
use super::words::{self, Words};
use super::Context;
use crate::lexicon::lexicon;
use crate::registry;
use crate::scan;
use crate::segment::segment;
use crate::text::{TextView, TokenKind};
use std::collections::BTreeMap;

pub use super::filter::SIZE as FILTER_SIZE;
pub use super::labels::{encode, ends, follows, starts, LABELS, TYPES};
pub use super::words::{know, Word};

/// A token of a sequence.
#[derive(Debug, Clone)]
pub struct Token {
    /// First byte, clitics included.
    pub start: usize,
    /// First byte of the name that may begin here.
    pub inner: usize,
    /// One past the last byte.
    pub end: usize,
    /// Features.
    pub features: Vec<u64>,
    /// Numbers of its weights in the filter, below [`FILTER_SIZE`]; none where the filter is not asked.
    pub filter: Vec<u32>,
}

/// Templates and words, with which texts become sequences of features.
#[derive(Debug)]
pub struct Encoder {
    templates: Templates,
    filter: Filter,
    words: Words,
    lang: Option<registry::LangId>,
}

impl Encoder {
    /// For a language; `words` as [`pack_words`] gives them, `filter` as [`pack_filter`] does; without one all tokens are read.
    ///
    /// # Errors
    /// Names the template that cannot be read.
    pub fn new(templates: &str, words: &'static [u8], filter: Option<&[u8]>, lang: &str) -> Result<Self, String> {
        let (first, templates) = templates::split(templates);
        let filter = filter.map_or_else(|| Filter::open(&first), |bytes| Filter::read(&first, bytes).ok_or_else(|| "not a filter".to_owned()))?;
        Ok(Encoder { templates: Templates::parse(&templates)?, filter, words: Words::read(words), lang: registry::find(lang) })
    }

    /// The sequences of a text.
    pub fn sequences(&self, text: &str) -> Vec<Vec<Token>> {
        let view = TextView::new(text);
        let hits = scan::scan(text, &view, self.lang, lexicon());
        let sentences = segment(&view, &hits.words);
        let segmentation = super::segmentation(self.lang);
        let context = Context::new(text, &view, &hits, &sentences);
        let signs = signs(&context);
        let atoms = atoms::atoms(&context, &self.words, segmentation, &wanted(&context, &signs));
        let stretches = stretches(&context, &signs, segmentation, |i, paragraph| self.filter.passes(&atoms, i, paragraph));
        let token = |i: usize, paragraph| {
            let mut features = Vec::new();
            self.templates.features(&atoms, i, paragraph, |f| features.push(f));
            let filter = if signs[i] { self.filter.numbers(&atoms, i, paragraph) } else { Vec::new() };
            let t = &view.tokens[i];
            let inner = crate::text::original_offset(text, t, usize::from(atoms.skips[i]));
            Token { start: t.start as usize, inner, end: t.end as usize, features, filter }
        };
        stretches.iter().map(|s| (s.from..s.to).map(|i| token(i, s.paragraph)).collect()).collect()
    }
}

/// A folded word and how the text writes it: for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted<'v> {
    /// Folded.
    pub word: &'v str,
    /// Has a capital.
    pub capital: bool,
    /// Begins a sentence, so that a capital says nothing.
    pub first: bool,
    /// A character of a script without spaces.
    pub ideograph: bool,
}

/// Calls `visit` with the words of each sentence of a text; punctuation is left out.
pub fn count_words(text: &str, lang: &str, mut visit: impl FnMut(&[Counted<'_>])) {
    let view = TextView::new(text);
    let hits = scan::scan(text, &view, registry::find(lang), lexicon());
    let sentences = segment(&view, &hits.words);
    let bounds = sentences.starts.iter().copied().chain([view.tokens.len()]).collect::<Vec<_>>();
    for range in bounds.windows(2) {
        let words: Vec<Counted<'_>> = (range[0]..range[1])
            .filter(|i| view.tokens[*i].is_word())
            .map(|i| Counted {
                word: view.form(i),
                capital: view.tokens[i].is_capital(),
                first: sentences.is_first_word(&view, i),
                ideograph: view.tokens[i].kind == TokenKind::Ideograph,
            })
            .collect();
        visit(&words);
    }
}

/// Whether a language writes spaces between words.
pub fn is_spaced(lang: &str) -> bool {
    super::segmentation(registry::find(lang)) == registry::Segmentation::Spaces
}

/// A word as the tagger looks it up.
pub fn fold(word: &str) -> String {
    TextView::normalize(word)
}

/// What can be written together with a word, longest first.
pub fn proclitics() -> Vec<&'static str> {
    let mut all = lexicon().tables.proclitics.clone();
    all.sort_by_key(|p| std::cmp::Reverse(p.len()));
    all
}

/// The bytes of a table of words.
pub fn pack_words(table: &BTreeMap<String, Word>) -> Vec<u8> {
    words::pack(table)
}

/// The bytes of a filter: its weights, and the least sum of them that a token needs to be read.
pub fn pack_filter(weights: &[f32], least: f32) -> Vec<u8> {
    filter::pack(weights, least)
}

/// The bytes of a model.
pub fn pack(templates: &str, filter: &[u8], words: &[u8], transitions: &[[f32; LABELS]; LABELS], weights: &[(u64, [f32; LABELS])]) -> Vec<u8> {
    model::pack(templates, filter, words, transitions, weights)
}

/// Names that the tagger alone finds: bytes, index into [`TYPES`], probability.
pub fn names(text: &str, lang: &str) -> Vec<(usize, usize, usize, f64)> {
    let view = TextView::new(text);
    let id = registry::find(lang);
    let hits = scan::scan(text, &view, id, lexicon());
    let sentences = segment(&view, &hits.words);
    let reading = super::read(text, &view, &hits, &sentences, id);
    let kind = |t| TYPES.iter().position(|k| *k == t).unwrap_or(2);
    let start = |c: &super::Candidate| crate::text::original_offset(text, &view.tokens[c.from], c.skip);
    reading.names.iter().map(|c| (start(c), view.tokens[c.to - 1].end as usize, kind(c.actor_type), c.score)).collect()
}

/// Uses a model just trained instead of the one that ships.
pub fn use_model(lang: &str, bytes: &'static [u8]) {
    models::replace(lang, bytes);
}
