//! The trained tagger at work: from stretches of tokens to candidates with probabilities.

use super::atoms::{self, Atoms};
use super::decode::{Decoded, Found};
use super::labels::TYPES;
use super::models::Tagger;
use super::stretches::{signs, stretches, wanted, Stretch};
use super::{orgword_in, Candidate, Context};
use crate::registry::Segmentation;

/// What the tagger says of a text.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Names, in the order of the text, without overlap.
    pub(crate) names: Vec<Candidate>,
    /// Per token: the probability that it is in no name.
    pub(crate) outside: Vec<f32>,
}

/// Reads a text.
pub(super) fn read(c: &Context<'_>, tagger: &Tagger, segmentation: Segmentation) -> Reading {
    let signs = signs(c);
    let atoms = atoms::atoms(c, &tagger.model.words, segmentation, &wanted(c, &signs));
    let stretches = stretches(c, &signs, segmentation, |i, paragraph| tagger.model.filter.passes(&atoms, i, paragraph));
    let mut reading = Reading { names: Vec::new(), outside: vec![1.0; c.view.tokens.len()] };
    for stretch in &stretches {
        let decoded = decode(tagger, &atoms, stretch);
        let spelt = |n: &Candidate| (n.from..n.to).any(|i| c.view.tokens[i].is_word());
        reading.names.extend(decoded.names.iter().map(|f| candidate(c, &atoms, stretch.from, f)).filter(spelt));
        reading.outside[stretch.from..stretch.to].copy_from_slice(&decoded.outside);
    }
    reading
}

fn candidate(c: &Context<'_>, atoms: &Atoms, base: usize, found: &Found) -> Candidate {
    let (from, to) = (base + found.from, base + found.to);
    let role = orgword_in(c.hits, from, to).filter(|w| w.actor_type == TYPES[found.kind]).and_then(|w| w.role);
    Candidate { from, to, skip: usize::from(atoms.skips[from]), actor_type: TYPES[found.kind], role, score: found.probability }
}

fn decode(tagger: &Tagger, atoms: &Atoms, stretch: &Stretch) -> Decoded {
    let mut features = Vec::new();
    let scores: Vec<_> = (stretch.from..stretch.to)
        .map(|i| {
            features.clear();
            tagger.model.templates.features(atoms, i, stretch.paragraph, |f| features.push(f));
            tagger.model.scores(&tagger.model.sum(&features))
        })
        .collect();
    tagger.chain.decode(&scores)
}
