//! What is article and what is the page around it.
//!
//! Needs: the view and the boilerplate phrases found in it. Gives: a kind for every line and every token. Lines are judged by
//! what they say (phrases of `boilerplate.tsv`), how they are built (marks of navigation, dates, credits) and where they stand, after the
//! boilerplate features of Kohlschütter et al. 2010; no rule knows a site.

mod clean;
mod line;

pub(crate) use clean::clean;

use crate::article::Zone;
use crate::scan::Hits;
use crate::span;
use crate::text::TextView;
use line::LineFeatures;

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ZoneKind {
    Title,
    Body,
    Caption,
    Markup,
    Navigation,
    Byline,
    Credit,
    Source,
    Related,
    Share,
    Comment,
    Subscribe,
    Footer,
}

impl ZoneKind {
    /// Title, body and captions: where findings count.
    pub(crate) fn is_content(self) -> bool {
        matches!(self, ZoneKind::Title | ZoneKind::Body | ZoneKind::Caption)
    }

    fn as_str(self) -> &'static str {
        match self {
            ZoneKind::Title => "title",
            ZoneKind::Body => "body",
            ZoneKind::Caption => "caption",
            ZoneKind::Markup => "markup",
            ZoneKind::Navigation => "navigation",
            ZoneKind::Byline => "byline",
            ZoneKind::Credit => "credit",
            ZoneKind::Source => "source",
            ZoneKind::Related => "related",
            ZoneKind::Share => "share",
            ZoneKind::Comment => "comment",
            ZoneKind::Subscribe => "subscribe",
            ZoneKind::Footer => "footer",
        }
    }

    /// The kind that a word of `boilerplate.tsv` names.
    fn parse(word: &str) -> Self {
        match word {
            "caption" => ZoneKind::Caption,
            "byline" => ZoneKind::Byline,
            "source" => ZoneKind::Source,
            "related" => ZoneKind::Related,
            "share" => ZoneKind::Share,
            "comment" => ZoneKind::Comment,
            "subscribe" => ZoneKind::Subscribe,
            "footer" => ZoneKind::Footer,
            _ => ZoneKind::Navigation,
        }
    }
}

/// The zones of a text.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    /// Per line of the view.
    pub(crate) lines: Vec<ZoneKind>,
    /// Per token.
    pub(crate) tokens: Vec<ZoneKind>,
    /// Parts of content lines that are not content: (first token, one past the last, kind).
    cuts: Vec<(usize, usize, ZoneKind)>,
}

/// Share of the text before which a block of teasers is a box inside the article and not its end.
const TAIL: f64 = 0.6;
/// Lines among which the title of a page may be repeated.
const HEAD_LINES: usize = 12;
/// Words from which a line is a paragraph.
const PARAGRAPH: usize = 18;

/// Judges the lines of a text.
pub(crate) fn zones(text: &str, view: &TextView, hits: &Hits) -> Zones {
    let features = line::features(text, view, hits);
    let mut kinds: Vec<ZoneKind> = features.iter().map(|f| line::kind(f).unwrap_or(ZoneKind::Body)).collect();
    repeated_title(view, &features, &mut kinds);
    section_label(&features, &mut kinds);
    teasers(view, &features, &mut kinds);
    footer(&features, &mut kinds);
    tail(&features, &mut kinds);
    title(&features, &mut kinds);
    let cuts = cuts(text, view, &features, &mut kinds);
    let tokens = token_kinds(view, &kinds, &cuts);
    Zones { lines: kinds, tokens, cuts }
}

/// A page often has its title twice, once for the site and once for the article; what stands between is the site's head.
fn repeated_title(view: &TextView, features: &[LineFeatures], kinds: &mut [ZoneKind]) {
    let Some(first) = kinds.iter().position(|k| k.is_content()) else { return };
    let title = title_words(view, first);
    if !(4..=40).contains(&title.split(' ').count()) {
        return;
    }
    let head = (first + 1)..kinds.len().min(first + HEAD_LINES);
    let Some(again) = head.clone().rev().find(|i| title_words(view, *i) == title) else { return };
    if features[first + 1..again].iter().all(|f| f.words < PARAGRAPH) {
        kinds[first + 1..=again].fill(ZoneKind::Navigation);
    }
}

/// The words of a line without the name of the site behind a bar.
fn title_words(view: &TextView, line: usize) -> &str {
    let (from, to) = view.lines[line].tokens;
    let words = |i: &usize| view.tokens[*i].is_word();
    let Some(from) = (from..to).find(words) else { return "" };
    let to = (from..to).find(|i| view.is(*i, "|")).unwrap_or(to);
    view.phrase(from, to).trim_end_matches(['.', ' '])
}

/// A label of one to four words above the title of the article.
fn section_label(features: &[LineFeatures], kinds: &mut [ZoneKind]) {
    let content: Vec<usize> = (0..kinds.len()).filter(|i| kinds[*i].is_content()).take(3).collect();
    let [label, title, body] = content[..] else { return };
    let (l, t) = (&features[label], &features[title]);
    if l.words <= 4 && !l.terminal && t.words > l.words + 2 && t.words < 30 && !t.terminal && features[body].words > t.words {
        kinds[label] = ZoneKind::Navigation;
    }
}

