//! Properties that hold for whatever a user, a file or a script hands over: nothing panics, what is
//! accepted is read back equal, and sums hold.
//!
//! The suite draws the same 10,000 cases each time. `cargo xtask fuzz MINUTES` draws new ones for
//! as long.

mod experiments;
mod lab_addresses;
mod mutation;
mod property;
mod reports;
mod texts;
mod typed;
mod url_lists;
