//! The answers in their forms, the edits they come with, and the exit status.

use serde_json::Value;

use crate::{
    command::{Project, secret_key},
    items::{commit, repository},
};

fn one(project: &Project, number: u8) -> Value {
    project.run(&format!("checklist --only {number} --format json")).json()["items"][0].clone()
}

#[test]
fn each_key_in_the_source_comes_with_its_variable_and_its_edit() {
    let key = secret_key(21);
    for (path, text, edit) in [
        ("src/pay.js", format!("const key = \"{key}\";"), "process.env.STRIPE_SECRET_KEY"),
        ("pay.py", format!("key = \"{key}\"\n"), "os.environ[\"STRIPE_SECRET_KEY\"]"),
        (".github/workflows/ci.yml", format!("env:\n  KEY: {key}\n"), "secrets.STRIPE_SECRET_KEY"),
        ("Dockerfile", format!("FROM a\nENV KEY={key}\n"), "--env-file"),
        ("deploy.sh", format!("KEY={key}\n"), "${STRIPE_SECRET_KEY}"),
    ] {
        let answer = one(&repository().file(path, &text), 1);
        let found = &answer["evidence"][0];
        assert_eq!((&found["path"], &found["fails"]), (&path.into(), &true.into()), "{answer}");
        assert_eq!(found["variable"], "STRIPE_SECRET_KEY", "{answer}");
        assert!(found["edit"].as_str().unwrap().contains(edit), "{answer}");
        assert_eq!(found["line"], text[..text.find(&key).unwrap()].lines().count());
        assert!(!answer.to_string().contains(&key));
    }
}

#[test]
fn what_git_ignores_is_no_source() {
    let key = secret_key(22);
    let project = repository()
        .file(".gitignore", "notes.js\n")
        .file("notes.js", format!("a(\"{key}\")"))
        .file("a.js", "a()");
    assert_eq!(one(&project, 1)["state"], "pass");
}

#[test]
fn sarif_is_valid_and_has_a_place_for_everything() {
    let key = secret_key(23);
    let project = repository().file("a b.js", format!("let key = \"{key}\";"));
    commit(&project, "a b.js");
    let outcome = project.run("checklist --format sarif");
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
    assert!(!outcome.stdout.contains(&key));
    let log = outcome.json();
    let mut schema: Value =
        serde_json::from_str(include_str!("../report/sarif-schema-2.1.0.json")).unwrap();
    for owner in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][owner]["properties"]["language"];
        assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mistakes: Vec<String> =
        validator.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}\n{log:#}");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 7);
    let results = run["results"].as_array().unwrap();
    let first = &results[0];
    assert_eq!((&first["ruleId"], &first["level"]), (&rules[0]["id"], &"error".into()));
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.js");
    assert_eq!(
        (&place["region"]["startLine"], &place["region"]["startColumn"]),
        (&1.into(), &12.into())
    );
    for result in results {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        assert_eq!(result["locations"].as_array().unwrap().len(), 1, "{result}");
    }
}

#[test]
fn the_exit_status_says_what_was_asked_for() {
    let failing = repository().file("a.js", format!("a(\"{}\")", secret_key(24)));
    let unknown = Project::new();
    let passing = repository().file("a.js", "a()");
    for (project, expected) in [(failing, [1, 1, 0]), (unknown, [0, 1, 0]), (passing, [0, 0, 0])] {
        for (fail_on, status) in ["fail", "unknown", "never"].into_iter().zip(expected) {
            let outcome = project.run(&format!("checklist --only 1 --fail-on {fail_on}"));
            assert_eq!(outcome.status, Some(status), "{fail_on}: {outcome:?}");
        }
    }
}

#[test]
fn colours_are_there_when_they_are_asked_for() {
    let project = repository().file("a.js", "a()");
    assert!(!project.run("checklist").stdout.contains('\u{1b}'));
    assert!(project.run("checklist --color always").stdout.contains("\u{1b}["));
}
