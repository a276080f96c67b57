//! From names in the text to actors: one id each, all their mentions, title and role.
//!
//! Needs: the view, the scan's hits, sentences, names proposed by the tagger. Gives: references, then actors. Order of credibility: what the
//! lexicon lists, institutions put together with their state, names proposed, then what only the article's context can resolve
//! (surnames, weak names, titles).

mod compose;
mod lexical;
mod output;
mod people;
mod places;
mod titles;

pub(crate) use output::actors;

use crate::article::{ActorType, MentionKind};
use crate::lexicon::{lexicon, Entity, Tables};
use crate::scan::Hits;
use crate::segment::Sentences;
use crate::tagger;
use crate::text::TextView;
use lexical::Proposed;
use std::collections::HashMap;

/// Whom a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Who {
    /// Row of the lexicon.
    Listed(usize),
    /// Kind of institution, row of the state.
    Institution(usize, usize),
    /// Index into [`Cast::unlisted`].
    Unlisted(usize),
}

/// A place in the text that names somebody.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference {
    /// First token.
    pub(crate) from: usize,
    /// One past the last token.
    pub(crate) to: usize,
    /// Bytes of clitics before the name in the first token.
    pub(crate) skip: usize,
    pub(crate) who: Who,
    pub(crate) kind: MentionKind,
    pub(crate) score: f64,
}

/// An actor that no lexicon lists.
#[derive(Debug, Clone)]
pub(crate) struct Unlisted {
    pub(crate) actor_type: ActorType,
    pub(crate) role: Option<&'static str>,
}

/// What the text says an actor is.
#[derive(Debug, Clone)]
pub(crate) struct Function {
    pub(crate) who: Who,
    /// The title as the text has it: tokens.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) office: Option<&'static str>,
    pub(crate) role: Option<&'static str>,
    /// Row of the state.
    pub(crate) state: Option<usize>,
}

/// Everybody in a text.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) references: Vec<Reference>,
    pub(crate) unlisted: Vec<Unlisted>,
    pub(crate) functions: Vec<Function>,
    /// Per token: the name that covers it, as index into `references` plus one.
    name_at: Vec<u32>,
}

/// What the steps look at.
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    pub(crate) view: &'a TextView,
    pub(crate) hits: &'a Hits,
    pub(crate) sentences: &'a Sentences,
    pub(crate) date: Option<&'a str>,
    pub(crate) tables: &'static Tables,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(text: &'a str, view: &'a TextView, hits: &'a Hits, sentences: &'a Sentences, date: Option<&'a str>) -> Self {
        Scene { text, view, hits, sentences, date, tables: &lexicon().tables }
    }

    fn entity(&self, who: Who) -> Option<&'static Entity> {
        match who {
            Who::Listed(i) => self.tables.entities.get(i),
            _ => None,
        }
    }

    fn is_word(&self, token: usize, bits: u16) -> bool {
        self.hits.words.get(token).is_some_and(|w| w & bits != 0)
    }
}

/// Finds everybody in a text.
pub(crate) fn resolve(scene: &Scene<'_>, reading: tagger::Reading) -> Cast {
    let mut cast = Cast { name_at: vec![0; scene.view.tokens.len()], ..Cast::default() };
    let mut readings = lexical::readings(scene);
    let proposed = lexical::settle(scene, &mut readings, reading.names);
    lexical::strong(scene, &readings, &reading.outside, &mut cast);
    compose::institutions(scene, &readings, &mut cast);
    let (waiting, full): (Vec<Proposed>, Vec<Proposed>) = proposed.into_iter().partition(|p| p.waits);
    let mut found = people::Found::default();
    people::unlisted(scene, full, &mut found, &mut cast);
    lexical::supported(scene, &readings, &waiting, &mut cast);
    people::single_words(scene, &mut cast);
    people::unlisted(scene, waiting, &mut found, &mut cast);
    let titles = titles::titles(scene, &readings);
    titles::beside_names(scene, &titles, &mut cast);
    titles::alone(scene, &titles, &mut cast);
    cast.sort();
    places::metonyms(scene, &mut cast);
    cast
}

impl Cast {
    fn add(&mut self, reference: Reference) {
        self.references.push(reference);
        if matches!(reference.kind, MentionKind::Name | MentionKind::Metonym) {
            self.name_at[reference.from..reference.to].fill(self.references.len() as u32);
        }
    }

    /// The name that covers a token.
    fn name_at(&self, token: usize) -> Option<&Reference> {
        let index = *self.name_at.get(token)? as usize;
        self.references.get(index.checked_sub(1)?)
    }

    /// Whether a name covers a token.
    fn covers(&self, token: usize) -> bool {
        self.name_at(token).is_some()
    }

    /// Takes out references for which `keep` does not hold.
    fn retain(&mut self, keep: impl Fn(&Reference) -> bool) {
        let old = std::mem::take(&mut self.references);
        self.name_at.fill(0);
        old.into_iter().filter(keep).for_each(|r| self.add(r));
    }

    fn sort(&mut self) {
        let mut references = std::mem::take(&mut self.references);
        references.sort_by_key(|r| (r.from, r.skip, r.to));
        self.name_at.fill(0);
        references.into_iter().for_each(|r| self.add(r));
    }

    fn is_person(&self, scene: &Scene<'_>, who: Who) -> bool {
        match who {
            Who::Listed(_) => scene.entity(who).is_some_and(|e| e.actor_type == ActorType::Person),
            Who::Institution(..) => false,
            Who::Unlisted(i) => self.unlisted[i].actor_type == ActorType::Person,
        }
    }

    /// Everybody whom the text names outright, with the first token of each name.
    fn named(&self) -> HashMap<Who, Vec<usize>> {
        let mut named: HashMap<Who, Vec<usize>> = HashMap::new();
        for reference in self.references.iter().filter(|r| r.kind == MentionKind::Name) {
            named.entry(reference.who).or_default().push(reference.from);
        }
        named
    }
}
