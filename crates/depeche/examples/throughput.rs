//! Megabytes a second of every stage over the JSON lines files given (field `text`).

use depeche::{Article, Options};
use std::time::Instant;

fn main() {
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path).unwrap_or_default();
        let texts: Vec<String> =
            source.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok()).filter_map(|v| Some(v["text"].as_str()?.to_owned())).collect();
        let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
        let mut line = format!("{path} {megabytes:.1} MB");
        type Stage = fn(&Article) -> usize;
        let stages: [(&str, Stage); 4] = [
            ("detect_lang", |a| a.lang_detail().candidates.len()),
            ("clean_text", |a| a.clean_text().len()),
            ("topics", |a| a.topics().len()),
            ("actors", |a| a.actors().len()),
        ];
        for (name, stage) in stages {
            let start = Instant::now();
            let found: usize = texts.iter().map(|t| stage(&Article::new(t.as_str(), Options::default()))).sum();
            line += &format!("  {name} {:.1} MB/s ({found})", megabytes / start.elapsed().as_secs_f64());
        }
        println!("{line}");
    }
}
