//! What was fetched, kept in a folder: to be linted again without the network, and to be asked for
//! only when it has changed.

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::{Component, Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use super::{
    answer::{Answer, Head, Validators},
    crawl::{Arrival, Fetched},
    failure::Failure,
    url::Url,
};
use crate::{
    cli::{
        files::{LONGEST, Unread, read_bounded, replace},
        sentence,
    },
    report::site::Site,
};

/// Says what is in the folder.
const LIST: &str = "leaklint-site.json";
const SCHEMA: u32 = 1;
/// Longer names are no names on some file systems.
const LONGEST_NAME: usize = 100;
/// Hexadecimal digits of a hash.
const HASH_DIGITS: usize = 16;
/// The longest file that is linted by default.
const LONGEST_FILE: u64 = 1 << 30;

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
        let before = match read_bounded(&folder.join(LIST), LONGEST) {
            Ok(list) => {
                let list = serde_json::from_slice::<List>(&list)
                    .map_err(|error| cannot(format!("its {LIST} is broken: {error}")))?;
                if let Some(path) = list.outside() {
                    return Err(cannot(format!("its {LIST} names `{path}`, which is outside")));
                }
                list.files
            }
            Err(Unread::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                if !is_unfinished(folder).map_err(|error| cannot(sentence(&error)))? {
                    return Err(cannot(
                        "there are other files in it; name a new folder".to_owned(),
                    ));
                }
                Vec::new()
            }
            Err(unread) => {
                return Err(cannot(format!(
                    "its {LIST} cannot be read: {}",
                    sentence(&unread.into())
                )));
            }
        };
        let before = before.into_iter().map(|kept| (kept.url.clone(), kept)).collect();
        Ok(Self { folder: Some(folder.to_owned()), before, ..Self::default() })
    }

    /// What the server said of the file the last time.
    pub(super) fn validators(&self, url: &Url) -> Option<Validators> {
        let kept = self.before.get(url.as_str())?;
        let is_there = self.folder.as_ref()?.join(&kept.path).is_file();
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
        let bytes = read(folder, &kept.path)
            .map_err(|error| Failure::Body(format!("what was kept cannot be read: {error}")))?;
        let head = Head { validators: kept.validators.clone(), ..answer.head };
        Ok(Answer { head, bytes, ..answer })
    }

    /// Keeps a file. What cannot be written is told at the end.
    pub(super) fn keep(&self, Arrival { fetched, url, validators }: &Arrival) {
        let Some(folder) = &self.folder else { return };
        let path = place(url, fetched);
        let written = write(folder, &path, &fetched.bytes).and_then(|()| match &fetched.map {
            Some(map) => {
                let path = format!("{path}.map-of");
                write(folder, &path, map).map(|()| Some(path))
            }
            None => Ok(None),
        });
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
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
                trouble.get_or_insert(sentence(&error));
            }
        }
    }

    /// Puts the new list in the place of the old one, and then takes away the files that only the
    /// old one names. Until then, all of them are there: a run that is ended early changes nothing.
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
        replace(&folder.join(LIST), &text).map_err(|error| cannot(sentence(&error)))?;
        let now: HashSet<&str> = list.files.iter().flat_map(Kept::paths).collect();
        for path in self.before.values().flat_map(Kept::paths) {
            if !now.contains(path) && is_inside(folder, path) {
                // A file that cannot be removed is in no list, and does no harm.
                let _ = fs::remove_file(folder.join(path));
            }
        }
        Ok(())
    }
}

impl List {
    /// A path in the list that is none of the folder's: a list may have been written by anyone.
    fn outside(&self) -> Option<&str> {
        self.files.iter().flat_map(Kept::paths).find(|path| !is_plain(path))
    }
}

impl Kept {
    fn paths(&self) -> impl Iterator<Item = &str> {
        [Some(&*self.path), self.map.as_deref()].into_iter().flatten()
    }
}

