//! The command `depeche`: the SQLite extension in a SQLite of its own, so that nothing needs to be installed or loaded.

mod arguments;
mod database;
mod demo;
mod doctor;
mod load;
mod output;
mod query;
mod table;

use anyhow::Result;
use arguments::{Arguments, Command};
use clap::Parser;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if reader_gone(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("depeche: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    database::host_extension()?;
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match command {
        Command::Query(arguments) => query::run(&arguments, &mut out),
        Command::Load(arguments) => load::run(&arguments, &mut out),
        Command::Demo(arguments) => demo::run(&arguments, &mut out),
        Command::Doctor => doctor::run(&mut out),
    };
    // What was found before an error is printed before it.
    out.flush()?;
    done
}

/// `depeche query ... | head` ends the reader first, which is no error.
fn reader_gone(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe)
}
