//! Which language a text is in.
//!
//! Needs: the view. Gives: language, script, confidence, candidates. whatlang decides (trigrams, after Cavnar and Trenkle 1994); what it lacks
//! is done here: markup and addresses do not count, long texts are sampled, and too little evidence is undecidable.

use crate::article::{LangCandidate, LangDetail};
use crate::registry;
use crate::text::{Script, TextView, TokenKind};
use whatlang::{Detector, Info, Lang};

/// Characters that decide; more cost time and change nothing.
const SAMPLE: usize = 1_500;
/// Pieces of a long text that are sampled, so that a long citation or comment block does not decide alone.
const PIECES: usize = 3;
/// Fewest letters in which a language can be told; a script of ideographs needs fewer.
const LEAST_LETTERS: usize = 12;
const LEAST_IDEOGRAPHS: usize = 3;
/// Below this confidence on a short text whatlang is right too rarely.
const LEAST_CONFIDENCE: f64 = 0.12;
const SHORT_TEXT: usize = 120;
const CANDIDATES: usize = 3;

/// Identifies the language.
pub(crate) fn detect(text: &str, view: &TextView) -> LangDetail {
    let sample = sample(text, view);
    let (letters, ideographs) = count(&sample);
    let none = LangDetail { lang: None, script: None, confidence: 0.0, candidates: Vec::new() };
    if letters < LEAST_LETTERS && ideographs < LEAST_IDEOGRAPHS {
        return LangDetail { script: whatlang::detect_script(&sample).map(|s| script_code(s.name()).to_owned()), ..none };
    }
    let candidates = candidates(&sample);
    let Some((first, script)) = candidates.first().map(|(c, s)| (c.clone(), *s)) else { return none };
    let sure = first.confidence >= LEAST_CONFIDENCE || letters > SHORT_TEXT || ideographs > 0;
    LangDetail {
        lang: sure.then(|| first.lang.clone()),
        script: Some(script.to_owned()),
        confidence: first.confidence,
        candidates: candidates.into_iter().map(|c| c.0).collect(),
    }
}

fn count(sample: &str) -> (usize, usize) {
    let ideographs = sample.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count();
    (sample.chars().filter(|c| c.is_alphabetic()).count(), ideographs)
}

/// The likeliest languages: whatlang names only the best, so it is asked again without those already named.
fn candidates(sample: &str) -> Vec<(LangCandidate, &'static str)> {
    let mut found = Vec::new();
    let mut named: Vec<Lang> = Vec::new();
    while found.len() < CANDIDATES {
        let Some(info) = Detector::with_denylist(named.clone()).detect(sample) else { break };
        if named.contains(&info.lang()) {
            break;
        }
        named.push(info.lang());
        found.extend(candidate(&info));
        if info.is_reliable() && found.len() == 1 {
            break;
        }
    }
    found
}

fn candidate(info: &Info) -> Option<(LangCandidate, &'static str)> {
    let language = registry::find_iso639_3(info.lang().code())?;
    let confidence = (info.confidence().clamp(0.0, 1.0) * 1e4).round() / 1e4;
    Some((LangCandidate { lang: language.code.to_owned(), confidence }, script_code(info.script().name())))
}

/// Words of the text without markup, addresses and numbers, from its start, middle and end.
fn sample(text: &str, view: &TextView) -> String {
    let words: Vec<usize> = (0..view.tokens.len()).filter(|i| is_letter_word(view, *i)).collect();
    let mut sample = String::with_capacity(SAMPLE * 2);
    for piece in 0..PIECES {
        let from = words.len() * piece / PIECES;
        let to = words.len() * (piece + 1) / PIECES;
        take(text, view, &words[from..to], &mut sample, SAMPLE * (piece + 1) / PIECES);
    }
    sample
}

fn is_letter_word(view: &TextView, i: usize) -> bool {
    let token = &view.tokens[i];
    match token.kind {
        TokenKind::Word => token.case != crate::text::Case::Digit,
        TokenKind::Ideograph => true,
        _ => false,
    }
}

fn take(text: &str, view: &TextView, words: &[usize], sample: &mut String, limit: usize) {
    let mut length = sample.chars().count();
    for token in words.iter().map(|i| &view.tokens[*i]) {
        if length >= limit {
            break;
        }
        if token.script != Script::Han {
            sample.push(' ');
        }
        let word = &text[token.start as usize..token.end as usize];
        // whatlang's trigrams are of small letters; capitals of headings cost it certainty.
        sample.push_str(&word.to_lowercase());
        length += word.chars().count() + 1;
    }
}

/// ISO 15924.
fn script_code(name: &str) -> &'static str {
    const CODES: &[(&str, &str)] = &[
        ("Arabic", "Arab"),
        ("Armenian", "Armn"),
        ("Bengali", "Beng"),
        ("Cyrillic", "Cyrl"),
        ("Devanagari", "Deva"),
        ("Ethiopic", "Ethi"),
        ("Georgian", "Geor"),
        ("Greek", "Grek"),
        ("Gujarati", "Gujr"),
        ("Gurmukhi", "Guru"),
        ("Hangul", "Hang"),
        ("Hebrew", "Hebr"),
        ("Hiragana", "Jpan"),
        ("Kannada", "Knda"),
        ("Katakana", "Jpan"),
        ("Khmer", "Khmr"),
        ("Latin", "Latn"),
        ("Malayalam", "Mlym"),
        ("Mandarin", "Hani"),
        ("Myanmar", "Mymr"),
        ("Oriya", "Orya"),
        ("Sinhala", "Sinh"),
        ("Tamil", "Taml"),
        ("Telugu", "Telu"),
        ("Thai", "Thai"),
    ];
    CODES.iter().find(|c| c.0 == name).map_or("Zyyy", |c| c.1)
}
