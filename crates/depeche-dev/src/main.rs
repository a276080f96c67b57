//! Builds what depeche ships and measures it: `generate`, `eval`.

mod bench;
mod corpus;
mod eval;
mod generate;
mod names;
mod train;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Tools for those who work on depeche.
#[derive(Parser)]
#[command(name = "depeche-dev", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compile data/ to data/models/lexicon.bin
    Generate {
        /// Only say whether the compiled form is fresh; exit 1 when it is not
        #[arg(long)]
        check: bool,
        /// The data folder
        #[arg(long, default_value = "crates/depeche/data")]
        data: PathBuf,
    },
    /// Score depeche on articles with gold annotations
    Eval {
        /// Folder with articles.jsonl and gold.jsonl
        #[arg(long, default_value = "python/depeche/sample")]
        corpus: PathBuf,
        /// Show every error
        #[arg(long)]
        errors: bool,
        /// File with the least scores allowed; exit 1 when one is missed
        #[arg(long)]
        floors: Option<PathBuf>,
        /// Only this language
        #[arg(long)]
        lang: Option<String>,
    },
    /// Time depeche's functions inside a query, as whole processes
    BenchSql {
        /// The command to time
        #[arg(long, default_value = "target/release/depeche")]
        depeche: PathBuf,
        /// JSON lines with `body` or `text`
        #[arg(long, default_value = "python/depeche/sample/articles.jsonl")]
        articles: PathBuf,
        /// Megabytes of text
        #[arg(long, default_value_t = 20.0)]
        megabytes: f64,
        /// Runs of each query
        #[arg(long, default_value_t = 3)]
        runs: usize,
    },
    /// Train the tagger of a language
    Train {
        /// Code of the language
        lang: String,
        /// Folder with ner/ and news/
        #[arg(long, default_value = "../shared/data")]
        shared: PathBuf,
        /// Folder that gazetteers/collect.py wrote
        #[arg(long, default_value = "target/gazetteers")]
        gazetteers: PathBuf,
        /// Where the model goes
        #[arg(long, default_value = "crates/depeche/data/models")]
        out: PathBuf,
        /// Leave a set of taggers.tsv out, to measure on it
        #[arg(long)]
        without: Vec<String>,
    },
    /// Write our own annotations that are not trained on as JSON lines, for other taggers
    HeldOut {
        /// Folder for <code>.news.jsonl
        out: PathBuf,
        /// Folder with news/
        #[arg(long, default_value = "../shared/data")]
        shared: PathBuf,
    },
    /// Score the names found on corpora of named entities
    EvalNames {
        /// Sets: JSON lines with text, lang and entities, their names in the shared folder's ner/dev, or annotations/<code>.tsv
        sets: Vec<PathBuf>,
        /// File of sets with their least F1; exit 1 when one is missed
        #[arg(long)]
        floors: Option<PathBuf>,
        /// Show the first errors of each set
        #[arg(long, default_value_t = 0)]
        errors: usize,
        /// Folder of taggers to use instead of those that ship
        #[arg(long)]
        models: Option<PathBuf>,
        /// What the tagger finds without lexicon and context
        #[arg(long)]
        alone: bool,
        /// Texts in capitals without accents
        #[arg(long)]
        capitals: bool,
        /// How often names are right by the score that the tagger gives them
        #[arg(long)]
        reliability: bool,
        /// Folder with ner/ and news/
        #[arg(long, default_value = "../shared/data")]
        shared: PathBuf,
    },
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Generate { check, data } => generate::run(&data, check),
        Command::Eval { corpus, errors, floors, lang } => eval::run(&corpus, &eval::Settings { errors, floors, lang }),
        Command::BenchSql { depeche, articles, megabytes, runs } => bench::run(&depeche, &articles, megabytes, runs),
        Command::EvalNames { sets: files, floors, errors, models, alone, capitals, reliability, shared } => {
            names::run(&names::Settings { files, floors, errors, models, alone, capitals, reliability, shared })
        }
        Command::HeldOut { out, shared } => names::export(&out, &shared),
        Command::Train { lang, shared, gazetteers, out, without } => train::run(&train::Plan { shared, gazetteers, out, lang, without }),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("depeche-dev: {message}");
            ExitCode::FAILURE
        }
    }
}
