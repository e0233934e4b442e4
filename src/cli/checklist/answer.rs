//! What an item comes to.

use serde::Serialize;

/// The items by their numbers. The page (`www/`) reads the same file.
const TITLES: [&str; 7] = include!("titles.json");

/// Whether an item is as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    Pass,
    Fail,
    Unknown,
}

/// One item, with what was seen and what to do.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) item: u8,
    pub(super) title: &'static str,
    pub(super) state: State,
    /// Places and names of variables, never a value.
    pub(super) evidence: Vec<String>,
    pub(super) next: Vec<String>,
    /// What could not be read, or not to its end.
    pub(super) notices: Vec<String>,
}

impl Answer {
    /// Nothing is known yet.
    pub(super) fn new(item: u8) -> Self {
        let title = TITLES[usize::from(item) - 1];
        let (evidence, next, notices) = (Vec::new(), Vec::new(), Vec::new());
        Self { item, title, state: State::Unknown, evidence, next, notices }
    }

    pub(super) fn pass(&mut self) {
        if self.state == State::Unknown {
            self.state = State::Pass;
        }
    }

    pub(super) fn fail(&mut self, evidence: String, next: &str) {
        self.state = State::Fail;
        self.evidence.push(evidence);
        if !self.next.iter().any(|known| known == next) {
            self.next.push(next.to_owned());
        }
    }
}
