//! Trained weights of a language: read from the bytes that ship, looked up by the hash of a feature.
//!
//! Weights are kept in buckets of one cache line: four features, each with two bytes of its hash, so that a feature never seen finds
//! nothing, and one signed weight a label.

use super::filter::Filter;
use super::labels::LABELS;
use super::templates::{self, Templates};
use super::words::Words;

const MAGIC: &[u8] = b"DEPTAG01";
const SLOTS: usize = 4;
const LANES: usize = 14;
/// Buckets looked at before a feature counts as unknown; after one that is not full nothing can follow.
const PROBES: usize = 4;

/// Four features. Tag 0: free.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Bucket {
    tags: [u16; SLOTS],
    weights: [[i8; LANES]; SLOTS],
}

const BUCKET: usize = 64;

/// A tagger of one language.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) templates: Templates,
    pub(super) filter: Filter,
    pub(super) words: Words,
    /// Logarithms: `[before][after]`.
    pub(super) transitions: [[f32; LABELS]; LABELS],
    buckets: Vec<Bucket>,
    scale: f32,
}

/// Sums of weights as they are stored; a token has at most two hundred features.
pub(super) type Sums = [i16; LANES];

/// Scores of the labels of one token.
pub(super) type Scores = [f32; LABELS];

impl Model {
    /// Reads what [`pack`] wrote; `None` for other bytes.
    pub(super) fn read(bytes: &'static [u8]) -> Option<Model> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut section = || {
            let (length, tail) = rest.split_first_chunk::<4>()?;
            let (section, tail) = tail.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = tail;
            Some(section)
        };
        let (first, templates) = templates::split(std::str::from_utf8(section()?).ok()?);
        let templates = Templates::parse(&templates).ok()?;
        let filter = Filter::read(&first, section()?)?;
        let numbers: Vec<f32> = section()?.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let words = Words::read(section()?);
        let buckets: Vec<Bucket> = section()?.chunks_exact(BUCKET).map(Bucket::read).collect();
        let (scale, table) = numbers.split_first()?;
        let mut transitions = [[0.0; LABELS]; LABELS];
        transitions.iter_mut().flatten().zip(table).for_each(|(cell, value)| *cell = *value);
        (buckets.len() > PROBES).then_some(Model { templates, filter, words, transitions, buckets, scale: *scale })
    }

    /// Adds up the weights of a token's features.
    #[inline]
    pub(super) fn sum(&self, features: &[u64]) -> Sums {
        // All buckets are touched before any is looked into: the processor fetches them side by side.
        let touched = features.iter().fold(0, |all, f| all ^ self.buckets[self.place(*f)].tags[0]);
        std::hint::black_box(touched);
        let mut sums = Sums::default();
        features.iter().for_each(|f| self.add(*f, &mut sums));
        sums
    }

    #[inline]
    fn add(&self, feature: u64, sums: &mut Sums) {
        let (tag, first) = (tag(feature), self.place(feature));
        for bucket in &self.buckets[first..first + PROBES] {
            if let Some(slot) = (0..SLOTS).find(|s| bucket.tags[*s] == tag) {
                sums.iter_mut().zip(&bucket.weights[slot]).for_each(|(s, w)| *s += i16::from(*w));
                return;
            }
            if bucket.tags[SLOTS - 1] == 0 {
                return;
            }
        }
    }

    #[inline]
    fn place(&self, feature: u64) -> usize {
        place(feature, self.buckets.len() - PROBES)
    }

    /// Scores from sums of weights.
    pub(super) fn scores(&self, sums: &Sums) -> Scores {
        std::array::from_fn(|l| f32::from(sums[l]) * self.scale)
    }
}

impl Bucket {
    const FREE: Bucket = Bucket { tags: [0; SLOTS], weights: [[0; LANES]; SLOTS] };

    fn read(bytes: &[u8]) -> Bucket {
        let tag = |s: usize| u16::from_le_bytes([bytes[s * 2], bytes[s * 2 + 1]]);
        let weight = |s: usize, l: usize| bytes[SLOTS * 2 + s * LANES + l] as i8;
        Bucket { tags: std::array::from_fn(tag), weights: std::array::from_fn(|s| std::array::from_fn(|l| weight(s, l))) }
    }

    fn bytes(&self) -> impl Iterator<Item = u8> + '_ {
        self.tags.iter().flat_map(|t| t.to_le_bytes()).chain(self.weights.iter().flatten().map(|w| *w as u8))
    }
}

fn tag(feature: u64) -> u16 {
    feature as u16 | 1
}

fn place(feature: u64, buckets: usize) -> usize {
    (((feature >> 32) * buckets as u64) >> 32) as usize
}

/// The bytes of a model: weights by feature, quantised.
pub(super) fn pack(templates: &str, filter: &[u8], words: &[u8], transitions: &[[f32; LABELS]; LABELS], weights: &[(u64, [f32; LABELS])]) -> Vec<u8> {
    let largest = weights.iter().flat_map(|w| w.1).fold(0f32, |m, w| m.max(w.abs())).clamp(1e-3, MOST);
    let scale = largest / 127.0;
    let mut numbers = scale.to_le_bytes().to_vec();
    numbers.extend(transitions.iter().flatten().flat_map(|t| t.to_le_bytes()));
    let mut out = MAGIC.to_vec();
    for section in [templates.as_bytes(), filter, &numbers, words, &rows(weights, scale)] {
        out.extend((section.len() as u32).to_le_bytes());
        out.extend(section);
    }
    out
}

/// Weights beyond this are cut, so that the rest keeps its precision.
const MOST: f32 = 4.0;

/// Shares of slots that stay free, so that most buckets end a search.
const FREE: f64 = 0.35;

fn rows(weights: &[(u64, [f32; LABELS])], scale: f32) -> Vec<u8> {
    let count = (weights.len() as f64 / SLOTS as f64 / (1.0 - FREE)).ceil() as usize + 1;
    let mut buckets = vec![Bucket::FREE; count + PROBES];
    for (feature, row) in weights {
        let first = place(*feature, count);
        let free = (first..first + PROBES).find_map(|b| Some((b, buckets[b].tags.iter().position(|t| *t == 0)?)));
        // Where four buckets are full a feature is left out: the weights come with the largest first.
        if let Some((bucket, slot)) = free {
            buckets[bucket].tags[slot] = tag(*feature);
            let quantised = |l: usize| row.get(l).map_or(0, |w| (w / scale).round().clamp(-127.0, 127.0) as i8);
            buckets[bucket].weights[slot] = std::array::from_fn(quantised);
        }
    }
    buckets.iter().flat_map(|b| b.bytes().collect::<Vec<_>>()).collect()
}
