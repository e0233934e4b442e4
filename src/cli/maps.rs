//! Source maps beside the files that are linted. Nothing outside of the named folders is read,
//! whatever a file says about its map.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    error::sentence,
    files::{Unread, read_bounded},
    walk::{Content, Entry},
};

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

    /// Reads the map of `entry` that it calls `name`; nothing when there is none.
    ///
    /// # Errors
    ///
    /// Why the map that is there is not read.
    pub(super) fn read(
        &self,
        entry: &Entry,
        name: &str,
        most: u64,
    ) -> Option<Result<Vec<u8>, String>> {
        let Content::File { path, .. } = &entry.content else { return None };
        let map = self.path(entry, path, name)?;
        if !is_inside(path, &map) {
            return Some(Err("it is a link that leads out of the folder".to_owned()));
        }
        match read_bounded(&map, most) {
            Ok(bytes) => Some(Ok(bytes)),
            Err(Unread::Io(error)) if error.kind() == io::ErrorKind::NotFound => None,
            Err(unread) => Some(Err(sentence(&unread.into()))),
        }
    }

    /// Where the map is: among the files that are linted, or in the same folder when the file was
    /// named by itself.
    fn path(&self, entry: &Entry, path: &Path, name: &str) -> Option<PathBuf> {
        if let Some(path) = self.files.get(name) {
            return Some((*path).to_owned());
        }
        let folder =
            |name: &str| name.rfind('/').map_or(String::new(), |end| name[..end].to_owned());
        let file = name.rsplit('/').next().filter(|file| !matches!(*file, "" | "." | ".."))?;
        (folder(name) == folder(&entry.name)).then(|| path.with_file_name(file))
    }
}

/// Whether a map, behind its links, is below the folder that it and its file share by their
/// names, or in the folder where the file itself is.
fn is_inside(file: &Path, map: &Path) -> bool {
    // What is not there is no link out.
    let Ok(real) = fs::canonicalize(map) else { return true };
    let above: Vec<_> = map.parent().into_iter().flat_map(Path::ancestors).collect();
    let shared = file.ancestors().skip(1).find(|folder| above.contains(folder));
    let shared = shared.map(|folder| if folder == "" { Path::new(".") } else { folder });
    let folders = [
        shared.and_then(|folder| fs::canonicalize(folder).ok()),
        fs::canonicalize(file).ok().and_then(|file| file.parent().map(Path::to_owned)),
    ];
    folders.iter().flatten().any(|folder| real.starts_with(folder))
}
