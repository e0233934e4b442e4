//! The completions of shells and the manual page, made from the definition of the arguments.

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::{
    NOTHING,
    args::{Arguments, Color},
    error::Problem,
    output::Output,
};

/// What makes a shell complete the command's arguments.
pub(super) fn completions(shell: Shell) -> Result<u8, Problem> {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "leaklint", &mut script);
    Output::open(None, Color::Never, [])?.write(|out| out.write_all(&script))?;
    Ok(NOTHING)
}

/// The manual page, in roff.
pub(super) fn page() -> Result<u8, Problem> {
    let page = Man::new(Arguments::command());
    Output::open(None, Color::Never, [])?.write(|mut out| page.render(&mut out))?;
    Ok(NOTHING)
}
