//! Labels of tokens: outside, or begin, inside, last, unit of a person, organization or place (BILOU; Ratinov and Roth 2009).

use crate::article::ActorType;

/// Number of labels; label 0 is outside.
pub const LABELS: usize = 13;
pub(super) const OUTSIDE: usize = 0;
pub(super) const BEGIN: usize = 0;
pub(super) const INSIDE: usize = 1;
pub(super) const LAST: usize = 2;
pub(super) const UNIT: usize = 3;

/// Types in the order of the labels.
pub const TYPES: [ActorType; 3] = [ActorType::Person, ActorType::Organization, ActorType::Place];

/// The label of a part of a name of a type.
pub(super) const fn label(kind: usize, part: usize) -> usize {
    1 + kind * 4 + part
}

pub(super) const fn part(label: usize) -> usize {
    (label - 1) % 4
}

pub(super) const fn kind(label: usize) -> usize {
    (label - 1) / 4
}

/// The label of token `i` in the name `from..to`.
pub(super) fn label_at(i: usize, from: usize, to: usize, kind: usize) -> usize {
    let part = match (i == from, i + 1 == to) {
        (true, true) => UNIT,
        (true, false) => BEGIN,
        (false, true) => LAST,
        (false, false) => INSIDE,
    };
    label(kind, part)
}

/// Labels of `length` tokens with these names: first token, one past the last, type.
pub fn encode(length: usize, names: &[(usize, usize, usize)]) -> Vec<u8> {
    let mut labels = vec![OUTSIDE as u8; length];
    for &(from, to, kind) in names {
        for (i, l) in labels.iter_mut().enumerate().take(to).skip(from) {
            *l = label_at(i, from, to, kind) as u8;
        }
    }
    labels
}

/// Whether a label may follow another.
pub const fn follows(before: usize, after: usize) -> bool {
    let open = before != OUTSIDE && part(before) < LAST;
    let goes_on = after != OUTSIDE && (part(after) == INSIDE || part(after) == LAST);
    if open {
        goes_on && kind(before) == kind(after)
    } else {
        !goes_on
    }
}

/// Whether a sequence may begin with a label.
pub const fn starts(label: usize) -> bool {
    follows(OUTSIDE, label)
}

/// Whether a sequence may end with a label.
pub const fn ends(label: usize) -> bool {
    label == OUTSIDE || part(label) >= LAST
}
