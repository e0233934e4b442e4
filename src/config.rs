//! What a caller may choose.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    environment::Variable,
    finding::{Severity, allow::Allow},
    rules::UserRules,
};

/// How a [`crate::Linter`] works. The default is what most people want.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Options {
    /// How much doubt is tolerated.
    pub persona: Persona,
    /// Findings below this are left out.
    pub min_severity: Severity,
    /// Put values whole into the report. Without it no output contains a secret.
    pub reveal: bool,
    /// The time that the age of tokens is told from, in seconds since 1970; without it no age is
    /// told, and nothing counts as expired.
    pub now: Option<i64>,
    /// Findings that a person has accepted.
    pub allow: Vec<Allow>,
    /// Fingerprints of findings that were there before.
    pub baseline: BTreeSet<String>,
    /// Leave code out of parsing that holds nothing of interest. The findings are the same, in
    /// half the time.
    pub prune: bool,
    /// Longest file that is linted, in bytes; longer ones are listed as skipped. At most 4 GiB - 1.
    pub max_file_size: u64,
    /// Read source maps: their sources are linted, and findings name the place that a person wrote.
    /// Without it a map is read as JSON.
    pub source_maps: bool,
    /// Variables whose values are looked for, verbatim and encoded, unless they are meant to be
    /// public or would be found by accident.
    pub variables: Vec<Variable>,
    /// Variables that the build publishes because of their names. Those whose names say secret are
    /// looked for; of the others, a finding with such a value names the variable.
    pub public_variables: Vec<Variable>,
    /// Rules of the user's own.
    pub rules: UserRules,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            persona: Persona::Regular,
            min_severity: Severity::Note,
            reveal: false,
            now: None,
            allow: Vec::new(),
            baseline: BTreeSet::new(),
            prune: true,
            max_file_size: 1 << 30,
            source_maps: true,
            variables: Vec::new(),
            public_variables: Vec::new(),
            rules: UserRules::default(),
        }
    }
}

/// Who is asking, and so how much doubt a report may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Persona {
    /// What to act on: findings of high and medium confidence.
    #[default]
    Regular,
    /// Findings of low confidence too.
    Pedantic,
    /// Everything that was seen, placeholders included.
    Auditor,
}
