//! What a character is. Worked out a page at a time when first met: to ask Unicode's own tables about every letter of a text took most of
//! the time of the view.

use super::fold::{fold, Fold};
use super::Script;
use std::sync::OnceLock;
use unicode_normalization::char::is_combining_mark;

/// What a character does to the token that it stands in.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) enum Class {
    Word,
    Ideograph,
    Space,
    Newline,
    Transparent,
    Punct,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Traits {
    pub(super) class: Class,
    pub(super) script: Script,
    pub(super) upper: bool,
    pub(super) lower: bool,
    pub(super) numeric: bool,
}

/// Most ideographs; they are alike and fill a third of the plane.
const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';
const IDEOGRAPH: Traits = Traits { class: Class::Ideograph, script: Script::Other, upper: false, lower: false, numeric: false };
const PAGE: usize = 256;
/// Pages of the Basic Multilingual Plane.
static PAGES: [OnceLock<[Traits; PAGE]>; 256] = [const { OnceLock::new() }; 256];

/// What a character is.
#[inline]
pub(super) fn traits(c: char) -> Traits {
    if IDEOGRAPHS.contains(&c) {
        return IDEOGRAPH;
    }
    match PAGES.get(c as usize / PAGE) {
        Some(page) => page.get_or_init(|| examine_page(c as usize / PAGE))[c as usize % PAGE],
        None => examine(c),
    }
}

fn examine_page(page: usize) -> [Traits; PAGE] {
    std::array::from_fn(|i| examine(char::from_u32((page * PAGE + i) as u32).unwrap_or(char::REPLACEMENT_CHARACTER)))
}

fn examine(c: char) -> Traits {
    Traits { class: class(c), script: script(c), upper: c.is_uppercase(), lower: c.is_lowercase(), numeric: c.is_numeric() }
}

fn class(c: char) -> Class {
    match c {
        '\n' | '\r' => Class::Newline,
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Word,
        '\u{0}'..=' ' | '\u{7f}' => Class::Space,
        _ if c.is_ascii() => Class::Punct,
        _ => wide_class(c),
    }
}

fn wide_class(c: char) -> Class {
    match c as u32 {
        0x3005 | 0x3007 | 0x3040..=0x30fa | 0x30fc..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => Class::Ideograph,
        0x2028 | 0x2029 | 0x85 => Class::Newline,
        0xb7 | 0xaa | 0xba => Class::Punct,
        _ if c.is_whitespace() || c.is_control() => Class::Space,
        _ if fold(c) == Fold::Nothing => mark_class(c),
        _ if c.is_alphanumeric() => Class::Word,
        // Vowel signs of Indic and other scripts belong to the word.
        _ if is_combining_mark(c) => Class::Word,
        _ => Class::Punct,
    }
}

/// Tatweel and Arabic diacritics are written inside words; the rest of what folds to nothing has no width.
fn mark_class(c: char) -> Class {
    if c == 'ـ' || is_combining_mark(c) {
        Class::Word
    } else {
        Class::Transparent
    }
}

fn script(c: char) -> Script {
    match c as u32 {
        0x41..=0x24f | 0x1e00..=0x1eff | 0xff21..=0xff5a => Script::Latin,
        0x400..=0x52f => Script::Cyrillic,
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfefc => Script::Arabic,
        _ => Script::Other,
    }
}
