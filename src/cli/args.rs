//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Deserialize;

use super::{checklist::Checklist, env::Env, init::Init, rotate::Rotate};
use crate::{Persona, Severity};

const EXAMPLES: &str = "\
Examples:
  leaklint                               lint the build that is here
  leaklint dist                          lint a folder
  leaklint dist --format sarif --output leaklint.sarif
  leaklint dist --min-severity note      show publishable keys, too
  curl -s https://example.com/app.js | leaklint - --stdin-name app.js
  leaklint rules stripe/secret-key       explain a rule
  leaklint baseline dist                 accept what is there today

Exit status: 0 when nothing is as severe as --fail-on, 1 when something is, 2 when
the command could not do its work. Nothing that is read leaves this machine.";

/// Find the secrets that a front-end build gives to everyone who opens the page.
#[derive(Debug, Parser)]
#[command(
    name = "leaklint",
    version,
    about,
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    max_term_width = 100
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) lint: Lint,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the rules, or explain one
    Rules(Rules),
    /// Check how a project handles its keys: seven items, each pass, fail or unknown
    Checklist(Checklist),
    /// Walk through the five steps of giving a variable a new key, and note since when it has it
    Rotate(Rotate),
    /// Lint environment files: names, values, and what the build makes of them
    Env(Env),
    /// Write a commented leaklint.toml for the project's framework
    Init(Init),
    /// Accept what is there today: it is not reported tomorrow
    Baseline(Baseline),
    /// Write the completions of a shell to standard output
    Completions(Completions),
    /// Write the manual page to standard output
    Man,
}

/// `leaklint completions SHELL`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell that is to complete what is typed
    #[arg(value_enum, value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

/// `leaklint baseline PATH...`.
#[derive(Debug, Args)]
pub(super) struct Baseline {
    #[command(flatten)]
    pub(super) input: Input,
    /// Also drop what is not found any more
    #[arg(long)]
    pub(super) update: bool,
}

/// `leaklint rules`.
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// The rule to explain, such as stripe/secret-key
    #[arg(value_name = "ID")]
    pub(super) id: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = RulesFormat::Human)]
    pub(super) format: RulesFormat,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(super) color: Color,
}

/// `leaklint PATH...`.
#[derive(Debug, Args)]
pub(super) struct Lint {
    #[command(flatten)]
    pub(super) input: Input,
    /// How to write the report [default: human]
    #[arg(long, value_enum, value_name = "FORMAT", hide_default_value = true)]
    pub(super) format: Option<Format>,
    /// Write the report to FILE in place of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The least severity that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// The least severity that is reported [default: warning for human, note for the others]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) min_severity: Option<Least>,
    /// Print values whole; without it no output contains a secret
    #[arg(long)]
    pub(super) reveal: bool,
    #[cfg(feature = "fetch")]
    #[command(flatten)]
    pub(super) fetch: super::site::FetchArguments,
}

/// What is linted, and how.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that people type")]
pub(super) struct Input {
    /// Files or folders to lint; `-` reads standard input [default: the build that is here]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How much doubt a report may hold [default: regular]
    #[arg(long, value_enum, value_name = "PERSONA")]
    pub(super) persona: Option<Who>,
    /// Look for the values of the variables in FILE, a `.env` file; may be given several times
    /// [default: the `.env` files of the project that the build is in]
    #[arg(long, value_name = "FILE")]
    pub(super) env_file: Vec<PathBuf>,
    /// Look for the values of this process's environment variables
    #[arg(long)]
    pub(super) env_from_process: bool,
    /// Do not read source maps: neither for the places of findings, nor for the sources in them
    #[arg(long)]
    pub(super) no_source_maps: bool,
    /// Read settings from FILE [default: the first leaklint.toml beside the first PATH or above]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// What is known and not reported [default: the first leaklint-baseline.json beside the first
    /// PATH or above]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// The name, and so the kind, of what `-` reads
    #[arg(long, value_name = "NAME", default_value = "stdin.js")]
    pub(super) stdin_name: String,
    /// Also read `node_modules` and `.git` below a named folder
    #[arg(long)]
    pub(super) no_ignore: bool,
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(super) threads: Option<usize>,
    /// Skip longer files: bytes, or with K, M or G [default: 1G]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(super) max_file_size: Option<u64>,
    /// Print findings only: no progress, no totals
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(super) color: Color,
}

/// The forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// For people
    Human,
    /// One JSON document
    Json,
    /// One line of JSON for each file, as it is finished
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// One page that needs nothing else
    Html,
}

/// The forms of the list of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    /// For people
    Human,
    /// One JSON document
    Json,
}

/// What makes the exit status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FailOn {
    /// What must not be deployed
    Error,
    /// What needs a look, and errors
    Warning,
    /// Anything
    Note,
    /// Nothing
    Never,
}

impl FailOn {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

/// What is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Least {
    /// What must not be deployed
    Error,
    /// What needs a look, and errors
    Warning,
    /// Everything, keys that may be public included
    Note,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Error => Self::Error,
            Least::Warning => Self::Warning,
            Least::Note => Self::Note,
        }
    }
}

/// Who is asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Who {
    /// What to act on
    Regular,
    /// Findings of low confidence, too
    Pedantic,
    /// Everything that was seen, placeholders included
    Auditor,
}

impl From<Who> for Persona {
    fn from(who: Who) -> Self {
        match who {
            Who::Regular => Self::Regular,
            Who::Pedantic => Self::Pedantic,
            Who::Auditor => Self::Auditor,
        }
    }
}

/// When there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless the environment says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=1024) => Ok(number),
        _ => Err("it must be a number from 1 to 1024".to_owned()),
    }
}

/// A size in bytes, `K`, `M` or `G` meaning powers of 1024.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let (digits, factor) = match text.as_bytes().last().map(u8::to_ascii_uppercase) {
        Some(b'K') => (&text[..text.len() - 1], 1 << 10),
        Some(b'M') => (&text[..text.len() - 1], 1 << 20),
        Some(b'G') => (&text[..text.len() - 1], 1 << 30),
        _ => (text, 1),
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let bytes = digits.parse::<u64>().ok().filter(|_| is_number);
    bytes.and_then(|number| number.checked_mul(factor)).filter(|&bytes| bytes > 0).ok_or_else(
        || "it must be a number of bytes, or one with K, M or G, such as 10M".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_are_bytes_or_have_a_unit() {
        for (text, bytes) in [("1", 1), ("10M", 10 << 20), ("3k", 3 << 10), ("2G", 2 << 30)] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "M", "0", "-1", "+1", "1.5M", "10MB", "ten", "99999999999999999999", "9G9"]
        {
            assert!(size(text).is_err(), "{text}");
        }
        assert!(size("17179869184G").is_err(), "more than there are bytes");
    }
}
