//! `--env-file`, `env-files` and `--env-from-process`: the variables whose values are looked for.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{
    args::Input,
    error::Problem,
    files::{LONGEST, read_bounded},
};
use crate::{LeftOut, Variable};

/// What the values of the process's own variables are said to come from.
const PROCESS: &str = "the environment";

/// Reads what was asked for, and the files that the settings name.
pub(super) fn variables(arguments: &Input, more: &[PathBuf]) -> Result<Vec<Variable>, Problem> {
    let mut variables = Vec::new();
    for path in more.iter().chain(&arguments.env_file) {
        variables.extend(of_file(path)?);
    }
    if arguments.env_from_process {
        variables.extend(of_process());
    }
    Ok(variables)
}

fn of_file(path: &Path) -> Result<Vec<Variable>, Problem> {
    let bytes = read_bounded(path, LONGEST)
        .map_err(|unread| Problem::EnvFile { path: path.to_owned(), reason: unread.into() })?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(Variable::of_dotenv(&text, &path.to_string_lossy()))
}

/// A value that is no text cannot stand in a build's text either.
fn of_process() -> impl Iterator<Item = Variable> {
    env::vars_os().filter_map(|(name, value)| {
        let (name, value) = (name.into_string().ok()?, value.into_string().ok()?);
        Some(Variable { name, value, from: PROCESS.to_owned() })
    })
}

/// Tells an auditor which variables are not looked for: their names, never their values.
pub(super) fn tell(left_out: &[LeftOut]) {
    use std::io::Write as _;
    let mut out = anstream::stderr().lock();
    for LeftOut { name, from, reason } in left_out {
        let text = format!("note: `{name}` of {from} is not looked for: {reason}");
        // There is no one left to tell when standard error is closed.
        let _ = writeln!(out, "{}", crate::report::human::text::visible(&text));
    }
}
