//! What every function does with NULL, wrong types, wrong numbers of arguments, broken text and bad options.

use crate::common::{connect, error, one, run};
use serde_json::{json, Value};

/// Every function of a text, with `?` where the text goes.
const OF_TEXT: &[&str] = &[
    "detect_lang(?)",
    "detect_lang_detail(?)",
    "extract_actors(?)",
    "extract_actors(?, '{\"lang\":\"fr\"}')",
    "topic_score(?, 'diplomacy')",
    "topic_score(?, 'diplomacy', '{\"date\":\"2015\"}')",
    "topic_scores(?)",
    "topic_terms(?, 'diplomacy')",
    "clean_text(?)",
];

/// Every table function, likewise.
const TABLES: &[&str] = &["actors_each(?)", "actors_each(?, '{}')", "topics_each(?)", "actor_lookup(?)"];

fn calls() -> impl Iterator<Item = String> {
    let scalars = OF_TEXT.iter().map(|call| format!("SELECT {call}"));
    let names = ["actor_name(?, 'fr')", "actor_name('CHN', ?)"].map(|call| format!("SELECT {call}"));
    scalars.chain(names).chain(TABLES.iter().map(|call| format!("SELECT * FROM {call}")))
}

/// `actor_name('CHN', ?)` has the tested argument in second place.
fn place(call: &str) -> usize {
    if call.contains(", ?") {
        2
    } else {
        1
    }
}

#[test]
fn null_gives_null_and_no_rows() {
    for call in calls() {
        let rows = run(&connect(), &call.replace('?', "NULL")).unwrap_or_else(|e| panic!("{call}: {e}"));
        let expected: Vec<Vec<Value>> = if call.contains("FROM") { vec![] } else { vec![vec![Value::Null]] };
        assert_eq!(rows, expected, "{call}");
    }
}

#[test]
fn null_in_other_arguments() {
    assert_eq!(one("SELECT topic_score('text', NULL)"), Value::Null);
    assert_eq!(one("SELECT topic_terms('text', NULL)"), Value::Null);
    assert_eq!(one("SELECT extract_actors('', NULL)"), json!("[]"));
    assert_eq!(one("SELECT count(*) FROM actors_each('', NULL)"), json!(0));
}

#[test]
fn other_types_are_errors() {
    for call in calls() {
        for (literal, name) in [("x'ff00'", "BLOB"), ("zeroblob(3)", "BLOB"), ("42", "INTEGER"), ("4.5", "REAL")] {
            let expected = format!("argument {} must be TEXT or NULL, got {name}", place(&call));
            let message = error(&call.replace('?', literal));
            assert!(message.ends_with(&format!("(): {expected}")), "{call}: {message}");
        }
    }
}

#[test]
fn messages_name_the_function() {
    assert_eq!(error("SELECT extract_actors(x'00')"), "extract_actors(): argument 1 must be TEXT or NULL, got BLOB");
    assert_eq!(error("SELECT * FROM actors_each(5)"), "actors_each(): argument 1 must be TEXT or NULL, got INTEGER");
    assert_eq!(error("SELECT extract_actors('a', 1)"), "extract_actors(): argument 2 must be TEXT or NULL, got INTEGER");
    assert_eq!(error("SELECT topic_score('a', 'trade', x'')"), "topic_score(): argument 3 must be TEXT or NULL, got BLOB");
}

#[test]
fn broken_utf8_is_an_error_that_says_where() {
    for call in calls() {
        let message = error(&call.replace('?', "'abc' || CAST(x'ff' AS TEXT)"));
        let expected = format!("(): argument {} is not valid UTF-8 (byte 3)", place(&call));
        assert!(message.ends_with(&expected), "{call}: {message}");
    }
}

#[test]
fn wrong_numbers_of_arguments_are_errors() {
    for call in [
        "detect_lang()",
        "detect_lang('a', 'b')",
        "extract_actors()",
        "extract_actors('a', '{}', 1)",
        "topic_score('a')",
        "topic_scores('a', 'b')",
        "topic_terms('a')",
        "clean_text()",
        "actor_name('CHN')",
        "depeche_version(1)",
        "depeche_debug(1)",
    ] {
        let name = call.split('(').next().unwrap();
        assert_eq!(error(&format!("SELECT {call}")), format!("wrong number of arguments to function {name}()"));
    }
    for (call, max) in [("actors_each('a', '{}', 1)", 2), ("topics_each('a', 'b')", 1), ("actor_lookup('a', 'b')", 1)] {
        let name = call.split('(').next().unwrap();
        let message = error(&format!("SELECT * FROM {call}"));
        assert_eq!(message, format!("too many arguments on {name}() - max {max}"));
    }
}

