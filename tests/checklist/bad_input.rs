//! What cannot be read, or not to its end: the other items are still answered.

use std::{io::Write as _, process::Stdio};

use serde_json::Value;

use crate::{
    command::{Outcome, Project, secret_key},
    items::{IGNORE, commit, git, item, now, repository, service},
};

/// All seven answers.
fn answers(outcome: &Outcome) -> Vec<Value> {
    let items = outcome.json()["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 7, "{outcome:?}");
    items
}

#[test]
fn without_the_git_command_the_second_item_says_so() {
    let project = repository().file(".gitignore", IGNORE).file("src/a.js", "a()");
    let outcome = project.run_with("checklist --format json", &[("PATH", "")], b"");
    let items = answers(&outcome);
    assert_eq!((&items[0]["state"], &items[1]["state"]), (&"pass".into(), &"unknown".into()));
    let notice = items[1]["notices"][0].as_str().unwrap();
    assert!(notice.starts_with("the `git` command cannot be run"), "{notice}");
    // What .gitignore alone tells still fails.
    let outcome = repository().run_with("checklist --format json", &[("PATH", "")], b"");
    assert_eq!(answers(&outcome)[1]["state"], "fail");
}

#[test]
fn a_bare_repository_has_no_index_and_passes_nothing() {
    let project = Project::new();
    git(&project, &["init", "-q", "--bare", "repo.git"]);
    let project = project.file("repo.git/.gitignore", IGNORE);
    let items = answers(&project.run("checklist repo.git --format json"));
    assert_eq!(items[1]["state"], "unknown");
    assert!(items[1]["notices"].to_string().contains("bare"), "{}", items[1]);
}

#[test]
fn a_long_history_is_looked_at_to_its_bound_and_says_so() {
    let (project, _) = service(now() - 10 * 86_400, "");
    git(&project, &["init", "-q"]);
    let project = project.file(".gitignore", IGNORE);
    let mut import = String::new();
    for number in 1..=20_001 {
        import += &format!(
            "commit refs/heads/long\ncommitter t <t@example.com> {number} +0000\ndata 1\nx\n"
        );
    }
    let mut child = crate::clean::git()
        .args(["fast-import", "--quiet"])
        .current_dir(project.path(""))
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(import.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let items = answers(&project.run("checklist --format json"));
    for (at, notice) in [
        (1, "only the newest 20000 commits were looked at"),
        (4, "not searched to its end: it has more than 20,000 commits"),
    ] {
        assert_eq!(items[at]["state"], "unknown", "{}", items[at]);
        assert!(items[at]["notices"].to_string().contains(notice), "{}", items[at]);
    }
}

#[test]
fn a_malformed_line_is_told_with_its_reason() {
    let project =
        repository().file(".gitignore", IGNORE).file(".env.production", "A=1\n\nnonsense\n");
    let items = answers(&project.run("checklist --format json"));
    for at in [1, 3] {
        let notices = items[at]["notices"].to_string();
        assert!(notices.contains(".env.production:3: it has no `=`"), "{notices}");
        assert_eq!(items[at]["state"], "unknown");
    }
    assert_eq!(items[0]["state"], "pass");
}

#[test]
fn what_a_merge_put_in_by_itself_is_in_the_history() {
    let (project, key) = service(now() - 10 * 86_400, "");
    git(&project, &["init", "-q"]);
    let project = project.file("README.md", "a project");
    commit(&project, "README.md");
    git(&project, &["checkout", "-q", "-b", "side"]);
    git(&project, &["commit", "-q", "--allow-empty", "-m", "side"]);
    git(&project, &["checkout", "-q", "-"]);
    git(&project, &["commit", "-q", "--allow-empty", "-m", "main"]);
    git(&project, &["merge", "-q", "--no-ff", "--no-commit", "side"]);
    let project = project.file("README.md", format!("a project\nkey = {key}\n"));
    git(&project, &["add", "README.md"]);
    git(&project, &["commit", "-q", "-m", "merged"]);
    let project = project.file("README.md", "a project");
    commit(&project, "README.md");
    let (state, evidence, _) = item(&project, 5, &[key]);
    assert!(state == "fail" && evidence.contains("in the history, in commit"), "{evidence}");
}

#[test]
fn what_attributes_call_binary_is_in_the_history() {
    let (project, key) = service(now() - 10 * 86_400, "");
    git(&project, &["init", "-q"]);
    let project =
        project.file(".gitattributes", "*.dat -diff\n").file("a.dat", format!("x\0{key}"));
    commit(&project, "a.dat");
    let (state, evidence, _) = item(&project, 5, &[key]);
    assert!(state == "fail" && evidence.contains("in the history, in commit"), "{evidence}");
}

#[test]
fn a_key_is_no_leak_where_a_comment_says_why() {
    let text = format!("// leaklint-allow stripe/secret-key: revoked\na(\"{}\")", secret_key(61));
    let project = repository().file("src/a.js", text);
    assert_eq!(item(&project, 1, &[secret_key(61)]).0, "pass");
}
