//! Which tokens the tagger looks at, and in which stretches it reads them.

use super::atoms::{is_break, is_name_like};
use super::Context;
use crate::registry::Segmentation;
use crate::text::{Script, TokenKind};

/// Most tokens without a sign of a name between two that have one, in one name ("University of the West of England").
const BRIDGE: usize = 4;

/// Tokens that are read together: a sequence of the random field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Tokens of the paragraph, beyond which nothing is looked at.
    pub(super) paragraph: (usize, usize),
}

/// Paragraphs of the text: first token, one past the last.
fn paragraphs(c: &Context<'_>) -> Vec<(usize, usize)> {
    let size = c.view.tokens.len();
    let mut starts: Vec<usize> = (0..size).filter(|i| *i == 0 || is_break(c, *i)).collect();
    starts.push(size);
    starts.windows(2).map(|w| (w[0], w[1])).collect()
}

/// All stretches of a text.
pub(super) fn stretches(c: &Context<'_>, segmentation: Segmentation) -> Vec<Stretch> {
    let signs = signs(c);
    let mut found = Vec::new();
    for paragraph in paragraphs(c) {
        let (mut from, mut last) = (None, 0);
        for i in (paragraph.0..paragraph.1).filter(|i| signs[*i]) {
            let near = from.is_some() && i - last <= BRIDGE + 1 && (segmentation == Segmentation::Spaces || c.sentences.same(last, i));
            if !near {
                found.extend(from.map(|from| Stretch { from, to: last + 1, paragraph }));
                from = Some(i);
            }
            last = i;
        }
        found.extend(from.map(|from| Stretch { from, to: last + 1, paragraph }));
    }
    found
}

/// Tokens that may be part of a name by themselves: with a capital, of a script without capitals, or in a name of the lexicon.
fn signs(c: &Context<'_>) -> Vec<bool> {
    let caseless = |i: usize| match c.view.tokens[i].kind {
        TokenKind::Ideograph => true,
        TokenKind::Word => matches!(c.view.tokens[i].script, Script::Arabic | Script::Other) && c.view.tokens[i].case != crate::text::Case::Digit,
        _ => false,
    };
    let mut signs: Vec<bool> = (0..c.view.tokens.len()).map(|i| is_name_like(c, i) || caseless(i)).collect();
    c.hits.names.iter().chain(&c.hits.institutions).for_each(|h| signs[h.from..h.to].fill(true));
    signs
}

/// Tokens within reach of a stretch, which need their atoms.
pub(super) fn wanted(size: usize, stretches: &[Stretch]) -> Vec<bool> {
    let mut wanted = vec![false; size];
    stretches.iter().for_each(|s| wanted[s.from.saturating_sub(REACH)..(s.to + REACH).min(size)].fill(true));
    wanted
}

/// How far templates look.
const REACH: usize = 3;
