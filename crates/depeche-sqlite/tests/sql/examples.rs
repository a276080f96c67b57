//! Every file in sql/examples runs, begins with a comment that says what it is for, and finds something.

use crate::common::{repository, run, with_articles};
use std::fs::{read_dir, read_to_string};

#[test]
fn every_example_runs() {
    let mut files: Vec<_> = read_dir(repository("sql/examples")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 8, "{files:?}");
    for file in files {
        let sql = read_to_string(&file).unwrap();
        assert!(sql.starts_with("-- "), "{} has no comment on top", file.display());
        let rows = run(&with_articles(), &sql).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        assert!(!rows.is_empty(), "{} finds nothing", file.display());
    }
}
