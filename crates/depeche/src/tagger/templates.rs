//! Templates: which atoms of which tokens make a feature. They are data (depeche-dev's `templates/*.txt`) and travel with the weights, so that
//! training and use cannot differ.

use super::atoms::{Atoms, ATOMS, COUNT, EDGE};
use super::hash;

/// Splits a file of templates into those of the filter, marked by `~`, and the rest.
pub(super) fn split(source: &str) -> (String, String) {
    let lines = |filter: bool| source.lines().filter(|l| l.starts_with('~') == filter).map(|l| l.trim_start_matches('~').to_owned() + "\n").collect();
    (lines(true), lines(false))
}

/// One template.
#[derive(Debug, Clone)]
struct Template {
    seed: u64,
    /// Atom and the distance of its token.
    parts: Vec<(u8, i8)>,
}

/// All templates of a model.
#[derive(Debug, Clone, Default)]
pub(super) struct Templates(Vec<Template>);

impl Templates {
    /// Reads templates, one a line: codes of atoms, each with a distance unless it is the token itself (`w-1 w`).
    ///
    /// # Errors
    /// Names the part that cannot be read.
    pub(super) fn parse(source: &str) -> Result<Self, String> {
        let lines = source.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        lines
            .map(|l| Ok(Template { seed: u64::from(hash::bytes(l.as_bytes())), parts: l.split_whitespace().map(part).collect::<Result<_, String>>()? }))
            .collect::<Result<_, _>>()
            .map(Templates)
    }

    /// Gives the features of token `i`; tokens outside `paragraph` count as edges.
    #[inline]
    pub(super) fn features(&self, atoms: &Atoms, i: usize, paragraph: (usize, usize), mut give: impl FnMut(u64)) {
        'template: for template in &self.0 {
            let mut h = template.seed;
            for &(atom, distance) in &template.parts {
                let at = i.wrapping_add_signed(isize::from(distance));
                let value = if at < paragraph.0 || at >= paragraph.1 { EDGE } else { atoms.rows[at][usize::from(atom) % COUNT] };
                if value == 0 {
                    continue 'template;
                }
                h = hash::mix(h, value);
            }
            give(hash::finish(h));
        }
    }
}

fn part(text: &str) -> Result<(u8, i8), String> {
    let split = text.find(['+', '-']).unwrap_or(text.len());
    let (code, distance) = text.split_at(split);
    let atom = ATOMS.iter().find(|a| a.0 == code).ok_or_else(|| format!("unknown atom {text:?}"))?;
    let distance = if distance.is_empty() { 0 } else { distance.parse().map_err(|_| format!("not a distance: {text:?}"))? };
    Ok((atom.1 as u8, distance))
}
