//! The tables that senses point into, read from the text sections of the compiled lexicon.

use crate::article::ActorType;
use std::collections::HashMap;

type Text = &'static str;

/// An actor of the lexicon.
#[derive(Debug)]
pub(crate) struct Entity {
    pub(crate) id: Text,
    pub(crate) actor_type: ActorType,
    pub(crate) country: Option<Text>,
    pub(crate) role: Option<Text>,
    /// State whose government the name can stand for.
    pub(crate) metonym: Option<Text>,
    /// The article that the English name takes inside other names (the United States).
    pub(crate) article: Option<Text>,
    /// Names per language, in the order of [`Tables::langs`], as in the source but without flags.
    names: Vec<Text>,
}

/// Whether a title is a form of address or a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleKind {
    Honorific,
    Function,
}

/// What stands beside a person's name.
#[derive(Debug)]
pub(crate) struct Title {
    pub(crate) kind: TitleKind,
    pub(crate) office: Option<Text>,
    pub(crate) role: Option<Text>,
    pub(crate) country: Option<Text>,
}

/// A kind of state institution, or one whose name implies the state.
#[derive(Debug)]
pub(crate) struct InstitutionKind {
    pub(crate) key: Text,
    pub(crate) actor_type: ActorType,
    pub(crate) role: Option<Text>,
    pub(crate) name: Text,
}

/// Where a word of organisations stands in the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    First,
    Last,
    Any,
}

/// A word inside names that tells what they name.
#[derive(Debug)]
pub(crate) struct OrgWord {
    pub(crate) position: Position,
    pub(crate) actor_type: ActorType,
    pub(crate) role: Option<Text>,
}

/// Who held an office when.
#[derive(Debug)]
pub(crate) struct Holder {
    pub(crate) office: Text,
    pub(crate) country: Text,
    pub(crate) person: Text,
    pub(crate) from: Text,
    pub(crate) to: Text,
}

/// Where in a line a phrase of boilerplate must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Whole,
    Start,
    Any,
}

/// A phrase that marks what is not article.
#[derive(Debug)]
pub(crate) struct Boilerplate {
    pub(crate) kind: Text,
    pub(crate) place: Place,
}

/// A topic.
#[derive(Debug)]
pub(crate) struct TopicRow {
    pub(crate) topic: Text,
    pub(crate) parent: Option<Text>,
    pub(crate) labels: Vec<(Text, Text)>,
    pub(crate) definition: Text,
}

impl TopicRow {
    /// Label in a language, else in English.
    pub(crate) fn label(&self, lang: Option<&str>) -> Text {
        let of = |wanted: &str| self.labels.iter().find(|l| l.0 == wanted).map(|l| l.1);
        lang.and_then(of).or_else(|| of("en")).unwrap_or(self.topic)
    }
}

/// All tables.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// Languages of [`Entity::name_in`].
    pub(crate) langs: Vec<Text>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) titles: Vec<Title>,
    /// Targets of institution senses: index into `kinds`, and the state that the term implies.
    pub(crate) institutions: Vec<(usize, Option<Text>)>,
    pub(crate) kinds: Vec<InstitutionKind>,
    pub(crate) orgwords: Vec<OrgWord>,
    pub(crate) holders: Vec<Holder>,
    pub(crate) boilerplate: Vec<Boilerplate>,
    pub(crate) topics: Vec<TopicRow>,
    /// Targets of topic senses: topic, weight, term.
    pub(crate) terms: Vec<(usize, f64, Text)>,
    /// Conjunctions and prepositions written together with the next word.
    pub(crate) proclitics: Vec<Text>,
    /// Prepositions melted into the article.
    pub(crate) fused: Vec<Text>,
    /// Articles written together with the next word.
    pub(crate) articles: Vec<Text>,
    by_id: HashMap<Text, usize>,
}

/// Reads a cell that may be empty.
fn cell(row: &[Text], i: usize) -> Option<Text> {
    row.get(i).copied().filter(|c| !c.is_empty())
}

/// The type a word of the data names.
pub(crate) fn actor_type(word: &str) -> ActorType {
    match word {
        "person" => ActorType::Person,
        "country" => ActorType::Country,
        "place" => ActorType::Place,
        _ => ActorType::Organization,
    }
}

