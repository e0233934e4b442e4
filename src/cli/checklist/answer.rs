//! What an item comes to.

use serde::Serialize;

use crate::{checklist::Item, finding::Location};

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
    #[serde(rename = "item")]
    pub(super) number: u8,
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) state: State,
    /// Places and names of variables, never a value.
    pub(super) evidence: Vec<Evidence>,
    pub(super) next: Vec<String>,
    /// What could not be read, or not to its end.
    pub(super) notices: Vec<String>,
    /// Whether something that matters was not read, so that nothing can pass.
    #[serde(skip)]
    is_partial: bool,
}

/// Something that was seen.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Evidence {
    pub(super) text: String,
    /// Whether it is why the item fails.
    pub(super) fails: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<String>,
    /// From 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<u32>,
    /// From 1, in UTF-16 code units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) variable: Option<String>,
    /// What to write in the place of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) edit: Option<String>,
}

impl Evidence {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The file that it is about.
    pub(super) fn of(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    pub(super) fn at(mut self, place: &Location) -> Self {
        self.line = (place.line > 0).then_some(place.line);
        self.column = (place.line > 0).then_some(place.column);
        self.of(&place.path)
    }

    pub(super) fn variable(mut self, name: &str) -> Self {
        self.variable = Some(name.to_owned());
        self
    }

    /// With its place before it.
    pub(super) fn line_of_text(&self) -> String {
        let Self { text, path, line, column, .. } = self;
        match (path, line, column) {
            (Some(path), Some(line), Some(column)) => format!("{path}:{line}:{column}: {text}"),
            (Some(path), ..) => format!("{path}: {text}"),
            _ => text.clone(),
        }
    }
}

impl Answer {
    /// Nothing is known yet.
    pub(super) fn new(item: &Item) -> Self {
        Self {
            number: item.number,
            id: item.id,
            title: item.title,
            state: State::Unknown,
            evidence: Vec::new(),
            next: Vec::new(),
            notices: Vec::new(),
            is_partial: false,
        }
    }

    pub(super) fn fail(&mut self, evidence: Evidence, next: &str) {
        self.state = State::Fail;
        self.evidence.push(Evidence { fails: true, ..evidence });
        self.next(next);
    }

    /// Something worth telling that decides nothing.
    pub(super) fn tell(&mut self, evidence: Evidence) {
        self.evidence.push(evidence);
    }

    pub(super) fn next(&mut self, next: &str) {
        if !self.next.iter().any(|known| known == next) {
            self.next.push(next.to_owned());
        }
    }

    /// Something that matters was not read.
    pub(super) fn hole(&mut self, notice: impl Into<String>) {
        self.is_partial = true;
        self.notices.push(notice.into());
    }

    /// Passes, when nothing fails, nothing is missing, and `is_known`.
    pub(super) fn settle(mut self, is_known: bool) -> Self {
        if self.state == State::Unknown && is_known && !self.is_partial {
            self.state = State::Pass;
        }
        self
    }
}
