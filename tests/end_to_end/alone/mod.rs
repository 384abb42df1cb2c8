//! Tests that are held to a time, each without other tests beside it. They are together, as a
//! test that waits for the machine keeps all others waiting: here that happens once.

mod broken_bodies;
mod conformance;
mod conformance_cases;
mod connections;
mod ends;
mod lessons_by_report;
mod load;
mod threads;
