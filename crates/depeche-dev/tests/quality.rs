//! What ships is fresh, and as good as it was.

use std::process::{Command, Output};

fn depeche_dev(arguments: &[&str]) -> Output {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    Command::new(env!("CARGO_BIN_EXE_depeche-dev")).args(arguments).current_dir(root).output().expect("the binary that cargo built runs")
}

fn succeeds(arguments: &[&str]) {
    let output = depeche_dev(arguments);
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}

#[test]
fn compiled_lexicon_is_fresh() {
    succeeds(&["generate", "--check"]);
}

#[test]
fn scores_are_not_below_their_floors() {
    succeeds(&["eval", "--floors", "crates/depeche-dev/floors.tsv"]);
}

/// Without the shared corpora every set is skipped, and the output says so.
#[test]
fn names_are_not_below_their_floors() {
    let arguments = ["eval-names", "--floors", "crates/depeche-dev/name_floors.tsv"];
    let output = depeche_dev(&arguments);
    print!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_missed_floor_fails() {
    let floors = std::env::temp_dir().join(format!("depeche-floors-{}.tsv", std::process::id()));
    std::fs::write(&floors, "all\tmention_f1\t1.01\n").expect("the temporary folder is writable");
    let output = depeche_dev(&["eval", "--floors", &floors.to_string_lossy()]);
    let _ = std::fs::remove_file(&floors);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("mention_f1"));
}
