//! What a person has accepted: allowances and baselines.

use crate::command::{Project, secret_key};

fn leaking() -> Project {
    Project::new()
        .file("dist/app.js", format!("a = \"{}\"", secret_key(1)))
        .file("dist/vendor/pay.js", format!("b = \"{}\"", secret_key(2)))
}

fn fingerprint(project: &Project, path: &str) -> String {
    let report = project.run("dist --format json").json();
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["location"]["path"] == path).unwrap();
    found["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn a_baseline_hides_what_was_there_and_nothing_else() {
    let project = leaking();
    let outcome = project.run("baseline dist");
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(0), ""), "{outcome:?}");
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.status, Some(0));
    assert_eq!(outcome.json()["summary"]["suppressed"], 2);
    assert_eq!(outcome.json()["summary"]["errors"], 0);

    // Moved and renamed it is still known; a new key is not.
    let project = project
        .file("dist/other.js", format!("\n\n c = \"{}\"", secret_key(1)))
        .file("dist/app.js", format!("a = \"{}\"", secret_key(3)));
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.status, Some(1));
    assert_eq!(outcome.json()["summary"]["errors"], 1);
    assert_eq!(outcome.json()["findings"][0]["location"]["path"], "app.js");
}

#[test]
fn a_baseline_keeps_what_a_person_wrote_and_drops_what_is_gone_when_asked() {
    let project = leaking();
    project.run("baseline dist");
    let file = project.path("leaklint-baseline.json");
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(!written.contains(&secret_key(1)) && !written.contains("app.js"), "{written}");
    let reasoned = written.replacen("\"since\":\"", "\"reason\":\"known\",\"since\":\"2020", 1);
    std::fs::write(&file, &reasoned).unwrap();
    project.run("baseline dist");
    let again = std::fs::read_to_string(&file).unwrap();
    assert!(again.contains("\"reason\":\"known\"") && again.contains("\"since\":\"2020"));

    let project = project.file("dist/app.js", "a = 1");
    let outcome = project.run("dist");
    assert!(outcome.stderr.contains("1 finding of the baseline"), "{outcome:?}");
    project.run("baseline dist");
    assert_eq!(std::fs::read_to_string(&file).unwrap().matches("\"rule\"").count(), 2);
    project.run("baseline dist --update");
    assert_eq!(std::fs::read_to_string(&file).unwrap().matches("\"rule\"").count(), 1);
    assert_eq!(project.run("dist").stderr, "");
}

#[test]
fn a_baseline_may_have_any_name_and_a_broken_one_is_2() {
    let project = leaking();
    project.run("baseline dist --baseline known.json");
    assert_eq!(project.run("dist").status, Some(1));
    assert_eq!(project.run("dist --baseline known.json").status, Some(0));
    for broken in ["", "{", "[]", "{\"schema\":2,\"findings\":[]}", "{\"schema\":1}"] {
        let project = leaking().file("leaklint-baseline.json", broken);
        let outcome = project.run("dist");
        assert_eq!(outcome.status, Some(2), "{broken}");
        assert!(outcome.stderr.contains("leaklint-baseline.json:"), "{broken}: {outcome:?}");
        assert_eq!(project.run("baseline dist").status, Some(2), "{broken}");
    }
    assert_eq!(leaking().run("dist --baseline nowhere.json").status, Some(2));
}

#[test]
fn a_baseline_with_merge_conflicts_is_told_with_its_line() {
    let project = leaking();
    project.run("baseline dist");
    let file = project.path("leaklint-baseline.json");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("    {", "<<<<<<< HEAD\n    {", 1)).unwrap();
    let outcome = project.run("dist");
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("leaklint-baseline.json:4: it has merge"), "{outcome:?}");
}

#[test]
fn an_allowance_goes_by_rule_path_or_fingerprint() {
    let known = fingerprint(&leaking(), "app.js");
    for (allow, errors) in [
        ("rule = \"stripe/secret-key\"", 0),
        ("rule = \"stripe/*\"", 0),
        ("rule = \"github/*\"", 2),
        ("path = \"vendor/**\"", 1),
        ("path = \"vendor\"", 2),
        ("env = \"STRIPE_SECRET_KEY\"", 0),
        (&format!("fingerprint = \"{known}\""), 1),
        (&format!("fingerprint = \"{known}\"\npath = \"vendor/*\""), 2),
        ("rule = \"stripe/*\"\nuntil = 2099-12-31", 0),
        ("rule = \"stripe/*\"\nuntil = 2020-12-31", 2),
    ] {
        let text = format!("[[allow]]\nreason = \"known\"\n{allow}\n");
        let outcome = leaking().file("leaklint.toml", text).run("dist --format json");
        assert_eq!(outcome.json()["summary"]["errors"], errors, "{allow}");
        assert_eq!(outcome.json()["summary"]["suppressed"], 2 - errors, "{allow}");
    }
}

#[test]
fn allowances_that_nothing_needs_are_told() {
    let text = "[[allow]]\nreason = \"a\"\nrule = \"github/*\"\n\
                [[allow]]\nreason = \"b\"\nrule = \"stripe/*\"\nuntil = 2020-01-31\n";
    let outcome = leaking().file("leaklint.toml", text).run("dist");
    assert!(outcome.stderr.contains("github/* allows nothing"), "{outcome:?}");
    assert!(outcome.stderr.contains("stripe/* ended on 2020-01-31"), "{outcome:?}");
}

#[test]
fn an_allowance_without_a_reason_or_a_subject_is_2() {
    for wrong in [
        "rule = \"stripe/*\"",
        "rule = \"stripe/*\"\nreason = \" \"",
        "reason = \"known\"",
        "rule = \"stripe/*\"\nreason = \"known\"\nuntil = \"soon\"",
        "rule = \"stripe/*\"\nreason = \"known\"\nrules = \"x\"",
    ] {
        let project = leaking().file("leaklint.toml", format!("[[allow]]\n{wrong}\n"));
        let outcome = project.run("dist");
        assert_eq!(outcome.status, Some(2), "{wrong}");
        assert!(outcome.stderr.contains("leaklint.toml:"), "{wrong}: {outcome:?}");
    }
}

#[test]
fn init_writes_settings_once() {
    let project = leaking().file(".env", "A=1\n");
    assert_eq!(project.run("init").status, Some(0));
    let text = std::fs::read_to_string(project.path("leaklint.toml")).unwrap();
    assert_eq!(project.run("dist").status, Some(1), "the defaults are in force");
    let project = project.file("leaklint.toml", "fail-on = \"never\"\n");
    let outcome = project.run("init");
    assert!(outcome.stdout.contains("there already"), "{outcome:?}");
    assert_eq!(outcome.status, Some(0));
    assert_eq!(project.run("dist").status, Some(0), "it is left alone");
    // Every line that is out of force is right.
    let settings: Vec<&str> = text
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .filter(|line| line.contains(" = ") || line.starts_with('['))
        .collect();
    let outcome = project.file("leaklint.toml", settings.join("\n")).run("dist");
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
}
