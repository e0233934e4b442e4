//! Paths that were typed, to the files that are linted.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use ignore::{DirEntry, WalkBuilder};

use super::{
    args::Input,
    error::{Problem, sentence},
};

/// Folders that are passed over below a folder that was named.
const IGNORED: [&str; 2] = ["node_modules", ".git"];

/// Something to lint, or something that should have been.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its path in the report.
    pub(super) name: String,
    pub(super) content: Content,
}

/// Where an [`Entry`]'s bytes come from.
#[derive(Debug)]
pub(super) enum Content {
    /// A file, with its size in bytes as the system tells it.
    File { path: PathBuf, bytes: u64 },
    /// Standard input.
    Stdin,
    /// Nothing is read, for this reason.
    None { notice: String },
}

/// What is to be linted, and what went wrong on the way.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) entries: Vec<Entry>,
    pub(super) problems: Vec<Problem>,
}

impl Walk {
    /// Every file at or below the paths that were named, the largest first: what takes longest must not be last.
    pub(super) fn of(input: &Input) -> Self {
        let Input { paths, stdin_name, no_ignore, .. } = input;
        let mut walk = Self::default();
        let folders = paths.iter().filter(|path| path.is_dir()).count();
        for path in paths {
            if path.as_os_str() == "-" {
                walk.add(stdin_name.clone(), Content::Stdin);
                continue;
            }
            match fs::metadata(path) {
                Ok(found) if found.is_dir() => {
                    let prefix = if folders > 1 { typed_folder(path) } else { String::new() };
                    walk.folder(path, &prefix, *no_ignore);
                }
                Ok(found) => {
                    let content = Content::File { path: path.clone(), bytes: found.len() };
                    walk.add(typed(path), content);
                }
                Err(reason) => walk.problems.push(Problem::Path { path: path.clone(), reason }),
            }
        }
        walk.entries.sort_by(|a, b| b.bytes().cmp(&a.bytes()).then_with(|| a.name.cmp(&b.name)));
        walk
    }

    fn add(&mut self, name: String, content: Content) {
        self.entries.push(Entry { name, content });
    }

    fn folder(&mut self, root: &Path, prefix: &str, no_ignore: bool) {
        let files = WalkBuilder::new(root)
            .standard_filters(false)
            .follow_links(true)
            .filter_entry(move |entry| no_ignore || !is_ignored(entry))
            .build();
        for entry in files {
            match entry {
                Ok(entry) => self.entry(&entry, root, prefix),
                Err(error) => self.failure(&error, root, prefix),
            }
        }
    }

    fn entry(&mut self, entry: &DirEntry, root: &Path, prefix: &str) {
        let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir()) else { return };
        let name = relative(entry.path(), root, prefix);
        let content = if kind.is_file() {
            let bytes = entry.metadata().map_or(0, |found| found.len());
            Content::File { path: entry.path().to_owned(), bytes }
        } else {
            // A pipe or a device would be waited for.
            Content::None { notice: "not read: it is not a regular file".to_owned() }
        };
        self.add(name, content);
    }

    fn failure(&mut self, error: &ignore::Error, root: &Path, prefix: &str) {
        let (path, cause) = unwrapped(error);
        let Some(cause) = cause else {
            // A link to a folder around it: everything there is read anyway.
            return;
        };
        let path = path.unwrap_or(root);
        let name = relative(path, root, prefix);
        if is_endless_link(path, cause) {
            let notice = "not read: a symbolic link that leads back to itself".to_owned();
            return self.add(name, Content::None { notice });
        }
        let reason = if path.is_symlink() && cause.kind() == io::ErrorKind::NotFound {
            "a symbolic link that leads nowhere".to_owned()
        } else {
            sentence(cause)
        };
        self.add(name, Content::None { notice: format!("not read: {reason}") });
        self.problems.push(Problem::Entry { path: path.to_owned(), reason });
    }
}

impl Entry {
    fn bytes(&self) -> u64 {
        match self.content {
            Content::File { bytes, .. } => bytes,
            // Nothing is known of its length: better begun early.
            Content::Stdin => u64::MAX,
            Content::None { .. } => 0,
        }
    }
}

fn is_ignored(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    entry.depth() > 0 && is_folder && IGNORED.iter().any(|name| entry.file_name() == *name)
}

/// The path that an error is about, and what the system said; nothing for a link that loops.
fn unwrapped(error: &ignore::Error) -> (Option<&Path>, Option<&io::Error>) {
    let (mut error, mut path) = (error, None);
    loop {
        match error {
            ignore::Error::WithPath { path: at, err } => {
                path = Some(at.as_path());
                error = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                error = err;
            }
            ignore::Error::Io(cause) => return (path, Some(cause)),
            _ => return (path, None),
        }
    }
}

/// Whether following `path` never ends: the system gives up with an error of no stable kind.
fn is_endless_link(path: &Path, cause: &io::Error) -> bool {
    let known = [io::ErrorKind::NotFound, io::ErrorKind::PermissionDenied];
    path.is_symlink() && !known.contains(&cause.kind())
}

/// `path` below `root`, with `/`, behind `prefix`.
pub(super) fn relative(path: &Path, root: &Path, prefix: &str) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts = below.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    let below = parts.collect::<Vec<_>>().join("/");
    if prefix.is_empty() { below } else { format!("{prefix}/{below}") }
}

/// A path as it was typed, with `/`.
fn typed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}

fn typed_folder(path: &Path) -> String {
    typed(path).trim_end_matches('/').to_owned()
}
