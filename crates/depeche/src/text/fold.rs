//! Folding of characters for matching: case, accents, Arabic letter variants, full-width forms, apostrophes, hyphens.
//!
//! Unicode decides (NFKD without marks, simple lower case); the exceptions are below. The table is built once, in about a
//! millisecond, because folding through unicode-normalization itself is ten times slower than a table.

use std::sync::OnceLock;
use unicode_normalization::{char::is_combining_mark, UnicodeNormalization};

/// What a character becomes in the normalised view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fold {
    /// One character, often itself.
    One(char),
    /// Several.
    Many(&'static str),
    /// Nothing: diacritics, tatweel, soft hyphens, zero-width characters.
    Nothing,
}

/// Letters that NFKD leaves alone or splits wrongly for names in the press.
const EXCEPTIONS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('ẞ', "ss"),
    ('æ', "ae"),
    ('Æ', "ae"),
    ('œ', "oe"),
    ('Œ', "oe"),
    ('ø', "o"),
    ('Ø', "o"),
    ('đ', "d"),
    ('Đ', "d"),
    ('ł', "l"),
    ('Ł', "l"),
    ('ı', "i"),
    ('þ', "th"),
    ('Þ', "th"),
    ('ð', "d"),
    ('Ð', "d"),
    ('ħ', "h"),
    ('Ħ', "h"),
    ('ə', "e"),
    ('Ə', "e"),
    // The breve of й makes a letter of its own, the dots of ё do not.
    ('й', "й"),
    ('Й', "й"),
    ('ї', "ї"),
    ('Ї', "ї"),
    ('ў', "ў"),
    ('Ў', "ў"),
    ('ѓ', "ѓ"),
    ('ќ', "ќ"),
    // Arabic: spelling varies between writers, keyboards and neighbouring languages.
    ('أ', "ا"),
    ('إ', "ا"),
    ('آ', "ا"),
    ('ٱ', "ا"),
    ('ى', "ي"),
    ('ی', "ي"),
    ('ئ', "ي"),
    ('ؤ', "و"),
    ('ة', "ه"),
    ('ک', "ك"),
    ('ھ', "ه"),
    ('ہ', "ه"),
    ('’', "'"),
    ('‘', "'"),
    ('ʼ', "'"),
    ('ʻ', "'"),
    ('´', "'"),
    ('`', "'"),
    ('′', "'"),
    ('＇', "'"),
    ('‐', "-"),
    ('‑', "-"),
    ('‒', "-"),
    ('–', "-"),
    ('—', "-"),
    ('−', "-"),
    ('־', "-"),
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('«', "\""),
    ('»', "\""),
    ('‟', "\""),
    ('・', "·"),
    ('•', "·"),
    ('‧', "·"),
    ('∙', "·"),
    ('ـ', ""),
    ('\u{ad}', ""),
    ('\u{200b}', ""),
    ('\u{200c}', ""),
    ('\u{200d}', ""),
    ('\u{200e}', ""),
    ('\u{200f}', ""),
    ('\u{2060}', ""),
    ('\u{feff}', ""),
    ('\u{61c}', ""),
    ('\u{202a}', ""),
    ('\u{202b}', ""),
    ('\u{202c}', ""),
    ('\u{202d}', ""),
    ('\u{202e}', ""),
    ('\u{2066}', ""),
    ('\u{2067}', ""),
    ('\u{2068}', ""),
    ('\u{2069}', ""),
];

/// Ideographs, kana and Hangul have no case.
const CJK_START: char = '\u{2e80}';
const CJK_END: char = '\u{d7ff}';
const PAGE: usize = 256;
/// Pages with letters of cased and Arabic scripts, presentation and full-width forms; CJK, Hangul and the rest stay themselves.
const FOLDED: [std::ops::Range<usize>; 3] = [0x00..0x21, 0x2c..0x2e, 0xf9..0x100];

struct Table {
    pages: Vec<Option<Box<[Fold; PAGE]>>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::build)
}

impl Table {
    fn build() -> Self {
        let mut pages: Vec<Option<Box<[Fold; PAGE]>>> = (0..PAGE).map(|_| None).collect();
        for page in FOLDED.into_iter().flatten() {
            pages[page] = Some(Box::new(std::array::from_fn(|i| by_unicode((page * PAGE + i) as u32))));
        }
        let mut table = Table { pages };
        for (from, to) in EXCEPTIONS {
            table.set(*from, to);
        }
        table
    }

    fn set(&mut self, from: char, to: &'static str) {
        let (page, cell) = (from as usize / PAGE, from as usize % PAGE);
        let identity = || Box::new(std::array::from_fn(|i| Fold::One(char::from_u32((page * PAGE + i) as u32).unwrap_or(' '))));
        self.pages[page].get_or_insert_with(identity)[cell] = as_fold(to);
    }
}

fn as_fold(to: &'static str) -> Fold {
    let mut chars = to.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Fold::Nothing,
        (Some(c), None) => Fold::One(c),
        _ => Fold::Many(to),
    }
}

fn by_unicode(code: u32) -> Fold {
    let Some(c) = char::from_u32(code) else { return Fold::One(' ') };
    if is_combining_mark(c) {
        return Fold::Nothing;
    }
    if !c.is_alphanumeric() && !(0xff00..0xffef).contains(&code) {
        return Fold::One(c);
    }
    let lower: String = std::iter::once(c).nfkd().filter(|d| !is_combining_mark(*d)).flat_map(char::to_lowercase).collect();
    as_fold(Box::leak(lower.into_boxed_str()))
}

/// What a character becomes in the normalised view.
#[inline]
pub(crate) fn fold(c: char) -> Fold {
    if c.is_ascii() {
        return Fold::One(c.to_ascii_lowercase());
    }
    match table().pages.get(c as usize / PAGE) {
        Some(Some(page)) => page[c as usize % PAGE],
        _ if (CJK_START..CJK_END).contains(&c) => Fold::One(c),
        _ => Fold::One(c.to_lowercase().next().unwrap_or(c)),
    }
}
