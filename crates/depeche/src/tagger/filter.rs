//! A first look at each token that could be part of a name: a logistic regression on few features, whose weights stay in the
//! processor's nearest cache, tells tokens that surely are not, so that the random field need not read them.

use super::atoms::Atoms;
use super::templates::Templates;

/// Number of weights; features that share one are told apart by their others.
pub const SIZE: usize = 1 << 15;

/// A trained filter.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    templates: Templates,
    weights: Vec<i8>,
    /// Least sum of weights of a token that is read.
    least: i32,
}

impl Filter {
    /// Reads what [`pack`] wrote.
    pub(super) fn read(templates: &str, bytes: &[u8]) -> Option<Self> {
        let (least, weights) = bytes.split_first_chunk::<4>()?;
        let weights: Vec<i8> = weights.iter().map(|b| *b as i8).collect();
        (weights.len() == SIZE).then_some(())?;
        Some(Filter { templates: Templates::parse(templates).ok()?, weights, least: i32::from_le_bytes(*least) })
    }

    /// A filter that lets everything pass, for training.
    pub(super) fn open(templates: &str) -> Result<Self, String> {
        Ok(Filter { templates: Templates::parse(templates)?, weights: vec![0; SIZE], least: 0 })
    }

    /// Numbers of the weights that a token has.
    pub(super) fn numbers(&self, atoms: &Atoms, i: usize, paragraph: (usize, usize)) -> Vec<u32> {
        let mut numbers = Vec::new();
        self.templates.features(atoms, i, paragraph, |f| numbers.push((f as usize % SIZE) as u32));
        numbers
    }

    /// Whether a token may be part of a name.
    #[inline]
    pub(super) fn passes(&self, atoms: &Atoms, i: usize, paragraph: (usize, usize)) -> bool {
        let mut sum = 0;
        self.templates.features(atoms, i, paragraph, |f| sum += i32::from(self.weights[f as usize % SIZE]));
        sum >= self.least
    }
}

/// The bytes of a filter; `weights` and `least` in the same unit.
pub(super) fn pack(weights: &[f32], least: f32) -> Vec<u8> {
    let largest = weights.iter().fold(1e-3f32, |m, w| m.max(w.abs()));
    let quantised = |w: f32| (w / largest * 127.0).round();
    let mut bytes = (quantised(least).floor() as i32).to_le_bytes().to_vec();
    bytes.extend((0..SIZE).map(|i| weights.get(i).map_or(0, |w| quantised(*w) as i8 as u8)));
    bytes
}
