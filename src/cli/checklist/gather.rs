//! What lies in the project's folder, gathered when an item asks for it.

use std::{
    cell::OnceCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    build::Build,
    env_files::{self, EnvFile, KeyInUse},
    git::Git,
    history::History,
};
use crate::{
    Linter, Options, Severity, Variable,
    cli::{
        config::{Config, Key},
        ledger::{self, Ledger},
        settings,
    },
};

/// Days after which a key is due, when nothing else is said.
const DAYS: u32 = 90;

/// The project, as far as several items want to know it.
pub(in crate::cli) struct Project {
    pub(in crate::cli) root: PathBuf,
    pub(in crate::cli) files: Vec<EnvFile>,
    /// Why some `.env` files are not among them, or not whole.
    pub(super) notices: Vec<String>,
    pub(in crate::cli) ledger_path: PathBuf,
    pub(in crate::cli) ledger: Result<Ledger, String>,
    pub(in crate::cli) now: Option<i64>,
    pub(super) linter: Linter,
    pub(super) is_quiet: bool,
    said: BTreeMap<String, Key>,
    rotate_days: u32,
    git: OnceCell<Git>,
    build: OnceCell<Build>,
    history: OnceCell<History>,
}

impl Project {
    pub(in crate::cli) fn gather(root: &Path, config: Config, is_quiet: bool) -> Self {
        let default = Options::default();
        let now = settings::now();
        let max_file_size = config.max_file_size.unwrap_or(default.max_file_size);
        let linter = Linter::new(Options {
            now,
            persona: config.persona.map_or(default.persona, Into::into),
            allow: config.allow,
            rules: config.rules,
            max_file_size: max_file_size.min(u64::from(u32::MAX)),
            min_severity: Severity::Note,
            ..default
        });
        let (files, notices) = env_files::gather(root, &linter);
        let ledger_path = ledger::place(root);
        Self {
            root: root.to_owned(),
            files,
            notices,
            ledger: Ledger::read(&ledger_path),
            ledger_path,
            now,
            linter,
            is_quiet,
            said: config.keys,
            rotate_days: config.rotate_days.unwrap_or(DAYS),
            git: OnceCell::new(),
            build: OnceCell::new(),
            history: OnceCell::new(),
        }
    }

    /// Every key that is in use and not meant for everyone.
    pub(in crate::cli) fn in_use(&self) -> impl Iterator<Item = (&EnvFile, &KeyInUse)> {
        let files = self.files.iter().filter(|file| !file.is_example());
        let keys = files.flat_map(|file| file.keys.iter().map(move |key| (file, key)));
        keys.filter(|(_, key)| !key.is_public())
    }

    /// What leaklint.toml says of a variable.
    pub(in crate::cli) fn said(&self, variable: &str) -> Option<&Key> {
        self.said.get(variable)
    }

    /// Days after which a variable's key is due.
    pub(in crate::cli) fn rotate_days(&self, variable: &str) -> u32 {
        self.said(variable).and_then(|key| key.rotate_days).unwrap_or(self.rotate_days)
    }

    pub(super) fn git(&self) -> &Git {
        self.git.get_or_init(|| Git::ask(&self.root))
    }

    /// The build, in which the values of keys in use are looked for.
    pub(super) fn build(&self) -> &Build {
        self.build.get_or_init(|| {
            let variables: Vec<Variable> =
                self.in_use().map(|(_, key)| key.variable.clone()).collect();
            Build::lint(self, variables)
        })
    }

    /// Which of the values of keys in use, in their order, the history holds.
    pub(super) fn history(&self) -> &History {
        self.history.get_or_init(|| {
            let values: Vec<&str> =
                self.in_use().map(|(_, key)| key.variable.value.as_str()).collect();
            History::search(&self.root, &self.git().extent, &values)
        })
    }
}
