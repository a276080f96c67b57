//! `depeche-dev train`: from texts with marked names to the weights that ship.

mod clusters;
mod crf;
pub(crate) mod data;
mod filter;
mod vocabulary;

use crf::{Crf, Sequence, Settings};
use data::{Labelled, Part};
use depeche::tagger::train::{self, Encoder, LABELS};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use vocabulary::Vocabulary;

/// What to train from and where to write.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) shared: PathBuf,
    pub(crate) gazetteers: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) lang: String,
    /// Sets left out, to measure how well training carries over to their domain.
    pub(crate) without: Vec<String>,
}

pub(crate) const HERE: &str = "crates/depeche-dev";
const CLUSTERS: usize = 256;
/// Features seen less often are left out.
const LEAST: u32 = 2;
const SETTINGS: Settings = Settings { epochs: 14, rate: 0.1, penalty: 3.0, seed: 0x0dd5_eed5 };
/// Most features that a model keeps: so many that their weights fit into a processor's second cache.
const MOST_FEATURES: usize = 64_000;
/// Weight of sequences that the first model labelled, and the probability from which it is believed.
const SELF_WEIGHT: f32 = 0.3;
const BELIEVED: f64 = 0.8;
/// One text in so many is read in capitals too, with this part of its weight.
const CAPITALS: usize = 6;
const CAPITALS_WEIGHT: f32 = 0.5;
/// Weights whose rows hold nothing larger are left out.
const NOTHING: f32 = 0.02;
/// Most bytes of a model.
const MOST_BYTES: usize = 4_000_000;
const ROW_BYTES: usize = 25;

/// Trains the tagger of a language.
pub(crate) fn run(plan: &Plan) -> Result<(), String> {
    let sets = sets(plan)?;
    let texts = texts(plan, &sets)?;
    let vocabulary = Vocabulary::of(&texts, &plan.lang);
    let gazetteer = plan.gazetteers.join(format!("{}.tsv", plan.lang));
    let table = vocabulary.table(&texts, &plan.lang, &gazetteer, CLUSTERS)?;
    let words = train::pack_words(&table);
    eprintln!("{}: {} texts, {} words, {:.2} MB", plan.lang, texts.len(), table.len(), words.len() as f64 / 1e6);
    let templates = templates(&plan.lang)?;
    let bytes = estimate(plan, &sets, &templates, words.leak())?;
    let path = plan.out.join(format!("tagger.{}.bin", plan.lang));
    fs::create_dir_all(&plan.out).and_then(|()| fs::write(&path, &bytes)).map_err(|e| format!("{}: {e}", path.display()))?;
    println!("{}: {:.2} MB", path.display(), bytes.len() as f64 / 1e6);
    Ok(())
}

fn estimate(plan: &Plan, sets: &[Set], templates: &str, words: &'static [u8]) -> Result<Vec<u8>, String> {
    let filter = filter::train(sets, &|lang| Encoder::new(templates, words, None, lang))?;
    let mut index = Index::default();
    let mut sequences = Vec::new();
    for (set, weight, rows) in sets {
        let (before, mut lost) = (sequences.len(), 0);
        // A text of another language is read with that language's lexicon, but with the words of this one.
        let encoder = Encoder::new(templates, words, Some(&filter), rows.first().map_or("", |r| &r.lang))?;
        for (i, row) in rows.iter().enumerate() {
            lost += encode(&encoder, row, *weight, &mut index, &mut sequences);
            let capitals = data::capitals(row);
            if i % CAPITALS == 0 && capitals.text != row.text {
                encode(&encoder, &capitals, weight * CAPITALS_WEIGHT, &mut index, &mut sequences);
            }
        }
        eprintln!("{}: {set}: {} texts, {} sequences, {lost} names lost", plan.lang, rows.len(), sequences.len() - before);
    }
    let labelled = sequences.len();
    let first = fit(plan, &mut sequences.clone(), index.clone());
    let news = Encoder::new(templates, words, Some(&filter), &plan.lang)?;
    label_news(plan, &news, &first, &mut index, &mut sequences)?;
    eprintln!("{}: {labelled} sequences labelled by readers, {} by the first model", plan.lang, sequences.len() - labelled);
    let (kept, crf) = fit(plan, &mut sequences, index);
    let weights = strongest(kept, crf.weights, &sequences, MOST_BYTES.saturating_sub(words.len()) / ROW_BYTES);
    Ok(train::pack(templates, &filter, words, &crf.transitions, &weights))
}

