//! Articles with gold annotations, as `articles.jsonl` and `gold.jsonl` hold them.

use serde_json::Value;
use std::fs;
use std::path::Path;

/// A text and what a reader found in it.
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) lang: String,
    pub(crate) text: String,
    pub(crate) gold: Value,
}

/// Reads a corpus.
pub(crate) fn read(folder: &Path) -> Result<Vec<Document>, String> {
    let articles = lines(&folder.join("articles.jsonl"))?;
    let golds = lines(&folder.join("gold.jsonl"))?;
    golds.into_iter().map(|gold| document(&articles, gold)).collect()
}

fn document(articles: &[Value], gold: Value) -> Result<Document, String> {
    let id = string(&gold, "id");
    let article = articles.iter().find(|a| string(a, "id") == id).ok_or_else(|| format!("gold for {id}, of which there is no article"))?;
    Ok(Document { lang: string(&gold, "lang"), text: string(article, "body"), id, gold })
}

/// Reads JSON lines.
pub(crate) fn lines(path: &Path) -> Result<Vec<Value>, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines().filter(|l| !l.is_empty()).map(|l| serde_json::from_str(l).map_err(|e| format!("{}: {e}", path.display()))).collect()
}

/// A string member, empty when absent.
pub(crate) fn string(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// A span of a JSON object with `start` and `end`.
pub(crate) fn span(value: &Value) -> (usize, usize) {
    let at = |key: &str| value[key].as_u64().unwrap_or_default() as usize;
    (at("start"), at("end"))
}

/// The members of an array.
pub(crate) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}
