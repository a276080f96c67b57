//! Institutions and titles put together with their state: "ministère chinois des Affaires étrangères", "Foreign Ministry of China",
//! "الرئيس الصيني", "中国外交部". The state stands before, behind or inside the term; language plays no part.

use super::lexical::Reading;
use super::{Cast, Reference, Scene, Who};
use crate::article::{ActorType, MentionKind};
use crate::lexicon::{lexicon, Class};
use crate::scan::{word, Hit};
use crate::text::{Gap, Script, Token};
use std::collections::HashMap;

/// A title or institution with its state.
#[derive(Debug, Clone, Copy)]
pub(super) struct Composite {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) skip: usize,
    /// Row in the table of the class.
    pub(super) target: usize,
    /// Row of the state.
    pub(super) state: Option<usize>,
}

const COMPOSED: f64 = 0.9;
/// Words that may stand between a term and its state.
const LINKERS: usize = 3;
/// Words of a term on either side of an adjective inside it.
const HEAD: usize = 3;
const REST: usize = 6;

/// All titles or institutions, longest first where they overlap.
pub(super) fn composites(scene: &Scene<'_>, readings: &[Reading], hits: &[Hit], class: Class) -> Vec<Composite> {
    let mut found: Vec<Composite> = hits.iter().map(|h| beside(scene, readings, h)).collect();
    found.extend(readings.iter().filter_map(|r| around(scene, r, class)));
    found.sort_by_key(|c| (c.from, std::cmp::Reverse(c.to), c.skip, c.state.is_none()));
    let mut kept: Vec<Composite> = Vec::new();
    for composite in found {
        if kept.last().is_none_or(|k| k.to <= composite.from) {
            kept.push(composite);
        }
    }
    kept
}

fn state_of(scene: &Scene<'_>, reading: &Reading) -> Option<usize> {
    reading.state(scene).map(|s| s.target as usize)
}

/// A term with the state before or behind it, or alone.
fn beside(scene: &Scene<'_>, readings: &[Reading], hit: &Hit) -> Composite {
    let alone = Composite { from: hit.from, to: hit.to, skip: hit.skip, target: hit.sense.target as usize, state: None };
    let script = scene.view.tokens[hit.from].script;
    // Han writes the state before, Arabic behind; elsewhere both occur.
    let behind = if script == Script::Han { usize::MAX } else { behind(scene, hit) };
    let after = readings.binary_search_by_key(&behind, |r| r.from).ok().map(|i| &readings[i]);
    if let Some((reading, state)) = after.and_then(|r| state_of(scene, r).map(|s| (r, s))) {
        return Composite { to: reading.to, state: Some(state), ..alone };
    }
    let before = readings.partition_point(|r| r.from < hit.from).checked_sub(1).map(|i| &readings[i]);
    let touching = before.filter(|r| script != Script::Arabic && r.to == hit.from && hit.from > 0 && scene.view.tokens[hit.from].gap < Gap::Line);
    match touching.and_then(|r| state_of(scene, r).map(|s| (r, s))) {
        // "украинский МИД": what one word names has its adjective outside, unlike "Chinese Foreign Ministry".
        Some((reading, state)) if is_one_name(scene, reading, hit) => Composite { state: Some(state), ..alone },
        Some((reading, state)) => Composite { from: reading.from, skip: reading.skip, state: Some(state), ..alone },
        None => alone,
    }
}

fn is_one_name(scene: &Scene<'_>, reading: &Reading, hit: &Hit) -> bool {
    let adjective = reading.state(scene).is_some_and(|s| s.class == Class::Adjective);
    adjective && hit.to - hit.from == 1 && hit.sense.class == Class::Institution && scene.view.tokens[hit.from].is_capital()
}

/// The first token behind a term and the articles and prepositions that follow it.
fn behind(scene: &Scene<'_>, hit: &Hit) -> usize {
    let linker = |i: usize| scene.is_word(i, word::LINKER) || scene.view.is(i, "'");
    let mut i = hit.to;
    while i < hit.to + LINKERS && i < scene.view.tokens.len() && linker(i) && scene.sentences.same(hit.from, i) {
        i += 1;
    }
    if i < scene.view.tokens.len() && scene.sentences.same(hit.from, i) {
        i
    } else {
        usize::MAX
    }
}

/// A term with the state inside it: the words around an adjective, read without it, are a term.
fn around(scene: &Scene<'_>, reading: &Reading, class: Class) -> Option<Composite> {
    let sense = reading.state(scene).filter(|s| s.class == Class::Adjective)?;
    let range = scene.sentences.around(reading.from);
    let (first, last) = (reading.from.saturating_sub(HEAD).max(range.start), (reading.to + REST).min(range.end));
    (first..reading.from).find_map(|from| {
        let (to, target) = longest_term(scene, reading, from, last, class)?;
        Some(Composite { from, to, skip: 0, target, state: Some(sense.target as usize) })
    })
}

