//! Persons and organisations that no lexicon lists, and surnames alone.

use super::lexical::Proposed;
use super::{Cast, Reference, Scene, Unlisted, Who};
use crate::article::{ActorType, MentionKind};
use crate::scan::word;
use crate::tagger::Candidate;
use crate::text::{Case, Script, TokenKind};
use std::collections::HashMap;

const SURNAME: f64 = 0.9;
/// Most letters that endings of two forms of a name may differ by.
const ENDING: usize = 3;

/// Names by the start of their first and last words, so that inflected and shorter forms are found without looking at all.
#[derive(Default)]
pub(super) struct Found {
    names: HashMap<String, Vec<(Who, Vec<String>)>>,
}

impl Found {
    fn add(&mut self, who: Who, words: &[String]) {
        for key in [words.first(), words.last()].into_iter().flatten().map(|w| start(w)) {
            let entry = self.names.entry(key.to_owned()).or_default();
            if !entry.iter().any(|(w, ws)| *w == who && ws == words) {
                entry.push((who, words.to_vec()));
            }
        }
    }

    fn around(&self, word: Option<&String>) -> &[(Who, Vec<String>)] {
        word.and_then(|w| self.names.get(start(w))).map_or(&[], Vec::as_slice)
    }
}

fn start(word: &str) -> &str {
    word.char_indices().nth(3).map_or(word, |(end, _)| &word[..end])
}

/// Gives every proposed name its actor: a listed one, an unlisted one named before, or a new one.
pub(super) fn unlisted(scene: &Scene<'_>, mut proposed: Vec<Proposed>, found: &mut Found, cast: &mut Cast) {
    // The fullest names first, so that shorter ones find them.
    proposed.sort_by_key(|p| (std::cmp::Reverse(p.name.to - p.name.from), p.name.from));
    proposed.retain(|p| !(p.name.from..p.name.to).any(|t| cast.covers(t)));
    let listed = listed_people(scene, cast);
    let mut acronyms: Vec<(String, Who)> = Vec::new();
    for proposed in proposed {
        let name = &proposed.name;
        let words = name_words(scene, name.from, name.to, name.skip);
        let known = || listed_namesake(scene, &listed, name, &words).or_else(|| known(scene, cast, found, name, &words));
        let known = proposed.who().or_else(known);
        if known.is_none() && !is_credible(scene, name) {
            continue;
        }
        let who = known.unwrap_or_else(|| {
            cast.unlisted.push(Unlisted { actor_type: name.actor_type, role: name.role });
            Who::Unlisted(cast.unlisted.len() - 1)
        });
        found.add(who, &words);
        cast.references.extend(proposed.inner.iter().copied());
        acronyms.extend(acronym(scene, name).map(|a| (a, who)));
        cast.add(Reference { from: name.from, to: name.to, skip: name.skip, who, kind: MentionKind::Name, score: name.score });
    }
    refer_acronyms(scene, cast, &acronyms.into_iter().collect());
}

/// Least probability of one unknown word that begins a sentence: its capital says nothing.
const FIRST_WORD: f64 = 0.6;

fn is_credible(scene: &Scene<'_>, name: &Candidate) -> bool {
    let cased = scene.view.tokens[name.from].is_capital();
    name.score >= FIRST_WORD || name.to - name.from > 1 || !cased || !scene.sentences.is_first_word(scene.view, name.from)
}

/// Listed persons named with more than one word.
fn listed_people(scene: &Scene<'_>, cast: &Cast) -> Found {
    let mut index = Found::default();
    let full = |r: &&Reference| r.kind == MentionKind::Name && r.to - r.from > 1 && matches!(r.who, Who::Listed(_)) && cast.is_person(scene, r.who);
    for reference in cast.references.iter().filter(full) {
        index.add(reference.who, &name_words(scene, reference.from, reference.to, reference.skip));
    }
    index
}

/// Folded words of a name.
fn name_words(scene: &Scene<'_>, from: usize, to: usize, skip: usize) -> Vec<String> {
    let words = (from..to).filter(|i| scene.view.tokens[*i].is_word());
    words.map(|i| scene.view.form(i)[if i == from { skip } else { 0 }..].to_owned()).collect()
}

fn inflects(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    scene.view.tokens[candidate.from].script == Script::Cyrillic
}

fn known(scene: &Scene<'_>, cast: &Cast, found: &Found, candidate: &Candidate, words: &[String]) -> Option<Who> {
    let same_type = |who: Who| matches!(who, Who::Unlisted(i) if cast.unlisted[i].actor_type == candidate.actor_type);
    let fits = |n: &&(Who, Vec<String>)| same_type(n.0) && is_part(words, &n.1, inflects(scene, candidate), candidate.actor_type);
    found.around(words.last()).iter().find(fits).map(|n| n.0)
}

