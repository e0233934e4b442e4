//! The seven items: each takes the project and gives an answer.

mod build;
mod environments;
mod ignored;
mod literals;
mod monitored;
mod rotated;
mod scopes;

use super::{answer::Answer, gather::Project};

/// How many items there are.
pub(super) const COUNT: u8 = 7;

pub(super) fn answer(number: u8, project: &Project) -> Answer {
    match number {
        1 => literals::answer(project),
        2 => ignored::answer(project),
        3 => scopes::answer(project),
        4 => environments::answer(project),
        5 => rotated::answer(project),
        6 => monitored::answer(project),
        _ => build::answer(project),
    }
}
