//! What the tagger knows of each token by itself: its atoms, which templates combine to features.
//!
//! An atom is a number; 0 means that there is nothing to say, and a feature with such an atom does not exist.

use super::words::{Word, Words};
use super::{hash, orgword, runs, segmenter, Context};
use crate::article::ActorType;
use crate::lexicon::{flag, lexicon, Class, Position};
use crate::registry::Segmentation;
use crate::scan::{word, Hit};
use crate::text::{Case, Gap, TokenKind};

macro_rules! atoms {
    ($($name:ident $code:literal $doc:literal,)*) => {
        /// Kinds of atoms.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Atom { $(#[doc = $doc] $name,)* }

        /// Atoms by the code that templates use.
        pub(super) const ATOMS: &[(&str, Atom)] = &[$(($code, Atom::$name),)*];
    };
}

atoms! {
    Word "w" "the folded word, without clitics",
    Prefix2 "p2" "its first letters",
    Prefix3 "p3" "its first letters",
    Prefix4 "p4" "its first letters",
    Suffix1 "s1" "its last letter",
    Suffix2 "s2" "its last letters",
    Suffix3 "s3" "its last letters",
    Suffix4 "s4" "its last letters",
    Shape "shape" "how it is written: case, length, letters or digits or which mark",
    Case "case" "its case alone",
    NamePart "part" "what lists of names say of it",
    Company "company" "what kind of company of names it is: function word, verb of saying, month",
    Lexicon "lex" "the name of the lexicon that it is in: type, condition, position",
    Title "title" "the title that it is in",
    OrgWord "org" "what kind of organisation or place it tells",
    Known "known" "what gazetteers say of it, and how often it has a capital",
    Cluster "cluster" "its distributional cluster",
    Frequency "freq" "how frequent it is, and how often with a capital",
    Clitic "clitic" "letters written together with it",
    Place "place" "where in its sentence it stands, and what kind of sentence it is",
    Gap "gap" "what stands before it",
    RunLeft "left" "the word before the run of capitals, or before the word of the dictionary",
    RunRight "right" "the word behind it",
    RunPlace "run" "where in the run it stands",
    RunKnown "inrun" "what is known of all words of the run together",
    RunWord "rword" "the word of the dictionary that it is in",
}

pub(super) const COUNT: usize = ATOMS.len();
pub(super) type Row = [u32; COUNT];

/// Stands for the edge of a paragraph.
pub(super) const EDGE: u32 = u32::MAX;

/// All atoms of a text, with the clitics taken off.
pub(super) struct Atoms {
    pub(super) rows: Vec<Row>,
    /// Bytes of the folded form that are clitics.
    pub(super) skips: Vec<u8>,
}

/// Works out the atoms of all tokens that `wanted` holds of.
pub(super) fn atoms(c: &Context<'_>, words: &Words, segmentation: Segmentation, wanted: &[bool]) -> Atoms {
    let size = c.view.tokens.len();
    let mut atoms = Atoms { rows: vec![[0; COUNT]; size], skips: vec![0; size] };
    listed(c, &mut atoms);
    for i in (0..size).filter(|i| wanted[*i]) {
        own(c, words, &mut atoms, i);
    }
    match segmentation {
        Segmentation::Spaces => runs::runs(c, wanted, &mut atoms),
        Segmentation::Han => segmenter::segment(c, words, &mut atoms),
    }
    atoms
}

fn set(row: &mut Row, atom: Atom, value: u32) {
    row[atom as usize] = value;
}

