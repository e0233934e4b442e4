//! A deployed site: what was asked for, what was there, and what was not seen.

use serde::{Deserialize, Serialize};

#[cfg(feature = "site")]
use super::FileReport;

/// How much of a site a report is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Site {
    /// The address, behind its redirects.
    pub url: String,
    /// How much of what was found was fetched.
    pub coverage: Coverage,
    /// How many requests it took, those that were tried again included.
    pub requests: u64,
    /// How many bytes came, as they were sent.
    pub bytes: u64,
    /// What was found and not fetched, by address.
    pub missed: Vec<Missed>,
    /// Scripts of others that the site loads, by address.
    pub third_party: Vec<ThirdParty>,
    /// Files that no visitor should get, when they were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub probes: Vec<Probe>,
    /// Which bounds were met, and what else a person should know.
    pub notices: Vec<String>,
}

/// What was found, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// Pages, those in frames included.
    pub pages: Share,
    /// Scripts and modules: the chunks of the build.
    pub scripts: Share,
    /// Style sheets.
    pub styles: Share,
    /// JSON, manifests and other data.
    pub data: Share,
    /// Source maps.
    pub maps: Share,
}

/// How much of one kind was fetched. A path that only may be there, such as a source map that
/// nothing names, counts when it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Share {
    /// How many there are.
    pub found: u64,
    /// How many of them came whole.
    pub fetched: u64,
    /// How many did not.
    pub failed: u64,
}

/// Something that was found and did not come, or not whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Missed {
    /// Its address.
    pub url: String,
    /// Why, in half a sentence.
    pub reason: String,
    /// What names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A script of someone else's that the site loads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ThirdParty {
    /// Its address.
    pub url: String,
    /// What loads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Whether it was linted.
    pub linted: bool,
}

/// A file that no visitor should get.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Probe {
    /// Its address.
    pub url: String,
    /// Whether the server gives it.
    pub served: bool,
    /// What it is, or why it is not known.
    pub note: String,
}

impl Coverage {
    /// Each kind with its name, in the order in which people are told.
    pub fn kinds(&self) -> [(&'static str, Share); 5] {
        [
            ("page", self.pages),
            ("script", self.scripts),
            ("style sheet", self.styles),
            ("data file", self.data),
            ("source map", self.maps),
        ]
    }
}

#[cfg(feature = "site")]
impl FileReport {
    /// What was linted under the name `file`, which says what it is, under its address.
    pub(crate) fn under(mut self, file: &str, address: &str, notices: Vec<String>) -> Self {
        address.clone_into(&mut self.file.path);
        self.file.notices.splice(0..0, notices);
        for finding in &mut self.findings {
            for place in std::iter::once(&mut finding.location).chain(&mut finding.occurrences) {
                if let Some(rest) = place.path.strip_prefix(file) {
                    place.path = format!("{address}{rest}");
                }
            }
        }
        self
    }
}
