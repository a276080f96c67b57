//! Articles of the sample corpus and, on machines that have it, of the news corpus.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// An article and, in the sample, what a reader found in it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) lang: String,
    pub(crate) text: String,
    pub(crate) gold: Value,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect()
}

fn string(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// The sample corpus with its gold.
pub(crate) fn sample() -> Vec<Document> {
    let folder = root().join("python/depeche/sample");
    let (articles, gold) = (lines(&folder.join("articles.jsonl")), lines(&folder.join("gold.jsonl")));
    assert_eq!(articles.len(), gold.len());
    let document = |(a, gold): (Value, Value)| {
        assert_eq!(a["id"], gold["id"]);
        Document { id: string(&a, "id"), lang: string(&a, "lang"), text: string(&a, "body"), gold }
    };
    articles.into_iter().zip(gold).map(document).collect()
}

/// Every `step`th article of the news corpus beside the repository; none, and a line that says so, where it is absent.
pub(crate) fn news(step: usize) -> Vec<Document> {
    let folder = root().join("../shared/data/news");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no news corpus in {}", folder.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|e| e.expect("entry").path()).filter(|p| p.extension().is_some_and(|e| e == "jsonl")).collect();
    files.sort();
    let document = |a: Value| Document { id: string(&a, "id"), lang: string(&a, "lang"), text: string(&a, "text"), gold: Value::Null };
    files.iter().flat_map(|f| lines(f).into_iter().step_by(step)).map(document).collect()
}
