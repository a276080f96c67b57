//! The article alone: `clean_text`.

use super::{ZoneKind, Zones};
use crate::text::{decoded, Line, TextView};

/// The kept lines of a text, without markup, references decoded. `None` when everything is kept as it is.
pub(crate) fn clean(text: &str, view: &TextView, zones: &Zones) -> Option<String> {
    let kept = |kind: &ZoneKind| matches!(kind, ZoneKind::Title | ZoneKind::Body);
    let untouched = zones.tokens.iter().all(kept) && view.markup.is_empty() && !has_references(text);
    if untouched {
        return None;
    }
    let mut clean = String::with_capacity(text.len());
    for (line, _) in view.lines.iter().zip(&zones.lines).filter(|(_, k)| kept(k)) {
        if !clean.is_empty() {
            clean.push_str(if line.after_blank { "\n\n" } else { "\n" });
        }
        push_line(text, view, zones, line, &mut clean);
    }
    Some(clean)
}

fn has_references(text: &str) -> bool {
    text.contains('&') && decoded(text) != text
}

fn push_line(text: &str, view: &TextView, zones: &Zones, line: &Line, clean: &mut String) {
    let mut raw = String::new();
    let mut at = line.start;
    for cut in cuts(view, zones, line) {
        if cut.0 >= at {
            raw.push_str(&text[at..cut.0]);
            at = cut.1;
        }
    }
    raw.push_str(&text[at.min(line.end)..line.end]);
    clean.push_str(decoded(&raw).trim());
}

/// Bytes of a line that are not kept, in order.
fn cuts(view: &TextView, zones: &Zones, line: &Line) -> Vec<(usize, usize)> {
    let from = view.markup.partition_point(|m| (m.0 as usize) < line.start);
    let markup = view.markup[from..].iter().map(|m| (m.0 as usize, m.1 as usize)).take_while(|m| m.0 < line.end);
    let first = zones.cuts.partition_point(|c| c.0 < line.tokens.0);
    let cut = zones.cuts[first..].iter().take_while(|c| c.1 <= line.tokens.1).map(|c| (view.tokens[c.0].start as usize, view.tokens[c.1 - 1].end as usize));
    let mut all: Vec<(usize, usize)> = markup.chain(cut).filter(|c| c.1 <= line.end).collect();
    all.sort_unstable();
    all
}
