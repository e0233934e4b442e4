//! Which files to read.

use std::{
    io,
    path::{Path, PathBuf},
};

use ignore::WalkBuilder;

use super::error::Problem;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    /// Nothing stands for standard input.
    pub(super) path: Option<PathBuf>,
    /// As the report names it.
    pub(super) name: String,
    /// In bytes; standard input is taken for empty.
    pub(super) size: u64,
}

/// What was named and below it.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    pub(super) files: Vec<Input>,
    pub(super) problems: Vec<Problem>,
}

/// Folders that no build publishes.
const PASSED_OVER: [&str; 2] = ["node_modules", ".git"];

/// Every file that `paths` name, in a stable order.
pub(super) fn inputs(paths: &[PathBuf], stdin_name: &str, no_ignore: bool) -> Inputs {
    let mut inputs = Inputs::default();
    let folders = paths.iter().filter(|path| path.is_dir()).count();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.files.push(Input { path: None, name: stdin_name.to_owned(), size: 0 });
        } else if path.is_dir() {
            // Files of several folders are told apart by the folder's name as it was typed.
            let prefix = if folders > 1 { slashed(path) } else { String::new() };
            walk(path, &prefix, no_ignore, &mut inputs);
        } else {
            match path.metadata() {
                Ok(file) => inputs.files.push(Input {
                    path: Some(path.clone()),
                    name: slashed(path),
                    size: file.len(),
                }),
                Err(reason) => {
                    inputs.problems.push(Problem::Unreadable { path: path.clone(), reason });
                }
            }
        }
    }
    inputs
}

fn walk(folder: &Path, prefix: &str, no_ignore: bool, inputs: &mut Inputs) {
    let entries = WalkBuilder::new(folder)
        .standard_filters(false)
        .follow_links(true)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let name = entry.file_name().to_string_lossy();
            let passed_over = is_folder && entry.depth() > 0 && PASSED_OVER.contains(&&*name);
            no_ignore || !passed_over
        })
        .build();
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                let below = slashed(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
                let separator = if prefix.is_empty() || prefix.ends_with('/') { "" } else { "/" };
                let size = entry.metadata().map_or(0, |file| file.len());
                let name = format!("{prefix}{separator}{below}");
                inputs.files.push(Input { path: Some(entry.into_path()), name, size });
            }
            Ok(_) => {}
            // A link to a folder above it leads to nothing new.
            Err(error) if is_loop(&error) => {}
            Err(error) => inputs.problems.push(problem(folder, error)),
        }
    }
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithPath { err, .. } => is_loop(err),
        _ => false,
    }
}

fn problem(folder: &Path, error: ignore::Error) -> Problem {
    let mut path = folder.to_owned();
    let mut inner = &error;
    while let ignore::Error::WithDepth { err, .. } | ignore::Error::WithPath { err, .. } = inner {
        if let ignore::Error::WithPath { path: at, .. } = inner {
            path.clone_from(at);
        }
        inner = err;
    }
    let reason = error.into_io_error().unwrap_or_else(|| io::Error::other("it is no file"));
    Problem::Unreadable { path, reason }
}

/// A path with `/`, as reports have it.
fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}
