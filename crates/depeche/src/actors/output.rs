//! From references to actors as they are given out.

use super::compose::institution_id;
use super::{Cast, Function, Reference, Scene, Who};
use crate::article::{Actor, Mention, MentionKind};
use crate::slug::slug;
use crate::span::{spans, Span};
use crate::text::original_offset;
use std::collections::{BTreeMap, HashMap};

/// Actors by first mention, each with its mentions in the order of the text.
pub(crate) fn actors(scene: &Scene<'_>, cast: &Cast) -> Vec<Actor> {
    let ranges: Vec<(usize, usize)> = cast.references.iter().map(|r| bytes(scene, r)).collect();
    let spans = spans(scene.text, &ranges);
    let mut by_who: BTreeMap<Who, Vec<usize>> = BTreeMap::new();
    for (i, reference) in cast.references.iter().enumerate() {
        by_who.entry(reference.who).or_default().push(i);
    }
    let mut functions: HashMap<Who, Vec<&Function>> = HashMap::new();
    cast.functions.iter().for_each(|f| functions.entry(f.who).or_default().push(f));
    let described = |(who, indices): (Who, Vec<usize>)| actor(scene, cast, who, &indices, functions.get(&who).map_or(&[], Vec::as_slice), &ranges, &spans);
    let mut actors: Vec<Actor> = by_who.into_iter().map(described).collect();
    actors.sort_by(|a, b| a.mentions[0].start.cmp(&b.mentions[0].start).then_with(|| a.mentions[0].end.cmp(&b.mentions[0].end)).then_with(|| a.id.cmp(&b.id)));
    merge_same_ids(actors)
}

fn bytes(scene: &Scene<'_>, reference: &Reference) -> (usize, usize) {
    let tokens = &scene.view.tokens;
    (original_offset(scene.text, &tokens[reference.from], reference.skip), tokens[reference.to - 1].end as usize)
}

fn actor(scene: &Scene<'_>, cast: &Cast, who: Who, indices: &[usize], functions: &[&Function], ranges: &[(usize, usize)], spans: &[Span]) -> Actor {
    let mention = |i: &usize| {
        let text = scene.text[ranges[*i].0..ranges[*i].1].to_owned();
        Mention { start: spans[*i].start, end: spans[*i].end, text, kind: cast.references[*i].kind }
    };
    let mut mentions: Vec<Mention> = indices.iter().map(mention).collect();
    mentions.sort_by_key(|m| (m.start, m.end));
    mentions.dedup_by_key(|m| (m.start, m.end));
    let score = indices.iter().map(|i| cast.references[*i].score).fold(0.0, f64::max);
    let mut actor = described(scene, cast, who, &mentions);
    actor.title = functions.first().map(|f| function_text(scene, f));
    if actor.id.starts_with('~') {
        actor.role = actor.role.or_else(|| functions.iter().find_map(|f| f.role).map(str::to_owned));
        actor.country = functions.iter().find_map(|f| f.state).map(|s| scene.tables.entities[s].id.to_owned());
    }
    Actor { score: (score * 1e4).round() / 1e4, count: mentions.len(), mentions, ..actor }
}

fn function_text(scene: &Scene<'_>, function: &Function) -> String {
    let tokens = &scene.view.tokens;
    scene.text[tokens[function.from].start as usize..tokens[function.to - 1].end as usize].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who the actor is, without mentions.
fn described(scene: &Scene<'_>, cast: &Cast, who: Who, mentions: &[Mention]) -> Actor {
    let owned = |s: Option<&str>| s.map(str::to_owned);
    let blank = |id: String, name: String, actor_type| Actor {
        id,
        name,
        actor_type,
        country: None,
        role: None,
        title: None,
        score: 0.0,
        count: 0,
        mentions: Vec::new(),
    };
    match who {
        Who::Listed(i) => {
            let entity = &scene.tables.entities[i];
            Actor {
                country: owned(entity.country),
                role: owned(entity.role),
                ..blank(entity.id.to_owned(), scene.tables.label(i).to_owned(), entity.actor_type)
            }
        }
        Who::Institution(kind, state) => {
            let (k, s) = (&scene.tables.kinds[kind], &scene.tables.entities[state]);
            let article = s.article.map_or(String::new(), |a| format!("{a} "));
            let name = k.name.replace("{country}", &format!("{article}{}", scene.tables.label(state)));
            Actor { country: Some(s.id.to_owned()), role: owned(k.role), ..blank(institution_id(scene, kind, state), name, k.actor_type) }
        }
        Who::Unlisted(i) => {
            let unlisted = &cast.unlisted[i];
            let name = fullest(mentions);
            Actor { role: owned(unlisted.role), ..blank(format!("~{}", slug(&name)), name, unlisted.actor_type) }
        }
    }
}

/// The longest name in the text; of equal ones the first.
fn fullest(mentions: &[Mention]) -> String {
    let names = mentions.iter().filter(|m| m.kind == MentionKind::Name);
    let longest = names.min_by_key(|m| std::cmp::Reverse(m.text.chars().count()));
    longest.map_or("", |m| &m.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Two names proposed apart can come out as one id ("Jean Dupont", "JEAN DUPONT"): one actor then.
fn merge_same_ids(actors: Vec<Actor>) -> Vec<Actor> {
    let mut merged: Vec<Actor> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for actor in actors {
        match by_id.get(&actor.id) {
            Some(same) => absorb(&mut merged[*same], actor),
            None => {
                by_id.insert(actor.id.clone(), merged.len());
                merged.push(actor);
            }
        }
    }
    merged
}

fn absorb(actor: &mut Actor, other: Actor) {
    actor.mentions.extend(other.mentions);
    actor.mentions.sort_by_key(|m| (m.start, m.end));
    actor.count = actor.mentions.len();
    actor.score = actor.score.max(other.score);
    actor.title = actor.title.take().or(other.title);
}
