//! `--env-file`, `env-files` and `--env-from-process`: the variables whose values are looked for.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{
    checklist::env_files::{self, is_env, is_example},
    chosen::Chosen,
    config::Config,
    error::Problem,
    files::{LONGEST, read_bounded},
};
use crate::{LeftOut, Variable};

/// What the values of the process's own variables are said to come from.
const PROCESS: &str = "the environment";

/// Reads what was asked for, and the files that the settings name; those of the project, when
/// neither names one.
pub(super) fn variables(chosen: &Chosen, config: &Config) -> Result<Vec<Variable>, Problem> {
    let input = &chosen.input;
    let mut variables = Vec::new();
    for path in config.env_files.iter().chain(&input.env_file) {
        variables.extend(of_file(path)?);
    }
    if input.env_file.is_empty() && !config.has_env_files {
        let files = chosen.projects().iter().flat_map(|project| of_project(project)).collect();
        variables.extend(read(files, input.quiet));
    }
    if input.env_from_process {
        variables.extend(of_process());
    }
    Ok(variables)
}

/// The environment files of a project, those that only are an example left out.
fn of_project(project: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(project).into_iter().flatten().flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| is_env(name) && !is_example(name)).collect();
    names.sort_unstable();
    let here = project.as_os_str() == ".";
    names.into_iter().map(|name| if here { name.into() } else { project.join(name) }).collect()
}

/// Returns the variables of the project's own files, and reports which files those are.
fn read(files: Vec<PathBuf>, quiet: bool) -> Vec<Variable> {
    let (mut variables, mut names) = (Vec::new(), Vec::new());
    for path in files {
        let shown = path.to_string_lossy().into_owned();
        match env_files::read(&path) {
            Ok(bytes) => {
                variables.extend(Variable::of_dotenv(&String::from_utf8_lossy(&bytes), &shown));
                names.push(shown);
            }
            Err(_) if path.is_dir() => {}
            Err(reason) => notice(&format!("{shown} is not looked for: {reason}")),
        }
    }
    if !names.is_empty() && !quiet {
        notice(&format!("looking for the values of {}", names.join(", ")));
    }
    variables
}

/// Prints a notice on standard error.
pub(super) fn notice(text: &str) {
    use std::io::Write as _;
    let text = format!("notice: {text}");
    // There is no one left to tell when standard error is closed.
    let _ = writeln!(anstream::stderr(), "{}", crate::report::human::text::visible(&text));
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
