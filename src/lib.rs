//! leaklint finds the secrets a front-end build gives to everyone who opens the page.
#![allow(dead_code)]

mod candidate;
mod config;
pub mod finding;
mod javascript;
pub mod report;
pub mod rules;
mod span;

#[cfg(feature = "cli")]
pub mod cli;

pub use config::{Options, Persona};
pub use finding::{Confidence, Environment, Exposure, Finding, Severity};
pub use report::{FileReport, Report};
