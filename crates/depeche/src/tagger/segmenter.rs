//! Words of the dictionary in text without spaces: the likeliest sequence (unigrams, by dynamic programming), told to each character.

use super::atoms::{known, position, Atom, Atoms, EDGE};
use super::words::Words;
use super::{hash, Context};
use crate::text::{Gap, TokenKind};

/// Characters of the longest word.
const LONGEST: usize = 6;
/// What a character that is no word costs, in steps of the logarithmic frequency.
const UNKNOWN: u32 = 22;
/// What every word costs beside its rarity.
const WORD: u32 = 9;

/// Marks every ideograph with its word, its place in it, and the words beside.
pub(super) fn segment(c: &Context<'_>, words: &Words, atoms: &mut Atoms) {
    let size = c.view.tokens.len();
    let mut i = 0;
    while i < size {
        let mut end = i + 1;
        if ideograph(c, i) {
            while end < size && ideograph(c, end) && c.view.tokens[end].gap == Gap::None {
                end += 1;
            }
            let cuts = cuts(c, words, i, end);
            mark(c, words, atoms, &cuts);
        }
        i = end;
    }
}

fn ideograph(c: &Context<'_>, i: usize) -> bool {
    c.view.tokens[i].kind == TokenKind::Ideograph
}

/// Borders of the words between two places, both included.
fn cuts(c: &Context<'_>, words: &Words, from: usize, to: usize) -> Vec<usize> {
    let length = to - from;
    let mut best = vec![(0u32, 0u8); length + 1];
    for i in (0..length).rev() {
        best[i] = (UNKNOWN + best[i + 1].0, 1);
        for size in 1..=LONGEST.min(length - i) {
            let found = words.prefix(c.view.phrase(from + i, from + i + size));
            if let Some(word) = found.filter(|w| w.is_word()) {
                let cost = WORD + (15 - word.frequency()) + best[i + size].0;
                if cost < best[i].0 {
                    best[i] = (cost, size as u8);
                }
            }
            if found.is_none() && size > 1 {
                break;
            }
        }
    }
    let mut cuts = vec![from];
    let mut at = 0;
    while at < length {
        at += usize::from(best[at].1);
        cuts.push(from + at);
    }
    cuts
}

fn mark(c: &Context<'_>, words: &Words, atoms: &mut Atoms, cuts: &[usize]) {
    let hash_of = |k: usize| hash::bytes(c.view.phrase(cuts[k], cuts[k + 1]).as_bytes());
    let hashes: Vec<u32> = (0..cuts.len() - 1).map(hash_of).collect();
    for (k, pair) in cuts.windows(2).enumerate() {
        let word = words.get(c.view.phrase(pair[0], pair[1]));
        for i in pair[0]..pair[1] {
            let row = &mut atoms.rows[i];
            row[Atom::RunWord as usize] = hashes[k];
            row[Atom::RunLeft as usize] = if k == 0 { EDGE } else { hashes[k - 1] };
            row[Atom::RunRight as usize] = hashes.get(k + 1).copied().unwrap_or(EDGE);
            row[Atom::RunPlace as usize] = position(i, pair[0], pair[1]);
            word.into_iter().for_each(|w| known(row, w));
        }
    }
}
