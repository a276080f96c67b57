//! `depeche._core`: the core for Python. Arguments are converted, the core is called once, the answer is converted.
//!
//! Structured answers leave as the core's JSON, so that they are the bytes that SQL gives; `python/depeche` reads them.
//! `None` gives `None`. Everything about wrong types, broken strings, errors and panics is in `border`.
#![deny(missing_docs)]

mod border;

use border::{on_nothing, on_text, on_texts, options};
use pyo3::prelude::*;

type Argument<'a, 'py> = &'a Bound<'py, PyAny>;
type Reply<T = String> = PyResult<Option<T>>;

/// Language of a text, as a code.
#[pyfunction]
fn detect_lang(text: Argument) -> Reply {
    on_text("detect_lang", text, |text| Ok(depeche::detect_lang(text)))
}

/// Language, script, confidence and candidates, as JSON.
#[pyfunction]
fn detect_lang_detail(text: Argument) -> Reply {
    on_text("detect_lang_detail", text, |text| Ok(Some(depeche::json::detect_lang_detail(text))))
}

/// Actors, as JSON; options are JSON too.
#[pyfunction]
#[pyo3(signature = (text, options = None))]
fn extract_actors(text: Argument, options: Option<Argument>) -> Reply {
    let options = self::options("extract_actors", options)?;
    on_text("extract_actors", text, move |text| Ok(Some(depeche::json::extract_actors(text, &options))))
}

/// Score of a topic; options are JSON.
#[pyfunction]
#[pyo3(signature = (text, topic, options = None))]
fn topic_score(text: Argument, topic: Argument, options: Option<Argument>) -> Reply<f64> {
    let options = self::options("topic_score", options)?;
    on_texts("topic_score", [("text", text), ("topic", topic)], move |text, topic| depeche::topic_score(text, topic, &options).map(Some))
}

/// Scores of all topics, as JSON.
#[pyfunction]
fn topic_scores(text: Argument) -> Reply {
    on_text("topic_scores", text, |text| Ok(Some(depeche::json::topic_scores(text))))
}

/// Terms that made a topic's score, as JSON.
#[pyfunction]
fn topic_terms(text: Argument, topic: Argument) -> Reply {
    on_texts("topic_terms", [("text", text), ("topic", topic)], |text, topic| depeche::json::topic_terms(text, topic).map(Some))
}

/// The article's body.
#[pyfunction]
fn clean_text(text: Argument) -> Reply {
    on_text("clean_text", text, |text| Ok(Some(depeche::clean_text(text))))
}

/// Everything at once, as JSON; options are JSON too.
#[pyfunction]
#[pyo3(signature = (text, options = None))]
fn analyze(text: Argument, options: Option<Argument>) -> Reply {
    let options = self::options("analyze", options)?;
    on_text("analyze", text, move |text| Ok(Some(depeche::json::analyze(text, &options))))
}

/// Lexicon entries that a name can mean, as JSON.
#[pyfunction]
fn actor_lookup(name: Argument) -> Reply {
    border::on_argument("actor_lookup", ("name", name), |name| Ok(Some(depeche::json::actor_lookup(name))))
}

/// Display name of an actor in a language.
#[pyfunction]
fn actor_name(actor_id: Argument, lang: Argument) -> Reply {
    on_texts("actor_name", [("actor_id", actor_id), ("lang", lang)], depeche::actor_name)
}

/// The topics known, as JSON.
#[pyfunction]
fn topics(py: Python) -> PyResult<String> {
    on_nothing("topics", py, depeche::json::topics)
}

/// Versions, build, languages and models, as JSON.
#[pyfunction]
fn debug(py: Python) -> PyResult<String> {
    on_nothing("debug", py, || depeche::debug().to_string())
}

/// Version of the core.
#[pyfunction]
fn version() -> &'static str {
    depeche::version()
}

/// Address of the SQLite extension's entry point in this library.
#[pyfunction]
fn sqlite_entry_point() -> usize {
    depeche0::sqlite3_depeche_init as *const () as usize
}

/// For the tests: what becomes of a panic in the core.
#[pyfunction]
fn _panic(text: Argument) -> Reply {
    on_text("_panic", text, |text| panic!("on {text}"))
}

#[pymodule]
mod _core {
    #[pymodule_export]
    use super::{
        _panic, actor_lookup, actor_name, analyze, clean_text, debug, detect_lang, detect_lang_detail, extract_actors, sqlite_entry_point, topic_score,
        topic_scores, topic_terms, topics, version,
    };
}
