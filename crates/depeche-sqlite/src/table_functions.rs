//! The table functions: arguments, one call of the core, its findings as rows.

use crate::guard::{Answer, Arguments, Failure};
use crate::table::TableFunction;
use depeche::{Actor, LexiconEntry, Topic, TopicScore};
use std::rc::Rc;

/// `actors_each(article [, options])`: a row for each mention.
pub(crate) struct ActorsEach;

impl TableFunction for ActorsEach {
    const NAME: &'static str = "actors_each";
    const COLUMNS: &'static [&'static str] = &[
        "actor_id TEXT",
        "name TEXT",
        "type TEXT",
        "country TEXT",
        "role TEXT",
        "title TEXT",
        "score REAL",
        "kind TEXT",
        "start INTEGER",
        "\"end\" INTEGER",
        "text TEXT",
    ];
    const PARAMETERS: &'static [&'static str] = &["article", "options"];
    const REQUIRED: usize = 1;
    /// An actor and the number of its mention.
    type Row = (Rc<Actor>, usize);

    fn rows(arguments: &Arguments<'_>) -> Result<Vec<Self::Row>, Failure> {
        let options = arguments.options(1)?;
        let Some(text) = arguments.text(0)? else { return Ok(Vec::new()) };
        let actors = depeche::extract_actors(text, &options).into_iter().map(Rc::new);
        Ok(actors.flat_map(|actor| (0..actor.mentions.len()).map(move |i| (actor.clone(), i))).collect())
    }

    fn cell((actor, number): &Self::Row, column: usize) -> Option<Answer<'_>> {
        match column {
            0 => Some(Answer::text(&actor.id)),
            1 => Some(Answer::text(&actor.name)),
            2 => Some(Answer::text(actor.actor_type.as_str())),
            3 => optional(&actor.country),
            4 => optional(&actor.role),
            5 => optional(&actor.title),
            6 => Some(Answer::Real(actor.score)),
            _ => mention_cell(actor.mentions.get(*number)?, column),
        }
    }
}

fn mention_cell(mention: &depeche::Mention, column: usize) -> Option<Answer<'_>> {
    match column {
        7 => Some(Answer::text(mention.kind.as_str())),
        8 => Some(Answer::count(mention.start)),
        9 => Some(Answer::count(mention.end)),
        10 => Some(Answer::text(&mention.text)),
        _ => None,
    }
}

fn optional(text: &Option<String>) -> Option<Answer<'_>> {
    text.as_deref().map(Answer::text)
}

/// `topics_each(article)`: a row for each topic.
pub(crate) struct TopicsEach;

impl TableFunction for TopicsEach {
    const NAME: &'static str = "topics_each";
    const COLUMNS: &'static [&'static str] = &["topic TEXT", "label TEXT", "score REAL"];
    const PARAMETERS: &'static [&'static str] = &["article"];
    const REQUIRED: usize = 1;
    type Row = TopicScore;

    fn rows(arguments: &Arguments<'_>) -> Result<Vec<TopicScore>, Failure> {
        Ok(arguments.text(0)?.map(depeche::topic_scores).unwrap_or_default())
    }

    fn cell(row: &TopicScore, column: usize) -> Option<Answer<'_>> {
        match column {
            0 => Some(Answer::text(&row.topic)),
            1 => Some(Answer::text(&row.label)),
            2 => Some(Answer::Real(row.score)),
            _ => None,
        }
    }
}

/// `actor_lookup(query)`: a row for each entry of the lexicon that a name can mean.
pub(crate) struct ActorLookup;

impl TableFunction for ActorLookup {
    const NAME: &'static str = "actor_lookup";
    const COLUMNS: &'static [&'static str] =
        &["actor_id TEXT", "name TEXT", "type TEXT", "country TEXT", "role TEXT", "valid_from TEXT", "valid_to TEXT", "matched TEXT"];
    const PARAMETERS: &'static [&'static str] = &["query"];
    const REQUIRED: usize = 1;
    type Row = LexiconEntry;

    fn rows(arguments: &Arguments<'_>) -> Result<Vec<LexiconEntry>, Failure> {
        Ok(arguments.text(0)?.map(depeche::actor_lookup).unwrap_or_default())
    }

    fn cell(row: &LexiconEntry, column: usize) -> Option<Answer<'_>> {
        match column {
            0 => Some(Answer::text(&row.actor_id)),
            1 => Some(Answer::text(&row.name)),
            2 => Some(Answer::text(row.actor_type.as_str())),
            3 => optional(&row.country),
            4 => optional(&row.role),
            5 => optional(&row.valid_from),
            6 => optional(&row.valid_to),
            7 => Some(Answer::text(&row.matched)),
            _ => None,
        }
    }
}

/// `depeche_topics`: a row for each topic and language of its labels.
pub(crate) struct Topics;

impl TableFunction for Topics {
    const NAME: &'static str = "depeche_topics";
    const COLUMNS: &'static [&'static str] = &["topic TEXT", "parent TEXT", "lang TEXT", "label TEXT", "definition TEXT"];
    const PARAMETERS: &'static [&'static str] = &[];
    const REQUIRED: usize = 0;
    /// A topic and the number of its label.
    type Row = (&'static Topic, usize);

    fn rows(_: &Arguments<'_>) -> Result<Vec<Self::Row>, Failure> {
        Ok(depeche::topics().iter().flat_map(|topic| (0..topic.labels.len()).map(move |i| (topic, i))).collect())
    }

    fn cell((topic, number): &Self::Row, column: usize) -> Option<Answer<'_>> {
        let (lang, label) = topic.labels.get(*number)?;
        match column {
            0 => Some(Answer::text(&topic.topic)),
            1 => optional(&topic.parent),
            2 => Some(Answer::text(lang)),
            3 => Some(Answer::text(label)),
            4 => Some(Answer::text(&topic.definition)),
            _ => None,
        }
    }
}
