//! The seven items: each takes the project and gives an answer.

mod build;
mod environments;
mod ignored;
mod literals;
mod monitored;
mod rotated;
mod scopes;

use super::{answer::Answer, gather::Project};
use crate::checklist::ITEMS;

/// How many items there are.
pub(super) const COUNT: u8 = ITEMS.len() as u8;

/// Answers the item of this number, from 1.
pub(super) fn answer(number: u8, project: &Project) -> Answer {
    let answer = Answer::new(&ITEMS[usize::from(number - 1)]);
    match number {
        1 => literals::answer(project, answer),
        2 => ignored::answer(project, answer),
        3 => scopes::answer(project, answer),
        4 => environments::answer(project, answer),
        5 => rotated::answer(project, answer),
        6 => monitored::answer(project, answer),
        _ => build::answer(project, answer),
    }
}

/// Tells what was not read of the `.env` files; whether there is a key in use at all.
fn has_keys(project: &Project, answer: &mut Answer) -> bool {
    project.notices.iter().for_each(|notice| answer.hole(notice));
    let has_keys = project.in_use().next().is_some();
    if !has_keys {
        answer.tell(super::answer::Evidence::new("no `.env` file holds a key"));
    }
    has_keys
}
