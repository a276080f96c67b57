//! The trained taggers that ship, each read when its language is first met.

use super::decode::Chain;
use super::model::Model;
use std::collections::HashMap;
use std::sync::{OnceLock, RwLock};

/// A model ready for use.
pub(super) struct Tagger {
    pub(super) model: Model,
    pub(super) chain: Chain,
}

static SHIPPED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/taggers.rs"));

type Loaded = HashMap<String, Option<&'static Tagger>>;

fn loaded() -> &'static RwLock<Loaded> {
    static LOADED: OnceLock<RwLock<Loaded>> = OnceLock::new();
    LOADED.get_or_init(RwLock::default)
}

/// The tagger of a language, if there is one.
pub(super) fn tagger(code: &str) -> Option<&'static Tagger> {
    if let Some(known) = loaded().read().ok().and_then(|l| l.get(code).copied()) {
        return known;
    }
    let bytes = SHIPPED.iter().find(|s| s.0 == code).map(|s| s.1);
    put(code, bytes)
}

/// Reads a model and keeps it for the rest of the process, unless another thread was first.
fn put(code: &str, bytes: Option<&'static [u8]>) -> Option<&'static Tagger> {
    let mut all = loaded().write().ok()?;
    *all.entry(code.to_owned()).or_insert_with(|| bytes.and_then(read))
}

fn read(bytes: &'static [u8]) -> Option<&'static Tagger> {
    let model = Model::read(bytes)?;
    let chain = Chain::new(&model.transitions);
    Some(Box::leak(Box::new(Tagger { model, chain })))
}

/// Uses these bytes for a language instead of what ships, to measure a model just trained.
pub(super) fn replace(code: &str, bytes: &'static [u8]) {
    if let Ok(mut all) = loaded().write() {
        all.insert(code.to_owned(), read(bytes));
    }
}
