//! Scripts with capitals: runs of capitalised words, judged by their company.

use super::{orgword_in, Candidate, Context};
use crate::article::ActorType;
use crate::scan::word;
use crate::text::{Case, Gap, Script, TokenKind};

/// Longest run that is taken for one name.
const LONGEST: usize = 9;
/// Longest heading, in tokens.
const HEADING: usize = 25;
/// Share of capitalised words from which a sentence is a heading in title case.
const TITLE_CASE: f64 = 0.6;

/// Proposes names.
pub(super) fn names(c: &Context<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < c.view.tokens.len() {
        if !is_capital(c, i) {
            i += 1;
            continue;
        }
        let end = run_end(c, i);
        found.extend(judge(c, i, end));
        i = end.max(i + 1);
    }
    found.retain(|f| !in_heading(c, f));
    found
}

fn is_letter_word(c: &Context<'_>, i: usize) -> bool {
    c.view.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word && matches!(t.script, Script::Latin | Script::Cyrillic))
}

fn is_capital(c: &Context<'_>, i: usize) -> bool {
    is_letter_word(c, i) && c.view.tokens[i].is_capital()
}

/// Joined to the token before it: by nothing, a space or (wrapped text) a line end.
fn joined(c: &Context<'_>, i: usize) -> bool {
    i < c.view.tokens.len() && c.view.tokens[i].gap < Gap::Blank && c.sentences.same(i - 1, i)
}