/// Whether a folder without a list holds nothing but what a run that was ended early has left.
fn is_unfinished(folder: &Path) -> io::Result<bool> {
    let is_kept = |name: &str| {
        let hash = name.split_once('-').map_or("", |(hash, _)| hash);
        hash.len() == HASH_DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    for host in fs::read_dir(folder)? {
        let host = host?;
        let is_new = |name: &str| name.starts_with(".leaklint-");
        if is_new(&host.file_name().to_string_lossy()) {
            continue;
        }
        if !host.file_type()?.is_dir() {
            return Ok(false);
        }
        for file in fs::read_dir(host.path())? {
            let name = file?.file_name().to_string_lossy().into_owned();
            if !is_kept(&name) && !is_new(&name) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Whether a path names something below a folder by its words alone.
fn is_plain(path: &str) -> bool {
    let path = Path::new(path);
    path.components().count() > 0
        && path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// Whether a path leads to something below a folder, and through no link.
fn is_inside(folder: &Path, path: &str) -> bool {
    let mut at = folder.to_owned();
    is_plain(path)
        && Path::new(path).components().all(|part| {
            at.push(part);
            fs::symlink_metadata(&at).is_ok_and(|found| !found.is_symlink())
        })
}

fn read(folder: &Path, path: &str) -> io::Result<Vec<u8>> {
    if fs::symlink_metadata(folder.join(path)).is_ok() && !is_inside(folder, path) {
        return Err(io::Error::other("its path leads out of the folder"));
    }
    Ok(read_bounded(&folder.join(path), LONGEST_FILE)?)
}

fn write(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let place = folder.join(path);
    let host = place.parent().unwrap_or(folder);
    match fs::create_dir(host) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if !fs::symlink_metadata(host)?.is_dir() {
                let reason = format!("{} is a link or a file, not a folder", host.display());
                return Err(io::Error::other(reason));
            }
        }
        made => made?,
    }
    replace(&place, bytes)
}

/// Where a file is kept: below its host, by what it is. A file that changes gets another path, so
/// that the old one stays until all new ones are there; so does one of the same name with another
/// address. Nothing of an address leads out of the folder.
fn place(url: &Url, fetched: &Fetched) -> String {
    let plain = |text: &str| -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let text: String = text.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
        let text = text.trim_start_matches('.');
        let from = text.len().saturating_sub(LONGEST_NAME);
        text[from..].to_owned()
    };
    let mut hasher = blake3::Hasher::new();
    for part in [url.as_str().as_bytes(), &fetched.bytes, fetched.map.as_deref().unwrap_or(b"")] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    let hash = hasher.finalize().to_hex();
    format!("{}/{}-{}", plain(url.host()), &hash[..HASH_DIGITS], plain(&fetched.file))
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
            let bytes = read(&self.folder, &kept.path).unwrap_or_else(|error| {
                notices.push(format!("not read: {}", sentence(&error)));
                Vec::new()
            });
            Fetched {
                name: kept.name.clone(),
                file: kept.file.clone(),
                bytes,
                map: kept.map.as_ref().and_then(|map| read(&self.folder, map).ok()),
                notices,
            }
        })
    }
}

