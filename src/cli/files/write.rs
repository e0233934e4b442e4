//! Writes that are whole or do not happen, and never go through a link.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    hash::{BuildHasher as _, RandomState},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{LONGEST, read_bounded};

/// Writes a file of the project's. What was there stays until all of the new bytes are on the
/// disk, and its permissions stay.
///
/// # Errors
///
/// Also when the path is a symbolic link or no regular file.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let before = regular(path)?;
    match beside(path, before.as_ref()) {
        Ok((file, new)) => {
            let written = fill(file, bytes).and_then(|()| fs::rename(&new, path));
            if let Err(error) = written {
                let _ = fs::remove_file(&new);
                return match (error.kind(), before) {
                    // It is mounted by itself, as containers do.
                    (io::ErrorKind::ResourceBusy, Some(_)) => overwrite(path, bytes),
                    _ => Err(error),
                };
            }
            sync_folder(path);
            Ok(())
        }
        // The file may be written, and its folder may not.
        Err(error)
            if before.is_some()
                && matches!(
                    error.kind(),
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
                ) =>
        {
            overwrite(path, bytes).map_err(|_| error)
        }
        Err(error) => Err(error),
    }
}

/// Writes a file that is not there yet.
///
/// # Errors
///
/// Also when something is there, be it a link that leads nowhere.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    fill(file, bytes).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}

/// Adds whole lines after those that a text file has.
pub(crate) fn append(path: &Path, lines: &str) -> io::Result<()> {
    super::locked(path, || {
        let mut bytes = match regular(path)? {
            Some(_) => read_bounded(path, LONGEST)?,
            None => Vec::new(),
        };
        if !bytes.is_empty() && !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(lines.as_bytes());
        replace(path, &bytes)
    })?
}

/// Writes a report where the user wants it: a file is replaced, a pipe or a device written to.
pub(crate) fn write_output(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_stream(path) {
        return File::create(path)?.write_all(bytes);
    }
    replace(path, bytes)
}

/// Checks early whether a report can be written to `path`, and changes nothing.
pub(crate) fn check_output(path: &Path) -> io::Result<()> {
    if is_stream(path) {
        return Ok(());
    }
    let before = regular(path)?;
    match beside(path, before.as_ref()) {
        Ok((file, new)) => {
            drop(file);
            fs::remove_file(new)
        }
        Err(error) if before.is_some() => open_existing(path).map(drop).map_err(|_| error),
        Err(error) => Err(error),
    }
}

/// Whether what is there, behind links, is no file: a terminal, a pipe, or an open descriptor.
fn is_stream(path: &Path) -> bool {
    let is_system = cfg!(unix) && ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder));
    is_system || fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// What is at `path`, if anything is.
fn regular(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(Some(found)),
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(found) if found.is_symlink() => Err(io::Error::other(
            "it is a symbolic link, and nothing is written through one: name the file itself",
        )),
        Ok(_) => Err(io::Error::other("it is not a regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The folder that a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A new file beside `path`, with the permissions of what is `before` at `path`.
fn beside(path: &Path, before: Option<&Metadata>) -> io::Result<(File, PathBuf)> {
    let random = RandomState::new().hash_one(path);
    let new = folder(path).join(format!(".leaklint-{random:016x}.tmp"));
    let mut options = OpenOptions::new();
    // Exclusively: a link of that name is an error.
    options.write(true).create_new(true);
    #[cfg(unix)]
    if before.is_some() {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = options.open(&new)?;
    if let Some(before) = before {
        take_after(&file, before)
            .and_then(|()| file.set_permissions(before.permissions()))
            .inspect_err(|_| {
                let _ = fs::remove_file(&new);
            })?;
    }
    Ok((file, new))
}

/// Gives a file the owner of another, where that is allowed.
#[cfg(unix)]
fn take_after(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    let now = file.metadata()?;
    if (now.uid(), now.gid()) != (before.uid(), before.gid()) {
        let _ = fchown(file, Some(before.uid()), Some(before.gid()));
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn take_after(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// Writes into the file that is there, for want of a way to replace it.
fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = open_existing(path)?;
    file.set_len(0)?;
    fill(file, bytes)
}

fn open_existing(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is not a regular file"))
    }
}

/// Makes a renaming last over a loss of power, where the system can.
fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_beside_what_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        replace(&path, b"1").unwrap();
        replace(&path, b"2").unwrap();
        check_output(&path).unwrap();
        append(&path, "3\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"2\n3\n");
        assert!(create(&path, b"4").is_err());
        assert!(replace(folder.path(), b"5").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_links_are_refused() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&path, "1").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&path, b"2").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        symlink("a", &link).unwrap();
        for written in [
            replace(&link, b"3"),
            create(&link, b"3"),
            append(&link, "3"),
            write_output(&link, b"3"),
        ] {
            assert!(written.is_err());
        }
        assert_eq!(fs::read(&path).unwrap(), b"2");
    }
}