/// The features that matter most, by their largest weight and, a little, by how often they occur.
fn strongest(features: Vec<u64>, weights: Vec<[f32; LABELS]>, sequences: &[Sequence], room: usize) -> Vec<(u64, [f32; LABELS])> {
    let mut counts = vec![0f32; features.len()];
    sequences.iter().flat_map(|s| s.features.iter().flatten()).for_each(|f| counts[*f as usize] += 1.0);
    let all = features.into_iter().zip(weights).zip(counts).filter(|((_, row), _)| largest(row) > NOTHING);
    let mut ranked: Vec<(f32, (u64, [f32; LABELS]))> = all.map(|(weighted, count)| (largest(&weighted.1) * count.powf(0.3), weighted)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1 .0.cmp(&b.1 .0)));
    ranked.truncate(room.min(MOST_FEATURES));
    ranked.into_iter().map(|r| r.1).collect()
}

/// Weights for sequences, with the features that they belong to.
fn fit(plan: &Plan, sequences: &mut [Sequence], index: Index) -> (Vec<u64>, Crf) {
    let kept = index.prune(sequences);
    let lang = plan.lang.clone();
    let crf = Crf::train(sequences, kept.len(), SETTINGS, |epoch, loss| eprintln!("{lang}: epoch {epoch}: loss {loss:.4}"));
    (kept, crf)
}

/// Adds sequences of news that nobody has labelled, as a first model reads them where it is sure (self-training; Scudder 1965).
fn label_news(plan: &Plan, encoder: &Encoder, first: &(Vec<u64>, Crf), index: &mut Index, sequences: &mut Vec<Sequence>) -> Result<(), String> {
    let known: HashMap<u64, u32> = first.0.iter().enumerate().map(|(i, f)| (*f, i as u32)).collect();
    let mut articles: Vec<(String, String)> = data::articles(&news(plan, &plan.lang))?.into_iter().filter(|a| data::part_of(&a.0) == Part::Train).collect();
    articles.sort();
    for (_, text) in articles {
        for tokens in encoder.sequences(&text) {
            let features: Vec<Vec<u32>> = tokens.iter().map(|t| t.features.iter().filter_map(|f| known.get(f).copied()).collect()).collect();
            let (labels, probability) = first.1.label(&features);
            if probability >= BELIEVED {
                let features = tokens.into_iter().map(|t| t.features.into_iter().map(|f| index.number(f)).collect()).collect();
                sequences.push(Sequence { features, labels, weight: SELF_WEIGHT });
            }
        }
    }
    Ok(())
}

fn largest(row: &[f32; LABELS]) -> f32 {
    row.iter().fold(0.0, |m, w| w.abs().max(m))
}

/// Numbers of features.
#[derive(Default, Clone)]
struct Index {
    numbers: HashMap<u64, u32>,
    features: Vec<u64>,
    counts: Vec<u32>,
}

impl Index {
    fn number(&mut self, feature: u64) -> u32 {
        let next = self.features.len() as u32;
        let number = *self.numbers.entry(feature).or_insert(next);
        if number == next {
            self.features.push(feature);
            self.counts.push(0);
        }
        self.counts[number as usize] += 1;
        number
    }