/// Atoms of a token by itself.
fn own(c: &Context<'_>, words: &Words, atoms: &mut Atoms, i: usize) {
    let token = &c.view.tokens[i];
    let whole = c.view.form(i);
    let skip = if token.kind == TokenKind::Word { clitic(c, words, &atoms.skips, i, whole) } else { 0 };
    atoms.skips[i] = skip as u8;
    let form = &whole[skip..];
    let row = &mut atoms.rows[i];
    set(row, Atom::Word, hash::bytes(form.as_bytes()));
    let case = case(c, i);
    set(row, Atom::Shape, shape(c, i, form, case));
    set(row, Atom::Case, 1 + case);
    let bits = u32::from(c.hits.words[i]);
    set(row, Atom::NamePart, bits & u32::from(word::GIVEN | word::FAMILY | word::PARTICLE | word::TRANSLITERATION | word::WEAK));
    set(row, Atom::Company, bits & u32::from(word::STOP | word::LINKER | word::SPEECH | word::LOCATIVE | word::MONTH | word::ORGWORD));
    set(row, Atom::Place, place(c, i));
    set(row, Atom::Gap, 1 + token.gap as u32 + if i > 0 && !c.sentences.same(i - 1, i) { 8 } else { 0 });
    if token.kind == TokenKind::Word {
        affixes(row, form);
        if skip > 0 {
            set(row, Atom::Clitic, hash::bytes(&whole.as_bytes()[..skip]));
        }
        if let Some(word) = words.get(form) {
            known(row, word);
        } else {
            set(row, Atom::Frequency, 1);
        }
    }
}

pub(super) fn known(row: &mut Row, word: Word) {
    set(row, Atom::Known, 1 + (word.known() << 2 | word.capitals()));
    set(row, Atom::Frequency, 2 + (word.frequency() / 2 * 4 + word.capitals()));
    set(row, Atom::Cluster, word.cluster());
}

fn affixes(row: &mut Row, form: &str) {
    let mut ends = [0; 4];
    let mut starts = [0; 4];
    form.char_indices().take(4).enumerate().for_each(|(n, (i, ch))| ends[n] = i + ch.len_utf8());
    form.char_indices().rev().take(4).enumerate().for_each(|(n, (i, _))| starts[n] = form.len() - i);
    let mut affix = |atom: Atom, part: Option<&str>, length: usize| {
        if length > 0 {
            set(row, atom, part.map_or(0, |p| hash::bytes(p.as_bytes())));
        }
    };
    affix(Atom::Prefix2, form.get(..ends[1]), ends[1]);
    affix(Atom::Prefix3, form.get(..ends[2]), ends[2]);
    affix(Atom::Prefix4, form.get(..ends[3]), ends[3]);
    affix(Atom::Suffix1, form.get(form.len() - starts[0]..), starts[0]);
    affix(Atom::Suffix2, form.get(form.len() - starts[1]..), starts[1]);
    affix(Atom::Suffix3, form.get(form.len() - starts[2]..), starts[2]);
    affix(Atom::Suffix4, form.get(form.len() - starts[3]..), starts[3]);
}

/// Letters written together with a word: as a name of the lexicon needs it, else as the table of words says.
fn clitic(c: &Context<'_>, words: &Words, skips: &[u8], i: usize, form: &str) -> usize {
    if c.view.tokens[i].script != crate::text::Script::Arabic {
        return 0;
    }
    let named = usize::from(skips[i]).max(c.hits.name_skip(i));
    if named > 0 {
        return named;
    }
    if let Some(word) = words.get(form) {
        return form.char_indices().nth(word.clitic() as usize).map_or(0, |(at, _)| at);
    }
    let proclitics = lexicon().tables.proclitics.iter().filter(|p| form.starts_with(**p) && form[p.len()..].chars().count() >= 3);
    proclitics.map(|p| p.len()).filter(|n| words.get(&form[*n..]).is_some_and(|w| w.clitic() == 0)).max().unwrap_or(0)
}

fn case(c: &Context<'_>, i: usize) -> u32 {
    let token = &c.view.tokens[i];
    let inner = || c.text[token.start as usize..token.end as usize].chars().skip(1).any(char::is_uppercase);
    match (token.kind, token.case) {
        (TokenKind::Punct, _) => 0,
        (TokenKind::Address, _) => 1,
        (TokenKind::Ideograph, _) => 2,
        (_, Case::Upper) => 3,
        (_, Case::Digit) => 4,
        (_, Case::Capital) if inner() => 5,
        (_, Case::Capital) => 6,
        (_, Case::Lower) if inner() => 7,
        (_, Case::Lower) => 8,
    }
}

