//! Table functions in joins, subqueries and filters.

use crate::common::{connect, error, one, run, with_articles};
use serde_json::json;

const COLUMNS: &str = "actor_id, name, type, country, role, title, score, kind, start, end, text";

#[test]
fn columns_have_their_names_and_order() {
    for (table, columns) in [
        ("actors_each('')", COLUMNS),
        ("topics_each('')", "topic, label, score"),
        ("actor_lookup('')", "actor_id, name, type, country, role, valid_from, valid_to, matched"),
        ("depeche_topics", "topic, parent, lang, label, definition"),
    ] {
        let db = connect();
        let statement = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let names: Vec<&str> = statement.column_names().collect();
        assert_eq!(names.join(", "), columns, "{table}");
    }
}

#[test]
fn lateral_join_takes_the_column_of_the_table_before() {
    let db = with_articles();
    let wrong = "SELECT count(*) FROM articles a, actors_each(a.body) m WHERE substr(a.body, m.start + 1, m.end - m.start) IS NOT m.text";
    assert_eq!(run(&db, wrong).unwrap(), [[json!(0)]]);
    let some = "SELECT count(DISTINCT a.id) FROM articles a, actors_each(a.body, '{\"zones\":\"all\"}') m";
    assert_eq!(run(&db, some).unwrap(), [[json!(3)]]);
}

#[test]
fn order_in_from_does_not_matter() {
    let db = with_articles();
    let rows = |from: &str| run(&db, &format!("SELECT a.id, m.actor_id, m.start FROM {from} ORDER BY 1, 2, 3")).unwrap();
    let expected = rows("articles a, actors_each(a.body) m");
    assert_eq!(rows("articles a JOIN actors_each m ON m.article = a.body"), expected);
    assert_eq!(rows("actors_each m JOIN articles a ON m.article = a.body"), expected);
    assert_eq!(rows("articles a CROSS JOIN actors_each(a.body) m"), expected);
}

#[test]
fn left_join_keeps_articles_without_actors() {
    let db = with_articles();
    let rows = run(&db, "SELECT a.id, m.actor_id FROM articles a LEFT JOIN actors_each(a.body) m WHERE a.id = 4").unwrap();
    assert_eq!(rows, [[json!(4), json!(null)]]);
}

#[test]
fn filters_and_constraints_on_columns() {
    let db = with_articles();
    let all = run(&db, "SELECT m.text FROM articles a, actors_each(a.body) m WHERE a.id = 1 AND +m.actor_id = 'CHN'").unwrap();
    let filtered = run(&db, "SELECT m.text FROM articles a, actors_each(a.body) m WHERE a.id = 1 AND m.actor_id = 'CHN'").unwrap();
    assert!(!filtered.is_empty());
    assert_eq!(all, filtered);
    let none = run(&db, "SELECT 1 FROM articles a, actors_each(a.body) m WHERE m.start < 0 OR m.end > length(a.body)").unwrap();
    assert!(none.is_empty(), "{none:?}");
}

#[test]
fn two_values_for_one_argument_must_agree() {
    let db = with_articles();
    let rows = run(&db, "SELECT 1 FROM articles a, articles b, actors_each(a.body) m WHERE m.article = b.body AND a.id < b.id").unwrap();
    assert!(rows.is_empty(), "{rows:?}");
}

#[test]
fn in_lists_and_correlated_subqueries() {
    let db = with_articles();
    let two = run(&db, "SELECT count(DISTINCT article) FROM actors_each WHERE article IN (SELECT body FROM articles WHERE id < 3)").unwrap();
    assert_eq!(two, [[json!(2)]]);
    let each = run(&db, "SELECT (SELECT count(*) FROM actors_each(a.body) WHERE actor_id = 'CHN') > 0 FROM articles a ORDER BY id").unwrap();
    assert_eq!(each[3], [json!(0)]);
    assert_eq!(each[0], [json!(1)]);
}

#[test]
fn nested_table_functions() {
    let db = with_articles();
    let rows = run(&db, "SELECT DISTINCT l.actor_id FROM articles a, actors_each(a.body) m, actor_lookup(m.name) l WHERE m.actor_id = 'xi-jinping'").unwrap();
    assert_eq!(rows, [[json!("xi-jinping")]]);
}

#[test]
fn hidden_columns_give_the_arguments_back() {
    assert_eq!(one("SELECT article FROM actors_each('China is a country.') LIMIT 1"), json!("China is a country."));
    assert_eq!(one("SELECT options FROM actors_each('China is a country.', '{}') LIMIT 1"), json!("{}"));
}

#[test]
fn missing_arguments_are_errors() {
    assert_eq!(error("SELECT * FROM actors_each"), "actors_each(): argument 1 (article) is missing; write actors_each(article) in the FROM clause");
    assert!(error("SELECT * FROM topics_each()").contains("argument 1 (article) is missing"));
    assert!(error("SELECT * FROM actor_lookup").contains("argument 1 (query) is missing"));
    assert!(error("SELECT * FROM actors_each WHERE options = '{}'").contains("argument 1 (article) is missing"));
}

#[test]
fn they_cannot_be_created_or_written() {
    assert!(error("CREATE VIRTUAL TABLE t USING actors_each('a')").contains("no such module"));
    assert!(error("DELETE FROM depeche_topics").contains("may not be modified"));
}

#[test]
fn topics_are_a_table() {
    assert!(one("SELECT count(*) FROM depeche_topics").as_i64().unwrap() > 0);
    assert_eq!(
        one("SELECT count(*) FROM depeche_topics t WHERE parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM depeche_topics p WHERE p.topic = t.parent)"),
        json!(0)
    );
    assert_eq!(one("SELECT count(*) FROM (SELECT 1 FROM depeche_topics GROUP BY topic, lang HAVING count(*) > 1)"), json!(0));
}

#[test]
fn rows_agree_with_the_json() {
    let db = with_articles();
    let pairs = [
        ("SELECT a.id, m.actor_id, m.start FROM articles a, actors_each(a.body) m ORDER BY 1, 2, 3",
         "SELECT a.id, j.value->>'id', m.value->>'start' FROM articles a, json_each(extract_actors(a.body)) j, json_each(j.value, '$.mentions') m ORDER BY 1, 2, 3"),
        ("SELECT a.id, t.topic, t.score FROM articles a, topics_each(a.body) t ORDER BY 1, 2",
         "SELECT a.id, t.key, t.value FROM articles a, json_each(topic_scores(a.body)) t ORDER BY 1, 2"),
    ];
    for (rows, json) in pairs {
        assert_eq!(run(&db, rows).unwrap(), run(&db, json).unwrap());
    }
}
