//! `leaklint-keys.json`: since when which variable has had which value.

use std::fs;

use crate::{
    command::{Project, secret_key},
    items::item,
};

fn with_key(seed: u64) -> Project {
    Project::new().file(".env", format!("STRIPE_SECRET_KEY={}", secret_key(seed)))
}

fn ledger(project: &Project) -> String {
    fs::read_to_string(project.path("leaklint-keys.json")).unwrap()
}

/// Notes the keys, and moves the day of all to `day`.
fn noted(project: Project, day: &str) -> Project {
    project.run("checklist --only 5 --record");
    let text = ledger(&project);
    let at = text.find("\"since\":\"").expect("a day") + 9;
    let text = text.replace(&text[at..at + 10], day);
    project.file("leaklint-keys.json", text)
}

#[test]
fn a_key_is_noted_only_when_that_is_asked_for_and_no_value_is_in_it() {
    let key = secret_key(31);
    let project = with_key(31);
    assert_eq!(item(&project, 5, std::slice::from_ref(&key)).0, "unknown");
    assert!(!project.path("leaklint-keys.json").exists());
    project.run("checklist --record");
    let text = ledger(&project);
    assert!(text.contains("STRIPE_SECRET_KEY") && !text.contains(&key[8..]), "{text}");
    let (state, evidence, _) = item(&project, 5, &[key]);
    assert!(state == "pass" && evidence.contains("first seen on"), "{evidence}");
    project.run("checklist --record");
    assert_eq!(ledger(&project), text, "nothing is new");
}

#[test]
fn after_so_many_days_a_key_is_due() {
    let project = noted(with_key(32), "2020-01-02");
    let (state, evidence, status) = item(&project, 5, &[secret_key(32)]);
    assert_eq!((&*state, status), ("fail", Some(1)), "{evidence}");
    assert!(evidence.contains("first seen on 2020-01-02; 90 are allowed"), "{evidence}");
    for said in ["rotate-days = 36500\n", "[keys.STRIPE_SECRET_KEY]\nrotate-days = 36500\n"] {
        let project = noted(with_key(32), "2020-01-02").file("leaklint.toml", said);
        assert_eq!(item(&project, 5, &[]).0, "pass", "{said}");
    }
}

#[test]
fn another_value_has_an_age_of_its_own() {
    let project = noted(with_key(33), "2020-01-02");
    let project = project.file(".env", format!("STRIPE_SECRET_KEY={}", secret_key(34)));
    assert_eq!(item(&project, 5, &[secret_key(34)]).0, "unknown");
}

#[test]
fn merge_conflicts_are_told_with_their_line_and_the_other_items_are_answered() {
    let marks = "{\n<<<<<<< HEAD\n=======\n>>>>>>> side\n}\n";
    let project = with_key(35).file("leaklint-keys.json", marks);
    let outcome = project.run("checklist --format json");
    let items = outcome.json()["items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 7);
    assert_eq!(items[4]["state"], "unknown");
    let notice = items[4]["notices"][0].as_str().unwrap();
    assert!(notice.starts_with("leaklint-keys.json:2: it has merge conflicts"), "{notice}");
    for command in ["checklist --record", "rotate STRIPE_SECRET_KEY"] {
        let outcome = project.run(command);
        assert_eq!(outcome.status, Some(2), "{outcome:?}");
        assert!(outcome.stderr.contains("leaklint-keys.json:2:"), "{outcome:?}");
        assert_eq!(ledger(&project), marks, "it is left alone");
    }
}
