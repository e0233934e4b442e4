//! Each environment has keys of its own.

use std::collections::BTreeMap;

use super::super::{
    answer::{Answer, Evidence},
    env_files::EnvFile,
    gather::Project,
};
use crate::{Environment, report::words};

const NEXT: &str = "make a key for each environment, and put each into its own file";

pub(super) fn answer(project: &Project, mut answer: Answer) -> Answer {
    project.notices.iter().for_each(|notice| answer.hole(notice));
    let mut holders: BTreeMap<&str, (&str, &str, &str)> = BTreeMap::new();
    let mut known = 0;
    for (file, key) in project.in_use() {
        let Some(environment) = environment(file) else { continue };
        known += 1;
        let (name, path) = (&*key.variable.name, &*file.path);
        let fail = |answer: &mut Answer, text: String| {
            answer.fail(Evidence::new(text).of(path).variable(name), NEXT);
        };
        match (environment, key.finding.environment) {
            ("development" | "test", Environment::Live) => {
                fail(&mut answer, format!("{name} is a live key"));
            }
            ("production", Environment::Test) => {
                fail(&mut answer, format!("{name} is a test key"));
            }
            _ => {}
        }
        let declared = project.said(name).and_then(|key| key.environments.as_ref());
        if declared.is_some_and(|names| !names.iter().any(|name| usual(name) == environment)) {
            fail(&mut answer, format!("{name} is not declared for {environment}"));
        }
        match holders.get(&*key.variable.value) {
            Some(&(other, at, called)) if other != environment => {
                fail(&mut answer, format!("{name} has the value of {called} in {at}"));
            }
            Some(_) => {}
            None => {
                holders.insert(&key.variable.value, (environment, path, name));
            }
        }
    }
    if known == 0 {
        answer.tell(Evidence::new("no `.env.<environment>` file holds a key"));
        answer.next("put what differs into .env.development, .env.production and the like");
    } else {
        let keys = words::count(known, "key");
        answer.tell(Evidence::new(format!("{keys} in files of environments")));
    }
    answer.settle(known > 0)
}

/// What a file is for, from its name; nothing for those that are read everywhere.
fn environment(file: &EnvFile) -> Option<&str> {
    let name = file.name().strip_prefix(".env")?.get(1..)?;
    match usual(name.strip_suffix(".local").unwrap_or(name)) {
        "local" | "vault" | "keys" => None,
        environment => Some(environment),
    }
}

/// The usual name of an environment.
fn usual(name: &str) -> &str {
    match name {
        "dev" | "develop" => "development",
        "prod" | "live" => "production",
        "stage" => "staging",
        "testing" => "test",
        other => other,
    }
}
