//! Each environment has keys of its own.

use std::collections::BTreeMap;

use super::super::{answer::Answer, gather::Project};
use crate::{Environment, Exposure};

pub(super) fn answer(project: &Project) -> Answer {
    let mut answer = Answer::new(4);
    answer.notices.extend(project.notices.iter().cloned());
    let mut holders: BTreeMap<&str, (&str, &str, &str)> = BTreeMap::new();
    let mut known = 0;
    for (file, key) in project.in_use() {
        let Some(environment) = environment(&file.name) else { continue };
        known += 1;
        let name = &*key.variable.name;
        let next = "make a key for each environment, and put each into its own file";
        match (environment, key.finding.environment) {
            ("development" | "test", Environment::Live) => {
                answer.fail(format!("{}: {name} is a live key", file.name), next);
            }
            ("production", Environment::Test) => {
                answer.fail(format!("{}: {name} is a test key", file.name), next);
            }
            _ => {}
        }
        // A key that everyone may read is often the same everywhere.
        if key.finding.exposure == Exposure::Publishable {
            continue;
        }
        match holders.get(&*key.variable.value) {
            Some(&(other, at, called)) if other != environment => answer
                .fail(format!("{}: {name} has the value of {called} in {at}", file.name), next),
            Some(_) => {}
            None => {
                holders.insert(&key.variable.value, (environment, &file.name, name));
            }
        }
    }
    if known == 0 {
        answer.evidence.push("no `.env.<environment>` file holds a key".to_owned());
    } else if project.notices.is_empty() {
        answer.pass();
    }
    answer
}

/// What a file is for, from its name; nothing for those that are read everywhere.
fn environment(name: &str) -> Option<&str> {
    let name = name.strip_prefix(".env.")?;
    match name.strip_suffix(".local").unwrap_or(name) {
        "dev" | "development" => Some("development"),
        "prod" | "production" => Some("production"),
        "local" | "vault" | "keys" => None,
        other => Some(other),
    }
}
