//! `depeche-dev eval-names`: strict span-and-type F1 on corpora of named entities (JSON lines with `text`, `lang`, `entities`), as
//! CoNLL-2003 scores; country and place count as one type.

use crate::train::data::{self, Entity, Labelled, Part};
use depeche::{ActorType, MentionKind, Options};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Prints one line a file and its score by type.
pub(crate) fn run(files: &[std::path::PathBuf], errors: usize, models: Option<&Path>, news: &Path, alone: bool) -> Result<(), String> {
    models.map_or(Ok(()), use_models)?;
    println!("{:<34}{:>7}{:>7}{:>7}   by type", "set", "P", "R", "F1");
    files.iter().try_for_each(|f| file(f, errors, news, alone))
}

/// Takes the taggers `tagger.<code>.bin` of a folder; languages without one there have none.
fn use_models(folder: &Path) -> Result<(), String> {
    for code in ["ar", "de", "en", "es", "fr", "pt", "ru", "zh"] {
        let bytes = std::fs::read(folder.join(format!("tagger.{code}.bin"))).ok();
        depeche::tagger::train::use_model(code, bytes.map(|b| &*Box::leak(b.into_boxed_slice())));
    }
    Ok(())
}

/// A corpus, or the part of our own annotations that is not trained on.
fn read(path: &Path, news: &Path) -> Result<Vec<Labelled>, String> {
    if path.extension().is_some_and(|e| e == "tsv") {
        let lang = path.file_stem().unwrap_or_default().to_string_lossy();
        return data::annotations(path, &news.join(format!("{lang}.jsonl")), &lang, Part::HeldOut);
    }
    data::corpus(path)
}

fn file(path: &Path, errors: usize, news: &Path, alone: bool) -> Result<(), String> {
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut shown = 0;
    for Labelled { text, lang, entities: gold } in read(path, news)? {
        let given = if alone { tagged(&text, &lang) } else { found(&text, &lang) };
        for (i, set) in [gold.intersection(&given).collect::<Vec<_>>(), gold.iter().collect(), given.iter().collect()].into_iter().enumerate() {
            set.iter().for_each(|e| counts.entry(e.2.clone()).or_default()[i] += 1);
        }
        if shown < errors && gold != given {
            shown += 1;
            show(&text, &gold, &given);
        }
    }
    let total = counts.values().fold([0; 3], |t, c| [t[0] + c[0], t[1] + c[1], t[2] + c[2]]);
    let by_type: String = counts.iter().map(|(t, c)| format!("  {t} {:.1}/{:.1}", 100.0 * ratio(c[0], c[2]), 100.0 * ratio(c[0], c[1]))).collect();
    let (p, r) = (ratio(total[0], total[2]), ratio(total[0], total[1]));
    let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    println!("{name:<34}{:>7.1}{:>7.1}{:>7.1} {by_type}", p * 100.0, r * 100.0, 200.0 * p * r / (p + r).max(1e-9));
    Ok(())
}

fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b.max(1) as f64
}

/// What the tagger finds without the rest.
fn tagged(text: &str, lang: &str) -> BTreeSet<Entity> {
    let points = |byte: usize| text[..byte].chars().count();
    let label = |kind: usize| ["PER", "ORG", "LOC"][kind].to_owned();
    depeche::tagger::train::names(text, lang).into_iter().map(|(start, end, kind, _)| (points(start), points(end), label(kind))).collect()
}

fn found(text: &str, lang: &str) -> BTreeSet<Entity> {
    let mut options = Options { zones: depeche::ZoneChoice::All, ..Options::default() };
    // A corpus in a language that depeche does not know is read as any text is.
    let _ = options.set_lang(lang);
    let label = |t: ActorType| match t {
        ActorType::Person => "PER",
        ActorType::Organization => "ORG",
        ActorType::Country | ActorType::Place => "LOC",
    };
    let actors = depeche::extract_actors(text, &options);
    let named = |k: MentionKind| matches!(k, MentionKind::Name | MentionKind::Metonym);
    actors.iter().flat_map(|a| a.mentions.iter().filter(|m| named(m.kind)).map(|m| (m.start, m.end, label(a.actor_type).to_owned()))).collect()
}

fn show(text: &str, gold: &BTreeSet<Entity>, given: &BTreeSet<Entity>) {
    let chars: Vec<char> = text.chars().collect();
    let words = |e: &Entity| format!("{}:{}", e.2, chars[e.0..e.1].iter().collect::<String>());
    let missed: Vec<String> = gold.difference(given).map(words).collect();
    let extra: Vec<String> = given.difference(gold).map(words).collect();
    println!("  {text}\n    missed {missed:?}\n    extra  {extra:?}");
}
