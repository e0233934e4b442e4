//! Reads and lints many files, on as many threads as wanted.
//!
//! A file's bytes and tree are gone before its thread takes the next one, so memory follows the
//! largest files and not the folder.

use std::{
    fs,
    io::{self, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use rayon::{
    ThreadPool, ThreadPoolBuilder,
    iter::{ParallelBridge, ParallelIterator},
};

use super::{
    error::{Problem, sentence},
    maps::Maps,
    progress,
    twin::Twins,
    walk::{Content, Entry},
};
use crate::{
    FileReport, Linter,
    javascript::stack,
    report::{Analysis, File, FileKind},
    side_by_side,
};

/// A file's report, and what went wrong with it.
pub(super) type Outcome = (FileReport, Option<Problem>);

/// Lints `entries` in their order. `finished` is called with each report as it is there, from
/// several threads, and says whether to go on.
pub(super) fn lint(
    entries: &[Entry],
    linter: &Linter,
    threads: Option<usize>,
    quiet: bool,
    finished: &(dyn Fn(&FileReport) -> bool + Sync),
) -> Result<(Vec<FileReport>, Vec<Problem>), Problem> {
    let pool = threads_for(threads, entries.iter().map(busy).sum::<usize>().max(1))?;
    let besides = Besides { maps: Maps::new(entries), twins: Twins::new(entries) };
    let is_stopped = AtomicBool::new(false);
    let outcomes: Vec<Outcome> = progress::with_bar(entries.len(), quiet, |bar| {
        let one = |entry: &Entry| {
            if is_stopped.load(Ordering::Relaxed) {
                return None;
            }
            let outcome = lint_entry(entry, linter, &besides);
            if !finished(&outcome.0) {
                is_stopped.store(true, Ordering::Relaxed);
            }
            bar.inc(1);
            Some(outcome)
        };
        // A bridge hands them out one by one in their order; slices would be cut into halves.
        pool.install(|| entries.iter().par_bridge().filter_map(one).collect())
    });
    let (reports, problems): (Vec<_>, Vec<_>) = outcomes.into_iter().unzip();
    Ok((reports, problems.into_iter().flatten().collect()))
}

/// How many threads a file can keep busy.
fn busy(entry: &Entry) -> usize {
    match entry.content {
        Content::File { bytes, .. } if bytes >= side_by_side::WORTH => 2,
        Content::Stdin => 2,
        Content::File { .. } | Content::None { .. } => 1,
    }
}

/// The threads that were asked for, or one for each core, but no more than `most`.
pub(super) fn threads_for(threads: Option<usize>, most: usize) -> Result<ThreadPool, Problem> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or_else(cores).min(most))
        .stack_size(stack::LARGE)
        .start_handler(|_| stack::declare_large())
        .build()
        .map_err(|error| Problem::Threads { reason: error.to_string() })
}

/// What other files say of one.
struct Besides<'a> {
    maps: Maps<'a>,
    twins: Twins<'a>,
}

fn lint_entry(entry: &Entry, linter: &Linter, besides: &Besides<'_>) -> Outcome {
    let most = linter.options().max_file_size;
    let read = match &entry.content {
        Content::File { path, bytes } if *bytes <= most => read_file(path, most),
        Content::File { bytes, .. } => Ok(Input::TooLong(*bytes)),
        Content::Stdin => read_all(io::stdin().lock(), 0, most),
        Content::None { notice } => return (skipped(&entry.name, 0, notice.clone()), None),
    };
    match read {
        Ok(Input::Bytes(bytes)) => match besides.twins.report(entry, &bytes) {
            Some(report) => (report, None),
            None => lint_bytes(entry, &bytes, linter, &besides.maps),
        },
        Ok(Input::TooLong(bytes)) => (linter.skip(&entry.name, bytes), None),
        Err(error) => {
            let notice = format!("not read: {}", sentence(&error));
            let path = match &entry.content {
                Content::File { path, .. } => path.clone(),
                _ => "-".into(),
            };
            (skipped(&entry.name, 0, notice), Some(Problem::Path { path, reason: error }))
        }
    }
}

fn lint_bytes(entry: &Entry, bytes: &[u8], linter: &Linter, maps: &Maps<'_>) -> Outcome {
    let most = linter.options().max_file_size;
    let map = |name: &str| match read_file(&maps.path(entry, name)?, most).ok()? {
        Input::Bytes(map) => Some(map),
        Input::TooLong(_) => None,
    };
    lint_guarded(&entry.name, bytes, linter, &map)
}

/// A mistake of the linter's must hide neither the other files nor what stands in this one.
pub(super) fn lint_guarded(
    name: &str,
    bytes: &[u8],
    linter: &Linter,
    map: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Outcome {
    let attempt = |lint: &dyn Fn() -> FileReport| catch_unwind(AssertUnwindSafe(lint));
    if let Ok(report) = attempt(&|| linter.lint_with_maps(name, bytes, map)) {
        return (report, None);
    }
    let problem = Some(Problem::Bug { path: name.to_owned() });
    let report = attempt(&|| linter.lint_verbatim(name, bytes)).unwrap_or_else(|_| {
        skipped(name, bytes.len() as u64, "not linted: leaklint failed on it".to_owned())
    });
    (report, problem)
}

enum Input {
    Bytes(Vec<u8>),
    /// At least so many bytes.
    TooLong(u64),
}

fn read_file(path: &Path, most: u64) -> io::Result<Input> {
    let file = fs::File::open(path)?;
    let length = file.metadata()?.len();
    read_all(file, length, most)
}

/// Reads up to `most` bytes. A file may have grown since its length was asked for.
fn read_all(input: impl Read, length: u64, most: u64) -> io::Result<Input> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length.min(most) as usize + 1)?;
    input.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    Ok(if length > most { Input::TooLong(length) } else { Input::Bytes(bytes) })
}

fn skipped(name: &str, bytes: u64, notice: String) -> FileReport {
    let file = File {
        path: name.to_owned(),
        kind: FileKind::Binary,
        bytes,
        analysis: Analysis::Skipped,
        notices: vec![notice],
    };
    FileReport { file, findings: Vec::new(), suppressed: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    #[test]
    fn a_mistake_of_the_linter_s_hides_no_key() {
        let key = ["sk", "live", "T7bQ2mXw9LzKcR4vNpYh6SdGaE1uJ8"].join("_");
        let source = format!("a={{b:'{key}'}}\n//# sourceMappingURL=a.js.map");
        let linter = Linter::new(Options { reveal: true, ..Options::default() });
        let fails = |_: &str| -> Option<Vec<u8>> { panic!("as a mistake would") };
        let (report, problem) = lint_guarded("a.js", source.as_bytes(), &linter, &fails);
        assert!(matches!(problem, Some(Problem::Bug { .. })));
        assert_eq!(report.findings[0].value.as_ref(), Some(&key));
        assert_eq!(report.file.notices.len(), 1);
    }
}
