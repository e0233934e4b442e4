//! Reads and lints many files, on as many threads as wanted.
//!
//! A file's bytes and tree are gone before its thread takes the next one, so memory follows the
//! largest files and not the folder.

use std::{
    cell::RefCell,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
};

use rayon::{
    ThreadPool, ThreadPoolBuilder,
    iter::{ParallelBridge, ParallelIterator},
};

use super::{
    error::{Problem, sentence},
    files::{Unread, read_all, read_bounded},
    maps::Maps,
    progress, room,
    twin::Twins,
    walk::{Content, Entry},
};
use crate::{
    FileReport, Linter,
    finding::message::unused_map,
    javascript::stack,
    report::{Analysis, File, FileKind},
    side_by_side,
};

/// A file's report, and what went wrong with it.
pub(super) type Outcome = (FileReport, Option<Problem>);

/// Lints `entries` in their order. `finished` is called with each report as it is there, from
/// several threads.
pub(super) fn lint(
    entries: &[Entry],
    linter: &Linter,
    threads: Option<usize>,
    quiet: bool,
    finished: &(dyn Fn(&FileReport) + Sync),
) -> Result<(Vec<FileReport>, Vec<Problem>), Problem> {
    let pool = threads_for(threads, entries.iter().map(busy).sum::<usize>().max(1))?;
    let besides = Besides { maps: Maps::new(entries), twins: Twins::new(entries) };
    let outcomes: Vec<Outcome> = progress::with_bar(entries.len(), quiet, |bar| {
        let one = |entry: &Entry| {
            let outcome = lint_entry(entry, linter, &besides);
            finished(&outcome.0);
            bar.inc(1);
            outcome
        };
        // A bridge hands them out one by one in their order; slices would be cut into halves.
        pool.install(|| entries.iter().par_bridge().map(one).collect())
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
    let mut threads = threads.unwrap_or_else(cores).min(most);
    room::look();
    loop {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .stack_size(stack::LARGE)
            .start_handler(|_| stack::declare_large())
            .build();
        match pool {
            Ok(pool) => return Ok(pool),
            // There may be room for fewer stacks.
            Err(_) if threads > 1 => threads /= 2,
            Err(error) => return Err(Problem::Threads { reason: error.to_string() }),
        }
    }
}

/// What other files say of one.
struct Besides<'a> {
    maps: Maps<'a>,
    twins: Twins<'a>,
}

fn lint_entry(entry: &Entry, linter: &Linter, besides: &Besides<'_>) -> Outcome {
    let most = linter.options().max_file_size;
    let read = match &entry.content {
        Content::File { path, bytes } if *bytes <= most => read_bounded(path, most),
        Content::File { bytes, .. } => Err(Unread::TooLong(*bytes)),
        Content::Stdin => read_all(io::stdin().lock(), 0, most),
        Content::None { notice } => return (skipped(&entry.name, 0, notice.clone()), None),
    };
    match read {
        Ok(bytes) => match besides.twins.report(entry, &bytes) {
            Some(report) => (report, None),
            None => lint_bytes(entry, &bytes, linter, &besides.maps),
        },
        Err(Unread::TooLong(bytes)) => (linter.skip(&entry.name, bytes), None),
        Err(Unread::Io(error)) => {
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
    let notices = RefCell::new(Vec::new());
    let map = |name: &str| match maps.read(entry, name, most)? {
        Ok(map) => Some(map),
        Err(reason) => {
            notices.borrow_mut().push(unused_map(&format!("`{name}`"), &reason));
            None
        }
    };
    let mut outcome = lint_guarded(&entry.name, bytes, linter, &map);
    outcome.0.file.notices.extend(notices.into_inner());
    outcome
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

fn skipped(name: &str, bytes: u64, notice: String) -> FileReport {
    let file = File {
        path: name.to_owned(),
        kind: FileKind::Binary,
        bytes,
        analysis: Analysis::Skipped,
        notices: vec![notice],
        code: false,
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
