//! Two pieces of one file's work at once, where there is a thread for the second.

/// Shorter texts are read before another thread has heard of them.
pub(crate) const WORTH: u64 = 1 << 20;

/// Does both, on two threads of the pool that this one belongs to when a text of `bytes` bytes is
/// worth it.
pub(crate) fn side_by_side<A: Send, B: Send>(
    bytes: usize,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "cli")]
    if bytes as u64 >= WORTH && rayon::current_thread_index().is_some() {
        return rayon::join(one, other);
    }
    (one(), other())
}
