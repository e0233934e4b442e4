//! The command: what is typed, which files that means, threads, and the exit status.

mod args;
mod baseline;
mod bug;
mod build_folder;
mod checklist;
mod chosen;
mod config;
mod env;
mod environment;
mod error;
pub(crate) mod files;
mod framework;
mod init;
mod ledger;
mod lint;
mod manual;
mod maps;
mod output;
mod pool;
mod progress;
mod room;
mod rotate;
mod rules;
mod settings;
#[cfg(feature = "fetch")]
mod site;
mod stale;
mod twin;
mod walk;

use std::{process::ExitCode, time::Instant};

use clap::Parser as _;

use args::{Arguments, Command};
use error::Problem;
#[cfg(feature = "fetch")]
pub(crate) use error::sentence;

/// Nothing is as severe as was asked for.
const NOTHING: u8 = 0;
/// Something is.
const FOUND: u8 = 1;
/// The command could not do its work, or not all of it.
const FAILED: u8 = 2;

/// The JSON schema of `leaklint.toml`, for editors.
pub fn settings_schema() -> serde_json::Value {
    config::schema::schema()
}

/// Runs the command with the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    let started = Instant::now();
    let status = bug::caught(|| match Arguments::try_parse() {
        Ok(arguments) => run(&arguments, started).unwrap_or_else(|problem| {
            problem.tell();
            FAILED
        }),
        Err(usage) => {
            // Help goes to standard output, and a mistake to standard error; if nobody listens,
            // the exit status still says which.
            let _ = usage.print();
            u8::try_from(usage.exit_code()).unwrap_or(FAILED)
        }
    });
    ExitCode::from(status.unwrap_or(FAILED))
}

fn run(arguments: &Arguments, started: Instant) -> Result<u8, Problem> {
    match &arguments.command {
        Some(Command::Rules(rules)) => rules::run(rules),
        Some(Command::Checklist(checklist)) => checklist::run(checklist),
        Some(Command::Rotate(rotate)) => rotate::run(rotate),
        Some(Command::Env(env)) => env::run(env, started),
        Some(Command::Init(init)) => init::run(init),
        Some(Command::Baseline(baseline)) => lint::accept(baseline),
        Some(Command::Completions(completions)) => manual::completions(completions.shell),
        Some(Command::Man) => manual::page(),
        None => lint::run(&arguments.lint, started),
    }
}

/// Whether `text` can be a `leaklint.toml`.
#[cfg(any(test, fuzzing))]
pub(crate) fn takes_config(text: &str) -> bool {
    config::takes(text)
}
