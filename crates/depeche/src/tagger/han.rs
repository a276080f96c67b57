//! Chinese: family name and given characters beside a title or a verb of saying; transliterations; organisations by their last word.

use super::{orgword, Candidate, Context};
use crate::article::ActorType;
use crate::lexicon::Position;
use crate::scan::{word, Hit};
use crate::text::{Gap, TokenKind};

/// Longest transliterated name.
const LONGEST: usize = 12;
/// Characters between the name of a place and the word that makes an organisation of it.
const REACH: usize = 8;

/// Proposes names.
pub(super) fn names(c: &Context<'_>) -> Vec<Candidate> {
    let mut found = c.one_after_another(|i| transliterated(c, i).or_else(|| native(c, i)));
    found.extend(c.hits.orgwords.iter().filter_map(|h| organisation(c, h)));
    found
}

fn ideograph(c: &Context<'_>, i: usize) -> bool {
    c.view.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Ideograph)
}

fn follows(c: &Context<'_>, i: usize) -> bool {
    ideograph(c, i) && c.view.tokens[i].gap == Gap::None
}

fn candidate(from: usize, to: usize, score: f64) -> Candidate {
    Candidate { from, to, skip: 0, actor_type: ActorType::Person, role: None, score }
}

/// Characters of transliterations with a middle dot, or without one beside a title.
fn transliterated(c: &Context<'_>, from: usize) -> Option<Candidate> {
    if !ideograph(c, from)
        || !c.has(from, word::TRANSLITERATION)
        || (from > 0 && c.has(from - 1, word::TRANSLITERATION) && c.view.tokens[from].gap == Gap::None && !c.title_leads_to(from))
    {
        return None;
    }
    let (mut to, mut dots) = (from + 1, 0);
    while to - from < LONGEST {
        if follows(c, to) && c.has(to, word::TRANSLITERATION) && c.title_from(to).is_none() {
            to += 1;
        } else if c.view.is(to, "·") && ideograph(c, to + 1) && c.has(to + 1, word::TRANSLITERATION) {
            dots += 1;
            to += 2;
        } else {
            break;
        }
    }
    let beside = c.title_leads_to(from) && (c.title_from(to).is_some() || c.has(to, word::SPEECH) || ends(c, to));
    match (dots, to - from) {
        (1.., 4..) => Some(candidate(from, to, 0.85)),
        (0, 2..=5) if beside => Some(candidate(from, to, 0.7)),
        _ => None,
    }
}

/// Nothing that could belong to a name follows.
fn ends(c: &Context<'_>, i: usize) -> bool {
    !follows(c, i) || c.has(i, word::STOP)
}

/// A family name with one or two given characters.
fn native(c: &Context<'_>, from: usize) -> Option<Candidate> {
    if !ideograph(c, from) || !c.has(from, word::FAMILY) || c.name_from(from).is_some() {
        return None;
    }
    let titled = c.title_leads_to(from);
    let given = |i: usize| follows(c, i) && c.has(i, word::GIVEN) && c.title_from(i).is_none() && !c.has(i, word::STOP);
    let two = given(from + 1) && given(from + 2);
    let evidence = |to: usize| c.title_from(to).is_some() || c.has(to, word::SPEECH);
    if two && (evidence(from + 3) || titled) {
        return Some(candidate(from, from + 3, if titled { 0.85 } else { 0.7 }));
    }
    (given(from + 1) && titled && (evidence(from + 2) || ends(c, from + 2))).then(|| candidate(from, from + 2, 0.75))
}

/// "北京理工大学": from the name of a place or state to a word of organisations.
fn organisation(c: &Context<'_>, hit: &Hit) -> Option<Candidate> {
    let word = orgword(hit)?;
    if word.position == Position::First || word.actor_type != ActorType::Organization || !follows(c, hit.from) {
        return None;
    }
    let inner = |i: usize| ideograph(c, i) && !c.has(i, word::STOP) && (i == hit.from || follows(c, i + 1));
    let start = (hit.from.saturating_sub(REACH)..hit.from).rev().take_while(|i| inner(*i)).find(|i| c.place_from(*i).is_some_and(|e| e <= hit.from))?;
    // Between a state and "embassy" or "delegation" stands nothing: those are no names, unlike the University of Tokyo.
    let between = hit.from - c.place_from(start).unwrap_or(hit.from);
    let named = between >= 2 || word.role == Some("EDU");
    (named && hit.to - hit.from >= 2).then_some(Candidate { from: start, to: hit.to, skip: 0, actor_type: word.actor_type, role: word.role, score: 0.6 })
}