#[test]
fn empty_text_is_text() {
    for empty in ["''", "CAST(x'' AS TEXT)", "CAST(zeroblob(0) AS TEXT)"] {
        assert_eq!(one(&format!("SELECT extract_actors({empty})")), json!("[]"));
        assert_eq!(one(&format!("SELECT detect_lang({empty})")), Value::Null);
        assert_eq!(one(&format!("SELECT topic_score({empty}, 'diplomacy')")), json!(0.0));
        assert_eq!(one(&format!("SELECT clean_text({empty})")), json!(""));
        assert_eq!(one(&format!("SELECT count(*) FROM actors_each({empty})")), json!(0));
    }
}

#[test]
fn text_with_nul_is_read_whole() {
    let text = "'The talks with China' || char(0) || ' went well, said the minister. ' || 'Xi Jinping spoke.'";
    let names = one(&format!("SELECT group_concat(actor_id) FROM actors_each({text})"));
    assert!(names.as_str().unwrap().contains("xi-jinping"), "{names}");
    let place = one(&format!("SELECT instr({text}, 'Xi Jinping') - 1 - max(start) FROM actors_each({text}) WHERE actor_id = 'xi-jinping'"));
    assert_eq!(place, json!(0));
}

#[test]
fn results_with_nul_come_back_whole() {
    assert_eq!(one("SELECT clean_text('a' || char(0) || 'b') = 'a' || char(0) || 'b'"), json!(1));
}

#[test]
fn bad_options_are_errors_that_list_the_good_ones() {
    for (options, part) in [
        ("{\"lnag\":\"fr\"}", "unknown option \"lnag\"; valid options are"),
        ("{\"lang\":\"xyz\"}", "xyz"),
        ("{\"lang\":5}", "option \"lang\" must be a string"),
        ("{\"zones\":\"head\"}", "option \"zones\" must be \"body\" or \"all\""),
        ("{\"date\":\"yesterday\"}", "YYYY-MM-DD"),
        ("[]", "options must be a JSON object"),
        ("not json 100%s %n", "options must be a JSON object"),
    ] {
        for call in ["SELECT extract_actors(NULL, ?)", "SELECT topic_score('a', 'diplomacy', ?)", "SELECT * FROM actors_each('a', ?)"] {
            let message = error(&call.replace('?', &format!("'{options}'")));
            let name = call.split([' ', '(']).find(|word| word.contains('_')).unwrap();
            assert!(message.starts_with(&format!("{name}(): ")), "{call}: {message}");
            assert!(message.contains(part), "{call} {options}: {message}");
        }
    }
}

#[test]
fn printf_formats_in_messages_stay_as_they_are() {
    let message = error("SELECT * FROM actors_each('a', '100%s %n %d')");
    assert!(message.contains("100%s %n %d"), "{message}");
}

#[test]
fn nul_in_messages_does_not_cut_them() {
    let message = error("SELECT topic_score('a', 'x' || char(0) || 'y')");
    assert!(message.starts_with("topic_score(): ") && message.contains('y'), "{message}");
}

#[test]
fn unknown_topics_and_languages_are_errors() {
    assert!(error("SELECT topic_score('a', 'cybersecurty')").contains("cybersecurity"));
    assert!(error("SELECT topic_terms('a', 'cybersecurty')").starts_with("topic_terms(): "));
    assert!(error("SELECT actor_name('CHN', 'english')").starts_with("actor_name(): "));
}

#[test]
fn results_over_the_length_limit_are_errors() {
    let db = connect();
    // SAFETY: the connection is open; SQLITE_LIMIT_LENGTH is 0.
    unsafe { rusqlite::ffi::sqlite3_limit(db.handle(), 0, 300) };
    let message = run(&db, &format!("SELECT extract_actors('The {}.')", "talks with China and ".repeat(8))).unwrap_err();
    assert!(message.starts_with("extract_actors(): the result has "), "{message}");
    assert!(message.ends_with("over this connection's limit of 300 (SQLITE_LIMIT_LENGTH)"), "{message}");
    assert!(run(&db, "SELECT depeche_version()").is_ok());
}

#[test]
fn a_failed_statement_leaves_the_connection_usable() {
    let db = connect();
    for _ in 0..3 {
        assert!(run(&db, "SELECT * FROM actors_each(x'00')").is_err());
        assert_eq!(run(&db, "SELECT count(*) FROM actors_each('')").unwrap(), [[json!(0)]]);
    }
}

#[test]
fn utf16_databases_get_the_same_answers() {
    let db = connect();
    let sql = "PRAGMA encoding = 'UTF-16'; CREATE TABLE t(x); INSERT INTO t VALUES ('Le 😀 président Xi Jinping à Pékin, le 3 mai.');";
    run(&db, sql).unwrap();
    let rows = run(&db, "SELECT substr(x, start + 1, \"end\" - start) = text FROM t, actors_each(x)").unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| row[0] == json!(1)), "{rows:?}");
}
