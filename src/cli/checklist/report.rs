//! The answers, as people and scripts read them.

use std::{
    fmt,
    io::{self, Write},
};

use clap::builder::styling::{AnsiColor, Effects, Style};
use serde::Serialize;

use super::answer::{Answer, Evidence, State};
use crate::report::human::text::{visible, wrapped};

/// The version of the JSON form.
const SCHEMA: u32 = 2;

/// Of what does not fail and of notices, so many are told; JSON has them all.
const TOLD: usize = 5;

/// Where the text of an item begins.
const INDENT: usize = 9;

pub(super) fn human(
    answers: &[Answer],
    color: bool,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paint = Paint { color };
    for answer in answers {
        let (state, style) = match answer.state {
            State::Pass => ("pass", AnsiColor::BrightGreen.on_default()),
            State::Fail => ("FAIL", AnsiColor::BrightRed.on_default() | Effects::BOLD),
            State::Unknown => ("unknown", AnsiColor::Yellow.on_default()),
        };
        let title = format!("{} {}", answer.number, answer.title);
        let title = paint.with(Style::new() | Effects::BOLD, title);
        writeln!(out, "{}  {title}", paint.with(style, format!("{state:7}")))?;
        let told = |is_wanted: &dyn Fn(&&Evidence) -> bool| -> Vec<String> {
            answer.evidence.iter().filter(is_wanted).map(Evidence::line_of_text).collect()
        };
        write(out, width, "", &told(&|evidence| evidence.fails))?;
        write(out, width, "", &few(told(&|evidence| !evidence.fails)))?;
        write(out, width, "notice: ", &few(answer.notices.clone()))?;
        if answer.state != State::Pass {
            write(out, width, "next: ", &answer.next)?;
        }
    }
    let count = |state| answers.iter().filter(|answer| answer.state == state).count();
    let (pass, fail, unknown) = (count(State::Pass), count(State::Fail), count(State::Unknown));
    writeln!(out, "\n{pass} pass, {fail} fail, {unknown} unknown")
}

struct Paint {
    color: bool,
}

impl Paint {
    fn with(&self, style: Style, text: impl fmt::Display) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_string() }
    }
}

fn few(mut lines: Vec<String>) -> Vec<String> {
    if lines.len() > TOLD + 1 {
        let more = lines.split_off(TOLD).len();
        lines.push(format!("and {more} more, which `--format json` has"));
    }
    lines
}

fn write(out: &mut dyn Write, width: usize, label: &str, lines: &[String]) -> io::Result<()> {
    for line in lines {
        let text = format!("{label}{}", visible(line));
        for (number, part) in wrapped(&text, width - INDENT - 2).into_iter().enumerate() {
            let indent = if number == 0 { INDENT } else { INDENT + 2 };
            writeln!(out, "{:indent$}{part}", "")?;
        }
    }
    Ok(())
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
