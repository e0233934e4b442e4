//! Where the report goes, and what can be shown there.

use std::{
    env, fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use anstream::{AutoStream, ColorChoice};
use supports_hyperlinks::Stream;

use super::{args::Color, error::Problem, files};

/// Lines wider than this are hard to read, however wide the terminal is.
const WIDEST: u16 = 120;
const NARROWEST: u16 = 40;
/// Of what is no terminal.
const DEFAULT_WIDTH: u16 = 80;

/// Standard output, or a file.
pub(super) struct Output {
    out: Out,
    /// Whether colours are wanted there.
    pub(super) color: bool,
    /// Whether files can be linked to.
    pub(super) links: bool,
    /// Columns.
    pub(super) width: usize,
}

enum Out {
    Standard(Box<dyn Write + Send>),
    /// What the file will hold: it is written at once, at the end, so that what was there stays
    /// until then.
    File(PathBuf, Vec<u8>),
}

impl Output {
    /// Takes `file`, which is written by [`Self::finish`], or standard output. `inputs` are what the
    /// command reads, and must not be lost.
    pub(super) fn open<'a>(
        file: Option<&Path>,
        color: Color,
        inputs: impl IntoIterator<Item = &'a Path>,
    ) -> Result<Self, Problem> {
        if let Some(path) = file {
            let failed = |reason| Problem::Output { path: Some(path.to_owned()), reason };
            files::check_output(path).map_err(failed)?;
            let real = fs::canonicalize(path).ok().filter(|real| real.is_file());
            let is_it = |input: &Path| fs::canonicalize(input).ok() == real;
            if real.is_some() && inputs.into_iter().any(is_it) {
                let reason = "it is one of the files that are read: name another file";
                return Err(failed(io::Error::other(reason)));
            }
            return Ok(Self {
                out: Out::File(path.to_owned(), Vec::new()),
                color: color == Color::Always,
                links: false,
                width: usize::from(DEFAULT_WIDTH),
            });
        }
        let color = is_colored(color);
        let stdout = io::stdout();
        let width =
            terminal_size::terminal_size_of(&stdout).map_or(DEFAULT_WIDTH, |(width, _)| width.0);
        // Consoles of old need their colours translated.
        let out: Box<dyn Write + Send> = if color {
            Box::new(BufWriter::new(AutoStream::always(stdout)))
        } else {
            Box::new(BufWriter::new(stdout))
        };
        Ok(Self {
            out: Out::Standard(out),
            color,
            links: color && supports_hyperlinks::on(Stream::Stdout),
            width: usize::from(width.clamp(NARROWEST, WIDEST)),
        })
    }

    /// Writes with `write`, and flushes standard output. A reader that went away, as `head` does,
    /// has what it wanted: that is no error, and what was found still decides the exit status.
    pub(super) fn write(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Problem> {
        let (written, path) = match &mut self.out {
            Out::Standard(out) => (write(out).and_then(|()| out.flush()), None),
            Out::File(path, bytes) => (write(bytes), Some(path.clone())),
        };
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result.map_err(|reason| Problem::Output { path, reason }),
        }
    }

    /// Writes the file, if there is one.
    pub(super) fn finish(self) -> Result<(), Problem> {
        match self.out {
            Out::Standard(_) => Ok(()),
            Out::File(path, bytes) => match files::write_output(&path, &bytes) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                result => result.map_err(|reason| Problem::Output { path: Some(path), reason }),
            },
        }
    }
}

/// Writes a file of the project's, such as its settings. What was there stays until all of the new
/// text is: a full disk must not leave half a file.
pub(super) fn write_file(path: &Path, text: &str) -> Result<(), Problem> {
    files::replace(path, text.as_bytes())
        .map_err(|reason| Problem::Output { path: Some(path.to_owned()), reason })
}

fn is_colored(color: Color) -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match color {
        Color::Always => true,
        Color::Never => false,
        // anstream knows `NO_COLOR` and `CLICOLOR_FORCE`, and asks the terminal.
        Color::Auto => {
            let is_refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            AutoStream::choice(&io::stdout()) != ColorChoice::Never
                || (is_set("FORCE_COLOR") && !is_refused)
        }
    }
}

/// Whether a file holds an earlier report.
pub(super) fn is_report(path: &Path) -> bool {
    const BEGINNINGS: [&str; 3] = [
        "{\n  \"schema\": 1,\n  \"tool\": {\n    \"name\": \"leaklint\"",
        "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\"",
        "{\"file\":{\"path\":\"",
    ];
    const PAGE: (&str, &[u8]) = ("<!DOCTYPE html><html", b"<title>leaklint: ");
    let Ok(bytes) = files::read_bounded(path, files::LONGEST) else { return false };
    let head = &bytes[..bytes.len().min(1024)];
    BEGINNINGS.iter().any(|beginning| head.starts_with(beginning.as_bytes()))
        || head.starts_with(PAGE.0.as_bytes()) && memchr::memmem::find(head, PAGE.1).is_some()
}
