//! Results that are JSON are JSON to SQLite's own functions.

use crate::common::one;
use serde_json::json;

const JSON: &[&str] = &[
    "detect_lang_detail('The talks with China')",
    "extract_actors('The talks with China')",
    "topic_scores('The talks with China')",
    "topic_terms('The talks with China', 'diplomacy')",
    "depeche_debug()",
];

#[test]
fn results_are_valid_and_nest() {
    for call in JSON {
        assert_eq!(one(&format!("SELECT json_valid({call})")), json!(1), "{call}");
        assert_eq!(one(&format!("SELECT json({call}) = {call}")), json!(1), "{call}");
        let nested = one(&format!("SELECT json_type(json_array({call}), '$[0]')"));
        assert!(nested == json!("array") || nested == json!("object"), "{call} was quoted in json_array: {nested}");
        assert_eq!(one(&format!("SELECT json_object('x', {call}) = '{{\"x\":' || {call} || '}}'")), json!(1), "{call}");
    }
}

#[test]
fn json_functions_read_them() {
    assert_eq!(one("SELECT count(*) FROM json_each(extract_actors(''))"), json!(0));
    assert_eq!(one("SELECT json_extract(extract_actors('The talks with China went on.'), '$[0].id')"), json!("CHN"));
    assert_eq!(one("SELECT count(*) = (SELECT count(DISTINCT topic) FROM depeche_topics) FROM json_each(topic_scores('a'))"), json!(1));
    assert!(one("SELECT json_extract(depeche_debug(), '$.sqlite')").as_str().unwrap().starts_with("3."));
}

#[test]
fn an_actor_has_its_keys_in_order() {
    let keys = one("SELECT group_concat(key) FROM json_each(extract_actors('The talks with China went on.'), '$[0]')");
    assert_eq!(keys, json!("id,name,type,country,role,title,score,count,mentions"));
    let keys = one("SELECT group_concat(key) FROM json_each(extract_actors('The talks with China went on.'), '$[0].mentions[0]')");
    assert_eq!(keys, json!("start,end,text,kind"));
}

#[test]
fn version_is_plain_text() {
    assert_eq!(one("SELECT depeche_version()"), json!(env!("CARGO_PKG_VERSION")));
    assert_eq!(one("SELECT json_array(detect_lang('')) || json_array(depeche_version())"), json!(format!("[null][\"{}\"]", env!("CARGO_PKG_VERSION"))));
}
