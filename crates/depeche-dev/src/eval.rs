//! `depeche-dev eval`: what depeche finds against what a reader found, per language.
//!
//! Actors are compared as entities (an actor is found when one of its mentions overlaps one of the gold's, resolved when the label is
//! the same too), mentions by exact span (names and metonyms in the body), topics by the order of pairs that differ by two grades or more.

use crate::corpus::{self, list, span, string, Document};
use depeche::{Actor, MentionKind, Options, Zone};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What to print and to check.
pub(crate) struct Settings {
    pub(crate) errors: bool,
    pub(crate) floors: Option<PathBuf>,
    pub(crate) lang: Option<String>,
}

/// Counts of one language.
#[derive(Default, Clone)]
struct Tally {
    texts: usize,
    lang: usize,
    core: usize,
    found: usize,
    distinct: usize,
    false_actors: usize,
    resolved: usize,
    mention_hits: usize,
    mention_gold: usize,
    mention_given: usize,
    pairs: usize,
    concordant: usize,
    clean_kept: usize,
    clean_gold: usize,
    clean_given: usize,
}

type Span = (usize, usize);

/// Scores the corpus, prints a table and checks the floors.
pub(crate) fn run(folder: &Path, settings: &Settings) -> Result<(), String> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for document in corpus::read(folder)?.iter().filter(|d| settings.lang.as_ref().is_none_or(|l| *l == d.lang)) {
        let mut tally = Tally { texts: 1, ..Tally::default() };
        score(document, &mut tally, settings.errors);
        tallies.entry(document.lang.clone()).or_default().add(&tally);
    }
    let mut all = Tally::default();
    tallies.values().for_each(|t| all.add(t));
    tallies.insert("all".to_owned(), all);
    print(&tallies);
    settings.floors.as_ref().map_or(Ok(()), |f| check(f, &tallies))
}

fn score(document: &Document, tally: &mut Tally, show: bool) {
    let analysis = depeche::analyze(&document.text, &Options::default());
    tally.lang += usize::from(analysis.lang.as_deref() == Some(document.lang.as_str()));
    if show && analysis.lang.as_deref() != Some(document.lang.as_str()) {
        println!("{} lang {:?}", document.id, analysis.lang);
    }
    entities(document, &analysis.actors, tally, show);
    mentions(document, &analysis.actors, tally, show);
    let scores = analysis.topics.iter().map(|t| (t.topic.clone(), t.score)).collect();
    topics(document, &scores, tally, show);
    cleaning(document, &analysis.zones, tally);
}

fn overlaps(a: Span, b: Span) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn is_named(mention: &Value) -> bool {
    matches!(mention["kind"].as_str(), Some("name" | "metonym"))
}

/// In which boilerplate a place is, captions not counted.
fn in_boilerplate(document: &Document, at: usize) -> bool {
    list(&document.gold, "boilerplate").iter().any(|b| string(b, "kind") != "photo_caption" && span(b).0 <= at && at < span(b).1)
}

fn entities(document: &Document, actors: &[Actor], tally: &mut Tally, show: bool) {
    let golds = list(&document.gold, "actors");
    let all: Vec<Span> = golds.iter().flat_map(|g| list(g, "mentions")).map(span).collect();
    let mut used = BTreeSet::new();
    for gold in golds.iter().filter(|g| g["boilerplate_only"] != Value::Bool(true)) {
        tally.core += 1;
        let Some(best) = best_match(gold, actors) else {
            if show {
                println!("{} missed {} {:?}", document.id, string(gold, "name"), list(gold, "mentions").iter().map(|m| string(m, "text")).collect::<Vec<_>>());
            }
            continue;
        };
        tally.found += 1;
        used.insert(best);
        let same = is_same(gold, &actors[best]);
        tally.resolved += usize::from(same);
        if show && !same {
            println!("{} name {} <- {} ({})", document.id, string(gold, "name"), actors[best].name, actors[best].id);
        }
    }
    tally.distinct += used.len();
    for (i, actor) in actors.iter().enumerate().filter(|(i, _)| !used.contains(i)) {
        let mut body = actor.mentions.iter().filter(|m| !in_boilerplate(document, m.start)).peekable();
        if body.peek().is_some() && !body.any(|m| all.iter().any(|g| overlaps(*g, (m.start, m.end)))) {
            tally.false_actors += 1;
            if show {
                println!("{} false {} {:?} {:?}", document.id, actors[i].name, actor.actor_type, actor.mentions.iter().map(|m| &m.text).collect::<Vec<_>>());
            }
        }
    }
}

