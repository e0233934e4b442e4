//! `leaklint checklist [PROJECT]`: the seven points of handling keys, checked on a project's
//! folder as it lies there.
//!
//! In: a folder. Out: an answer for each point, with its evidence. What is there is gathered
//! first, then each item judges it, then the answers are written. Nothing is sent anywhere, and no
//! value leaves this module.

mod answer;
mod args;
mod gather;
mod git;
mod gitignore;
mod item;
mod report;

use std::fs;

pub(super) use args::Checklist;

use super::{
    FOUND, NOTHING,
    config::{self, Config},
    error::Problem,
    output::{Output, Reader},
};
use answer::State;
use args::Form;
use gather::Project;

/// Answers the items that were asked for; 1 when one of them fails.
pub(super) fn run(arguments: &Checklist) -> Result<u8, Problem> {
    let root = &arguments.project;
    let unreadable = |reason| Problem::Path { path: root.clone(), reason };
    fs::read_dir(root).map_err(unreadable)?;
    let named = root.join(config::NAME);
    let file = arguments.config.clone().or_else(|| named.is_file().then_some(named));
    let config = match file.or_else(|| config::nearest(root, config::NAME)) {
        Some(path) => Config::read(path)?,
        None => Config::default(),
    };
    let project = Project::gather(root, config);
    let answers: Vec<_> = (1..=item::COUNT)
        .filter(|number| arguments.only.is_empty() || arguments.only.contains(number))
        .map(|number| item::answer(number, &project))
        .collect();
    let mut output = Output::open(arguments.output.as_deref(), arguments.color)?;
    let reader = output.write(|out| match arguments.format {
        Form::Human => report::human(&answers, out),
        Form::Json => report::json(&answers, out),
    })?;
    let fails = answers.iter().any(|answer| answer.state == State::Fail);
    Ok(if fails && reader == Reader::There { FOUND } else { NOTHING })
}
