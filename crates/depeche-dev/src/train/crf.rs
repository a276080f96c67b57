//! Estimates the weights of a linear-chain conditional random field by AdaGrad (Duchi, Hazan and Singer 2011), with a quadratic penalty.

use depeche::tagger::train::{ends, follows, starts, LABELS};

/// A labelled sequence: per token the indices of its features and its label.
#[derive(Debug, Clone)]
pub(crate) struct Sequence {
    pub(crate) features: Vec<Vec<u32>>,
    pub(crate) labels: Vec<u8>,
    pub(crate) weight: f32,
}

/// Settings of an estimation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) penalty: f32,
    pub(crate) seed: u64,
}

type Row = [f32; LABELS];

/// Weights and what AdaGrad remembers of each.
pub(crate) struct Crf {
    pub(crate) weights: Vec<Row>,
    pub(crate) transitions: [Row; LABELS],
    squares: Vec<Row>,
    transition_squares: [Row; LABELS],
    /// Share of the penalty that one occurrence of a feature bears.
    shares: Vec<f32>,
    settings: Settings,
}

const FLOOR: f32 = 1e-2;

impl Crf {
    /// Estimates weights for features numbered below `features`.
    pub(crate) fn train(sequences: &[Sequence], features: usize, settings: Settings, progress: impl Fn(usize, f64)) -> Crf {
        let mut counts = vec![0f32; features];
        sequences.iter().flat_map(|s| s.features.iter().flatten()).for_each(|f| counts[*f as usize] += 1.0);
        let mut crf = Crf {
            weights: vec![[0.0; LABELS]; features],
            transitions: [[0.0; LABELS]; LABELS],
            squares: vec![[FLOOR; LABELS]; features],
            transition_squares: [[FLOOR; LABELS]; LABELS],
            shares: counts.iter().map(|c| settings.penalty / c.max(1.0)).collect(),
            settings,
        };
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        let mut random = Random(settings.seed);
        for epoch in 0..settings.epochs {
            random.shuffle(&mut order);
            let loss: f64 = order.iter().map(|i| crf.step(&sequences[*i])).sum();
            progress(epoch, loss / sequences.len().max(1) as f64);
        }
        crf
    }

    /// The likeliest labels of a sequence, and their probability.
    pub(crate) fn label(&self, features: &[Vec<u32>]) -> (Vec<u8>, f64) {
        let scores: Vec<Row> = features.iter().map(|f| self.scores(f)).collect();
        let labels = path(&self.transitions, &scores);
        let loss = Marginals::of(&self.transitions, &scores).loss(&self.transitions, &scores, &labels);
        (labels, (-loss).exp())
    }

    fn step(&mut self, sequence: &Sequence) -> f64 {
        let scores: Vec<Row> = sequence.features.iter().map(|f| self.scores(f)).collect();
        let marginals = Marginals::of(&self.transitions, &scores);
        for (t, features) in sequence.features.iter().enumerate() {
            let mut gradient = marginals.single(t);
            gradient[usize::from(sequence.labels[t])] -= 1.0;
            gradient.iter_mut().for_each(|g| *g *= sequence.weight);
            self.update(features, &gradient);
        }
        self.update_transitions(sequence, &marginals);
        marginals.loss(&self.transitions, &scores, &sequence.labels) * f64::from(sequence.weight)
    }

    fn scores(&self, features: &[u32]) -> Row {
        let mut sums = [0.0; LABELS];
        for f in features {
            sums.iter_mut().zip(&self.weights[*f as usize]).for_each(|(s, w)| *s += w);
        }
        sums
    }

    fn update(&mut self, features: &[u32], gradient: &Row) {
        if gradient.iter().all(|g| g.abs() < 1e-4) {
            return;
        }
        let rate = self.settings.rate;
        for f in features.iter().map(|f| *f as usize) {
            let share = self.shares[f];
            let rows = self.weights[f].iter_mut().zip(&mut self.squares[f]).zip(gradient);
            rows.for_each(|((w, s), g)| {
                let g = g + share * *w;
                *s += g * g;
                *w -= rate * g / s.sqrt();
            });
        }
    }

    fn update_transitions(&mut self, sequence: &Sequence, marginals: &Marginals) {
        for t in 1..sequence.labels.len() {
            let mut gradient = marginals.pair(&self.transitions, t);
            gradient[usize::from(sequence.labels[t - 1])][usize::from(sequence.labels[t])] -= 1.0;
            for ((weights, squares), row) in self.transitions.iter_mut().zip(&mut self.transition_squares).zip(&gradient) {
                for ((w, s), g) in weights.iter_mut().zip(squares).zip(row) {
                    let g = g * sequence.weight;
                    *s += g * g;
                    *w -= self.settings.rate * g / s.sqrt();
                }
            }
        }
    }
}

