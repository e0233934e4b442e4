use crate::command::{Project, publishable_key, secret_key};

fn leaking(value: &str) -> Project {
    Project::new().file("dist/app.js", format!("const key = \"{value}\";\n"))
}

#[test]
fn a_clean_build_is_0_and_one_line() {
    let outcome = Project::new().file("dist/app.js", "const answer = 42;\n").run("dist");
    assert_eq!(outcome.status, Some(0));
    assert_eq!(outcome.stdout.lines().count(), 1, "{outcome:?}");
    assert_eq!(outcome.stderr, "");
}

#[test]
fn an_empty_folder_is_0() {
    let outcome = Project::new().folder("dist").run("dist");
    assert_eq!(outcome.status, Some(0));
    assert_eq!(outcome.stdout.lines().count(), 1, "{outcome:?}");
}

#[test]
fn an_error_is_1_unless_nothing_fails() {
    let project = leaking(&secret_key(1));
    for format in ["human", "json", "ndjson", "sarif", "github", "html"] {
        assert_eq!(project.run(&format!("dist --format {format}")).status, Some(1), "{format}");
        let never = project.run(&format!("dist --format {format} --fail-on never"));
        assert_eq!(never.status, Some(0), "{format}");
    }
}

#[test]
fn a_note_is_1_only_when_asked_for_and_is_then_shown() {
    let project = leaking(&publishable_key(1));
    assert_eq!(project.run("dist").status, Some(0));
    assert_eq!(project.run("dist --fail-on warning").status, Some(0));
    let outcome = project.run("dist --fail-on note");
    assert_eq!(outcome.status, Some(1));
    assert!(outcome.stdout.contains("note[stripe/publishable-key]"), "{outcome:?}");
    assert_eq!(project.run("dist --fail-on note --format json").status, Some(1));
}

#[test]
fn what_is_not_reported_does_not_fail() {
    let project = leaking(&publishable_key(2));
    for format in ["human", "json", "ndjson"] {
        let arguments = format!("dist --fail-on note --min-severity error --format {format}");
        assert_eq!(project.run(&arguments).status, Some(0), "{format}");
    }
}

#[test]
fn help_and_version_are_0_and_mistakes_are_2() {
    let project = Project::new().folder("dist");
    for (arguments, status) in [
        ("--help", 0),
        ("-h", 0),
        ("--version", 0),
        ("rules --help", 0),
        ("--no-such-option dist", 2),
        ("dist --format html-but-not-quite", 2),
        ("dist --fail-on sometimes", 2),
        ("dist --threads 0", 2),
        ("dist --threads many", 2),
        ("dist --max-file-size 10MB", 2),
        ("dist --max-file-size 0", 2),
        ("rules dist extra", 2),
    ] {
        let outcome = project.run(arguments);
        assert_eq!(outcome.status, Some(status), "{arguments}: {outcome:?}");
        let (told, silent) = match status {
            0 => (&outcome.stdout, &outcome.stderr),
            _ => (&outcome.stderr, &outcome.stdout),
        };
        assert!(!told.is_empty() && silent.is_empty(), "{arguments}: {outcome:?}");
    }
}

#[test]
fn nothing_named_is_2_and_says_what_to_do() {
    let outcome = Project::new().run("");
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("leaklint dist"), "{outcome:?}");
    assert_eq!(outcome.stdout, "");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_does_not_change_the_exit_status() {
    use std::process::Stdio;

    use crate::clean::leaklint;

    let many = (0..2000)
        .fold(String::new(), |text, seed| text + &format!("x=\"{}\";\n", secret_key(seed)));
    let project = Project::new().file("dist/app.js", many);
    for format in ["human", "json", "ndjson", "sarif", "github", "html"] {
        let mut child = leaklint()
            .args(["dist", "--format", format])
            .current_dir(project.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}: {output:?}");
        assert!(output.stderr.is_empty(), "{format}: {output:?}");
    }
}
