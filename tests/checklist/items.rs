//! Each item: as it should be, as it should not be, and not to be told.

use crate::command::{Project, secret_key};

pub(crate) const IGNORE: &str = ".env\n.env.*\n!.env.example\n";

pub(crate) fn git(project: &Project, arguments: &[&str]) {
    let status =
        crate::clean::git().args(arguments).current_dir(project.path("")).output().unwrap();
    assert!(status.status.success(), "{status:?}");
}

pub(crate) fn repository() -> Project {
    let project = Project::new().file("README.md", "a project");
    git(&project, &["init", "-q"]);
    project
}

pub(crate) fn commit(project: &Project, what: &str) {
    git(project, &["add", "-f", what]);
    git(project, &["commit", "-q", "-m", "one"]);
}

/// The state of one item, its evidence, and the exit status; no output holds a value.
pub(crate) fn item(
    project: &Project,
    number: u8,
    values: &[String],
) -> (String, String, Option<i32>) {
    let human = project.run(&format!("checklist --only {number}"));
    let json = project.run(&format!("checklist --only {number} --format json"));
    for value in values {
        assert!(!format!("{human:?}{json:?}").contains(value), "{human:?}");
    }
    assert_eq!(human.status, json.status, "{human:?}");
    let items = json.json()["items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 1);
    let state = items[0]["state"].as_str().unwrap().to_owned();
    let seen = human.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    (state, format!("{} {seen}", items[0]), json.status)
}

fn test_key(seed: u64) -> String {
    secret_key(seed).replace("live", "test")
}

#[test]
fn keys_are_in_variables() {
    let key = secret_key(1);
    let project = repository().file("src/pay.js", format!("const key = \"{key}\";"));
    let (state, evidence, status) = item(&project, 1, &[key]);
    assert_eq!((&*state, status), ("fail", Some(1)));
    assert!(evidence.contains("src/pay.js:1:14:") && evidence.contains("STRIPE_SECRET_KEY"));
    let (state, _, status) = item(&repository(), 1, &[]);
    assert_eq!((&*state, status), ("pass", Some(0)));
    assert_eq!(item(&Project::new(), 1, &[]).0, "unknown");
}

#[test]
fn env_files_are_ignored_untracked_and_never_committed() {
    let project = repository().file(".gitignore", IGNORE).file(".env", "A=1");
    commit(&project, ".gitignore");
    assert_eq!(item(&project, 2, &[]).0, "pass");

    let (state, evidence, _) = item(&repository().file(".env", "A=1"), 2, &[]);
    assert!(state == "fail" && evidence.contains(".env: is not excluded"), "{evidence}");

    commit(&project, ".env");
    let (state, evidence, _) = item(&project, 2, &[]);
    assert!(state == "fail" && evidence.contains(".env: is tracked"), "{evidence}");
    git(&project, &["rm", "-q", "--cached", ".env"]);
    git(&project, &["commit", "-q", "-m", "two"]);
    let (state, evidence, _) = item(&project, 2, &[]);
    assert!(state == "fail" && evidence.contains(".env: was committed"), "{evidence}");
    assert!(!evidence.contains("is tracked"), "{evidence}");

    let key = secret_key(2);
    let project = repository()
        .file(".gitignore", IGNORE)
        .file(".env.example", format!("STRIPE_SECRET_KEY={key}"));
    commit(&project, ".gitignore");
    let (state, evidence, _) = item(&project, 2, &[key]);
    assert!(state == "fail" && evidence.contains(".env.example"), "{evidence}");
}

#[test]
fn a_file_that_a_merged_branch_had_for_a_while_was_committed() {
    let project = repository().file(".gitignore", IGNORE).file("app/.env.local", "A=1");
    commit(&project, ".gitignore");
    git(&project, &["checkout", "-q", "-b", "side"]);
    commit(&project, "app/.env.local");
    git(&project, &["rm", "-q", "--cached", "app/.env.local"]);
    git(&project, &["commit", "-q", "-m", "two"]);
    git(&project, &["checkout", "-q", "-"]);
    git(&project, &["merge", "-q", "--no-ff", "-m", "three", "side"]);
    let (state, evidence, _) = item(&project, 2, &[]);
    assert!(state == "fail" && evidence.contains("app/.env.local: was committed"), "{evidence}");
}

#[test]
fn without_a_sound_repository_the_second_item_is_unknown_and_the_others_are_answered() {
    for project in [
        Project::new().file(".gitignore", IGNORE),
        Project::new().file(".gitignore", IGNORE).file(".git/HEAD", "nonsense"),
    ] {
        let outcome = project.run("checklist --format json");
        assert_eq!(outcome.json()["items"].as_array().unwrap().len(), 7);
        assert_eq!(outcome.json()["items"][1]["state"], "unknown", "{outcome:?}");
        assert!(outcome.stdout.contains("git says"), "{outcome:?}");
    }
}

#[test]
fn environments_have_keys_of_their_own() {
    let file = |name: &str, key: &str| (format!(".env.{name}"), format!("STRIPE_SECRET_KEY={key}"));
    let with = |files: &[(String, String)]| {
        files.iter().fold(repository(), |project, (name, text)| project.file(name, text))
    };
    let (live, test) = (secret_key(3), test_key(4));
    let values = [live.clone(), test.clone()];
    let state = |files: &[(String, String)]| item(&with(files), 4, &values).0;
    assert_eq!(state(&[file("development", &test), file("production", &live)]), "pass");
    assert_eq!(state(&[file("staging", &live), file("production", &live)]), "fail");
    assert_eq!(state(&[file("development", &live)]), "fail");
    assert_eq!(state(&[file("production", &test)]), "fail");
    assert_eq!(state(&[]), "unknown");
}

#[test]
fn monitoring_is_unknown_until_the_project_says_who_looks() {
    let key = secret_key(5);
    let project = repository().file(".env", format!("STRIPE_SECRET_KEY={key}"));
    let (state, evidence, status) = item(&project, 6, &[key]);
    assert_eq!((&*state, status), ("unknown", Some(0)));
    assert!(evidence.contains("https://"), "{evidence}");
    let said = "[keys.STRIPE_SECRET_KEY]\nmonitored = \"Ada, weekly\"\n";
    assert_eq!(item(&project.file("leaklint.toml", said), 6, &[]).0, "pass");
}

#[test]
fn a_build_is_found_and_linted() {
    let key = secret_key(6);
    let project = repository().file("dist/app.js", format!("a(\"{key}\")"));
    let (state, evidence, _) = item(&project, 7, &[key]);
    assert!(state == "fail" && evidence.contains("dist/app.js:1"), "{evidence}");
    assert_eq!(item(&repository().file("dist/app.js", "a()"), 7, &[]).0, "pass");
    assert_eq!(item(&repository(), 7, &[]).0, "unknown");
    assert_eq!(item(&Project::new().file("build/main.rs", "a"), 7, &[]).0, "unknown");
}

#[test]
fn a_build_is_found_wherever_its_framework_leaves_it() {
    let key = secret_key(6);
    for folder in [".next/static", "docs/.vitepress/dist", "doc_build", "storybook-static"] {
        let name = format!("{folder}/app.js");
        let project = repository().file(&name, format!("a(\"{key}\")"));
        let (state, evidence, _) = item(&project, 7, std::slice::from_ref(&key));
        assert!(state == "fail" && evidence.contains(&format!("{name}:1")), "{evidence}");
    }
}

#[test]
fn a_secret_that_every_build_will_have_fails_before_there_is_one() {
    let key = secret_key(8);
    let project = repository().file(".env", format!("VITE_STRIPE_KEY={key}"));
    let (state, evidence, status) = item(&project, 7, &[key]);
    assert_eq!((&*state, status), ("fail", Some(1)));
    assert!(evidence.contains(".env: VITE_STRIPE_KEY is put into every build"), "{evidence}");
}

#[test]
fn an_unreadable_env_file_is_told_with_its_line_and_nothing_passes_for_it() {
    let project = Project::new().file(".env.production", b"A=1\nB=\xff\n");
    let (state, evidence, _) = item(&project, 4, &[]);
    assert_eq!(state, "unknown");
    assert!(evidence.contains(".env.production:2: it is not UTF-8"), "{evidence}");
}

#[test]
fn what_cannot_be_done_is_2() {
    assert_eq!(Project::new().run("checklist nowhere").status, Some(2));
    assert_eq!(Project::new().run("checklist --only 8").status, Some(2));
}

/// A service key of Supabase, issued at a time in seconds since 1970.
pub(crate) fn jwt(issued: u64) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
    let payload = format!(
        "{{\"iss\":\"supabase\",\"ref\":\"qkzvwmtrxhpylbcdfgjn\",\"role\":\"service_role\",\
         \"iat\":{issued},\"exp\":{}}}",
        issued + 315_360_000
    );
    let signature = secret_key(issued) + &secret_key(issued + 1)[8..19];
    let header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    format!("{}.{}.{}", BASE64.encode(header), BASE64.encode(payload), signature)
}

