//! Real apps by real bundlers, with keys planted in every way that a build hides them.

use std::collections::BTreeMap;

use anyhow::Result;
use leaklint::{
    Exposure, Linter, Options, Severity,
    rules::{Key, grammar::sample::sample, keys},
};

use crate::{run, target};

/// What `samples` prints.
#[derive(serde::Serialize)]
struct Samples {
    /// By rule: tokens that are an error wherever they stand.
    secret: BTreeMap<&'static str, Vec<String>>,
    /// By rule: tokens that may be public.
    publishable: BTreeMap<&'static str, Vec<String>>,
}

/// Builds the apps, lints what came out, and fails when too little was found.
pub(crate) fn check(all: bool) -> Result<()> {
    target::command()?;
    let mut arguments = vec!["tests/apps/run.mjs"];
    arguments.extend(all.then_some("--all"));
    run("node", &arguments)
}

/// Builds sites, serves them, and fails when a chunk was not fetched or a key not found.
pub(crate) fn check_sites(all: bool, speed: bool) -> Result<()> {
    target::command()?;
    let mut arguments = vec!["tests/sites/run.mjs"];
    arguments.extend(all.then_some("--all"));
    arguments.extend(speed.then_some("--speed"));
    run("node", &arguments)
}

/// Prints tokens of every kind as JSON: tests plant them, so no file has to hold one.
pub(crate) fn print_samples(seed: u64, count: u64) -> Result<()> {
    let linter = Linter::new(Options { reveal: true, ..Options::default() });
    let of = |key: &Key| -> Vec<String> {
        (0..count).map(|n| sample(&key.token, seed.wrapping_mul(1 << 20).wrapping_add(n))).collect()
    };
    let mut samples = Samples { secret: BTreeMap::new(), publishable: BTreeMap::new() };
    for key in keys().iter().filter(|key| !key.needs_context) {
        match key.exposure {
            Exposure::Secret => {
                let tokens: Vec<String> =
                    of(key).into_iter().filter(|token| is_error(&linter, key, token)).collect();
                samples.secret.insert(key.id, tokens);
            }
            Exposure::Publishable => {
                samples.publishable.insert(key.id, of(key));
            }
            Exposure::Restricted | Exposure::Unknown => {}
        }
    }
    samples.secret.retain(|_, tokens| !tokens.is_empty());
    println!("{}", serde_json::to_string(&samples)?);
    Ok(())
}

/// Whether the token says by itself what it is: simple text that needs no name around it.
fn is_error(linter: &Linter, key: &Key, token: &str) -> bool {
    let is_simple =
        token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    if !is_simple || !(20..=120).contains(&token.len()) {
        return false;
    }
    let report = linter.lint("sample.js", format!("x(\"{token}\")").as_bytes());
    report.findings.iter().any(|finding| {
        finding.rule == key.id
            && finding.severity == Severity::Error
            && finding.value.as_deref() == Some(token)
    })
}
