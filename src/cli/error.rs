//! Every way in which the command cannot do its work, as it is told to people.

use std::{
    fmt,
    io::{self, Write},
    path::PathBuf,
};

use clap::builder::styling::{AnsiColor, Effects};

use crate::finding::redact::redact;

/// Why the command could not do its work.
#[derive(Debug)]
pub(super) enum Problem {
    /// Nothing was named.
    NoPath,
    /// A path that was named cannot be read.
    Path { path: PathBuf, reason: io::Error },
    /// Something below a folder that was named cannot be read.
    Entry { path: PathBuf, reason: String },
    /// The linter itself failed on a file.
    Bug { path: String },
    /// A configuration file that cannot be used; `reason` says where.
    Config { path: PathBuf, reason: String },
    /// A file of variables cannot be read.
    EnvFile { path: PathBuf, reason: io::Error },
    /// The report cannot be written.
    Output { path: Option<PathBuf>, reason: io::Error },
    /// There is no such rule.
    Rule { id: String, near: Vec<&'static str> },
    /// No `.env` file has such a variable.
    Variable { name: String, near: Option<String> },
    /// A step of a rotation whose variable has its old value yet.
    NotRotated { name: String },
    /// So many more of what was told.
    More { left: usize },
    /// A deployed site cannot be read.
    #[cfg(feature = "fetch")]
    Site { url: String, reason: String },
    /// The machine's clock says that it is before 1970.
    Clock,
    /// The system gives no threads.
    Threads { reason: String },
}

impl Problem {
    /// What a person may do about it.
    fn hint(&self) -> Option<String> {
        match self {
            Self::NoPath => Some(
                "build first, or name the folder of the build, as in `leaklint dist`, or `-` for \
                 standard input"
                    .to_owned(),
            ),
            Self::Path { reason, .. } if reason.kind() == io::ErrorKind::NotFound => {
                Some("build first, or name the folder that the build writes to".to_owned())
            }
            Self::EnvFile { .. } => Some(
                "its variables' values were not looked for: name the file that the build reads"
                    .to_owned(),
            ),
            Self::Bug { .. } => Some(format!(
                "please report it at {}/issues, with the file if you may",
                env!("CARGO_PKG_REPOSITORY")
            )),
            Self::Variable { near: Some(near), .. } => Some(format!("there is {near}")),
            Self::Variable { .. } => Some(
                "name the file that has it with --env-file; of a variable that is only with your \
                 host, leaklint cannot see whether it has changed"
                    .to_owned(),
            ),
            Self::Rule { near, .. } if near.is_empty() => {
                Some("`leaklint rules` lists them all".to_owned())
            }
            Self::Rule { near, .. } => Some(format!("there is {}", near.join(", "))),
            _ => None,
        }
    }

    /// Tells it on standard error: one sentence, and what to do.
    pub(super) fn tell(&self) {
        let mut out = anstream::stderr().lock();
        let style = AnsiColor::BrightRed.on_default() | Effects::BOLD;
        // There is no one left to tell when standard error is closed.
        let _ = writeln!(out, "{style}error{style:#}: {self}");
        if let Some(hint) = self.hint() {
            let _ = writeln!(out, "  {hint}");
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::NoPath => "no file or folder was named, and there is no build here".to_owned(),
            Self::Path { path, reason } | Self::EnvFile { path, reason } => {
                format!("`{}` cannot be read: {}", path.display(), sentence(reason))
            }
            Self::Entry { path, reason } => {
                format!("`{}` cannot be read: {reason}", path.display())
            }
            Self::Bug { path } => {
                format!("leaklint failed on `{path}`, which is a mistake of leaklint's")
            }
            Self::Config { path, reason } => format!("{}{reason}", path.display()),
            Self::Output { path: Some(path), reason } => {
                format!("`{}` cannot be written: {}", path.display(), sentence(reason))
            }
            Self::Output { path: None, reason } => {
                format!("the report cannot be written: {}", sentence(reason))
            }
            Self::Rule { id, .. } => format!("there is no rule `{id}`"),
            Self::Variable { name, .. } => format!("no `.env` file has a variable `{name}`"),
            Self::NotRotated { name } => {
                format!("no new value of `{name}` is known: the first two steps come first")
            }
            Self::More { left } => {
                format!("{left} more files cannot be read; `--format json` lists them all")
            }
            #[cfg(feature = "fetch")]
            Self::Site { url, reason } => format!("{url} was not read: {reason}"),
            Self::Clock => "no day can be noted: this machine's clock is before 1970".to_owned(),
            Self::Threads { reason } => format!("no threads could be started: {reason}"),
        };
        formatter.write_str(&crate::report::human::text::visible(&text))
    }
}

/// A parser's message about a file of settings without what may be a key that was put there by
/// mistake: long words with digits.
pub(super) fn without_values(message: &str) -> String {
    const LONG: usize = 16;
    let words = message.split_whitespace().map(|word| {
        let is_value = word.len() >= LONG && word.bytes().any(|byte| byte.is_ascii_digit());
        if is_value { redact(word.as_bytes(), 1) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What went wrong, in plain words and without the system's number for it.
pub(crate) fn sentence(reason: &io::Error) -> String {
    match reason.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::AlreadyExists => "it is there already".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let text = reason.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}
