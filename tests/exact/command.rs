//! `--env-file` and `--env-from-process`.

use std::{fs, process::Output};

use tempfile::TempDir;

use crate::drawn;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &TempDir, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    crate::clean::leaklint()
        .args(arguments)
        .current_dir(folder)
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn values_of_files_are_found() {
    let (one, two) = (drawn(20, 31), drawn(20, 32));
    let folder = folder(&[
        ("dist/a.js", &format!("f('{one}')")),
        ("dist/b.css", &format!("/* {two} */")),
        (".env", &format!("export DB_PASSWORD='{one}'\n")),
        (".env.production", &format!("API_SECRET=\"{two}\" # comment\n")),
    ]);
    let output = run(
        &folder,
        &["dist", "--env-file", ".env", "--env-file", ".env.production", "--format", "json"],
        &[],
    );
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    assert!(shown.contains("`DB_PASSWORD` of `.env`") && shown.contains("of `.env.production`"));
    assert!(!shown.contains(&one) && !shown.contains(&two));
}

#[test]
fn values_of_the_process_are_found() {
    let value = drawn(20, 33);
    let folder = folder(&[("dist/a.js", &format!("f('{value}')"))]);
    let environment = [("CI_DEPLOY_TOKEN", &*value), ("HOME", "/home/x"), ("CI", "true")];
    let output = run(&folder, &["dist", "--env-from-process"], &environment);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("CI_DEPLOY_TOKEN"), "{}", text(&output.stdout));
    assert_eq!(run(&folder, &["dist"], &environment).status.code(), Some(0));
}

#[test]
fn an_auditor_is_told_what_is_left_out() {
    let folder = folder(&[("dist/a.js", "f()"), (".env", "PORT=3000\nDB_HOST=db.internal\n")]);
    let output = run(&folder, &["dist", "--env-file", ".env", "--persona", "auditor"], &[]);
    let told = text(&output.stderr);
    assert!(told.contains("`PORT` of .env is not looked for"), "{told}");
    assert!(told.contains("`DB_HOST`") && !told.contains("db.internal"), "{told}");
    assert_eq!(output.status.code(), Some(0));
    let output = run(&folder, &["dist", "--env-file", ".env"], &[]);
    assert!(!text(&output.stderr).contains("PORT"));
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let folder = folder(&[("dist/a.js", "f()")]);
    let output = run(&folder, &["dist", "--env-file", ".env.local"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("`.env.local` cannot be read"),
        "{}",
        text(&output.stderr)
    );
}
