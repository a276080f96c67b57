//! Names of the lexicon: which reading of a form holds.

use super::{Cast, Reference, Scene, Who};
use crate::article::{ActorType, MentionKind};
use crate::lexicon::{flag, Class, Sense};
use crate::scan::Hit;
use crate::tagger::Candidate;
use crate::text::{Case, Gap, Script, TextView};
use std::collections::{HashMap, HashSet};

/// A form of the lexicon and all that it can mean.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) skip: usize,
    senses: Vec<Sense>,
    /// The tagger takes it for a name: a state by the one character that stands for it (中美), not an adjective.
    named: bool,
}

/// Tokens of the longest titles.
const LONGEST_TITLE: usize = 10;
const SURE: f64 = 0.98;
const SUPPORTED: f64 = 0.85;

impl Reading {
    fn best(&self, tables: &crate::lexicon::Tables, fits: impl Fn(&Sense) -> bool) -> Option<Sense> {
        self.senses
            .iter()
            .copied()
            .filter(fits)
            .min_by_key(|s| (s.class, rank(tables.entities[s.target as usize].actor_type), s.has(flag::INFLECTED), s.target))
    }

    /// Whether a name proposed has the same words.
    fn is(&self, candidate: &Candidate) -> bool {
        (self.from, self.to) == (candidate.from, candidate.to)
    }

    /// Whether a name proposed has these words and perhaps more.
    fn is_inside(&self, candidate: &Candidate) -> bool {
        candidate.from <= self.from && self.to <= candidate.to
    }

    /// The reading that needs no support.
    pub(super) fn strong(&self, scene: &Scene<'_>) -> Option<Sense> {
        self.best(scene.tables, |s| !s.has(flag::WEAK | flag::SHORT))
    }

    /// The state that the form names, by name or adjective.
    pub(super) fn state(&self, scene: &Scene<'_>) -> Option<Sense> {
        self.best(scene.tables, |s| !s.has(flag::SHORT) && scene.tables.entities[s.target as usize].actor_type == ActorType::Country)
    }
}

/// Which type a form means that several actors share (Luxembourg, Singapore).
fn rank(actor_type: ActorType) -> u8 {
    match actor_type {
        ActorType::Country => 0,
        ActorType::Organization => 1,
        ActorType::Place => 2,
        ActorType::Person => 3,
    }
}

/// Leftmost longest forms, each with all its senses.
pub(super) fn readings(scene: &Scene<'_>) -> Vec<Reading> {
    let mut hits: Vec<&Hit> = scene.hits.names.iter().filter(|h| prefix_fits(scene, h)).collect();
    hits.sort_by_key(|h| (h.from, std::cmp::Reverse(h.to), h.skip));
    let mut readings: Vec<Reading> = Vec::new();
    for hit in hits {
        match readings.last_mut() {
            Some(last) if (last.from, last.to, last.skip) == (hit.from, hit.to, hit.skip) => last.senses.push(hit.sense),
            Some(last) if hit.from < last.to => {}
            _ => readings.push(Reading { from: hit.from, to: hit.to, skip: hit.skip, senses: vec![hit.sense], named: false }),
        }
    }
    in_pairs(scene, readings)
}

/// Abbreviations of states count only side by side (中美); there nothing else is meant.
fn in_pairs(scene: &Scene<'_>, mut readings: Vec<Reading>) -> Vec<Reading> {
    let pair = |r: &Reading| r.senses.iter().any(|s| s.has(flag::PAIR));
    let touch = |a: &Reading, b: &Reading| pair(a) && pair(b) && a.to == b.from && scene.view.tokens[b.from].gap == Gap::None;
    let beside = |i: usize| i > 0 && touch(&readings[i - 1], &readings[i]) || readings.get(i + 1).is_some_and(|next| touch(&readings[i], next));
    let paired: Vec<bool> = (0..readings.len()).map(beside).collect();
    for (reading, paired) in readings.iter_mut().zip(paired) {
        reading.senses.retain(|s| s.has(flag::PAIR) == paired);
    }
    readings.retain(|r| !r.senses.is_empty());
    readings
}

/// Combining forms (sino-) need their hyphen, and nothing else may have one behind it that makes another word of it.
fn prefix_fits(scene: &Scene<'_>, hit: &Hit) -> bool {
    !hit.sense.has(flag::PREFIX) || (hit.to < scene.view.tokens.len() && scene.view.form(hit.to) == " ")
}

