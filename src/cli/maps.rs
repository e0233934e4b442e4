//! Source maps beside the files that are linted. Nothing outside of the named folders is read,
//! whatever a file says about its map.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::walk::{Content, Entry};

/// The files that were named or found, by their names in the report.
pub(super) struct Maps<'a> {
    files: HashMap<&'a str, &'a Path>,
}

impl<'a> Maps<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Self {
        let file = |entry: &'a Entry| match &entry.content {
            Content::File { path, .. } => Some((entry.name.as_str(), path.as_path())),
            _ => None,
        };
        Self { files: entries.iter().filter_map(file).collect() }
    }

    /// Where the map of `entry` is that it calls `name`: among the files that are linted, or in
    /// the same folder when the file was named by itself.
    pub(super) fn path(&self, entry: &Entry, name: &str) -> Option<PathBuf> {
        if let Some(path) = self.files.get(name) {
            return Some((*path).to_owned());
        }
        let Content::File { path, .. } = &entry.content else { return None };
        let folder =
            |name: &str| name.rfind('/').map_or(String::new(), |end| name[..end].to_owned());
        let file = name.rsplit('/').next().filter(|file| !matches!(*file, "" | "." | ".."))?;
        (folder(name) == folder(&entry.name)).then(|| path.with_file_name(file))
    }
}
