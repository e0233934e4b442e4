//! Keys are not older than they may be, and none that others have is still in use.

use super::{
    super::{
        answer::{Answer, Evidence},
        env_files::{EnvFile, KeyInUse},
        gather::Project,
    },
    has_keys,
};
use crate::{
    cli::ledger,
    finding::{Location, day},
    report::words,
};

pub(super) fn answer(project: &Project, mut answer: Answer) -> Answer {
    let has_keys = has_keys(project, &mut answer);
    if !has_keys {
        return answer;
    }
    if let Err(reason) = &project.ledger {
        answer.hole(format!("{}{reason}", ledger::NAME));
    }
    let (build, history) = (project.build(), project.history());
    history.holes.iter().for_each(|hole| answer.hole(hole));
    let mut undated = Vec::new();
    for ((file, key), commit) in project.in_use().zip(&history.commits) {
        if let Some(place) = exposed(key, build.files.iter().flat_map(|file| &file.findings)) {
            due(
                &mut answer,
                file,
                key,
                &format!("is in the build, at {}:{}", place.path, place.line),
            );
        }
        if let Some(commit) = commit {
            due(&mut answer, file, key, &format!("is in the history, in commit {commit}"));
        }
        if !is_dated(project, file, key, &mut answer) {
            undated.push(&*key.variable.name);
        }
    }
    undated.sort_unstable();
    undated.dedup();
    for name in &undated {
        answer.tell(Evidence::new(format!("{name} does not tell its age")).variable(name));
    }
    if !undated.is_empty() {
        answer.next(
            "`leaklint checklist --record` notes in leaklint-keys.json since when they are known",
        );
    }
    answer.settle(undated.is_empty())
}

/// Someone else may have it: its age does not matter.
fn due(answer: &mut Answer, file: &EnvFile, key: &KeyInUse, why: &str) {
    let name = &*key.variable.name;
    let text = format!("{name} {why}: it is due now");
    answer.fail(
        Evidence::new(text).of(&file.path).variable(name),
        &format!("`leaklint rotate {name}`"),
    );
}

/// Where the build has the value of a key.
fn exposed<'a>(
    key: &KeyInUse,
    mut findings: impl Iterator<Item = &'a crate::Finding>,
) -> Option<&'a Location> {
    let is_it = |found: &&crate::Finding| {
        let is_value =
            found.rule == "env/exact-value" && found.env.as_ref() == Some(&key.variable.name);
        is_value || found.fingerprint == key.finding.fingerprint
    };
    findings.find(is_it).map(|found| &found.location)
}

/// Whether it is known since when there is the key; fails when that is too long.
fn is_dated(project: &Project, file: &EnvFile, key: &KeyInUse, answer: &mut Answer) -> bool {
    let name = &*key.variable.name;
    let issued = key.finding.issued.as_deref();
    let ledger = project.ledger.as_ref().ok();
    let noted = || ledger?.since(name, &key.variable.value);
    let (Some(since), Some(now)) = (issued.or_else(noted), project.now) else { return false };
    let Some(start) = day::parse(since) else { return false };
    let age = ((now - start) / day::SECONDS).max(0);
    let most = project.rotate_days(name);
    let old = words::count(age.unsigned_abs(), "day");
    let word = if issued.is_some() { "issued" } else { "first seen" };
    let text = format!("{name} is {old} old, {word} on {since}; {most} are allowed");
    let evidence = Evidence::new(text).of(&file.path).variable(name);
    if age > i64::from(most) {
        answer.fail(evidence, &format!("`leaklint rotate {name}`"));
    } else {
        answer.tell(evidence);
    }
    true
}
