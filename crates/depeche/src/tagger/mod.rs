//! Names in text.
//!
//! Needs: the view, the scan's hits, sentences, the language. Gives: candidates with a type and a score. Languages with a trained model
//! (`data/models/tagger.<code>.bin`) are read by it; the others by rules, which propose a name only where something beside its form
//! speaks for it (a given name, a title, a word of organisations, a verb of saying): silence beats invention.

mod atoms;
mod capitals;
mod decode;
mod filter;
mod hash;
mod labels;
mod learned;
mod model;
mod models;
mod runs;
mod segmenter;
mod stretches;
mod templates;
pub mod train;
mod words;

pub(crate) use learned::Reading;

use crate::article::ActorType;
use crate::lexicon::{flag, lexicon, OrgWord, Position};
use crate::registry::{self, LangId, Segmentation};
use crate::scan::{word, Hit, Hits};
use crate::segment::Sentences;
use crate::text::{Case, TextView, TokenKind};
use std::cell::OnceCell;
use std::collections::HashSet;

/// A name proposed.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// First token.
    pub(crate) from: usize,
    /// One past the last token.
    pub(crate) to: usize,
    /// Bytes of clitics before the name in the first token.
    pub(crate) skip: usize,
    pub(crate) actor_type: ActorType,
    pub(crate) role: Option<&'static str>,
    pub(crate) score: f64,
}

/// What the strategies look at.
pub(crate) struct Context<'a> {
    pub(crate) text: &'a str,
    pub(crate) view: &'a TextView,
    pub(crate) hits: &'a Hits,
    pub(crate) sentences: &'a Sentences,
    /// Per token: the end of the longest title that starts here.
    title_end: Vec<usize>,
    /// Per token: the start of the longest title that ends before it.
    title_start: Vec<usize>,
    /// Per token: the end of the longest name, adjective or institution of the lexicon that starts here.
    name_end: Vec<usize>,
    /// Forms that the text has in small letters.
    lower: OnceCell<HashSet<&'a str>>,
    /// Per token: whether it is the first word of its sentence.
    first_words: Vec<bool>,
    /// Per token: how its sentence is written: 1 in title case, 2 in capitals, else 0.
    styles: Vec<u8>,
}

/// Proposes names.
pub(crate) fn read(text: &str, view: &TextView, hits: &Hits, sentences: &Sentences, lang: Option<LangId>) -> Reading {
    let context = Context::new(text, view, hits, sentences);
    match lang.and_then(|l| models::tagger(registry::languages()[l as usize].code)) {
        Some(tagger) => learned::read(&context, tagger, segmentation(lang)),
        None => Reading { names: capitals::names(&context), outside: vec![0.0; view.tokens.len()] },
    }
}

fn segmentation(lang: Option<LangId>) -> Segmentation {
    lang.map_or(Segmentation::Spaces, |l| registry::languages()[l as usize].segmentation)
}

const NONE: usize = usize::MAX;

impl<'a> Context<'a> {
    fn new(text: &'a str, view: &'a TextView, hits: &'a Hits, sentences: &'a Sentences) -> Self {
        let size = view.tokens.len() + 1;
        let (mut title_end, mut title_start, mut name_end) = (vec![NONE; size], vec![NONE; size], vec![NONE; size]);
        for hit in &hits.titles {
            longest(&mut title_end[hit.from], hit.to, |new, old| new > old);
            longest(&mut title_start[hit.to], hit.from, |new, old| new < old);
        }
        let alone = |h: &&Hit| !h.sense.has(flag::PAIR);
        for hit in hits.names.iter().chain(&hits.institutions).filter(alone) {
            longest(&mut name_end[hit.from], hit.to, |new, old| new > old);
        }
        let (first_words, styles) = (first_words(view, sentences), styles(view, sentences));
        Context { text, view, hits, sentences, title_end, title_start, name_end, lower: OnceCell::new(), first_words, styles }
    }

    /// Whether the text has a form in small letters.
    fn has_in_small_letters(&self, form: &str) -> bool {
        let small = || (0..self.view.tokens.len()).filter(|i| !self.view.tokens[*i].is_capital()).map(|i| self.view.form(i)).collect();
        self.lower.get_or_init(small).contains(form)
    }

