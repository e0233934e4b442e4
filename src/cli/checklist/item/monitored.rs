//! Someone looks at what keys do, which cannot be seen from here.

use std::collections::BTreeSet;

use super::{
    super::{
        answer::{Answer, Evidence},
        gather::Project,
    },
    has_keys,
};
use crate::rules::key;

pub(super) fn answer(project: &Project, mut answer: Answer) -> Answer {
    let has_keys = has_keys(project, &mut answer);
    let mut names = BTreeSet::new();
    let mut is_all = true;
    for (_, key) in project.in_use() {
        let name = &*key.variable.name;
        if !names.insert(name) {
            continue;
        }
        let said = project.said(name);
        if let Some(who) = said.and_then(|key| key.monitored.as_deref()) {
            answer.tell(Evidence::new(format!("{name}: {who}")).variable(name));
            continue;
        }
        is_all = false;
        let owner = said.and_then(|key| key.owner.as_deref());
        let asked = owner.map_or(String::new(), |owner| format!("; ask {owner}"));
        let text = format!("{name}: nothing says who looks{asked}");
        answer.tell(Evidence::new(text).variable(name));
        let rule = key::find(&key.finding.rule);
        if let Some(page) = rule.and_then(|rule| rule.provider.usage) {
            answer.next(&format!("look at the usage of {name}: {page}"));
        }
    }
    if !is_all {
        answer.next("say who looks where as `monitored` under [keys.NAME] in leaklint.toml");
    }
    answer.settle(has_keys && is_all)
}