/// A name proposed that holds.
#[derive(Debug, Clone)]
pub(super) struct Proposed {
    pub(super) name: Candidate,
    /// Row of the lexicon whose name it is.
    listed: Option<usize>,
    /// States and places whose names are a part of it.
    pub(super) inner: Vec<Reference>,
    /// Means somebody named in full elsewhere, or somebody listed, before it means somebody new: one word, or a weak name.
    pub(super) waits: bool,
}

impl Proposed {
    /// The listed actor that it means whatever the rest of the text says.
    pub(super) fn who(&self) -> Option<Who> {
        self.listed.map(Who::Listed)
    }
}

/// How a name proposed and a name listed that overlap get on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Both stay: the listed one may turn out to be what the proposed one means.
    Both,
    Listed,
    Proposed,
}

/// From this probability a name proposed holds against a listed one that it contains.
const LONGER: f64 = 0.5;
/// From this probability it holds against one that it cuts, or that has another type.
const OTHER: f64 = 0.9;

/// Names proposed against names listed: the longest and most credible hold.
pub(super) fn settle(scene: &Scene<'_>, readings: &mut Vec<Reading>, mut candidates: Vec<Candidate>) -> Vec<Proposed> {
    candidates.sort_by_key(|c| (c.from, std::cmp::Reverse(c.to)));
    let mut kept: Vec<Proposed> = Vec::new();
    let mut replaced = vec![false; readings.len()];
    for candidate in candidates {
        // Readings do not overlap one another, so they are sorted by their ends too.
        let first = readings.partition_point(|r| r.to <= candidate.from);
        let last = readings.partition_point(|r| r.from < candidate.to);
        if let [reading] = &mut readings[first..last] {
            reading.named |= reading.is(&candidate) && candidate.actor_type == ActorType::Place;
        }
        let taken = kept.last().is_some_and(|k| candidate.from < k.name.to);
        let verdicts: Vec<Verdict> = readings[first..last].iter().map(|r| verdict(scene, r, &candidate)).collect();
        if !taken && !verdicts.contains(&Verdict::Listed) {
            (first..last).zip(verdicts).for_each(|(i, v)| replaced[i] = v == Verdict::Proposed);
            let meant = |r: &Reading| described(scene, r, &candidate).or_else(|| fuller(scene, r, &candidate));
            let listed = exact(scene, &candidate).or_else(|| readings[first..last].iter().find_map(meant));
            let inner = readings[first..last].iter().filter_map(|r| place_inside(scene, r, &candidate)).collect();
            let waits = candidate.to - candidate.from == 1 || readings[first..last].iter().any(|r| r.is(&candidate));
            kept.push(Proposed { name: candidate, listed, inner, waits });
        }
    }
    let mut replaced = replaced.into_iter();
    readings.retain(|_| replaced.next() != Some(true));
    kept
}

fn verdict(scene: &Scene<'_>, reading: &Reading, candidate: &Candidate) -> Verdict {
    let (same, inside) = (reading.is(candidate), reading.is_inside(candidate));
    let Some(sense) = reading.strong(scene) else { return if same || !inside { Verdict::Both } else { Verdict::Proposed } };
    if sense.class == Class::Adjective {
        // "Chinese" in "Chinese Academy of Sciences" still means the state.
        return if inside && !same { Verdict::Both } else { Verdict::Listed };
    }
    let listed = scene.tables.entities[sense.target as usize].actor_type;
    let holds = match () {
        () if same => !is_same_type(listed, candidate.actor_type) && listed != ActorType::Country && candidate.score >= OTHER,
        () if inside => candidate.score >= LONGER,
        () => candidate.score >= OTHER && !(reading.from <= candidate.from && candidate.to <= reading.to),
    };
    if holds {
        Verdict::Proposed
    } else {
        Verdict::Listed
    }
}

/// Likeness of two spellings of one given name (Jaro and Winkler).
const SAME_GIVEN_NAME: f64 = 0.88;

