use leaklint::{
    Exposure, Report, Severity,
    finding::{ContextKind, Original},
    report::sarif,
};
use serde_json::Value;

use crate::made::{context, file, finding, place, written};

/// The published schema, without the one expression that is none: `]` has no partner in it.
fn schema() -> Value {
    let mut schema: Value = serde_json::from_str(include_str!("sarif-schema-2.1.0.json")).unwrap();
    for owner in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][owner]["properties"]["language"];
        assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    }
    schema
}

fn log(report: &Report) -> Value {
    let log = serde_json::from_str(&written(|out| sarif::write(report, out))).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema()).unwrap();
    let mistakes: Vec<String> = validator
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}\n{log:#}");
    log
}

#[test]
fn every_kind_of_report_is_valid() {
    let mut full = finding("dir/ü b%.js", 5, "full");
    full.occurrences = vec![place("c.js", 7)];
    full.original = Some(Original { path: "src/pay.ts".to_owned(), line: 3, column: 9 });
    full.context = Some(context(ContextKind::Property, "apiKey", "config.apiKey"));
    full.derivation = vec!["concat".to_owned()];
    full.scopes = vec!["calls:create".to_owned()];
    let mut unknown = finding("/absolute/path.js", 1, "unknown");
    unknown.rule = "someone/else".to_owned();
    unknown.severity = Severity::Note;
    unknown.exposure = Exposure::Publishable;
    unknown.remediation.revoke = None;
    let mut broken = file("dir/ü b%.js", vec![full]);
    broken.file.notices = vec!["not parsed".to_owned(), "and more".to_owned()];
    log(&Report::new([broken, file("x.js", vec![unknown])]));
    log(&Report::new([]));
}

#[test]
fn the_schema_can_fail() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0", "runs": [{}] })));
}

#[test]
fn paths_are_percent_encoded_and_relative() {
    let log = log(&Report::new([file("x", vec![finding("dir/ü b%:c.js", 0, "1")])]));
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "dir/%C3%BC%20b%25%3Ac.js");
    assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    assert_eq!(place["region"]["startColumn"], 1);
    assert_eq!(place["region"]["endColumn"], 41);
    assert_eq!(place["region"]["byteLength"], 40);
}

#[test]
fn each_rule_is_described_once_and_pointed_at() {
    let mut other = finding("a.js", 50, "2");
    other.rule = "a/rule".to_owned();
    let findings = vec![finding("a.js", 0, "1"), other, finding("a.js", 99, "3")];
    let log = log(&Report::new([file("a.js", findings)]));
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 2);
    for result in run["results"].as_array().unwrap() {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let known = rules.iter().find(|rule| rule["id"] == "stripe/secret-key").unwrap();
    assert_eq!(known["name"], "StripeSecretKey");
    assert_eq!(known["defaultConfiguration"]["level"], "error");
    assert!(known["help"]["markdown"].as_str().unwrap().contains("1. Create a new key."));
    assert!(known["properties"]["tags"].as_array().unwrap().iter().any(|tag| tag == "security"));
}

#[test]
fn what_was_lost_is_a_notification() {
    let mut lost = file("a.js", Vec::new());
    lost.file.notices = vec!["not parsed".to_owned()];
    let log = log(&Report::new([lost]));
    let notice = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(notice["message"]["text"], "not parsed");
    assert_eq!(notice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a.js");
}