pub(crate) fn service(issued: u64, said: &str) -> (Project, String) {
    let key = jwt(issued);
    let project = Project::new().file(".env", format!("SUPABASE_SERVICE_ROLE_KEY={key}"));
    (project.file("leaklint.toml", format!("[keys.SUPABASE_SERVICE_ROLE_KEY]\n{said}")), key)
}

pub(crate) fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

#[test]
fn old_keys_are_due() {
    let days = 86_400;
    for (age, said, expected) in
        [(100, "", "fail"), (100, "rotate-days = 365", "pass"), (10, "", "pass")]
    {
        let (project, key) = service(now() - age * days, said);
        git(&project, &["init", "-q"]);
        let (state, evidence, _) = item(&project, 5, &[key]);
        assert_eq!(state, expected, "{evidence}");
    }
    let project = Project::new().file(".env", format!("STRIPE_SECRET_KEY={}", secret_key(7)));
    assert_eq!(item(&project, 5, &[]).0, "unknown");
}

#[test]
fn keys_may_do_what_is_declared() {
    for (said, expected) in
        [("scopes = [\"service_role\"]", "pass"), ("scopes = [\"anon\"]", "fail"), ("", "unknown")]
    {
        let (project, key) = service(now(), said);
        git(&project, &["init", "-q"]);
        let (state, evidence, _) = item(&project, 3, &[key]);
        assert_eq!(state, expected, "{evidence}");
    }
}
