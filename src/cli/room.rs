//! How much memory the process may still take, where `ulimit -v` or a service manager limits it.

use std::{path::Path, sync::OnceLock};

use super::files::read_bounded;
use crate::javascript::room;

/// Kept for what is not a tree: the files themselves, and what is found in them.
const MARGIN: usize = 96 << 20;
/// The system's files about a process are short.
const MOST: u64 = 64 << 10;

static LIMIT: OnceLock<usize> = OnceLock::new();

/// Passes the memory limit to the linter, if there is one. Only Linux has it in a file.
pub(super) fn look() {
    let Some(limit) = number("/proc/self/limits", "Max address space") else { return };
    let _ = LIMIT.set(limit);
    room::limit(free);
}

fn free() -> usize {
    let used = number("/proc/self/status", "VmSize:").map_or(0, |kilobytes| kilobytes << 10);
    LIMIT.get().map_or(usize::MAX, |limit| limit.saturating_sub(used).saturating_sub(MARGIN))
}

/// The number after a name in one of the system's files; nothing when there is a word.
fn number(path: &str, name: &str) -> Option<usize> {
    let text = String::from_utf8(read_bounded(Path::new(path), MOST).ok()?).ok()?;
    let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_whitespace().next()?.parse().ok()
}
