//! One file of settings: its form, and where it is wrong.

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use super::{Config, Key, allow, near};
use crate::{
    cli::args::{FailOn, Format, Least, Who, size},
    rules::{RuleText, UserRule, UserRules},
};

/// A mistake in a file: where, if that is known, and what.
pub(super) struct Mistake {
    pub(super) offset: usize,
    pub(super) reason: String,
}

/// What stands in one file.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) extends: Option<Spanned<Extends>>,
    format: Option<Format>,
    fail_on: Option<FailOn>,
    min_severity: Option<Least>,
    persona: Option<Who>,
    #[serde(default, deserialize_with = "max_file_size")]
    max_file_size: Option<u64>,
    #[serde(default, deserialize_with = "threads")]
    threads: Option<usize>,
    source_maps: Option<bool>,
    env_files: Option<Vec<PathBuf>>,
    #[serde(default, deserialize_with = "days")]
    rotate_days: Option<u32>,
    #[serde(default)]
    allow: Vec<Spanned<allow::Entry>>,
    #[serde(default)]
    rules: Vec<Spanned<RuleText>>,
    #[serde(default)]
    keys: BTreeMap<String, Key>,
}

/// The files that one goes on from: a later one goes before an earlier one.
#[derive(Deserialize)]
#[serde(untagged, expecting = "`extends` must be a path, or a list of paths")]
pub(super) enum Extends {
    One(PathBuf),
    Several(Vec<PathBuf>),
}

impl File {
    pub(super) fn read(text: &str) -> Result<Self, Mistake> {
        toml::from_str(text).map_err(|error| Mistake {
            offset: error.span().map_or(0, |span| span.start),
            reason: near::explained(error.message()),
        })
    }

    /// What it sets by itself.
    pub(super) fn config(self) -> Result<Config, Mistake> {
        let mut allowed = Vec::with_capacity(self.allow.len());
        for entry in self.allow {
            allowed.push(at(entry, allow::Entry::checked)?);
        }
        let mut rules: Vec<UserRule> = Vec::with_capacity(self.rules.len());
        let mut last = 0;
        for text in self.rules {
            last = text.span().start;
            let rule = at(text, UserRule::try_from)?;
            if rules.iter().any(|known| known.id() == rule.id()) {
                let reason = format!("rule `{}` is there twice", rule.id());
                return Err(Mistake { offset: last, reason });
            }
            rules.push(rule);
        }
        let rules =
            UserRules::try_from(rules).map_err(|reason| Mistake { offset: last, reason })?;
        Ok(Config {
            files: Vec::new(),
            format: self.format,
            fail_on: self.fail_on,
            min_severity: self.min_severity,
            persona: self.persona,
            max_file_size: self.max_file_size,
            threads: self.threads,
            source_maps: self.source_maps,
            has_env_files: self.env_files.is_some(),
            env_files: self.env_files.unwrap_or_default(),
            rotate_days: self.rotate_days,
            allow: allowed,
            rules,
            keys: self.keys,
        })
    }
}

/// What becomes of a table, or where it is wrong.
fn at<T, R>(value: Spanned<T>, check: impl FnOnce(T) -> Result<R, String>) -> Result<R, Mistake> {
    let offset = value.span().start;
    check(value.into_inner()).map_err(|reason| Mistake { offset, reason })
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

pub(super) fn days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    match i64::deserialize(deserializer)? {
        #[expect(clippy::cast_sign_loss, reason = "it is in the range")]
        number @ 1..=36_500 => Ok(Some(number as u32)),
        _ => Err(de::Error::custom("rotate-days: it must be a number of days from 1 to 36500")),
    }
}

/// A text that says something.
pub(super) fn said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() {
        return Err(de::Error::custom("it must say who: an empty text says nothing"));
    }
    Ok(Some(text))
}
