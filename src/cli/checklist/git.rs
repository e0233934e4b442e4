//! What the repository knows, asked of the `git` command.
//!
//! Asked in ways that run no program that the repository's own settings name, and fetch nothing.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::cli::error::sentence;

/// Commits of the history that are looked at.
pub(super) const MOST_COMMITS: usize = 20_000;

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
    pub(super) extent: Extent,
}

/// How much of a history there is to read.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) enum Extent {
    /// None: there is no repository.
    #[default]
    Nothing,
    Whole,
    /// What can be read is not all of it, or nothing.
    Part(&'static str),
}

impl Git {
    pub(super) fn ask(root: &Path) -> Self {
        match Self::try_ask(root) {
            Ok(git) => git,
            Err(reason) => {
                let extent = if is_there(root) {
                    Extent::Part("it cannot be read")
                } else {
                    Extent::Nothing
                };
                Self { notices: vec![reason], extent, ..Self::default() }
            }
        }
    }

    fn try_ask(root: &Path) -> Result<Self, String> {
        let about = run(root, &["rev-parse", "--is-bare-repository", "--is-shallow-repository"])?;
        let mut about = about.lines();
        let is_bare = about.next() == Some("true");
        let is_shallow = about.next() == Some("true");
        let mut git = Self { is_whole: true, extent: Extent::Whole, ..Self::default() };
        if is_bare {
            git.hole("the repository is bare: it has no index".to_owned());
        } else {
            match run(root, &["ls-files", "-z", "--", ".env*", "**/.env*"]) {
                Ok(tracked) => git.tracked = names(&tracked),
                Err(reason) => git.hole(format!("the index: {reason}")),
            }
        }
        if is_shallow {
            git.extent = Extent::Part("the repository is shallow");
            git.hole("the repository is shallow: the older history is not here".to_owned());
        }
        if let Err(reason) = git.look_back(root) {
            git.extent = Extent::Part("its commits cannot be listed");
            git.hole(format!("the history: {reason}"));
        }
        Ok(git)
    }

    fn look_back(&mut self, root: &Path) -> Result<(), String> {
        let most = format!("--max-count={}", MOST_COMMITS + 1);
        let commits = run(root, &["rev-list", "--all", &most])?;
        let looked_at: Vec<&str> = commits.lines().take(MOST_COMMITS).collect();
        if commits.lines().nth(MOST_COMMITS).is_some() {
            self.extent = Extent::Part("it has more than 20,000 commits");
            self.hole(format!("only the newest {MOST_COMMITS} commits were looked at"));
        }
        self.committed = names(&added(root, &looked_at)?);
        Ok(())
    }

    fn hole(&mut self, reason: String) {
        self.is_whole = false;
        self.notices.push(reason);
    }
}

/// Whether there is something that should be a repository, sound or not.
fn is_there(root: &Path) -> bool {
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    root.ancestors().any(|folder| folder.join(".git").exists())
}

fn names(output: &str) -> Vec<String> {
    let names = output.split('\0').map(str::trim).filter(|name| !name.is_empty());
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

/// The `.env` files that `commits` add. Each is looked at by itself: a walk by path passes over
/// branches whose files were gone again when they were merged, and has no bound.
fn added(root: &Path, commits: &[&str]) -> Result<String, String> {
    if commits.is_empty() {
        return Ok(String::new());
    }
    let arguments = [
        "log",
        "--stdin",
        "--no-walk=unsorted",
        "--relative",
        "--no-renames",
        "--diff-filter=A",
        "--name-only",
        "-z",
        "--format=",
        "--no-ext-diff",
        "--no-textconv",
        "-m",
        "--",
        ".env*",
        "**/.env*",
    ];
    let mut child = command(root, &arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(missing)?;
    if let Some(mut stdin) = child.stdin.take() {
        // It reads them all before it writes. When it fails instead, its status says so.
        let _ = stdin.write_all((commits.join("\n") + "\n").as_bytes());
    }
    said(&child.wait_with_output().map_err(missing)?)
}

fn run(root: &Path, arguments: &[&str]) -> Result<String, String> {
    said(&command(root, arguments).stdin(Stdio::null()).output().map_err(missing)?)
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn missing(reason: io::Error) -> String {
    format!("the `git` command cannot be run: {}", sentence(&reason))
}

pub(super) fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .args(["--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"])
        .args(["-c", "core.quotePath=false", "-c", "log.showRoot=true"])
        .args(arguments)
        .current_dir(root)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C");
    command
}

fn said(output: &Output) -> Result<String, String> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("it failed");
    Err(format!("git says: {}", said.trim_start_matches("fatal: ")))
}