    /// Takes out rare features and numbers the rest anew; gives these.
    fn prune(self, sequences: &mut [Sequence]) -> Vec<u64> {
        let mut kept = Vec::new();
        let new: Vec<Option<u32>> = (0..self.features.len())
            .map(|i| {
                (self.counts[i] >= LEAST).then(|| {
                    kept.push(self.features[i]);
                    kept.len() as u32 - 1
                })
            })
            .collect();
        for features in sequences.iter_mut().flat_map(|s| &mut s.features) {
            *features = features.iter().filter_map(|f| new[*f as usize]).collect();
        }
        kept
    }
}

/// Adds the sequences of a text; gives how many names no sequence holds.
fn encode(encoder: &Encoder, row: &Labelled, weight: f32, index: &mut Index, sequences: &mut Vec<Sequence>) -> usize {
    let mut names = row.names();
    for tokens in encoder.sequences(&row.text) {
        let place = |(start, end, kind): (usize, usize, usize)| {
            let from = tokens.iter().position(|t| t.start == start || t.inner == start)?;
            let to = tokens.iter().position(|t| t.end == end)? + 1;
            (from < to).then_some((from, to, kind))
        };
        let inside: Vec<(usize, usize, usize)> = names.iter().filter_map(|n| place(*n)).collect();
        names.retain(|n| place(*n).is_none());
        let cut = names.iter().any(|n| tokens.iter().any(|t| t.start < n.1 && n.0 < t.end));
        if !cut {
            let labels = train::encode(tokens.len(), &inside);
            let features = tokens.into_iter().map(|t| t.features.into_iter().map(|f| index.number(f)).collect()).collect();
            sequences.push(Sequence { features, labels, weight });
        }
    }
    names.len()
}

/// Name, weight of its sequences, texts.
type Set = (String, f32, Vec<Labelled>);

/// The sets that `taggers.tsv` names for the language, with their weights.
fn sets(plan: &Plan) -> Result<Vec<Set>, String> {
    let mut sets = Vec::new();
    for row in table("taggers.tsv")? {
        let [lang, set, weight] = &row[..] else { return Err(format!("taggers.tsv: not a set: {row:?}")) };
        if *lang != plan.lang || plan.without.contains(set) {
            continue;
        }
        let rows = match set.as_str() {
            set if set.ends_with(".news") => annotations(plan, &set[..2])?,
            set => data::corpus(&plan.shared.join(format!("ner/train/{set}.train.jsonl")))?,
        };
        sets.push((set.clone(), weight.parse().map_err(|e| format!("taggers.tsv: {weight}: {e}"))?, rows));
    }
    Ok(sets)
}

fn annotations(plan: &Plan, lang: &str) -> Result<Vec<Labelled>, String> {
    data::annotations(&Path::new(HERE).join(format!("annotations/{lang}.tsv")), &news(plan, lang), lang, Part::Train)
}

fn table(name: &str) -> Result<Vec<Vec<String>>, String> {
    let path = Path::new(HERE).join(name);
    let source = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(source.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').map(str::to_owned).collect()).collect())
}

fn templates(lang: &str) -> Result<String, String> {
    let kind = if depeche::tagger::train::is_spaced(lang) { "spaces" } else { "han" };
    let path = Path::new(HERE).join(format!("templates/{kind}.txt"));
    fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
}

fn news(plan: &Plan, lang: &str) -> PathBuf {
    plan.shared.join(format!("news/{lang}.jsonl"))
}

/// Texts to count words in: news, and what the labelled sets for training say.
fn texts(plan: &Plan, sets: &[Set]) -> Result<Vec<String>, String> {
    let mut articles: Vec<(String, String)> = data::articles(&news(plan, &plan.lang))?.into_iter().collect();
    articles.sort();
    let mut texts: Vec<String> = articles.into_iter().map(|a| a.1).collect();
    let rows = sets.iter().flat_map(|s| &s.2).filter(|r| r.lang == plan.lang);
    texts.extend(rows.map(|r| r.text.clone()));
    Ok(texts)
}