/// What follows a bare "read also" line: headlines and the first lines of other articles.
fn teasers(view: &TextView, features: &[LineFeatures], kinds: &mut [ZoneKind]) {
    let length = view.lines.last().map_or(1, |l| l.end).max(1) as f64;
    for i in 0..kinds.len() {
        if kinds[i] != ZoneKind::Related || !features[i].marker_only {
            continue;
        }
        let in_tail = view.lines[i].start as f64 / length > TAIL;
        let block = (i + 1..kinds.len())
            .take_while(|j| in_tail || kinds[*j] != ZoneKind::Related)
            .take_while(|j| in_tail || (features[*j].words < PARAGRAPH && !features[*j].terminal && (!view.lines[*j].after_blank || *j == i + 1)));
        for j in block.collect::<Vec<_>>() {
            if kinds[j].is_content() {
                kinds[j] = ZoneKind::Related;
            }
        }
        if in_tail {
            return;
        }
    }
}

/// What follows a rule in the second half of a text is about the site or the author when several of its lines are boilerplate.
fn footer(features: &[LineFeatures], kinds: &mut [ZoneKind]) {
    let total: usize = features.iter().map(|f| f.words).sum();
    let is_boilerplate = |k: &ZoneKind| !k.is_content() && *k != ZoneKind::Markup;
    let mut boilerplate = kinds.iter().filter(|k| is_boilerplate(k)).count();
    let mut before = 0;
    for i in 0..kinds.len() {
        before += features[i].words;
        boilerplate -= usize::from(is_boilerplate(&kinds[i]));
        if features[i].rule && total - before < before && boilerplate >= 2 {
            for kind in kinds[i + 1..].iter_mut().filter(|k| k.is_content()) {
                *kind = ZoneKind::Footer;
            }
            return;
        }
    }
}

/// Short lines around boilerplate after the last paragraph.
fn tail(features: &[LineFeatures], kinds: &mut [ZoneKind]) {
    let last = (0..kinds.len()).rev().find(|i| kinds[*i].is_content() && (features[*i].terminal || features[*i].words >= PARAGRAPH));
    let from = last.map_or(0, |l| l + 1);
    if last.is_none() || kinds[from..].iter().all(|k| k.is_content()) {
        return;
    }
    let first = kinds[from..].iter().position(|k| !k.is_content()).unwrap_or(0);
    for kind in kinds[from + first..].iter_mut().filter(|k| k.is_content()) {
        *kind = ZoneKind::Footer;
    }
}

/// The first line of content is the title when it is short, does not end like a sentence and text follows.
fn title(features: &[LineFeatures], kinds: &mut [ZoneKind]) {
    let mut content = (0..kinds.len()).filter(|i| kinds[*i] == ZoneKind::Body);
    let (Some(first), Some(_)) = (content.next(), content.next()) else { return };
    if features[first].words <= 30 && !features[first].terminal {
        kinds[first] = ZoneKind::Title;
    }
}

/// Names of sites behind the title's bar, credits at the end of captions, credits inside lines.
fn cuts(text: &str, view: &TextView, features: &[LineFeatures], kinds: &mut [ZoneKind]) -> Vec<(usize, usize, ZoneKind)> {
    let mut cuts = Vec::new();
    for (i, line) in view.lines.iter().enumerate() {
        if !kinds[i].is_content() {
            continue;
        }
        if let Some(credit) = line::credit(text, view, line) {
            let at_end = credit.1 + 2 >= line.tokens.1;
            if at_end && features[i].words < 90 && line::looks_like_caption(view, line) {
                kinds[i] = ZoneKind::Caption;
            }
            cuts.push((credit.0, credit.1, ZoneKind::Credit));
        }
        if kinds[i] == ZoneKind::Title {
            cuts.extend(line::site_name(view, line).map(|from| (from, line.tokens.1, ZoneKind::Navigation)));
        }
    }
    cuts
}

fn token_kinds(view: &TextView, lines: &[ZoneKind], cuts: &[(usize, usize, ZoneKind)]) -> Vec<ZoneKind> {
    let mut kinds = vec![ZoneKind::Body; view.tokens.len()];
    for (line, kind) in view.lines.iter().zip(lines) {
        kinds[line.tokens.0..line.tokens.1].fill(*kind);
    }
    for (from, to, kind) in cuts {
        kinds[*from..*to].fill(*kind);
    }
    kinds
}

impl Zones {
    /// Zones as spans that cover the text without gaps.
    pub(crate) fn spans(&self, text: &str, view: &TextView) -> Vec<Zone> {
        let mut ranges: Vec<(usize, usize, ZoneKind)> = Vec::new();
        for (token, kind) in view.tokens.iter().zip(&self.tokens) {
            match ranges.last_mut() {
                Some(last) if last.2 == *kind => last.1 = token.end as usize,
                _ => ranges.push((token.start as usize, token.end as usize, *kind)),
            }
        }
        close_gaps(&mut ranges, text.len());
        let bytes: Vec<(usize, usize)> = ranges.iter().map(|r| (r.0, r.1)).collect();
        let spans = span::spans(text, &bytes);
        spans.iter().zip(&ranges).map(|(s, r)| Zone { start: s.start, end: s.end, kind: r.2.as_str() }).collect()
    }
}

/// Spaces and tags between two zones go to the earlier one.
fn close_gaps(ranges: &mut [(usize, usize, ZoneKind)], length: usize) {
    for i in 0..ranges.len() {
        ranges[i].1 = ranges.get(i + 1).map_or(length, |next| next.0);
    }
    if let Some(first) = ranges.first_mut() {
        first.0 = 0;
    }
}
