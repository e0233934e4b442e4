//! `leaklint-keys.json`: since when which variable has had which value.
//!
//! Safe to commit. Of a value it holds five hexadecimal digits of a keyed hash: enough to see that
//! a key was changed, and too little to tell which of a million guesses of a weak password is
//! right.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{
    config,
    error::{Problem, sentence},
    files::{LONGEST, Unread, locked, read_bounded},
    output::write_file,
};
use crate::finding::day;

/// The name of the file.
pub(super) const NAME: &str = "leaklint-keys.json";

/// The version of the file's form.
const SCHEMA: u32 = 1;

/// What to do about merge conflicts in files that have a line for each thing.
pub(super) const BOTH: &str = "keep the lines of both sides, take the marks out";

/// Hexadecimal digits of a fingerprint.
const DIGITS: usize = 5;

/// The step of rotating that comes after the value has changed, and the last one.
pub(super) const STEPS: std::ops::RangeInclusive<u8> = 2..=5;

/// What is known of values, by variable and fingerprint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    known: BTreeMap<(String, String), Known>,
}

/// What is known of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    /// The day on which it was first seen.
    since: String,
    /// The step of its rotation that comes next; nothing when none is under way.
    next: Option<u8>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    variable: String,
    fingerprint: String,
    #[serde(deserialize_with = "day")]
    since: String,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "step")]
    next: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    schema: u32,
    keys: Vec<Line>,
}

/// Where a project's ledger is, or goes.
pub(super) fn place(root: &Path) -> PathBuf {
    config::of_project(root, NAME).unwrap_or_else(|| root.join(NAME))
}

impl Ledger {
    /// Reads a ledger; one that is not there is empty.
    ///
    /// # Errors
    ///
    /// Where it is wrong, as `:3: …`.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = match read_bounded(path, LONGEST) {
            Ok(text) => text,
            Err(Unread::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(unread) => {
                return Err(format!(": it cannot be read: {}", sentence(&unread.into())));
            }
        };
        if let Some(line) = conflict(&text) {
            return Err(format!(":{line}: it has merge conflicts: {BOTH}"));
        }
        let form: Form =
            serde_json::from_slice(&text).map_err(|error| format!(":{}: {error}", error.line()))?;
        if form.schema != SCHEMA {
            return Err(format!(": it is of schema {}, and this is {SCHEMA}", form.schema));
        }
        let mut ledger = Self::default();
        for Line { variable, fingerprint, since, next } in form.keys {
            let line = Known { since, next };
            let known = ledger.known.entry((variable, fingerprint)).or_insert_with(|| line.clone());
            // Two branches may both have noted it: it was there on the earlier day, and what one
            // of them has done is done.
            if line.since < known.since {
                known.since = line.since;
            }
            known.next = known.next.zip(line.next).map(|(one, other)| one.max(other));
        }
        Ok(ledger)
    }

    /// The day on which a variable's value was first seen.
    pub(super) fn since(&self, variable: &str, value: &str) -> Option<&str> {
        self.get(variable, value).map(|known| &*known.since)
    }

    /// The step of rotating a variable that comes next, now that it has this value.
    pub(super) fn next(&self, variable: &str, value: &str) -> Option<u8> {
        self.get(variable, value)?.next
    }

    fn get(&self, variable: &str, value: &str) -> Option<&Known> {
        self.known.get(&(variable.to_owned(), fingerprint(variable, value)))
    }

    /// Notes which step comes next for each value of a variable that is known.
    pub(super) fn go_on<'a>(
        &mut self,
        variable: &str,
        values: impl Iterator<Item = &'a str>,
        next: Option<u8>,
    ) {
        let now: Vec<String> = values.map(|value| fingerprint(variable, value)).collect();
        for ((known, digits), value) in &mut self.known {
            if known == variable {
                // A value that is not there any more has no steps before it.
                value.next = next.filter(|_| now.contains(digits));
            }
        }
    }

    /// Whether any value of the variable was seen.
    pub(super) fn knows(&self, variable: &str) -> bool {
        self.known.keys().any(|(known, _)| known == variable)
    }

    /// Notes a value, unless it is known; whether it was not.
    pub(super) fn record(&mut self, variable: &str, value: &str, day: &str) -> bool {
        let place = (variable.to_owned(), fingerprint(variable, value));
        let is_new = !self.known.contains_key(&place);
        self.known.entry(place).or_insert_with(|| Known { since: day.to_owned(), next: None });
        is_new
    }

    /// Writes the file, and keeps what another process has noted meanwhile.
    pub(super) fn write(&self, path: &Path) -> Result<(), Problem> {
        let change = || {
            let there = Self::read(path)
                .map_err(|reason| Problem::Config { path: path.to_owned(), reason })?;
            let mut all = self.clone();
            for (place, known) in there.known {
                let ours = all.known.entry(place).or_insert_with(|| known.clone());
                if known.since < ours.since {
                    ours.since = known.since;
                }
            }
            all.replace(path)
        };
        locked(path, change)
            .map_err(|reason| Problem::Output { path: Some(path.to_owned()), reason })?
    }

    /// Writes the file: one value a line, by variable, so that branches merge.
    fn replace(&self, path: &Path) -> Result<(), Problem> {
        let line = |((variable, fingerprint), known): (&(String, String), &Known)| {
            let (variable, fingerprint) = (variable.clone(), fingerprint.clone());
            let Known { since, next } = known.clone();
            serde_json::to_string(&Line { variable, fingerprint, since, next }).ok()
        };
        let lines: Vec<String> = self.known.iter().filter_map(line).collect();
        let keys = match lines.len() {
            0 => "[]".to_owned(),
            _ => format!("[\n    {}\n  ]", lines.join(",\n    ")),
        };
        write_file(path, &format!("{{\n  \"schema\": {SCHEMA},\n  \"keys\": {keys}\n}}\n"))
    }
}

