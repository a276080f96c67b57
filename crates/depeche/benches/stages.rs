//! MB/s of each stage per language, on articles of the sample corpus, without the cache. A stage includes those that it needs.

use depeche::{Article, Options};
use divan::counter::BytesCount;
use divan::{black_box, Bencher};
use std::time::Instant;

/// Bytes read in one round.
const BYTES: usize = 1 << 20;
const LANGS: [&str; 6] = ["ar", "en", "es", "fr", "ru", "zh"];

fn main() {
    let start = Instant::now();
    black_box(depeche::actor_lookup("China"));
    println!("lexicon, first call: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    divan::main();
}

/// The articles of a language, again and again to about a megabyte.
fn articles(lang: &str) -> Vec<String> {
    let lines = include_str!("../../../python/depeche/sample/articles.jsonl").lines();
    let articles = lines.filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok()).filter(|a| a["lang"] == lang);
    let texts: Vec<String> = articles.filter_map(|a| Some(a["body"].as_str()?.to_owned())).collect();
    let mut size = 0;
    texts
        .iter()
        .cycle()
        .take_while(|t| {
            size += t.len();
            size < BYTES + t.len()
        })
        .cloned()
        .collect()
}

fn bench<T>(bencher: Bencher<'_, '_>, lang: &str, stage: impl Fn(&Article) -> T) {
    let texts = articles(lang);
    bencher.counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>())).bench_local(|| {
        for text in &texts {
            black_box(stage(&Article::new(black_box(text.as_str()), Options::default())));
        }
    });
}

#[divan::bench(args = LANGS, sample_count = 10)]
fn detect_lang(bencher: Bencher<'_, '_>, lang: &str) {
    bench(bencher, lang, |a| a.lang_detail().lang.clone());
}

#[divan::bench(args = LANGS, sample_count = 10)]
fn zones(bencher: Bencher<'_, '_>, lang: &str) {
    bench(bencher, lang, Article::zones);
}

#[divan::bench(args = LANGS, sample_count = 10)]
fn clean_text(bencher: Bencher<'_, '_>, lang: &str) {
    bench(bencher, lang, Article::clean_text);
}

#[divan::bench(args = LANGS, sample_count = 10)]
fn extract_actors(bencher: Bencher<'_, '_>, lang: &str) {
    bench(bencher, lang, |a| a.actors().len());
}

#[divan::bench(args = LANGS, sample_count = 10)]
fn topic_scores(bencher: Bencher<'_, '_>, lang: &str) {
    bench(bencher, lang, |a| a.topics().len());
}

#[divan::bench(args = LANGS, sample_count = 10)]
fn everything(bencher: Bencher<'_, '_>, lang: &str) {
    bench(bencher, lang, Article::analysis);
}

/// The document as JSON, as SQL and Python get it.
#[divan::bench(args = LANGS, sample_count = 10)]
fn everything_as_json(bencher: Bencher<'_, '_>, lang: &str) {
    bench(bencher, lang, |a| serde_json::to_string(&a.analysis()).map(|j| j.len()).ok());
}
