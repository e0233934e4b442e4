use crate::command::{Project, secret_key};

fn leak(seed: u64) -> String {
    format!("const key = \"{}\";\n", secret_key(seed))
}

#[test]
fn paths_are_relative_to_the_folder_that_was_named() {
    let project = Project::new().file("dist/assets/b.js", leak(1)).file("dist/a.js", "1");
    for folder in ["dist", "dist/", "./dist", "./dist/."] {
        let outcome = project.run(&format!("{folder} --format json"));
        assert_eq!(outcome.files(), ["a.js", "assets/b.js"], "{folder}");
        assert_eq!(outcome.json()["findings"][0]["location"]["path"], "assets/b.js");
    }
}

#[test]
fn a_file_that_was_named_keeps_its_name() {
    let project = Project::new().file("dist/a.js", "1");
    assert_eq!(project.run("./dist/a.js --format json").files(), ["./dist/a.js"]);
}

#[test]
fn files_of_several_folders_are_told_apart() {
    let project = Project::new().file("one/a.js", "1").file("two/a.js", "2");
    assert_eq!(project.run("two/ one --format json").files(), ["one/a.js", "two/a.js"]);
}

#[test]
fn ignore_files_do_not_apply_and_hidden_files_are_read() {
    let project = Project::new()
        .file(".gitignore", "dist\n*.js\n")
        .file("dist/.ignore", "*")
        .file("dist/.env", leak(1))
        .file("dist/.well-known/a.js", "1")
        .file("dist/a.js", "1");
    let expected = [".env", ".ignore", ".well-known/a.js", "a.js"];
    assert_eq!(project.run("dist --format json").files(), expected);
}

#[test]
fn packages_and_history_are_passed_over_only_below_a_named_folder() {
    let project = Project::new()
        .file("dist/a.js", "1")
        .file("dist/node_modules/b.js", "1")
        .file("dist/.git/c.js", "1")
        .file("dist/deep/node_modules", "a file");
    assert_eq!(project.run("dist --format json").files(), ["a.js", "deep/node_modules"]);
    assert_eq!(project.run("dist --no-ignore --format json").files().len(), 4);
    assert_eq!(project.run("dist/node_modules --format json").files(), ["b.js"]);
}

#[test]
fn standard_input_has_a_name() {
    let project = Project::new();
    let outcome = project.run_with("- --format json", &[], leak(1).as_bytes());
    assert_eq!(outcome.status, Some(1));
    assert_eq!(outcome.file("stdin.js")["kind"], "javascript");
    let named = project.run_with("- --stdin-name x/page.css --format json", &[], b"a{}");
    assert_eq!(named.file("x/page.css")["kind"], "css");
}

#[test]
fn the_order_is_the_same_on_any_number_of_threads() {
    let project = (0..40).fold(Project::new(), |project, number| {
        project.file(&format!("dist/{number}.js"), leak(number % 7).repeat(1 + number as usize % 5))
    });
    let report = |threads: u32| {
        let mut report = project.run(&format!("dist --format json --threads {threads}")).json();
        report["summary"]["elapsedMs"] = 0.into();
        report
    };
    let one = report(1);
    assert_eq!(one["summary"]["errors"], 7);
    assert_eq!(one, report(2));
    assert_eq!(one, report(8));
}

#[cfg(unix)]
#[test]
fn names_cannot_break_a_format_or_the_terminal() {
    let name = "dist/a\u{1b}[2J\n::error::b,c:d%\u{202E}.js";
    let project = Project::new().file(name, leak(1)).file("dist/\u{1b}]0;x\u{7}.js", "const = ");
    let report = project.run("dist --format json");
    assert_eq!(report.json()["findings"][0]["location"]["path"], name[5..].to_owned());
    for format in ["human", "github"] {
        let text = project.run(&format!("dist --format {format}")).stdout;
        let steers = |c: char| c.is_control() && c != '\n';
        assert!(!text.contains(steers), "{format}: {text:?}");
    }
    let github = project.run("dist --format github").stdout;
    assert!(github.lines().all(|line| line.starts_with("::")), "{github}");
    assert_eq!(github.lines().filter(|line| line.starts_with("::error")).count(), 1, "{github}");
    let lines = project.run("dist --format ndjson").stdout;
    assert_eq!(lines.lines().count(), 3, "{lines}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode_are_shown_as_well_as_can_be() {
    use std::os::unix::ffi::OsStrExt;

    let project = Project::new().folder("dist");
    let name = std::ffi::OsStr::from_bytes(b"dist/a\xFFb.js");
    std::fs::write(project.path(name), leak(1)).unwrap();
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.status, Some(1));
    assert_eq!(outcome.files(), ["a\u{FFFD}b.js"]);
}
