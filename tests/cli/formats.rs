use serde_json::Value;

use crate::command::{Project, publishable_key, secret_key};

fn project() -> Project {
    Project::new()
        .file("dist/a.js", format!("const a = {{ apiKey: \"{}\" }};\n", secret_key(1)))
        .file("dist/b.js", format!("\nfetch(\"/x\", \"{}\")", secret_key(1)))
        .file("dist/c.js", format!("Stripe(\"{}\")", publishable_key(2)))
}

#[test]
fn json_is_the_documented_report() {
    let report = project().run("dist --format json").json();
    assert_eq!(report["schema"], 1);
    assert_eq!(report["tool"]["name"], "leaklint");
    assert!(report["tool"]["rules"].as_u64().unwrap() > 1);
    let summary = &report["summary"];
    assert_eq!((summary["files"].as_u64(), summary["errors"].as_u64()), (Some(3), Some(1)));
    assert_eq!((summary["notes"].as_u64(), summary["suppressed"].as_u64()), (Some(1), Some(0)));

    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "stripe/secret-key");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["exposure"], "secret");
    assert_eq!(finding["environment"], "live");
    let location = &finding["location"];
    assert_eq!((location["path"].as_str(), location["line"].as_u64()), (Some("a.js"), Some(1)));
    assert_eq!((location["column"].as_u64(), location["offset"].as_u64()), (Some(22), Some(21)));
    assert_eq!(finding["occurrences"][0]["path"], "b.js");
    assert_eq!(finding["occurrences"][0]["line"], 2);
    assert_eq!(finding["context"]["name"], "apiKey");
    assert_eq!(finding["value"], Value::Null);
    assert_eq!(finding["remediation"]["steps"].as_array().unwrap().len(), 5);
}

#[test]
fn ndjson_is_one_line_for_each_file_and_one_for_the_totals() {
    let outcome = project().run("dist --format ndjson");
    let lines: Vec<Value> =
        outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    let (last, files) = lines.split_last().unwrap();
    assert_eq!(last["summary"]["errors"], 1);
    let mut paths: Vec<&str> =
        files.iter().map(|line| line["file"]["path"].as_str().unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["a.js", "b.js", "c.js"]);
    assert!(files.iter().all(|line| line["findings"].as_array().unwrap().len() == 1));
}

#[test]
fn machine_formats_hold_notes_unless_told_otherwise() {
    let project = project();
    assert_eq!(project.run("dist --format json").json()["findings"].as_array().unwrap().len(), 2);
    let errors = project.run("dist --format json --min-severity error").json();
    assert_eq!(errors["findings"].as_array().unwrap().len(), 1);
}

#[test]
fn sarif_names_rule_place_and_fingerprint() {
    let log = project().run("dist --format sarif").json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], result["ruleId"]);
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (region["startColumn"].as_u64(), region["byteOffset"].as_u64()),
        (Some(22), Some(21))
    );
    assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 1);
    assert!(result["partialFingerprints"].as_object().is_some_and(|prints| !prints.is_empty()));
}

#[test]
fn github_annotates_the_place() {
    let outcome = project().run("dist --format github");
    let first = outcome.stdout.lines().next().unwrap();
    assert!(first.starts_with("::error file=a.js,line=1,col=22,"), "{first}");
    assert!(first.contains("title=Stripe secret key"), "{first}");
}

#[test]
fn a_report_can_go_into_a_file() {
    let project = project();
    let outcome = project.run("dist --format json --output report.json");
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(1), ""));
    let text = std::fs::read_to_string(project.path("report.json")).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["summary"]["errors"], 1);

    project.run("dist --output report.txt --color auto");
    let text = std::fs::read_to_string(project.path("report.txt")).unwrap();
    assert!(text.contains("stripe/secret-key") && !text.contains('\u{1b}'), "{text}");
}
