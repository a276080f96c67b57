//! In indexes, generated columns, views, triggers and CHECK constraints, also where SQLite trusts the schema least.

use crate::common::{run, with_articles};
use rusqlite::Connection;
use serde_json::json;

/// The articles, on a connection that lets views and triggers call harmless functions only.
fn untrusting() -> Connection {
    let db = with_articles();
    run(&db, "PRAGMA trusted_schema = OFF").unwrap();
    db
}

#[test]
fn expression_index_is_used() {
    let db = untrusting();
    run(&db, "CREATE INDEX by_lang ON articles(detect_lang(body)); CREATE INDEX by_topic ON articles(topic_score(body, 'diplomacy'));").unwrap();
    for query in ["SELECT id FROM articles WHERE detect_lang(body) = 'fr'", "SELECT id FROM articles WHERE topic_score(body, 'diplomacy') > 2"] {
        let plan = run(&db, &format!("EXPLAIN QUERY PLAN {query}")).unwrap();
        assert!(plan[0][3].as_str().unwrap().contains("USING INDEX by_"), "{plan:?}");
    }
    assert_eq!(run(&db, "SELECT id FROM articles WHERE detect_lang(body) = 'fr'").unwrap(), [[json!(1)]]);
    assert_eq!(run(&db, "PRAGMA integrity_check").unwrap(), [[json!("ok")]]);
}

#[test]
fn json_in_an_expression_index_is_still_json() {
    let db = untrusting();
    run(&db, "CREATE INDEX by_actors ON articles(extract_actors(body));").unwrap();
    let nested = run(&db, "SELECT json_array(extract_actors(body)) LIKE '[[%' FROM articles WHERE body IS NOT NULL ORDER BY extract_actors(body)").unwrap();
    assert_eq!(nested, vec![vec![json!(1)]; 3]);
}

#[test]
fn generated_columns() {
    let db = untrusting();
    run(
        &db,
        "CREATE TABLE g(body, kept GENERATED ALWAYS AS (detect_lang(body)) STORED, made GENERATED ALWAYS AS (json_array_length(extract_actors(body))));
              INSERT INTO g(body) SELECT body FROM articles;",
    )
    .unwrap();
    let rows = run(&db, "SELECT count(*), sum(kept IS detect_lang(body)), sum(made IS json_array_length(extract_actors(body))) FROM g").unwrap();
    assert_eq!(rows, [[json!(4), json!(4), json!(4)]]);
}

#[test]
fn views_with_scalars_and_table_functions() {
    let db = untrusting();
    run(&db, "CREATE VIEW found AS SELECT a.id, detect_lang(a.body) AS language, m.actor_id, m.start FROM articles a, actors_each(a.body) m;").unwrap();
    let rows = run(&db, "SELECT DISTINCT id, language FROM found WHERE actor_id = 'CHN' AND id = 1").unwrap();
    assert_eq!(rows, [[json!(1), json!("fr")]]);
}

#[test]
fn triggers_with_scalars_and_table_functions() {
    let db = untrusting();
    run(
        &db,
        "CREATE TABLE mentions(id, actor_id); CREATE TABLE languages(id, lang);
              CREATE TRIGGER added AFTER INSERT ON articles BEGIN
                INSERT INTO languages VALUES (new.id, detect_lang(new.body));
                INSERT INTO mentions SELECT new.id, actor_id FROM actors_each(new.body);
              END;
              INSERT INTO articles(id, body) SELECT 10, body FROM articles WHERE id = 2;",
    )
    .unwrap();
    assert_eq!(run(&db, "SELECT * FROM languages").unwrap(), [[json!(10), json!("en")]]);
    assert_eq!(run(&db, "SELECT count(*) FROM mentions WHERE actor_id = 'xi-jinping'").unwrap(), [[json!(1)]]);
}

#[test]
fn check_constraints() {
    let db = untrusting();
    run(&db, "CREATE TABLE french(body CHECK (detect_lang(body) = 'fr'));").unwrap();
    run(&db, "INSERT INTO french SELECT body FROM articles WHERE id = 1").unwrap();
    let message = run(&db, "INSERT INTO french SELECT body FROM articles WHERE id = 2").unwrap_err();
    assert!(message.starts_with("CHECK constraint failed"), "{message}");
}
