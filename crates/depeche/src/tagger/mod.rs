//! Names that no lexicon lists.
//!
//! Needs: the view, the scan's hits, sentences, the language's strategy. Gives: candidates with a type and a score. A name is only
//! proposed where something beside its form speaks for it (a given name, a title, a word of organisations, a verb of
//! saying): silence beats invention. This is the place of a trained tagger.

mod capitals;
mod han;
mod lists;

use crate::article::ActorType;
use crate::lexicon::{flag, lexicon, Class, OrgWord, Position};
use crate::registry::NameStrategy;
use crate::scan::{word, Hit, Hits};
use crate::segment::Sentences;
use crate::text::TextView;
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
    lower: HashSet<&'a str>,
}

/// Proposes names.
pub(crate) fn names(view: &TextView, hits: &Hits, sentences: &Sentences, strategy: NameStrategy) -> Vec<Candidate> {
    let context = Context::new(view, hits, sentences);
    match strategy {
        NameStrategy::Capitals => capitals::names(&context, false),
        NameStrategy::SparseCapitals => capitals::names(&context, true),
        NameStrategy::Lists => lists::names(&context),
        NameStrategy::Han => han::names(&context),
    }
}

const NONE: usize = usize::MAX;

impl<'a> Context<'a> {
    fn new(view: &'a TextView, hits: &'a Hits, sentences: &'a Sentences) -> Self {
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
        let lower = (0..view.tokens.len()).filter(|i| !view.tokens[*i].is_capital()).map(|i| view.form(i)).collect();
        Context { view, hits, sentences, title_end, title_start, name_end, lower }
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

    /// Where a place or state that needs no support, named from `token`, ends.
    fn place_from(&self, token: usize) -> Option<usize> {
        let start = self.hits.names.partition_point(|h| h.from < token);
        let here = self.hits.names[start..].iter().take_while(|h| h.from == token);
        let place = |h: &&Hit| h.skip == 0 && h.sense.class == Class::Name && !h.sense.has(flag::SHORT | flag::WEAK | flag::PAIR) && is_place(h);
        here.filter(place).map(|h| h.to).max()
    }

    /// A title, perhaps with the adjective or name of a state behind it, that ends before `token`.
    fn title_leads_to(&self, token: usize) -> bool {
        self.title_before(token).is_some() || self.adjective_before(token)
    }

    /// An adjective or name of a state that ends before `token`, with a title before it.
    fn adjective_before(&self, token: usize) -> bool {
        (1..=3).any(|n| token >= n && self.name_from(token - n) == Some(token) && self.title_before(token - n).is_some())
    }

    /// Candidates that start at a token each, none inside the one before.
    fn one_after_another(&self, candidate: impl Fn(usize) -> Option<Candidate>) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for i in 0..self.view.tokens.len() {
            if found.last().is_none_or(|f| f.to <= i) {
                found.extend(candidate(i));
            }
        }
        found
    }

    /// A verb of saying beside the tokens `from..to`.
    fn speech_beside(&self, from: usize, to: usize) -> bool {
        let near = |i: usize| self.has(i, word::SPEECH) && self.sentences.same(from, i);
        near(to) || near(to + 1) || (from > 0 && near(from - 1))
    }
}

fn longest(cell: &mut usize, value: usize, better: impl Fn(usize, usize) -> bool) {
    if *cell == NONE || better(value, *cell) {
        *cell = value;
    }
}

fn is_place(hit: &Hit) -> bool {
    matches!(lexicon().tables.entities[hit.sense.target as usize].actor_type, ActorType::Place | ActorType::Country)
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
