//! Rows of `tests/rows`: what each stage must answer.
//!
//! A row that cannot pass yet stands in `known_failures.tsv` behind its file and cause; it must fail, and moves to its file when it passes,
//! so that the list only gets shorter.

mod common;

use common::rows::{self, Row};
use depeche::{Actor, Options};

/// What is wrong with a row, if anything.
type Check = fn(&Row) -> Result<(), String>;

/// A row of `known_failures.tsv` that passes is wrong there.
fn run(file: &str, check: Check) {
    let failed = rows::read(file).into_iter().filter_map(|r| check(&r).err().map(|e| format!("{file}.tsv:{}: {e}", r.line)));
    let passed = rows::known_failures(file).into_iter().filter(|r| check(r).is_ok());
    let passed = passed.map(|r| format!("known_failures.tsv:{}: passes now; move it to {file}.tsv", r.line));
    let wrong: Vec<String> = failed.chain(passed).collect();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

macro_rules! golden {
    ($($test:ident: $file:literal by $check:ident;)*) => {
        $(#[test] fn $test() { run($file, $check); })*
        /// Every file is read, and every known failure belongs to one.
        #[test]
        fn files() {
            let read = [$($file),*];
            assert!(rows::files().iter().all(|f| f == "known_failures" || read.contains(&f.as_str())));
            assert!(rows::read("known_failures").iter().all(|r| read.contains(&r.cell(0))));
        }
    };
}

golden! {
    languages: "language" by language;
    actors_ar: "actors.ar" by actors;
    actors_en: "actors.en" by actors;
    actors_es: "actors.es" by actors;
    actors_fr: "actors.fr" by actors;
    actors_ru: "actors.ru" by actors;
    actors_zh: "actors.zh" by actors;
    zones: "zones" by kept;
    topics: "topics" by topic;
    lookups: "lookup" by lookup;
}

fn differs(what: &str, got: &str, wanted: &str) -> Result<(), String> {
    if got == wanted {
        Ok(())
    } else {
        Err(format!("{what}: got {got:?}, wanted {wanted:?}"))
    }
}

/// `text lang`
fn language(row: &Row) -> Result<(), String> {
    differs(row.cell(0), &depeche::detect_lang(row.cell(0)).unwrap_or_default(), row.cell(1))
}

/// `text items options`; the language is that of the file, since telling it is the matter of other rows.
fn actors(row: &Row) -> Result<(), String> {
    let mut options = Options::from_json(if row.cell(2).is_empty() { "{}" } else { row.cell(2) }).map_err(|e| e.to_string())?;
    options.lang = row.file.split('.').nth(1).map(str::to_owned);
    let found = depeche::extract_actors(row.cell(0), &options);
    let wrong: Vec<&str> = row.cell(1).split(" ; ").filter(|item| !item_holds(item, &found)).collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!("{}: wrong: {}; got: {}", row.cell(0), wrong.join(" ; "), all_items(&found)))
    }
}

/// `surface>id:kind`, where id and kind may be left out; `!` before it says that there is none; `!*` that there is nothing at all.
fn item_holds(item: &str, found: &[Actor]) -> bool {
    if item == "!*" {
        return found.is_empty();
    }
    let (wanted, item) = item.strip_prefix('!').map_or((true, item), |i| (false, i));
    let (surface, meaning) = item.split_once('>').unwrap_or((item, ""));
    let (id, kind) = meaning.split_once(':').unwrap_or((meaning, ""));
    let mut same = found.iter().filter(|a| id.is_empty() || a.id == id).flat_map(|a| &a.mentions);
    same.any(|m| m.text == surface && (kind.is_empty() || m.kind.as_str() == kind)) == wanted
}

fn all_items(found: &[Actor]) -> String {
    let item = |a: &Actor| a.mentions.iter().map(|m| format!("{}>{}:{}", m.text, a.id, m.kind.as_str())).collect::<Vec<_>>();
    found.iter().flat_map(item).collect::<Vec<_>>().join(" ; ")
}

/// `text line kept`
fn kept(row: &Row) -> Result<(), String> {
    let clean = depeche::clean_text(row.cell(0));
    let got = if clean.lines().any(|l| l.trim() == row.cell(1)) { "yes" } else { "no" };
    differs(row.cell(1), got, row.cell(2)).map_err(|e| format!("{e} in {clean:?}"))
}

/// `text topic level`: high from 0.5, low below 0.2.
fn topic(row: &Row) -> Result<(), String> {
    let score = depeche::topic_score(row.cell(0), row.cell(1), &Options::default()).map_err(|e| e.to_string())?;
    let holds = match row.cell(2) {
        "high" => score >= 0.5,
        "low" => score < 0.2,
        other => return Err(format!("no such level: {other}")),
    };
    if holds {
        Ok(())
    } else {
        Err(format!("{}: {} is {score}, wanted {}", row.cell(0), row.cell(1), row.cell(2)))
    }
}

/// `name actor_id`: the first answer; an empty id for none.
fn lookup(row: &Row) -> Result<(), String> {
    let first = depeche::actor_lookup(row.cell(0)).first().map_or_else(String::new, |e| e.actor_id.clone());
    differs(row.cell(0), &first, row.cell(1))
}
