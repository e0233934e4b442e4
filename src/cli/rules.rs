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
    Environment, Exposure,
    report::{human::text, words},
    rules::{Key, key},
};

/// Of the ids that are like one that does not exist, so many are named.
const NEAR: usize = 3;

/// One rule, as `--format json` prints it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    title: &'static str,
    provider: &'static str,
    exposure: Exposure,
    can: &'static str,
    instead: &'static str,
    /// The token grammar; empty when only the name tells.
    form: &'static str,
    environments: Vec<Said>,
    env: Option<&'static str>,
    docs: Option<&'static str>,
    rotate: Option<&'static str>,
    usage: Option<&'static str>,
    /// How one looks, masked.
    sample: Option<String>,
    /// The page that explains it.
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<Names>,
}

/// What a part of a token says.
#[derive(Serialize)]
struct Said {
    text: &'static str,
    environment: Environment,
}

/// The names that a key goes by.
#[derive(Serialize)]
struct Names {
    #[serde(rename = "names")]
    words: &'static [&'static str],
    headers: &'static [&'static str],
    hosts: &'static [&'static str],
    query: &'static [&'static str],
    calls: Vec<&'static str>,
}

impl From<&'static Key> for Rule {
    fn from(key: &'static Key) -> Self {
        let said = |&(text, environment): &(&'static str, Environment)| Said { text, environment };
        Self {
            id: key.id,
            title: key.title,
            provider: key.provider.name,
            exposure: key.exposure,
            can: key.can,
            instead: key.instead,
            form: key.form,
            environments: key.environments.iter().map(said).collect(),
            env: key.env,
            docs: key.docs,
            rotate: key.provider.rotate,
            usage: key.provider.usage,
            sample: key.masked_sample(),
            page: key.page(),
            context: key.context.map(|context| Names {
                words: context.names,
                headers: context.headers,
                hosts: context.hosts,
                query: context.query,
                calls: context.calls.iter().map(|&(callee, _)| callee).collect(),
            }),
        }
    }
}

/// Prints every rule, or one.
pub(super) fn run(arguments: &Rules) -> Result<u8, Problem> {
    let mut output = Output::open(None, arguments.color)?;
    let width = output.width;
    match &arguments.id {
        None => {
            let mut rules: Vec<Rule> = key::all().map(Rule::from).collect();
            rules.sort_by_key(|rule| rule.id);
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
