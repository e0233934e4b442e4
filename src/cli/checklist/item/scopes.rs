//! Keys can do no more than they need to.

use super::super::{answer::Answer, gather::Project};

pub(super) fn answer(project: &Project) -> Answer {
    let mut answer = Answer::new(3);
    answer.notices.extend(project.notices.iter().cloned());
    let (mut all, mut told) = (0, 0);
    for (file, key) in project.in_use() {
        all += 1;
        let name = &key.variable.name;
        let Some(declared) = project.keys.get(name).and_then(|key| key.scopes.as_ref()) else {
            continue;
        };
        let says = &key.finding.scopes;
        if says.is_empty() {
            continue;
        }
        told += 1;
        for scope in says.iter().filter(|scope| !declared.contains(scope)) {
            let next = "make a key that has the declared scopes only, and revoke this one";
            answer
                .fail(format!("{}: {name} may `{scope}`, which is not declared", file.name), next);
        }
    }
    if all > 0 && told == all && project.notices.is_empty() {
        answer.pass();
    } else if told < all {
        let left = all - told;
        answer
            .evidence
            .push(format!("of {all} keys, {left} do not say or have no scopes declared"));
        answer.next.push("say `scopes` under [keys.NAME] in leaklint.toml".to_owned());
    }
    answer
}
