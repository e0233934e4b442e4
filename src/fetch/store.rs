//! What was fetched, kept in a folder: to be linted again without the network, and to be asked for
//! only when it has changed.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use super::{
    answer::{Answer, Head, Validators},
    crawl::{Arrival, Fetched},
    failure::Failure,
    url::Url,
};
use crate::report::site::Site;

/// Says what is in the folder.
const LIST: &str = "leaklint-site.json";
const SCHEMA: u32 = 1;
/// Longer names are no names on some file systems.
const LONGEST_NAME: usize = 100;

/// A folder's list.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    schema: u32,
    site: Site,
    files: Vec<Kept>,
}

/// A file that was kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    /// Where it came from.
    url: String,
    /// As the report names it.
    name: String,
    /// A name that tells the linter what it is.
    file: String,
    /// Its path in the folder, with `/`.
    path: String,
    /// The path of its map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    map: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notices: Vec<String>,
    #[serde(flatten)]
    validators: Validators,
}

/// The folder of this run, if any.
#[derive(Debug, Default)]
pub(super) struct Store {
    folder: Option<PathBuf>,
    /// What was there before, by address.
    before: HashMap<String, Kept>,
    kept: Mutex<Vec<Kept>>,
    trouble: Mutex<Option<String>>,
}

impl Store {
    /// # Errors
    ///
    /// The folder cannot be made, or holds something else.
    pub(super) fn open(folder: Option<&Path>) -> Result<Self, Failure> {
        let Some(folder) = folder else { return Ok(Self::default()) };
        let cannot = |reason: String| {
            Failure::Setup(format!("{} cannot take what comes: {reason}", folder.display()))
        };
        fs::create_dir_all(folder).map_err(|error| cannot(error.to_string()))?;
        let before = if let Ok(list) = fs::read(folder.join(LIST)) {
            serde_json::from_slice::<List>(&list)
                .map_err(|error| cannot(format!("its {LIST} is broken: {error}")))?
                .files
        } else {
            let mut there = fs::read_dir(folder).map_err(|error| cannot(error.to_string()))?;
            if there.next().is_some() {
                return Err(cannot("there are other files in it; name a new folder".to_owned()));
            }
            Vec::new()
        };
        let before = before.into_iter().map(|kept| (kept.url.clone(), kept)).collect();
        Ok(Self { folder: Some(folder.to_owned()), before, ..Self::default() })
    }

    /// What the server said of the file the last time.
    pub(super) fn validators(&self, url: &Url) -> Option<Validators> {
        let kept = self.before.get(url.as_str())?;
        let is_there = self.folder.as_ref()?.join(&kept.path).exists();
        (is_there && kept.validators != Validators::default()).then(|| kept.validators.clone())
    }

    /// An answer with its bytes, those of the last time when they are the same.
    ///
    /// # Errors
    ///
    /// They cannot be read any more.
    pub(super) fn whole(&self, url: &Url, answer: Answer) -> Result<Answer, Failure> {
        if !answer.head.is_unchanged {
            return Ok(answer);
        }
        let kept = self.folder.as_ref().zip(self.before.get(url.as_str()));
        let Some((folder, kept)) = kept else {
            return Err(Failure::Body("the server says that it is as before".to_owned()));
        };
        let bytes = fs::read(folder.join(&kept.path))
            .map_err(|error| Failure::Body(format!("what was kept cannot be read: {error}")))?;
        let head = Head { validators: kept.validators.clone(), ..answer.head };
        Ok(Answer { head, bytes, ..answer })
    }

    /// Keeps a file. What cannot be written is told at the end.
    pub(super) fn keep(&self, Arrival { fetched, url, validators }: &Arrival) {
        let Some(folder) = &self.folder else { return };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let path = place(url, &fetched.file, kept.len());
        let written = write(folder, &path, &fetched.bytes).and_then(|()| match &fetched.map {
            Some(map) => {
                let path = format!("{path}.map-of");
                write(folder, &path, map).map(|()| Some(path))
            }
            None => Ok(None),
        });
        match written {
            Ok(map) => kept.push(Kept {
                url: url.as_str().to_owned(),
                name: fetched.name.clone(),
                file: fetched.file.clone(),
                path,
                map,
                notices: fetched.notices.clone(),
                validators: validators.clone(),
            }),
            Err(error) => {
                let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
                trouble.get_or_insert(error.to_string());
            }
        }
    }

