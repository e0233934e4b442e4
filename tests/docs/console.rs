//! The sessions that the pages show: `$ leaklint …`, and what it prints.
//!
//! An ellipsis stands for any text of a line, and on a line of its own for any lines; output may
//! go on behind what is shown. A comment before the block names the project that it is run in
//! (`projects.rs`); without one it is the repository.

use std::path::Path;

use crate::{
    blocks::{Block, blocks},
    projects::project,
};

#[test]
fn what_is_shown_is_what_is_printed() {
    let mut count = 0;
    for block in blocks("console") {
        let folder = block.note.as_deref().and_then(|note| note.strip_prefix("project: "));
        let folder = folder.map(project);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = folder.as_ref().map_or(root, |folder| folder.path());
        for (command, shown) in sessions(&block) {
            if !command.starts_with("leaklint ") {
                continue;
            }
            let printed = run(&command, folder);
            if let Err(at) = fits(&shown, &printed.lines().collect::<Vec<_>>()) {
                panic!("{}: `{command}` differs from `{at}`:\n{printed}", block.place);
            }
            count += 1;
        }
    }
    assert!(count > 4, "{count}");
}

/// Each command with the lines that are shown for it.
fn sessions(block: &Block) -> Vec<(String, Vec<&str>)> {
    let mut sessions: Vec<(String, Vec<&str>)> = Vec::new();
    for line in block.text.lines() {
        match (line.strip_prefix("$ "), sessions.last_mut()) {
            (Some(command), _) => sessions.push((command.to_owned(), Vec::new())),
            (None, Some((_, shown))) => shown.push(line),
            (None, None) => panic!("{}: it begins with no command", block.place),
        }
    }
    sessions
}

fn run(command: &str, folder: &Path) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("leaklint"), "{command}");
    let output = crate::clean::leaklint().args(words).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    text(output.stdout) + &text(output.stderr)
}

/// Whether `printed` begins with what is shown, or the first line of it that does not fit.
fn fits<'a>(shown: &[&'a str], printed: &[&str]) -> Result<(), &'a str> {
    let Some((&first, rest)) = shown.split_first() else { return Ok(()) };
    if first == "…" {
        let found = (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..]).is_ok());
        return if found { Ok(()) } else { Err(rest.first().copied().unwrap_or(first)) };
    }
    match printed.split_first() {
        Some((line, more)) if is_like(first, line) => fits(rest, more),
        _ => Err(first),
    }
}

fn is_like(shown: &str, line: &str) -> bool {
    let mut parts = shown.split('…');
    let begin = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(begin) else { return false };
    let mut last = "";
    let is_exact = !shown.contains('…');
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        last = part;
    }
    (!is_exact && last.is_empty()) || rest.is_empty() || (!is_exact && line.ends_with(last))
}

#[test]
fn a_session_that_is_not_true_is_seen() {
    assert!(fits(&["a", "…", "c…"], &["a", "b", "cd", "e"]).is_ok());
    assert!(fits(&["a…c"], &["abc"]).is_ok() && fits(&["a…", "b"], &["ax", "b"]).is_ok());
    for (shown, printed) in [
        (["a", "b"].as_slice(), ["a", "c"].as_slice()),
        (&["a"], &["ab"]),
        (&["a…c"], &["abd"]),
        (&["…", "x"], &["a", "b"]),
        (&["a", "b"], &["a"]),
    ] {
        assert!(fits(shown, printed).is_err(), "{shown:?}");
    }
}
