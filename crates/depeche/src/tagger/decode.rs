//! From scores of labels to names with probabilities: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001).
//! The likeliest sequence by Viterbi's algorithm; its names' probabilities by forward and backward sums.

use super::labels::{ends, follows, kind, label_at, part, starts, BEGIN, LABELS, LAST, OUTSIDE, UNIT};
use super::model::Scores;

/// A name in a stretch of tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Index into [`super::labels::TYPES`].
    pub(super) kind: usize,
    /// Probability of exactly this name.
    pub(super) probability: f64,
}

/// Which label may follow which, with the weight of doing so.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    weights: [[f32; LABELS]; LABELS],
    factors: [[f32; LABELS]; LABELS],
}

/// What decoding finds in a stretch.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub(super) names: Vec<Found>,
    /// Probability of each token to be in no name.
    pub(super) outside: Vec<f32>,
}

impl Chain {
    pub(super) fn new(transitions: &[[f32; LABELS]; LABELS]) -> Self {
        let mut chain = Chain { weights: [[f32::NEG_INFINITY; LABELS]; LABELS], factors: [[0.0; LABELS]; LABELS] };
        for (before, row) in transitions.iter().enumerate() {
            for (after, weight) in row.iter().enumerate().filter(|(after, _)| follows(before, *after)) {
                chain.weights[before][after] = *weight;
                chain.factors[before][after] = weight.exp();
            }
        }
        chain
    }

    /// Finds the names of a stretch.
    pub(super) fn decode(&self, scores: &[Scores]) -> Decoded {
        let path = self.path(scores);
        let sums = Sums::of(self, scores);
        let names = names(&path).into_iter().map(|(from, to, kind)| Found { from, to, kind, probability: sums.probability(self, from, to, kind) });
        Decoded { names: names.collect(), outside: (0..scores.len()).map(|t| sums.forward[t][OUTSIDE] * sums.backward[t][OUTSIDE]).collect() }
    }

    /// The likeliest labels.
    fn path(&self, scores: &[Scores]) -> Vec<usize> {
        let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
        let mut best = [f32::NEG_INFINITY; LABELS];
        let Some(first) = scores.first() else { return Vec::new() };
        (0..LABELS).filter(|l| starts(*l)).for_each(|l| best[l] = first[l]);
        for row in &scores[1..] {
            let mut from = [0u8; LABELS];
            let mut next = [f32::NEG_INFINITY; LABELS];
            for after in 0..LABELS {
                for (before, reached) in best.iter().enumerate() {
                    let score = reached + self.weights[before][after];
                    if score > next[after] {
                        (next[after], from[after]) = (score, before as u8);
                    }
                }
                next[after] += row[after];
            }
            back.push(from);
            best = next;
        }
        let last = (0..LABELS).filter(|l| ends(*l)).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(OUTSIDE);
        let mut path = vec![last];
        path.extend(back.iter().rev().scan(last, |label, from| {
            *label = usize::from(from[*label]);
            Some(*label)
        }));
        path.reverse();
        path
    }
}

/// The names in a sequence of labels.
fn names(path: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for (i, l) in path.iter().enumerate().filter(|(_, l)| **l != OUTSIDE) {
        if part(*l) == BEGIN || part(*l) == UNIT {
            from = i;
        }
        if part(*l) >= LAST {
            found.push((from, i + 1, kind(*l)));
        }
    }
    found
}

/// Forward and backward sums, scaled at each token to add up to one.
struct Sums {
    factors: Vec<Scores>,
    scales: Vec<f32>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
}

impl Sums {
    fn of(chain: &Chain, scores: &[Scores]) -> Self {
        let factors: Vec<Scores> = scores.iter().map(exponentials).collect();
        let mut sums = Sums { scales: Vec::with_capacity(scores.len()), forward: Vec::with_capacity(scores.len()), backward: Vec::new(), factors };
        for t in 0..scores.len() {
            sums.advance(chain, t);
        }
        sums.go_back(chain);
        sums
    }

