//! How far the work is, for who waits at a terminal.

use std::{
    io::IsTerminal,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work is done before anyone wonders.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on standard error, once the work has taken a second.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
}

impl Progress {
    /// Work on `bytes` in all.
    pub(super) fn new(bytes: u64, quiet: bool) -> Self {
        let is_watched = !quiet && std::io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::hidden());
        if is_watched {
            let style = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes}  {wide_msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
        let started = if is_watched { Instant::now() } else { far_future() };
        Self { bar, started }
    }

    /// `bytes` more are done, the last of them those of `name`.
    pub(super) fn advance(&self, bytes: u64, name: &str) {
        self.bar.inc(bytes);
        if self.bar.is_hidden() && Instant::now().saturating_duration_since(self.started) > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(name.to_owned());
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// No bar is shown to nobody.
fn far_future() -> Instant {
    Instant::now() + Duration::from_secs(1 << 30)
}
