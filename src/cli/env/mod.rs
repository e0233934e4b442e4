//! `leaklint env FILE...`: what is wrong with environment files themselves.
//!
//! In: `.env` files. Out: a report like that of a build, about their variables: names, how values
//! are written, and what a build would make of them. No value is told.

mod look;
mod message;
mod value;

use std::{path::PathBuf, time::Instant};

use clap::Args;

use super::{
    args::{Color, FailOn, Format, Least},
    checklist::env_files,
    config::Config,
    error::Problem,
    lint,
    output::Output,
    settings::{self, Settings},
};
use crate::{
    FileReport, Linter, Options, Report, Severity,
    finding::allow,
    report::{Analysis, File, FileKind},
    source::Source,
    suppression,
};

/// `leaklint env FILE...`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Env {
    /// The files: `.env`, `.env.production`, `.env.example`
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to write the report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    format: Format,
    /// Write the report to FILE in place of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// The least severity that is reported
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Least::Note)]
    min_severity: Least,
    /// Read settings from FILE [default: the first leaklint.toml beside the first FILE or above]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print findings only: no totals
    #[arg(long, short)]
    quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

/// A file that was read.
struct Read {
    /// As it was typed, with `/`.
    name: String,
    bytes: Vec<u8>,
}

/// Lints the files and gives the exit status.
pub(super) fn run(arguments: &Env, started: Instant) -> Result<u8, Problem> {
    let config = Config::beside(&arguments.files, arguments.config.as_deref())?;
    let linter = Linter::new(Options {
        now: settings::now(),
        allow: config.allow,
        rules: config.rules,
        min_severity: Severity::Note,
        ..Options::default()
    });
    let settings = Settings {
        format: arguments.format,
        fail_on: arguments.fail_on,
        min_severity: arguments.min_severity.into(),
        threads: None,
        read: Vec::new(),
        linter: linter.options().clone(),
    };
    let inputs = arguments.files.iter().chain(&arguments.config).map(|path| &**path);
    let mut output = Output::open(arguments.output.as_deref(), arguments.color, inputs)?;
    let (files, problems) = read(&arguments.files);
    let reports = look::look(&files, &linter).into_iter().zip(&files);
    let reports: Vec<FileReport> =
        reports.map(|(found, file)| report(file, found, &settings)).collect();
    let report = lint::timed(Report::new(reports), started);
    lint::write(&report, &settings, arguments.quiet, &[], &mut output)?;
    output.finish()?;
    lint::tell(&problems);
    Ok(lint::status(&report, &problems, &settings))
}

/// The files that can be read, and why others cannot.
fn read(paths: &[PathBuf]) -> (Vec<Read>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        match env_files::read(path) {
            Ok(bytes) => {
                let name = path.to_string_lossy().replace('\\', "/");
                files.push(Read { name, bytes });
            }
            Err(reason) => problems.push(Problem::Entry { path: path.clone(), reason }),
        }
    }
    (files, problems)
}

/// What was found in a file, without what is accepted and what is not asked for.
fn report(file: &Read, found: look::Found, settings: &Settings) -> FileReport {
    let options = &settings.linter;
    let source = Source::new(&file.name, &file.bytes);
    let mut findings = look::findings(&source, found, options);
    let comments = suppression::apply(&source, &mut findings, options);
    findings.extend(crate::judge::disclosed(&source, comments.disclosures, options));
    let mut suppressed =
        allow::suppress(&mut findings, &options.allow, &options.baseline, options.now);
    suppressed.extend(comments.suppressed);
    if settings.format != Format::Human {
        findings.retain(|finding| finding.severity >= settings.min_severity);
    }
    let file = File {
        path: file.name.clone(),
        kind: FileKind::Env,
        bytes: file.bytes.len() as u64,
        analysis: Analysis::Text,
        notices: comments.notices,
        code: false,
    };
    FileReport { file, findings, suppressed }
}
