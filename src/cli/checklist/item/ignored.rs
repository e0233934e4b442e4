//! `.env` files are no part of the repository.

use std::collections::BTreeSet;

use super::super::{
    answer::{Answer, Evidence},
    env_files::{file_name, is_env, is_example},
    gather::Project,
    gitignore,
};
use crate::report::words;

/// Files that frameworks read, and people make sooner or later.
const USUAL: [&str; 3] = [".env", ".env.local", ".env.production"];

pub(super) fn answer(project: &Project, mut answer: Answer) -> Answer {
    let git = project.git();
    project.notices.iter().chain(&git.notices).for_each(|notice| answer.hole(notice));
    let there = project.files.iter().filter(|file| !file.is_example());
    let paths: BTreeSet<&str> = USUAL.into_iter().chain(there.map(|file| &*file.path)).collect();
    for path in &paths {
        if !gitignore::excludes(&project.root, path) {
            let next = "add the lines `.env`, `.env.*` and `!.env.example` to .gitignore";
            answer.fail(Evidence::new("is not excluded by .gitignore").of(path), next);
        }
    }
    let real = |path: &&String| {
        let name = file_name(path);
        is_env(name) && !is_example(name)
    };
    for path in git.tracked.iter().filter(real) {
        let next = "take it out of the index with `git rm --cached`, and rotate its keys";
        answer.fail(Evidence::new("is tracked").of(path), next);
    }
    for path in git.committed.iter().filter(real) {
        let next = "rotate every key that a committed file ever held: the history keeps it";
        answer.fail(Evidence::new("was committed").of(path), next);
    }
    for file in project.files.iter().filter(|file| file.is_example()) {
        for key in file.keys.iter().filter(|key| !key.is_public()) {
            let name = &*key.variable.name;
            let next = "put placeholders into example files, and rotate what was real";
            let text = format!("{name} holds a real value");
            answer.fail(Evidence::new(text).of(&file.path).variable(name), next);
        }
    }
    let files = words::count(project.files.len() as u64, "`.env*` file");
    answer.tell(Evidence::new(format!("{files} here; {}", paths_of(&paths))));
    // What the repository would say is not known when it cannot be read.
    answer.settle(git.is_whole)
}

fn paths_of(paths: &BTreeSet<&str>) -> String {
    let names: Vec<&str> = paths.iter().copied().collect();
    format!("looked at {}", crate::finding::message::variables(&names))
}
