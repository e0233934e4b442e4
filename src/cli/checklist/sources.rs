//! Files of the project, and what linting them gives.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use ignore::{DirEntry, Match, WalkBuilder, gitignore::Gitignore};

use super::{env_files::is_env, gitignore};
use crate::{
    FileReport, Linter,
    cli::{
        build_folder::is_output,
        pool,
        walk::{Content, Entry, relative},
    },
    report::Analysis,
};

/// Files that are read.
const MOST_FILES: usize = 50_000;

/// What git would keep, without `.env` files and builds, and why some of it is not there.
pub(super) fn kept(root: &Path) -> (Vec<Entry>, Vec<String>) {
    let kept = Arc::new(Kept { root: root.to_owned(), ..Kept::default() });
    let filter = Arc::clone(&kept);
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| is_source(entry, &filter.root) && !filter.excludes(entry));
    let (files, mut holes) = entries(root, &walk);
    holes.append(&mut kept.holes.lock().unwrap_or_else(PoisonError::into_inner));
    (files, holes)
}

/// The `.gitignore` files below a root, each read once.
#[derive(Default)]
struct Kept {
    root: PathBuf,
    rules: Mutex<HashMap<PathBuf, Gitignore>>,
    /// Those that cannot be read.
    holes: Mutex<Vec<String>>,
}

impl Kept {
    fn excludes(&self, entry: &DirEntry) -> bool {
        let path = entry.path();
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let above = path.ancestors().skip(1).take(entry.depth());
        let mut known = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        // What is nearest decides.
        for folder in above {
            let rules = known.entry(folder.to_owned()).or_insert_with(|| self.read(folder));
            match rules.matched(path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }

    fn read(&self, folder: &Path) -> Gitignore {
        let (rules, reason) = gitignore::rules(folder);
        if let Some(reason) = reason {
            let name = relative(&folder.join(".gitignore"), &self.root, "");
            let mut holes = self.holes.lock().unwrap_or_else(PoisonError::into_inner);
            holes.push(format!("{name} was not used: {reason}"));
        }
        rules
    }
}

/// Everything in some folders.
pub(super) fn below(root: &Path, folders: &[PathBuf]) -> (Vec<Entry>, Vec<String>) {
    let Some((first, rest)) = folders.split_first() else { return (Vec::new(), Vec::new()) };
    let mut walk = WalkBuilder::new(first);
    for folder in rest {
        walk.add(folder);
    }
    walk.standard_filters(false).sort_by_file_name(Ord::cmp);
    entries(root, &walk)
}

fn entries(root: &Path, walk: &WalkBuilder) -> (Vec<Entry>, Vec<String>) {
    let (mut files, mut holes) = (Vec::new(), Vec::new());
    for entry in walk.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                holes.push(format!("not read: {error}"));
                continue;
            }
        };
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        if files.len() == MOST_FILES {
            holes.push(format!("only the first {MOST_FILES} files were read"));
            break;
        }
        let path = entry.path().to_owned();
        let bytes = fs::metadata(&path).map_or(0, |found| found.len());
        let name = relative(&path, root, "");
        files.push(Entry { name, content: Content::File { path, bytes } });
    }
    (files, holes)
}

/// The reports, by path, and what was not read.
pub(super) fn lint(
    entries: &[Entry],
    linter: &Linter,
    is_quiet: bool,
) -> (Vec<FileReport>, Vec<String>) {
    let (mut files, problems) = match pool::lint(entries, linter, None, is_quiet, &|_| ()) {
        Ok(linted) => linted,
        Err(problem) => (Vec::new(), vec![problem]),
    };
    files.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let skipped = files.iter().filter(|file| file.file.analysis == Analysis::Skipped);
    let notices = skipped.flat_map(|file| {
        file.file.notices.iter().map(|notice| format!("{}: {notice}", file.file.path))
    });
    // A file that could not be read is among those that were skipped.
    let mut holes: Vec<String> = notices.collect();
    if holes.is_empty() {
        holes.extend(problems.iter().map(ToString::to_string));
    }
    (files, holes)
}

fn is_source(entry: &DirEntry, root: &Path) -> bool {
    let name = entry.file_name().to_string_lossy();
    match entry.file_type() {
        Some(kind) if kind.is_dir() => {
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            !matches!(&*name, "node_modules" | ".git") && !is_output(below)
        }
        _ => !is_env(&name),
    }
}
