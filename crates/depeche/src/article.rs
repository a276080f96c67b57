//! What goes in and what comes out: options, actors, mentions, topics.

use crate::error::{Error, ErrorKind};
use crate::registry;
use serde::Serialize;
use serde_json::Value;

/// How a text is to be read. The default suits an article of which nothing else is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// Language of the text (ISO 639-1), when it is known; else it is detected.
    pub lang: Option<String>,
    /// Date of the article (`2015-09-25`, `2015-09` or `2015`), which decides who held an office.
    pub date: Option<String>,
    /// Which parts of the text findings may come from.
    pub zones: ZoneChoice,
}

/// Which parts of the text findings may come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ZoneChoice {
    /// Title, body and captions.
    #[default]
    Body,
    /// Boilerplate too.
    All,
}

impl Options {
    /// Reads options from a JSON object with the keys `lang`, `date` and `zones`.
    ///
    /// # Errors
    /// [`ErrorKind::Options`] for what is no JSON object and for unknown keys and values; [`ErrorKind::Language`]
    /// for an unknown language.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let Ok(Value::Object(map)) = serde_json::from_str(json) else {
            return Err(options_error(format!("options must be a JSON object such as '{{\"lang\":\"fr\"}}', got {}", quoted(json))));
        };
        let mut options = Options::default();
        for (key, value) in &map {
            options.set(key, value)?;
        }
        Ok(options)
    }

    fn set(&mut self, key: &str, value: &Value) -> Result<(), Error> {
        match (key, value) {
            ("lang" | "date" | "zones", Value::Null) => Ok(()),
            ("lang", Value::String(s)) => self.set_lang(s),
            ("date", Value::String(s)) => self.set_date(s),
            ("zones", Value::String(s)) => self.set_zones(s),
            ("lang" | "date" | "zones", _) => Err(options_error(format!("option \"{key}\" must be a string, got {value}"))),
            _ => Err(options_error(format!("unknown option \"{key}\"; valid options are \"lang\", \"date\" and \"zones\""))),
        }
    }

    /// Sets the language.
    ///
    /// # Errors
    /// [`ErrorKind::Language`] when no such language is known.
    pub fn set_lang(&mut self, lang: &str) -> Result<(), Error> {
        registry::lang_by_code(lang)?;
        self.lang = Some(lang.to_owned());
        Ok(())
    }

    /// Sets the date.
    ///
    /// # Errors
    /// [`ErrorKind::Options`] when it is not `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    pub fn set_date(&mut self, date: &str) -> Result<(), Error> {
        if !is_iso_date(date) {
            return Err(options_error(format!("option \"date\" must be YYYY-MM-DD, YYYY-MM or YYYY, got {}", quoted(date))));
        }
        self.date = Some(date.to_owned());
        Ok(())
    }

    /// Sets the zones, `body` or `all`.
    ///
    /// # Errors
    /// [`ErrorKind::Options`] for any other word.
    pub fn set_zones(&mut self, zones: &str) -> Result<(), Error> {
        self.zones = match zones {
            "body" => ZoneChoice::Body,
            "all" => ZoneChoice::All,
            _ => return Err(options_error(format!("option \"zones\" must be \"body\" or \"all\", got {}", quoted(zones)))),
        };
        Ok(())
    }
}

fn options_error(message: String) -> Error {
    Error::new(ErrorKind::Options, message)
}

/// A value for an error message, cut to a length that people can read.
pub(crate) fn quoted(value: &str) -> String {
    let short: String = value.chars().take(60).collect();
    let dots = if short.len() < value.len() { "..." } else { "" };
    format!("{short:?}{dots}")
}

fn is_iso_date(date: &str) -> bool {
    let mut parts = date.split('-');
    let year = parts.next().is_some_and(|y| y.len() == 4 && number(y).is_some());
    let month = parts.next().is_none_or(|m| m.len() == 2 && number(m).is_some_and(|n| (1..=12).contains(&n)));
    let day = parts.next().is_none_or(|d| d.len() == 2 && number(d).is_some_and(|n| (1..=31).contains(&n)));
    year && month && day && parts.next().is_none()
}

fn number(digits: &str) -> Option<u32> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// What kind of thing an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ActorType {
    Person,
    Organization,
    Country,
    Place,
}

impl ActorType {
    /// The word used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            ActorType::Person => "person",
            ActorType::Organization => "organization",
            ActorType::Country => "country",
            ActorType::Place => "place",
        }
    }
}

