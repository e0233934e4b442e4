use crate::command::{Project, secret_key};

fn leaking() -> Project {
    Project::new().file("dist/app.js", format!("const key = \"{}\";\n", secret_key(1)))
}

#[test]
fn a_missing_path_is_2_and_the_others_are_linted() {
    let outcome = leaking().run("missing dist --format json");
    assert_eq!(outcome.status, Some(2));
    assert_eq!(outcome.json()["summary"]["errors"], 1);
    assert_eq!(outcome.files(), ["app.js"]);
    assert!(outcome.stderr.contains("missing"), "{outcome:?}");
    assert!(!outcome.stderr.contains("os error"), "{outcome:?}");
}

#[test]
fn only_missing_paths_leave_valid_json_and_a_quiet_terminal() {
    let project = Project::new();
    let outcome = project.run("missing --format json");
    assert_eq!(outcome.status, Some(2));
    assert_eq!(outcome.json()["summary"]["files"], 0);
    let outcome = project.run("missing");
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(2), ""));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_2_and_listed() {
    let outcome = leaking().link("dist/gone.js", "no-such-file").run("dist --format json");
    assert_eq!(outcome.status, Some(2));
    assert_eq!(outcome.json()["summary"]["errors"], 1);
    let file = outcome.file("gone.js");
    assert_eq!(file["analysis"], "skipped");
    assert!(file["notices"][0].as_str().unwrap().contains("leads nowhere"), "{file}");
    assert!(outcome.stderr.contains("gone.js"), "{outcome:?}");
}

#[cfg(unix)]
#[test]
fn links_that_loop_end() {
    let project = leaking().link("dist/around", ".").link("dist/self", "self");
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
    assert_eq!(outcome.json()["findings"][0]["occurrences"].as_array().unwrap().len(), 0);
    assert_eq!(outcome.file("self")["analysis"], "skipped");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_not_waited_for() {
    let project = leaking();
    let made = crate::clean::program("mkfifo").arg(project.path("dist/pipe.js")).status();
    assert!(made.unwrap().success());
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
    assert_eq!(outcome.file("pipe.js")["analysis"], "skipped");
}

#[test]
fn a_folder_named_like_a_script_is_walked() {
    let content = format!("x = \"{}\"", secret_key(1));
    let outcome = Project::new().file("dist/a.js/b.js", content).run("dist --format json");
    assert_eq!(outcome.status, Some(1));
    assert_eq!(outcome.files(), ["a.js/b.js"]);
}

#[test]
fn a_long_file_is_skipped_and_says_so() {
    let project = leaking().file("dist/long.js", "x".repeat(3000));
    let outcome = project.run("dist --max-file-size 2K --format json");
    assert_eq!(outcome.status, Some(1));
    let file = outcome.file("long.js");
    assert_eq!((file["analysis"].as_str(), file["bytes"].as_u64()), (Some("skipped"), Some(3000)));
    assert!(file["notices"][0].as_str().unwrap().contains("not read"), "{file}");

    let human = project.run("dist --max-file-size 2K");
    assert!(human.stdout.contains("long.js"), "{human:?}");

    let piped = project.run_with("- --max-file-size 2K --format json", &[], &[b'x'; 3000]);
    assert_eq!(piped.file("stdin.js")["analysis"], "skipped");
}

#[test]
fn any_bytes_are_linted() {
    let contents: [&[u8]; 6] = [b"", b"\0\0", b"\xFF\xFE\xFD", b"'", b"`${", b"\xEF\xBB\xBFx"];
    let project = contents.iter().zip(0..).fold(leaking(), |project, (content, number)| {
        project.file(&format!("dist/{number}.js"), content)
    });
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
    assert_eq!(outcome.files().len(), 7);
}

#[test]
fn an_output_that_cannot_be_written_is_2() {
    let outcome = leaking().run("dist --output no/such/folder/report.txt");
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("report.txt"), "{outcome:?}");
    assert_eq!(outcome.stderr.lines().filter(|line| line.contains("error")).count(), 1);
}
