//! What one line says about itself.

use super::{ZoneKind, PARAGRAPH};
use crate::lexicon::{lexicon, Place};
use crate::scan::{Hit, Hits};
use crate::text::{Case, Line, TextView, Token, TokenKind};

/// Observations on a line.
#[derive(Debug, Default, Clone)]
pub(super) struct LineFeatures {
    /// Words; two ideographs count as one.
    pub(super) words: usize,
    /// Ends like a sentence.
    pub(super) terminal: bool,
    /// A horizontal rule: marks only.
    pub(super) rule: bool,
    /// Nothing but the phrase that tells its kind.
    pub(super) marker_only: bool,
    kind: Option<ZoneKind>,
    /// Words that phrases of boilerplate cover, and the kind of the last of these.
    covered: usize,
    covering: Option<ZoneKind>,
    /// Words with a capital.
    capitals: usize,
    addresses: usize,
    /// Marks of breadcrumbs (`>>`, `›`).
    arrows: usize,
    bars: usize,
    digits: usize,
    letters: usize,
    enclosed: bool,
    slash: bool,
}

/// Most words behind the word of a byline.
const BYLINE: usize = 7;
/// Longest line that a phrase at its start or inside makes boilerplate.
const PHRASE_LINE: usize = 25;
/// Longest such line that ends like a sentence.
const PHRASE_SENTENCE: usize = 9;

/// Observations on all lines.
pub(super) fn features(text: &str, view: &TextView, hits: &Hits) -> Vec<LineFeatures> {
    let mut phrases = hits.boilerplate.iter().peekable();
    view.lines
        .iter()
        .map(|line| {
            let mut features = observe(text, view, line);
            while let Some(hit) = phrases.next_if(|h| h.from < line.tokens.1) {
                note_phrase(&mut features, view, line, hit);
            }
            features
        })
        .collect()
}

fn observe(text: &str, view: &TextView, line: &Line) -> LineFeatures {
    let tokens = &view.tokens[line.tokens.0..line.tokens.1];
    let slice = |i: usize| &text[tokens[i].start as usize..tokens[i].end as usize];
    let last = tokens.len() - 1;
    let mut features = counts(text, tokens);
    features.terminal = ends_like_sentence((0..tokens.len()).rev().take(3).map(slice));
    features.rule = features.words == 0 && tokens.len() >= 3 && matches!(slice(0), "-" | "*" | "_" | "=" | "—" | "–");
    features.enclosed = matches!((slice(0), slice(last)), ("(", ")") | ("（", "）") | ("[", "]") | ("【", "】"));
    features
}

fn counts(text: &str, tokens: &[Token]) -> LineFeatures {
    let mut counts = LineFeatures::default();
    let mut ideographs = 0_usize;
    for token in tokens {
        match token.kind {
            TokenKind::Word => counts.note_word(token),
            TokenKind::Ideograph => ideographs += 1,
            TokenKind::Punct => counts.note_mark(&text[token.start as usize..token.end as usize]),
            TokenKind::Address => counts.addresses += 1,
        }
    }
    counts.words += ideographs.div_ceil(2);
    counts.letters += ideographs;
    counts
}

impl LineFeatures {
    fn note_word(&mut self, token: &Token) {
        self.words += 1;
        self.capitals += usize::from(token.is_capital());
        self.digits += usize::from(token.case == Case::Digit);
        self.letters += usize::from(token.case != Case::Digit);
    }

    fn note_mark(&mut self, mark: &str) {
        match mark {
            ">" | "›" | "→" | "»" => self.arrows += 1,
            "|" | "｜" | "·" | "•" => self.bars += 1,
            "/" => self.slash = true,
            _ => {}
        }
    }
}

