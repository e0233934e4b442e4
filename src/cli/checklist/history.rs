//! Which keys in use the repository's history holds.
//!
//! What every commit has changed is read once, in pieces; no value is given to another program.

use std::{
    fs,
    io::Read,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use aho_corasick::AhoCorasick;

use super::git::{MOST_COMMITS, command};

/// Changes that are read, in bytes.
const MOST_BYTES: u64 = 1 << 30;

/// How long they are read for.
const LONGEST: Duration = Duration::from_secs(30);

/// Shorter values stand in other people's lines by chance.
const SHORTEST: usize = 8;

/// What is read at once.
const PIECE: usize = 1 << 20;

/// For each value the commit that has it, and what was left out.
#[derive(Default)]
pub(super) struct History {
    pub(super) commits: Vec<Option<String>>,
    pub(super) holes: Vec<String>,
}

impl History {
    pub(super) fn search(root: &Path, values: &[&str]) -> Self {
        let mut history = Self { commits: vec![None; values.len()], holes: Vec::new() };
        let longest_lines: Vec<&str> = values.iter().map(|value| longest_line(value)).collect();
        let sought: Vec<usize> =
            (0..values.len()).filter(|&at| longest_lines[at].len() >= SHORTEST).collect();
        let needles = sought.iter().map(|&at| longest_lines[at]);
        let Some(finder) = AhoCorasick::new(needles).ok().filter(|_| !sought.is_empty()) else {
            return history;
        };
        match extent(root) {
            Some(Extent::Whole) => {}
            Some(Extent::Part(reason)) => history.holes.push(reason),
            None => return history,
        }
        let most = format!("--max-count={MOST_COMMITS}");
        let arguments = [
            "log",
            "--all",
            "--patch",
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--format=%x00%h",
            &most,
        ];
        let child = command(root, &arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = child else {
            history.holes.push("the history was not searched for keys: `git` cannot be run".into());
            return history;
        };
        if let Some(mut changes) = child.stdout.take() {
            let overlap = longest_lines.iter().map(|line| line.len()).max().unwrap_or(0);
            let mut search = Search { finder, sought, overlap, history: &mut history };
            if !search.read(&mut changes) {
                // It has more to say than is wanted.
                let _ = child.kill();
                let _ = child.wait();
                return history;
            }
        }
        if !child.wait().is_ok_and(|status| status.success()) {
            let reason = "the history was not searched for keys to its end: `git log` failed";
            history.holes.push(reason.to_owned());
        }
        history
    }
}

/// How much of a history there is to search.
enum Extent {
    Whole,
    Part(String),
}

/// Nothing when there is no repository, and so no history.
fn extent(root: &Path) -> Option<Extent> {
    let said = |arguments: &[&str]| {
        let output = command(root, arguments).stdin(Stdio::null()).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        output.status.success().then_some(text)
    };
    let part = |reason: &str| Some(Extent::Part(reason.to_owned()));
    let most = format!("--max-count={}", MOST_COMMITS + 1);
    let is_there = || {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        root.ancestors().any(|folder| folder.join(".git").exists())
    };
    match said(&["rev-parse", "--is-shallow-repository"]) {
        None if is_there() => return part("the history cannot be searched for keys: see item 2"),
        None => return None,
        Some(is_shallow) if is_shallow == "true" => {
            return part("the repository is shallow: its older history was not searched for keys");
        }
        Some(_) => {}
    }
    match said(&["rev-list", "--all", "--count", &most]).and_then(|count| count.parse().ok()) {
        Some(0..=MOST_COMMITS) => Some(Extent::Whole),
        Some(_) => part(&format!("only the newest {MOST_COMMITS} commits were searched for keys")),
        None => part("the history cannot be searched for keys: its commits cannot be listed"),
    }
}

/// Of a value of several lines each stands behind a mark of its own.
fn longest_line(value: &str) -> &str {
    value.lines().max_by_key(|line| line.len()).unwrap_or("")
}

struct Search<'a> {
    finder: AhoCorasick,
    /// The values that the finder's patterns are of.
    sought: Vec<usize>,
    overlap: usize,
    history: &'a mut History,
}

impl Search<'_> {
    /// Whether everything was read.
    fn read(&mut self, changes: &mut impl Read) -> bool {
        let started = Instant::now();
        let mut buffer = vec![0; PIECE + self.overlap];
        let (mut kept, mut total) = (0, 0u64);
        let mut commit = String::new();
        while let Ok(length @ 1..) = changes.read(&mut buffer[kept..]) {
            let piece = &buffer[..kept + length];
            self.look(piece, &mut commit);
            total += length as u64;
            if self.sought.iter().all(|&at| self.history.commits[at].is_some()) {
                return false;
            }
            if total > MOST_BYTES || started.elapsed() > LONGEST {
                let megabytes = total >> 20;
                self.history.holes.push(format!(
                    "only the newest {megabytes} MB of the history's changes were searched for keys"
                ));
                return false;
            }
            let end = kept + length;
            kept = self.overlap.min(end);
            buffer.copy_within(end - kept..end, 0);
        }
        true
    }

    /// Looks at a piece; `commit` is the one that was begun before it.
    fn look(&mut self, piece: &[u8], commit: &mut String) {
        let (finder, sought) = (&self.finder, &self.sought);
        for found in finder.find_overlapping_iter(piece) {
            let place = &mut self.history.commits[sought[found.pattern().as_usize()]];
            if place.is_none() {
                *place = Some(begun(&piece[..found.start()]).unwrap_or_else(|| commit.clone()));
            }
        }
        if let Some(last) = begun(piece) {
            *commit = last;
        }
    }
}

/// The last commit that begins in `piece`.
fn begun(piece: &[u8]) -> Option<String> {
    let name = &piece[memchr::memrchr(0, piece)? + 1..];
    let name = &name[..memchr::memchr(b'\n', name)?];
    Some(String::from_utf8_lossy(name).into_owned())
}
