//! `leaklint.toml`: the command's options, kept with the project.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{
    args::{FailOn, Format, Level, Lint, PersonaName, parse_size},
    error::Problem,
};

const NAME: &str = "leaklint.toml";

/// What the file may say; the command line goes before it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct Config {
    pub(super) format: Option<Format>,
    pub(super) fail_on: Option<FailOn>,
    pub(super) min_severity: Option<Level>,
    pub(super) persona: Option<PersonaName>,
    max_file_size: Option<Size>,
    pub(super) threads: Option<std::num::NonZeroU16>,
}

/// A number of bytes, or a text such as `20M`.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a size is a number of bytes, or a text such as \"20M\"")]
enum Size {
    Bytes(u64),
    Text(String),
}

impl Config {
    /// The file that was named, or the one that applies, or nothing.
    pub(super) fn read(arguments: &Lint) -> Result<Self, Problem> {
        let path = match (&arguments.config, arguments.paths.first()) {
            (Some(named), _) => named.clone(),
            (None, Some(first)) => match find(first) {
                Some(found) => found,
                None => return Ok(Self::default()),
            },
            (None, None) => return Ok(Self::default()),
        };
        let text = fs::read_to_string(&path)
            .map_err(|reason| Problem::Unreadable { path: path.clone(), reason })?;
        let config: Self = toml::from_str(&text).map_err(|error| Problem::Config {
            path: path.clone(),
            reason: explain(&text, &error),
        })?;
        config.max_file_size().map_err(|reason| Problem::Config { path, reason })?;
        Ok(config)
    }

    /// In bytes.
    pub(super) fn max_file_size(&self) -> Result<Option<u64>, String> {
        match &self.max_file_size {
            None => Ok(None),
            Some(Size::Bytes(bytes)) => Ok(Some(*bytes)),
            Some(Size::Text(text)) => parse_size(text).map(Some),
        }
    }
}

/// The nearest file beside `path` or above it.
fn find(path: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(path).ok()?;
    start.ancestors().map(|folder| folder.join(NAME)).find(|candidate| candidate.is_file())
}

/// Line, and what is wrong, in one line.
fn explain(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    format!("line {line}: {}", error.message().replace('\n', " "))
}
