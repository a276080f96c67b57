//! What can be typed after `depeche`.

use crate::output::Format;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Finds languages, actors and topics in news text, with SQL.
#[derive(Parser)]
#[command(name = "depeche", version = depeche::version(), after_help = "Exit status: 0 done, 1 failed, 2 wrong arguments.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Query(QueryArguments),
    Load(LoadArguments),
    Demo(DemoArguments),
    /// Print versions and check that everything works
    Doctor,
}

/// Run SQL on a database, with all of depeche's functions
#[derive(Args)]
#[command(after_help = "Examples:
  depeche query news.db \"SELECT detect_lang(body), count(*) FROM articles GROUP BY 1\"
  depeche query news.db \"SELECT m.* FROM articles a, actors_each(a.body) m LIMIT 20\" --csv > mentions.csv
  depeche query :memory: \"SELECT extract_actors('Xi Jinping met Obama.')\" --json
  depeche query news.db < report.sql")]
pub(crate) struct QueryArguments {
    /// SQLite file, or :memory:
    pub(crate) db: PathBuf,
    /// One or more statements; left out or `-`: read from standard input
    pub(crate) sql: Option<String>,
    #[command(flatten)]
    pub(crate) format: FormatArguments,
}

#[derive(Args)]
pub(crate) struct FormatArguments {
    /// Print an array of JSON objects for each statement
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print comma-separated values with a header
    #[arg(long)]
    csv: bool,
    /// Widest column of a table, in terminal cells; 0 for no limit
    #[arg(long, default_value_t = 60, value_name = "CELLS")]
    width: usize,
}

impl FormatArguments {
    pub(crate) fn chosen(&self) -> Format {
        match (self.json, self.csv) {
            (true, _) => Format::Json,
            (_, true) => Format::Csv,
            _ => Format::Table { width: self.width },
        }
    }
}

/// Load a file of JSON objects, one a line, into a table of a database
///
/// Columns are the keys, in the order in which they first appear. The table is replaced in one transaction: readers see the old
/// one or the new one, and after an error the old one is still there. Arrays and objects are kept as JSON text.
#[derive(Args)]
#[command(after_help = "Examples:
  depeche load articles.jsonl -o news.db
  zcat articles.jsonl.gz | depeche load - -o news.db --table archive")]
pub(crate) struct LoadArguments {
    /// JSON lines file, or - for standard input
    pub(crate) file: PathBuf,
    /// SQLite file to write to; made if it is not there
    #[arg(short, long, value_name = "DB")]
    pub(crate) output: PathBuf,
    /// Table to make or replace
    #[arg(short, long, default_value = "articles")]
    pub(crate) table: String,
}

/// Show what depeche finds in the sample articles that come with it
#[derive(Args)]
#[command(after_help = "Examples:
  depeche demo
  depeche demo --db news.db && depeche query news.db \"SELECT * FROM articles LIMIT 5\"")]
pub(crate) struct DemoArguments {
    /// SQLite file for the sample articles, whose table `articles` is replaced
    #[arg(long, default_value = "depeche-demo.db")]
    pub(crate) db: PathBuf,
}
