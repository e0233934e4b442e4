//! What a rule is, for people: `leaklint rules`, and the same in Node.

use std::io::{self, Write};

use super::{super::words, text};
use crate::{
    order,
    rules::{
        Key, key,
        listing::{self, Rule},
    },
};

/// Of the ids that are like one that does not exist, so many are named.
const NEAR: usize = 3;

/// Columns before a fact.
const LABEL: usize = 11;

/// Writes every rule, one a line.
///
/// # Errors
///
/// Those of `out`.
pub fn list(out: &mut dyn Write) -> io::Result<()> {
    let rules = listing::listing();
    let widest = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in rules {
        let exposure = words::exposure(rule.exposure);
        writeln!(out, "{:widest$}  {exposure:11}  {}", rule.id, rule.title)?;
    }
    Ok(())
}

/// Writes what is known of one rule.
///
/// # Errors
///
/// Those of `out`.
pub fn explain(key: &'static Key, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let rule = Rule::from(key);
    writeln!(out, "{}\n{}\n", rule.id, rule.title)?;
    let (exposure, meaning) = key.exposure_in_words();
    let about_key = |fact: String| Some(fact).filter(|_| key.is_about_key());
    let facts = [
        ("provider", Some(rule.provider.to_owned())),
        ("exposure", about_key(format!("{exposure}: {meaning}"))),
        ("can", about_key(format!("Who has it can {}.", rule.can))),
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
        let mut lines = text::wrapped(&fact, width.saturating_sub(LABEL)).into_iter();
        writeln!(out, "{label:>9}  {}", lines.next().unwrap_or_default())?;
        lines.try_for_each(|line| writeln!(out, "{:LABEL$}{line}", ""))?;
    }
    Ok(())
}

/// The ids that are most like `id`, the nearest first.
pub fn near(id: &str) -> Vec<&'static str> {
    // Comparing takes time by the product of both lengths.
    if id.len() > 100 {
        return Vec::new();
    }
    let id = id.to_ascii_lowercase();
    let mut near: Vec<(f64, &'static str)> = key::all()
        .map(|key| (strsim::jaro_winkler(&id, key.id), key.id))
        .filter(|&(likeness, _)| likeness > 0.75)
        .collect();
    order::sort_by(&mut near, |a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.into_iter().take(NEAR).map(|(_, id)| id).collect()
}