    fn advance(&mut self, chain: &Chain, t: usize) {
        let mut row = [0.0; LABELS];
        match t.checked_sub(1) {
            None => (0..LABELS).filter(|l| starts(*l)).for_each(|l| row[l] = 1.0),
            Some(before) => {
                for (value, factors) in self.forward[before].iter().zip(&chain.factors) {
                    row.iter_mut().zip(factors).for_each(|(r, f)| *r += value * f);
                }
            }
        }
        row.iter_mut().zip(&self.factors[t]).for_each(|(r, f)| *r *= f);
        let scale = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        row.iter_mut().for_each(|r| *r /= scale);
        self.scales.push(scale);
        self.forward.push(row);
    }

    fn go_back(&mut self, chain: &Chain) {
        let length = self.forward.len();
        self.backward = vec![[0.0; LABELS]; length];
        let Some(last) = length.checked_sub(1) else { return };
        (0..LABELS).filter(|l| ends(*l)).for_each(|l| self.backward[last][l] = 1.0);
        // A sequence must end outside of names or with their last token: what cannot end is no part of the whole.
        let whole: f32 = self.forward[last].iter().zip(&self.backward[last]).map(|(f, b)| f * b).sum();
        self.backward[last].iter_mut().for_each(|b| *b /= whole.max(f32::MIN_POSITIVE));
        for t in (0..last).rev() {
            let next: Scores = std::array::from_fn(|l| self.backward[t + 1][l] * self.factors[t + 1][l] / self.scales[t + 1]);
            self.backward[t] = std::array::from_fn(|l| chain.factors[l].iter().zip(&next).map(|(f, n)| f * n).sum());
        }
    }

    /// Probability that exactly the tokens `from..to` are a name of a kind.
    fn probability(&self, chain: &Chain, from: usize, to: usize, kind: usize) -> f64 {
        let part_of = |i: usize| label_at(i, from, to, kind);
        let inner = (from + 1..to).map(|i| f64::from(chain.factors[part_of(i - 1)][part_of(i)] * self.factors[i][part_of(i)] / self.scales[i]));
        let probability = f64::from(self.forward[from][part_of(from)]) * inner.product::<f64>() * f64::from(self.backward[to - 1][part_of(to - 1)]);
        probability.clamp(0.0, 1.0)
    }
}

fn exponentials(scores: &Scores) -> Scores {
    let most = scores.iter().fold(f32::NEG_INFINITY, |m, s| m.max(*s));
    scores.map(|s| (s - most).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brute_force(chain: &Chain, scores: &[Scores]) -> (Vec<usize>, f64) {
        let mut best = (Vec::new(), f64::NEG_INFINITY);
        let (mut total, mut unit) = (0.0, 0.0);
        for code in 0..LABELS.pow(scores.len() as u32) {
            let labels: Vec<usize> = (0..scores.len()).map(|t| code / LABELS.pow(t as u32) % LABELS).collect();
            let allowed = starts(labels[0]) && ends(labels[scores.len() - 1]) && labels.windows(2).all(|p| follows(p[0], p[1]));
            if !allowed {
                continue;
            }
            let steps: f64 = labels.windows(2).map(|p| f64::from(chain.weights[p[0]][p[1]])).sum();
            let score = steps + labels.iter().enumerate().map(|(t, l)| f64::from(scores[t][*l])).sum::<f64>();
            total += score.exp();
            unit += if labels[1] == label_at(1, 1, 2, 0) { score.exp() } else { 0.0 };
            if score > best.1 {
                best = (labels, score);
            }
        }
        (best.0, unit / total)
    }

    #[test]
    fn sums_and_path_are_those_of_all_sequences() {
        let value = |i: usize| ((i * 7919 + 13) % 101) as f32 / 40.0 - 1.2;
        let chain = Chain::new(&std::array::from_fn(|b| std::array::from_fn(|a| value(b * LABELS + a))));
        let scores: Vec<Scores> = (0..4).map(|t| std::array::from_fn(|l| value(1000 + t * LABELS + l))).collect();
        let (path, unit) = brute_force(&chain, &scores);
        assert_eq!(chain.path(&scores), path);
        let probability = Sums::of(&chain, &scores).probability(&chain, 1, 2, 0);
        assert!((probability - unit).abs() < 1e-4, "{probability} {unit}");
    }
}
