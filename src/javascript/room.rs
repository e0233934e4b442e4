//! Memory for a tree, where the system limits the process's own.
//!
//! An allocation that fails ends the process, so a tree that may not fit is not made.

use std::sync::{
    OnceLock,
    atomic::{AtomicUsize, Ordering},
};

/// Bytes of a tree, its visitor's and the evaluation's, for each byte that is parsed.
const PER_BYTE: usize = 64;

/// How many bytes are free; not set where there is no limit.
static FREE: OnceLock<fn() -> usize> = OnceLock::new();

/// What the trees of all threads may take.
static TAKEN: AtomicUsize = AtomicUsize::new(0);

/// Says that memory is limited, and how to ask how many bytes of it are free.
#[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "the command knows its limit"))]
pub(crate) fn limit(free: fn() -> usize) {
    let _ = FREE.set(free);
}

/// Does `work`, which makes a tree of `bytes` bytes, if there is room for it.
pub(super) fn with_tree<R>(bytes: usize, work: impl FnOnce() -> R) -> Option<R> {
    let Some(free) = FREE.get() else { return Some(work()) };
    let need = bytes.saturating_mul(PER_BYTE);
    let taken = TAKEN.fetch_add(need, Ordering::Relaxed);
    let _room = Room(need);
    (need.saturating_add(taken) <= free()).then(work)
}

struct Room(usize);

impl Drop for Room {
    fn drop(&mut self) {
        TAKEN.fetch_sub(self.0, Ordering::Relaxed);
    }
}
