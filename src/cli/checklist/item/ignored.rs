//! `.env` files are no part of the repository.

use std::collections::BTreeSet;

use super::super::{
    answer::Answer,
    gather::{Project, is_env, is_example},
    gitignore,
};

/// Files that frameworks read, and people make sooner or later.
const USUAL: [&str; 3] = [".env", ".env.local", ".env.production"];

pub(super) fn answer(project: &Project) -> Answer {
    let mut answer = Answer::new(2);
    answer.notices.extend(project.notices.iter().chain(&project.git.notices).cloned());
    let there = project.files.iter().filter(|file| !file.is_example());
    let names: BTreeSet<&str> = USUAL.into_iter().chain(there.map(|file| &*file.name)).collect();
    for name in names {
        if !gitignore::excludes(&project.root, name) {
            let next = "add the lines `.env`, `.env.*` and `!.env.example` to .gitignore";
            answer.fail(format!("{name} is not excluded by .gitignore"), next);
        }
    }
    let real = |path: &&String| {
        let name = path.rsplit('/').next().unwrap_or_default();
        is_env(name) && !is_example(name)
    };
    for path in project.git.tracked.iter().filter(real) {
        let next = "take it out of the index with `git rm --cached`, and rotate its keys";
        answer.fail(format!("{path} is tracked"), next);
    }
    for path in project.git.committed.iter().filter(real) {
        let next = "rotate every key that a committed file ever held: the history keeps it";
        answer.fail(format!("{path} was committed"), next);
    }
    for file in project.files.iter().filter(|file| file.is_example()) {
        for key in &file.keys {
            let next = "put placeholders into example files, and rotate what was real";
            answer.fail(format!("{}: {} holds a real value", file.name, key.variable.name), next);
        }
    }
    // What the repository would say is not known when it cannot be read.
    if project.git.is_whole && project.notices.is_empty() {
        answer.pass();
    }
    answer
}
