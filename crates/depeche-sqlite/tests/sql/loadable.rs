//! The shared library as users load it: in the sqlite3 shell and in a Python whose sqlite3 can load extensions.

use crate::common::repository;
use std::path::PathBuf;
use std::process::{Command, Output};

/// The cdylib that cargo builds beside this test.
fn library() -> PathBuf {
    let name = format!("{}depeche0{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let target = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned();
    // In deps it is always the one that was just built; beside deps it is the one of the last cargo build.
    let found = [target.join("deps").join(&name), target.join(&name)].into_iter().find(|path| path.exists());
    found.unwrap_or_else(|| panic!("{name} is not in {}; run cargo build -p depeche-sqlite", target.display()))
}

/// Output of a program, or nothing where it is not installed.
fn output(program: &str, arguments: &[&str]) -> Option<Output> {
    let result = Command::new(program).args(arguments).current_dir(repository(".")).output().ok();
    if result.is_none() {
        eprintln!("skipped: {program} is not installed");
    }
    result
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn loads_in_the_sqlite3_shell() {
    let library = library().with_extension("");
    // Without .so and without an entry point, as in the README: SQLite derives both from the file's name.
    let load = format!(".load {}", library.display());
    let queries = "SELECT depeche_version(), extract_actors(''), (SELECT count(*) FROM actors_each(''));
                   SELECT 'topics:' || (count(*) > 0) FROM depeche_topics;
                   SELECT extract_actors(x'00');";
    let Some(output) = output("sqlite3", &[":memory:", "-cmd", &load, queries]) else { return };
    let text = text(&output);
    assert!(text.contains(&format!("{}|[]|0", env!("CARGO_PKG_VERSION"))), "{text}");
    assert!(text.contains("topics:1"), "{text}");
    assert!(text.contains("extract_actors(): argument 1 must be TEXT or NULL, got BLOB"), "{text}");
}

#[test]
fn loads_in_python() {
    let script = "
import sqlite3, sys
db = sqlite3.connect(':memory:')
if not hasattr(db, 'enable_load_extension'):
    sys.exit('cannot load extensions')
for _ in range(3):  # again and again, as connections come and go
    db = sqlite3.connect(':memory:')
    db.enable_load_extension(True)
    db.load_extension(sys.argv[1])
    print(db.execute('SELECT depeche_version(), extract_actors(?)', ('',)).fetchone())
    db.close()
";
    let Some(output) = output("/usr/bin/python3", &["-c", script, &library().display().to_string()]) else { return };
    let text = text(&output);
    if text.contains("cannot load extensions") {
        return eprintln!("skipped: the sqlite3 module of /usr/bin/python3 cannot load extensions");
    }
    assert_eq!(text.matches(&format!("('{}', '[]')", env!("CARGO_PKG_VERSION"))).count(), 3, "{text}");
}
