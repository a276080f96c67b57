//! Sentences.
//!
//! Needs: the view and the words that the scan marked. Gives: for every token the number of its sentence. Ends of sentences are full stops and
//! their like outside abbreviations, initials and numbers; empty lines; and line ends, unless the text is wrapped at a fixed width.

use crate::scan::word;
use crate::text::{Case, Gap, TextView, TokenKind};

/// Sentences of a text.
#[derive(Debug, Default)]
pub(crate) struct Sentences {
    /// First token of each sentence.
    pub(crate) starts: Vec<usize>,
    /// Sentence of each token.
    of: Vec<u32>,
}

impl Sentences {
    /// Whether two tokens are in one sentence.
    pub(crate) fn same(&self, a: usize, b: usize) -> bool {
        self.of.get(a) == self.of.get(b)
    }

    /// The tokens of the sentence of a token.
    pub(crate) fn around(&self, token: usize) -> std::ops::Range<usize> {
        let sentence = self.of[token] as usize;
        self.starts[sentence]..self.starts.get(sentence + 1).copied().unwrap_or(self.of.len())
    }

    /// Whether a token is the first word of its sentence, opening quotes and brackets aside.
    pub(crate) fn is_first_word(&self, view: &TextView, token: usize) -> bool {
        (self.around(token).start..token).all(|i| view.tokens[i].kind == TokenKind::Punct)
    }
}

/// Lines longer than this are not those of a text wrapped at a fixed width.
const WRAP_WIDTH: usize = 100;
/// Lines shorter than this end paragraphs in such a text.
const WRAP_SHORT: usize = 45;

/// Finds the sentences.
pub(crate) fn segment(view: &TextView, words: &[u16]) -> Sentences {
    let wrapped = is_wrapped(view);
    let mut sentences = Sentences { starts: Vec::new(), of: Vec::with_capacity(view.tokens.len()) };
    for i in 0..view.tokens.len() {
        if i == 0 || starts(view, words, i, wrapped) {
            sentences.starts.push(i);
        }
        sentences.of.push(sentences.starts.len() as u32 - 1);
    }
    sentences
}

fn is_wrapped(view: &TextView) -> bool {
    let length = |l: &crate::text::Line| l.end - l.start;
    let long = view.lines.iter().filter(|l| length(l) >= WRAP_SHORT).count();
    let open = view.lines.iter().filter(|l| length(l) >= WRAP_SHORT && !is_stop(view, l.tokens.1 - 1)).count();
    long >= 4 && open * 10 > long * 6 && view.lines.iter().all(|l| length(l) <= WRAP_WIDTH)
}

fn is_stop(view: &TextView, i: usize) -> bool {
    matches!(view.mark(i), "!" | "?" | "。" | "！" | "？" | "؟" | "…" | ".")
}

fn starts(view: &TextView, words: &[u16], i: usize, wrapped: bool) -> bool {
    match view.tokens[i].gap {
        Gap::Blank => true,
        Gap::Line if !wrapped => true,
        gap => after_stop(view, words, i, gap),
    }
}

/// Whether a sentence ended before token `i`, closing quotes and brackets belonging to the old sentence.
fn after_stop(view: &TextView, words: &[u16], i: usize, gap: Gap) -> bool {
    if closes(view, i, gap) {
        return false;
    }
    let mut before = i;
    while before > 0 && shuts(view, before - 1, view.tokens[before - 1].gap) {
        before -= 1;
    }
    before > 0 && is_stop(view, before - 1) && may_begin(view, before - 1, i) && (!view.is(before - 1, ".") || full_stop(view, words, before - 1, i))
}

/// A mark that belongs to the sentence before it.
fn closes(view: &TextView, i: usize, gap: Gap) -> bool {
    shuts(view, i, gap) || is_stop(view, i)
}

/// A closing quote or bracket.
fn shuts(view: &TextView, i: usize, gap: Gap) -> bool {
    match view.mark(i) {
        "”" | ")" | "）" | "」" | "』" | "]" => true,
        "\"" => gap == Gap::None,
        _ => false,
    }
}

/// Whether the full stop `stop` ends a sentence, `next` being what follows.
fn full_stop(view: &TextView, words: &[u16], stop: usize, next: usize) -> bool {
    if view.tokens[next].gap == Gap::None || words[stop] & word::ABBREVIATION != 0 {
        return false;
    }
    let initial = stop > 0 && view.tokens[stop - 1].is_capital() && view.form(stop - 1).chars().count() == 1;
    !initial
}

/// Small letters go on with the sentence.
fn may_begin(view: &TextView, stop: usize, next: usize) -> bool {
    let token = &view.tokens[next];
    token.case != Case::Lower || token.kind == TokenKind::Punct || token.script != view.tokens[stop.saturating_sub(1)].script || is_caseless(view, next)
}

fn is_caseless(view: &TextView, i: usize) -> bool {
    use crate::text::Script;
    !matches!(view.tokens[i].script, Script::Latin | Script::Cyrillic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let view = TextView::new(text);
        let found = segment(&view, &vec![0; view.tokens.len()]);
        let bounds: Vec<usize> = found.starts.iter().copied().chain([view.tokens.len()]).collect();
        bounds.windows(2).map(|w| text[view.tokens[w[0]].start as usize..view.tokens[w[1] - 1].end as usize].to_owned()).collect()
    }

    #[test]
    fn stops_end_sentences_and_closing_marks_belong_to_them() {
        assert_eq!(sentences("It rained. We left. \"Why?\" she asked."), ["It rained.", "We left.", "\"Why?\" she asked."]);
        assert_eq!(sentences("(He left.) They stayed!"), ["(He left.)", "They stayed!"]);
        assert_eq!(sentences("会议结束。他离开了。"), ["会议结束。", "他离开了。"]);
        assert_eq!(sentences("J. Smith paid 3.5 million. Then he left."), ["J. Smith paid 3.5 million.", "Then he left."]);
    }
}
