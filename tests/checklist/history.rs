//! A key in use that the history holds is due now; a history that cannot be read passes nothing.

use crate::{
    command::Project,
    items::{commit, git, item, now, repository, service},
};

const DAY: u64 = 86_400;

/// A project with a young key, in a repository of its own.
fn with_key() -> (Project, String) {
    let (project, key) = service(now() - 10 * DAY, "");
    git(&project, &["init", "-q"]);
    (project.file("README.md", "a project"), key)
}

#[test]
fn a_key_that_was_committed_is_due_at_once() {
    let (project, key) = with_key();
    commit(&project, "README.md");
    assert_eq!(item(&project, 5, std::slice::from_ref(&key)).0, "pass");
    let project = project.file("old.js", format!("const key = \"{key}\";"));
    commit(&project, "old.js");
    git(&project, &["rm", "-q", "--cached", "old.js"]);
    git(&project, &["commit", "-q", "-m", "two"]);
    let (state, evidence, _) = item(&project, 5, &[key]);
    assert!(state == "fail" && evidence.contains("is in the history, in commit"), "{evidence}");
    assert!(evidence.contains("leaklint rotate SUPABASE_SERVICE_ROLE_KEY"), "{evidence}");
}

#[test]
fn a_repository_without_commits_has_nothing_to_hide() {
    let (project, key) = with_key();
    assert_eq!(item(&project, 5, &[key]).0, "pass");
}

#[test]
fn a_history_that_cannot_be_read_passes_nothing() {
    let (project, key) = service(now() - 10 * DAY, "");
    let project = project.file(".git/HEAD", "nonsense");
    let (state, evidence, _) = item(&project, 5, &[key]);
    assert!(state == "unknown" && evidence.contains("history"), "{evidence}");
}

#[test]
fn missing_objects_are_a_hole() {
    let (project, key) = with_key();
    commit(&project, "README.md");
    let objects = project.path(".git/objects");
    std::fs::remove_dir_all(&objects).unwrap();
    std::fs::create_dir(&objects).unwrap();
    let (state, evidence, _) = item(&project, 5, &[key]);
    assert_eq!(state, "unknown", "{evidence}");
}

#[test]
fn a_shallow_clone_is_a_hole() {
    let origin = repository();
    commit(&origin, "README.md");
    git(&origin, &["commit", "-q", "--allow-empty", "-m", "two"]);
    let (project, key) = service(now() - 10 * DAY, "");
    let url = format!("file://{}", origin.path("").display());
    git(&project, &["clone", "-q", "--depth", "1", &url, "clone"]);
    let path = project.path("clone/.env");
    std::fs::write(path, format!("SUPABASE_SERVICE_ROLE_KEY={key}")).unwrap();
    let outcome = project.run("checklist clone --only 5 --format json");
    assert_eq!(outcome.json()["items"][0]["state"], "unknown", "{outcome:?}");
    assert!(outcome.stdout.contains("shallow"), "{outcome:?}");
}