fn shape(c: &Context<'_>, i: usize, form: &str, case: u32) -> u32 {
    let token = &c.view.tokens[i];
    if token.kind == TokenKind::Punct {
        return hash::bytes(form.as_bytes());
    }
    let length = form.chars().count().min(8) as u32;
    let letters = form.bytes().any(|b| !b.is_ascii_digit());
    1 + (case * 9 + length) * 16 + token.script as u32 * 2 + u32::from(letters)
}

/// Whether a token begins its sentence and whether that is all in capitals or in title case.
fn place(c: &Context<'_>, i: usize) -> u32 {
    1 + u32::from(c.first_words[i]) + 2 * u32::from(c.styles[i])
}

/// Atoms from hits of the lexicon: names, titles, words of organisations.
fn listed(c: &Context<'_>, atoms: &mut Atoms) {
    let mut end = 0;
    let names = c.hits.names.iter().filter(|h| !h.sense.has(flag::PAIR | flag::PREFIX)).collect::<Vec<_>>();
    for group in names.chunk_by(|a, b| a.from == b.from) {
        let Some(best) = group.iter().max_by_key(|h| (h.to, std::cmp::Reverse(h.skip), std::cmp::Reverse(rank(h)))).filter(|h| h.from >= end) else { continue };
        end = best.to;
        atoms.skips[best.from] = best.skip as u8;
        cover(atoms, Atom::Lexicon, best.from, best.to, rank(best));
    }
    for hit in &c.hits.institutions {
        cover_free(atoms, Atom::Lexicon, hit.from, hit.to, 31);
    }
    for i in 0..c.view.tokens.len() {
        if let Some(end) = c.title_from(i).filter(|_| atoms.rows[i][Atom::Title as usize] == 0) {
            cover(atoms, Atom::Title, i, end, 1);
        }
    }
    for hit in &c.hits.orgwords {
        if let Some(w) = orgword(hit) {
            let position = match w.position {
                Position::First => 0,
                Position::Last => 1,
                Position::Any => 2,
            };
            cover(atoms, Atom::OrgWord, hit.from, hit.to, 1 + position * 2 + u32::from(w.actor_type == ActorType::Place));
        }
    }
}

/// What a name of the lexicon is: its type and what it depends on. The order is that of credibility.
fn rank(hit: &Hit) -> u32 {
    let strength = match hit.sense {
        s if s.has(flag::SHORT) => 2,
        s if s.has(flag::WEAK) => 1,
        _ => 0,
    };
    let kind = match lexicon().tables.entities[hit.sense.target as usize].actor_type {
        _ if hit.sense.class == Class::Adjective => 5,
        ActorType::Country => 1,
        ActorType::Organization => 2,
        ActorType::Place => 3,
        ActorType::Person => 4,
    };
    strength * 6 + kind
}

/// Where a token stands in a run: how many are before and behind it, three at most.
pub(super) fn position(i: usize, from: usize, to: usize) -> u32 {
    1 + ((i - from).min(3) * 4 + (to - 1 - i).min(3)) as u32
}

/// Writes a value with the position of each token in the whole.
fn cover(atoms: &mut Atoms, atom: Atom, from: usize, to: usize, value: u32) {
    for i in from..to {
        let position = u32::from(i == from) + 2 * u32::from(i + 1 == to);
        set(&mut atoms.rows[i], atom, 1 + value * 4 + position);
    }
}

fn cover_free(atoms: &mut Atoms, atom: Atom, from: usize, to: usize, value: u32) {
    if (from..to).all(|i| atoms.rows[i][atom as usize] == 0) {
        cover(atoms, atom, from, to, value);
    }
}

/// Whether a token looks like a name by itself: a word with a capital.
pub(super) fn is_name_like(c: &Context<'_>, i: usize) -> bool {
    let token = &c.view.tokens[i];
    token.kind == TokenKind::Word && token.is_capital()
}

/// Whether the text is broken before a token, so that no name goes on.
pub(super) fn is_break(c: &Context<'_>, i: usize) -> bool {
    let gap = c.view.tokens[i].gap;
    gap == Gap::Blank || (gap == Gap::Line && i > 0 && !c.sentences.same(i - 1, i))
}
