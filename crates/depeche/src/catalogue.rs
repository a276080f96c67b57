//! Questions to the lexicon itself.

use crate::article::{LexiconEntry, Topic};
use crate::error::Error;
use crate::lexicon::{flag, lexicon, Class, Sense, Tables};
use crate::registry;
use crate::text::TextView;
use serde_json::{json, Value};
use std::sync::OnceLock;

/// The topics known, in order.
pub fn topics() -> &'static [Topic] {
    static TOPICS: OnceLock<Vec<Topic>> = OnceLock::new();
    TOPICS.get_or_init(|| {
        let owned = |l: &(&str, &str)| (l.0.to_owned(), l.1.to_owned());
        let topic = |t: &crate::lexicon::TopicRow| Topic {
            topic: t.topic.to_owned(),
            parent: t.parent.map(str::to_owned),
            labels: t.labels.iter().map(owned).collect(),
            definition: t.definition.to_owned(),
        };
        lexicon().tables.topics.iter().map(topic).collect()
    })
}

/// Lexicon entries that a name can mean, best match first: full names before surnames, what needs no support before what does.
pub fn actor_lookup(name: &str) -> Vec<LexiconEntry> {
    let lexicon = lexicon();
    let norm = TextView::normalize(name);
    let Some(key) = lexicon.key(&norm) else { return Vec::new() };
    let mut senses: Vec<Sense> = lexicon.senses(key).filter(|s| matches!(s.class, Class::Name | Class::Adjective)).collect();
    senses.sort_by_key(|s| (s.flags & (flag::SHORT | flag::WEAK), s.class, s.target));
    let mut seen = Vec::new();
    senses.retain(|s| {
        let new = !seen.contains(&s.target);
        seen.push(s.target);
        new
    });
    senses.iter().flat_map(|s| entries(&lexicon.tables, s, &norm)).collect()
}

/// One row an office that the actor held; one without dates for actors without offices.
fn entries(tables: &'static Tables, sense: &Sense, norm: &str) -> Vec<LexiconEntry> {
    let index = sense.target as usize;
    let entity = &tables.entities[index];
    let entry = LexiconEntry {
        actor_id: entity.id.to_owned(),
        name: tables.label(index).to_owned(),
        actor_type: entity.actor_type,
        country: entity.country.map(str::to_owned),
        role: entity.role.map(str::to_owned),
        valid_from: None,
        valid_to: None,
        matched: matched(tables, index, norm),
    };
    let date = |d: &str| (!d.is_empty()).then(|| d.to_owned());
    let terms = tables.holders.iter().filter(|h| h.person == entity.id);
    let dated: Vec<LexiconEntry> = terms.map(|h| LexiconEntry { valid_from: date(h.from), valid_to: date(h.to), ..entry.clone() }).collect();
    if dated.is_empty() {
        vec![entry]
    } else {
        dated
    }
}

/// The name in the lexicon that a form belongs to: the same, else the one that shares the longest start.
fn matched(tables: &Tables, index: usize, norm: &str) -> String {
    let names: Vec<&str> = tables.langs.iter().flat_map(|l| tables.names_in(index, l)).collect();
    let shared = |n: &&&str| TextView::normalize(n).chars().zip(norm.chars()).take_while(|(a, b)| a == b).count();
    let exact = |n: &&&str| TextView::normalize(n) == norm;
    names.iter().find(exact).or_else(|| names.iter().max_by_key(shared)).map_or_else(String::new, |n| (*n).to_owned())
}

/// Display name of an actor in a language; `None` for an unknown actor or where the lexicon has no name in it.
///
/// # Errors
/// [`crate::ErrorKind::Language`] for an unknown language code.
pub fn actor_name(actor_id: &str, lang: &str) -> Result<Option<String>, Error> {
    registry::lang_by_code(lang)?;
    let tables = &lexicon().tables;
    Ok(tables.entity_by_id(actor_id).and_then(|i| tables.name_in(i, lang)).map(str::to_owned))
}

/// Versions, build, languages and models.
pub fn debug() -> Value {
    let tables = &lexicon().tables;
    let detected: Vec<&str> = registry::languages().iter().map(|l| l.code).collect();
    json!({
        "version": crate::version(),
        "build": {"target": std::env::consts::ARCH, "os": std::env::consts::OS, "debug": cfg!(debug_assertions)},
        "languages": {"first_class": tables.langs, "identified": detected},
        "lexicon": {"actors": tables.entities.len(), "offices": tables.holders.len(), "topics": tables.topics.len(), "topic_terms": tables.terms.len()},
    })
}
