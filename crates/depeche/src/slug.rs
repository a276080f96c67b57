//! Stable ids for names that no lexicon lists.

use crate::text::TextView;

/// Cyrillic after the BGN/PCGN romanisation of Russian (1947), simplified as the press does.
const CYRILLIC: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('і', "i"),
    ('ї', "yi"),
    ('є', "ye"),
    ('ґ', "g"),
    ('ў', "u"),
];

/// Lower case, no accents, words joined by hyphens, Cyrillic in Latin letters. Scripts without a reversible romanisation stay as they are.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in TextView::normalize(name).chars() {
        match CYRILLIC.iter().find(|r| r.0 == c) {
            Some((_, latin)) => slug.push_str(latin),
            None if c.is_alphanumeric() => slug.push(c),
            None if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            None => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}
