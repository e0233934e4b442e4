//! `leaklint checklist [PROJECT]`: the seven points of handling keys, checked on a project's
//! folder as it lies there.
//!
//! In: a folder. Out: an answer for each point, with its evidence. What is there is gathered
//! when an item asks for it, then the item judges it, then the answers are written. Nothing is
//! sent anywhere, and no value leaves this module.

mod answer;
mod args;
mod build;
mod edit;
pub(super) mod env_files;
mod gather;
mod git;
pub(super) mod gitignore;
mod history;
mod item;
mod powers;
mod report;
mod sarif;
mod sources;

use std::fs;

pub(super) use args::Checklist;
pub(super) use gather::Project;

use super::{
    FOUND, NOTHING, config::Config, error::Problem, ledger::Ledger, output::Output, settings,
};
use args::Form;

/// Answers the items that were asked for; 1 when one of them is as bad as was asked for.
pub(super) fn run(arguments: &Checklist) -> Result<u8, Problem> {
    let root = &arguments.project;
    let unreadable = |reason| Problem::Path { path: root.clone(), reason };
    fs::read_dir(root).map_err(unreadable)?;
    let config = Config::of_project(root, arguments.config.as_deref())?;
    let mut project = Project::gather(root, config, arguments.quiet);
    if arguments.record {
        record(&mut project)?;
    }
    let answers: Vec<_> = (1..=item::COUNT)
        .filter(|number| arguments.only.is_empty() || arguments.only.contains(number))
        .map(|number| item::answer(number, &project))
        .collect();
    let files: Vec<_> = project.files.iter().map(|file| root.join(&file.path)).collect();
    let inputs = files.iter().chain(&arguments.config).chain([&project.ledger_path]);
    let mut output =
        Output::open(arguments.output.as_deref(), arguments.color, inputs.map(|path| &**path))?;
    let (color, width) = (output.color, output.width);
    output.write(|out| match arguments.format {
        Form::Human => report::human(&answers, color, width, out),
        Form::Json => report::json(&answers, out),
        Form::Sarif => sarif::write(&answers, out),
    })?;
    output.finish()?;
    let is_met = answers.iter().any(|answer| arguments.fail_on.is_met(answer.state));
    Ok(if is_met { FOUND } else { NOTHING })
}

/// Notes every key in use that the ledger does not know, with its own date or today's.
fn record(project: &mut Project) -> Result<(), Problem> {
    let path = project.ledger_path.clone();
    let mut ledger = match std::mem::replace(&mut project.ledger, Ok(Ledger::default())) {
        Ok(ledger) => ledger,
        Err(reason) => return Err(Problem::Config { path, reason }),
    };
    let today = settings::today()?;
    let mut is_new = false;
    for (_, key) in project.in_use() {
        let since = key.finding.issued.as_deref().unwrap_or(&today);
        is_new |= ledger.record(&key.variable.name, &key.variable.value, since);
    }
    if is_new {
        ledger.write(&path)?;
    }
    project.ledger = Ok(ledger);
    Ok(())
}
