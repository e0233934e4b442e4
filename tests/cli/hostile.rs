//! What the world around the command may do to it.

use std::{
    fs::{self, OpenOptions},
    io::{Read as _, Write as _},
    process::{Command, Stdio},
};

use crate::{
    clean::{leaklint, program},
    command::{Project, secret_key},
};

fn key_file(seed: u64) -> String {
    format!("const a{seed} = \"{}\";\n", secret_key(seed))
}

fn leaking() -> Project {
    Project::new().file("dist/app.js", key_file(1))
}

#[cfg(unix)]
#[test]
fn names_of_any_bytes_are_told_on_one_line() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    let project = leaking();
    let names: [&[u8]; 5] =
        [b"a\nb.js", b"\x1b[31mred.js", b"\xFF\xFE.js", b"a\n::error::b.js", b"%0A,:.js"];
    for (name, seed) in names.into_iter().zip(2..) {
        fs::write(project.path("dist").join(OsStr::from_bytes(name)), key_file(seed)).unwrap();
    }
    let json = project.run("dist --format json");
    assert_eq!(json.status, Some(1), "{json:?}");
    assert_eq!(json.json()["findings"].as_array().unwrap().len(), 1 + names.len());
    for format in ["human", "github", "ndjson", "sarif", "html"] {
        let outcome = project.run(&format!("dist --format {format}"));
        assert_eq!(outcome.status, Some(1), "{outcome:?}");
        assert!(!outcome.stdout.contains('\x1b'), "{format}: {}", outcome.stdout);
        let torn = outcome
            .stdout
            .lines()
            .filter(|line| line.starts_with("::error::") || line.starts_with("b.js"));
        assert_eq!(torn.count(), 0, "{format}: {}", outcome.stdout);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_told_and_the_others_are_linted() {
    // Reading it fails for everyone, root included.
    let project = leaking().link("dist/memory.js", "/proc/self/mem");
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.status, Some(2), "{outcome:?}");
    assert_eq!(outcome.json()["summary"]["errors"], 1);
    assert_eq!(outcome.file("memory.js")["analysis"], "skipped");
    assert!(outcome.stderr.contains("memory.js"), "{outcome:?}");
}

