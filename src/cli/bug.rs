//! What is said when leaklint itself fails.

use std::{
    io::Write as _,
    panic::{self, AssertUnwindSafe},
    sync::{Mutex, PoisonError},
};

/// Where the last panic was. Its message is never kept: it may hold what was being read.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Runs `work`; nothing when it panics, after a person was told what to do. A panic that is
/// caught further inside is told there.
pub(super) fn caught<R>(work: impl FnOnce() -> R) -> Option<R> {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
    panic::catch_unwind(AssertUnwindSafe(work)).inspect_err(|_| tell()).ok()
}

fn tell() {
    let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take();
    let place = place.unwrap_or_else(|| "a place that is not known".to_owned());
    let _ = writeln!(
        std::io::stderr(),
        "error: leaklint itself failed, and its report is not complete. This is a mistake of \
         leaklint's, not of your files.\n  Please tell us at {}/issues: version {}, {place}, and \
         what you ran.",
        env!("CARGO_PKG_REPOSITORY"),
        env!("CARGO_PKG_VERSION"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_panic_says_is_not_kept() {
        let was_caught = caught(|| panic!("what was being read"));
        assert!(was_caught.is_none());
        let _ = panic::catch_unwind(|| panic!("what was being read"));
        let place = PLACE.lock().unwrap().take().unwrap();
        assert!(place.contains(".rs:") && !place.contains("being read"), "{place}");
        let _ = panic::take_hook();
    }
}
