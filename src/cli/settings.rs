//! What the options and the files of a project come to.

use std::{path::PathBuf, time::SystemTime};

use super::{
    args::{FailOn, Format, Least, Lint},
    baseline::{self, Baseline},
    chosen::Chosen,
    config::Config,
    environment,
    error::Problem,
};
use crate::{Options, Severity, finding::day};

/// How to lint, and what to tell of it.
pub(super) struct Settings {
    pub(super) format: Format,
    pub(super) fail_on: FailOn,
    pub(super) min_severity: Severity,
    pub(super) threads: Option<usize>,
    pub(super) linter: Options,
    /// The files of settings, variables and findings that were read.
    pub(super) read: Vec<PathBuf>,
}

impl Settings {
    pub(super) fn new(arguments: &Lint, chosen: &Chosen) -> Result<Self, Problem> {
        let input = &chosen.input;
        let config = Config::find(input)?;
        let mut read = config.files.clone();
        read.extend_from_slice(&config.env_files);
        let format = arguments.format.or(config.format).unwrap_or(Format::Human);
        let fail_on = arguments.fail_on.or(config.fail_on).unwrap_or(FailOn::Error);
        let least = arguments.min_severity.or(config.min_severity);
        let min_severity = least.unwrap_or(match (format, fail_on) {
            // What makes the exit status 1 must be seen.
            (Format::Human, FailOn::Error | FailOn::Warning | FailOn::Never) => Least::Warning,
            _ => Least::Note,
        });
        let known = match baseline::find(input.baseline.as_deref(), &input.paths) {
            Some(path) => {
                let known = Baseline::read(&path)?;
                read.push(path);
                known
            }
            None => Baseline::default(),
        };
        let threads = input.threads.or(config.threads);
        let linter = Options {
            // People are told how much they do not see, so it is found all the same.
            min_severity: match format {
                Format::Human => Severity::Note,
                _ => min_severity.into(),
            },
            reveal: arguments.reveal,
            baseline: known.known.into_keys().collect(),
            ..options(chosen, config)?
        };
        Ok(Self { format, fail_on, min_severity: min_severity.into(), threads, linter, read })
    }
}

/// The linter's options, as far as they do not depend on what is told.
pub(super) fn options(chosen: &Chosen, config: Config) -> Result<Options, Problem> {
    let input = &chosen.input;
    let default = Options::default();
    let variables = environment::variables(chosen, &config)?;
    let max_file_size = input.max_file_size.or(config.max_file_size);
    Ok(Options {
        persona: input.persona.or(config.persona).map_or(default.persona, Into::into),
        now: now(),
        allow: config.allow,
        rules: config.rules,
        max_file_size: max_file_size.unwrap_or(default.max_file_size).min(u64::from(u32::MAX)),
        source_maps: !input.no_source_maps && config.source_maps.unwrap_or(true),
        variables,
        ..default
    })
}

/// The day, as files note it.
pub(super) fn today() -> Result<String, Problem> {
    now().map(day::text).ok_or(Problem::Clock)
}

/// Seconds since 1970; nothing when the machine's clock is before that.
pub(super) fn now() -> Option<i64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}
