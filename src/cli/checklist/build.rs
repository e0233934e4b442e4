//! The build's output: where it is, and what linting it gives.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use super::{super::build_folder::for_browsers, gather::Project, sources};
use crate::{FileReport, Linter, Options, Variable};

/// Where Gatsby's output is; others keep files there that are copied into theirs.
const PUBLIC: &str = "public";

/// What linting the output gave.
pub(super) struct Build {
    /// The folders, relative to the project.
    pub(super) folders: Vec<String>,
    pub(super) files: Vec<FileReport>,
    /// What was not read.
    pub(super) holes: Vec<String>,
    /// Files that browsers load.
    pub(super) loaded: usize,
}

impl Build {
    pub(super) fn lint(project: &Project, variables: Vec<Variable>) -> Self {
        let folders = folders(&project.root);
        let names: Vec<PathBuf> = folders.iter().map(|folder| project.root.join(folder)).collect();
        let options = Options { variables, ..project.linter.options().clone() };
        let (entries, mut holes) = sources::below(&project.root, &names);
        let loaded = entries.iter().filter(|entry| is_for_browsers(&entry.name)).count();
        let linter = Linter::new(options);
        let (files, more) = sources::lint(&entries, &linter, project.is_quiet);
        holes.extend(more);
        Self { folders, files, holes, loaded }
    }
}

/// The folders with what browsers get.
fn folders(root: &Path) -> Vec<String> {
    let is_gatsby = ["gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs"]
        .iter()
        .any(|name| root.join(name).is_file());
    let public = is_gatsby.then_some(PUBLIC);
    let there = for_browsers().chain(public).filter(|folder| root.join(folder).is_dir());
    there
        .map(|folder| {
            // What a server gets lies beside it.
            let has = |name: &str| root.join(folder).join(name).is_dir();
            match (has("client"), has("server"), has("browser")) {
                (true, true, _) => format!("{folder}/client"),
                (_, true, true) => format!("{folder}/browser"),
                _ => folder.to_owned(),
            }
        })
        .collect()
}

/// Whether a file makes its folder one that browsers get: `build` may hold anything.
fn is_for_browsers(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| ["js", "mjs", "html", "css"].contains(&ending))
}
