//! What a text is about.
//!
//! Needs: the view, the scan's hits of topic terms, zones. Gives: per topic the terms found with their weights, and a score. A term counts
//! with the square root of its frequency, more in the title and the lead; the evidence is set against the length of the text, so that
//! scores of short and long texts compare. 0.5 is the boundary between touched and substantial.

use crate::article::quoted;
use crate::error::{Error, ErrorKind};
use crate::lexicon::{lexicon, Tables};
use crate::scan::Hit;
use crate::text::TextView;
use crate::zones::{ZoneKind, Zones};
use std::collections::HashMap;

/// A term found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) skip: usize,
    /// Row of the term.
    pub(crate) term: usize,
    /// What it adds to the evidence.
    pub(crate) weight: f64,
}

/// The terms found per topic.
#[derive(Debug, Default)]
pub(crate) struct TopicEvidence {
    found: Vec<Vec<Found>>,
    words: usize,
}

/// Words of the lead.
const LEAD: usize = 60;
const LEAD_FACTOR: f64 = 1.5;
/// Share of a topic's evidence that speaks for the wider topic too.
const TO_PARENT: f64 = 0.5;
/// Evidence at which a text of [`USUAL_LENGTH`] words is substantially about a topic.
const SUBSTANTIAL: f64 = 14.0;
const USUAL_LENGTH: f64 = 350.0;
/// How much longer texts need more evidence: with this power of their length.
const LENGTH_POWER: f64 = 0.5;
/// Steepness of the score around the boundary.
const POWER: f64 = 1.6;

/// Gathers the evidence.
pub(crate) fn evidence(view: &TextView, hits: &[Hit], zones: &Zones) -> TopicEvidence {
    let tables = &lexicon().tables;
    let mut by_topic: Vec<Vec<&Hit>> = vec![Vec::new(); tables.topics.len()];
    for hit in hits {
        by_topic[tables.terms[hit.sense.target as usize].0].push(hit);
    }
    let body = |i: &usize| view.tokens[*i].is_word() && zones.tokens[*i].is_content();
    let lead_end = (0..view.tokens.len()).filter(body).nth(LEAD).unwrap_or(view.tokens.len());
    let own: Vec<Vec<Found>> = by_topic.into_iter().map(|hits| weigh(tables, longest(hits), |i| i < lead_end || zones.tokens[i] == ZoneKind::Title)).collect();
    TopicEvidence { found: with_children(tables, &own), words: word_count(view, zones) }
}

/// Two ideographs make a word.
fn word_count(view: &TextView, zones: &Zones) -> usize {
    let content = view.tokens.iter().zip(&zones.tokens).filter(|(t, z)| t.is_word() && z.is_content());
    let (ideographs, words): (Vec<_>, Vec<_>) = content.partition(|(t, _)| t.kind == crate::text::TokenKind::Ideograph);
    words.len() + ideographs.len() / 2
}

/// Leftmost longest terms of one topic.
fn longest(mut hits: Vec<&Hit>) -> Vec<&Hit> {
    hits.sort_by_key(|h| (h.from, std::cmp::Reverse(h.to), h.skip));
    let mut end = 0;
    hits.retain(|h| {
        let free = h.from >= end;
        if free {
            end = h.to;
        }
        free
    });
    hits
}

fn weigh(tables: &Tables, hits: Vec<&Hit>, leads: impl Fn(usize) -> bool) -> Vec<Found> {
    let mut frequency: HashMap<&str, f64> = HashMap::new();
    for hit in &hits {
        *frequency.entry(tables.terms[hit.sense.target as usize].2).or_default() += 1.0;
    }
    hits.into_iter()
        .map(|hit| {
            let (_, weight, term) = tables.terms[hit.sense.target as usize];
            let factor = if leads(hit.from) { LEAD_FACTOR } else { 1.0 };
            Found { from: hit.from, to: hit.to, skip: hit.skip, term: hit.sense.target as usize, weight: weight * factor / frequency[term].sqrt() }
        })
        .collect()
}

fn with_children(tables: &Tables, own: &[Vec<Found>]) -> Vec<Vec<Found>> {
    tables
        .topics
        .iter()
        .enumerate()
        .map(|(i, topic)| {
            let children = tables.topics.iter().enumerate().filter(|(_, t)| t.parent == Some(topic.topic));
            let raised = children.flat_map(|(c, _)| own[c].iter()).filter(|f| !own[i].iter().any(|o| o.from < f.to && f.from < o.to));
            let mut all: Vec<Found> = own[i].iter().copied().chain(raised.map(|f| Found { weight: f.weight * TO_PARENT, ..*f })).collect();
            all.sort_by_key(|f| f.from);
            all
        })
        .collect()
}

impl TopicEvidence {
    /// The terms of a topic in the order of the text.
    pub(crate) fn found(&self, topic: usize) -> &[Found] {
        self.found.get(topic).map_or(&[], Vec::as_slice)
    }

    /// The score of a topic.
    pub(crate) fn score(&self, topic: usize) -> f64 {
        let evidence: f64 = self.found(topic).iter().map(|f| f.weight).sum();
        if evidence <= 0.0 {
            return 0.0;
        }
        let length = (self.words as f64 / USUAL_LENGTH).clamp(0.15, 6.0).powf(LENGTH_POWER);
        let ratio = (evidence / (SUBSTANTIAL * length)).powf(POWER);
        (ratio / (1.0 + ratio) * 1e4).round() / 1e4
    }
}

/// Row of a topic.
pub(crate) fn find(topic: &str) -> Result<usize, Error> {
    let rows = &lexicon().tables.topics;
    rows.iter().position(|t| t.topic == topic).ok_or_else(|| unknown(topic))
}

fn unknown(topic: &str) -> Error {
    let mut names: Vec<&str> = lexicon().tables.topics.iter().map(|t| t.topic).collect();
    names.sort_by_key(|n| strsim::damerau_levenshtein(n, &topic.to_lowercase().replace([' ', '-'], "_")));
    names.truncate(3);
    let message = format!("unknown topic {}; nearest are {} (all: SELECT topic FROM depeche_topics)", quoted(topic), names.join(", "));
    Error::new(ErrorKind::Topic, message)
}
