//! The extension in SQL, hosted by rusqlite's SQLite. One program, because each would carry a SQLite of its own.

mod arguments;
mod common;
mod examples;
mod json;
mod loadable;
mod odd_text;
mod schema;
mod snapshots;
mod tables;
