//! What is linted: what was typed, or the build that is there; and whose project it is of.

use std::path::{Path, PathBuf};

use super::{
    args::Input,
    baseline,
    build_folder::{
        Build,
        beside::{project, unused},
    },
    config,
    environment::notice,
    error::Problem,
    ledger,
    walk::Walk,
};

/// The list that `--save` writes.
const SITE: &str = "leaklint-site.json";

/// What is linted, and how.
pub(super) struct Chosen {
    /// What was typed, with the paths that are linted.
    pub(super) input: Input,
    /// Nothing when paths were typed.
    build: Option<Build>,
    /// Whether files of this machine are linted, and not those of a site.
    is_local: bool,
}

impl Chosen {
    /// What was typed, or else the build in the current folder. `saved` is the folder of a site.
    ///
    /// # Errors
    ///
    /// There is nothing to lint.
    pub(super) fn new(typed: &Input, saved: Option<&Path>) -> Result<Self, Problem> {
        let mut input = typed.clone();
        let mut build = None;
        if let Some(folder) = saved {
            input.paths = vec![folder.to_owned()];
        } else if input.paths.is_empty() {
            let found = Build::find(Path::new(".")).ok_or(Problem::NoPath)?;
            if !input.quiet {
                notice(&found.words());
            }
            input.paths = found.paths();
            build = Some(found);
        }
        let chosen = Self { input, build, is_local: saved.is_none() };
        if chosen.is_local && !typed.quiet {
            chosen.tell_unused();
        }
        Ok(chosen)
    }

    /// The files.
    pub(super) fn walk(&self) -> Walk {
        let mut walk = Walk::of(&self.input);
        if let Some(build) = &self.build {
            build.keep(&mut walk.entries);
        }
        walk
    }

    /// The projects whose builds are linted.
    pub(super) fn projects(&self) -> Vec<PathBuf> {
        let paths = self.input.paths.iter().filter(|_| self.is_local);
        let mut projects: Vec<PathBuf> = paths.filter_map(|path| project(path)).collect();
        projects.sort_unstable();
        projects.dedup();
        projects
    }

    /// Settings in what is linted do not count.
    fn tell_unused(&self) {
        let Input { paths, config, baseline, .. } = &self.input;
        let of = |name| paths.iter().flat_map(move |path| unused(path, name));
        let mut told = Vec::new();
        for file in of(config::NAME).filter(|_| config.is_none()) {
            told.push(not_used(&file, &format!("`--config {}` uses it", file.display())));
        }
        for file in of(baseline::NAME).filter(|_| baseline.is_none()) {
            told.push(not_used(&file, &format!("`--baseline {}` uses it", file.display())));
        }
        for file in of(ledger::NAME) {
            told.push(not_used(&file, "a project's is beside its package.json"));
        }
        for folder in paths.iter().filter(|folder| folder.join(SITE).is_file()) {
            let how = format!("`--saved {}` lints it as a site", folder.display());
            told.push(not_used(&folder.join(SITE), &how));
        }
        told.dedup();
        for text in &told {
            notice(text);
        }
    }
}

fn not_used(file: &Path, how: &str) -> String {
    format!("{} is not used, because it is in what is linted: {how}", file.display())
}