#[test]
fn files_that_come_and_go_and_grow_end_nothing() {
    let project = (0..300).fold(leaking(), |project, seed| {
        project.file(&format!("dist/{seed}.js"), key_file(seed + 2).repeat(20))
    });
    std::thread::scope(|scope| {
        let folder = project.path("dist");
        let changing = scope.spawn(move || {
            for number in 0..300 {
                let path = folder.join(format!("{number}.js"));
                if number % 3 == 0 {
                    let _ = fs::remove_file(path);
                } else if let Ok(mut file) = OpenOptions::new().append(true).open(&path) {
                    let _ = file.write_all(key_file(number + 1000).as_bytes());
                }
            }
        });
        for _ in 0..3 {
            let outcome = project.run("dist --format json");
            assert!(matches!(outcome.status, Some(1 | 2)), "{outcome:?}");
            assert!(outcome.json()["summary"]["errors"].as_u64() > Some(100));
            assert!(!outcome.stderr.contains("leaklint failed"), "{}", outcome.stderr);
        }
        changing.join().unwrap();
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_2_and_said() {
    let project = leaking();
    for format in ["human", "json", "ndjson", "sarif", "github", "html"] {
        let outcome = project.run(&format!("dist --format {format} --output /dev/full"));
        assert_eq!(outcome.status, Some(2), "{format}: {outcome:?}");
        assert!(outcome.stderr.contains("/dev/full"), "{outcome:?}");

        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command(&project, &["dist", "--format", format]).stdout(full).output();
        let output = output.unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{format}: {said}");
        assert!(said.contains("cannot be written"), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_keeps_what_was_there() {
    let project = (0..40).fold(leaking(), |project, seed| {
        project.file(&format!("dist/{seed}.js"), key_file(seed + 2))
    });
    assert_eq!(project.run("baseline dist").status, Some(0));
    let path = project.path("leaklint-baseline.json");
    let before = fs::read_to_string(&path).unwrap();
    let project = project.file("dist/new.js", key_file(99));
    // No file may be longer than a block or two: the same as no room for it.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" baseline dist";
    let mut shell = program("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_leaklint")]).current_dir(project.path("."));
    let output = shell.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("leaklint-baseline.json` cannot be written"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    assert_eq!(fs::read_dir(project.path(".")).unwrap().count(), 2, "nothing is left behind");
    assert_eq!(project.run("dist").status, Some(1), "the new key is found");
}

#[test]
fn a_reader_that_goes_away_is_no_error_and_changes_no_status() {
    let project = (0..400).fold(leaking(), |project, seed| {
        project.file(&format!("dist/{seed}.js"), key_file(seed + 2))
    });
    for format in ["human", "json", "ndjson", "sarif", "github", "html"] {
        let mut child = command(&project, &["dist", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // As `head -c 100` does.
        let mut output = child.stdout.take().unwrap();
        output.read_exact(&mut [0; 100]).unwrap();
        drop(output);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}: what was found decides");
        assert!(!said.contains("error") && !said.contains("panic"), "{format}: {said}");
    }
}

#[test]
fn numbers_out_of_range_are_2_and_said_in_one_sentence() {
    for arguments in [
        "--threads 0",
        "--threads -1",
        "--threads 99999999999999999999",
        "--threads 4096",
        "--max-file-size -5",
        "--max-file-size 99999999999999999999",
        "--max-file-size 99999999999G",
        "--max-file-size 1.5K",
        "--max-file-size K",
    ] {
        let outcome = leaking().run(&format!("dist {arguments}"));
        assert_eq!(outcome.status, Some(2), "{arguments}: {outcome:?}");
        assert!(outcome.stderr.contains("error"), "{arguments}: {outcome:?}");
        assert!(!outcome.stderr.contains("panicked"), "{arguments}: {outcome:?}");
    }
    for settings in [
        "threads = 0",
        "threads = -1",
        "threads = 9223372036854775807",
        "threads = 99999999999999999999",
        "threads = 1.5",
        "max-file-size = -1",
        "max-file-size = 9e99",
        "max-file-size = \"99999999999G\"",
        "keys.A.rotate-days = -1",
        "keys.A.rotate-days = 4294967296",
        "allow = [{rule = \"a\", reason = \"b\", until = 99999-01-01}]",
        "allow = [{rule = \"a\", reason = \"b\", until = \"2027-13-41\"}]",
    ] {
        let outcome = leaking().file("leaklint.toml", settings).run("dist");
        assert_eq!(outcome.status, Some(2), "{settings}: {outcome:?}");
        assert!(outcome.stderr.contains("leaklint.toml"), "{settings}: {outcome:?}");
        assert!(!outcome.stderr.contains("panicked"), "{settings}: {outcome:?}");
    }
    let large =
        leaking().file("leaklint.toml", "max-file-size = 9223372036854775807\nthreads = 1024");
    assert_eq!(large.run("dist").status, Some(1));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_at_once() {
    use std::os::unix::process::ExitStatusExt as _;

    const INTERRUPT: i32 = 2;
    // It waits for standard input.
    let project = leaking();
    let mut child = command(&project, &["-", "dist"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The shell's own `kill`: there may be no program of this name.
    let kill = program("sh").args(["-c", &format!("kill -INT {}", child.id())]).status();
    // Waiting closes standard input, at whose end the command would end by itself.
    let input = child.stdin.take();
    let output = child.wait_with_output().unwrap();
    drop(input);
    assert!(kill.unwrap().success());
    assert_eq!(output.status.signal(), Some(INTERRUPT), "{:?}", output.status);
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
}

fn command(project: &Project, arguments: &[&str]) -> Command {
    let mut command = leaklint();
    command.args(arguments).current_dir(project.path("."));
    command
}
