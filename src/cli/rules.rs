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
    report::{human::text, words},
    rules::{
        Key, key,
        listing::{self, Rule},
    },
};

/// Of the ids that are like one that does not exist, so many are named.
const NEAR: usize = 3;

/// Prints every rule, or one.
pub(super) fn run(arguments: &Rules) -> Result<u8, Problem> {
    let mut output = Output::open(None, arguments.color)?;
    let width = output.width;
    match &arguments.id {
        None => {
            let rules = listing::listing();
            output.write(|out| match arguments.format {
                RulesFormat::Human => list(&rules, out),
                RulesFormat::Json => json(&rules, out),
            })?;
        }
        Some(id) => {
            let found =
                key::find(id).ok_or_else(|| Problem::Rule { id: id.clone(), near: near(id) })?;
            let rule = Rule::from(found);
            output.write(|out| match arguments.format {
                RulesFormat::Human => explain(found, &rule, width, out),
                RulesFormat::Json => json(&rule, out),
            })?;
        }
    }
    Ok(NOTHING)
}

fn json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

fn list(rules: &[Rule], out: &mut dyn Write) -> io::Result<()> {
    let widest = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in rules {
        let exposure = words::exposure(rule.exposure);
        writeln!(out, "{:widest$}  {exposure:11}  {}", rule.id, rule.title)?;
    }
    Ok(())
}

fn explain(key: &Key, rule: &Rule, width: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n{}\n", rule.id, rule.title)?;
    let (exposure, meaning) = key.exposure_in_words();
    let facts = [
        ("provider", Some(rule.provider.to_owned())),
        ("exposure", Some(format!("{exposure}: {meaning}"))),
        ("can", Some(format!("Who has it can {}.", rule.can))),
        ("fix", Some(rule.instead.to_owned())),
        ("looks", Some(rule.form.to_owned()).filter(|form| !form.is_empty())),
        ("sample", key.masked_sample()),
        ("names", key.names_in_words()),
        ("env", rule.env.map(str::to_owned)),
        ("rotate", rule.rotate.map(str::to_owned)),
        ("how", key.rotation_steps().map(|steps| format!("Create a new one, {steps}."))),
        ("usage", rule.usage.map(str::to_owned)),
        ("docs", rule.docs.map(str::to_owned)),
        ("page", key.page()),
    ];
    for (label, fact) in facts {
        let Some(fact) = fact else { continue };
        let mut lines = text::wrapped(&fact, width.saturating_sub(11)).into_iter();
        writeln!(out, "{label:>9}  {}", lines.next().unwrap_or_default())?;
        lines.try_for_each(|line| writeln!(out, "{:11}{line}", ""))?;
    }
    Ok(())
}

/// The ids that are most like `id`, the nearest first.
fn near(id: &str) -> Vec<&'static str> {
    // Comparing takes time by the product of both lengths.
    if id.len() > 100 {
        return Vec::new();
    }
    let id = id.to_ascii_lowercase();
    let mut near: Vec<(f64, &'static str)> = key::all()
        .map(|key| (strsim::jaro_winkler(&id, key.id), key.id))
        .filter(|&(likeness, _)| likeness > 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.into_iter().take(NEAR).map(|(_, id)| id).collect()
}
