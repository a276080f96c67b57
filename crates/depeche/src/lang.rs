//! Which language a text is in.
//!
//! Needs: the view. Gives: language, script, confidence, candidates. whatlang decides (trigrams, after Cavnar and Trenkle 1994); what it lacks
//! is done here: markup and addresses do not count, long texts are sampled, and too little evidence is undecidable.

use crate::article::{LangCandidate, LangDetail};
use crate::lexicon::{lexicon, Class};
use crate::registry::{self, LangId};
use crate::text::{Script, TextView, TokenKind};
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
/// Below this one words are heard first.
const STEADY_CONFIDENCE: f64 = 0.3;
const SHORT_TEXT: usize = 120;
const CANDIDATES: usize = 5;
const WORDS_PER_IDEOGRAPH: f64 = 0.5;
/// Least share of the words of a short text that the lexicon must have in a language for it to decide, and its lead before the next one.
const LEAST_SHARE: f64 = 0.5;
const LEAST_LEAD: f64 = 0.15;
const AGREED_SHARE: f64 = 0.3;

/// A language and how sure whatlang is of it.
type Named = (&'static str, f64);

/// What language a text is in, and what it was told by.
#[derive(Debug)]
pub(crate) struct Identified {
    pub(crate) lang: Option<&'static str>,
    ranking: Ranking,
}

/// Identifies the language.
pub(crate) fn detect(text: &str, view: &TextView) -> Identified {
    let mut ranking = Ranking::of(sample(text, view));
    let (letters, ideographs) = count(&ranking.sample);
    ranking.ended = letters < LEAST_LETTERS && ideographs < LEAST_IDEOGRAPHS;
    let Some(first) = ranking.first() else { return Identified { lang: None, ranking } };
    let sure = first.1 >= LEAST_CONFIDENCE || letters > SHORT_TEXT || ideographs > 0;
    // Where trigrams are not sure, words may decide among their candidates.
    let wavers = letters <= SHORT_TEXT && first.1 < STEADY_CONFIDENCE;
    let elected = if wavers { elected(view, &mut ranking) } else { None };
    Identified { lang: elected.or(sure.then_some(first.0)), ranking }
}

impl Identified {
    /// All that can be said of the language; only here are the other candidates asked for.
    pub(crate) fn detail(&self) -> LangDetail {
        let mut ranking = self.ranking.clone();
        let mut candidates = ranking.all().to_vec();
        let Some(confidence) = candidates.first().map(|c| c.1) else { return self.undecidable() };
        // The language decided on stands first; the others, measured one without the other, can be no surer.
        candidates.iter_mut().for_each(|c| c.1 = c.1.min(confidence));
        candidates.sort_by(|a, b| (Some(a.0) != self.lang).cmp(&(Some(b.0) != self.lang)).then(b.1.total_cmp(&a.1)));
        candidates.first_mut().into_iter().for_each(|c| c.1 = confidence);
        LangDetail {
            lang: self.lang.map(str::to_owned),
            script: ranking.script.map(|s| script_code(s.name()).to_owned()),
            confidence,
            candidates: candidates.into_iter().map(|(lang, confidence)| LangCandidate { lang: lang.to_owned(), confidence }).collect(),
        }
    }

    fn undecidable(&self) -> LangDetail {
        let script = whatlang::detect_script(&self.ranking.sample).filter(|_| self.ranking.named.is_empty());
        LangDetail { lang: None, script: script.map(|s| script_code(s.name()).to_owned()), confidence: 0.0, candidates: Vec::new() }
    }
}

fn count(sample: &str) -> (usize, usize) {
    let ideographs = sample.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count();
    (sample.chars().filter(|c| c.is_alphabetic()).count(), ideographs)
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
fn elected(view: &TextView, ranking: &mut Ranking) -> Option<&'static str> {
    let shares = shares(view);
    let (best, rival) = (shares.first()?, shares.get(1)?);
    // Trigrams and words that agree need less of either.
    let agreed = ranking.first().is_some_and(|c| c.0 == best.0) && best.1 >= AGREED_SHARE;
    let alone = best.1 >= LEAST_SHARE && best.1 >= rival.1 + LEAST_LEAD;
    (agreed || alone && ranking.all().iter().any(|c| c.0 == best.0)).then_some(best.0)
}

/// The likeliest languages. whatlang names only the best, so it is asked again without those already named, but only when more than
/// the first is wanted: each question costs as much as the whole view.
#[derive(Debug, Clone)]
struct Ranking {
    sample: String,
    named: Vec<Lang>,
    found: Vec<Named>,
    script: Option<whatlang::Script>,
    ended: bool,
}

impl Ranking {
    fn of(sample: String) -> Self {
        Ranking { sample, named: Vec::new(), found: Vec::new(), script: None, ended: false }
    }

    fn first(&mut self) -> Option<Named> {
        self.up_to(1).first().copied()
    }

    fn all(&mut self) -> &[Named] {
        self.up_to(CANDIDATES)
    }

    fn up_to(&mut self, wanted: usize) -> &[Named] {
        while !self.ended && self.found.len() < wanted {
            self.ask();
        }
        &self.found
    }

    fn ask(&mut self) {
        let info = Detector::with_denylist(self.named.clone()).detect(&self.sample).filter(|i| !self.named.contains(&i.lang()));
        let Some(info) = info else { return self.ended = true };
        self.named.push(info.lang());
        if let Some(language) = registry::find_iso639_3(info.lang().code()) {
            self.found.push((language.code, (info.confidence().clamp(0.0, 1.0) * 1e4).round() / 1e4));
            self.script.get_or_insert(info.script());
        }
        self.ended = info.is_reliable() && self.found.len() == 1;
    }
}

/// Words of the text without markup, addresses and numbers, from its start, middle and end.
fn sample(text: &str, view: &TextView) -> String {
    let words: Vec<usize> = (0..view.tokens.len()).filter(|i| is_letter_word(view, *i)).collect();
    let main = main_script(view, &words);
    let words: Vec<usize> = words.into_iter().filter(|i| view.tokens[*i].script == main).collect();
    let mut sample = String::with_capacity(SAMPLE * 2);
    for piece in 0..PIECES {
        let from = words.len() * piece / PIECES;
        let to = words.len() * (piece + 1) / PIECES;
        take(text, view, &words[from..to], &mut sample, SAMPLE * (piece + 1) / PIECES);
    }
    sample
}

/// The script of most words. Words are counted, not letters: a Chinese or Korean text with a few names in Latin letters stays one.
fn main_script(view: &TextView, words: &[usize]) -> Script {
    const SCRIPTS: [Script; 5] = [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Han, Script::Other];
    let mut counts = [0.0; SCRIPTS.len()];
    for i in words {
        let script = view.tokens[*i].script;
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
