//! Titles: beside a name they tell what somebody is, alone they stand for somebody.

use super::compose::{composites, Composite};
use super::lexical::Reading;
use super::{Cast, Function, Reference, Scene, Who};
use crate::article::MentionKind;
use crate::lexicon::{Class, Holder, Title, TitleKind};
use crate::scan::word;
use crate::text::{Gap, Script};
use std::collections::{HashMap, HashSet};

const RESOLVED: f64 = 0.8;
/// Most tokens between a title and its name.
const BETWEEN: usize = 3;
/// Longest function behind a name ("…, vice-président du site Aliyun.com").
const APPOSITION: usize = 12;
/// Offices that a general word may mean.
const GENERAL: &[(&str, &[&str])] = &[
    ("leader", &["head-of-state", "head-of-government", "party-leader", "monarch", "crown-prince"]),
    ("minister", &["foreign-minister", "defence-minister", "interior-minister", "finance-minister", "trade-minister", "justice-minister", "health-minister"]),
];

/// Titles with their states, in the order of the text.
pub(super) fn titles(scene: &Scene<'_>, readings: &[Reading]) -> Vec<Composite> {
    composites(scene, readings, &scene.hits.titles, Class::Title)
}

fn row(scene: &Scene<'_>, composite: &Composite) -> &'static Title {
    &scene.tables.titles[composite.target]
}

fn state(scene: &Scene<'_>, composite: &Composite) -> Option<usize> {
    composite.state.or_else(|| row(scene, composite).country.and_then(|c| scene.tables.entity_by_id(c)))
}

/// Titles before and behind names.
pub(super) fn beside_names(scene: &Scene<'_>, titles: &[Composite], cast: &mut Cast) {
    for composite in titles.iter().filter(|c| row(scene, c).kind == TitleKind::Function) {
        let Some((who, to)) = bearer(scene, cast, composite) else { continue };
        let title = row(scene, composite);
        let state = state(scene, composite);
        cast.functions.push(Function { who, from: composite.from, to, office: title.office, role: title.role, state });
        if state.is_some() && title.office.is_some() {
            cast.add(mention(composite, who));
        }
    }
}

fn mention(composite: &Composite, who: Who) -> Reference {
    Reference { from: composite.from, to: composite.to, skip: composite.skip, who, kind: MentionKind::Title, score: RESOLVED }
}

/// Where a title with the organisation that follows it ends ("directeur de la CIA").
fn end_with_organisation(scene: &Scene<'_>, cast: &Cast, title: &Composite) -> usize {
    let small = |i: &usize| scene.is_word(*i, word::LINKER | word::LOCATIVE) || scene.view.is(*i, "'");
    let start = (title.to..title.to + 4).find(|i| !small(i)).unwrap_or(title.to);
    let organisation = |r: &&Reference| r.from == start && !cast.is_person(scene, r.who) && scene.sentences.same(title.from, start);
    cast.name_at(start).filter(organisation).map_or(title.to, |r| r.to)
}

/// Who bears a title, and where the function ends.
fn bearer(scene: &Scene<'_>, cast: &Cast, title: &Composite) -> Option<(Who, usize)> {
    let person_at = |token: usize| cast.name_at(token).filter(|r| cast.is_person(scene, r.who) && scene.sentences.same(title.from, token));
    let end = end_with_organisation(scene, cast, title);
    let before_name = (end..=end + BETWEEN).find_map(|i| person_at(i).filter(|r| r.from == i)).filter(|r| only_between(scene, end, r.from));
    if let Some(person) = before_name {
        return Some((person.who, end));
    }
    let previous = |n: usize| title.from.checked_sub(n).and_then(person_at);
    if let Some(person) = previous(1).filter(|r| r.to == title.from && scene.view.tokens[title.from].gap == Gap::None) {
        return Some((person.who, title.to));
    }
    let behind_name = (2..=BETWEEN + 1).find_map(previous).filter(|r| scene.view.is(r.to, ",") && only_stops(scene, r.to + 1, title.from))?;
    Some((behind_name.who, apposition_end(scene, title)))
}

/// Commas, quotes, honorifics, articles and adjectives of the title's own may stand between a title and the name.
fn only_between(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| scene.view.is(i, ",") || scene.view.is(i, "\"") || scene.view.is(i, ".") || is_honorific(scene, i))
}

fn is_honorific(scene: &Scene<'_>, token: usize) -> bool {
    let end = scene.hits.titles.partition_point(|t| t.from <= token);
    let near = scene.hits.titles[..end].iter().rev().take_while(|t| t.from + BETWEEN >= token);
    near.filter(|t| token < t.to).any(|t| scene.tables.titles[t.sense.target as usize].kind == TitleKind::Honorific)
}

fn only_stops(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| scene.is_word(i, word::STOP) || scene.view.is(i, "'"))
}