/// A listed person whose surname ends a longer name that begins like one of theirs ("Антониу Гутерреш" for "Антонио Гутерреш"); Hunter
/// Biden is not Joe Biden.
fn fuller(scene: &Scene<'_>, reading: &Reading, candidate: &Candidate) -> Option<usize> {
    let sense = reading.strong(scene)?;
    let tables = scene.tables;
    let entity = &tables.entities[sense.target as usize];
    let person = entity.actor_type == ActorType::Person && candidate.actor_type == ActorType::Person;
    if !person || reading.to != candidate.to || reading.from == candidate.from {
        return None;
    }
    let given = &scene.view.form(candidate.from)[candidate.skip..];
    let mut names = tables.langs.iter().flat_map(|l| tables.names_in(sense.target as usize, l)).filter(|n| n.contains(' '));
    let alike = |name: &str| TextView::normalize(name).split(' ').next().is_some_and(|first| strsim::jaro_winkler(first, given) >= SAME_GIVEN_NAME);
    names.any(alike).then_some(sense.target as usize)
}

/// A listed state or place inside the longer name of a body or place ("University of Nairobi"): meant too, as by an adjective.
fn place_inside(scene: &Scene<'_>, reading: &Reading, candidate: &Candidate) -> Option<Reference> {
    let sense = reading.strong(scene).filter(|s| s.class == Class::Name)?;
    let place = matches!(scene.tables.entities[sense.target as usize].actor_type, ActorType::Country | ActorType::Place);
    let inside = reading.is_inside(candidate) && !reading.is(candidate);
    let kind = MentionKind::Adjective;
    (place && inside && candidate.actor_type != ActorType::Person).then(|| Reference { kind, ..reference(scene, reading, sense, SUPPORTED) })
}

/// Who is listed under exactly this name, where a longer form cut it ("President Xi" in "President Xi Jinping").
fn exact(scene: &Scene<'_>, candidate: &Candidate) -> Option<usize> {
    let start = scene.hits.names.partition_point(|h| h.from < candidate.from);
    let here = scene.hits.names[start..].iter().take_while(|h| h.from == candidate.from);
    let strong = |h: &&Hit| h.to == candidate.to && h.sense.class == Class::Name && !h.sense.has(flag::WEAK | flag::SHORT | flag::PAIR);
    let fits = |h: &&Hit| is_same_type(scene.tables.entities[h.sense.target as usize].actor_type, candidate.actor_type);
    here.filter(strong).find(fits).map(|h| h.sense.target as usize)
}

/// Whom a longer name means that adds nothing but words of organisations to a listed one ("صحيفة الأهرام", "华为公司").
fn described(scene: &Scene<'_>, reading: &Reading, candidate: &Candidate) -> Option<usize> {
    let sense = reading.strong(scene)?;
    let organisation = ActorType::Organization;
    let same = candidate.actor_type == organisation && scene.tables.entities[sense.target as usize].actor_type == organisation;
    let start = scene.hits.orgwords.partition_point(|h| h.from < candidate.from);
    let near = || scene.hits.orgwords[start..].iter().take_while(|h| h.from < candidate.to);
    let said = |i: usize| near().any(|h| h.from <= i && i < h.to && h.to <= candidate.to);
    let mut rest = (candidate.from..candidate.to).filter(|i| !(reading.from..reading.to).contains(i));
    (reading.is_inside(candidate) && same && rest.all(said)).then_some(sense.target as usize)
}

/// Taggers do not tell states from other places.
fn is_same_type(listed: ActorType, proposed: ActorType) -> bool {
    listed == proposed || (listed == ActorType::Country && proposed == ActorType::Place)
}

fn kind(reading: &Reading, sense: Sense) -> MentionKind {
    if sense.class == Class::Adjective && !reading.named {
        MentionKind::Adjective
    } else {
        MentionKind::Name
    }
}

fn reference(scene: &Scene<'_>, reading: &Reading, sense: Sense, score: f64) -> Reference {
    let who = Who::Listed(sense.target as usize);
    let (from, to) = bare_name(scene, reading, sense);
    let skip = if from == reading.from { reading.skip } else { 0 };
    Reference { from, to, skip, who, kind: kind(reading, sense), score }
}

