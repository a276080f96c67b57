//! Which language a text is in.
//!
//! Needs: the view. Gives: language, script, confidence, candidates. whatlang decides (trigrams, after Cavnar and Trenkle 1994); what it lacks
//! is done here: markup and addresses do not count, long texts are sampled, and too little evidence is undecidable.

use crate::article::{LangCandidate, LangDetail};
use crate::lexicon::{lexicon, Class};
use crate::registry::{self, LangId};
use crate::text::{Script, TextView, TokenKind};
use crate::trigrams;
use whatlang::{Detector, Lang};

/// Characters that decide; more cost time and change nothing.
const SAMPLE: usize = 400;
/// Pieces of a long text that are sampled, so that a long citation or comment block does not decide alone.
const PIECES: usize = 3;
/// Fewest letters in which a language can be told; a script of ideographs needs fewer.
const LEAST_LETTERS: usize = 12;
const LEAST_IDEOGRAPHS: usize = 3;
/// Below this confidence on a short text whatlang is right too rarely.
const LEAST_CONFIDENCE: f64 = 0.1;
/// Above this one the language has no rivals.
const RELIABLE_CONFIDENCE: f64 = 0.9;
/// Below this one words are heard first.
const STEADY_CONFIDENCE: f64 = 0.3;
const SHORT_TEXT: usize = 120;
const CANDIDATES: usize = 5;
const WORDS_PER_IDEOGRAPH: f64 = 0.5;
/// Least share of the words of a short text that the lexicon must have in a language for it to decide, and its lead before the next one.
const LEAST_SHARE: f64 = 0.5;
const LEAST_LEAD: f64 = 0.15;
const AGREED_SHARE: f64 = 0.3;

/// Identifies the language.
pub(crate) fn detect(text: &str, view: &TextView) -> LangDetail {
    let sample = sample(text, view);
    let (letters, ideographs) = count(&sample);
    let none = LangDetail { lang: None, script: None, confidence: 0.0, candidates: Vec::new() };
    if letters < LEAST_LETTERS && ideographs < LEAST_IDEOGRAPHS {
        return LangDetail { script: whatlang::detect_script(&sample).map(|s| script_code(s.name()).to_owned()), ..none };
    }
    let candidates = candidates(&sample, ideographs > 0);
    let Some((first, script)) = candidates.first().map(|(c, s)| (c.clone(), *s)) else { return none };
    let sure = first.confidence >= LEAST_CONFIDENCE || letters > SHORT_TEXT || ideographs > 0;
    // Where trigrams are not sure, words may decide among their candidates.
    let wavers = letters <= SHORT_TEXT && first.confidence < STEADY_CONFIDENCE;
    let said = || sure.then(|| first.lang.clone());
    let lang = if wavers { elected(view, &candidates).map(str::to_owned).or_else(said) } else { said() };
    // The language decided on stands first; the others, measured one without the other, can be no surer.
    let confidence = first.confidence;
    let mut candidates: Vec<LangCandidate> = candidates.into_iter().map(|c| c.0).collect();
    candidates.iter_mut().for_each(|c| c.confidence = c.confidence.min(confidence));
    candidates.sort_by(|a, b| (Some(&a.lang) != lang.as_ref()).cmp(&(Some(&b.lang) != lang.as_ref())).then(b.confidence.total_cmp(&a.confidence)));
    candidates.first_mut().into_iter().for_each(|c| c.confidence = confidence);
    LangDetail { lang, script: Some(script.to_owned()), confidence, candidates }
}

/// Letters and ideographs, counted as far as it matters how many there are.
fn count(sample: &str) -> (usize, usize) {
    let letters = sample.chars().filter(|c| c.is_alphabetic()).take(SHORT_TEXT + 1).count();
    (letters, sample.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).take(LEAST_IDEOGRAPHS).count())
}

/// Languages of the lexicon by the share of a text's words that it has in them, best first.
fn shares(view: &TextView) -> Vec<(&'static str, f64)> {
    let lexicon = lexicon();
    let words: Vec<usize> = (0..view.tokens.len()).filter(|i| is_letter_word(view, *i)).collect();
    let mut votes = vec![0usize; registry::languages().len()];
    for key in words.iter().filter_map(|i| lexicon.key(view.form(*i))) {
        let mut langs: Vec<LangId> = lexicon.senses(key).filter(|s| s.class != Class::Boilerplate).map(|s| s.lang).collect();
        langs.sort_unstable();
        langs.dedup();
        langs.into_iter().filter(|l| usize::from(*l) < registry::languages().len()).for_each(|l| votes[l as usize] += 1);
    }
    let mut shares: Vec<(&str, f64)> = registry::languages().iter().zip(votes).map(|(l, v)| (l.code, v as f64 / words.len().max(1) as f64)).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}

