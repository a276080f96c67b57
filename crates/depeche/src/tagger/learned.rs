//! The trained tagger at work: from stretches of tokens to candidates with probabilities.

use super::atoms::{self, Atoms};
use super::decode::{Decoded, Found};
use super::labels::{LABELS, TYPES};
use super::models::Tagger;
use super::stretches::{stretches, wanted, Stretch};
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
    let stretches = stretches(c, segmentation);
    let wanted = wanted(c.view.tokens.len(), &stretches);
    let atoms = atoms::atoms(c, &tagger.model.words, segmentation, &wanted);
    let mut reading = Reading { names: Vec::new(), outside: vec![1.0; c.view.tokens.len()] };
    for stretch in &stretches {
        let decoded = decode(tagger, &atoms, stretch);
        reading.names.extend(decoded.names.iter().map(|f| candidate(c, &atoms, stretch.from, f)));
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
    let scores: Vec<_> = (stretch.from..stretch.to)
        .map(|i| {
            let mut sums = [0i32; LABELS];
            tagger.model.templates.features(atoms, i, stretch.paragraph, |feature| tagger.model.add(feature, &mut sums));
            tagger.model.scores(&sums)
        })
        .collect();
    tagger.chain.decode(&scores)
}
