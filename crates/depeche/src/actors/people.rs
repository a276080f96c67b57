//! Persons and organisations that no lexicon lists, and surnames alone.

use super::{Cast, Reference, Scene, Unlisted, Who};
use crate::article::{ActorType, MentionKind};
use crate::scan::word;
use crate::tagger::Candidate;
use crate::text::{Script, TokenKind};
use std::collections::HashMap;

const SURNAME: f64 = 0.9;
/// Most letters that endings of two forms of a name may differ by.
const ENDING: usize = 3;

/// Gives every proposed name its actor: a listed person, an unlisted one named before, or a new one.
pub(super) fn unlisted(scene: &Scene<'_>, candidates: Vec<Candidate>, cast: &mut Cast) {
    let mut candidates = candidates;
    // The fullest names first, so that shorter ones find them.
    candidates.sort_by_key(|c| (std::cmp::Reverse(c.to - c.from), c.from));
    for candidate in candidates.iter().filter(|c| !(c.from..c.to).any(|t| cast.covers(t))).cloned().collect::<Vec<_>>() {
        let words = name_words(scene, candidate.from, candidate.to, candidate.skip);
        let who = match listed_namesake(scene, cast, &candidate, &words).or_else(|| known(scene, cast, &candidate, &words)) {
            Some(who) => who,
            None => {
                cast.unlisted.push(Unlisted { actor_type: candidate.actor_type, role: candidate.role, words });
                Who::Unlisted(cast.unlisted.len() - 1)
            }
        };
        cast.references.push(Reference { from: candidate.from, to: candidate.to, skip: candidate.skip, who, kind: MentionKind::Name, score: candidate.score });
        acronym(scene, cast, &candidate, who);
    }
}

/// Folded words of a name.
fn name_words(scene: &Scene<'_>, from: usize, to: usize, skip: usize) -> Vec<String> {
    let words = (from..to).filter(|i| scene.view.tokens[*i].is_word());
    words.map(|i| scene.view.form(i)[if i == from { skip } else { 0 }..].to_owned()).collect()
}

fn known(scene: &Scene<'_>, cast: &Cast, candidate: &Candidate, words: &[String]) -> Option<Who> {
    let caseless = scene.view.tokens[candidate.from].script == Script::Cyrillic;
    let same = |u: &Unlisted| u.actor_type == candidate.actor_type && is_part(words, &u.words, caseless, candidate.actor_type);
    cast.unlisted.iter().position(same).map(Who::Unlisted)
}

/// A fuller or shorter form of somebody listed whom the text names ("Vladimir Vladimirovich Putin").
fn listed_namesake(scene: &Scene<'_>, cast: &Cast, candidate: &Candidate, words: &[String]) -> Option<Who> {
    if candidate.actor_type != ActorType::Person || words.len() < 2 {
        return None;
    }
    let inflects = scene.view.tokens[candidate.from].script == Script::Cyrillic;
    let people = cast.references.iter().filter(|r| r.kind == MentionKind::Name && cast.is_person(scene, r.who) && matches!(r.who, Who::Listed(_)));
    people.filter(|r| r.to - r.from > 1).find(|r| is_part(&name_words(scene, r.from, r.to, r.skip), words, inflects, ActorType::Person)).map(|r| r.who)
}

/// Whether a name is another one or a part of it that ends with the same word.
fn is_part(short: &[String], full: &[String], inflects: bool, actor_type: ActorType) -> bool {
    let same = |a: &String, b: &String| a == b || (inflects && same_stem(a, b));
    let (Some(last), Some(full_last)) = (short.last(), full.last()) else { return false };
    if actor_type != ActorType::Person {
        return short.len() == full.len() && short.iter().zip(full).all(|(a, b)| same(a, b));
    }
    let edges = same(last, full_last) || (short.len() == 1 && full.first().is_some_and(|f| same(last, f)));
    edges && short.iter().all(|s| full.iter().any(|f| same(s, f) || initial(s, f)))
}

fn initial(short: &str, full: &str) -> bool {
    short.chars().count() == 1 && full.starts_with(short)
}

/// Forms that differ only in a short ending, as inflected names do.
pub(super) fn same_stem(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (long_a, long_b) = (a.chars().count(), b.chars().count());
    common >= 3 && long_a - common <= ENDING && long_b - common <= ENDING && common + 2 >= long_a.min(long_b)
}

/// "… (ACRONYM)" behind the name of an organisation names it in the rest of the text.
fn acronym(scene: &Scene<'_>, cast: &mut Cast, candidate: &Candidate, who: Who) {
    let at = candidate.to + 1;
    let bracketed = scene.view.is(candidate.to, "(") && scene.view.is(at + 1, ")");
    let upper = |i: usize| scene.view.tokens[i].case == crate::text::Case::Upper;
    if candidate.actor_type != ActorType::Organization || !bracketed || !upper(at) {
        return;
    }
    let form = scene.view.form(at);
    let same: Vec<usize> = (at..scene.view.tokens.len()).filter(|i| scene.view.form(*i) == form && upper(*i) && !cast.covers(*i)).collect();
    cast.references.extend(same.into_iter().map(|i| Reference { from: i, to: i + 1, skip: 0, who, kind: MentionKind::Name, score: SURNAME }));
}

/// Surnames alone ("Lin", "M. Bader"): one word of the name of exactly one person whom the text names.
pub(super) fn single_words(scene: &Scene<'_>, cast: &mut Cast) {
    let people = people(scene, cast);
    let mut found = Vec::new();
    for i in 0..scene.view.tokens.len() {
        let token = &scene.view.tokens[i];
        let cased = matches!(token.script, Script::Latin | Script::Cyrillic);
        if token.kind != TokenKind::Word || (cased && !token.is_capital()) || scene.is_word(i, word::STOP) || cast.covers(i) {
            continue;
        }
        if let Some(who) = bearer(scene, &people, i, token.script) {
            found.push(Reference { from: i, to: i + 1, skip: 0, who, kind: MentionKind::Name, score: SURNAME });
        }
    }
    cast.references.extend(found);
}

type Bearers = HashMap<String, Vec<(Who, bool)>>;

/// Words of the names of the persons in the text; whether it is the surname's usual place.
fn people(scene: &Scene<'_>, cast: &Cast) -> Bearers {
    let mut bearers: Bearers = HashMap::new();
    for reference in cast.references.iter().filter(|r| r.kind == MentionKind::Name && cast.is_person(scene, r.who)) {
        let words = name_words(scene, reference.from, reference.to, reference.skip);
        let last = words.len().saturating_sub(1);
        for (i, name) in words.into_iter().enumerate().filter(|(_, w)| w.chars().count() >= 2) {
            let entry = bearers.entry(name).or_default();
            if !entry.iter().any(|e| e.0 == reference.who) {
                entry.push((reference.who, i == last));
            }
        }
    }
    bearers
}

fn bearer(scene: &Scene<'_>, people: &Bearers, token: usize, script: Script) -> Option<Who> {
    let form = scene.view.form(token);
    let exact = people.get(form);
    let stem = || people.iter().find(|(name, _)| script == Script::Cyrillic && same_stem(name, form)).map(|p| p.1);
    let bearers = exact.or_else(stem)?;
    // A given name alone says little, unless it is the only thing it can be.
    let surname = bearers.iter().any(|b| b.1) || !scene.is_word(token, word::GIVEN) || script == Script::Arabic;
    match bearers[..] {
        [(who, _)] if surname => Some(who),
        _ => None,
    }
}