/// The likeliest labels, by Viterbi's algorithm.
fn path(transitions: &[Row; LABELS], scores: &[Row]) -> Vec<u8> {
    let mut best: Row = std::array::from_fn(|l| if starts(l) { scores[0][l] } else { f32::NEG_INFINITY });
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    for row in &scores[1..] {
        let step = |after: usize| {
            let from = (0..LABELS).filter(|before| follows(*before, after)).map(|before| (best[before] + transitions[before][after], before as u8));
            from.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f32::NEG_INFINITY, 0))
        };
        let steps: [(f32, u8); LABELS] = std::array::from_fn(step);
        back.push(steps.map(|s| s.1));
        best = std::array::from_fn(|l| steps[l].0 + row[l]);
    }
    let last = (0..LABELS).filter(|l| ends(*l)).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(0) as u8;
    let mut path = vec![last];
    path.extend(back.iter().rev().scan(last, |label, from| {
        *label = from[usize::from(*label)];
        Some(*label)
    }));
    path.reverse();
    path
}

/// Forward and backward sums of a sequence, scaled at each token.
struct Marginals {
    factors: Vec<Row>,
    most: Vec<f32>,
    scales: Vec<f32>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    /// What of the last forward row may end a sequence.
    whole: f32,
}

impl Marginals {
    fn of(transitions: &[Row; LABELS], scores: &[Row]) -> Self {
        let steps = exponentials(transitions);
        let most: Vec<f32> = scores.iter().map(|r| r.iter().fold(f32::NEG_INFINITY, |m, s| m.max(*s))).collect();
        let factors: Vec<Row> = scores.iter().zip(&most).map(|(r, m)| r.map(|s| (s - m).exp())).collect();
        let (mut forward, mut scales): (Vec<Row>, Vec<f32>) = (Vec::new(), Vec::new());
        for (t, factor) in factors.iter().enumerate() {
            let mut row: Row = match t {
                0 => std::array::from_fn(|l| if starts(l) { 1.0 } else { 0.0 }),
                _ => std::array::from_fn(|after| (0..LABELS).map(|before| forward[t - 1][before] * steps[before][after]).sum()),
            };
            row.iter_mut().zip(factor).for_each(|(r, f)| *r *= f);
            let scale = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|r| *r /= scale);
            scales.push(scale);
            forward.push(row);
        }
        let last = factors.len() - 1;
        let whole = (0..LABELS).filter(|l| ends(*l)).map(|l| forward[last][l]).sum::<f32>().max(f32::MIN_POSITIVE);
        let mut backward = vec![[0.0; LABELS]; factors.len()];
        (0..LABELS).filter(|l| ends(*l)).for_each(|l| backward[last][l] = 1.0 / whole);
        for t in (0..last).rev() {
            let next: Row = std::array::from_fn(|l| backward[t + 1][l] * factors[t + 1][l] / scales[t + 1]);
            backward[t] = std::array::from_fn(|before| (0..LABELS).map(|after| steps[before][after] * next[after]).sum());
        }
        Marginals { factors, most, scales, forward, backward, whole }
    }

    fn single(&self, t: usize) -> Row {
        std::array::from_fn(|l| self.forward[t][l] * self.backward[t][l])
    }

    /// Probabilities of the labels of tokens `t - 1` and `t` together.
    fn pair(&self, transitions: &[Row; LABELS], t: usize) -> [Row; LABELS] {
        let steps = exponentials(transitions);
        let next: Row = std::array::from_fn(|l| self.backward[t][l] * self.factors[t][l] / self.scales[t]);
        std::array::from_fn(|before| std::array::from_fn(|after| self.forward[t - 1][before] * steps[before][after] * next[after]))
    }

    /// Negative logarithm of the probability of labels.
    fn loss(&self, transitions: &[Row; LABELS], scores: &[Row], labels: &[u8]) -> f64 {
        let all: f64 = self.scales.iter().zip(&self.most).map(|(s, m)| f64::from(s.ln() + m)).sum::<f64>() + f64::from(self.whole.ln());
        let own: f64 = labels.iter().enumerate().map(|(t, l)| f64::from(scores[t][usize::from(*l)])).sum();
        let steps: f64 = labels.windows(2).map(|p| f64::from(transitions[usize::from(p[0])][usize::from(p[1])])).sum();
        all - own - steps
    }
}

fn exponentials(transitions: &[Row; LABELS]) -> [Row; LABELS] {
    std::array::from_fn(|before| std::array::from_fn(|after| if follows(before, after) { transitions[before][after].exp() } else { 0.0 }))
}

/// A small generator of pseudo-random numbers (Marsaglia's xorshift), so that training is the same everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
