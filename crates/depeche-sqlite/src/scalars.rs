//! The scalar functions: arguments, one call of the core, the answer.

use crate::guard::{caught, reply, Answer, Arguments, Failure, Reply};
use crate::host;
use serde_json::Value;
use sqlite3ext_sys::{sqlite3, sqlite3_context, sqlite3_value};
use sqlite_loadable::{define_scalar_function, FunctionFlags};
use std::ops::RangeInclusive;

/// `SQLITE_RESULT_SUBTYPE` (3.45), which our header does not have yet; older hosts ignore it.
const RESULT_SUBTYPE: FunctionFlags = unsafe { FunctionFlags::from_bits_unchecked(0x0100_0000) };

/// A scalar function. A type each, and not a row of a table, because sqlite-loadable never frees what a closure captures.
pub(crate) trait Scalar {
    const NAME: &'static str;
    const ARGUMENTS: RangeInclusive<i32>;
    const JSON: bool;
    fn call<'a>(arguments: &Arguments<'a>) -> Reply<'a>;
}

/// Defines a scalar function for each number of arguments it takes.
pub(crate) fn scalar<S: Scalar>(db: *mut sqlite3) -> sqlite_loadable::Result<()> {
    S::ARGUMENTS.into_iter().try_for_each(|count| define_scalar_function(db, S::NAME, count, answered::<S>, flags::<S>()))
}

fn flags<S: Scalar>() -> FunctionFlags {
    let pure = FunctionFlags::UTF8 | FunctionFlags::DETERMINISTIC | FunctionFlags::INNOCUOUS;
    if S::JSON {
        pure | RESULT_SUBTYPE
    } else {
        pure
    }
}

fn answered<S: Scalar>(context: *mut sqlite3_context, values: &[*mut sqlite3_value]) -> sqlite_loadable::Result<()> {
    caught(|| reply(context, S::call(&Arguments::new(values))?)).map_err(|failure| failure.of_function(S::NAME))
}

/// `TypeName: "sql_name"(number of arguments), kind of result, call`.
macro_rules! scalars {
    ($($type:ident: $name:literal($arguments:expr), json: $json:literal, $call:expr;)*) => {$(
        pub(crate) struct $type;

        impl Scalar for $type {
            const NAME: &'static str = $name;
            const ARGUMENTS: RangeInclusive<i32> = $arguments;
            const JSON: bool = $json;
            fn call<'a>(arguments: &Arguments<'a>) -> Reply<'a> {
                $call(arguments)
            }
        }
    )*};
}

scalars! {
    DetectLang: "detect_lang"(1..=1), json: false, |a| on_text(a, |text| depeche::detect_lang(text).map(Answer::text));
    DetectLangDetail: "detect_lang_detail"(1..=1), json: true, |a| on_text(a, |text| json(depeche::json::detect_lang_detail(text)));
    ExtractActors: "extract_actors"(1..=2), json: true, extract_actors;
    TopicScore: "topic_score"(2..=3), json: false, topic_score;
    TopicScores: "topic_scores"(1..=1), json: true, |a| on_text(a, |text| json(depeche::json::topic_scores(text)));
    TopicTerms: "topic_terms"(2..=2), json: true, topic_terms;
    CleanText: "clean_text"(1..=1), json: false, |a| on_text(a, |text| Some(Answer::text(depeche::clean_text(text))));
    ActorName: "actor_name"(2..=2), json: false, actor_name;
    Version: "depeche_version"(0..=0), json: false, |_| Ok(Some(Answer::text(depeche::version())));
    Debug: "depeche_debug"(0..=0), json: true, |_| Ok(json(debug().to_string()));
}

fn on_text<'a>(arguments: &Arguments<'a>, call: impl FnOnce(&'a str) -> Option<Answer<'a>>) -> Reply<'a> {
    Ok(arguments.text(0)?.and_then(call))
}

fn json<'a>(text: String) -> Option<Answer<'a>> {
    Some(Answer::Json(text))
}

fn extract_actors<'a>(arguments: &Arguments<'a>) -> Reply<'a> {
    let options = arguments.options(1)?;
    on_text(arguments, |text| json(depeche::json::extract_actors(text, &options)))
}

fn topic_score<'a>(arguments: &Arguments<'a>) -> Reply<'a> {
    let options = arguments.options(2)?;
    on_texts(arguments, |text, topic| Ok(Some(Answer::Real(depeche::topic_score(text, topic, &options)?))))
}

fn topic_terms<'a>(arguments: &Arguments<'a>) -> Reply<'a> {
    on_texts(arguments, |text, topic| Ok(json(depeche::json::topic_terms(text, topic)?)))
}

fn actor_name<'a>(arguments: &Arguments<'a>) -> Reply<'a> {
    on_texts(arguments, |actor_id, lang| Ok(depeche::actor_name(actor_id, lang)?.map(Answer::text)))
}

/// NULL where the first or the second argument is.
fn on_texts<'a>(arguments: &Arguments<'a>, call: impl FnOnce(&'a str, &'a str) -> Result<Option<Answer<'a>>, Failure>) -> Reply<'a> {
    match (arguments.text(0)?, arguments.text(1)?) {
        (Some(first), Some(second)) => call(first, second),
        _ => Ok(None),
    }
}

/// What the core says of itself, and the SQLite that it runs in.
fn debug() -> Value {
    let mut debug = depeche::debug();
    if let Value::Object(map) = &mut debug {
        map.insert("sqlite".to_owned(), host::sqlite_version().into());
    }
    debug
}
