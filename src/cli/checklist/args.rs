//! What can be typed after `leaklint checklist`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::item;
use crate::cli::args::Color;

const ABOUT: &str = "\
Exit status: 0 when no item fails, 1 when one does, 2 when the command could not do its work.
An item that cannot be told from here is `unknown`, which is no failure.
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
    /// Read settings from FILE [default: the leaklint.toml of PROJECT, or the nearest above]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
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
}