fn table<T>(sections: &[&'static [u8]], i: usize, row: impl Fn(&[Text]) -> T) -> Vec<T> {
    let text = sections.get(i).map_or("", |s| std::str::from_utf8(s).unwrap_or_default());
    text.lines().map(|line| row(&line.split('\t').collect::<Vec<_>>())).collect()
}

impl Tables {
    pub(crate) fn read(sections: &[&'static [u8]]) -> Self {
        let mut tables = Tables {
            langs: table(sections, 0, |r| r[0]),
            entities: table(sections, 1, entity),
            titles: table(sections, 2, title),
            institutions: table(sections, 3, |r| (number(r, 0), cell(r, 1))),
            kinds: table(sections, 4, kind),
            orgwords: table(sections, 5, orgword),
            holders: table(sections, 6, holder),
            boilerplate: table(sections, 7, boilerplate),
            topics: table(sections, 8, topic),
            terms: table(sections, 9, |r| (number(r, 0), cell(r, 1).and_then(|w| w.parse().ok()).unwrap_or(0.0), cell(r, 2).unwrap_or(""))),
            proclitics: table(sections, 10, |r| r[0]).into_iter().filter(|c| !c.starts_with('=')).collect(),
            fused: table(sections, 10, |r| r[0]).into_iter().filter_map(|c| c.strip_prefix('=')).collect(),
            articles: table(sections, 11, |r| r[0]),
            by_id: HashMap::new(),
        };
        tables.by_id = tables.entities.iter().enumerate().map(|(i, e)| (e.id, i)).collect();
        tables
    }

    /// Row of an actor.
    pub(crate) fn entity_by_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Canonical English label of an actor.
    pub(crate) fn label(&self, entity: usize) -> Text {
        self.name_in(entity, "en").unwrap_or(self.entities[entity].id)
    }

    /// Display name in a language.
    pub(crate) fn name_in(&self, entity: usize, lang: &str) -> Option<Text> {
        self.names_in(entity, lang).next()
    }

    /// All names in a language, the display name first.
    pub(crate) fn names_in(&self, entity: usize, lang: &str) -> impl Iterator<Item = Text> {
        let i = self.langs.iter().position(|l| *l == lang);
        let cell = i.and_then(|i| self.entities[entity].names.get(i).copied()).unwrap_or("");
        cell.split('|').filter(|n| !n.is_empty())
    }
}

fn number(row: &[Text], i: usize) -> usize {
    cell(row, i).and_then(|c| c.parse().ok()).unwrap_or(0)
}

fn entity(row: &[Text]) -> Entity {
    Entity {
        id: row[0],
        actor_type: actor_type(cell(row, 1).unwrap_or("")),
        country: cell(row, 2),
        role: cell(row, 3),
        metonym: cell(row, 4),
        article: cell(row, 5),
        names: row.get(6..).unwrap_or_default().to_vec(),
    }
}

fn title(row: &[Text]) -> Title {
    let kind = if row[0] == "honorific" { TitleKind::Honorific } else { TitleKind::Function };
    Title { kind, office: cell(row, 1), role: cell(row, 2), country: cell(row, 3) }
}

fn kind(row: &[Text]) -> InstitutionKind {
    InstitutionKind { key: row[0], actor_type: actor_type(cell(row, 1).unwrap_or("")), role: cell(row, 2), name: cell(row, 3).unwrap_or("") }
}

fn orgword(row: &[Text]) -> OrgWord {
    let position = match row[0] {
        "first" => Position::First,
        "last" => Position::Last,
        _ => Position::Any,
    };
    OrgWord { position, actor_type: actor_type(cell(row, 1).unwrap_or("")), role: cell(row, 2) }
}

fn holder(row: &[Text]) -> Holder {
    let at = |i| cell(row, i).unwrap_or("");
    Holder { office: at(0), country: at(1), person: at(2), from: at(3), to: at(4) }
}

fn boilerplate(row: &[Text]) -> Boilerplate {
    let place = match cell(row, 1) {
        Some("start") => Place::Start,
        Some("any") => Place::Any,
        _ => Place::Whole,
    };
    Boilerplate { kind: row[0], place }
}

fn topic(row: &[Text]) -> TopicRow {
    let labels = row.get(3..).unwrap_or_default().chunks_exact(2).filter(|l| !l[1].is_empty()).map(|l| (l[0], l[1])).collect();
    TopicRow { topic: row[0], parent: cell(row, 1), definition: cell(row, 2).unwrap_or(""), labels }
}
