//! `leaklint rotate NAME`: five steps, and the day once the value has changed.

use std::fs;

use crate::{
    command::{Outcome, Project, secret_key},
    items::{jwt, now},
};

fn env(project: Project, seed: u64) -> Project {
    project.file(".env", format!("STRIPE_SECRET_KEY={}\n", secret_key(seed)))
}

fn ledger(project: &Project) -> String {
    fs::read_to_string(project.path("leaklint-keys.json")).unwrap()
}

fn rotate(project: &Project) -> Outcome {
    let outcome = project.run("rotate STRIPE_SECRET_KEY");
    assert_eq!(outcome.status, Some(0), "{outcome:?}");
    outcome
}

#[test]
fn the_five_steps_name_the_pages_of_the_provider_and_the_files() {
    let outcome = rotate(&env(Project::new(), 41));
    let places: Vec<usize> = ["1 Create", "2 Update", "3 Deploy", "4 Verify", "5 Revoke"]
        .iter()
        .map(|step| outcome.stdout.find(step).unwrap_or_else(|| panic!("{step}: {outcome:?}")))
        .collect();
    assert!(places.is_sorted(), "{outcome:?}");
    assert!(outcome.stdout.contains("stripe.com") && outcome.stdout.contains(" in .env"));
    assert!(!format!("{outcome:?}").contains(&secret_key(41)));
}

#[test]
fn the_new_day_is_noted_once_the_value_has_changed() {
    let project = env(Project::new(), 42);
    rotate(&project);
    let before = ledger(&project);
    let outcome = rotate(&project);
    assert_eq!(ledger(&project), before, "looking changes nothing");
    assert!(outcome.stdout.contains("[ ] 2 Update"), "{outcome:?}");

    let project = env(project, 43);
    let outcome = rotate(&project);
    assert!(outcome.stdout.contains("[x] 2 Update"), "{outcome:?}");
    assert!(outcome.stdout.contains("[ ] 3 Deploy"), "{outcome:?}");
    let after = ledger(&project);
    assert_eq!(after.matches("STRIPE_SECRET_KEY").count(), 2, "{after}");
    let item = project.run("checklist --only 5 --format json").json()["items"][0].clone();
    assert_eq!(item["state"], "pass", "{item}");
}

#[test]
fn looking_again_does_not_touch_the_file() {
    let project = env(Project::new(), 44);
    rotate(&project);
    let path = project.path("leaklint-keys.json");
    fs::write(&path, ledger(&project) + "\n").unwrap();
    let before = ledger(&project);
    rotate(&project);
    assert_eq!(ledger(&project), before);
}

#[test]
fn a_token_that_says_when_it_was_issued_is_noted_from_then() {
    let name = "SUPABASE_SERVICE_ROLE_KEY";
    let old = jwt(now() - 400 * 86_400);
    let project = Project::new().file(".env", format!("{name}={old}"));
    project.run(&format!("rotate {name}"));
    let new = jwt(1_700_000_000);
    let project = project.file(".env", format!("{name}={new}"));
    let outcome = project.run(&format!("rotate {name}"));
    assert!(outcome.stdout.contains("2023-11-14"), "{outcome:?}");
    assert!(ledger(&project).contains("\"since\":\"2023-11-14\""), "{}", ledger(&project));
}

#[test]
fn a_variable_that_is_not_there_is_2_with_the_nearest() {
    let outcome = env(Project::new(), 45).run("rotate STRIPE_SECRET");
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("there is STRIPE_SECRET_KEY"), "{outcome:?}");
    assert_eq!(env(Project::new(), 45).run("rotate NOTHING_LIKE_IT").status, Some(2));
}

#[test]
fn another_file_may_have_it() {
    let project = Project::new().file("secrets/prod", format!("A_KEY={}", secret_key(46)));
    assert_eq!(project.run("rotate A_KEY").status, Some(2));
    assert_eq!(project.run("rotate A_KEY --env-file secrets/prod").status, Some(0));
    assert_eq!(project.run("rotate A_KEY --env-file nowhere").status, Some(2));
}

#[test]
fn it_goes_on_where_it_was_left() {
    let project = env(Project::new(), 47);
    rotate(&project);
    let outcome = project.run("rotate STRIPE_SECRET_KEY --done 3");
    assert_eq!(outcome.status, Some(2), "nothing is new: {outcome:?}");
    assert!(outcome.stderr.contains("the first two steps come first"), "{outcome:?}");
    let project = env(project, 48);
    rotate(&project);
    // On another day the ledger still knows.
    let outcome = rotate(&project);
    assert!(outcome.stdout.contains("[x] 2 Update") && outcome.stdout.contains("[ ] 3 Deploy"));
    assert!(outcome.stdout.contains("--done 3"), "{outcome:?}");
    let outcome = project.run("rotate STRIPE_SECRET_KEY --done 4");
    assert!(outcome.stdout.contains("[x] 4 Verify") && outcome.stdout.contains("[ ] 5 Revoke"));
    assert!(ledger(&project).contains("\"next\":5"), "{}", ledger(&project));
    let outcome = project.run("rotate STRIPE_SECRET_KEY --done 5");
    assert!(outcome.stdout.contains("[x] 5 Revoke"), "{outcome:?}");
    assert!(!ledger(&project).contains("next"), "{}", ledger(&project));
    assert!(rotate(&project).stdout.contains("[ ] 1 Create"), "the next one begins anew");
    assert_eq!(project.run("rotate STRIPE_SECRET_KEY --done 6").status, Some(2));
}
