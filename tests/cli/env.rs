//! `leaklint env`: environment files themselves. No output holds a value.

use crate::command::{Outcome, Project, publishable_key, secret_key};

fn run(project: &Project, arguments: &str) -> Outcome {
    let outcome = project.run(&format!("env {arguments} --format json"));
    let human = project.run(&format!("env {arguments}"));
    assert_eq!(human.status, outcome.status, "{human:?}");
    outcome
}

/// The rules, each with its variable or its file, and its line.
fn told(outcome: &Outcome) -> Vec<(String, String, u64)> {
    let report = outcome.json();
    let findings = report["findings"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    findings
        .map(|it| {
            (text(&it["rule"]), text(&it["redacted"]), it["location"]["line"].as_u64().unwrap())
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str, u64)]) -> Outcome {
    let project = Project::new().file(".env", text);
    let outcome = run(&project, ".env");
    let expected: Vec<_> =
        expected.iter().map(|(rule, what, line)| ((*rule).into(), (*what).into(), *line)).collect();
    assert_eq!(told(&outcome), expected, "{text}");
    outcome
}

#[test]
fn a_secret_under_a_public_prefix_is_an_error() {
    let key = secret_key(1);
    let inlined = ("env/inlined", ".env", 1);
    for text in [
        format!("VITE_PAY={key}\n"),
        "NEXT_PUBLIC_DB_PASSWORD=correct-horse\n".to_owned(),
        "REACT_APP_API_SECRET=\n".to_owned(),
    ] {
        let name = text.split('=').next().unwrap();
        let mut expected = vec![("env/public-secret", name, 1)];
        if text.ends_with("=\n") {
            expected.push(("env/no-value", name, 1));
        }
        expected.push(inlined);
        let outcome = check(&text, &expected);
        assert_eq!(outcome.status, Some(1));
        assert!(!format!("{outcome:?}").contains(&key));
    }
    let text = format!("STRIPE_SECRET_KEY={key}\nPORT=3000\n");
    assert_eq!(check(&text, &[]).status, Some(0));
}

#[test]
fn what_the_build_inlines_is_listed_with_what_it_is() {
    let key = publishable_key(2);
    let text = format!("VITE_API=https://api.example\nVITE_PAY={key}\nVITE_PORT=1\nA=b\n");
    let outcome = check(&text, &[("env/inlined", ".env", 1)]);
    let message = outcome.json()["findings"][0]["message"].as_str().unwrap().to_owned();
    for part in
        ["VITE_API is an address", "VITE_PAY is a Stripe publishable key", "VITE_PORT is a number"]
    {
        assert!(message.contains(part), "{message}");
    }
    assert!(!format!("{outcome:?}").contains(&key) && outcome.status == Some(0));
}

#[test]
fn values_that_are_read_in_two_ways_and_variables_that_are_set_twice() {
    check(
        "A=two words\nB='it is'\nC=a#b\nD=\"open\nE=x$YZ\nB=2\n",
        &[
            ("env/ambiguous-value", "A", 1),
            ("env/ambiguous-value", "C", 3),
            ("env/ambiguous-value", "D", 4),
            ("env/ambiguous-value", "E", 5),
            ("env/duplicate", "B", 6),
        ],
    );
}

#[test]
fn secrets_without_a_value() {
    check(
        "DB_PASSWORD=\nSTRIPE_SECRET_KEY=your-key-here\nAUTH_TOKEN=\nTITLE=\n",
        &[
            ("env/no-value", "DB_PASSWORD", 1),
            ("env/no-value", "STRIPE_SECRET_KEY", 2),
            ("env/no-value", "AUTH_TOKEN", 3),
        ],
    );
}

#[test]
fn lines_that_set_nothing_are_told_with_their_number() {
    let outcome = check(
        "A=1\n\nnonsense\n=4\n",
        &[("env/malformed-line", ".env:3", 3), ("env/malformed-line", ".env:4", 4)],
    );
    let message = outcome.json()["findings"][0]["message"].to_string();
    assert!(message.contains("Line 3") && message.contains("no `=`"), "{message}");
    let project = Project::new().file(".env", b"A=1\nB=\xff\n");
    assert_eq!(told(&run(&project, ".env"))[0].0, "env/malformed-line");
}

#[test]
fn several_files_are_looked_at_together() {
    let project = Project::new().file(".env", "A=1\nB=$C\n").file(".env.local", "A=2\nC=3\n");
    let outcome = run(&project, ".env .env.local");
    assert_eq!(told(&outcome), [("env/duplicate".to_owned(), "A".to_owned(), 1)]);
    let finding = &outcome.json()["findings"][0];
    assert_eq!(
        (&finding["severity"], &finding["location"]["path"]),
        (&"note".into(), &".env.local".into())
    );
}

#[test]
fn an_example_holds_nothing_real_and_may_be_empty() {
    let key = secret_key(3);
    let text = format!("STRIPE_SECRET_KEY={key}\nDB_PASSWORD=\nVITE_API_SECRET=changeme\n");
    let project = Project::new().file(".env.example", text);
    let outcome = run(&project, ".env.example");
    assert_eq!(told(&outcome)[0].0, "env/real-example");
    assert_eq!(outcome.status, Some(1));
    assert!(!format!("{outcome:?}").contains(&key));
}

#[test]
fn what_is_allowed_is_not_told() {
    let text = "# leaklint-allow env/ambiguous-value: only Vite reads it\nA=two words\n";
    let outcome = check(text, &[]);
    assert_eq!(outcome.json()["summary"]["suppressed"], 1);
    let project = Project::new()
        .file(".env", "A=two words\n")
        .file("leaklint.toml", "[[allow]]\nenv = \"A\"\nreason = \"known\"\n");
    assert!(told(&run(&project, ".env")).is_empty());
}

#[test]
fn every_form_of_a_report_and_every_exit_status() {
    let project = Project::new().file(".env", format!("VITE_PAY={}\n", secret_key(4)));
    assert_eq!(project.run("env .env --format sarif").json()["version"], "2.1.0");
    assert!(project.run("env .env --format github").stdout.starts_with("::error "));
    assert_eq!(project.run("env .env --fail-on never").status, Some(0));
    let project = Project::new().file(".env", "A=two words\n");
    assert_eq!(project.run("env .env").status, Some(0));
    assert_eq!(project.run("env .env --fail-on warning").status, Some(1));
    let outcome = project.run("env .env nowhere");
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("`nowhere` cannot be read"), "{outcome:?}");
    assert!(outcome.stdout.contains("env/ambiguous-value"), "the other is still told: {outcome:?}");
    assert_eq!(project.run("env").status, Some(2));
    assert_eq!(Project::new().folder("x").run("env x").status, Some(2));
}