/// The longest term from `from` to `last` at most, read without the adjective, and where it ends.
fn longest_term(scene: &Scene<'_>, reading: &Reading, from: usize, last: usize, class: Class) -> Option<(usize, usize)> {
    let before = scene.view.phrase(from, reading.from);
    let without = format!("{before} {}", scene.view.phrase(reading.to, last));
    let rest = scene.view.tokens.get(reading.to)?.norm as usize;
    let end = |length: usize| (rest + length).checked_sub(before.len() + 1);
    let lexicon = lexicon();
    let term = |(key, length)| {
        let to = (reading.to + 1..=last).rev().find(|to| Some(scene.view.tokens[to - 1].norm_end as usize) == end(length))?;
        lexicon.senses(key).find(|s| s.class == class).map(|s| (to, s.target as usize))
    };
    lexicon.prefixes(without.as_bytes()).filter_map(term).last()
}

/// Kinds whose bare term is an ordinary noun of the news.
const ORDINARY: &[&str] = &["government", "police", "armed-forces", "army", "embassy", "prosecutor", "customs", "intelligence-service"];

/// Institutions with their state, those whose name implies it, and bare ones of a kind that the text names with one state only.
pub(super) fn institutions(scene: &Scene<'_>, readings: &[Reading], cast: &mut Cast) {
    let all = composites(scene, readings, &scene.hits.institutions, Class::Institution);
    let free: Vec<Composite> = all.into_iter().filter(|c| !in_title(scene, c) && !swallowed(cast, c)).collect();
    let kind_and_state = |c: &Composite| {
        let (kind, implied) = scene.tables.institutions[c.target];
        // A state said outright beats the one that the term implies (美国国务院).
        (kind, c.state.or_else(|| implied.and_then(|i| scene.tables.entity_by_id(i))))
    };
    let mut states: HashMap<usize, Option<usize>> = HashMap::new();
    for (kind, state) in free.iter().map(kind_and_state).filter(|k| k.1.is_some()) {
        let entry = states.entry(kind).or_insert(state);
        *entry = entry.filter(|first| Some(*first) == state);
    }
    let resolved = |c: &Composite| {
        let (kind, state) = kind_and_state(c);
        let by_others = || states.get(&kind).copied().flatten().filter(|_| named_like(scene, c, kind));
        state.or_else(by_others).map(|s| reference(scene, c, kind, s))
    };
    let found: Vec<Reference> = free.iter().filter_map(resolved).collect();
    replace(scene, cast, found);
}

/// Names inside the name of an institution are part of it; the state that makes it one is named too.
fn replace(scene: &Scene<'_>, cast: &mut Cast, institutions: Vec<Reference>) {
    let around = |r: &Reference| institutions.partition_point(|i| i.from <= r.from).checked_sub(1).map(|i| &institutions[i]);
    let is_state = |r: &Reference| scene.entity(r.who).is_some_and(|e| e.actor_type == ActorType::Country);
    let shorter = |r: &Reference, i: &Reference| r.to - r.from < i.to - i.from;
    cast.retain(|r| around(r).is_none_or(|i| r.from >= i.to || (is_state(r) && shorter(r, i))));
    institutions.into_iter().for_each(|i| cast.add(i));
}

/// Part of a longer title: the foreign ministry in "وزير الخارجية".
fn in_title(scene: &Scene<'_>, composite: &Composite) -> bool {
    let end = scene.hits.titles.partition_point(|t| t.from < composite.from);
    let last = composite.from.saturating_sub(HEAD);
    scene.hits.titles[..end].iter().rev().take_while(|t| t.from >= last).any(|t| t.to > composite.from)
}

fn swallowed(cast: &Cast, composite: &Composite) -> bool {
    // What the lexicon lists under the very same words is listed for a reason.
    let larger = |r: &Reference| r.to - r.from >= composite.to - composite.from;
    cast.name_at(composite.from).is_some_and(|r| larger(r) && r.from <= composite.from && composite.to <= r.to)
}

/// A bare term counts where it is written like a name: with a capital, or in a script without.
fn named_like(scene: &Scene<'_>, composite: &Composite, kind: usize) -> bool {
    let tokens = &scene.view.tokens[composite.from..composite.to];
    let cased = matches!(tokens[0].script, Script::Latin | Script::Cyrillic);
    // "Royal Saudi Air Force": the end of a longer name is no bare term.
    let continues = cased
        && composite.from > 0
        && tokens[0].gap == Gap::Space
        && scene.view.tokens[composite.from - 1].is_capital()
        && !scene.is_word(composite.from - 1, word::STOP);
    !continues && !ORDINARY.contains(&scene.tables.kinds[kind].key) && (!cased || tokens.iter().any(Token::is_capital))
}

fn reference(scene: &Scene<'_>, composite: &Composite, kind: usize, state: usize) -> Reference {
    let who = listed(scene, kind, state).map_or(Who::Institution(kind, state), Who::Listed);
    Reference { from: composite.from, to: composite.to, skip: composite.skip, who, kind: MentionKind::Name, score: COMPOSED }
}

/// Id of an institution of a state, as in the lexicon.
pub(super) fn institution_id(scene: &Scene<'_>, kind: usize, state: usize) -> String {
    format!("{}-{}", scene.tables.entities[state].id.to_ascii_lowercase(), scene.tables.kinds[kind].key)
}

fn listed(scene: &Scene<'_>, kind: usize, state: usize) -> Option<usize> {
    scene.tables.entity_by_id(&institution_id(scene, kind, state))
}
