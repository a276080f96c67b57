//! `sql_snapshots.jsonl`: statements and what they give, `{"sql", "rows"}` or `{"sql", "error"}`, one a line.
//!
//! `DEPECHE_SNAPSHOTS=write cargo test -p depeche-sqlite snapshots` writes down what they give now; read the diff.

use crate::common::{connect, run};
use serde_json::{json, Value};
use std::fs::{read_to_string, write};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sql_snapshots.jsonl");

fn taken(sql: &str) -> Value {
    match run(&connect(), sql) {
        Ok(rows) => json!({ "sql": sql, "rows": rows }),
        Err(message) => json!({ "sql": sql, "error": message }),
    }
}

#[test]
fn statements_give_what_they_gave() {
    let file = read_to_string(FILE).unwrap();
    let expected: Vec<Value> = file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found: Vec<Value> = expected.iter().map(|row| taken(row["sql"].as_str().unwrap())).collect();
    if std::env::var("DEPECHE_SNAPSHOTS").is_ok_and(|mode| mode == "write") {
        let lines: String = found.iter().map(|row| format!("{row}\n")).collect();
        return write(FILE, lines).unwrap();
    }
    let changed: Vec<String> = expected.iter().zip(&found).filter(|(a, b)| a != b).map(|(a, b)| format!("- {a}\n+ {b}\n")).collect();
    assert!(changed.is_empty(), "{} of {} rows changed:\n{}", changed.len(), expected.len(), changed.concat());
}
