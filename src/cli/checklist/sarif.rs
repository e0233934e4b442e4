//! The answers as SARIF 2.1.0: a rule for each item, a result for each reason why one fails, and
//! one for each that cannot be told.

use std::io::{self, Write};

use serde_json::json;
use serde_sarif::sarif;

use super::answer::{Answer, Evidence, State};
use crate::{
    checklist::ITEMS,
    report::sarif::{SCHEMA, located, message},
};

pub(super) fn write(answers: &[Answer], out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<_> = answers.iter().map(rule).collect();
    let results: Vec<_> = answers
        .iter()
        .enumerate()
        .flat_map(|(index, answer)| results(answer, i64::try_from(index).unwrap_or(-1)))
        .collect();
    let notices = answers.iter().flat_map(|answer| &answer.notices).map(|notice| {
        sarif::Notification::builder().level(json!("warning")).message(message(notice)).build()
    });
    let driver = sarif::ToolComponent::builder()
        .name("leaklint checklist")
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .version(env!("CARGO_PKG_VERSION"))
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .rules(rules)
        .build();
    let invocation = sarif::Invocation::builder()
        .execution_successful(true)
        .tool_execution_notifications(notices.collect::<Vec<_>>())
        .build();
    let run = sarif::Run::builder()
        .tool(sarif::Tool::builder().driver(driver).build())
        .invocations([invocation])
        .results(results)
        .column_kind(json!("utf16CodeUnits"))
        .build();
    let log = sarif::Sarif::builder().schema(SCHEMA).version(json!("2.1.0")).runs([run]).build();
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn rule(answer: &Answer) -> sarif::ReportingDescriptor {
    let item = &ITEMS[usize::from(answer.number - 1)];
    let text = |text: &str| sarif::MultiformatMessageString::builder().text(text).build();
    sarif::ReportingDescriptor::builder()
        .id(item.id)
        .short_description(text(item.title))
        .full_description(text(&format!("{}. Looks at {}.", item.title, item.looks_at)))
        .help(text(item.advice))
        .build()
}

fn results(answer: &Answer, index: i64) -> Vec<sarif::Result> {
    let one = |level, evidence: &Evidence| {
        let next = answer.next.join("; ");
        let text = format!("{}. Next: {next}", evidence.text);
        let mut result = sarif::Result::builder()
            .rule_id(answer.id)
            .rule_index(index)
            .level(level)
            .message(message(&text))
            .build();
        result.locations = Some(vec![place(evidence)]);
        result
    };
    match answer.state {
        State::Pass => Vec::new(),
        State::Fail => {
            let reasons = answer.evidence.iter().filter(|evidence| evidence.fails);
            reasons.map(|evidence| one(sarif::ResultLevel::Error, evidence)).collect()
        }
        State::Unknown => {
            let seen = answer.evidence.first().cloned();
            let seen = seen.unwrap_or_else(|| Evidence::new("it cannot be told from here"));
            vec![one(sarif::ResultLevel::Note, &seen)]
        }
    }
}

/// Code scanning wants a place for everything: what has none is told of the project's folder.
fn place(evidence: &Evidence) -> sarif::Location {
    let path = evidence.path.as_deref().unwrap_or(".");
    let region = sarif::Region::builder()
        .start_line(evidence.line.unwrap_or(1))
        .start_column(evidence.column.unwrap_or(1))
        .build();
    located(path, region)
}
