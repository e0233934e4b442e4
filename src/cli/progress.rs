//! How far the work is, on a terminal, once it takes more than a second.

use std::{
    io::IsTerminal,
    sync::{Condvar, Mutex, PoisonError},
    thread,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);

/// Runs `work` with a bar for `files` files, and removes the bar.
pub(super) fn with_bar<R>(files: usize, quiet: bool, work: impl FnOnce(&ProgressBar) -> R) -> R {
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
    if quiet || !std::io::stderr().is_terminal() {
        return work(&bar);
    }
    if let Ok(style) = ProgressStyle::with_template("linting {bar:30} {pos}/{len} files {msg}") {
        bar.set_style(style);
    }
    let finished = Finished::default();
    let result = thread::scope(|scope| {
        scope.spawn(|| {
            if !finished.within(PATIENCE) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.tick();
            }
        });
        let result = work(&bar);
        finished.tell();
        result
    });
    bar.finish_and_clear();
    result
}

/// Whether the work is done.
#[derive(Default)]
struct Finished {
    is_done: Mutex<bool>,
    changed: Condvar,
}

impl Finished {
    fn tell(&self) {
        *self.is_done.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    fn within(&self, time: Duration) -> bool {
        let is_done = self.is_done.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(is_done, time, |is_done| !*is_done);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
