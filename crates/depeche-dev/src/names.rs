//! `depeche-dev eval-names`: strict span-and-type F1 on corpora of named entities (JSON lines with `text`, `lang`, `entities`), as
//! CoNLL-2003 scores; country and place count as one type.

use crate::train::data::{self, Entity, Labelled, Part};
use depeche::{ActorType, MentionKind, Options};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What to score and how.
pub(crate) struct Settings {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) floors: Option<PathBuf>,
    pub(crate) errors: usize,
    pub(crate) models: Option<PathBuf>,
    pub(crate) alone: bool,
    pub(crate) capitals: bool,
    pub(crate) reliability: bool,
    pub(crate) shared: PathBuf,
}

/// Prints one line a set and its score by type; checks the floors.
pub(crate) fn run(settings: &Settings) -> Result<(), String> {
    settings.models.as_deref().map_or(Ok(()), use_models)?;
    let floors = settings.floors.as_deref().map_or(Ok(Vec::new()), floors)?;
    let sets = settings.files.iter().map(|f| (f.clone(), 0.0)).chain(floors);
    println!("{:<34}{:>7}{:>7}{:>7}   by type (P/R)", "set", "P", "R", "F1");
    let mut missed = String::new();
    for (set, floor) in sets {
        let Some(rows) = read(&set, settings)? else {
            println!("{:<34} skipped: its texts are not here", set.display());
            continue;
        };
        let f1 = score(&set, rows, settings);
        if f1 < floor {
            missed += &format!("\n{} is {f1:.2}, floor {floor}", set.display());
        }
    }
    if missed.is_empty() {
        Ok(())
    } else {
        Err(format!("below the floors:{missed}"))
    }
}

/// Sets with their least F1: lines `set f1`.
fn floors(path: &Path) -> Result<Vec<(PathBuf, f64)>, String> {
    let source = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let floor = |line: &str| {
        let (set, least) = line.split_once('\t')?;
        Some((PathBuf::from(set), least.parse().ok()?))
    };
    let lines = source.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.map(|l| floor(l).ok_or_else(|| format!("{}: not a floor: {l}", path.display()))).collect()
}

/// Takes the taggers `tagger.<code>.bin` of a folder instead of those that ship.
fn use_models(folder: &Path) -> Result<(), String> {
    let files = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for path in files.filter_map(Result::ok).map(|e| e.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(code) = name.strip_prefix("tagger.").and_then(|n| n.strip_suffix(".bin")) else { continue };
        let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        depeche::tagger::train::use_model(code, bytes.leak());
    }
    Ok(())
}

/// A corpus (a path, or a name in the shared folder's `ner/dev`), or the part of our own annotations (`annotations/<code>.tsv`) that is
/// not trained on. `None` where the texts are not here.
fn read(set: &Path, settings: &Settings) -> Result<Option<Vec<Labelled>>, String> {
    let rows = if set.extension().is_some_and(|e| e == "tsv") {
        let lang = set.file_stem().unwrap_or_default().to_string_lossy();
        let news = settings.shared.join(format!("news/{lang}.jsonl"));
        if !news.exists() {
            return Ok(None);
        }
        let path = [set.to_owned(), Path::new(crate::train::HERE).join(set)].into_iter().find(|p| p.exists());
        data::annotations(&path.unwrap_or_default(), &news, &lang, Part::HeldOut)?
    } else {
        let inside = settings.shared.join(format!("ner/dev/{}.jsonl", set.display()));
        let Some(path) = [set.to_owned(), inside].into_iter().find(|p| p.exists()) else { return Ok(None) };
        data::corpus(&path)?
    };
    Ok(Some(if settings.capitals { rows.iter().map(data::capitals).collect() } else { rows }))
}

