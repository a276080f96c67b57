//! Distributional clusters of words: words with like neighbours are alike. Positive pointwise mutual information with the most frequent
//! words on either side, then spherical k-means (Dhillon and Modha 2001).

use super::crf::Random;
use depeche::tagger::train::count_words;
use std::collections::{BTreeMap, HashMap};

/// Words whose presence beside a word is counted.
const NEIGHBOURS: usize = 1000;
/// Least count of a word that is clustered.
const LEAST: u32 = 6;
const ROUNDS: usize = 12;
const SEED: u64 = 0x5eed;

type Vector = Vec<(u32, f32)>;

/// The cluster of every word frequent enough; `stem` takes off clitics.
pub(super) fn clusters(texts: &[String], lang: &str, count: usize, stem: &dyn Fn(&str) -> String) -> HashMap<String, u32> {
    let mut stems: HashMap<String, u32> = HashMap::new();
    let mut names: Vec<String> = Vec::new();
    let mut sentences: Vec<Vec<u32>> = Vec::new();
    let mut folded: HashMap<String, u32> = HashMap::new();
    for text in texts {
        count_words(text, lang, |words| {
            let ids = words.iter().filter(|w| !w.ideograph).map(|w| {
                if let Some(id) = folded.get(w.word) {
                    return *id;
                }
                let s = stem(w.word);
                let id = *stems.entry(s.clone()).or_insert_with(|| {
                    names.push(s);
                    names.len() as u32 - 1
                });
                folded.insert(w.word.to_owned(), id);
                id
            });
            sentences.push(ids.collect());
        });
    }
    let vectors = vectors(&sentences, names.len());
    let assigned = k_means(&vectors, count);
    assigned.into_iter().map(|(word, cluster)| (names[word as usize].clone(), cluster)).collect()
}

/// Words with the normalised vector of their neighbours.
fn vectors(sentences: &[Vec<u32>], words: usize) -> Vec<(u32, Vector)> {
    let mut counts = vec![0u32; words];
    sentences.iter().flatten().for_each(|w| counts[*w as usize] += 1);
    let mut frequent: Vec<u32> = (0..words as u32).collect();
    frequent.sort_by_key(|w| (std::cmp::Reverse(counts[*w as usize]), *w));
    let rank: HashMap<u32, u32> = frequent.iter().take(NEIGHBOURS).enumerate().map(|(i, w)| (*w, i as u32)).collect();
    // In order, so that sums come out the same every time.
    let mut together: BTreeMap<u32, BTreeMap<u32, f32>> = BTreeMap::new();
    let mut dimensions = vec![0f32; 2 * NEIGHBOURS + 2];
    for sentence in sentences {
        for (i, word) in sentence.iter().enumerate().filter(|(_, w)| counts[**w as usize] >= LEAST) {
            let side = |at: Option<&u32>, edge: u32| at.map_or(Some(2 * NEIGHBOURS as u32 + edge), |w| rank.get(w).map(|r| r * 2 + edge));
            let left = side(i.checked_sub(1).and_then(|j| sentence.get(j)), 0);
            let right = side(sentence.get(i + 1), 1);
            for dimension in [left, right].into_iter().flatten() {
                *together.entry(*word).or_default().entry(dimension).or_default() += 1.0;
                dimensions[dimension as usize] += 1.0;
            }
        }
    }
    let total: f32 = dimensions.iter().sum();
    let mut vectors: Vec<(u32, Vector)> = together.into_iter().map(|(word, row)| (word, information(row, &dimensions, total))).collect();
    vectors.sort_by_key(|v| (std::cmp::Reverse(counts[v.0 as usize]), v.0));
    vectors
}

fn information(row: BTreeMap<u32, f32>, dimensions: &[f32], total: f32) -> Vector {
    let own: f32 = row.values().sum();
    let mut vector: Vector =
        row.into_iter().map(|(d, n)| (d, (n * total / (own * dimensions[d as usize])).ln().max(0.0) * n.sqrt().min(4.0))).filter(|v| v.1 > 0.0).collect();
    vector.sort_by_key(|v| v.0);
    let length = vector.iter().map(|v| v.1 * v.1).sum::<f32>().sqrt().max(1e-6);
    vector.iter_mut().for_each(|v| v.1 /= length);
    vector
}

fn k_means(vectors: &[(u32, Vector)], count: usize) -> Vec<(u32, u32)> {
    let mut random = Random(SEED);
    let pool = vectors.len().min(count * 8);
    let mut seeds: Vec<usize> = (0..pool).collect();
    random.shuffle(&mut seeds);
    let mut centres: Vec<Vec<f32>> = seeds.iter().take(count).map(|i| dense(&vectors[*i].1)).collect();
    let mut assigned = vec![0u32; vectors.len()];
    for _ in 0..ROUNDS {
        for (a, (_, vector)) in assigned.iter_mut().zip(vectors) {
            let likeness: Vec<f32> = centres.iter().map(|c| vector.iter().map(|(d, v)| c[*d as usize] * v).sum()).collect();
            *a = (0..centres.len()).max_by(|x, y| likeness[*x].total_cmp(&likeness[*y])).unwrap_or(0) as u32;
        }
        centres = means(vectors, &assigned, centres.len());
    }
    vectors.iter().map(|v| v.0).zip(assigned).collect()
}

fn dense(vector: &Vector) -> Vec<f32> {
    let mut all = vec![0.0; 2 * NEIGHBOURS + 2];
    vector.iter().for_each(|(d, v)| all[*d as usize] = *v);
    all
}

fn means(vectors: &[(u32, Vector)], assigned: &[u32], count: usize) -> Vec<Vec<f32>> {
    let mut centres = vec![vec![0.0; 2 * NEIGHBOURS + 2]; count];
    for ((_, vector), a) in vectors.iter().zip(assigned) {
        vector.iter().for_each(|(d, v)| centres[*a as usize][*d as usize] += v);
    }
    for centre in &mut centres {
        let length = centre.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-6);
        centre.iter_mut().for_each(|v| *v /= length);
    }
    centres
}