fn run_end(c: &Context<'_>, from: usize) -> usize {
    let mut end = from + 1;
    while end - from < LONGEST {
        match extension(c, from, end) {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}

/// Where the run goes on from `end`, if it does.
fn extension(c: &Context<'_>, from: usize, end: usize) -> Option<usize> {
    if !joined(c, end) {
        return None;
    }
    let capital_at = |i: usize| (is_capital(c, i) && joined(c, i)).then_some(i + 1);
    let form = c.view.form(end);
    if is_capital(c, end) {
        let function_word = c.has(end, word::STOP) && !c.has(end, word::GIVEN | word::PARTICLE) && !c.has(from, word::ORGWORD);
        return (!function_word).then_some(end + 1);
    }
    let punct = c.view.tokens[end].kind == TokenKind::Punct;
    match form {
        // A hyphen between letters, an ampersand, an apostrophe inside a name (O'Brien).
        " " | "&" if punct => capital_at(end + 1),
        "'" if c.view.form(end - 1).chars().count() == 1 && c.view.tokens[end].gap == Gap::None => capital_at(end + 1),
        // An initial.
        "." if c.view.form(end - 1).chars().count() == 1 => capital_at(end + 1),
        _ if punct => None,
        _ if c.view.tokens[end].case == Case::Digit => None,
        _ => small_word(c, from, end),
    }
}

/// de, van, bin between capitals; articles and prepositions inside names of organisations.
fn small_word(c: &Context<'_>, from: usize, end: usize) -> Option<usize> {
    let organisation = orgword_in(c.hits, from, end + 1).is_some() || c.has(from, word::ORGWORD);
    let bits = if organisation { word::PARTICLE | word::LINKER } else { word::PARTICLE };
    let mut i = end;
    while i < end + 3 && i < c.view.tokens.len() && joined(c, i) && !c.has(i, word::LOCATIVE) && (c.has(i, bits) || (organisation && c.view.form(i) == "'")) {
        i += 1;
        if is_capital(c, i) && joined(c, i) {
            return Some(i + 1);
        }
    }
    None
}

/// Takes off what stands before a name: titles, states, words that only begin the sentence.
fn trim(c: &Context<'_>, mut from: usize, to: usize) -> (usize, bool) {
    let mut titled = c.title_leads_to(from);
    // A title that began before the run ("ministre de l'Intérieur Christophe Castaner", "Chief of Staff Reince Priebus").
    if let Some(end) = (from + 1..to).rev().find(|i| c.title_before(*i).is_some_and(|start| start < from)) {
        (from, titled) = (end, true);
    }
    // "Digital Secretary Oliver Dowden": a title inside, with a given name behind it.
    if let Some(end) = (from..to).rev().filter_map(|i| c.title_from(i)).find(|e| *e < to && c.has(*e, word::GIVEN)) {
        (from, titled) = (end, true);
    }
    while from < to {
        if let Some(end) = c.title_from(from).filter(|e| *e <= to) {
            titled = true;
            from = end;
        } else if let Some(end) = c.name_from(from).filter(|e| *e < to && (c.title_from(*e).is_some() || c.title_before(from).is_some())) {
            // "Chinese President", "президент Швейцарии": a state beside a title.
            titled = true;
            from = end;
        } else if first_word_only(c, from, to) || c.view.tokens[from].kind == TokenKind::Punct {
            from += 1;
        } else {
            break;
        }
    }
    (from, titled)
}

fn first_word_only(c: &Context<'_>, from: usize, to: usize) -> bool {
    let stop = c.has(from, word::STOP | word::SPEECH | word::MONTH) && !c.has(from, word::GIVEN);
    let first = c.sentences.is_first_word(c.view, from);
    let word_before_name = c.has_in_small_letters(c.view.form(from)) || (c.has(from + 1, word::GIVEN) && c.name_from(from).is_none());
    stop || (first && to - from > 1 && word_before_name && !c.has(from, word::GIVEN | word::ORGWORD))
}

fn judge(c: &Context<'_>, from: usize, to: usize) -> Option<Candidate> {
    let (from, titled) = trim(c, from, to);
    // A listed name before a given name is a name of its own ("Iles Marshall Tony de Brum").
    let from = c.name_from(from).filter(|e| *e < to && c.has(*e, word::GIVEN) && !c.has(from, word::GIVEN)).unwrap_or(from);
    if from >= to || c.name_from(from) == Some(to) {
        return None;
    }
    organisation(c, from, to).or_else(|| person(c, from, to, titled))
}

fn organisation(c: &Context<'_>, from: usize, to: usize) -> Option<Candidate> {
    let orgword = orgword_in(c.hits, from, to)?;
    (to - from >= 2).then_some(Candidate { from, to, skip: 0, actor_type: orgword.actor_type, role: orgword.role, score: 0.75 })
}

fn person(c: &Context<'_>, from: usize, to: usize, titled: bool) -> Option<Candidate> {
    let words = (from..to).filter(|i| c.view.tokens[*i].kind == TokenKind::Word).count();
    let given = c.has(from, word::GIVEN);
    let letter = |i: usize| i < to && c.view.form(i).chars().count() == 1;
    // One or two initials make a name, but not the letters of an acronym (U.S. dollar).
    let initial = letter(from) && c.view.is(from + 1, ".") && c.name_from(from).is_none();
    let apposition =
        c.view.is(to, ",") && (c.title_from(to + 1).is_some() || (to + 2 < c.view.tokens.len() && c.has(to + 1, word::STOP) && c.title_from(to + 2).is_some()));
    let score = match words {
        0 => return None,
        1 if titled && !c.has(from, word::ORGWORD | word::STOP) && c.name_from(from).is_none() && c.title_from(from).is_none() => 0.7,
        1 => return None,
        _ if given && (titled || apposition) => 0.95,
        _ if given => 0.85,
        _ if titled || apposition => 0.8,
        2..=4 if initial || (c.speech_beside(from, to) && !c.has(from, word::ORGWORD)) => 0.65,
        _ => return None,
    };
    (words <= 5).then_some(Candidate { from, to, skip: 0, actor_type: ActorType::Person, role: None, score })
}

/// In headings every word may have a capital: there only a given name or a title speaks for a person.
fn in_heading(c: &Context<'_>, candidate: &Candidate) -> bool {
    if candidate.score >= 0.9 {
        return false;
    }
    let sentence = c.sentences.around(candidate.from);
    if sentence.len() > HEADING || c.view.is(sentence.end - 1, ".") {
        return false;
    }
    let words: Vec<usize> = sentence.filter(|i| is_letter_word(c, *i) && c.view.form(*i).chars().count() > 3).collect();
    let capital = words.iter().filter(|i| c.view.tokens[**i].is_capital()).count();
    words.len() >= 5 && capital as f64 > words.len() as f64 * TITLE_CASE
}
