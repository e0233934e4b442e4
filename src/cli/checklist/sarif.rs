//! The answers as SARIF 2.1.0: a rule for each item, a result for each reason why one fails, and
//! one for each that cannot be told.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::answer::{Answer, Evidence, State};
use crate::{
    checklist::ITEMS,
    report::sarif::{located, log},
};

pub(super) fn write(answers: &[Answer], out: &mut dyn Write) -> io::Result<()> {
    let results = answers
        .iter()
        .enumerate()
        .flat_map(|(index, answer)| results(answer, i64::try_from(index).unwrap_or(-1)))
        .collect();
    let notices = answers.iter().flat_map(|answer| &answer.notices).map(|notice| {
        let message = notice.clone().into();
        log::Notification { level: log::WARNING, locations: Vec::new(), message }
    });
    let rules = answers.iter().map(rule).collect();
    let version = env!("CARGO_PKG_VERSION");
    let driver = log::ToolComponent::leaklint("leaklint checklist", version, rules);
    log::Log::new(driver, results, notices.collect()).write(out)
}

fn rule(answer: &Answer) -> log::ReportingDescriptor {
    let item = &ITEMS[usize::from(answer.number - 1)];
    let full = format!("{}. Looks at {}.", item.title, item.looks_at);
    log::ReportingDescriptor {
        default_configuration: None,
        full_description: full.as_str().into(),
        help: item.advice.into(),
        help_uri: None,
        id: item.id.to_owned(),
        name: None,
        properties: BTreeMap::new(),
        short_description: item.title.into(),
    }
}

fn results(answer: &Answer, index: i64) -> Vec<log::Result> {
    let one = |level, evidence: &Evidence| {
        let next = answer.next.join("; ");
        log::Result {
            level,
            locations: [place(evidence)],
            message: format!("{}. Next: {next}", evidence.text).into(),
            partial_fingerprints: BTreeMap::new(),
            properties: BTreeMap::new(),
            related_locations: Vec::new(),
            rule_id: answer.id.to_owned(),
            rule_index: index,
        }
    };
    match answer.state {
        State::Pass => Vec::new(),
        State::Fail => {
            let reasons = answer.evidence.iter().filter(|evidence| evidence.fails);
            reasons.map(|evidence| one(log::ERROR, evidence)).collect()
        }
        State::Unknown => {
            let seen = answer.evidence.first().cloned();
            let seen = seen.unwrap_or_else(|| Evidence::new("it cannot be told from here"));
            vec![one(log::NOTE, &seen)]
        }
    }
}

/// Code scanning wants a place for everything: what has none is told of the project's folder.
fn place(evidence: &Evidence) -> log::Location {
    let region = log::Region {
        start_column: evidence.column.unwrap_or(1),
        start_line: evidence.line.unwrap_or(1),
        ..log::Region::default()
    };
    located(evidence.path.as_deref().unwrap_or("."), region)
}