/// A fuller or shorter form of somebody listed whom the text names ("Vladimir Vladimirovich Putin").
fn listed_namesake(scene: &Scene<'_>, listed: &Found, candidate: &Candidate, words: &[String]) -> Option<Who> {
    if candidate.actor_type != ActorType::Person || words.len() < 2 {
        return None;
    }
    let fits = |n: &&(Who, Vec<String>)| is_part(&n.1, words, inflects(scene, candidate), ActorType::Person);
    listed.around(words.last()).iter().find(fits).map(|n| n.0)
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
fn same_stem(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (long_a, long_b) = (a.chars().count(), b.chars().count());
    common >= 3 && long_a - common <= ENDING && long_b - common <= ENDING && common + 2 >= long_a.min(long_b)
}

/// "… (ACRONYM)" behind the name of an organisation names it in the rest of the text.
fn acronym(scene: &Scene<'_>, candidate: &Candidate) -> Option<String> {
    let at = candidate.to + 1;
    let bracketed = scene.view.is(candidate.to, "(") && scene.view.is(at + 1, ")");
    (candidate.actor_type == ActorType::Organization && bracketed && scene.view.tokens[at].case == Case::Upper).then(|| scene.view.form(at).to_owned())
}

fn refer_acronyms(scene: &Scene<'_>, cast: &mut Cast, acronyms: &HashMap<String, Who>) {
    let upper = (0..scene.view.tokens.len()).filter(|i| !acronyms.is_empty() && scene.view.tokens[*i].case == Case::Upper);
    for i in upper {
        if let Some(who) = acronyms.get(scene.view.form(i)).copied().filter(|_| !cast.covers(i)) {
            cast.add(Reference { from: i, to: i + 1, skip: 0, who, kind: MentionKind::Name, score: SURNAME });
        }
    }
}

/// Surnames alone ("Lin", "M. Bader"): one word of the name of exactly one person whom the text names.
pub(super) fn single_words(scene: &Scene<'_>, cast: &mut Cast) {
    let people = people(scene, cast);
    if people.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for i in 0..scene.view.tokens.len() {
        let token = &scene.view.tokens[i];
        let cased = matches!(token.script, Script::Latin | Script::Cyrillic);
        if token.kind != TokenKind::Word || (cased && !token.is_capital()) || scene.is_word(i, word::STOP | word::PARTICLE) || cast.covers(i) {
            continue;
        }
        if let Some(who) = bearer(scene, &people, i, token.script) {
            found.push(Reference { from: i, to: i + 1, skip: 0, who, kind: MentionKind::Name, score: SURNAME });
        }
    }
    found.into_iter().for_each(|r| cast.add(r));
}

/// Words of the names of the persons in the text by their start: word, who, whether it stands where surnames do.
type Bearers = HashMap<String, Vec<(String, Who, bool)>>;

fn people(scene: &Scene<'_>, cast: &Cast) -> Bearers {
    let mut bearers: Bearers = HashMap::new();
    for reference in cast.references.iter().filter(|r| r.kind == MentionKind::Name && cast.is_person(scene, r.who)) {
        let words = name_words(scene, reference.from, reference.to, reference.skip);
        let last = words.len().saturating_sub(1);
        let caseless = scene.view.tokens[reference.from].script == Script::Arabic;
        // Without capitals to tell names by, only the first and the last word of one may stand alone, and no short ones.
        let usable = |i: usize, w: &str| if caseless { w.chars().count() >= 3 && (i == 0 || i == last) } else { w.chars().count() >= 2 };
        for (i, name) in words.into_iter().enumerate().filter(|(i, w)| usable(*i, w)) {
            let entry = bearers.entry(start(&name).to_owned()).or_default();
            if !entry.iter().any(|e| e.0 == name && e.1 == reference.who) {
                entry.push((name, reference.who, i == last));
            }
        }
    }
    bearers
}

fn bearer(scene: &Scene<'_>, people: &Bearers, token: usize, script: Script) -> Option<Who> {
    let form = scene.view.form(token);
    let near = people.get(start(form))?;
    let exact = near.iter().any(|n| n.0 == form);
    let fits = |name: &str| name == form || (!exact && script == Script::Cyrillic && same_stem(name, form));
    let bearers: Vec<&(String, Who, bool)> = near.iter().filter(|n| fits(&n.0)).collect();
    // A given name alone says little, unless it is the only thing it can be.
    let surname = bearers.iter().any(|b| b.2) || !scene.is_word(token, word::GIVEN) || script == Script::Arabic;
    let first = bearers.first()?.1;
    (surname && bearers.iter().all(|b| b.1 == first)).then_some(first)
}
