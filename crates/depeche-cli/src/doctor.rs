//! `depeche doctor`: versions, and whether everything works.

use anyhow::{bail, Result};
use rusqlite::{Connection, Row};
use std::io::Write;

/// What must hold: a name, and SQL that gives 1.
const CHECKS: &[(&str, &str)] = &[
    ("language", "SELECT detect_lang('Le président a reçu le premier ministre pour parler de la sécurité des réseaux.') = 'fr'"),
    ("actors", "SELECT count(*) > 0 FROM actors_each('The Prime Minister said on Monday that China and Russia had agreed.') WHERE actor_id = 'CHN'"),
    ("spans", "SELECT min(substr(article, start + 1, \"end\" - start) = text) FROM actors_each('Élu hier, Xi Jinping arrive en Chine.')"),
    ("topics", "SELECT min(score BETWEEN 0 AND 1) FROM topics_each('The trade talks went on.')"),
    ("JSON", "SELECT json_type(json_array(extract_actors('')), '$[0]') = 'array'"),
    ("NULL", "SELECT detect_lang(NULL) IS NULL AND extract_actors(NULL) IS NULL"),
];

pub(crate) fn run(out: &mut impl Write) -> Result<()> {
    let db = Connection::open_in_memory()?;
    writeln!(out, "{:<9} {}", "depeche", depeche::version())?;
    writeln!(out, "{:<9} {}", "SQLite", rusqlite::version())?;
    let failed = CHECKS.iter().filter(|(name, sql)| !report(&db, name, sql, out)).count();
    let debug = answer(&db, "SELECT depeche_debug()", |row| row.get::<_, String>(0));
    writeln!(out, "{:<9} {}", "details", debug.unwrap_or_else(|e| e))?;
    if failed > 0 {
        bail!("{failed} of {} checks failed", CHECKS.len());
    }
    Ok(())
}

/// Prints how a check went, and says whether it went well.
fn report(db: &Connection, name: &str, sql: &str, out: &mut impl Write) -> bool {
    let outcome = match answer(db, sql, |row| row.get::<_, Option<bool>>(0)) {
        Ok(Some(true)) => Ok(()),
        Ok(_) => Err(format!("does not hold: {sql}")),
        Err(message) => Err(message),
    };
    let text = outcome.as_ref().map_or_else(|message| format!("FAILED: {message}"), |()| "ok".to_owned());
    // Where the report cannot be written, the exit status still tells.
    writeln!(out, "{name:<9} {text}").is_ok() && outcome.is_ok()
}

fn answer<T>(db: &Connection, sql: &str, value: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>) -> Result<T, String> {
    db.query_row(sql, [], value).map_err(|e| format!("{:#}", crate::database::plain(e)))
}
