//! `leaklint-baseline.json`: what is known today is not reported tomorrow.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    build_folder::beside::{self, nearest},
    error::{Problem, sentence, without_values},
    files::{LONGEST, locked, read_bounded},
    ledger::{BOTH, conflict},
    output::write_file,
};
use crate::Report;

/// The name of the file when nobody gives another.
pub(super) const NAME: &str = "leaklint-baseline.json";

/// The version of the file's form.
const SCHEMA: u32 = 1;

/// Findings that are known, by fingerprint.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Baseline {
    pub(super) known: BTreeMap<String, Known>,
}

/// What a person wants to know of a finding that is not reported. No path and no line: they change
/// with every build, and the file would with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Known {
    fingerprint: String,
    rule: String,
    redacted: String,
    /// The day on which it was accepted.
    since: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Form {
    schema: u32,
    findings: Vec<Known>,
}

/// The file that was named, or the nearest one.
pub(super) fn find(named: Option<&Path>, paths: &[PathBuf]) -> Option<PathBuf> {
    named.map(Path::to_owned).or_else(|| nearest(paths.first()?, NAME))
}

/// Where a new file goes: beside the first path.
pub(super) fn place(paths: &[PathBuf]) -> PathBuf {
    paths.first().map_or_else(|| PathBuf::from(NAME), |path| beside::place(path, NAME))
}

impl Baseline {
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let wrong = |reason: String| Problem::Config { path: path.to_owned(), reason };
        let text = read_bounded(path, LONGEST).map_err(|unread| {
            wrong(format!(": it cannot be read: {}", sentence(&unread.into())))
        })?;
        if let Some(line) = conflict(&text) {
            return Err(wrong(format!(":{line}: it has merge conflicts: {BOTH}")));
        }
        let form: Form = serde_json::from_slice(&text).map_err(|error| {
            wrong(format!(":{}: {}", error.line(), without_values(&error.to_string())))
        })?;
        if form.schema != SCHEMA {
            let reason = format!(": it is of schema {}, and this is {SCHEMA}", form.schema);
            return Err(wrong(reason));
        }
        let known = form.findings.into_iter();
        Ok(Self { known: known.map(|known| (known.fingerprint.clone(), known)).collect() })
    }

    /// Reads the file; one that is not there is empty.
    pub(super) fn read_or_new(path: &Path) -> Result<Self, Problem> {
        if fs::symlink_metadata(path).is_ok() { Self::read(path) } else { Ok(Self::default()) }
    }

    /// Adds what `report` has to the file, and drops what the report does not have of what is
    /// `gone`. Returns how many findings the file had, and has. What another process has added
    /// meanwhile stays.
    pub(super) fn update(
        path: &Path,
        report: &Report,
        today: &str,
        gone: Option<&Self>,
    ) -> Result<(usize, usize), Problem> {
        let change = || {
            let mut baseline = Self::read_or_new(path)?;
            let before = baseline.known.len();
            baseline.take(report, today, gone);
            baseline.write(path)?;
            Ok((before, baseline.known.len()))
        };
        locked(path, change)
            .map_err(|reason| Problem::Output { path: Some(path.to_owned()), reason })?
    }

    /// Adds what `report` has, and keeps the day and the reason of what was there. Of what is
    /// `gone`, only what the report has stays.
    fn take(&mut self, report: &Report, today: &str, gone: Option<&Self>) {
        let mut before = std::mem::take(&mut self.known);
        for finding in &report.findings {
            let fingerprint = finding.fingerprint.clone();
            let known = before.remove(&fingerprint).unwrap_or_else(|| Known {
                fingerprint: fingerprint.clone(),
                rule: finding.rule.clone(),
                redacted: finding.redacted.clone(),
                since: today.to_owned(),
                reason: None,
            });
            self.known.insert(fingerprint, known);
        }
        before.retain(|known, _| gone.is_none_or(|gone| !gone.known.contains_key(known)));
        self.known.extend(before);
    }

    /// Writes the file: one finding a line, by rule and fingerprint, so that branches merge.
    fn write(&self, path: &Path) -> Result<(), Problem> {
        let mut known: Vec<&Known> = self.known.values().collect();
        known.sort_by_key(|known| (&known.rule, &known.fingerprint));
        let lines: Vec<String> = known
            .into_iter()
            .filter_map(|known| serde_json::to_string(known).ok())
            .map(|line| format!("    {line}"))
            .collect();
        let findings = if lines.is_empty() {
            "[]".to_owned()
        } else {
            format!("[\n{}\n  ]", lines.join(",\n"))
        };
        let text = format!("{{\n  \"schema\": {SCHEMA},\n  \"findings\": {findings}\n}}\n");
        write_file(path, &text)
    }
}
