//! Colours and links of a terminal.

use std::fmt;

use annotate_snippets::renderer::{AnsiColor, Effects, Style as Ansi};

use super::Style;
use crate::finding::Severity;

impl Style<'_> {
    pub(super) fn severity(&self, severity: Severity, text: &str) -> String {
        let color = match severity {
            Severity::Error => AnsiColor::BrightRed,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Note => AnsiColor::BrightGreen,
        };
        self.painted(color.on_default() | Effects::BOLD, text)
    }

    pub(super) fn strong(&self, text: &str) -> String {
        self.painted(Ansi::new() | Effects::BOLD, text)
    }

    /// What helps the eye and is not read.
    pub(super) fn quiet(&self, text: &str) -> String {
        self.painted(AnsiColor::BrightBlue.on_default(), text)
    }

    fn painted(&self, style: Ansi, text: impl fmt::Display) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    /// `shown` as a link to the file, where terminals have links (OSC 8).
    pub(super) fn link(&self, shown: &str, path: &str) -> String {
        match self.links.and_then(|links| links(path)) {
            Some(url) => format!("\x1b]8;;{url}\x1b\\{shown}\x1b]8;;\x1b\\"),
            None => shown.to_owned(),
        }
    }
}