/// Where the lexicon lists a person with a title (King Salman, 习主席) or a place with a word for what it is (مدينة جدة), these stay
/// outside the name.
fn bare_name(scene: &Scene<'_>, reading: &Reading, sense: Sense) -> (usize, usize) {
    let (from, to) = (reading.from, reading.to);
    let hits = match scene.tables.entities[sense.target as usize].actor_type {
        _ if to - from < 2 => return (from, to),
        ActorType::Person => &scene.hits.titles,
        ActorType::Place if scene.view.tokens[from].script == Script::Arabic => &scene.hits.orgwords,
        _ => return (from, to),
    };
    let start = hits.partition_point(|h| h.from < from);
    let inside = || hits[start..].iter().take_while(|h| h.from < to);
    let after = inside().filter(|h| h.from == from && h.to < to).map(|h| h.to).max().unwrap_or(from);
    let behind = |h: &&Hit| h.to == to && h.from > after && h.sense.class == Class::Title;
    (after, inside().filter(behind).map(|h| h.from).min().unwrap_or(to))
}

/// A listed word whose tokens are surely in no name is an ordinary word.
const OUTSIDE: f32 = 0.8;
/// Names of places of several words and acronyms of them need more to be none.
const OUTSIDE_ELSE: f32 = 0.95;
/// Ideographs that make one word.
const WORD_OF_IDEOGRAPHS: usize = 3;

fn is_ordinary(scene: &Scene<'_>, reading: &Reading, listed: ActorType, outside: &[f32]) -> bool {
    let first = &scene.view.tokens[reading.from];
    let one_word = if first.script == Script::Han { WORD_OF_IDEOGRAPHS } else { 1 };
    let word = reading.to - reading.from <= one_word && first.case != Case::Upper;
    let limit = match listed {
        _ if word => OUTSIDE,
        ActorType::Country | ActorType::Place => OUTSIDE_ELSE,
        // No text says "China Daily" or "CNN" and means something else.
        ActorType::Person | ActorType::Organization => return false,
    };
    outside[reading.from..reading.to].iter().all(|o| *o > limit)
}

/// References that need no support.
pub(super) fn strong(scene: &Scene<'_>, readings: &[Reading], outside: &[f32], cast: &mut Cast) {
    for (reading, sense) in readings.iter().filter_map(|r| r.strong(scene).map(|s| (r, s))) {
        let listed = scene.tables.entities[sense.target as usize].actor_type;
        let ordinary = sense.class == Class::Name && is_ordinary(scene, reading, listed, outside);
        match (ordinary, listed == ActorType::Country) {
            // "中国特色", "the 1999 New Zealand election": the state is meant, as by an adjective.
            (true, true) => cast.add(Reference { kind: MentionKind::Adjective, ..reference(scene, reading, sense, SURE) }),
            (true, false) => continue,
            (false, _) => cast.add(reference(scene, reading, sense, SURE)),
        }
        cast.references.extend(states_inside(scene, reading, sense));
    }
}

/// Sectors whose names hold the adjective of their state ("ministère chinois des Affaires étrangères"), unlike those of companies.
const OF_STATE: &[&str] = &["COP", "GOV", "JUD", "LEG", "MIL", "SPY"];

/// Adjectives of its own state inside the name of an institution mean the state too.
fn states_inside(scene: &Scene<'_>, reading: &Reading, sense: Sense) -> Vec<Reference> {
    let entity = &scene.tables.entities[sense.target as usize];
    let of_state = entity.actor_type == ActorType::Organization && entity.role.is_some_and(|r| OF_STATE.contains(&r));
    let state = entity.country.filter(|_| of_state).and_then(|c| scene.tables.entity_by_id(c));
    let Some(state) = state else { return Vec::new() };
    let start = scene.hits.names.partition_point(|h| h.from < reading.from);
    let inside = scene.hits.names[start..].iter().take_while(|h| h.from < reading.to);
    let own = |h: &&Hit| h.sense.class == Class::Adjective && h.sense.target as usize == state && h.to <= reading.to && !h.sense.has(flag::PAIR | flag::WEAK);
    let mut found: Vec<Reference> = inside
        .filter(own)
        .map(|h| Reference { from: h.from, to: h.to, skip: h.skip, who: Who::Listed(state), kind: MentionKind::Adjective, score: SURE })
        .collect();
    found.dedup_by_key(|r| (r.from, r.to));
    found
}

