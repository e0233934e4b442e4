//! Room for a parser that recurses.
//!
//! A script whose structure fits the stack at hand is parsed at once; for a deeper one a thread
//! with a stack of the right size is made. Threads that lint many files get a large stack from
//! the start, so that no file needs a thread of its own.

use std::cell::Cell;

/// What every thread has to spare, those of a test or a thread pool included.
const SPARE: usize = 512 << 10;

/// Room for nearly every script that people publish. It is address space: what is not used costs
/// nothing.
pub(crate) const LARGE: usize = 64 << 20;

thread_local! {
    /// How much stack a parser may use on this thread.
    static ROOM: Cell<usize> = const { Cell::new(SPARE) };
}

/// Says that this thread has a stack of [`LARGE`] bytes.
pub(crate) fn declare_large() {
    ROOM.set(LARGE - SPARE);
}

/// Does `work` where it has `need` bytes of stack; nothing when the system does not give them.
pub(super) fn with_room<R: Send>(need: usize, work: impl FnOnce() -> R + Send) -> Option<R> {
    if need <= ROOM.get() {
        return Some(work());
    }
    on_thread(need, work)
}

/// Does `work` on a thread with a large stack: linting many files there saves a thread for each
/// file whose structure is deep.
///
/// # Panics
///
/// When `work` does, or when the system gives no thread.
pub fn on_large_stack<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    let result = on_thread(LARGE, || {
        declare_large();
        work()
    });
    result.expect("the system gives a thread")
}

fn on_thread<R: Send>(size: usize, work: impl FnOnce() -> R + Send) -> Option<R> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(size).spawn_scoped(scope, work);
        Some(thread.ok()?.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}
