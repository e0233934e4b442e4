//! `leaklint init`: settings to begin with, fit for the framework that the project is of.
//!
//! In: a project's folder. Out: a commented `leaklint.toml`, lines of `.gitignore` when that is
//! agreed to, and how the plugin comes into the build. What is there already is left alone.

mod settings;

use std::{
    io::{self, BufRead as _, IsTerminal as _, Write},
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    NOTHING,
    args::Color,
    checklist::{Project, gitignore},
    config::{self, Config},
    error::Problem,
    files,
    framework::{self, Plugin, Seen},
    output::Output,
};
use crate::report::human::text::visible;

/// `leaklint init`.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder that the file goes into: the project's
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Add the lines that .gitignore lacks without asking
    #[arg(long, short)]
    yes: bool,
}

/// What keeps environment files out of the repository.
const LINES: [&str; 3] = [".env", ".env.*", "!.env.example"];

/// Files that frameworks read, and people make sooner or later.
const USUAL: [&str; 3] = [".env", ".env.local", ".env.production"];

/// Writes `leaklint.toml`, and tells what comes next.
pub(super) fn run(arguments: &Init) -> Result<u8, Problem> {
    let root = &arguments.folder;
    let path = inside(root, config::NAME);
    let failed = |reason| Problem::Output { path: Some(path.clone()), reason };
    let seen = framework::of_project(root);
    let project = Project::gather(root, Config::default(), true);
    let text = settings::text(seen.as_ref(), &project);
    let written = match files::create(&path, text.as_bytes()) {
        Ok(()) => "is written",
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_file() => {
            "is there already, and left alone"
        }
        Err(reason) => return Err(failed(reason)),
    };

    let mut output = Output::open(None, Color::Never, [])?;
    let found = match &seen {
        Some(Seen { framework, by }) => format!("{}: {by}", framework.name),
        None => "no framework that leaklint knows".to_owned(),
    };
    output.write(|out| writeln!(out, "{}\n{} {written}", visible(&found), path.display()))?;
    ignore(arguments, &project, &mut output)?;
    output.write(|out| next(root, seen.as_ref(), out))?;
    Ok(NOTHING)
}

/// A file of the folder, as people would type it.
fn inside(root: &Path, name: &str) -> PathBuf {
    if root.as_os_str() == "." { name.into() } else { root.join(name) }
}

/// Adds the lines that `.gitignore` lacks, when that is agreed to, or else names them.
fn ignore(arguments: &Init, project: &Project, output: &mut Output) -> Result<(), Problem> {
    let root = &arguments.folder;
    let there = project.files.iter().filter(|file| !file.is_example()).map(|file| &*file.path);
    let paths = USUAL.into_iter().chain(there);
    let mut open: Vec<&str> = paths.filter(|path| !gitignore::excludes(root, path)).collect();
    open.sort_unstable();
    open.dedup();
    if open.is_empty() {
        return Ok(());
    }
    let path = inside(root, ".gitignore");
    let files = crate::finding::message::variables(&open);
    let lines = LINES.join("`, `");
    output.write(|out| writeln!(out, "{} does not exclude {}", path.display(), visible(&files)))?;
    let is_agreed = arguments.yes || ask(&format!("Add the lines `{lines}`? [y/N] "), output)?;
    if !is_agreed {
        let text = format!("  add the lines `{lines}`, or let `leaklint init --yes` do it");
        output.write(|out| writeln!(out, "{text}"))?;
        return Ok(());
    }
    append(&path)?;
    output.write(|out| writeln!(out, "{} has the lines `{lines}` now", path.display()))?;
    Ok(())
}

/// Asks on a terminal; elsewhere nobody agrees.
fn ask(question: &str, output: &mut Output) -> Result<bool, Problem> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Ok(false);
    }
    output.write(|out| write!(out, "{question}"))?;
    let mut line = String::new();
    let is_read = io::stdin().lock().read_line(&mut line).is_ok();
    Ok(is_read && matches!(line.trim(), "y" | "Y" | "yes"))
}

/// Adds the lines after those that a file has: what comes last decides, so all of them go there,
/// in this order.
fn append(path: &Path) -> Result<(), Problem> {
    let lines = LINES.join("\n") + "\n";
    files::append(path, &lines)
        .map_err(|reason| Problem::Output { path: Some(path.to_owned()), reason })
}

/// How the plugin comes into the build, and what to run now.
fn next(root: &Path, seen: Option<&Seen>, out: &mut dyn Write) -> io::Result<()> {
    let output = seen.map_or("dist", |seen| &seen.framework.output);
    let output = output.rsplit(' ').next().unwrap_or(output);
    writeln!(out)?;
    if let Some(Plugin { file, lines }) = seen.and_then(|seen| seen.framework.plugin.as_ref()) {
        let file = framework::settings_file(root, file);
        writeln!(out, "To lint every build, `npm install --save-dev leaklint`, and in {file}:")?;
        lines.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    } else {
        writeln!(out, "To lint every build, add to the scripts of package.json:")?;
        writeln!(out, "  \"postbuild\": \"leaklint {output}\"")?;
    }
    writeln!(out, "\nNow: after a build, `leaklint {output}` lints it.")
}
