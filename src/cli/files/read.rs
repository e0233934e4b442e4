//! Reads of regular files, within bounds.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// The longest file of settings, variables, certificates or findings, in bytes.
pub(crate) const LONGEST: u64 = 64 << 20;

/// Why a file was not read.
#[derive(Debug)]
pub(crate) enum Unread {
    Io(io::Error),
    /// It has at least this many bytes, which are more than were allowed.
    TooLong(u64),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Unread> for io::Error {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Io(error) => error,
            Unread::TooLong(bytes) => {
                Self::other(format!("it has at least {bytes} bytes, which are too many"))
            }
        }
    }
}

/// Returns the bytes of a regular file that has at most `most`. A link is followed; a pipe or a
/// device is an error, and never waited for.
pub(crate) fn read_bounded(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    if is_own_descriptor(path) {
        // The user's own pipe, as the shell's `<(command)` makes it: like standard input.
        return read_all(File::open(path)?, 0, most);
    }
    let file = open(path)?;
    // Asked of what was opened: the name may lead elsewhere by now.
    let about = file.metadata()?;
    if about.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
    }
    if !about.is_file() {
        return Err(io::Error::other("it is not a regular file").into());
    }
    if about.len() > most {
        return Err(Unread::TooLong(about.len()));
    }
    read_all(file, about.len(), most)
}

/// Reads up to `most` bytes; `length` is how many are expected. A file may grow while it is read.
pub(crate) fn read_all(input: impl Read, length: u64, most: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let expected = usize::try_from(length.min(most)).unwrap_or(usize::MAX).saturating_add(1);
    bytes.try_reserve_exact(expected).map_err(io::Error::from)?;
    input.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > most { Err(Unread::TooLong(length)) } else { Ok(bytes) }
}

fn is_own_descriptor(path: &Path) -> bool {
    cfg!(unix)
        && ["/dev/fd", "/proc/self/fd"].iter().any(|folder| path.parent() == Some(folder.as_ref()))
        || path == Path::new("/dev/stdin")
}

/// Opens without waiting for the other end of a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    let flags = libc::O_NONBLOCK | libc::O_NOCTTY;
    std::fs::OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(read_bounded(&path, 5).unwrap(), b"12345");
        assert!(matches!(read_bounded(&path, 4), Err(Unread::TooLong(5))));
        assert!(matches!(read_all(&b"12345"[..], 0, 4), Err(Unread::TooLong(5))));
        let is_folder = |unread| matches!(unread, Unread::Io(error) if error.kind() == io::ErrorKind::IsADirectory);
        assert!(read_bounded(folder.path(), 5).is_err_and(is_folder));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        for path in [&*link, Path::new("/dev/null")] {
            let error = io::Error::from(read_bounded(path, 5).unwrap_err());
            assert_eq!(error.to_string(), "it is not a regular file");
        }
    }
}