/// Writes the annotations that are not trained on as JSON lines, a file a language; languages whose articles are not here are left out.
pub(crate) fn export(out: &Path, shared: &Path) -> Result<(), String> {
    let fault = |path: &Path, e: std::io::Error| format!("{}: {e}", path.display());
    let folder = Path::new(crate::train::HERE).join("annotations");
    std::fs::create_dir_all(out).map_err(|e| fault(out, e))?;
    for path in std::fs::read_dir(&folder).map_err(|e| fault(&folder, e))?.filter_map(Result::ok).map(|e| e.path()) {
        let lang = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let news = shared.join(format!("news/{lang}.jsonl"));
        if news.exists() {
            let rows = data::annotations(&path, &news, &lang, Part::HeldOut)?;
            let line = |r: &Labelled| serde_json::json!({ "text": r.text, "lang": r.lang, "entities": r.entities }).to_string() + "\n";
            let target = out.join(format!("{lang}.news.jsonl"));
            std::fs::write(&target, rows.iter().map(line).collect::<String>()).map_err(|e| fault(&target, e))?;
        }
    }
    Ok(())
}

fn score(set: &Path, rows: Vec<Labelled>, settings: &Settings) -> f64 {
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut shown = 0;
    for row in &rows {
        let (gold, given) = (&row.entities, if settings.alone { tagged(row) } else { found(row) });
        for (i, set) in [gold.intersection(&given).collect::<Vec<_>>(), gold.iter().collect(), given.iter().collect()].into_iter().enumerate() {
            set.iter().for_each(|e| counts.entry(e.2.clone()).or_default()[i] += 1);
        }
        if shown < settings.errors && *gold != given {
            shown += 1;
            show(&row.text, gold, &given);
        }
    }
    let total = counts.values().fold([0; 3], |t, c| [t[0] + c[0], t[1] + c[1], t[2] + c[2]]);
    let by_type: String = counts.iter().map(|(t, c)| format!("  {t} {:.1}/{:.1}", 100.0 * ratio(c[0], c[2]), 100.0 * ratio(c[0], c[1]))).collect();
    let (p, r) = (ratio(total[0], total[2]), ratio(total[0], total[1]));
    let f1 = 200.0 * p * r / (p + r).max(1e-9);
    let name = set.file_name().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    println!("{:<34}{:>7.1}{:>7.1}{f1:>7.1} {by_type}", name.trim_end_matches(".jsonl"), p * 100.0, r * 100.0);
    if settings.reliability {
        reliability(&rows);
    }
    f1
}

fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b.max(1) as f64
}

/// Bounds of the bins of the reliability table.
const BINS: [f64; 9] = [0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01];

/// Prints, for names by the score that the tagger gives them, how many are right, and the expected calibration error.
fn reliability(rows: &[Labelled]) {
    let mut bins = [(0usize, 0usize, 0f64); BINS.len() - 1];
    for row in rows {
        let gold = row.names();
        for (start, end, kind, score) in depeche::tagger::train::names(&row.text, &row.lang) {
            let bin = &mut bins[BINS.iter().rposition(|b| *b <= score).unwrap_or(0).min(BINS.len() - 2)];
            *bin = (bin.0 + 1, bin.1 + usize::from(gold.contains(&(start, end, kind))), bin.2 + score);
        }
    }
    let all: usize = bins.iter().map(|b| b.0).sum();
    let error: f64 = bins.iter().map(|b| (b.2 - b.1 as f64).abs()).sum::<f64>() / all.max(1) as f64;
    let cells: String = bins.iter().zip(BINS).map(|(b, from)| format!("  {from:.2}: {:.2} of {}", ratio(b.1, b.0), b.0)).collect();
    println!("    right by score{cells}  error {error:.3}");
}

/// What the tagger finds without the rest.
fn tagged(row: &Labelled) -> BTreeSet<Entity> {
    let (text, lang) = (&row.text, &row.lang);
    let points = |byte: usize| text[..byte].chars().count();
    let label = |kind: usize| data::TYPES[kind].to_owned();
    depeche::tagger::train::names(text, lang).into_iter().map(|(start, end, kind, _)| (points(start), points(end), label(kind))).collect()
}

fn found(row: &Labelled) -> BTreeSet<Entity> {
    let (text, lang) = (&row.text, &row.lang);
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
