//! `leaklint PATH...`: from what was typed to the exit status.

use std::{
    collections::HashMap,
    fs,
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
    chosen::Chosen,
    config::Config,
    environment,
    error::Problem,
    output::{Output, is_report},
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
    #[cfg(feature = "fetch")]
    let saved = arguments.fetch.saved.as_deref();
    #[cfg(not(feature = "fetch"))]
    let saved = None;
    let chosen = Chosen::new(&arguments.input, saved)?;
    let input = &chosen.input;
    let settings = Settings::new(arguments, &chosen)?;
    #[cfg(feature = "fetch")]
    if let Some(site) = Deployed::named(&input.paths, &arguments.fetch, &settings)? {
        return deployed(&site, arguments, &settings, started);
    }
    let Walk { mut entries, mut problems } = chosen.walk();
    if let Some(path) = &arguments.output {
        leave_out_report(&mut entries, path);
    }
    let mut output = open(arguments, &entries, &settings)?;

    let linter = linter(&settings, input.quiet);
    let lint = |finished: &(dyn Fn(&FileReport) + Sync)| {
        pool::lint(&entries, &linter, settings.threads, input.quiet, finished)
    };
    let report = if settings.format == Format::Ndjson {
        let (files, more) = stream(&mut output, lint)?;
        problems.extend(more);
        let report = timed(Report::new(files), started);
        output.write(|out| ndjson::write_summary(&report.summary, out))?;
        report
    } else {
        let (files, more) = lint(&|_| ())?;
        problems.extend(more);
        if settings.format == Format::Human && !input.quiet {
            stale::tell(&settings.linter, &files);
        }
        let report = timed(Report::new(files), started);
        let is_nothing = entries.is_empty() && !problems.is_empty();
        if !(settings.format == Format::Human && is_nothing) {
            write(&report, &settings, input.quiet, &entries, &mut output)?;
        }
        report
    };
    output.finish()?;
    tell(&problems);
    Ok(status(&report, &problems, &settings))
}

/// Takes the report of an earlier run, which is written anew, out of what is linted.
fn leave_out_report(entries: &mut [Entry], output: &Path) {
    let Ok(real) = fs::canonicalize(output) else { return };
    for entry in entries {
        let Content::File { path, .. } = &entry.content else { continue };
        let is_it = path.file_name() == real.file_name()
            && fs::canonicalize(path).is_ok_and(|path| path == real);
        if is_it && is_report(&real) {
            let notice = "not read: it is an earlier report, which is written anew".to_owned();
            entry.content = Content::None { notice };
        }
    }
}

/// Standard output or the file for the report, which is none of those that are read.
fn open(arguments: &Lint, entries: &[Entry], settings: &Settings) -> Result<Output, Problem> {
    let input = &arguments.input;
    let linted = entries.iter().filter_map(|entry| match &entry.content {
        Content::File { path, .. } => Some(&**path),
        _ => None,
    });
    let named = input.env_file.iter().chain(&input.config).chain(&input.baseline);
    let inputs = named.chain(&settings.read).map(|path| &**path).chain(linted);
    Output::open(arguments.output.as_deref(), input.color, inputs)
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
    let mut output = open(arguments, &[], settings)?;
    let linter = linter(settings, quiet);
    let of = |(files, problems, site)| {
        let report = Report { site: Some(site), ..Report::new(files) };
        (timed(report, started), problems)
    };
    let lint =
        |finished: &(dyn Fn(&FileReport) + Sync)| site.lint(&linter, settings.threads, finished);
    let (report, problems) = if settings.format == Format::Ndjson {
        let (report, problems) = of(stream(&mut output, lint)?);
        output.write(|out| ndjson::write_summary(&report.summary, out))?;
        (report, problems)
    } else {
        let (report, problems) = of(lint(&|_| ())?);
        write(&report, settings, quiet, &[], &mut output)?;
        (report, problems)
    };
    output.finish()?;
    tell(&problems);
    Ok(status(&report, &problems, settings))
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
pub(super) fn status(report: &Report, problems: &[Problem], settings: &Settings) -> u8 {
    match settings.fail_on.severity().map(|severity| severity.max(settings.min_severity)) {
        _ if !problems.is_empty() => FAILED,
        Some(least) if report.has(least) => FOUND,
        _ => NOTHING,
    }
}

/// `leaklint baseline PATH...`: accepts what is there.
pub(super) fn accept(arguments: &Accept) -> Result<u8, Problem> {
    let chosen = Chosen::new(&arguments.input, None)?;
    let input = &chosen.input;
    let config = Config::find(input)?;
    let threads = input.threads.or(config.threads);
    let linter = Linter::new(settings::options(&chosen, config)?);
    let path = baseline::find(input.baseline.as_deref(), &input.paths);
    let path = path.unwrap_or_else(|| baseline::place(&input.paths));
    // What is wrong with it is said before anything is linted.
    let before = Baseline::read_or_new(&path)?;

    let Walk { entries, mut problems } = chosen.walk();
    let (files, more) = pool::lint(&entries, &linter, threads, input.quiet, &|_| ())?;
    problems.extend(more);
    let report = Report::new(files);
    let gone = (arguments.update && problems.is_empty()).then_some(&before);
    let (before, now) = Baseline::update(&path, &report, &settings::today()?, gone)?;
    if !input.quiet {
        let now = words::count(now as u64, "finding");
        let _ = writeln!(anstream::stderr(), "{} has {now}; it had {before}", path.display());
    }
    tell(&problems);
    Ok(if problems.is_empty() { NOTHING } else { FAILED })
}

/// Lints and writes each file's line as it is finished.
fn stream<R>(
    output: &mut Output,
    lint: impl FnOnce(&(dyn Fn(&FileReport) + Sync)) -> Result<R, Problem>,
) -> Result<R, Problem> {
    let shared = Mutex::new((output, None));
    let result = lint(&|report| {
        let Ok(mut shared) = shared.lock() else { return };
        if shared.1.is_none() {
            shared.1 = shared.0.write(|out| ndjson::write_file(report, out)).err();
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
) -> Result<(), Problem> {
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
