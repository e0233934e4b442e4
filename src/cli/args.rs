//! What can be asked of the command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Deserialize;

use crate::{config::Persona, finding::Severity};

/// Finds the secrets a front-end build gives away.
#[derive(Debug, Parser)]
#[command(
    name = "leaklint",
    version,
    about,
    long_about = "Finds the secrets a front-end build gives away: parses the JavaScript of a build folder and \
        reports API keys that everyone who opens the page would get. Nothing leaves the machine.",
    args_conflicts_with_subcommands = true,
    after_help = "Exit status: 0 nothing at or above --fail-on, 1 something, 2 the command could not do its work.\n\n\
        Examples:\n  leaklint dist/\n  leaklint --format sarif --output leaklint.sarif dist/\n  \
        curl -s https://shop.example/app.js | leaklint --stdin-name app.js -\n  leaklint rules stripe/secret-key"
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) lint: Lint,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the rules, or explain one
    Rules(Rules),
}

/// `leaklint rules`.
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// The rule to explain, such as stripe/secret-key
    pub(super) id: Option<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = RulesFormat::Human)]
    pub(super) format: RulesFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    Human,
    Json,
}

/// `leaklint PATH…`.
#[derive(Debug, Args)]
pub(super) struct Lint {
    /// Files or folders, such as dist/; `-` reads standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How the report is written [default: human]
    #[arg(long, value_enum, help_heading = "Report")]
    pub(super) format: Option<Format>,
    /// Write the report to FILE instead of standard output
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(super) output: Option<PathBuf>,
    /// The least severity that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "What is reported")]
    pub(super) fail_on: Option<FailOn>,
    /// What is reported at all [default: warning for human, note for other formats]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "What is reported")]
    pub(super) min_severity: Option<Level>,
    /// How much doubt is tolerated [default: regular]
    #[arg(long, value_enum, help_heading = "What is reported")]
    pub(super) persona: Option<PersonaName>,
    /// Print values whole; without it no output contains a secret
    #[arg(long, help_heading = "Report")]
    pub(super) reveal: bool,
    /// Read options from FILE [default: leaklint.toml beside the first path or above it]
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(super) config: Option<PathBuf>,
    /// The name, and so the kind, of what `-` reads
    #[arg(long, value_name = "NAME", default_value = "stdin.js", help_heading = "Input")]
    pub(super) stdin_name: String,
    /// Also read node_modules and .git below a named folder
    #[arg(long, help_heading = "Input")]
    pub(super) no_ignore: bool,
    /// Skip files that are longer, such as 20M [default: 1G]
    #[arg(long, value_name = "SIZE", value_parser = parse_size, help_heading = "Input")]
    pub(super) max_file_size: Option<u64>,
    /// How many threads work [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Only findings: no summary, no progress
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, help_heading = "Report")]
    pub(super) color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// For people
    Human,
    /// One document
    Json,
    /// One line for each file, as it is finished
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    pub(super) const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Note => Self::Note,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PersonaName {
    /// What to act on
    Regular,
    /// Also what is doubtful
    Pedantic,
    /// Everything that was seen, placeholders included
    Auditor,
}

impl From<PersonaName> for Persona {
    fn from(name: PersonaName) -> Self {
        match name {
            PersonaName::Regular => Self::Regular,
            PersonaName::Pedantic => Self::Pedantic,
            PersonaName::Auditor => Self::Auditor,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// A number of bytes, with `K`, `M` or `G` behind it for powers of 1024.
pub(super) fn parse_size(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.char_indices().last() {
        Some((at, last)) if last.is_ascii_alphabetic() => (&text[..at], last.to_ascii_uppercase()),
        _ => (text, 'B'),
    };
    let factor = match unit {
        'B' => 1,
        'K' => 1 << 10,
        'M' => 1 << 20,
        'G' => 1 << 30,
        _ => return Err("a size is a number and K, M or G, such as 20M".to_owned()),
    };
    digits
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(factor))
        .ok_or_else(|| "a size is a number and K, M or G, such as 20M".to_owned())
}