fn ends_like_sentence<'t>(mut last: impl Iterator<Item = &'t str>) -> bool {
    let closing = |m: &&str| matches!(*m, "\"" | "'" | "”" | "»" | "’" | ")" | "）" | "」" | "』" | "“" | "|");
    let end = last.find(|m| !closing(m));
    end.is_some_and(|m| matches!(m, "." | "!" | "?" | "…" | "。" | "！" | "？" | "؟" | ":" | "：" | ";" | "；" | ","))
}

fn note_phrase(features: &mut LineFeatures, view: &TextView, line: &Line, hit: &Hit) {
    let Some(phrase) = lexicon().tables.boilerplate.get(hit.sense.target as usize) else { return };
    let (before, after) = (view.words(line.tokens.0..hit.from), view.words(hit.to.min(line.tokens.1)..line.tokens.1));
    let whole = before == 0 && after == 0;
    if hit.to <= line.tokens.1 {
        features.covered += view.words(hit.from..hit.to);
        features.covering = Some(ZoneKind::parse(phrase.kind));
    }
    // "By John Smith", "Par Marie Dupont": the word of a byline before names only.
    let byline = phrase.kind == "byline" && before == 0 && (1..=BYLINE).contains(&after) && features.capitals * 3 >= features.words * 2 && !features.terminal;
    let short = features.words < PHRASE_LINE && (!features.terminal || features.words < PHRASE_SENTENCE || features.addresses > 0);
    let fits = match phrase.place {
        Place::Whole => whole || byline,
        Place::Start => before == 0 && short,
        Place::Any => short,
    };
    if fits && (features.kind.is_none() || whole) {
        features.kind = Some(ZoneKind::parse(phrase.kind));
        features.marker_only |= whole;
    }
}

/// What a line is by itself; `None` when nothing speaks against content.
pub(super) fn kind(f: &LineFeatures) -> Option<ZoneKind> {
    if f.words == 0 {
        return Some(if f.addresses > 0 { ZoneKind::Source } else { ZoneKind::Markup });
    }
    if f.kind.is_some() {
        return f.kind;
    }
    let short = f.words < 14 && !f.terminal;
    // A bar of buttons: nothing but phrases, several of them.
    if short && f.words >= 2 && f.covered >= f.words {
        return f.covering;
    }
    if f.enclosed && f.words < PARAGRAPH && f.slash {
        return Some(ZoneKind::Credit);
    }
    if short && (f.arrows >= 2 || (f.arrows == 1 && f.words < 8) || f.bars >= 3) {
        return Some(ZoneKind::Navigation);
    }
    // "Agency | 14.09.2020 08:40": more figures than words.
    (short && f.digits >= 3 && f.digits >= f.letters && f.letters > 0).then_some(ZoneKind::Source)
}

/// A parenthesis with a slash inside, at the end of a line: photographer and agency.
pub(super) fn credit(text: &str, view: &TextView, line: &Line) -> Option<(usize, usize)> {
    let (from, to) = line.tokens;
    let close = (from..to).rev().take(3).find(|i| view.is(*i, ")") || view.is(*i, "）"))?;
    let open = (from..close).rev().take(12).find(|i| view.is(*i, "(") || view.is(*i, "（"))?;
    let inside = &text[view.tokens[open].start as usize..view.tokens[close].end as usize];
    (inside.contains('/') && close > open + 2).then_some((open, close + 1))
}

/// Captions point into the picture or end with a bar; sentences of an article with a slash in a parenthesis do neither.
pub(super) fn looks_like_caption(view: &TextView, line: &Line) -> bool {
    let (from, to) = line.tokens;
    view.is(to - 1, "|") || (from..to).filter(|i| view.is(*i, "(") || view.is(*i, "（")).count() >= 2
}

/// Where the name of the site starts in a title.
pub(super) fn site_name(view: &TextView, line: &Line) -> Option<usize> {
    let (from, to) = line.tokens;
    let bar = (from..to).rev().find(|i| view.is(*i, "|") || view.is(*i, "｜"))?;
    (view.words(bar..to) < view.words(from..bar)).then_some(bar)
}
