//! Prints everything that depeche finds in the text on standard input, as JSON.

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    println!("{}", depeche::json::analyze(&text, &depeche::Options::default()));
    Ok(())
}
