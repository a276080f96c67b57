//! Reads the world's press: which language, which actors, which topics, each finding a span of the original text.
//!
//! ```
//! let text = "Le président chinois Xi Jinping a reçu M. Obama à Pékin.";
//! assert_eq!(depeche::detect_lang(text).as_deref(), Some("fr"));
//! let actors = depeche::extract_actors(text, &depeche::Options::default());
//! assert_eq!(actors[0].id, "xi-jinping");
//! ```
//!
//! The functions here share their work: calls on the same text analyse it once (a small cache per thread). Hold an
//! [`Article`] to be independent of the cache. No text causes an error or a panic; errors come from options and arguments.
//!
//! Not supported: pronouns and nominal coreference beyond titles, texts over 4 GiB.
#![deny(missing_docs)]

mod actors;
mod analyze;
mod article;
mod catalogue;
mod error;
mod lang;
pub mod lexicon;
mod registry;
mod scan;
mod segment;
mod slug;
mod span;
pub mod tagger;
mod text;
mod topics;
mod trigrams;
mod zones;

pub use analyze::{article, Article};
pub use article::{
    Actor, ActorType, Analysis, LangCandidate, LangDetail, LexiconEntry, Mention, MentionKind, Options, Topic, TopicScore, TopicTerm, Zone, ZoneChoice,
};
pub use catalogue::{actor_lookup, actor_name, debug, topics};
pub use error::{Error, ErrorKind};
pub use span::Span;

/// Language of a text: ISO 639-1 code (639-3 where none exists), `None` when undecidable.
pub fn detect_lang(text: &str) -> Option<String> {
    detect_lang_detail(text).lang
}

/// Language, script, confidence and the candidates.
pub fn detect_lang_detail(text: &str) -> LangDetail {
    article(text, &Options::default()).lang_detail().clone()
}

/// The actors that a text names, by first mention.
pub fn extract_actors(text: &str, options: &Options) -> Vec<Actor> {
    article(text, options).actors().to_vec()
}

/// How much a text is about a topic, 0 to 1; 0.5 is the boundary between touched and substantial.
///
/// # Errors
/// [`ErrorKind::Topic`] for an unknown topic; the message names the nearest ones.
pub fn topic_score(text: &str, topic: &str, options: &Options) -> Result<f64, Error> {
    article(text, options).topic_score(topic)
}

/// The scores of all topics, in the order of [`topics`].
pub fn topic_scores(text: &str) -> Vec<TopicScore> {
    article(text, &Options::default()).topics().to_vec()
}

/// The terms that made a topic's score, in the order of the text.
///
/// # Errors
/// [`ErrorKind::Topic`] for an unknown topic.
pub fn topic_terms(text: &str, topic: &str) -> Result<Vec<TopicTerm>, Error> {
    article(text, &Options::default()).topic_terms(topic)
}

/// The article's body without markup, navigation and teasers.
pub fn clean_text(text: &str) -> String {
    article(text, &Options::default()).clean_text()
}

/// Everything at once.
pub fn analyze(text: &str, options: &Options) -> Analysis {
    article(text, options).analysis()
}

/// Version of this library.
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The answers as the JSON that every door gives: fixed key order, `[]` when nothing is found.
pub mod json {
    use crate::{Error, Options};
    use serde::Serialize;

    fn to_json(value: &impl Serialize) -> String {
        // Plain structs with string keys always serialise.
        serde_json::to_string(value).unwrap_or_default()
    }

    /// [`crate::detect_lang_detail`] as JSON.
    pub fn detect_lang_detail(text: &str) -> String {
        to_json(&crate::detect_lang_detail(text))
    }
    /// [`crate::extract_actors`] as JSON.
    pub fn extract_actors(text: &str, options: &Options) -> String {
        to_json(&crate::article(text, options).actors())
    }
    /// [`crate::topic_scores`] as a JSON object, topic to score.
    pub fn topic_scores(text: &str) -> String {
        let article = crate::article(text, &Options::default());
        let map: serde_json::Map<String, serde_json::Value> = article.topics().iter().map(|t| (t.topic.clone(), t.score.into())).collect();
        to_json(&map)
    }
    /// [`crate::topic_terms`] as JSON.
    ///
    /// # Errors
    /// As there.
    pub fn topic_terms(text: &str, topic: &str) -> Result<String, Error> {
        Ok(to_json(&crate::topic_terms(text, topic)?))
    }
    /// [`crate::analyze`] as JSON.
    pub fn analyze(text: &str, options: &Options) -> String {
        to_json(&crate::analyze(text, options))
    }
    /// [`crate::actor_lookup`] as JSON.
    pub fn actor_lookup(name: &str) -> String {
        to_json(&crate::actor_lookup(name))
    }
    /// [`crate::topics`] as JSON.
    pub fn topics() -> String {
        to_json(&crate::topics())
    }
}
