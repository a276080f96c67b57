//! depeche as a SQLite extension: `.load ./libdepeche0`, and `detect_lang`, `extract_actors`, `topic_score` are SQL functions.
//!
//! ```sql
//! SELECT detect_lang(body), extract_actors(body), topic_score(body, 'cyber-sovereignty') FROM articles;
//! SELECT a.id, m.name, m.start, m.text FROM articles a, actors_each(a.body) m;
//! ```
//!
//! This file lists what is registered. Every entry from SQLite passes through `guard`, which deals with NULL, wrong types,
//! invalid UTF-8 and panics; nothing here decides anything about texts.
//!
//! Not supported: SQLite older than 3.31, two different SQLite libraries in one process, `SQLITE_OMIT_LOAD_EXTENSION` hosts.
#![deny(missing_docs)]

#[cfg(test)]
mod border_tests;
mod guard;
mod host;
mod scalars;
mod table;
mod table_functions;

use scalars::{scalar, ActorName, CleanText, Debug, DetectLang, DetectLangDetail, ExtractActors, TopicScore, TopicScores, TopicTerms, Version};
use sqlite3ext_sys::{sqlite3, sqlite3_api_routines};
use std::os::raw::{c_char, c_int};
use table::table;
use table_functions::{ActorLookup, ActorsEach, Topics, TopicsEach};

fn register(db: *mut sqlite3) -> sqlite_loadable::Result<()> {
    scalar::<DetectLang>(db)?;
    scalar::<DetectLangDetail>(db)?;
    scalar::<ExtractActors>(db)?;
    scalar::<TopicScore>(db)?;
    scalar::<TopicScores>(db)?;
    scalar::<TopicTerms>(db)?;
    scalar::<CleanText>(db)?;
    scalar::<ActorName>(db)?;
    scalar::<Version>(db)?;
    scalar::<Debug>(db)?;
    table::<ActorsEach>(db)?;
    table::<TopicsEach>(db)?;
    table::<ActorLookup>(db)?;
    table::<Topics>(db)
}

/// What SQLite calls when it loads the extension; also good for `sqlite3_auto_extension`.
///
/// # Safety
/// To be called by SQLite only, with a connection, a place for a message and its table of functions.
#[no_mangle]
pub unsafe extern "C" fn sqlite3_depeche_init(db: *mut sqlite3, message: *mut *mut c_char, api: *mut sqlite3_api_routines) -> c_int {
    // SAFETY: what SQLite hands over is passed on unchanged.
    unsafe { host::enter(db, message, api, register) }
}
