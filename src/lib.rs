//! leaklint finds the secrets a front-end build gives to everyone who opens the page.
//!
//! One way through, each arrow one folder of this crate:
//!
//! ```text
//! bytes → source → candidates → matches → findings → report → renderers
//! ```
//!
//! [`Linter`] is the front door: it takes a file's name and bytes and gives a [`FileReport`];
//! [`Report::new`] joins the reports of many files into one.
//!
//! ```
//! use leaklint::{Linter, Options, Report};
//!
//! let linter = Linter::new(Options::default());
//! let file = linter.lint("app.js", b"const answer = 42;");
//! let report = Report::new([file]);
//! assert!(report.findings.is_empty());
//! ```
//!
//! Nothing that is read leaves the machine, and no report holds a value unless
//! [`Options::reveal`] asks for it.

// What wasm-bindgen writes for the door to JavaScript is the one exception.
#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that fails says why")
)]

mod beginnings;
mod candidate;
pub mod checklist;
mod config;
mod environment;
mod exact;
pub mod finding;
mod javascript;
mod judge;
mod linter;
mod order;
pub mod report;
pub mod rules;
mod side_by_side;
mod source;
mod sourcemap;
mod span;
mod suppression;
mod usage;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(any(feature = "fetch", all(feature = "site", target_arch = "wasm32")))]
mod fetch;
#[cfg(all(any(test, fuzzing), feature = "cli"))]
pub mod fuzzing;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use config::{Options, Persona};
pub use environment::Variable;
pub use exact::{LeftOut, Reason};
pub use finding::{Confidence, Environment, Exposure, Finding, Severity};
#[cfg(not(target_arch = "wasm32"))]
pub use javascript::stack::on_large_stack;
pub use linter::Linter;
pub use report::{FileReport, Report};
pub use rules::{RuleText, UserRule, UserRules};
