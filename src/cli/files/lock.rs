//! One process at a time where a file is read, changed and written.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use super::write::folder;

/// How long another process may hold the lock: it reads and writes one file meanwhile.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(10);

/// Does `work`, which reads and writes the file at `path`, while no other leaklint does so in the
/// same folder. A file system without locks is used without them.
pub(crate) fn locked<R>(path: &Path, work: impl FnOnce() -> R) -> io::Result<R> {
    let Ok(lock) = open(path) else { return Ok(work()) };
    let started = Instant::now();
    loop {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) if started.elapsed() < PATIENCE => sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::other("another leaklint is writing in its folder"));
            }
            Ok(()) | Err(TryLockError::Error(_)) => break,
        }
    }
    let result = work();
    drop(lock);
    Ok(result)
}

/// The folder itself: a lock file would be left there.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    File::open(folder(path))
}

/// Folders cannot be opened: a file of the person's own, named after the folder.
#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};

    let mut hasher = DefaultHasher::new();
    std::fs::canonicalize(folder(path))?.hash(&mut hasher);
    let name = format!("leaklint-{:016x}.lock", hasher.finish());
    File::options().create(true).append(true).open(std::env::temp_dir().join(name))
}