fn best_match(gold: &Value, actors: &[Actor]) -> Option<usize> {
    let mut spans: Vec<Span> = list(gold, "mentions").iter().filter(|m| is_named(m)).map(span).collect();
    if spans.is_empty() {
        spans = list(gold, "mentions").iter().map(span).collect();
    }
    let hits = |a: &Actor| a.mentions.iter().filter(|m| spans.iter().any(|s| overlaps(*s, (m.start, m.end)))).count();
    // Among actors with as many hits, the one that is the same counts.
    let best = (0..actors.len()).max_by_key(|i| (hits(&actors[*i]), is_same(gold, &actors[*i]), std::cmp::Reverse(*i)))?;
    (hits(&actors[best]) > 0).then_some(best)
}

fn is_same(gold: &Value, actor: &Actor) -> bool {
    if gold["type"] == "country" {
        return actor.id == string(gold, "id");
    }
    actor.id == string(gold, "id") || plain(&actor.name) == plain(&string(gold, "name"))
}

fn plain(name: &str) -> String {
    name.to_lowercase().trim_start_matches("the ").to_owned()
}

fn mentions(document: &Document, actors: &[Actor], tally: &mut Tally, show: bool) {
    let gold_mentions = || list(&document.gold, "actors").iter().flat_map(|a| list(a, "mentions"));
    let gold: BTreeSet<Span> = gold_mentions().filter(|m| is_named(m)).map(span).filter(|s| !in_boilerplate(document, s.0)).collect();
    let soft: BTreeSet<Span> = gold_mentions().map(span).collect();
    let named = |k: MentionKind| matches!(k, MentionKind::Name | MentionKind::Metonym);
    let given: BTreeSet<Span> =
        actors.iter().flat_map(|a| &a.mentions).filter(|m| named(m.kind)).map(|m| (m.start, m.end)).filter(|s| !in_boilerplate(document, s.0)).collect();
    let hits = gold.intersection(&given).count();
    tally.mention_gold += gold.len();
    tally.mention_hits += hits;
    tally.mention_given += hits + given.difference(&soft).count();
    if show {
        let text: Vec<char> = document.text.chars().collect();
        let slice = |s: &Span| text[s.0..s.1].iter().collect::<String>();
        gold.difference(&given).for_each(|s| println!("{} unseen {:?}", document.id, slice(s)));
        given.difference(&soft).for_each(|s| println!("{} extra {:?}", document.id, slice(s)));
    }
}

fn topics(document: &Document, scores: &BTreeMap<String, f64>, tally: &mut Tally, show: bool) {
    let Some(gold) = document.gold["topics"].as_object() else { return };
    let grades: Vec<(&String, i64)> = gold.iter().map(|(t, g)| (t, g.as_i64().unwrap_or(0))).collect();
    for (i, (a, grade_a)) in grades.iter().enumerate() {
        for (b, grade_b) in grades[i + 1..].iter().filter(|(_, g)| (g - grade_a).abs() >= 2) {
            let difference = scores.get(*a).unwrap_or(&0.0) - scores.get(*b).unwrap_or(&0.0);
            let right = (grade_a - grade_b) as f64 * difference > 0.0;
            tally.pairs += 1;
            tally.concordant += usize::from(right);
            if show && !right {
                println!("{} topics {a}={grade_a}:{:?} {b}={grade_b}:{:?}", document.id, scores.get(*a), scores.get(*b));
            }
        }
    }
}

