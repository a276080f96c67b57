//! `depeche query`: SQL on a database.

use crate::arguments::QueryArguments;
use crate::{database, output};
use anyhow::Result;
use std::io::{self, Read, Write};

pub(crate) fn run(arguments: &QueryArguments, out: &mut impl Write) -> Result<()> {
    let db = database::open(&arguments.db)?;
    let sql = sql(arguments.sql.as_deref())?;
    let format = arguments.format.chosen();
    database::each_statement(&db, &sql, |statement| output::print(statement, format, out))
}

fn sql(given: Option<&str>) -> Result<String> {
    match given {
        Some(sql) if sql != "-" => Ok(sql.to_owned()),
        _ => Ok(io::read_to_string(io::stdin().lock().by_ref())?),
    }
}
