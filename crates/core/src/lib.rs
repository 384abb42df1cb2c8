//! The pure core of Fetch Playground: no async, no browser, no clock. All of it is built
//! and tested natively, and gives the same result on every machine.
//!
//! - [`units`]: distinct types for indexes, points in time and spans.
//! - [`named`]: enums with names in documents.
//! - [`experiment`]: what to run.
//! - [`run`]: one execution of a lane, folded from its events.
//! - [`analysis`]: statistics, histograms, the ideal schedule, diagnosis.
//! - [`lab`]: what the lab's URLs ask for, and what it responds.
//! - [`timeline`]: the waterfall's geometry.
//! - [`documents`]: experiments and reports as JSON, out and in.
//! - [`form`]: settings as they are typed.
//! - [`lessons`]: what each lesson says, asks and runs.
//! - [`session`]: what the page shows of a comparison.
//! - [`workers`]: the messages between the page and its fetch workers.
//! - [`wording`]: sentences and number formats.

pub mod analysis;
pub mod documents;
pub mod experiment;
pub mod form;
pub mod lab;
pub mod lessons;
pub mod named;
pub mod run;
pub mod session;
pub mod timeline;
pub mod units;
pub mod wording;
pub mod workers;
