//! Two pieces of one file's work at once, where there is a thread for the second.

/// Shorter texts are read before another thread has heard of them.
#[cfg(feature = "cli")]
pub(crate) const WORTH: u64 = 1 << 20;

/// Does both: on two threads of the pool that this one belongs to, when a text of `bytes` bytes is
/// worth it.
#[cfg(feature = "cli")]
pub(crate) fn side_by_side<A: Send, B: Send>(
    bytes: usize,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    if bytes as u64 >= WORTH && rayon::current_thread_index().is_some() {
        rayon::join(one, other)
    } else {
        (one(), other())
    }
}

/// Does both, one after the other: only the command has threads of its own.
#[cfg(not(feature = "cli"))]
pub(crate) fn side_by_side<A, B>(
    _: usize,
    one: impl FnOnce() -> A,
    other: impl FnOnce() -> B,
) -> (A, B) {
    (one(), other())
}
