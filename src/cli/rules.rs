//! `leaklint rules`: what leaklint knows.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    NOTHING,
    args::{Rules, RulesFormat},
    error::Problem,
    output::Output,
};
use crate::{
    report::human::rule,
    rules::{
        key,
        listing::{self, Rule},
    },
};

/// Prints every rule, or one.
pub(super) fn run(arguments: &Rules) -> Result<u8, Problem> {
    let mut output = Output::open(None, arguments.color, [])?;
    let width = output.width;
    match &arguments.id {
        None => output.write(|out| match arguments.format {
            RulesFormat::Human => rule::list(out),
            RulesFormat::Json => json(&listing::listing(), out),
        })?,
        Some(id) => {
            let found = key::find(id)
                .ok_or_else(|| Problem::Rule { id: id.clone(), near: rule::near(id) })?;
            output.write(|out| match arguments.format {
                RulesFormat::Human => rule::explain(found, width, out),
                RulesFormat::Json => json(&Rule::from(found), out),
            })?;
        }
    }
    Ok(NOTHING)
}

fn json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}
