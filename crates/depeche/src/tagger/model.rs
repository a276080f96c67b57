//! Trained weights of a language: read from the bytes that ship, looked up by the hash of a feature.
//!
//! A row is 16 bytes: three of the feature's hash, so that a feature never seen finds nothing, and one signed weight a label.

use super::labels::LABELS;
use super::templates::Templates;
use super::words::Words;

const MAGIC: &[u8] = b"DEPTAG01";
const ROW: usize = 16;
const TAG: usize = 3;
/// Rows looked at before a feature counts as unknown.
const PROBES: usize = 8;

/// A tagger of one language.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) templates: Templates,
    pub(super) words: Words,
    /// Logarithms: `[before][after]`.
    pub(super) transitions: [[f32; LABELS]; LABELS],
    rows: &'static [u8],
    count: u64,
    scale: f32,
}

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
        let templates = Templates::parse(std::str::from_utf8(section()?).ok()?).ok()?;
        let numbers: Vec<f32> = section()?.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let words = Words::read(section()?);
        let rows = section()?;
        let (scale, table) = numbers.split_first()?;
        let mut transitions = [[0.0; LABELS]; LABELS];
        transitions.iter_mut().flatten().zip(table).for_each(|(cell, value)| *cell = *value);
        Some(Model { templates, words, transitions, rows, count: (rows.len() / ROW).saturating_sub(PROBES) as u64, scale: *scale })
    }

    /// Adds the weights of a feature.
    #[inline]
    pub(super) fn add(&self, feature: u64, sums: &mut [i32; LABELS]) {
        let tag = tag(feature);
        let mut at = place(feature, self.count) as usize * ROW;
        for _ in 0..PROBES {
            let Some(row) = self.rows.get(at..at + ROW) else { return };
            if row[..TAG] == tag {
                sums.iter_mut().zip(&row[TAG..]).for_each(|(s, w)| *s += i32::from(*w as i8));
                return;
            }
            if row[..TAG] == [0; TAG] {
                return;
            }
            at += ROW;
        }
    }

    /// Scores from sums of weights.
    pub(super) fn scores(&self, sums: &[i32; LABELS]) -> Scores {
        sums.map(|s| s as f32 * self.scale)
    }
}

fn tag(feature: u64) -> [u8; TAG] {
    let b = (feature as u32 | 1).to_le_bytes();
    [b[0], b[1], b[2]]
}

fn place(feature: u64, count: u64) -> u64 {
    ((feature >> 32) * count) >> 32
}

/// The bytes of a model: weights by feature, quantised.
pub(super) fn pack(templates: &str, words: &[u8], transitions: &[[f32; LABELS]; LABELS], weights: &[(u64, [f32; LABELS])]) -> Vec<u8> {
    let largest = weights.iter().flat_map(|w| w.1).fold(0f32, |m, w| m.max(w.abs())).clamp(1e-3, MOST);
    let scale = largest / 127.0;
    let mut numbers = scale.to_le_bytes().to_vec();
    numbers.extend(transitions.iter().flatten().flat_map(|t| t.to_le_bytes()));
    let mut out = MAGIC.to_vec();
    for section in [templates.as_bytes(), &numbers, words, &rows(weights, scale)] {
        out.extend((section.len() as u32).to_le_bytes());
        out.extend(section);
    }
    out
}

/// Weights beyond this are cut, so that the rest keeps its precision.
const MOST: f32 = 4.0;

fn rows(weights: &[(u64, [f32; LABELS])], scale: f32) -> Vec<u8> {
    let count = (weights.len() * 5 / 4).max(64) as u64;
    let mut rows = vec![0u8; (count as usize + PROBES) * ROW];
    for (feature, row) in weights {
        let first = place(*feature, count) as usize;
        let free = |at: &usize| rows[at * ROW..at * ROW + TAG] == [0; TAG];
        if let Some(at) = (first..first + PROBES).find(free) {
            rows[at * ROW..at * ROW + TAG].copy_from_slice(&tag(*feature));
            let quantised = row.map(|w| (w / scale).round().clamp(-127.0, 127.0) as i8 as u8);
            rows[at * ROW + TAG..(at + 1) * ROW].copy_from_slice(&quantised);
        }
    }
    rows
}
