//! The commands as they are typed.

use serde_json::Value;
use std::fs::{create_dir_all, remove_dir_all, write};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// An empty folder of a test's own.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = remove_dir_all(&folder);
    create_dir_all(&folder).unwrap();
    folder
}

/// Exit status, standard output and standard error.
fn typed(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_depeche"));
    command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = typed(folder, arguments, "");
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

fn failed(folder: &Path, arguments: &[&str]) -> String {
    let (code, _, err) = typed(folder, arguments, "");
    assert_eq!(code, 1, "{arguments:?}: {err}");
    err
}

#[test]
fn query_prints_tables_json_and_csv() {
    let here = folder("query");
    let sql = "SELECT 1 AS n, 'a,b' AS t, NULL AS x UNION ALL SELECT 22, '国', 0.5";
    assert_eq!(printed(&here, &["query", ":memory:", sql]), " n  t      x\n──  ───  ───\n 1  a,b\n22  国   0.5\n");
    assert_eq!(printed(&here, &["query", ":memory:", sql, "--csv"]), "n,t,x\n1,\"a,b\",\n22,国,0.5\n");
    let json: Value = serde_json::from_str(&printed(&here, &["query", ":memory:", sql, "--json"])).unwrap();
    assert_eq!(json, serde_json::json!([{"n": 1, "t": "a,b", "x": null}, {"n": 22, "t": "国", "x": 0.5}]));
    assert_eq!(printed(&here, &["query", ":memory:", "SELECT 1 WHERE 0", "--json"]), "[]\n");
}

#[test]
fn query_has_the_extension_and_reads_standard_input() {
    let here = folder("stdin");
    for arguments in [&["query", ":memory:", "--csv"][..], &["query", ":memory:", "-", "--csv"]] {
        let (code, out, _) = typed(&here, arguments, "CREATE TABLE t(x);\nINSERT INTO t VALUES (depeche_version());\nSELECT x FROM t;\n");
        assert_eq!((code, out), (0, format!("x\n{}\n", env!("CARGO_PKG_VERSION"))));
    }
}

#[test]
fn query_errors_are_clear() {
    let here = folder("query-errors");
    assert!(failed(&here, &["query", "nowhere.db", "SELECT 1"]).contains("cannot open nowhere.db"));
    assert!(!here.join("nowhere.db").exists());
    write(here.join("text.db"), "not a database at all, but long enough to be looked at ".repeat(20)).unwrap();
    assert!(failed(&here, &["query", "text.db", "SELECT 1"]).contains("cannot open text.db: file is not a database"));
    assert_eq!(failed(&here, &["query", ":memory:", "SELEC 1"]), "depeche: near \"SELEC\": syntax error\n");
    let message = failed(&here, &["query", ":memory:", "SELECT extract_actors(x'00')"]);
    assert_eq!(message, "depeche: extract_actors(): argument 1 must be TEXT or NULL, got BLOB\n");
    assert_eq!(typed(&here, &["query"], "").0, 2);
    assert_eq!(typed(&here, &["query", ":memory:", "SELECT 1", "--csv", "--json"], "").0, 2);
}

#[test]
fn load_makes_columns_of_the_keys() {
    let here = folder("load");
    let lines = "\u{feff}{\"id\": 1, \"title\": \"A\"}\n\n{\"id\": 2.5, \"Tags\": [\"x\"], \"ok\": true, \"title\": null}\r\n{}\n";
    write(here.join("a.jsonl"), lines).unwrap();
    assert_eq!(printed(&here, &["load", "a.jsonl", "-o", "a.db"]), "a.db: table articles has 3 rows and 4 columns\n");
    let rows = printed(&here, &["query", "a.db", "SELECT *, typeof(id) AS type FROM articles", "--csv"]);
    assert_eq!(rows, "id,title,Tags,ok,type\n1,A,,,integer\n2.5,,\"[\"\"x\"\"]\",1,real\n,,,,null\n");
}

#[test]
fn load_replaces_all_or_nothing() {
    let here = folder("replace");
    write(here.join("old.jsonl"), "{\"a\": 1}\n{\"a\": 2}\n").unwrap();
    write(here.join("bad.jsonl"), "{\"b\": 1}\n{\"b\": 2\n").unwrap();
    write(here.join("array.jsonl"), "{\"b\": 1}\n[1]\n").unwrap();
    write(here.join("empty.jsonl"), "\n").unwrap();
    printed(&here, &["load", "old.jsonl", "-o", "a.db", "--table", "my \"table\""]);
    for (file, message) in [
        ("bad.jsonl", "bad.jsonl: nothing was changed: line 2: not JSON: "),
        ("array.jsonl", "array.jsonl: nothing was changed: line 2: not a JSON object but an array"),
        ("empty.jsonl", "empty.jsonl: nothing was changed: there are no rows to load"),
        ("none.jsonl", "cannot open none.jsonl: "),
    ] {
        let error = failed(&here, &["load", file, "-o", "a.db", "--table", "my \"table\""]);
        assert!(error.starts_with(&format!("depeche: {message}")), "{error}");
    }
    assert_eq!(printed(&here, &["query", "a.db", "SELECT sum(a) FROM \"my \"\"table\"\"\"", "--csv"]), "sum(a)\n3\n");
    let (code, out, _) = typed(&here, &["load", "-", "-o", "a.db", "--table", "my \"table\""], "{\"b\": 5}");
    assert_eq!((code, out.as_str()), (0, "a.db: table my \"table\" has 1 rows and 1 columns\n"));
}

#[test]
fn demo_tells_what_it_finds() {
    let here = folder("demo");
    let out = printed(&here, &["demo", "--db", "d.db"]);
    for part in ["sample articles are now in", "Which languages", "    SELECT detect_lang(body) AS language", "Who is in the news?", "named together"] {
        assert!(out.contains(part), "{part} is not in:\n{out}");
    }
    assert_eq!(printed(&here, &["demo", "--db", "d.db"]), out, "twice gives the same");
}

#[test]
fn doctor_finds_nothing_wrong() {
    let out = printed(&folder("doctor"), &["doctor"]);
    assert!(out.contains("\nSQLite    3.") && !out.contains("FAILED"), "{out}");
}

#[test]
fn every_command_has_help_with_examples() {
    let here = folder("help");
    let help = printed(&here, &["--help"]);
    for command in ["query", "load", "demo", "doctor"] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        let own = printed(&here, &[command, "--help"]);
        assert!(command == "doctor" || own.contains("Examples:\n  depeche "), "{own}");
    }
    assert_eq!(printed(&here, &["--version"]), format!("depeche {}\n", env!("CARGO_PKG_VERSION")));
}