    fn has(&self, token: usize, bits: u16) -> bool {
        self.hits.words.get(token).is_some_and(|w| w & bits != 0)
    }

    /// The end of the longest title that starts at `token`.
    fn title_from(&self, token: usize) -> Option<usize> {
        self.title_end.get(token).copied().filter(|e| *e != NONE)
    }

    /// The start of the longest title that ends before `token`.
    fn title_before(&self, token: usize) -> Option<usize> {
        self.title_start.get(token).copied().filter(|s| *s != NONE)
    }

    /// The end of the longest lexicon name that starts at `token`.
    fn name_from(&self, token: usize) -> Option<usize> {
        self.name_end.get(token).copied().filter(|e| *e != NONE)
    }

    /// A title, perhaps with the adjective or name of a state behind it, that ends before `token`.
    fn title_leads_to(&self, token: usize) -> bool {
        self.title_before(token).is_some() || self.adjective_before(token)
    }

    /// An adjective or name of a state that ends before `token`, with a title before it.
    fn adjective_before(&self, token: usize) -> bool {
        (1..=3).any(|n| token >= n && self.name_from(token - n) == Some(token) && self.title_before(token - n).is_some())
    }

    /// A verb of saying beside the tokens `from..to`.
    fn speech_beside(&self, from: usize, to: usize) -> bool {
        let near = |i: usize| self.has(i, word::SPEECH) && self.sentences.same(from, i);
        near(to) || near(to + 1) || (from > 0 && near(from - 1))
    }
}

/// Marks the first word of each sentence, opening quotes and brackets aside.
fn first_words(view: &TextView, sentences: &Sentences) -> Vec<bool> {
    let mut first = vec![false; view.tokens.len()];
    let mut starts = sentences.starts.iter().copied().chain([view.tokens.len()]).peekable();
    while let (Some(from), Some(to)) = (starts.next(), starts.peek()) {
        if let Some(i) = (from..*to).find(|i| view.tokens[*i].kind != TokenKind::Punct) {
            first[i] = true;
        }
    }
    first
}

/// Fewest words by which the style of a sentence can be told.
const STYLED: usize = 4;

/// How the sentence of each token is written.
fn styles(view: &TextView, sentences: &Sentences) -> Vec<u8> {
    let mut styles = vec![0; view.tokens.len()];
    let bounds: Vec<usize> = sentences.starts.iter().copied().chain([view.tokens.len()]).collect();
    for range in bounds.windows(2).map(|w| w[0]..w[1]) {
        let words = range.clone().filter(|i| view.tokens[*i].kind == TokenKind::Word && view.tokens[*i].case != Case::Digit);
        let (mut all, mut upper, mut capital) = (0, 0, 0);
        for i in words.filter(|i| view.tokens[*i].norm_end - view.tokens[*i].norm > 3) {
            all += 1;
            upper += usize::from(view.tokens[i].case == Case::Upper);
            capital += usize::from(view.tokens[i].is_capital());
        }
        let style = if all >= STYLED && upper * 10 > all * 7 { 2 } else { u8::from(all >= STYLED && capital * 10 > all * 7) };
        styles[range].fill(style);
    }
    styles
}

fn longest(cell: &mut usize, value: usize, better: impl Fn(usize, usize) -> bool) {
    if *cell == NONE || better(value, *cell) {
        *cell = value;
    }
}

/// What a word of organisations at a hit says.
fn orgword(hit: &Hit) -> Option<&'static OrgWord> {
    lexicon().tables.orgwords.get(hit.sense.target as usize)
}

/// The word of organisations that makes `from..to` a name, if one stands at the right end of it.
fn orgword_in(hits: &Hits, from: usize, to: usize) -> Option<&'static OrgWord> {
    let start = hits.orgwords.partition_point(|h| h.from < from);
    let inside = hits.orgwords[start..].iter().take_while(|h| h.from < to).filter(|h| h.to <= to);
    inside
        .filter_map(|h| orgword(h).map(|w| (h, w)))
        .find(|(h, w)| match w.position {
            Position::First => h.from == from && h.to < to,
            Position::Last => h.to == to && h.from > from,
            Position::Any => h.to - h.from < to - from,
        })
        .map(|(_, w)| w)
}
