//! Packed twins: `app.js.gz` and `app.js.br` beside `app.js`, as servers want them.
//!
//! A twin that holds what its plain file holds says nothing new. One that does not, perhaps of an
//! older build, is linted like any other file.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{
    files::read_bounded,
    walk::{Content, Entry},
};
use crate::{
    FileReport,
    report::{Analysis, File, FileKind},
    source::archive,
};

/// The files that are linted, where packed ones are among them.
pub(super) struct Twins<'a>(HashSet<&'a Path>);

impl<'a> Twins<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Self {
        let files = || entries.iter().filter_map(path);
        if files().any(|path| plain(path).is_some()) {
            Self(files().collect())
        } else {
            Self(HashSet::new())
        }
    }

    /// The report on a twin whose plain file is linted and holds the same.
    pub(super) fn report(&self, entry: &Entry, bytes: &[u8]) -> Option<FileReport> {
        let plain = plain(path(entry)?).filter(|plain| self.0.contains(plain.as_path()))?;
        let unpacked = archive::whole(&entry.name, bytes)?;
        let plain = read_bounded(&plain, unpacked.len() as u64).ok()?;
        (plain == unpacked).then(|| FileReport {
            file: File {
                path: entry.name.clone(),
                kind: FileKind::Archive,
                bytes: bytes.len() as u64,
                analysis: Analysis::Binary,
                notices: Vec::new(),
                code: false,
            },
            findings: Vec::new(),
            suppressed: Vec::new(),
        })
    }
}

fn path(entry: &Entry) -> Option<&Path> {
    match &entry.content {
        Content::File { path, .. } => Some(path),
        Content::Stdin | Content::None { .. } => None,
    }
}

/// The name of the plain file; nothing when this is no packed one.
fn plain(path: &Path) -> Option<PathBuf> {
    let ending = path.extension()?;
    (ending == "gz" || ending == "br").then(|| path.with_extension(""))
}
