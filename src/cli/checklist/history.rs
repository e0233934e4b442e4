//! Which keys in use the repository's history holds.
//!
//! What every commit has changed is read once, in pieces; no value is given to another program.

use std::{
    io::Read,
    path::Path,
    process::Stdio,
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    thread,
    time::{Duration, Instant},
};

use super::git::{Extent, MOST_COMMITS, command};
use crate::beginnings::{Beginnings, Text};

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
    pub(super) fn search(root: &Path, extent: &Extent, values: &[&str]) -> Self {
        let mut history = Self { commits: vec![None; values.len()], holes: Vec::new() };
        let longest_lines: Vec<&str> = values.iter().map(|value| longest_line(value)).collect();
        let sought: Vec<Sought<'_>> = longest_lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.len() >= SHORTEST)
            .map(|(value, line)| Sought { line, value })
            .collect();
        if sought.is_empty() {
            return history;
        }
        match extent {
            Extent::Nothing => return history,
            Extent::Whole => {}
            Extent::Part(why) => {
                history.holes.push(format!("the history was not searched to its end: {why}"));
            }
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
            // What a merge itself has put in, and what attributes call binary.
            "--cc",
            "--text",
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
        if let Some(changes) = child.stdout.take() {
            let overlap = longest_lines.iter().map(|line| line.len()).max().unwrap_or(0);
            let sought = Beginnings::new(sought);
            let mut search = Search { sought, overlap, history: &mut history };
            if !search.read(&pieces(changes), LONGEST) {
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

/// Of a value of several lines each stands behind a mark of its own.
fn longest_line(value: &str) -> &str {
    value.lines().max_by_key(|line| line.len()).unwrap_or("")
}

/// What is read, piece by piece, from a thread of its own: whoever waits for it can stop waiting.
fn pieces(mut changes: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = sync_channel(2);
    thread::spawn(move || {
        let mut buffer = vec![0; PIECE];
        while let Ok(length @ 1..) = changes.read(&mut buffer) {
            if sender.send(buffer[..length].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}

/// A line of a value.
#[derive(Debug)]
struct Sought<'a> {
    line: &'a str,
    /// The value's number.
    value: usize,
}

impl Text for Sought<'_> {
    fn text(&self) -> &[u8] {
        self.line.as_bytes()
    }
}

struct Search<'a> {
    sought: Beginnings<Sought<'a>>,
    overlap: usize,
    history: &'a mut History,
}

impl Search<'_> {
    /// Whether everything was read, within the time.
    fn read(&mut self, pieces: &Receiver<Vec<u8>>, longest: Duration) -> bool {
        let started = Instant::now();
        let mut buffer = Vec::new();
        let mut total = 0u64;
        let mut commit = String::new();
        loop {
            let piece = match pieces.recv_timeout(longest.saturating_sub(started.elapsed())) {
                Ok(piece) => piece,
                Err(RecvTimeoutError::Disconnected) => return true,
                Err(RecvTimeoutError::Timeout) => return self.stop(total),
            };
            total += piece.len() as u64;
            buffer.extend_from_slice(&piece);
            self.look(&buffer, &mut commit);
            if self.sought.texts().iter().all(|it| self.history.commits[it.value].is_some()) {
                return false;
            }
            if total > MOST_BYTES {
                return self.stop(total);
            }
            // A value may go on in the next piece.
            buffer.drain(..buffer.len().saturating_sub(self.overlap));
        }
    }

    /// What is left is not read.
    fn stop(&mut self, total: u64) -> bool {
        let megabytes = total >> 20;
        self.history.holes.push(format!(
            "only the newest {megabytes} MB of the history's changes were searched for keys"
        ));
        false
    }

    /// Looks at a piece; `commit` is the one that was begun before it.
    fn look(&mut self, piece: &[u8], commit: &mut String) {
        let commits = &mut self.history.commits;
        self.sought.find(piece, &mut |start, number| {
            let place = &mut commits[self.sought.texts()[number].value];
            if place.is_none() {
                *place = Some(begun(&piece[..start]).unwrap_or_else(|| commit.clone()));
            }
        });
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn search<'a>(history: &'a mut History, value: &'a str) -> Search<'a> {
        let sought = Beginnings::new(vec![Sought { line: value, value: 0 }]);
        Search { sought, overlap: value.len(), history }
    }

    #[test]
    fn a_program_that_says_nothing_is_not_waited_for() {
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(b"\0abc\n+nothing\n").unwrap();
        let mut history = History { commits: vec![None], holes: Vec::new() };
        let is_read =
            search(&mut history, "some value").read(&pieces(reader), Duration::from_millis(50));
        assert!(!is_read && history.holes[0].contains("only the newest 0 MB"));
    }

    #[test]
    fn a_value_in_two_pieces_is_found_with_its_commit() {
        let (sender, pieces) = sync_channel(9);
        for piece in ["\0abc\n+x\n", "\0def\n+some ", "value\n"] {
            sender.send(piece.as_bytes().to_vec()).unwrap();
        }
        drop(sender);
        let mut history = History { commits: vec![None], holes: Vec::new() };
        search(&mut history, "some value").read(&pieces, Duration::from_secs(9));
        assert_eq!(history.commits, [Some("def".to_owned())]);
    }
}
