//! `depeche-dev bench-sql`: what depeche's functions cost inside a query, as whole processes of the command `depeche`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Queries compared: reading alone first.
const QUERIES: &[(&str, &str)] = &[
    ("length(body)", "SELECT sum(length(body)) FROM articles"),
    ("detect_lang(body)", "SELECT count(detect_lang(body)) FROM articles"),
    ("extract_actors(body)", "SELECT sum(length(extract_actors(body))) FROM articles"),
    ("all three functions", "SELECT count(detect_lang(body)), sum(length(extract_actors(body))), sum(topic_score(body, 'trade')) FROM articles"),
];

/// Loads `megabytes` of articles, repeated as often as needed, and times each query `runs` times in turn.
pub(crate) fn run(depeche: &Path, articles: &Path, megabytes: f64, runs: usize) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("depeche-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let result = measure(depeche, articles, megabytes, runs, &folder);
    let _ = fs::remove_dir_all(&folder);
    result
}

fn measure(depeche: &Path, articles: &Path, megabytes: f64, runs: usize, folder: &Path) -> Result<(), String> {
    let (corpus, size) = corpus(articles, megabytes, folder)?;
    let database = folder.join("bench.db");
    call(depeche, &["load", &corpus.to_string_lossy(), "-o", &database.to_string_lossy()])?;
    let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); QUERIES.len()];
    for _ in 0..runs {
        for (i, (_, sql)) in QUERIES.iter().enumerate() {
            let start = Instant::now();
            call(depeche, &["query", &database.to_string_lossy(), sql])?;
            seconds[i].push(start.elapsed().as_secs_f64());
        }
    }
    println!("{size:.1} MB of text, median of {runs} runs, whole processes\n{:<24}{:>9}{:>12}{:>14}", "", "seconds", "s per MB", "times reading");
    let medians: Vec<f64> = seconds.into_iter().map(median).collect();
    for ((name, _), median) in QUERIES.iter().zip(&medians) {
        println!("{name:<24}{median:>9.2}{:>12.4}{:>14.1}", median / size, median / medians[0]);
    }
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// JSON lines repeated up to a size; every text differs from the one before, so that no cache helps.
fn corpus(articles: &Path, megabytes: f64, folder: &Path) -> Result<(PathBuf, f64), String> {
    let lines = crate::corpus::lines(articles)?;
    let path = folder.join("bench.jsonl");
    let mut file = fs::File::create(&path).map_err(|e| e.to_string())?;
    let mut bytes = 0;
    for line in lines.iter().cycle().take_while(|_| !lines.is_empty()) {
        let body = crate::corpus::string(line, if line["body"].is_null() { "text" } else { "body" });
        bytes += body.len();
        writeln!(file, "{}", serde_json::json!({ "body": body })).map_err(|e| e.to_string())?;
        if bytes as f64 > megabytes * 1e6 {
            break;
        }
    }
    Ok((path, bytes as f64 / 1e6))
}

fn call(depeche: &Path, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(depeche).args(arguments).output().map_err(|e| format!("{}: {e}", depeche.display()))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("depeche {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)))
    }
}
