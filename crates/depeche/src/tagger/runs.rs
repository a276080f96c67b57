//! Runs of capitalised words: what stands around them and what is known of them, told to each of their tokens.

use super::atoms::{is_break, is_name_like, position, Atom, Atoms, EDGE};
use super::Context;
use crate::scan::word;
use crate::text::TokenKind;

/// Marks the runs.
pub(super) fn runs(c: &Context<'_>, wanted: &[bool], atoms: &mut Atoms) {
    let mut i = 0;
    while i < c.view.tokens.len() {
        if !wanted[i] || !is_name_like(c, i) {
            i += 1;
            continue;
        }
        let end = run_end(c, i);
        mark(c, atoms, i, end);
        i = end;
    }
}

/// Capitalised words, with hyphens and full stops of initials between them.
fn run_end(c: &Context<'_>, from: usize) -> usize {
    let mut end = from + 1;
    while end < c.view.tokens.len() && !is_break(c, end) {
        if is_name_like(c, end) {
            end += 1;
        } else if joins(c, end) && end + 1 < c.view.tokens.len() && is_name_like(c, end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

fn joins(c: &Context<'_>, i: usize) -> bool {
    let form = c.view.form(i);
    c.view.tokens[i].kind == TokenKind::Punct && (form == " " || form == "&" || (form == "." && c.view.form(i - 1).chars().count() == 1))
}

fn mark(c: &Context<'_>, atoms: &mut Atoms, from: usize, to: usize) {
    let word_at = |i: Option<usize>| i.filter(|i| *i < c.view.tokens.len()).map_or(EDGE, |i| super::hash::bytes(c.view.form(i).as_bytes()));
    let left = if is_break(c, from) { EDGE } else { word_at(from.checked_sub(1)) };
    let right = if to < c.view.tokens.len() && is_break(c, to) { EDGE } else { word_at(Some(to)) };
    let known = (from..to).fold(0, |all, i| all | sort(c, atoms, i));
    for i in from..to {
        let row = &mut atoms.rows[i];
        row[Atom::RunLeft as usize] = left;
        row[Atom::RunRight as usize] = right;
        row[Atom::RunPlace as usize] = position(i, from, to);
        row[Atom::RunKnown as usize] = 1 + known;
    }
}

/// Given name, family name, word of an organisation or place, name of the lexicon.
fn sort(c: &Context<'_>, atoms: &Atoms, i: usize) -> u32 {
    let bit = |bits: u16, value: u32| if c.has(i, bits) { value } else { 0 };
    let lexicon = if atoms.rows[i][Atom::Lexicon as usize] != 0 { 4 } else { 0 };
    let organisation = if atoms.rows[i][Atom::OrgWord as usize] != 0 { 8 } else { 0 };
    bit(word::GIVEN, 1) | bit(word::FAMILY, 2) | lexicon | organisation
}
