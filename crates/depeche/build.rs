//! Lists the trained models in `data/models`, so that a new language is a file there and not a line of code.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data/models");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)?.filter_map(Result::ok).map(|e| e.path()).collect();
    files.sort();
    let lines: String = files.iter().filter_map(|f| Some(format!("({:?}, include_bytes!({:?})),\n", code(f)?, f))).collect();
    let out = Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("taggers.rs");
    fs::write(out, format!("&[\n{lines}]\n"))
}

/// The language of `tagger.<code>.bin`.
fn code(file: &Path) -> Option<&str> {
    file.file_name()?.to_str()?.strip_prefix("tagger.")?.strip_suffix(".bin")
}