/// Weak names and surnames that the rest of the article supports.
pub(super) fn supported(scene: &Scene<'_>, readings: &[Reading], words: &[Proposed], cast: &mut Cast) {
    let named = cast.named();
    let known = || cast.references.iter().filter_map(|r| scene.entity(r.who));
    let states: HashSet<&str> = known().filter_map(|e| e.country).collect();
    let international = known().any(|e| e.role == Some("IGO"));
    for reading in readings.iter().filter(|r| r.strong(scene).is_none()) {
        if (reading.from..reading.to).any(|t| cast.covers(t)) {
            continue;
        }
        let sense = latest(scene, reading, &named)
            .or_else(|| by_title(scene, reading))
            .or_else(|| by_company(scene, reading, &states, international))
            .or_else(|| by_tagger(scene, reading, words));
        if let Some(sense) = sense {
            cast.add(reference(scene, reading, sense, SUPPORTED));
        }
    }
}

/// Among those that the text names, the one named last before the reading.
fn latest(scene: &Scene<'_>, reading: &Reading, named: &HashMap<Who, Vec<usize>>) -> Option<Sense> {
    if !capital_where_due(scene, reading) {
        return None;
    }
    let places = |s: &Sense| named.get(&Who::Listed(s.target as usize));
    let before = |s: &&Sense| places(s).and_then(|p| p[..p.partition_point(|from| *from < reading.from)].last());
    reading.senses.iter().filter(|s| places(s).is_some()).max_by_key(before).copied()
}

fn capital_where_due(scene: &Scene<'_>, reading: &Reading) -> bool {
    let sense = reading.senses[0];
    !sense.has(flag::CAPITAL) || scene.view.tokens[reading.from].is_capital()
}

/// "le président Xi": the one bearer of the surname who held the office that stands before it.
fn by_title(scene: &Scene<'_>, reading: &Reading) -> Option<Sense> {
    let start = scene.hits.titles.partition_point(|t| t.from + LONGEST_TITLE < reading.from);
    let near = scene.hits.titles[start..].iter().take_while(|t| t.from <= reading.to);
    let title = near.filter(|t| t.to == reading.from || t.from == reading.to).last()?;
    let office = scene.tables.titles[title.sense.target as usize].office?;
    let mut fits = reading.senses.iter().filter(|s| s.has(flag::SHORT)).filter(|s| {
        let id = scene.tables.entities[s.target as usize].id;
        scene.tables.holders.iter().any(|h| h.person == id && h.office == office)
    });
    let first = fits.next()?;
    fits.all(|s| s.target == first.target).then_some(*first)
}

/// A weak name that the tagger takes for a name of the same type.
fn by_tagger(scene: &Scene<'_>, reading: &Reading, words: &[Proposed]) -> Option<Sense> {
    let word = words.iter().find(|w| reading.is(&w.name))?;
    let fits = |s: &Sense| is_same_type(scene.tables.entities[s.target as usize].actor_type, word.name.actor_type);
    reading.best(scene.tables, |s| s.has(flag::WEAK) && !s.has(flag::SHORT) && fits(s))
}

/// Roles of which an article about a state speaks without saying more; a company or club needs to be named in full first.
const POLITICAL: &[&str] = &["GOV", "IGO", "LEG", "MIL", "PTY", "REB", "SPY"];

/// A weak name in the company of its state, or of another body where it is a part of an international one ("Conseil de sécurité").
fn by_company(scene: &Scene<'_>, reading: &Reading, states: &HashSet<&str>, international: bool) -> Option<Sense> {
    let sense = reading.best(scene.tables, |s| s.has(flag::WEAK) && !s.has(flag::SHORT | flag::ACRONYM) && near(scene, s, states, international))?;
    let entity = &scene.tables.entities[sense.target as usize];
    let political = entity.role.is_some_and(|r| POLITICAL.contains(&r)) && entity.actor_type == ActorType::Organization;
    let words = reading.to - reading.from;
    let fits = match scene.view.tokens[reading.from].script {
        // Any two characters may be halves of their neighbours.
        Script::Han => false,
        Script::Arabic => political,
        _ => {
            entity.actor_type != ActorType::Person
                && (sense.has(flag::CAPITAL) || words > 1)
                && !(words == 1 && scene.sentences.is_first_word(scene.view, reading.from))
        }
    };
    (fits && capital_where_due(scene, reading)).then_some(sense)
}

fn near(scene: &Scene<'_>, sense: &Sense, states: &HashSet<&str>, international: bool) -> bool {
    let entity = &scene.tables.entities[sense.target as usize];
    match entity.country {
        Some(country) => states.contains(country),
        None => international && entity.role == Some("IGO") || entity.actor_type == ActorType::Place,
    }
}
