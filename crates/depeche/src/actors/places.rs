//! Capitals that stand for governments.

use super::{Cast, Reference, Scene, Who};
use crate::article::{ActorType, MentionKind};
use crate::scan::word;

/// Turns a capital into its state where it acts: it says something, stands beside another state's name, or begins a sentence
/// that is no dateline.
pub(super) fn metonyms(scene: &Scene<'_>, cast: &mut Cast) {
    let acting: Vec<(usize, usize)> = (0..cast.references.len()).filter_map(|i| government(scene, cast, i).map(|g| (i, g))).collect();
    for (i, state) in acting {
        cast.references[i].who = Who::Listed(state);
        cast.references[i].kind = MentionKind::Metonym;
    }
}

/// The state whose government a reference means.
fn government(scene: &Scene<'_>, cast: &Cast, i: usize) -> Option<usize> {
    let reference = &cast.references[i];
    let capital = scene.entity(reference.who).filter(|e| e.actor_type == ActorType::Place && reference.kind == MentionKind::Name)?;
    let state = scene.tables.entity_by_id(capital.metonym?)?;
    acts(scene, cast, i).then_some(state)
}

fn acts(scene: &Scene<'_>, cast: &Cast, i: usize) -> bool {
    let reference = &cast.references[i];
    let (view, next) = (scene.view, reference.to);
    let located = reference.from > 0 && scene.is_word(reference.from - 1, word::LOCATIVE);
    if located || is_dateline(scene, reference) || next >= view.tokens.len() {
        return false;
    }
    let here = |i: usize| scene.sentences.same(reference.from, i);
    // Arabic and Spanish often have the verb first.
    let spoken = reference.from > 0 && here(reference.from - 1) && scene.is_word(reference.from - 1, word::SPEECH);
    let speaks = spoken || (next..next + 3).any(|i| i < view.tokens.len() && here(i) && scene.is_word(i, word::SPEECH));
    speaks || beside_state(scene, cast, i)
}

/// "BEIJING, 25 septembre (Xinhua) --": a comma, figure, bracket or dash soon after a place that begins a line.
fn is_dateline(scene: &Scene<'_>, reference: &Reference) -> bool {
    let first = scene.sentences.is_first_word(scene.view, reference.from);
    let marks = [",", "(", "-", "/", ":", "，", "（"];
    first && marks.iter().any(|m| scene.view.is(reference.to, m))
}

/// "Beijing et Moscou", "between Washington and Tehran": joined by one word to a state or another capital.
fn beside_state(scene: &Scene<'_>, cast: &Cast, i: usize) -> bool {
    let reference = &cast.references[i];
    let state = |r: &Reference| scene.entity(r.who).is_some_and(|e| e.actor_type == ActorType::Country || e.metonym.is_some());
    let joins =
        |gap: std::ops::Range<usize>| gap.len() == 1 && scene.is_word(gap.start, word::STOP) && !scene.is_word(gap.start, word::LINKER | word::LOCATIVE);
    let after = cast.name_at(reference.to + 1).filter(|r| r.from == reference.to + 1 && joins(reference.to..r.from));
    let before = reference.from.checked_sub(2).and_then(|t| cast.name_at(t)).filter(|r| joins(r.to..reference.from));
    after.is_some_and(state) || before.is_some_and(state)
}
