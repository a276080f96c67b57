//! Which tokens the tagger looks at, and in which stretches it reads them.

use super::atoms::{is_break, is_name_like};
use super::Context;
use crate::registry::Segmentation;
use crate::scan::word;
use crate::text::{Case, Script, TokenKind};

/// Most tokens without a sign of a name between two that have one, in one name ("University of the West of England").
const BRIDGE: usize = 4;

/// Most tokens behind a word of organisations that its name may have.
const TAIL: usize = 7;

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

/// All stretches of a text; `signs` as [`signs`] gives them, `passes` the filter.
pub(super) fn stretches(c: &Context<'_>, signs: &[bool], segmentation: Segmentation, passes: impl Fn(usize, (usize, usize)) -> bool) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for paragraph in paragraphs(c) {
        let first = found.len();
        for i in (paragraph.0..paragraph.1).filter(|i| signs[*i] && passes(*i, paragraph)) {
            let reach = reach(c, i, paragraph);
            match found[first..].last_mut() {
                Some(last) if reach.0 <= last.to + BRIDGE && (segmentation == Segmentation::Spaces || c.sentences.same(last.to - 1, i)) => {
                    last.to = last.to.max(reach.1);
                }
                _ => found.push(Stretch { from: reach.0, to: reach.1, paragraph }),
            }
        }
    }
    found
}

/// How far a name can reach from a token with a sign: to a word of organisations in small letters before it ("ministère de
/// l'Intérieur"), and from such a word over the small letters behind it ("Organisation mondiale de la santé").
fn reach(c: &Context<'_>, i: usize, paragraph: (usize, usize)) -> (usize, usize) {
    if !is_name_like(c, i) {
        return (i, i + 1);
    }
    let head = (i.saturating_sub(BRIDGE).max(paragraph.0)..i).find(|j| c.has(*j, word::ORGWORD) && c.sentences.same(*j, i));
    let goes_on = |j: &usize| *j < paragraph.1 && c.sentences.same(i, *j) && (c.view.tokens[*j].is_word() || matches!(c.view.form(*j), " " | "'"));
    // "Чебоксарское водохранилище": one small word may belong to any name.
    let behind = if c.has(i, word::ORGWORD) || c.has(i + 1, word::ORGWORD) { TAIL } else { 1 };
    let tail = (i + 1..=i + behind).take_while(goes_on).last();
    (head.unwrap_or(i), tail.unwrap_or(i) + 1)
}

/// Tokens that may be part of a name by themselves: with a capital, of a script without capitals, or in a name of the lexicon.
pub(super) fn signs(c: &Context<'_>) -> Vec<bool> {
    let sign = |i: usize| match c.view.tokens[i].kind {
        TokenKind::Ideograph => true,
        TokenKind::Word => is_name_like(c, i) || (matches!(c.view.tokens[i].script, Script::Arabic | Script::Other) && c.view.tokens[i].case != Case::Digit),
        _ => false,
    };
    let mut signs: Vec<bool> = (0..c.view.tokens.len()).map(sign).collect();
    c.hits.names.iter().chain(&c.hits.institutions).for_each(|h| signs[h.from..h.to].fill(true));
    signs
}

/// Tokens within reach of a sign, which need their atoms.
pub(super) fn wanted(c: &Context<'_>, signs: &[bool]) -> Vec<bool> {
    let mut wanted = vec![false; signs.len()];
    for i in (0..signs.len()).filter(|i| signs[*i]) {
        let reach = reach(c, i, (0, signs.len()));
        wanted[reach.0.saturating_sub(BRIDGE)..(reach.1 + BRIDGE).min(signs.len())].fill(true);
    }
    wanted
}
