//! `depeche demo`: what there is to find in the sample articles, with the SQL that finds it.

use crate::arguments::DemoArguments;
use crate::output::Format;
use crate::{database, load, output};
use anyhow::Result;
use rusqlite::Connection;
use std::io::Write;

/// The sample corpus that also comes with the Python package.
const ARTICLES: &str = include_str!("../../../python/depeche/sample/articles.jsonl");

/// The examples that are shown: a comment that says what is asked, then SQL.
const SHOWN: &[&str] = &[
    include_str!("../../../sql/examples/languages.sql"),
    include_str!("../../../sql/examples/top-actors.sql"),
    include_str!("../../../sql/examples/topics.sql"),
    include_str!("../../../sql/examples/together.sql"),
    include_str!("../../../sql/examples/evidence.sql"),
];

pub(crate) fn run(arguments: &DemoArguments, out: &mut impl Write) -> Result<()> {
    let mut db = database::open_or_create(&arguments.db)?;
    let loaded = load::replace(&mut db, "articles", ARTICLES.as_bytes())?;
    let path = arguments.db.display();
    writeln!(out, "{} sample articles are now in the table articles of {path}.\n", loaded.rows)?;
    for example in SHOWN {
        show(&db, example, out)?;
    }
    writeln!(out, "Ask on: depeche query {path} \"SELECT ...\"")?;
    Ok(())
}

fn show(db: &Connection, example: &str, out: &mut impl Write) -> Result<()> {
    let (sentence, sql) = parts(example);
    writeln!(out, "{sentence}\n")?;
    for line in sql.lines() {
        writeln!(out, "    {line}")?;
    }
    writeln!(out)?;
    database::each_statement(db, sql, |statement| output::print(statement, Format::Table { width: 40 }, out))?;
    Ok(writeln!(out)?)
}

/// The comment on top of an example, and the rest.
fn parts(example: &str) -> (String, &str) {
    let length = example.split_inclusive('\n').take_while(|line| line.starts_with("--")).map(str::len).sum();
    let (comment, sql) = example.split_at(length);
    let lines: Vec<&str> = comment.lines().map(|line| line.trim_start_matches('-').trim()).collect();
    (lines.join(" "), sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_has_a_sentence_and_sql() {
        for example in SHOWN {
            let (sentence, sql) = parts(example);
            assert!(sentence.contains('?') && !sentence.contains("--"), "{sentence}");
            assert!(sql.trim_end().ends_with(';'), "{sql}");
        }
    }
}