    /// Writes the list.
    ///
    /// # Errors
    ///
    /// Something could not be written.
    pub(super) fn finish(&self, site: &Site) -> Result<(), Failure> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let cannot = |reason: String| {
            Failure::Setup(format!("{} is incomplete: {reason}", folder.display()))
        };
        if let Some(trouble) = &*self.trouble.lock().unwrap_or_else(PoisonError::into_inner) {
            return Err(cannot(trouble.clone()));
        }
        let files = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let list = List { schema: SCHEMA, site: site.clone(), files };
        let text = serde_json::to_vec_pretty(&list).map_err(|error| cannot(error.to_string()))?;
        fs::write(folder.join(LIST), text).map_err(|error| cannot(error.to_string()))
    }
}

fn write(folder: &Path, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let path = folder.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes)
}

/// Where a file is kept: below its host, by its number and name. Nothing of an address leads out
/// of the folder.
fn place(url: &Url, file: &str, number: usize) -> String {
    let plain = |text: &str| -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let text: String = text.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
        let text = text.trim_start_matches('.');
        let from = text.len().saturating_sub(LONGEST_NAME);
        text[from..].to_owned()
    };
    let host = plain(url.host());
    format!("{host}/{number:04}-{}", plain(file))
}

/// A folder that a run has kept.
#[derive(Debug)]
pub(crate) struct Saved {
    pub(crate) site: Site,
    folder: PathBuf,
    files: Vec<Kept>,
}

impl Saved {
    /// Its files, in the order in which they came; of one that is gone, what is left.
    pub(crate) fn files(&self) -> impl Iterator<Item = Fetched> + '_ {
        self.files.iter().map(|kept| {
            let mut notices = kept.notices.clone();
            let bytes = self.read(&kept.path).unwrap_or_else(|error| {
                notices.push(format!("not read: {error}"));
                Vec::new()
            });
            Fetched {
                name: kept.name.clone(),
                file: kept.file.clone(),
                bytes,
                map: kept.map.as_ref().and_then(|map| self.read(map).ok()),
                notices,
            }
        })
    }

    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        // A list may have been written by anyone.
        let is_inside = Path::new(path)
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)));
        if !is_inside {
            return Err(std::io::Error::other("its path leads out of the folder"));
        }
        fs::read(self.folder.join(path))
    }
}

/// What a folder holds that a run has kept; nothing when it is another folder.
pub(crate) fn read_saved(folder: &Path) -> Option<Saved> {
    let list = fs::read(folder.join(LIST)).ok()?;
    let list: List =
        serde_json::from_slice(&list).ok().filter(|list: &List| list.schema == SCHEMA)?;
    Some(Saved { site: list.site, folder: folder.to_owned(), files: list.files })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_out_of_the_folder() {
        for address in [
            "https://a.example/../../etc/passwd",
            "https://a.example/%2e%2e/%2e%2e/x",
            "https://a.example/...",
            "https://a.example/a\\..\\b",
        ] {
            let url = Url::parse(address).unwrap();
            let file = super::super::names::file(&url, crate::fetch::discover::Kind::Data);
            let path = place(&url, &file, 3);
            let parts: Vec<&str> = path.split('/').collect();
            assert_eq!(parts.len(), 2, "{path}");
            assert!(parts[1].starts_with("0003-") && !path.contains("/.."), "{path}");
        }
    }

    #[test]
    fn what_was_kept_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(Some(folder.path())).unwrap();
        let url = Url::parse("https://a.example/x.js").unwrap();
        let fetched = Fetched {
            name: url.as_str().to_owned(),
            file: "x.js".to_owned(),
            bytes: b"a()".to_vec(),
            map: Some(b"{}".to_vec()),
            notices: vec!["cut".to_owned()],
        };
        let validators = Validators { etag: Some("\"1\"".to_owned()), modified: None };
        let arrival =
            Arrival { fetched: fetched.clone(), url: url.clone(), validators: validators.clone() };
        store.keep(&arrival);
        store.finish(&Site::default()).unwrap();
        let saved = read_saved(folder.path()).unwrap();
        assert_eq!(saved.files().collect::<Vec<_>>(), [fetched]);
        let again = Store::open(Some(folder.path())).unwrap();
        assert_eq!(again.validators(&url), Some(validators));
        let head = Head { is_unchanged: true, ..Head::default() };
        let same = Answer { head, ..Answer::default() };
        assert_eq!(again.whole(&url, same).unwrap().bytes, b"a()");
    }

    #[test]
    fn a_folder_of_something_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine"), "x").unwrap();
        assert!(Store::open(Some(folder.path())).is_err());
        assert!(read_saved(folder.path()).is_none());
    }
}
