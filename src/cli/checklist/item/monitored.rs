//! Someone looks at what keys do, which cannot be seen from here.

use std::collections::BTreeSet;

use super::super::{answer::Answer, gather::Project};
use crate::rules::key;

pub(super) fn answer(project: &Project) -> Answer {
    let mut answer = Answer::new(6);
    answer.notices.extend(project.notices.iter().cloned());
    let mut names = BTreeSet::new();
    let mut is_all = true;
    for (_, key) in project.in_use() {
        let name = &*key.variable.name;
        if !names.insert(name) {
            continue;
        }
        if let Some(who) = project.keys.get(name).and_then(|key| key.monitored.as_deref()) {
            answer.evidence.push(format!("{name}: {who}"));
            continue;
        }
        is_all = false;
        let rule = key::all().find(|rule| rule.id == key.finding.rule);
        let page = rule.and_then(|rule| rule.provider.usage);
        answer.evidence.push(format!("{name}: nothing says who looks"));
        answer.next.extend(page.map(|page| format!("{name}: its usage is at {page}")));
    }
    if !names.is_empty() && is_all && project.notices.is_empty() {
        answer.pass();
    } else if !is_all {
        answer.next.push("say `monitored` under [keys.NAME] in leaklint.toml".to_owned());
    }
    answer
}
