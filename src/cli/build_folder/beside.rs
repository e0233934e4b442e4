//! Which files of settings count for what is linted: those beside a build or above it.
//!
//! What is linted never sets how: it may come from anywhere. So a file in a build is not used,
//! wherever in the build the path leads that was typed. The current folder is the project's own,
//! unless it is a build or lies in one.

use std::{
    env, fs,
    path::{Component, Path, PathBuf},
};

use super::LAYOUTS;

/// A build lies no deeper in its project.
const FARTHEST: usize = 4;

/// What says that a folder is a project.
pub(in crate::cli) const MANIFEST: &str = "package.json";

/// The file called `name` beside what `path` is a part of, or in the nearest folder above.
pub(in crate::cli) fn nearest(path: &Path, name: &str) -> Option<PathBuf> {
    let file =
        start(path)?.ancestors().map(|folder| folder.join(name)).find(|file| is_there(file))?;
    Some(as_typed(&file))
}

/// Whether something is there that reading uses, or says why not.
pub(in crate::cli) fn is_there(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|found| !found.is_dir())
}

/// The files called `name` that are not used, because they are in what is linted.
pub(in crate::cli) fn unused(path: &Path, name: &str) -> Vec<PathBuf> {
    let (Some(path), Some(start)) = (absolute(path), start(path)) else { return Vec::new() };
    let inside = path.ancestors().take_while(|folder| *folder != start);
    let there = inside.map(|folder| folder.join(name)).filter(|file| is_there(file));
    there.map(|file| as_typed(&file)).collect()
}

/// The project whose build `path` is or is in: the nearest folder around it with a package.json,
/// no farther away than the current folder.
pub(in crate::cli) fn project(path: &Path) -> Option<PathBuf> {
    let (whole, here) = (absolute(path).filter(|path| path.exists())?, env::current_dir().ok()?);
    let start = start(path)?;
    let is_near = |folder: &&Path| !here.starts_with(folder) || *folder == here || *folder == start;
    let mut near = start.ancestors().take(FARTHEST).take_while(is_near);
    let project = near.find(|folder| folder.join(MANIFEST).is_file())?;
    // A project that is linted itself holds its own variables.
    let shown = if project == here { PathBuf::from(".") } else { as_typed(project) };
    (project != whole).then_some(shown)
}

/// The folder beside whose files a new one goes.
pub(in crate::cli) fn place(path: &Path, name: &str) -> PathBuf {
    start(path).map_or_else(|| PathBuf::from(name), |folder| as_typed(&folder.join(name)))
}

/// Whether a project's folder is a build, so that its own files do not count.
pub(in crate::cli) fn is_build(folder: &Path) -> bool {
    absolute(folder).is_some_and(|path| build_around(&path, &path).is_some())
}

/// The first folder whose files count.
fn start(path: &Path) -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    let Some(path) = absolute(path).filter(|path| fs::symlink_metadata(path).is_ok()) else {
        // `-`, or a path that does not exist.
        return Some(here);
    };
    if let Some(build) = build_around(&path, &here) {
        return build.parent().map(Path::to_owned);
    }
    // `.`, or a folder around this one.
    if is_around(&path, &here) { Some(path) } else { path.parent().map(Path::to_owned) }
}

/// Whether `folder` is the current folder, or around it. A link to one is not it.
fn is_around(folder: &Path, here: &Path) -> bool {
    let is_link = fs::symlink_metadata(folder).is_ok_and(|found| found.is_symlink());
    let real = fs::canonicalize(folder).ok().zip(fs::canonicalize(here).ok());
    here.starts_with(folder)
        || (!is_link && real.is_some_and(|(folder, here)| here.starts_with(folder)))
}

/// The outermost build that `path` is or is in.
fn build_around(path: &Path, here: &Path) -> Option<PathBuf> {
    let folders: Vec<&Path> = path.ancestors().collect();
    let build = folders.into_iter().rev().find(|folder| is_one(folder, path, here));
    build.map(Path::to_owned)
}

fn is_one(folder: &Path, path: &Path, here: &Path) -> bool {
    let Some(project) = project_of(folder) else { return false };
    let is_shared = LAYOUTS.projects.iter().any(|name| folder.ends_with(name));
    let is_project =
        |folder: &Path| folder.join(MANIFEST).is_file() || folder.join(".git").exists();
    let is_above = folder != here && here.starts_with(folder);
    if project.join(MANIFEST).is_file() {
        let within = |inner: &&Path| *inner != folder && inner.starts_with(folder);
        let is_worked_in = is_above && here.ancestors().take_while(within).any(is_project);
        let is_project_itself = is_shared && folder.join(MANIFEST).is_file();
        return !(is_worked_in || is_project_itself);
    }
    // Only its name says so: the folders that people work in are called so, too. A manifest in the
    // folder itself counts only when the current folder is in it.
    let may_count = |inner: &Path| inner != folder || here.starts_with(folder);
    let mut inner = path.ancestors().take_while(|inner| inner.starts_with(folder));
    !is_above && !inner.any(|inner| may_count(inner) && is_project(inner))
}

/// The folder of which `folder` is the build by its name.
fn project_of(folder: &Path) -> Option<&Path> {
    let known = LAYOUTS.for_browsers.iter().chain(&LAYOUTS.made);
    let mut known = known.map(Path::new).filter(|name| folder.ends_with(name));
    folder.ancestors().nth(known.next()?.components().count())
}

/// A path from the root on, links left as they are: where a build's link leads is not decided by
/// the project.
fn absolute(path: &Path) -> Option<PathBuf> {
    let mut whole = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            Component::CurDir => {}
            part => whole.push(part),
        }
    }
    Some(whole)
}

/// A path as people would type it.
fn as_typed(path: &Path) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).map_or_else(|_| path.to_owned(), Path::to_owned)
}
