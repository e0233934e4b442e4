//! Linting: files in, report out.

use std::{
    fs::{self, File},
    io::{self, BufWriter, IsTerminal, Read, Write},
    num::NonZeroUsize,
    path::Path,
    process::ExitCode,
    sync::Mutex,
    time::Instant,
};

use rayon::prelude::*;

use super::{
    args::{Color, FailOn, Format, Lint},
    config::Config,
    error::Problem,
    progress::Progress,
    walk::{self, Input},
};
use crate::{
    Linter,
    config::Options,
    finding::Severity,
    javascript::stack,
    report::{FileReport, Report, github, human, json, sarif},
};

/// Lints what was named and writes the report.
pub(super) fn lint(arguments: &Lint) -> Result<ExitCode, Problem> {
    let started = Instant::now();
    if arguments.paths.is_empty() {
        return Err(Problem::NoPath);
    }
    let config = Config::read(arguments)?;
    let format = arguments.format.or(config.format).unwrap_or(Format::Human);
    let fail_on = arguments.fail_on.or(config.fail_on).unwrap_or(FailOn::Error);
    let min_severity = arguments.min_severity.or(config.min_severity).map(Severity::from);

    let inputs = walk::inputs(&arguments.paths, &arguments.stdin_name, arguments.no_ignore);
    let linter = Linter::new(options(arguments, &config, format, min_severity));
    let mut out = Output::open(arguments.output.as_deref())?;
    let lines = (format == Format::Ndjson).then(|| Mutex::new(&mut out));
    let (files, problems) = read_all(&linter, &inputs.files, arguments, &config, lines.as_ref())?;

    let mut report = Report::new(files);
    report.summary.elapsed_ms = started.elapsed().as_millis() as u64;
    let written = match format {
        Format::Human => human::write(&report, style(arguments, min_severity), &mut out),
        Format::Json => json::write(&report, &mut out),
        Format::Ndjson => json::write_summary(&report.summary, &mut out),
        Format::Sarif => sarif::write(&report, &mut out),
        Format::Github => github::write(&report, &mut out),
    };
    let written = written.and_then(|()| out.flush()).map_err(Problem::Output);

    let problems: Vec<Problem> = inputs.problems.into_iter().chain(problems).collect();
    problems.iter().for_each(Problem::print);
    if problems.is_empty() {
        written?;
        let fails = fail_on.severity().is_some_and(|severity| report.has(severity));
        return Ok(ExitCode::from(u8::from(fails)));
    }
    Ok(ExitCode::from(2))
}

fn options(
    arguments: &Lint,
    config: &Config,
    format: Format,
    min_severity: Option<Severity>,
) -> Options {
    let defaults = Options::default();
    let max_file_size = arguments.max_file_size.or(config.max_file_size().ok().flatten());
    Options {
        persona: arguments.persona.or(config.persona).map_or(defaults.persona, Into::into),
        // The summary for people counts what it does not show.
        min_severity: match format {
            Format::Human => Severity::Note,
            _ => min_severity.unwrap_or(Severity::Note),
        },
        reveal: arguments.reveal,
        max_file_size: max_file_size.unwrap_or(defaults.max_file_size),
    }
}

/// Lints every file, the largest first, on all threads. Gives the reports, and what could not be
/// read.
fn read_all(
    linter: &Linter,
    inputs: &[Input],
    arguments: &Lint,
    config: &Config,
    lines: Option<&Mutex<&mut Output>>,
) -> Result<(Vec<FileReport>, Vec<Problem>), Problem> {
    let progress = Progress::new(inputs.iter().map(|input| input.size).sum(), arguments.quiet);
    let mut order: Vec<&Input> = inputs.iter().collect();
    order.sort_by_key(|input| std::cmp::Reverse(input.size));
    let one = |input: &&Input| -> Result<FileReport, Problem> {
        let report = read(linter, input)?;
        progress.advance(input.size, &input.name);
        if let Some(lines) = lines {
            let mut out = lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            json::write_line(&report, &mut **out).map_err(Problem::Output)?;
        }
        Ok(report)
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads(arguments, config).min(order.len()).max(1))
        .stack_size(stack::LARGE)
        .start_handler(|_| stack::declare_large())
        .build()
        .map_err(|error| Problem::Threads(error.to_string()))?;
    let results: Vec<_> = pool.install(|| order.par_iter().with_max_len(1).map(one).collect());
    progress.finish();
    let mut files = Vec::with_capacity(results.len());
    let mut problems = Vec::new();
    for result in results {
        match result {
            Ok(report) => files.push(report),
            Err(Problem::Output(reason)) => return Err(Problem::Output(reason)),
            Err(problem) => problems.push(problem),
        }
    }
    Ok((files, problems))
}

fn threads(arguments: &Lint, config: &Config) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let configured = config.threads.map(|threads| usize::from(threads.get()));
    arguments.threads.map(usize::from).or(configured).unwrap_or_else(cores)
}

fn read(linter: &Linter, input: &Input) -> Result<FileReport, Problem> {
    let Some(path) = &input.path else {
        let mut bytes = Vec::new();
        let path = Path::new("standard input").to_owned();
        io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|reason| Problem::Unreadable { path, reason })?;
        return Ok(linter.lint(&input.name, &bytes));
    };
    if input.size > linter.options().max_file_size {
        return Ok(linter.skip(&input.name, input.size));
    }
    let bytes =
        fs::read(path).map_err(|reason| Problem::Unreadable { path: path.clone(), reason })?;
    Ok(linter.lint(&input.name, &bytes))
}

/// Where the report goes.
enum Output {
    Standard(BufWriter<io::Stdout>),
    File(BufWriter<File>),
}

impl Output {
    fn open(path: Option<&Path>) -> Result<Self, Problem> {
        let Some(path) = path else { return Ok(Self::Standard(BufWriter::new(io::stdout()))) };
        let file = File::create(path)
            .map_err(|reason| Problem::Unwritable { path: path.to_owned(), reason })?;
        Ok(Self::File(BufWriter::new(file)))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(out) => out.flush(),
        }
    }
}

fn style(arguments: &Lint, min_severity: Option<Severity>) -> human::Style {
    let is_terminal = arguments.output.is_none() && io::stdout().is_terminal();
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    let color = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto => is_terminal || set("CLICOLOR_FORCE") || set("FORCE_COLOR"),
    };
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    human::Style {
        color,
        links: color && is_terminal && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        width: columns.unwrap_or(80).clamp(40, 120),
        min_severity: min_severity.unwrap_or(Severity::Warning),
        quiet: arguments.quiet,
    }
}
