//! `leaklint.toml`: settings of a project, in the words of the options.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, de};

use super::{
    args::{FailOn, Format, Input, Least, Who, size},
    error::{Problem, sentence, without_values},
};
use crate::{finding::allow::Allow, rules::UserRules};

/// The name of the file when nobody gives another.
pub(super) const NAME: &str = "leaklint.toml";

/// What a file may set; what is typed goes before.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Config {
    pub(super) format: Option<Format>,
    pub(super) fail_on: Option<FailOn>,
    pub(super) min_severity: Option<Least>,
    pub(super) persona: Option<Who>,
    #[serde(default, deserialize_with = "max_file_size")]
    pub(super) max_file_size: Option<u64>,
    #[serde(default, deserialize_with = "threads")]
    pub(super) threads: Option<usize>,
    #[serde(default, deserialize_with = "allow")]
    pub(super) allow: Vec<Allow>,
    /// The user's own rules.
    #[serde(default)]
    pub(super) rules: UserRules,
    /// What is said of keys, by the names of their variables.
    #[serde(default)]
    pub(super) keys: BTreeMap<String, Key>,
}

/// What a project says of one of its keys.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Key {
    /// What it may do.
    pub(super) scopes: Option<Vec<String>>,
    /// Days after which it is due for a new one.
    pub(super) rotate_days: Option<u32>,
    /// Who looks at its usage, and where.
    pub(super) monitored: Option<String>,
}

impl Config {
    /// The file that was named, or the nearest one.
    pub(super) fn find(arguments: &Input) -> Result<Self, Problem> {
        match arguments.config.clone().or_else(|| nearest(arguments.paths.first()?, NAME)) {
            Some(path) => Self::read(path),
            None => Ok(Self::default()),
        }
    }

    pub(super) fn read(path: PathBuf) -> Result<Self, Problem> {
        let text = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let reason = format!(": it cannot be read: {}", sentence(&error));
                return Err(Problem::Config { path, reason });
            }
        };
        let Ok(text) = String::from_utf8(text) else {
            return Err(Problem::Config { path, reason: ": it is not UTF-8".to_owned() });
        };
        Self::parse(&text).map_err(|reason| Problem::Config { path, reason })
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    ///
    /// What is wrong, behind `:LINE: `.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start).min(text.len());
            let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count();
            format!(":{line}: {}", without_values(error.message()))
        })
    }
}

/// The file called `name` beside `path`, or in the nearest folder above that has one. Not the one inside: what
/// is linted does not decide how.
pub(super) fn nearest(path: &Path, name: &str) -> Option<PathBuf> {
    let here = env::current_dir().and_then(fs::canonicalize).ok()?;
    let start = match fs::canonicalize(path) {
        // `.`, or a folder around this one.
        Ok(folder) if here.starts_with(&folder) => folder,
        Ok(path) => path.parent()?.to_owned(),
        // `-`, or a path that does not exist.
        Err(_) => here,
    };
    start.ancestors().map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn max_file_size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let value = toml::Value::deserialize(deserializer)?;
    let text = match &value {
        toml::Value::Integer(bytes) => bytes.to_string(),
        toml::Value::String(text) => text.clone(),
        _ => String::new(),
    };
    size(&text).map(Some).map_err(|error| de::Error::custom(format!("max-file-size: {error}")))
}

fn threads<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<usize>, D::Error> {
    match usize::deserialize(deserializer)? {
        number @ 1..=1024 => Ok(Some(number)),
        _ => Err(de::Error::custom("threads: it must be a number from 1 to 1024")),
    }
}

fn allow<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Allow>, D::Error> {
    /// TOML has days of its own; JSON's are texts.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Day {
        Text(String),
        Date(toml::value::Datetime),
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    struct Entry {
        rule: Option<String>,
        fingerprint: Option<String>,
        path: Option<String>,
        env: Option<String>,
        reason: Option<String>,
        until: Option<Day>,
    }
    let entries = Vec::<Entry>::deserialize(deserializer)?;
    let allowed = entries.into_iter().map(|entry| {
        let Entry { rule, fingerprint, path, env, reason, until } = entry;
        let until = until.map(|day| match day {
            Day::Text(text) => text,
            Day::Date(date) => date.to_string(),
        });
        let reason = reason.unwrap_or_default();
        let allow = Allow { rule, fingerprint, path, env, reason, until };
        allow.check().map(|()| allow).map_err(de::Error::custom)
    });
    allowed.collect()
}
