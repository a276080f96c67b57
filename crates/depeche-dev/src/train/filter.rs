//! Trains the filter: a logistic regression that tells tokens which surely are in no name.

use super::crf::Random;
use super::Set;
use depeche::tagger::train::{self, Encoder, FILTER_SIZE};

const EPOCHS: usize = 4;
const RATE: f32 = 0.1;
/// Share of the tokens in names that the filter may drop.
const DROPPED: f64 = 0.003;
const SEED: u64 = 0x00f1_17e5;

/// Numbers of a token's weights, whether it is in a name.
type Example = (Vec<u32>, bool);

/// Trains on the tokens of the sets and gives the filter's bytes.
pub(super) fn train(sets: &[Set], encoder: &dyn Fn(&str) -> Result<Encoder, String>) -> Result<Vec<u8>, String> {
    let mut examples: Vec<Example> = Vec::new();
    for (_, _, rows) in sets {
        let encoder = encoder(rows.first().map_or("", |r| &r.lang))?;
        for row in rows {
            let names = row.names();
            let tokens = encoder.sequences(&row.text).into_iter().flatten().filter(|t| !t.filter.is_empty());
            examples.extend(tokens.map(|t| (t.filter, names.iter().any(|n| n.0 < t.end && t.start < n.1))));
        }
    }
    let weights = regress(&examples);
    Ok(train::pack_filter(&weights, threshold(&examples, &weights)))
}

fn score(numbers: &[u32], weights: &[f32]) -> f32 {
    numbers.iter().map(|n| weights[*n as usize]).sum()
}

fn regress(examples: &[Example]) -> Vec<f32> {
    let (mut weights, mut squares) = (vec![0f32; FILTER_SIZE], vec![1e-2f32; FILTER_SIZE]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(SEED);
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for (numbers, is_name) in order.iter().map(|i| &examples[*i]) {
            let error = 1.0 / (1.0 + (-score(numbers, &weights)).exp()) - f32::from(u8::from(*is_name));
            for n in numbers.iter().map(|n| *n as usize) {
                squares[n] += error * error;
                weights[n] -= RATE * error / squares[n].sqrt();
            }
        }
    }
    weights
}

/// The score below which few enough tokens of names lie.
fn threshold(examples: &[Example], weights: &[f32]) -> f32 {
    let mut scores: Vec<f32> = examples.iter().filter(|e| e.1).map(|e| score(&e.0, weights)).collect();
    scores.sort_by(f32::total_cmp);
    let least = scores.get((scores.len() as f64 * DROPPED) as usize).copied().unwrap_or(0.0);
    let passing = examples.iter().filter(|e| score(&e.0, weights) >= least).count();
    eprintln!("filter: {} of {} tokens pass, {} are in names", passing, examples.len(), scores.len());
    least
}