/// The line on which a file has a mark of git's for two sides that do not agree.
pub(super) fn conflict(text: &[u8]) -> Option<usize> {
    let is_mark = |line: &[u8]| line.starts_with(b"<<<<<<< ") || line.starts_with(b">>>>>>> ");
    text.split(|&byte| byte == b'\n').position(is_mark).map(|before| before + 1)
}

fn fingerprint(variable: &str, value: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("leaklint 2026-11 key ledger");
    hasher.update(variable.as_bytes()).update(b"\0").update(value.as_bytes());
    let mut digits = hasher.finalize().to_hex().to_string();
    digits.truncate(DIGITS);
    digits
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match day::parse(&text) {
        Some(_) if text.len() == 10 => Ok(text),
        _ => Err(de::Error::custom("`since` is no day such as 2027-01-31")),
    }
}

fn step<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    match u8::deserialize(deserializer)? {
        next if STEPS.contains(&next) => Ok(Some(next)),
        _ => Err(de::Error::custom("`next` is no step from 2 to 5")),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(text: &str) -> Result<Ledger, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        Ledger::read(file.path())
    }

    #[test]
    fn what_is_written_is_read_again_and_holds_no_value() {
        let mut ledger = Ledger::default();
        assert!(ledger.record("B", "some value", "2026-01-02"));
        assert!(ledger.record("A", "some value", "2026-01-03"));
        assert!(!ledger.record("B", "some value", "2026-05-05"));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        ledger.write(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("some value") && text.find("\"A\"") < text.find("\"B\""), "{text}");
        assert_eq!(Ledger::read(&path), Ok(ledger));
    }

    #[test]
    fn what_another_process_has_noted_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let (mut ours, mut theirs) = (Ledger::default(), Ledger::default());
        ours.record("A", "v", "2026-01-02");
        theirs.record("A", "v", "2026-01-01");
        theirs.record("B", "v", "2026-01-03");
        theirs.write(&path).unwrap();
        ours.write(&path).unwrap();
        assert_eq!(Ledger::read(&path), Ok(theirs));
    }

    #[test]
    fn of_two_days_the_earlier_counts() {
        let line = |day: &str| {
            format!(
                r#"{{"variable":"A","fingerprint":"{}","since":"{day}"}}"#,
                fingerprint("A", "v")
            )
        };
        let (one, two) = (line("2026-02-01"), line("2026-01-01"));
        let ledger = read(&format!(r#"{{"schema":1,"keys":[{one},{two}]}}"#)).unwrap();
        assert_eq!(ledger.since("A", "v"), Some("2026-01-01"));
        assert_eq!((ledger.since("A", "w"), ledger.since("B", "v")), (None, None));
        assert!(ledger.knows("A") && !ledger.knows("B"));
    }

    #[test]
    fn the_next_step_goes_with_the_value_and_is_forgotten_with_it() {
        let mut ledger = Ledger::default();
        ledger.record("A", "old", "2026-01-01");
        ledger.go_on("A", ["old"].into_iter(), Some(2));
        assert_eq!(ledger.next("A", "old"), Some(2));
        ledger.record("A", "new", "2026-01-02");
        ledger.go_on("A", ["new"].into_iter(), Some(3));
        assert_eq!((ledger.next("A", "old"), ledger.next("A", "new")), (None, Some(3)));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        ledger.write(&path).unwrap();
        assert_eq!(Ledger::read(&path), Ok(ledger));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, told) in [
            ("{\n<<<<<<< HEAD\n", ":2: it has merge conflicts"),
            ("{\"schema\":2,\"keys\":[]}", "schema 2"),
            (
                "{\"schema\":1,\n\"keys\":[{\"variable\":\"A\",\"fingerprint\":\"0\",\"since\":\"soon\"}]}",
                ":2:",
            ),
            (
                "{\"schema\":1,\"keys\":[{\"variable\":\"A\",\"fingerprint\":\"0\",\"since\":\"2026-01-01\",\"next\":9}]}",
                "no step",
            ),
            ("", ":1:"),
            ("[]", ":1:"),
        ] {
            let reason = read(text).unwrap_err();
            assert!(reason.contains(told), "{text}: {reason}");
        }
    }
}
