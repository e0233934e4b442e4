//! What can be typed after `leaklint checklist`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{answer::State, item};
use crate::cli::args::Color;

const ABOUT: &str = "\
Exit status: 0 when no item is as bad as --fail-on, 1 when one is, 2 when the command could not
do its work. An item that cannot be told from here is `unknown`.
No value of a variable is printed, and nothing that is read leaves this machine.";

/// `leaklint checklist [PROJECT]`.
#[derive(Debug, Args)]
#[command(after_help = ABOUT)]
pub(in crate::cli) struct Checklist {
    /// The project's folder: where its `.env` files and its repository are
    #[arg(value_name = "PROJECT", default_value = ".")]
    pub(super) project: PathBuf,
    /// Answer these items only, such as `2,4`
    #[arg(long, value_name = "ITEMS", value_delimiter = ',',
          value_parser = clap::value_parser!(u8).range(1..=i64::from(item::COUNT)))]
    pub(super) only: Vec<u8>,
    /// How to write the answers
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Form::Human)]
    pub(super) format: Form,
    /// Write the answers to FILE in place of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// What makes the exit status 1
    #[arg(long, value_enum, value_name = "STATE", default_value_t = FailOn::Fail)]
    pub(super) fail_on: FailOn,
    /// Note keys that leaklint-keys.json does not know, with the day from which they are known
    #[arg(long)]
    pub(super) record: bool,
    /// Read settings from FILE [default: the leaklint.toml of PROJECT, or the nearest above]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Show no progress
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(super) color: Color,
}

/// The forms of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// For people
    Human,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// What makes the exit status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// An item that fails
    #[value(alias = "error")]
    Fail,
    /// An item that is unknown, too
    #[value(aliases = ["warning", "note"])]
    Unknown,
    /// Nothing
    Never,
}

impl FailOn {
    pub(super) fn is_met(self, state: State) -> bool {
        match self {
            Self::Fail => state == State::Fail,
            Self::Unknown => state != State::Pass,
            Self::Never => false,
        }
    }
}
