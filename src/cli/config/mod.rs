//! `leaklint.toml`: settings of a project, in the words of the options.
//!
//! In: a file, and those it extends. Out: one [`Config`], or the line of what is wrong. What is
//! typed goes before what is written there, and a file before those it extends.

mod allow;
mod extends;
mod file;
pub(super) mod near;
pub(super) mod schema;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{
    args::{FailOn, Format, Input, Least, Who},
    build_folder::beside::{self, nearest},
    error::Problem,
};
use crate::{finding::allow::Allow, rules::UserRules};

/// The name of the file when nobody gives another.
pub(super) const NAME: &str = "leaklint.toml";

/// Whether `text` can be a file of settings.
#[cfg(any(test, fuzzing))]
pub(super) fn takes(text: &str) -> bool {
    file::File::read(text).and_then(file::File::config).is_ok()
}

/// What files set, those included that they extend.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The files that were read.
    pub(super) files: Vec<PathBuf>,
    pub(super) format: Option<Format>,
    pub(super) fail_on: Option<FailOn>,
    pub(super) min_severity: Option<Least>,
    pub(super) persona: Option<Who>,
    pub(super) max_file_size: Option<u64>,
    pub(super) threads: Option<usize>,
    pub(super) source_maps: Option<bool>,
    pub(super) env_files: Vec<PathBuf>,
    /// Whether `env-files` is there, be it empty: then no others are looked for.
    pub(super) has_env_files: bool,
    /// Days after which a key is due, when nothing is said of it.
    pub(super) rotate_days: Option<u32>,
    pub(super) allow: Vec<Allow>,
    /// The user's own rules.
    pub(super) rules: UserRules,
    /// What is said of keys, by the names of their variables.
    pub(super) keys: BTreeMap<String, Key>,
}

/// What a project says of one of its keys.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Key {
    /// What it may do; `*` for everything.
    pub(super) scopes: Option<Vec<String>>,
    /// Who answers for it.
    #[serde(default, deserialize_with = "file::said")]
    pub(super) owner: Option<String>,
    /// The environments that it is for.
    pub(super) environments: Option<Vec<String>>,
    /// Days after which it is due for a new one.
    #[serde(default, deserialize_with = "file::days")]
    pub(super) rotate_days: Option<u32>,
    /// Who looks at its usage, and where.
    #[serde(default, deserialize_with = "file::said")]
    pub(super) monitored: Option<String>,
}

impl Config {
    /// The file that was named, or the nearest one.
    pub(super) fn find(arguments: &Input) -> Result<Self, Problem> {
        Self::beside(&arguments.paths, arguments.config.as_deref())
    }

    /// The file that was named, or the nearest to the first of some paths.
    pub(super) fn beside(paths: &[PathBuf], named: Option<&Path>) -> Result<Self, Problem> {
        let nearest = || nearest(paths.first()?, NAME);
        match named.map(Path::to_owned).or_else(nearest) {
            Some(path) => Self::read(&path),
            None => Ok(Self::default()),
        }
    }

    /// The file that was named, or that of a project's folder, or the nearest above it.
    pub(super) fn of_project(root: &Path, named: Option<&Path>) -> Result<Self, Problem> {
        match named.map(Path::to_owned).or_else(|| of_project(root, NAME)) {
            Some(path) => Self::read(&path),
            None => Ok(Self::default()),
        }
    }

    /// A file with those that it extends.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        extends::read(path)
    }
}

/// The file called `name` in a project's folder, or in the nearest folder above that has one. A
/// build's folder is no project's.
pub(super) fn of_project(root: &Path, name: &str) -> Option<PathBuf> {
    let file = root.join(name);
    let is_own = beside::is_there(&file) && !beside::is_build(root);
    if is_own { Some(file) } else { nearest(root, name) }
}
