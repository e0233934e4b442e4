//! What lies in the project's folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::git::Git;
use crate::{
    Finding, Linter, Options, Severity, Variable,
    cli::{
        config::{Config, Key},
        error::sentence,
        settings,
    },
};

/// Longer `.env` files are none.
const LONGEST_ENV: u64 = 1 << 20;

/// The project, as far as several items want to know it.
pub(super) struct Project {
    pub(super) root: PathBuf,
    pub(super) linter: Linter,
    pub(super) files: Vec<EnvFile>,
    /// Why some `.env` files are not among them.
    pub(super) notices: Vec<String>,
    pub(super) git: Git,
    pub(super) keys: std::collections::BTreeMap<String, Key>,
    pub(super) now: Option<i64>,
}

/// A `.env` file.
pub(super) struct EnvFile {
    pub(super) name: String,
    pub(super) keys: Vec<KeyInUse>,
}

/// A variable that holds a key.
pub(super) struct KeyInUse {
    pub(super) variable: Variable,
    pub(super) finding: Finding,
}

impl EnvFile {
    /// One to copy, which must hold nothing real.
    pub(super) fn is_example(&self) -> bool {
        is_example(&self.name)
    }
}

pub(super) fn is_example(name: &str) -> bool {
    [".example", ".sample", ".template", ".dist"].iter().any(|ending| name.ends_with(ending))
}

pub(super) fn is_env(name: &str) -> bool {
    name == ".env" || name.starts_with(".env.")
}

impl Project {
    pub(super) fn gather(root: &Path, config: Config) -> Self {
        let now = settings::now();
        let default = Options::default();
        let max_file_size = config.max_file_size.unwrap_or(default.max_file_size);
        let linter = Linter::new(Options {
            now,
            allow: config.allow,
            rules: config.rules,
            max_file_size: max_file_size.min(u64::from(u32::MAX)),
            min_severity: Severity::Note,
            ..default
        });
        let (mut files, mut notices) = (Vec::new(), Vec::new());
        for name in env_names(root) {
            match read(&root.join(&name)) {
                Ok(text) => files.push(EnvFile { keys: keys(&text, &name, &linter), name }),
                Err(reason) => notices.push(format!("{name} cannot be read: {reason}")),
            }
        }
        let git = Git::ask(root);
        Self { root: root.to_owned(), linter, files, notices, git, keys: config.keys, now }
    }

    /// Every key of the files that are in use.
    pub(super) fn in_use(&self) -> impl Iterator<Item = (&EnvFile, &KeyInUse)> {
        let files = self.files.iter().filter(|file| !file.is_example());
        files.flat_map(|file| file.keys.iter().map(move |key| (file, key)))
    }
}

/// Whether a finding is a value, and not something that is only wrong in a build.
pub(super) fn is_key(finding: &Finding) -> bool {
    let of_builds = ["env/whole-environment", "env/uninlined-reference"];
    !finding.rule.starts_with("exposure/") && !of_builds.contains(&&*finding.rule)
}

fn env_names(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| is_env(name)).collect();
    names.sort();
    names
}

fn read(path: &Path) -> Result<String, String> {
    let found = fs::metadata(path).map_err(|error| sentence(&error))?;
    if !found.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    if found.len() > LONGEST_ENV {
        return Err(format!("it is longer than {LONGEST_ENV} bytes"));
    }
    let bytes = fs::read(path).map_err(|error| sentence(&error))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        format!("line {line} is not UTF-8")
    })
}

/// The variables whose values are keys: each is linted by itself, so that it is known whose the
/// finding is.
fn keys(text: &str, name: &str, linter: &Linter) -> Vec<KeyInUse> {
    let variables = Variable::of_dotenv(text, name).into_iter();
    variables
        .filter_map(|variable| {
            let line = format!("{}={}\n", variable.name, variable.value);
            let found = linter.lint(".env", line.as_bytes()).findings.into_iter();
            let finding =
                found.filter(is_key).min_by_key(|finding| std::cmp::Reverse(finding.severity))?;
            Some(KeyInUse { variable, finding })
        })
        .collect()
}
