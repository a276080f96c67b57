//! The normalised view of a text and the way back to the original.
//!
//! Needs: the text. Gives: tokens, lines and a folded copy (lower case, no accents, one kind of apostrophe, hyphens as spaces, no
//! markup) in which the lexicon is looked up. The original is never altered: a token knows its bytes in both.

pub(crate) mod fold;
mod markup;
mod tokenizer;
mod traits;

use fold::{fold, Fold};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters and digits.
    Word,
    /// One Han character or kana, which may be a word or a part of one.
    Ideograph,
    /// One other visible character.
    Punct,
    /// A web address.
    Address,
}

/// What stands between a token and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing, or inline markup.
    None,
    /// Spaces.
    Space,
    /// The end of a line.
    Line,
    /// An empty line or the end of an HTML block.
    Blank,
}

/// Letters of which script a word has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Han,
    Other,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// No capital at its start, or a script without capitals.
    Lower,
    /// A capital at its start.
    Capital,
    /// Two or more letters, all capital.
    Upper,
    /// Starts with a digit.
    Digit,
}

/// A word, ideograph or punctuation mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// First byte in the original.
    pub(crate) start: u32,
    /// One past the last byte in the original.
    pub(crate) end: u32,
    /// First byte in the folded copy.
    pub(crate) norm: u32,
    /// One past the last byte in the folded copy.
    pub(crate) norm_end: u32,
    pub(crate) kind: TokenKind,
    pub(crate) gap: Gap,
    pub(crate) script: Script,
    pub(crate) case: Case,
}

/// A line of the original: what stands between line ends and block tags.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// First byte in the original.
    pub(crate) start: usize,
    /// One past the last byte, the line end not counted.
    pub(crate) end: usize,
    /// Its tokens.
    pub(crate) tokens: (usize, usize),
    /// Whether an empty line or a block end stands before it.
    pub(crate) after_blank: bool,
}

/// The normalised view.
#[derive(Debug, Default)]
pub(crate) struct TextView {
    /// The folded copy.
    pub(crate) norm: String,
    /// In the order of the text.
    pub(crate) tokens: Vec<Token>,
    /// Lines that have tokens, in order.
    pub(crate) lines: Vec<Line>,
    /// Byte ranges of tags, Markdown marks and link targets.
    pub(crate) markup: Vec<(u32, u32)>,
}

impl TextView {
    /// The view of a text.
    pub(crate) fn new(text: &str) -> Self {
        tokenizer::Tokenizer::new(text).run()
    }

    /// A name or phrase as it looks in the view.
    pub(crate) fn normalize(phrase: &str) -> String {
        TextView::new(phrase).norm
    }

    /// Folded form of a token.
    pub(crate) fn form(&self, token: usize) -> &str {
        let t = &self.tokens[token];
        &self.norm[t.norm as usize..t.norm_end as usize]
    }

    /// Folded form of the tokens `from..to`.
    pub(crate) fn phrase(&self, from: usize, to: usize) -> &str {
        if from >= to {
            return "";
        }
        &self.norm[self.tokens[from].norm as usize..self.tokens[to - 1].norm_end as usize]
    }

    /// How many of these tokens are words.
    pub(crate) fn words(&self, tokens: std::ops::Range<usize>) -> usize {
        tokens.filter(|i| self.tokens[*i].is_word()).count()
    }

    /// The punctuation mark that a token is; nothing for any other token.
    pub(crate) fn mark(&self, token: usize) -> &str {
        self.tokens.get(token).filter(|t| t.kind == TokenKind::Punct).map_or("", |t| &self.norm[t.norm as usize..t.norm_end as usize])
    }

    /// Whether a token is this punctuation mark.
    pub(crate) fn is(&self, token: usize, mark: &str) -> bool {
        self.mark(token) == mark
    }
}

impl Token {
    /// Words and ideographs.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Ideograph)
    }

    /// Starts with a capital letter.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Upper)
    }
}

/// Byte in the original at which `skip` bytes of the folded form of a token are done.
pub(crate) fn original_offset(text: &str, token: &Token, skip: usize) -> usize {
    let mut left = skip;
    for (i, c) in text[token.start as usize..token.end as usize].char_indices() {
        let size = folded_len(c);
        if left == 0 && size > 0 {
            return token.start as usize + i;
        }
        left = left.saturating_sub(size);
    }
    token.end as usize
}

fn folded_len(c: char) -> usize {
    match fold(c) {
        Fold::One(f) => f.len_utf8(),
        Fold::Many(s) => s.len(),
        Fold::Nothing => 0,
    }
}

/// A text with its character references (`&amp;`) decoded.
pub(crate) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (length, c) = markup::entity(&rest[at..]).unwrap_or((1, '&'));
        out.push(c);
        rest = &rest[at + length..];
    }
    out + rest
}
