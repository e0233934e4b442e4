//! Keys are in variables, not in the source.

use std::{fs, path::Path};

use ignore::{DirEntry, WalkBuilder};

use super::{
    super::{
        answer::Answer,
        gather::{Project, is_env, is_key},
    },
    build,
};
use crate::{Exposure, report::FileReport};

/// Files that are read.
const MOST_FILES: usize = 50_000;

pub(super) fn answer(project: &Project) -> Answer {
    let mut answer = Answer::new(1);
    let mut files = lint(project, &mut answer.notices);
    files.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let is_whole = answer.notices.is_empty();
    for finding in files.iter().flat_map(|file| &file.findings) {
        if finding.exposure == Exposure::Publishable || !is_key(finding) {
            continue;
        }
        let place = &finding.location;
        let evidence = format!("{}:{}: {}", place.path, place.line, finding.title);
        let next = match &finding.env {
            Some(name) => format!("move it to the variable {name}, and rotate it"),
            None => "move it to an environment variable, and rotate it".to_owned(),
        };
        answer.fail(evidence, &next);
    }
    if is_whole && !files.is_empty() {
        answer.pass();
    }
    answer
}

/// Every file of the source: what git would keep, without `.env` files and builds.
fn lint(project: &Project, notices: &mut Vec<String>) -> Vec<FileReport> {
    let root = project.root.clone();
    let walk = WalkBuilder::new(&project.root)
        .standard_filters(false)
        .git_ignore(true)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| is_source(entry, &root))
        .build();
    let mut files = Vec::new();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                notices.push(format!("not read: {error}"));
                continue;
            }
        };
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        if files.len() == MOST_FILES {
            notices.push(format!("only the first {MOST_FILES} files were read"));
            break;
        }
        files.extend(one(project, entry.path(), notices));
    }
    files
}

/// The report on one file; nothing when it cannot be read.
pub(super) fn one(project: &Project, path: &Path, notices: &mut Vec<String>) -> Option<FileReport> {
    let name = path.strip_prefix(&project.root).unwrap_or(path).to_string_lossy();
    let bytes = fs::metadata(path).map_or(0, |found| found.len());
    let report = if bytes > project.linter.options().max_file_size {
        project.linter.skip(&name, bytes)
    } else {
        match fs::read(path) {
            Ok(bytes) => project.linter.lint(&name, &bytes),
            Err(error) => {
                notices.push(format!("{name} cannot be read: {error}"));
                return None;
            }
        }
    };
    notices.extend(report.file.notices.iter().map(|notice| format!("{name}: {notice}")));
    Some(report)
}

fn is_source(entry: &DirEntry, root: &Path) -> bool {
    let name = entry.file_name().to_string_lossy();
    match entry.file_type() {
        Some(kind) if kind.is_dir() => {
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            !matches!(&*name, "node_modules" | ".git") && !build::is_output(below)
        }
        _ => !is_env(&name),
    }
}
