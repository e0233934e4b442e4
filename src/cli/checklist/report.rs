//! The answers, as they are written.

use std::io::{self, Write};

use serde::Serialize;

use super::answer::{Answer, State};
use crate::report::human::text::visible;

/// The version of the JSON form.
const SCHEMA: u32 = 1;

pub(super) fn human(answers: &[Answer], out: &mut dyn Write) -> io::Result<()> {
    for answer in answers {
        let state = match answer.state {
            State::Pass => "pass",
            State::Fail => "FAIL",
            State::Unknown => "unknown",
        };
        writeln!(out, "{state:7}  {} {}", answer.item, answer.title)?;
        let told =
            [("", &answer.evidence), ("next: ", &answer.next), ("notice: ", &answer.notices)];
        for (label, lines) in told {
            lines
                .iter()
                .try_for_each(|line| writeln!(out, "           {label}{}", visible(line)))?;
        }
    }
    let count = |state| answers.iter().filter(|answer| answer.state == state).count();
    let (pass, fail, unknown) = (count(State::Pass), count(State::Fail), count(State::Unknown));
    writeln!(out, "\n{pass} pass, {fail} fail, {unknown} unknown")
}

pub(super) fn json(answers: &[Answer], out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Form<'a> {
        schema: u32,
        items: &'a [Answer],
    }
    serde_json::to_writer_pretty(&mut *out, &Form { schema: SCHEMA, items: answers })?;
    writeln!(out)
}
