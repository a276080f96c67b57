//! Scripts without capitals: chains of known name parts, and words of organisations with what follows them.

use super::{orgword, Candidate, Context};
use crate::article::ActorType;
use crate::lexicon::{lexicon, Position};
use crate::scan::{word, Hit};
use crate::text::{Gap, TokenKind};

/// Longest chain of name parts.
const LONGEST: usize = 8;

/// Proposes names.
pub(super) fn names(c: &Context<'_>) -> Vec<Candidate> {
    let mut found = c.one_after_another(|i| person(c, i));
    found.extend(c.hits.orgwords.iter().filter_map(|h| organisation(c, h)));
    found
}

fn joined(c: &Context<'_>, i: usize) -> bool {
    i < c.view.tokens.len() && c.view.tokens[i].kind == TokenKind::Word && c.view.tokens[i].gap < Gap::Line && c.sentences.same(i - 1, i)
}

/// A given name and at least one more part.
fn person(c: &Context<'_>, from: usize) -> Option<Candidate> {
    let titled = c.title_leads_to(from);
    if !c.has(from, word::GIVEN) || c.title_from(from).is_some() || c.name_from(from).is_some() {
        return None;
    }
    let mut to = from + 1;
    let mut parts = 1;
    while to - from < LONGEST && joined(c, to) {
        let particle = c.has(to, word::PARTICLE) && joined(c, to + 1) && !c.has(to + 1, word::STOP | word::SPEECH);
        if particle {
            to += 2;
        } else if is_part(c, to) {
            to += 1;
        } else {
            break;
        }
        parts += 1;
    }
    if parts == 1 && titled && !c.has(from, word::STOP) && joined(c, to) && unknown(c, to) && has_article(c, to) {
        to += 1;
        parts += 1;
    }
    // A given name that is also an ordinary word needs a title or a third part.
    let certain = titled || parts > 2 || !c.has(from, word::STOP | word::WEAK);
    (parts >= 2 && certain).then(|| candidate(from, to, c.hits.name_skip(from), if titled { 0.9 } else { 0.75 }))
}

fn candidate(from: usize, to: usize, skip: usize, score: f64) -> Candidate {
    Candidate { from, to, skip, actor_type: ActorType::Person, role: None, score }
}

fn is_part(c: &Context<'_>, i: usize) -> bool {
    c.has(i, word::GIVEN | word::FAMILY) && !c.has(i, word::STOP) && c.title_from(i).is_none() && c.name_from(i).is_none()
}

/// Family names that no list has are told by their article.
fn has_article(c: &Context<'_>, i: usize) -> bool {
    lexicon().tables.articles.iter().any(|a| c.view.form(i).starts_with(a))
}

fn unknown(c: &Context<'_>, i: usize) -> bool {
    !c.has(i, word::STOP | word::SPEECH | word::ORGWORD) && c.title_from(i).is_none() && c.name_from(i).is_none() && c.view.form(i).chars().count() >= 3
}

/// "جامعة القاهرة": a word of organisations before the name of a place.
fn organisation(c: &Context<'_>, hit: &Hit) -> Option<Candidate> {
    let word = orgword(hit)?;
    if word.position == Position::Last || word.actor_type != ActorType::Organization || !joined(c, hit.to) {
        return None;
    }
    let to = c.place_from(hit.to)?;
    Some(Candidate { from: hit.from, to, skip: hit.skip, actor_type: word.actor_type, role: word.role, score: 0.6 })
}
