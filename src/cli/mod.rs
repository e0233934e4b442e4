//! The `leaklint` command.
//!
//! `args` says what can be asked, `run` does it: `walk` finds the files, the linter reads them on
//! all cores, the report's renderers write. Whatever keeps the command from its work is an
//! `error`, with what to do about it, and never hides what other files hold.

mod args;
mod config;
mod error;
mod progress;
mod rules;
mod run;
mod walk;

use std::process::ExitCode;

use clap::Parser;

/// The command's whole life: reads the arguments, does the work, gives the exit status.
pub fn main() -> ExitCode {
    error::explain_panics();
    let arguments = match args::Cli::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are not mistakes.
            let status = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(status);
        }
    };
    let outcome = match arguments.command {
        Some(args::Command::Rules(command)) => rules::run(&command),
        None => run::lint(&arguments.lint),
    };
    match outcome {
        Ok(status) => status,
        Err(problem) => problem.report(),
    }
}
