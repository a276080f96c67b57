//! Folding of characters for matching: case, accents, Arabic letter variants, full-width forms, apostrophes, hyphens.
//!
//! Unicode decides (NFKD without marks, simple lower case); the exceptions are below. The table is built by the page when
//! first needed, because folding through unicode-normalization itself is ten times slower than a table.

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

type Page = Option<Box<[Fold; PAGE]>>;

/// The page of a character of the Basic Multilingual Plane, worked out when first asked for; none where the rule of [`fold`] suffices.
fn page(c: char) -> Option<&'static [Fold; PAGE]> {
    static PAGES: [OnceLock<Page>; 256] = [const { OnceLock::new() }; 256];
    let number = c as usize / PAGE;
    PAGES.get(number)?.get_or_init(|| build(number)).as_deref()
}

fn build(page: usize) -> Page {
    let mut exceptions = EXCEPTIONS.iter().filter(|e| e.0 as usize / PAGE == page).peekable();
    let code = |i: usize| (page * PAGE + i) as u32;
    let mut cells: Box<[Fold; PAGE]> = if FOLDED.iter().any(|pages| pages.contains(&page)) {
        Box::new(std::array::from_fn(|i| by_unicode(code(i))))
    } else {
        exceptions.peek()?;
        Box::new(std::array::from_fn(|i| Fold::One(char::from_u32(code(i)).unwrap_or(' '))))
    };
    exceptions.for_each(|(from, to)| cells[*from as usize % PAGE] = as_fold(to));
    Some(cells)
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
    match page(c) {
        Some(page) => page[c as usize % PAGE],
        _ if (CJK_START..CJK_END).contains(&c) => Fold::One(c),
        _ => Fold::One(c.to_lowercase().next().unwrap_or(c)),
    }
}
