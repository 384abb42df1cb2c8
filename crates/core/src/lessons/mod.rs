//! Lessons: each is a document (`documents/`), and one engine shows them all. A lesson
//! makes a claim, asks for a guess, runs an experiment, and computes the answer from what
//! was measured, beside the formula that predicts it. Pure: no async, no browser.

pub mod answer;
pub mod catalogue;
pub mod formula;
pub mod glossary;
pub mod lesson;
pub mod measure;
pub mod question;
pub mod reader;
