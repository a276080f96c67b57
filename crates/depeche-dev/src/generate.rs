//! `depeche-dev generate`: the sources in `data/` to the compiled lexicon.

use depeche::lexicon::compile::{compile, Sources};
use std::fs;
use std::path::Path;

/// Writes the compiled lexicon, or with `check` says whether the one there is fresh.
pub(crate) fn run(data: &Path, check: bool) -> Result<(), String> {
    let sources = read(data)?;
    let bytes = compile(&sources).map_err(|faults| format!("{} faults in {}:\n{}", faults.len(), data.display(), faults.join("\n")))?;
    let path = data.join("models/lexicon.bin");
    if check {
        let fresh = fs::read(&path).is_ok_and(|old| old == bytes);
        return if fresh { Ok(()) } else { Err(format!("{} is stale: run `make generate`", path.display())) };
    }
    // Written beside and renamed, so that a build never sees half a file.
    let part = path.with_extension("part");
    fs::write(&part, &bytes).and_then(|()| fs::rename(&part, &path)).map_err(|e| format!("{}: {e}", path.display()))?;
    println!("{}: {} sources, {:.1} MB", path.display(), sources.len(), bytes.len() as f64 / 1e6);
    Ok(())
}

fn read(data: &Path) -> Result<Sources, String> {
    let mut sources = Sources::new();
    for folder in entries(data)?.filter(|p| p.is_dir() && !p.ends_with("models")) {
        for file in entries(&folder)?.filter(|p| p.extension().is_some_and(|e| e == "tsv")) {
            let name = file.strip_prefix(data).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            sources.insert(name, text);
        }
    }
    Ok(sources)
}

fn entries(folder: &Path) -> Result<impl Iterator<Item = std::path::PathBuf>, String> {
    let read = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    Ok(read.filter_map(Result::ok).map(|e| e.path()))
}