/// What a folder holds that a run has kept.
///
/// # Errors
///
/// It is another folder, or its list cannot be used.
pub(crate) fn read_saved(folder: &Path) -> Result<Saved, String> {
    let list = match read_bounded(&folder.join(LIST), LONGEST) {
        Ok(list) => list,
        Err(Unread::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
            return Err("no site is kept there: `--save DIR` keeps one".to_owned());
        }
        Err(unread) => {
            return Err(format!("its {LIST} cannot be read: {}", sentence(&unread.into())));
        }
    };
    let list: List =
        serde_json::from_slice(&list).map_err(|error| format!("its {LIST} is broken: {error}"))?;
    if list.schema != SCHEMA {
        return Err(format!("its {LIST} is of schema {}, and this is {SCHEMA}", list.schema));
    }
    if let Some(path) = list.outside() {
        return Err(format!("its {LIST} names `{path}`, which is outside of the folder"));
    }
    Ok(Saved { site: list.site, folder: folder.to_owned(), files: list.files })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetched(url: &Url, file: &str, bytes: &[u8]) -> Fetched {
        Fetched {
            name: url.as_str().to_owned(),
            file: file.to_owned(),
            bytes: bytes.to_vec(),
            map: None,
            notices: Vec::new(),
        }
    }

    fn arrival(address: &str, etag: &str, bytes: &[u8]) -> Arrival {
        let url = Url::parse(address).unwrap();
        let validators = Validators { etag: Some(etag.to_owned()), modified: None };
        Arrival { fetched: fetched(&url, "x.js", bytes), url, validators }
    }

    #[test]
    fn what_is_kept_stays_until_all_that_is_new_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = ("https://a.example/1/x.js", "https://a.example/2/x.js");
        let store = Store::open(Some(folder.path())).unwrap();
        store.keep(&arrival(one, "1", b"one()"));
        store.keep(&arrival(two, "2", b"two()"));
        store.finish(&Site::default()).unwrap();
        let again = Store::open(Some(folder.path())).unwrap();
        // The second comes first, and is new; the first is as it was.
        again.keep(&arrival(two, "3", b"new()"));
        let same =
            Answer { head: Head { is_unchanged: true, ..Head::default() }, ..Answer::default() };
        let old = again.whole(&Url::parse(one).unwrap(), same).unwrap();
        assert_eq!(old.bytes, b"one()");
        let texts =
            |saved: Saved| -> Vec<Vec<u8>> { saved.files().map(|file| file.bytes).collect() };
        let before = read_saved(folder.path()).unwrap();
        assert_eq!(texts(before), [b"one()", b"two()"], "the old set is whole");
        again.keep(&arrival(one, "1", &old.bytes));
        again.finish(&Site::default()).unwrap();
        let now = read_saved(folder.path()).unwrap();
        assert_eq!(texts(now), [b"new()", b"one()"]);
        let left = fs::read_dir(folder.path().join("a.example")).unwrap().count();
        assert_eq!(left, 2, "what nothing names is gone");
    }

    #[test]
    fn a_first_run_that_was_ended_early_is_begun_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(Some(folder.path())).unwrap();
        store.keep(&arrival("https://a.example/x.js", "1", b"one()"));
        drop(store);
        assert!(read_saved(folder.path()).is_err());
        assert!(Store::open(Some(folder.path())).is_ok());
        fs::write(folder.path().join("a.example/mine"), "x").unwrap();
        assert!(Store::open(Some(folder.path())).is_err());
    }

    #[test]
    fn a_list_that_leads_out_of_the_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("kept");
        fs::create_dir(&inner).unwrap();
        fs::write(folder.path().join("secret.txt"), "x").unwrap();
        for path in ["../secret.txt", "/etc/hostname", "a/../../secret.txt"] {
            let list = serde_json::json!({"schema": 1, "site": Site::default(), "files": [
                {"url": "https://a.example/", "name": "a", "file": "a.js", "path": path}]});
            fs::write(inner.join(LIST), list.to_string()).unwrap();
            assert!(Store::open(Some(&inner)).is_err(), "{path}");
            assert!(read_saved(&inner).is_err(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_of_a_host_that_is_a_link_is_neither_read_nor_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (inner, other) = (folder.path().join("kept"), folder.path().join("other"));
        fs::create_dir(&other).unwrap();
        let store = Store::open(Some(&inner)).unwrap();
        std::os::unix::fs::symlink(&other, inner.join("a.example")).unwrap();
        store.keep(&arrival("https://a.example/x.js", "1", b"one()"));
        assert!(store.finish(&Site::default()).is_err());
        assert_eq!(fs::read_dir(&other).unwrap().count(), 0);
        fs::write(other.join("x"), "x").unwrap();
        assert!(read(&inner, "a.example/x").is_err());
    }

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
            let path = place(&url, &fetched(&url, &file, b"a()"));
            let parts: Vec<&str> = path.split('/').collect();
            assert_eq!(parts.len(), 2, "{path}");
            assert!(parts[1].as_bytes()[HASH_DIGITS] == b'-' && !path.contains("/.."), "{path}");
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
        assert!(read_saved(folder.path()).is_err());
    }
}
