//! What the repository knows, asked of the `git` command.
//!
//! Asked in ways that run no program that the repository's own settings name, and fetch nothing.

use std::{path::Path, process::Command};

/// Commits of the history that are looked at.
const MOST_COMMITS: usize = 20_000;

/// What is known of `.env` files.
#[derive(Debug, Default)]
pub(super) struct Git {
    /// In the index.
    pub(super) tracked: Vec<String>,
    /// Added by a commit that can be reached.
    pub(super) committed: Vec<String>,
    /// Why no answer is given, or not a whole one.
    pub(super) notices: Vec<String>,
    /// Whether index and history could be read to their end.
    pub(super) is_whole: bool,
}

impl Git {
    pub(super) fn ask(root: &Path) -> Self {
        match Self::try_ask(root) {
            Ok(git) => git,
            Err(reason) => Self { notices: vec![reason], ..Self::default() },
        }
    }

    fn try_ask(root: &Path) -> Result<Self, String> {
        let tracked = run(root, &["ls-files", "-z", "--", ".env*", "**/.env*"])?;
        let most = format!("--max-count={}", MOST_COMMITS + 1);
        let commits = run(root, &["rev-list", "--all", &most])?.lines().count();
        let most = format!("--max-count={MOST_COMMITS}");
        let added = [
            "log",
            "--all",
            "--relative",
            "--no-renames",
            "--diff-filter=A",
            "--name-only",
            "-z",
            "--format=",
            "--no-ext-diff",
            "--no-textconv",
            "-m",
            &most,
            "--",
            ".env*",
            "**/.env*",
        ];
        let mut notices = Vec::new();
        let mut is_whole = true;
        if commits > MOST_COMMITS {
            is_whole = false;
            notices.push(format!("only {MOST_COMMITS} commits of the history were looked at"));
        }
        if run(root, &["rev-parse", "--is-shallow-repository"])?.trim() == "true" {
            is_whole = false;
            notices.push("the repository is shallow: the older history is not here".to_owned());
        }
        let committed = run(root, &added)?;
        Ok(Self { tracked: names(&tracked), committed: names(&committed), notices, is_whole })
    }
}

fn names(output: &str) -> Vec<String> {
    let names = output.split('\0').map(str::trim).filter(|name| !name.is_empty());
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

fn run(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .args(["--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"])
        .args(["-c", "core.quotePath=false"])
        .args(arguments)
        .current_dir(root)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .output()
        .map_err(|_| "the `git` command cannot be run".to_owned())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("it failed");
    Err(format!("git says: {}", said.trim_start_matches("fatal: ")))
}
