//! A file and those that it extends.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{
    Config, Key,
    file::{Extends, File, Mistake},
};
use crate::{
    cli::{
        error::{Problem, sentence, without_values},
        files::{LONGEST, read_bounded},
    },
    rules::{UserRule, UserRules},
};

/// More files are read only when they extend each other in ways that multiply.
const MOST: usize = 100;

pub(super) fn read(path: &Path) -> Result<Config, Problem> {
    let mut reader = Reader::default();
    reader.read(path, None)
}

#[derive(Default)]
struct Reader {
    /// The files that are being read, each extended by the one before.
    open: Vec<PathBuf>,
    read: usize,
}

impl Reader {
    /// Reads a file; `by` is where it is extended.
    fn read(&mut self, path: &Path, by: Option<&Problem>) -> Result<Config, Problem> {
        let wrong = |reason: String| match by {
            Some(Problem::Config { path: from, reason: place }) => Problem::Config {
                path: from.clone(),
                reason: format!("{place}it extends {}, and {reason}", path.display()),
            },
            _ => Problem::Config { path: path.to_owned(), reason: format!(": {reason}") },
        };
        let bytes = read_bounded(path, LONGEST)
            .map_err(|unread| wrong(format!("it cannot be read: {}", sentence(&unread.into()))))?;
        let text = String::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8".to_owned()))?;
        let known = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if let Some(start) = self.open.iter().position(|open| *open == known) {
            let round = self.open[start..].iter().chain([&known]).map(|file| {
                file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
            });
            let round = round.collect::<Vec<_>>().join(" \u{2192} ");
            return Err(wrong(format!("that leads back to itself: {round}")));
        }
        self.read += 1;
        if self.read > MOST {
            return Err(wrong(format!("more than {MOST} files are extended")));
        }
        let mistake = |mistake: &Mistake| problem(path, &text, mistake);
        let mut file = File::read(&text).map_err(|error| mistake(&error))?;
        let extends = file.extends.take();
        let mut config = file.config().map_err(|error| mistake(&error))?;
        config.files.push(path.to_owned());
        let folder = path.parent().unwrap_or(Path::new(""));
        for env in &mut config.env_files {
            *env = folder.join(&*env);
        }
        let Some(extends) = extends else { return Ok(config) };
        let place =
            problem(path, &text, &Mistake { offset: extends.span().start, reason: String::new() });
        let names = match extends.into_inner() {
            Extends::One(name) => vec![name],
            Extends::Several(names) => names,
        };
        self.open.push(known);
        for name in names.iter().rev() {
            let base = self.read(&folder.join(name), Some(&place))?;
            config =
                over(config, base).map_err(|reason| mistake(&Mistake { offset: 0, reason }))?;
        }
        self.open.pop();
        Ok(config)
    }
}

fn problem(path: &Path, text: &str, mistake: &Mistake) -> Problem {
    let start = mistake.offset.min(text.len());
    let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count();
    let reason = format!(":{line}: {}", without_values(&mistake.reason));
    Problem::Config { path: path.to_owned(), reason }
}

/// `config` where it says something, and `base` where it does not.
fn over(config: Config, base: Config) -> Result<Config, String> {
    let mut rules: Vec<UserRule> = config.rules.into();
    let more: Vec<UserRule> = base.rules.into();
    for rule in more {
        if !rules.iter().any(|known| known.id() == rule.id()) {
            rules.push(rule);
        }
    }
    Ok(Config {
        files: [config.files, base.files].concat(),
        format: config.format.or(base.format),
        fail_on: config.fail_on.or(base.fail_on),
        min_severity: config.min_severity.or(base.min_severity),
        persona: config.persona.or(base.persona),
        max_file_size: config.max_file_size.or(base.max_file_size),
        threads: config.threads.or(base.threads),
        source_maps: config.source_maps.or(base.source_maps),
        env_files: [base.env_files, config.env_files].concat(),
        has_env_files: config.has_env_files || base.has_env_files,
        rotate_days: config.rotate_days.or(base.rotate_days),
        allow: [config.allow, base.allow].concat(),
        rules: UserRules::try_from(rules)?,
        keys: keys(config.keys, base.keys),
    })
}

fn keys(mut keys: BTreeMap<String, Key>, base: BTreeMap<String, Key>) -> BTreeMap<String, Key> {
    for (name, said) in base {
        let key = keys.entry(name).or_default();
        *key = Key {
            scopes: key.scopes.take().or(said.scopes),
            owner: key.owner.take().or(said.owner),
            environments: key.environments.take().or(said.environments),
            rotate_days: key.rotate_days.or(said.rotate_days),
            monitored: key.monitored.take().or(said.monitored),
        };
    }
    keys
}