/// How a mention names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// A name, surname or acronym.
    Name,
    /// A capital or seat that stands for a government.
    Metonym,
    /// An adjective or noun of nationality (chinois, sino-); or a state or place named only as an attribute, inside a longer name (University of
    /// Nairobi) or where no name is meant (中国特色).
    Adjective,
    /// A title that context or date resolves (le président chinois).
    Title,
}

impl MentionKind {
    /// The word used in JSON and SQL.
    pub fn as_str(self) -> &'static str {
        match self {
            MentionKind::Name => "name",
            MentionKind::Metonym => "metonym",
            MentionKind::Adjective => "adjective",
            MentionKind::Title => "title",
        }
    }
}

/// One place in the text that names an actor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mention {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Exactly the text between `start` and `end`.
    pub text: String,
    /// How it names the actor.
    pub kind: MentionKind,
}

/// A person, organisation, state or place that the text names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Actor {
    /// ISO 3166-1 alpha-3 for states, a slug for the rest of the lexicon, `~` and a slug for unlisted names.
    pub id: String,
    /// Canonical English label; for unlisted names the fullest form in the text.
    pub name: String,
    /// Person, organization, country or place.
    #[serde(rename = "type")]
    pub actor_type: ActorType,
    /// ISO 3166-1 alpha-3 of the actor's state.
    pub country: Option<String>,
    /// PLOVER sector (GOV, MIL, BUS, ...; Halterman et al. 2023).
    pub role: Option<String>,
    /// The role as the text states it.
    pub title: Option<String>,
    /// How sure it is, 0 to 1. Of an actor that no lexicon lists: the probability that its surest mention is a name of this type, which held-out
    /// news confirms (0.9 and more is right 95 times in 100).
    pub score: f64,
    /// Number of mentions.
    pub count: usize,
    /// Where, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// A language and how sure it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LangCandidate {
    /// ISO 639-1, or 639-3 where none exists.
    pub lang: String,
    /// 0 to 1.
    pub confidence: f64,
}

/// What language identification saw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LangDetail {
    /// ISO 639-1, or 639-3 where none exists; `None` when undecidable.
    pub lang: Option<String>,
    /// ISO 15924 code of the main script (`Latn`); `None` without letters.
    pub script: Option<String>,
    /// Of `lang`, 0 to 1.
    pub confidence: f64,
    /// The likeliest languages, best first.
    pub candidates: Vec<LangCandidate>,
}

/// A topic and how much the text is about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicScore {
    /// Key, as in [`crate::topics`].
    pub topic: String,
    /// Label in the language of the text, else in English.
    pub label: String,
    /// 0 to 1.
    pub score: f64,
}

/// A term that contributed to a topic's score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicTerm {
    /// The term as the topic's table has it.
    pub term: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Exactly the text between `start` and `end`.
    pub text: String,
    /// What this place adds to the evidence; the weights of a text add up to its evidence for the topic.
    pub weight: f64,
}

/// What is known of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// Key.
    pub topic: String,
    /// Key of the wider topic.
    pub parent: Option<String>,
    /// `(language, label)`.
    pub labels: Vec<(String, String)>,
    /// One line in English.
    pub definition: String,
}

/// An entry of the lexicon that a name can mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct LexiconEntry {
    pub actor_id: String,
    /// Canonical English label.
    pub name: String,
    #[serde(rename = "type")]
    pub actor_type: ActorType,
    pub country: Option<String>,
    pub role: Option<String>,
    /// First day of the first office known of this person.
    pub valid_from: Option<String>,
    /// Last day of the last one; `None` while one lasts.
    pub valid_to: Option<String>,
    /// The form in the lexicon that the name matched.
    pub matched: String,
}

/// A stretch of the text and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Zone {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// `title`, `body`, `caption`, or a kind of boilerplate (`markup`, `navigation`, `byline`, `credit`, `source`, `related`,
    /// `share`, `comment`, `subscribe`, `footer`).
    pub kind: &'static str,
}

/// Everything that is found in a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Analysis {
    /// As [`crate::detect_lang`].
    pub lang: Option<String>,
    /// The zones of the text, in order, without gaps.
    pub zones: Vec<Zone>,
    /// As [`crate::extract_actors`].
    pub actors: Vec<Actor>,
    /// As [`crate::topic_scores`], with labels.
    pub topics: Vec<TopicScore>,
}
