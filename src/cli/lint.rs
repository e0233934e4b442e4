//! `leaklint PATH...`: from what was typed to the exit status.

use std::{
    collections::HashMap,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Mutex,
    time::Instant,
};

#[cfg(feature = "fetch")]
use super::site::Deployed;
use super::{
    FAILED, FOUND, NOTHING,
    args::{Baseline as Accept, Format, Lint},
    baseline::{self, Baseline},
    config::Config,
    environment,
    error::Problem,
    output::{Output, Reader},
    pool,
    settings::{self, Settings},
    stale,
    walk::{Content, Entry, Walk},
};
use crate::{
    FileReport, Linter, Persona, Report,
    report::{github, html, human, json, ndjson, sarif, uri::percent_encoded, words},
};

/// Of the problems with single files, so many are told; the report has them all.
const TOLD: usize = 10;

/// Lints what was named and gives the exit status.
pub(super) fn run(arguments: &Lint, started: Instant) -> Result<u8, Problem> {
    let input = &arguments.input;
    if input.paths.is_empty() {
        return Err(Problem::NoPath);
    }
    let settings = Settings::new(arguments)?;
    #[cfg(feature = "fetch")]
    if let Some(site) = Deployed::named(&input.paths, &arguments.fetch, &settings)? {
        return deployed(&site, arguments, &settings, started);
    }
    let Walk { entries, mut problems } = Walk::of(input);
    let mut output = Output::open(arguments.output.as_deref(), input.color)?;

    let linter = linter(&settings, input.quiet);
    let lint = |finished: &(dyn Fn(&FileReport) -> bool + Sync)| {
        pool::lint(&entries, &linter, settings.threads, input.quiet, finished)
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
        if settings.format == Format::Human && !input.quiet {
            stale::tell(&settings.linter, &files);
        }
        let report = timed(Report::new(files), started);
        let is_nothing = entries.is_empty() && !problems.is_empty();
        let reader = match settings.format {
            Format::Human if is_nothing => Reader::There,
            _ => write(&report, &settings, input.quiet, &entries, &mut output)?,
        };
        (report, reader)
    };
    tell(&problems);
    Ok(status(&report, &problems, &settings, reader))
}

/// `leaklint https://…`: lints a deployed site.
#[cfg(feature = "fetch")]
fn deployed(
    site: &Deployed,
    arguments: &Lint,
    settings: &Settings,
    started: Instant,
) -> Result<u8, Problem> {
    let quiet = arguments.input.quiet;
    let mut output = Output::open(arguments.output.as_deref(), arguments.input.color)?;
    let linter = linter(settings, quiet);
    let of = |(files, problems, site)| {
        let report = Report { site: Some(site), ..Report::new(files) };
        (timed(report, started), problems)
    };
    let lint = |finished: &(dyn Fn(&FileReport) -> bool + Sync)| {
        site.lint(&linter, settings.threads, finished)
    };
    let (report, problems, reader) = if settings.format == Format::Ndjson {
        let (report, problems) = of(stream(&mut output, lint)?);
        let reader = output.write(|out| ndjson::write_summary(&report.summary, out))?;
        (report, problems, reader)
    } else {
        let (report, problems) = of(lint(&|_| true)?);
        let reader = write(&report, settings, quiet, &[], &mut output)?;
        (report, problems, reader)
    };
    tell(&problems);
    Ok(status(&report, &problems, settings, reader))
}

/// The linter; an auditor is told which values it does not look for.
fn linter(settings: &Settings, quiet: bool) -> Linter {
    let linter = Linter::new(settings.linter.clone());
    if settings.linter.persona == Persona::Auditor && !quiet {
        environment::tell(linter.left_out());
    }
    linter
}

/// Whether all was read, and whether something is as severe as was asked for.
pub(super) fn status(
    report: &Report,
    problems: &[Problem],
    settings: &Settings,
    reader: Reader,
) -> u8 {
    match settings.fail_on.severity().map(|severity| severity.max(settings.min_severity)) {
        _ if !problems.is_empty() => FAILED,
        Some(least) if report.has(least) && reader == Reader::There => FOUND,
        _ => NOTHING,
    }
}

/// `leaklint baseline PATH...`: accepts what is there.
pub(super) fn accept(arguments: &Accept) -> Result<u8, Problem> {
    let input = &arguments.input;
    if input.paths.is_empty() {
        return Err(Problem::NoPath);
    }
    let config = Config::find(input)?;
    let threads = input.threads.or(config.threads);
    let linter = Linter::new(settings::options(input, config)?);
    let path = baseline::find(input.baseline.as_deref(), &input.paths);
    let path = path.unwrap_or_else(|| baseline::place(&input.paths));
    let mut known = if path.exists() { Baseline::read(&path)? } else { Baseline::default() };
    let before = known.known.len();

    let Walk { entries, mut problems } = Walk::of(input);
    let (files, more) = pool::lint(&entries, &linter, threads, input.quiet, &|_| true)?;
    problems.extend(more);
    let report = Report::new(files);
    known.take(&report, &settings::today()?, arguments.update && problems.is_empty());
    known.write(&path)?;
    if !input.quiet {
        let now = words::count(known.known.len() as u64, "finding");
        let _ = writeln!(anstream::stderr(), "{} has {now}; it had {before}", path.display());
    }
    tell(&problems);
    Ok(if problems.is_empty() { NOTHING } else { FAILED })
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

pub(super) fn timed(mut report: Report, started: Instant) -> Report {
    report.summary.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    report
}

/// Writes the report in the form that was asked for.
pub(super) fn write(
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
        Format::Html => html::write(report, out),
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

/// Tells the first of what went wrong.
pub(super) fn tell(problems: &[Problem]) {
    problems.iter().take(TOLD).for_each(Problem::tell);
    if let Some(left) = problems.len().checked_sub(TOLD).filter(|&left| left > 0) {
        Problem::More { left }.tell();
    }
}
