//! `leaklint PATH...`: from what was typed to the exit status.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Mutex,
    time::{Instant, SystemTime},
};

use super::{
    FAILED, FOUND, NOTHING,
    args::{FailOn, Format, Least, Lint},
    config::Config,
    error::Problem,
    output::{Output, Reader},
    pool,
    walk::{Content, Entry, Walk},
};
use crate::{
    FileReport, Linter, Options, Report, Severity,
    report::{github, human, json, ndjson, sarif, uri::percent_encoded},
};

/// Of the problems with single files, so many are told; the report has them all.
const TOLD: usize = 10;

/// What the options and the file of settings come to.
struct Settings {
    format: Format,
    fail_on: FailOn,
    min_severity: Severity,
    threads: Option<usize>,
    linter: Options,
}

impl Settings {
    fn new(arguments: &Lint, config: &Config) -> Self {
        let format = arguments.format.or(config.format).unwrap_or(Format::Human);
        let fail_on = arguments.fail_on.or(config.fail_on).unwrap_or(FailOn::Error);
        let least = arguments.min_severity.or(config.min_severity);
        let min_severity = least.unwrap_or(match (format, fail_on) {
            // What makes the exit status 1 must be seen.
            (Format::Human, FailOn::Error | FailOn::Warning | FailOn::Never) => Least::Warning,
            _ => Least::Note,
        });
        let default = Options::default();
        let persona = arguments.persona.or(config.persona).map_or(default.persona, Into::into);
        let max_file_size = arguments.max_file_size.or(config.max_file_size);
        let linter = Options {
            persona,
            // People are told how much they do not see, so it is found all the same.
            min_severity: match format {
                Format::Human => Severity::Note,
                _ => min_severity.into(),
            },
            reveal: arguments.reveal,
            now: now(),
            max_file_size: max_file_size.unwrap_or(default.max_file_size).min(u64::from(u32::MAX)),
            rules: config.rules.clone(),
        };
        let threads = arguments.threads.or(config.threads);
        Self { format, fail_on, min_severity: min_severity.into(), threads, linter }
    }
}

/// Lints what was named and gives the exit status.
pub(super) fn run(arguments: &Lint, started: Instant) -> Result<u8, Problem> {
    if arguments.paths.is_empty() {
        return Err(Problem::NoPath);
    }
    let settings = Settings::new(arguments, &Config::find(arguments)?);
    let walk = Walk::new(&arguments.paths, &arguments.stdin_name, arguments.no_ignore);
    let mut problems = walk.problems;
    let entries = walk.entries;
    let mut output = Output::open(arguments.output.as_deref(), arguments.color)?;

    let linter = Linter::new(settings.linter.clone());
    let lint = |finished: &(dyn Fn(&FileReport) -> bool + Sync)| {
        pool::lint(&entries, &linter, settings.threads, arguments.quiet, finished)
    };
    let (report, reader) = if settings.format == Format::Ndjson {
        let (files, more) = stream(&mut output, lint)?;
        problems.extend(more);
        let report = timed(Report::new(files), started);
        let reader = output.write(|out| ndjson::write_summary(&report.summary, out))?;
        (report, reader)
    } else {
        let (files, more) = lint(&|_| true)?;
        problems.extend(more);
        let report = timed(Report::new(files), started);
        let is_nothing = entries.is_empty() && !problems.is_empty();
        let reader = match settings.format {
            Format::Human if is_nothing => Reader::There,
            _ => write(&report, &settings, arguments.quiet, &entries, &mut output)?,
        };
        (report, reader)
    };
    tell(&problems);
    Ok(match settings.fail_on.severity().map(|severity| severity.max(settings.min_severity)) {
        _ if !problems.is_empty() => FAILED,
        Some(least) if report.has(least) && reader == Reader::There => FOUND,
        _ => NOTHING,
    })
}

/// Lints and writes each file's line as it is finished.
fn stream<R>(
    output: &mut Output,
    lint: impl FnOnce(&(dyn Fn(&FileReport) -> bool + Sync)) -> Result<R, Problem>,
) -> Result<R, Problem> {
    let shared = Mutex::new((output, None));
    let result = lint(&|report| {
        let Ok(mut shared) = shared.lock() else { return false };
        match shared.0.write(|out| ndjson::write_file(report, out)) {
            Ok(reader) => reader == Reader::There,
            Err(problem) => {
                shared.1 = Some(problem);
                false
            }
        }
    })?;
    match shared.into_inner() {
        Ok((_, Some(problem))) => Err(problem),
        _ => Ok(result),
    }
}

fn timed(mut report: Report, started: Instant) -> Report {
    report.summary.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    report
}

fn write(
    report: &Report,
    settings: &Settings,
    quiet: bool,
    entries: &[Entry],
    output: &mut Output,
) -> Result<Reader, Problem> {
    let paths = if output.links { files(entries) } else { HashMap::new() };
    let link = |name: &str| paths.get(name).and_then(|path| url(path));
    let style = human::Style {
        width: output.width,
        color: output.color,
        links: output.links.then_some(&link),
        min_severity: settings.min_severity,
        quiet,
    };
    output.write(|out| match settings.format {
        Format::Human => human::write(report, &style, out),
        Format::Sarif => sarif::write(report, out),
        Format::Github => github::write(report, out),
        Format::Json | Format::Ndjson => json::write(report, out),
    })
}

/// Where each file of the report is.
fn files(entries: &[Entry]) -> HashMap<&str, &PathBuf> {
    let files = entries.iter().filter_map(|entry| match &entry.content {
        Content::File { path, .. } => Some((entry.name.as_str(), path)),
        _ => None,
    });
    files.collect()
}

fn url(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    let path = path.to_string_lossy().replace('\\', "/");
    Some(format!("file:///{}", percent_encoded(path.trim_start_matches('/'))))
}

fn tell(problems: &[Problem]) {
    problems.iter().take(TOLD).for_each(Problem::tell);
    if let Some(left) = problems.len().checked_sub(TOLD).filter(|&left| left > 0) {
        Problem::More { left }.tell();
    }
}

/// Seconds since 1970; nothing when the machine's clock is before that.
fn now() -> Option<i64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}
