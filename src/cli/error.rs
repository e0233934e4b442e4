//! What keeps the command from its work, in words that help.

use std::{fmt, io, path::PathBuf, process::ExitCode};

/// A situation that ends with exit status 2.
#[derive(Debug)]
pub(super) enum Problem {
    NoPath,
    Unreadable { path: PathBuf, reason: io::Error },
    Unwritable { path: PathBuf, reason: io::Error },
    Config { path: PathBuf, reason: String },
    UnknownRule { id: String, near: Vec<&'static str> },
    Threads(String),
    Output(io::Error),
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPath => formatter.write_str(
                "nothing to lint: name the folder of your build, as in `leaklint dist/` (see `leaklint --help`)",
            ),
            Self::Unreadable { path, reason } => {
                write!(formatter, "{} could not be read: {}", path.display(), plain(reason))
            }
            Self::Unwritable { path, reason } => {
                write!(formatter, "{} could not be written: {}", path.display(), plain(reason))
            }
            Self::Config { path, reason } => write!(formatter, "{}: {reason}", path.display()),
            Self::UnknownRule { id, near } if near.is_empty() => {
                write!(formatter, "there is no rule {id}: `leaklint rules` lists all")
            }
            Self::UnknownRule { id, near } => {
                write!(formatter, "there is no rule {id}; did you mean {}?", near.join(", "))
            }
            Self::Threads(reason) => {
                write!(formatter, "the system gives no threads ({reason}): try --threads 1")
            }
            Self::Output(reason) => {
                write!(formatter, "the report could not be written: {}", plain(reason))
            }
        }
    }
}

/// The system's words without its number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}

impl Problem {
    /// Prints the problem on standard error.
    pub(super) fn print(&self) {
        // Without standard error there is nobody to tell.
        let _ = io::Write::write_all(&mut io::stderr(), format!("leaklint: {self}\n").as_bytes());
    }

    /// Prints the problem, unless it is that nobody reads on, and gives the exit status.
    pub(super) fn report(&self) -> ExitCode {
        if let Self::Output(reason) = self
            && reason.kind() == io::ErrorKind::BrokenPipe
        {
            return ExitCode::SUCCESS;
        }
        self.print();
        ExitCode::from(2)
    }
}

/// A panic is a mistake of ours: say so, without a trace and without any value. Those of the
/// parser are caught, and the file is read in another way.
pub(super) fn explain_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
        if place.as_ref().is_some_and(|place| place.contains("swc_")) {
            return;
        }
        let text = format!(
            "leaklint: this should not have happened{}. Please report it at {}/issues, without the file's contents.\n",
            place.unwrap_or_default(),
            env!("CARGO_PKG_REPOSITORY"),
        );
        let _ = io::Write::write_all(&mut io::stderr(), text.as_bytes());
    }));
}