/// The language whose words a short text uses, where only one comes into question and trigrams do not speak against it.
fn elected(view: &TextView, candidates: &[(LangCandidate, &'static str)]) -> Option<&'static str> {
    let shares = shares(view);
    let (best, rival) = (shares.first()?, shares.get(1)?);
    let possible = candidates.iter().any(|c| c.0.lang == best.0);
    let alone = best.1 >= LEAST_SHARE && best.1 >= rival.1 + LEAST_LEAD;
    // Trigrams and words that agree need less of either.
    let agreed = candidates.first().is_some_and(|c| c.0.lang == best.0) && best.1 >= AGREED_SHARE;
    (possible && alone || agreed).then_some(best.0)
}

/// The likeliest languages and the script that they share. One that is reliable has no rivals.
fn candidates(sample: &str, ideographs: bool) -> Vec<(LangCandidate, &'static str)> {
    let ranked = if ideographs { chinese(sample) } else { ranked(sample) };
    let ranked = ranked.unwrap_or_else(|| asked(sample));
    let reliable = ranked.first().is_some_and(|r| r.1 > RELIABLE_CONFIDENCE);
    let known = ranked.into_iter().take(if reliable { 1 } else { CANDIDATES });
    known.filter_map(|(code, confidence, script)| Some((candidate(code, confidence)?, script_code(script.name())))).collect()
}

/// ISO 639-3, confidence, script.
type Named = (&'static str, f64, whatlang::Script);

/// whatlang takes for Japanese what has kana and for Chinese what has none; to see that needs no question.
fn chinese(sample: &str) -> Option<Vec<Named>> {
    let plain = sample.chars().all(|c| ('\u{4e00}'..='\u{9fcc}').contains(&c));
    plain.then(|| vec![(Lang::Cmn.code(), 1.0, whatlang::Script::Mandarin)])
}

fn ranked(sample: &str) -> Option<Vec<Named>> {
    let script = whatlang::detect_script(sample)?;
    let ranked = trigrams::rank(sample, script, CANDIDATES)?;
    Some(ranked.into_iter().map(|(code, confidence)| (code, confidence, script)).collect())
}

/// whatlang names only the best, so it is asked again without those already named.
fn asked(sample: &str) -> Vec<Named> {
    let mut named: Vec<Lang> = Vec::new();
    let next = || {
        let info = Detector::with_denylist(named.clone()).detect(sample).filter(|i| !named.contains(&i.lang()))?;
        named.push(info.lang());
        Some((info.lang().code(), info.confidence(), info.script()))
    };
    std::iter::from_fn(next).take(CANDIDATES).collect()
}

fn candidate(code: &str, confidence: f64) -> Option<LangCandidate> {
    let language = registry::find_iso639_3(code)?;
    let confidence = (confidence.clamp(0.0, 1.0) * 1e4).round() / 1e4;
    Some(LangCandidate { lang: language.code.to_owned(), confidence })
}

/// Words of the text without markup, addresses and numbers, from its start, middle and end.
fn sample(text: &str, view: &TextView) -> String {
    let main = main_script(view);
    let mut words = Vec::with_capacity(view.tokens.len());
    words.extend((0..view.tokens.len()).filter(|i| view.tokens[*i].script == main && is_letter_word(view, *i)));
    let mut sample = String::with_capacity(SAMPLE * 2);
    for piece in 0..PIECES {
        let from = words.len() * piece / PIECES;
        let to = words.len() * (piece + 1) / PIECES;
        take(text, view, &words[from..to], &mut sample, SAMPLE * (piece + 1) / PIECES);
    }
    // Trigrams are of small letters; capitals of headings cost certainty.
    if main == Script::Han {
        sample
    } else {
        sample.to_lowercase()
    }
}

/// The script of most words. Words are counted, not letters: a Chinese or Korean text with a few names in Latin letters stays one.
fn main_script(view: &TextView) -> Script {
    const SCRIPTS: [Script; 5] = [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Han, Script::Other];
    let mut counts = [0.0; SCRIPTS.len()];
    for i in (0..view.tokens.len()).filter(|i| is_letter_word(view, *i)) {
        let script = view.tokens[i].script;
        counts[script as usize] += if script == Script::Han { WORDS_PER_IDEOGRAPH } else { 1.0 };
    }
    SCRIPTS.into_iter().max_by(|a, b| counts[*a as usize].total_cmp(&counts[*b as usize])).unwrap_or(Script::Latin)
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
        sample.push_str(word);
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
