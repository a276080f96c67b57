//! Types and constants of SQLite's public-domain header `sqlite3ext.h`, as bindgen wrote them down once.
//!
//! The crate of this name on crates.io compiles all of SQLite and runs bindgen on every build, which needs libclang. Loadable
//! extensions need neither: they call the SQLite that loads them, through the table of functions it hands over.
#![allow(non_camel_case_types, non_snake_case, unreachable_pub, clippy::all, rustdoc::all)]

mod bindings;

pub use bindings::*;

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem::offset_of;

    /// A wrong type anywhere in the table of function pointers would shift what follows it.
    #[test]
    fn functions_lie_where_the_header_puts_them() {
        let slot = size_of::<usize>();
        assert_eq!(offset_of!(sqlite3_api_routines, libversion_number), 67 * slot);
        assert_eq!(offset_of!(sqlite3_api_routines, vtab_config), 177 * slot);
        assert_eq!(offset_of!(sqlite3_api_routines, result_subtype), 209 * slot);
    }
}