/// Characters of the body that cleaning keeps, and characters of boilerplate that it keeps too.
fn cleaning(document: &Document, zones: &[Zone], tally: &mut Tally) {
    for (at, _) in document.text.chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
        let body = !list(&document.gold, "boilerplate").iter().any(|b| span(b).0 <= at && at < span(b).1);
        let zone = zones.iter().find(|z| z.start <= at && at < z.end).map_or("body", |z| z.kind);
        let kept = matches!(zone, "body" | "title");
        tally.clean_gold += usize::from(body);
        tally.clean_given += usize::from(kept);
        tally.clean_kept += usize::from(body && kept);
    }
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        let pairs = [
            (&mut self.texts, other.texts),
            (&mut self.lang, other.lang),
            (&mut self.core, other.core),
            (&mut self.found, other.found),
            (&mut self.distinct, other.distinct),
            (&mut self.false_actors, other.false_actors),
            (&mut self.resolved, other.resolved),
            (&mut self.mention_hits, other.mention_hits),
            (&mut self.mention_gold, other.mention_gold),
            (&mut self.mention_given, other.mention_given),
            (&mut self.pairs, other.pairs),
            (&mut self.concordant, other.concordant),
            (&mut self.clean_kept, other.clean_kept),
            (&mut self.clean_gold, other.clean_gold),
            (&mut self.clean_given, other.clean_given),
        ];
        for (mine, theirs) in pairs {
            *mine += theirs;
        }
    }

    /// Names and values of all scores, 0 to 1.
    fn scores(&self) -> Vec<(&'static str, f64)> {
        let ratio = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        let f1 = |p: f64, r: f64| if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
        let precision = ratio(self.distinct, self.distinct + self.false_actors);
        let (mp, mr) = (ratio(self.mention_hits, self.mention_given), ratio(self.mention_hits, self.mention_gold));
        vec![
            ("lang", ratio(self.lang, self.texts)),
            ("actor_p", precision),
            ("actor_f1", f1(precision, ratio(self.distinct, self.core))),
            ("resolved", ratio(self.resolved, self.core)),
            ("mention_p", mp),
            ("mention_f1", f1(mp, mr)),
            ("topic_order", ratio(self.concordant, self.pairs)),
            ("clean_f1", f1(ratio(self.clean_kept, self.clean_given), ratio(self.clean_kept, self.clean_gold))),
        ]
    }
}

fn print(tallies: &BTreeMap<String, Tally>) {
    let names: Vec<&str> = Tally::default().scores().iter().map(|s| s.0).collect();
    println!("{:<6}{:>6}{}", "lang", "texts", names.iter().map(|n| format!("{n:>12}")).collect::<String>());
    for (lang, tally) in tallies {
        let cells: String = tally.scores().iter().map(|s| format!("{:>12.3}", s.1)).collect();
        println!("{lang:<6}{:>6}{cells}", tally.texts);
    }
}

/// Floors are lines `language score least`.
fn check(floors: &Path, tallies: &BTreeMap<String, Tally>) -> Result<(), String> {
    let text = std::fs::read_to_string(floors).map_err(|e| format!("{}: {e}", floors.display()))?;
    let missed: Vec<String> = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).filter_map(|line| below(line, tallies)).collect();
    if missed.is_empty() {
        Ok(())
    } else {
        Err(format!("below the floors of {}:\n{}", floors.display(), missed.join("\n")))
    }
}

fn below(line: &str, tallies: &BTreeMap<String, Tally>) -> Option<String> {
    let cells: Vec<&str> = line.split_whitespace().collect();
    let [lang, score, floor] = cells[..] else { return Some(format!("not a floor: {line}")) };
    let least: f64 = floor.parse().unwrap_or(f64::INFINITY);
    let value = tallies.get(lang).and_then(|t| t.scores().into_iter().find(|s| s.0 == score).map(|s| s.1));
    match value {
        Some(value) if value >= least => None,
        Some(value) => Some(format!("{lang} {score} is {value:.3}, floor {floor}")),
        None => Some(format!("no such score: {line}")),
    }
}
