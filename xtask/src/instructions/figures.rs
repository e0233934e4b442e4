//! The stored figures, with the reason for each change, and what is compared with them.

use std::{fmt::Write as _, fs};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::Counts;

/// The figures, the latest last.
const FILE: &str = "xtask/instructions.json";

/// By how much an input may exceed its stored figure.
const LIMIT: f64 = 0.02;

/// The same when another version of the compiler made the command: its optimiser is not leaklint's.
const LIMIT_OF_ANOTHER_COMPILER: f64 = 0.10;

/// How many times the instructions of a script the same script may take with a syntax error at its
/// end.
const MOST_FOR_AN_ERROR: f64 = 1.5;

/// Counts that were stored together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Why they differ from those before.
    pub(super) reason: String,
    /// The version of the compiler.
    pub(super) rustc: String,
    /// What it ran on: other instructions make other counts.
    pub(super) host: String,
    pub(super) counts: Counts,
}

/// All that was stored.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct History(Vec<Entry>);

impl History {
    pub(super) fn read() -> Result<Self> {
        match fs::read_to_string(FILE) {
            Ok(text) => serde_json::from_str(&text).context(FILE),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).context(FILE),
        }
    }

    pub(super) fn last(&self) -> Option<&Entry> {
        self.0.last()
    }

    pub(super) fn push(&mut self, entry: Entry) {
        self.0.push(entry);
    }

    pub(super) fn write(&self) -> Result<()> {
        fs::write(FILE, serde_json::to_string_pretty(self)? + "\n").context(FILE)
    }
}

/// Fails when a syntax error at the end of a script makes it much slower.
pub(super) fn check_broken(counts: &Counts) -> Result<()> {
    let of = |name: &str| counts.get(name).with_context(|| format!("there is no input {name}"));
    let times = *of("broken")? as f64 / *of("minified")? as f64;
    ensure!(
        times <= MOST_FOR_AN_ERROR,
        "with a syntax error at its end a script takes {times:.2} times the instructions, which is \
         more than {MOST_FOR_AN_ERROR}: it is read more often than it must be (src/javascript)"
    );
    Ok(())
}

/// What a comparison says.
pub(super) struct Verdict {
    /// For people: each input's figures.
    pub(super) table: String,
    /// Why the gate fails.
    pub(super) problem: Option<String>,
}

/// Compares what was counted with what is stored.
pub(super) fn verdict(stored: &Entry, now: &Entry) -> Verdict {
    let is_same_machine = stored.host == now.host;
    let is_same_compiler = stored.rustc == now.rustc;
    let limit = if is_same_compiler { LIMIT } else { LIMIT_OF_ANOTHER_COMPILER };
    let mut table = format!("{:<12} {:>14} {:>14}", "instructions", "stored", "now");
    let (mut wrong, mut is_lower) = (Vec::new(), false);
    for (name, count) in &now.counts {
        let Some(before) = stored.counts.get(name) else {
            write!(table, "\n{name:<12} {:>14} {count:>14}", "-").ok();
            wrong.push(format!("{name}: no figure is stored"));
            continue;
        };
        let (now, stored) = (*count as f64, *before as f64);
        let change = now / stored - 1.0;
        let percent = change * 100.0;
        write!(table, "\n{name:<12} {before:>14} {count:>14} {percent:>+7.2} %").ok();
        if now > stored * (1.0 + limit) {
            wrong.push(format!("{name}: {percent:+.1} %"));
        }
        is_lower |= change < -LIMIT;
    }
    for name in stored.counts.keys().filter(|name| !now.counts.contains_key(*name)) {
        wrong.push(format!("{name}: a figure is stored, but there is no such input"));
    }
    if !is_same_machine {
        let (there, here) = (&stored.host, &now.host);
        write!(table, "\nnot compared: the stored figures are of {there}, this is {here}").ok();
        return Verdict { table, problem: None };
    }
    if !is_same_compiler {
        let (there, here) = (&stored.rustc, &now.rustc);
        write!(
            table,
            "\nthe stored figures are of rustc {there}, this is {here}: up to {:.0} % more is \
             accepted; store new ones with `cargo xtask instructions --store \"rustc {here}\"`",
            limit * 100.0
        )
        .ok();
    }
    if wrong.is_empty() && is_lower {
        table += "\nit takes less than stored: keep that with `cargo xtask instructions --store \
                  \"REASON\"`";
    }
    let problem = (!wrong.is_empty()).then(|| {
        format!(
            "more than {:.0} % over the stored instruction counts ({}). Find the cause with \
             `valgrind --tool=callgrind` on the same file in the target folder's `instructions`; \
             if the change is deliberate, store the new counts and commit {FILE}:\n\n    cargo \
             xtask instructions --store \"why it takes more\"\n",
            limit * 100.0,
            wrong.join(", ")
        )
    });
    Verdict { table, problem }
}

#[cfg(test)]
mod tests {
    use super::{Entry, check_broken, verdict};

    fn entry(count: u64) -> Entry {
        Entry {
            reason: "first".to_owned(),
            rustc: "1.90.0".to_owned(),
            host: "x86_64-unknown-linux-gnu".to_owned(),
            counts: [("map".to_owned(), count)].into(),
        }
    }

    #[test]
    fn two_percent_more_is_accepted_and_no_more() {
        assert!(verdict(&entry(1_000), &entry(1_020)).problem.is_none());
        let problem = verdict(&entry(1_000), &entry(1_021)).problem.unwrap_or_default();
        assert!(problem.contains("map: +2.1 %"), "{problem}");
        assert!(problem.contains("cargo xtask instructions --store"), "{problem}");
    }

    #[test]
    fn another_compiler_has_more_room_but_not_all() {
        let newer = |count| Entry { rustc: "1.91.0".to_owned(), ..entry(count) };
        let accepted = verdict(&entry(1_000), &newer(1_090));
        assert!(accepted.problem.is_none());
        assert!(accepted.table.contains("--store \"rustc 1.91.0\""), "{}", accepted.table);
        assert!(verdict(&entry(1_000), &newer(1_110)).problem.is_some());
    }

    #[test]
    fn another_machine_is_not_compared() {
        let host = "aarch64-unknown-linux-gnu".to_owned();
        let other = verdict(&entry(1_000), &Entry { host, ..entry(2_000) });
        assert!(other.problem.is_none());
        assert!(other.table.contains("not compared"), "{}", other.table);
    }

    #[test]
    fn an_input_without_a_figure_and_a_figure_without_an_input_fail() {
        let none = Entry { counts: [].into(), ..entry(0) };
        assert!(verdict(&none, &entry(1)).problem.is_some());
        assert!(verdict(&entry(1), &none).problem.is_some());
    }

    #[test]
    fn an_error_at_the_end_must_not_cost_much() {
        let counts = |broken| [("broken".to_owned(), broken), ("minified".to_owned(), 100)].into();
        assert!(check_broken(&counts(150)).is_ok());
        assert!(check_broken(&counts(151)).is_err());
        assert!(check_broken(&[].into()).is_err());
    }

    #[test]
    fn less_is_worth_storing() {
        let less = verdict(&entry(1_000), &entry(900));
        assert!(less.problem.is_none());
        assert!(less.table.contains("takes less"), "{}", less.table);
    }
}