/// A function behind a name goes on to the next comma or the end of the sentence, if that is near.
fn apposition_end(scene: &Scene<'_>, title: &Composite) -> usize {
    let end = scene.sentences.around(title.from).end;
    let stops = |i: &usize| scene.view.is(*i, ",") || scene.view.is(*i, ".") || scene.view.is(*i, ")") || scene.view.is(*i, "\"");
    let stop = (title.to..end).find(stops).unwrap_or(end);
    if stop - title.from <= APPOSITION {
        stop
    } else {
        title.to
    }
}

/// What the text has said about offices before titles alone are resolved.
struct Offices {
    /// First bearer by state.
    by_state: HashMap<usize, Vec<(&'static str, Who)>>,
    /// All bearers by office, with the first token that says so.
    bearers: Vec<(&'static str, Vec<(Who, usize)>)>,
    named: HashMap<Who, Vec<usize>>,
    starts: HashSet<usize>,
}

impl Offices {
    fn of(cast: &Cast) -> Self {
        let mut offices =
            Offices { by_state: HashMap::new(), bearers: Vec::new(), named: cast.named(), starts: cast.functions.iter().map(|f| f.from).collect() };
        for function in &cast.functions {
            let Some(office) = function.office else { continue };
            if let Some(state) = function.state {
                let of_state = offices.by_state.entry(state).or_default();
                if !of_state.iter().any(|o| o.0 == office) {
                    of_state.push((office, function.who));
                }
            }
            offices.note_bearer(office, function);
        }
        offices
    }

    fn note_bearer(&mut self, office: &'static str, function: &Function) {
        let at = self.bearers.iter().position(|b| b.0 == office).unwrap_or_else(|| {
            self.bearers.push((office, Vec::new()));
            self.bearers.len() - 1
        });
        let bearers = &mut self.bearers[at].1;
        // Two different bearers are as undecidable as any number.
        if bearers.len() < 2 && !bearers.iter().any(|b| b.0 == function.who) {
            bearers.push((function.who, function.from));
        }
    }
}

/// Titles that stand for somebody.
pub(super) fn alone(scene: &Scene<'_>, titles: &[Composite], cast: &mut Cast) {
    let offices = Offices::of(cast);
    for composite in titles {
        let title = row(scene, composite);
        let taken = offices.starts.contains(&composite.from) || (composite.from..composite.to).any(|t| cast.covers(t));
        let Some(office) = title.office.filter(|_| !taken) else { continue };
        let who = match state(scene, composite) {
            Some(state) => by_office(scene, &offices, office, state),
            None => only_bearer(scene, &offices, composite, office),
        };
        if let Some(who) = who {
            cast.add(mention(composite, who));
        }
    }
}

fn same_office(asked: &str, held: &str) -> bool {
    asked == held || GENERAL.iter().any(|(general, offices)| *general == asked && offices.contains(&held))
}

/// The holder of an office of a state: as the article says, as the lexicon knows of somebody named in the article, or at the date given.
fn by_office(scene: &Scene<'_>, offices: &Offices, office: &str, state: usize) -> Option<Who> {
    let said = offices.by_state.get(&state).and_then(|o| o.iter().find(|o| same_office(office, o.0)));
    if let Some((_, who)) = said {
        return Some(*who);
    }
    let country = scene.tables.entities[state].id;
    let fits = |h: &&Holder| h.country == country && same_office(office, h.office);
    let holders = || scene.tables.holders.iter().filter(fits);
    let listed = |h: &Holder| scene.tables.entity_by_id(h.person).map(Who::Listed);
    let mut named: Vec<Who> =
        holders().filter(|h| scene.date.is_none_or(|d| in_office(h, d))).filter_map(listed).filter(|w| offices.named.contains_key(w)).collect();
    named.sort_unstable();
    named.dedup();
    match (&named[..], scene.date) {
        ([one], _) => Some(*one),
        ([], Some(date)) => unique(holders().filter(|h| in_office(h, date)).filter_map(listed)),
        _ => None,
    }
}

fn unique(mut all: impl Iterator<Item = Who>) -> Option<Who> {
    let first = all.next()?;
    all.all(|w| w == first).then_some(first)
}

/// Whether a term covers a date; both may be as coarse as a year, and a boundary year or month counts as covered.
fn in_office(holder: &Holder, date: &str) -> bool {
    let shared = |bound: &str| bound.len().min(date.len());
    let after = holder.from.is_empty() || date[..shared(holder.from)] >= holder.from[..shared(holder.from)];
    after && (holder.to.is_empty() || date[..shared(holder.to)] <= holder.to[..shared(holder.to)])
}

/// "le président" without a state: the only person before it with that office.
fn only_bearer(scene: &Scene<'_>, offices: &Offices, composite: &Composite, office: &str) -> Option<Who> {
    let caseless = !matches!(scene.view.tokens[composite.from].script, Script::Latin | Script::Cyrillic);
    let definite = caseless || (composite.from > 0 && scene.is_word(composite.from - 1, word::LINKER));
    let bearers = || offices.bearers.iter().filter(|b| same_office(office, b.0)).flat_map(|b| &b.1);
    unique(bearers().map(|b| b.0)).filter(|_| definite && bearers().any(|b| b.1 < composite.from))
}
