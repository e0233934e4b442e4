//! Where the report goes, and what can be shown there.

use std::{
    env,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use anstream::{AutoStream, ColorChoice};
use supports_hyperlinks::Stream;

use super::{args::Color, error::Problem};

/// Lines wider than this are hard to read, however wide the terminal is.
const WIDEST: u16 = 120;
const NARROWEST: u16 = 40;
/// Of what is no terminal.
const DEFAULT_WIDTH: u16 = 80;

/// Standard output, or a file.
pub(super) struct Output {
    file: Option<PathBuf>,
    out: Box<dyn Write + Send>,
    /// Whether colours are wanted there.
    pub(super) color: bool,
    /// Whether files can be linked to.
    pub(super) links: bool,
    /// Columns.
    pub(super) width: usize,
}

impl Output {
    /// Opens `file`, or takes standard output.
    pub(super) fn open(file: Option<&Path>, color: Color) -> Result<Self, Problem> {
        if let Some(path) = file {
            let created = File::create(path)
                .map_err(|reason| Problem::Output { path: Some(path.to_owned()), reason })?;
            return Ok(Self {
                file: Some(path.to_owned()),
                out: Box::new(BufWriter::new(created)),
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
            file: None,
            out,
            color,
            links: color && supports_hyperlinks::on(Stream::Stdout),
            width: usize::from(width.clamp(NARROWEST, WIDEST)),
        })
    }

    /// Writes with `write`, and everything that is left. A reader that went away, as `head` does,
    /// has got what it wanted: that is no error.
    pub(super) fn write(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Reader, Problem> {
        match write(&mut self.out).and_then(|()| self.out.flush()) {
            Ok(()) => Ok(Reader::There),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Reader::Gone),
            Err(reason) => Err(Problem::Output { path: self.file.clone(), reason }),
        }
    }
}

/// Writes a file of the project's, such as its settings. What was there stays until all of the new
/// text is: a full disk must not leave half a file.
pub(super) fn write_file(path: &Path, text: &str) -> Result<(), Problem> {
    let told = |reason| Problem::Output { path: Some(path.to_owned()), reason };
    let is_plain = fs::symlink_metadata(path).is_ok_and(|there| there.is_file());
    if !is_plain {
        return fs::write(path, text).map_err(told);
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.map_err(told)
}

/// Whoever reads the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    There,
    Gone,
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
