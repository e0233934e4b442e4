//! What is read is regular and bounded; what is written is whole, and never through a link.
#![cfg(unix)]

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    process::{Command, Stdio},
};

use crate::command::{Project, secret_key};

fn key_file(seed: u64) -> String {
    format!("const a{seed} = \"{}\";\n", secret_key(seed))
}

fn leaking() -> Project {
    Project::new().file("dist/app.js", key_file(1))
}

fn pipe(project: Project, path: &str) -> Project {
    assert!(Command::new("mkfifo").arg(project.path(path)).status().unwrap().success());
    project
}

#[test]
fn a_pipe_or_a_device_is_said_and_never_waited_for() {
    const NOT_REGULAR: &str = "it is not a regular file";
    for (path, arguments) in [
        ("app.js", "app.js"),
        ("leaklint.toml", "dist"),
        ("base.toml", "dist --config base.toml"),
        ("leaklint-baseline.json", "dist"),
        ("leaklint-baseline.json", "baseline dist"),
        ("known.json", "dist --baseline known.json"),
        (".env", "dist --env-file .env"),
        (".env", "env .env"),
        ("leaklint-keys.json", "checklist --record"),
    ] {
        for project in [pipe(leaking(), path), leaking().link(path, "/dev/zero")] {
            let outcome = project.run(arguments);
            assert_eq!(outcome.status, Some(2), "{path}, {arguments}: {outcome:?}");
            assert!(outcome.stderr.contains(NOT_REGULAR), "{path}, {arguments}: {outcome:?}");
        }
    }
    let extending = leaking().file("leaklint.toml", "extends = \"base.toml\"");
    let outcome = extending.link("base.toml", "/dev/zero").run("dist");
    assert_eq!(outcome.status, Some(2), "{outcome:?}");
    assert!(outcome.stderr.contains(NOT_REGULAR), "{outcome:?}");
}

#[test]
fn what_is_beside_the_matter_is_noticed_and_the_rest_is_done() {
    let project = pipe(leaking().link("package.json", "/dev/zero"), "dist/app.js.gz");
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
    assert!(outcome.file("app.js.gz")["notices"].to_string().contains("not a regular file"));
    assert_eq!(project.run("init").status, Some(0));
    assert_eq!(pipe(leaking(), ".gitignore").run("init --yes").status, Some(2));
    let checklist = pipe(leaking(), ".gitignore").run("checklist --only 1 --format json");
    assert_eq!(checklist.status, Some(0), "{checklist:?}");
    assert!(checklist.stdout.contains(".gitignore was not used"), "{checklist:?}");
}

#[test]
fn a_map_that_is_no_file_of_the_folder_is_not_read() {
    let map = r#"{"version":3,"sources":["secret/place.ts"],"mappings":"AAAA"}"#;
    let script = format!("{}//# sourceMappingURL=app.js.map\n", key_file(1));
    let project = || Project::new().file("elsewhere/app.js.map", map).file("dist/app.js", &script);
    let beside = project().file("dist/app.js.map", map);
    assert!(beside.run("dist --format json").stdout.contains("secret/place.ts"));
    let inside = project().file("dist/maps/a.map", map).link("dist/app.js.map", "maps/a.map");
    let said = inside.run("dist/app.js --format json").stdout;
    assert!(said.contains("secret/place.ts"), "{said}");
    for argument in ["dist", "dist/app.js"] {
        let out = project().link("dist/app.js.map", "../elsewhere/app.js.map");
        let outcome = out.run(&format!("{argument} --format json"));
        assert_eq!(outcome.status, Some(1));
        let report = outcome.json();
        let finding = &report["findings"][0];
        assert!(finding["original"].is_null(), "{argument}: {finding:#}");
        let notices = report["files"].to_string();
        assert!(notices.contains("link that leads out of the folder"), "{notices}");
    }
    let outcome = pipe(project(), "dist/app.js.map").run("dist/app.js --format json");
    assert!(outcome.stdout.contains("was not used: it is not a regular file"), "{outcome:?}");
}

#[test]
fn nothing_is_written_through_a_link() {
    for (link, arguments) in [
        ("leaklint-baseline.json.new", "baseline dist"),
        ("leaklint-baseline.json", "baseline dist"),
        ("leaklint.toml", "init"),
        (".gitignore", "init --yes"),
        ("report.json", "dist --output report.json --format json --fail-on never"),
        ("leaklint-keys.json", "checklist --record"),
        ("leaklint-keys.json.new", "checklist --record"),
    ] {
        for target in ["mine", "not-there"] {
            let project = leaking().file("mine", "mine").file(".env", key_file(2));
            let project = project.link(link, target);
            let outcome = project.run(arguments);
            assert_eq!(fs::read_to_string(project.path("mine")).unwrap(), "mine", "{arguments}");
            assert!(!project.path("not-there").exists(), "{link}, {arguments}: {outcome:?}");
        }
    }
}

#[test]
fn baselines_at_once_lose_nothing() {
    const PARTS: u64 = 8;
    let project = (0..PARTS).fold(Project::new(), |project, seed| {
        project.file(&format!("part{seed}/app.js"), key_file(seed))
    });
    let start = |seed: u64| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leaklint"));
        command.args(["baseline", &format!("part{seed}"), "--quiet"]);
        command.current_dir(project.path(".")).stdin(Stdio::null()).spawn().unwrap()
    };
    let mut children: Vec<_> = (0..PARTS).map(start).collect();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    let text = fs::read_to_string(project.path("leaklint-baseline.json")).unwrap();
    assert_eq!(text.matches("fingerprint").count() as u64, PARTS, "{text}");
}

#[test]
fn what_is_written_again_keeps_its_permissions() {
    let project = leaking();
    project.run("baseline dist");
    let path = project.path("leaklint-baseline.json");
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    let project = project.file("dist/new.js", key_file(2));
    assert_eq!(project.run("baseline dist").status, Some(0));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(project.path("report.json"), "old").unwrap();
    fs::set_permissions(project.path("report.json"), Permissions::from_mode(0o640)).unwrap();
    project.run("dist --format json --output report.json");
    let report = fs::metadata(project.path("report.json")).unwrap();
    assert_eq!(report.permissions().mode() & 0o777, 0o640);
    assert!(report.len() > 3);
}

#[test]
fn a_report_is_written_at_once_or_not_at_all() {
    let project = (0..40).fold(leaking(), |project, seed| {
        project.file(&format!("dist/{seed}.js"), key_file(seed + 2))
    });
    let project = project.file("report", "old");
    for format in ["human", "json", "ndjson", "sarif", "github", "html"] {
        // No file may be longer than a block or two: the same as no room for it.
        let script = format!(
            "trap '' XFSZ; ulimit -f 1; exec \"$0\" dist --format {format} --output report"
        );
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_leaklint")]).current_dir(project.path("."));
        assert_eq!(shell.output().unwrap().status.code(), Some(2), "{format}");
        assert_eq!(fs::read_to_string(project.path("report")).unwrap(), "old", "{format}");
    }
    assert_eq!(fs::read_dir(project.path(".")).unwrap().count(), 2, "nothing is left beside it");
}

#[test]
fn a_report_takes_the_place_of_no_input() {
    let settings = "env-files = [\".env\"]\n";
    for (output, more) in [
        ("dist/app.js", ""),
        ("./dist/../dist/app.js", ""),
        (".env", ""),
        ("other.env", "--env-file other.env"),
        ("leaklint.toml", ""),
        ("leaklint-baseline.json", ""),
    ] {
        let project = leaking().file(".env", "A=1").file("other.env", "B=2");
        project.run("baseline dist");
        let project = project.file("leaklint.toml", settings).file("dist/two.js", key_file(2));
        let before = fs::read(project.path(output)).unwrap();
        let outcome = project.run(&format!("dist --output {output} {more}"));
        assert_eq!(outcome.status, Some(2), "{output}: {outcome:?}");
        assert!(outcome.stderr.contains("one of the files that are read"), "{outcome:?}");
        assert_eq!(fs::read(project.path(output)).unwrap(), before, "{output}");
    }
    let project = leaking();
    let outcome = project.run("dist/app.js --output dist/app.js");
    assert_eq!(outcome.status, Some(2), "{outcome:?}");
    for format in ["json", "sarif", "ndjson", "html"] {
        for _ in 0..2 {
            let arguments =
                format!("dist --format {format} --reveal --output dist/report.{format}");
            let outcome = project.run(&arguments);
            assert_eq!(outcome.status, Some(1), "an earlier report is no input: {outcome:?}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn too_little_memory_for_a_tree_is_a_notice() {
    let mut script = "var t=[".to_owned();
    let mut seed = 0_u64;
    while script.len() < 17_000_000 {
        seed += 1;
        let word = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        script.push_str(&format!("{{a:{seed},b:\"{word:x}Kd\",c:[1,2,3,f(x,y)]}},"));
    }
    script.push_str(&format!("\"{}\"];\n", secret_key(3)));
    let project = Project::new().file("big.js", script);
    let limited = "ulimit -v 1000000; exec \"$0\" big.js --format json";
    let mut shell = Command::new("bash");
    shell.args(["-c", limited, env!("CARGO_BIN_EXE_leaklint")]).current_dir(project.path("."));
    let output = shell.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("too little memory for its tree"), "{said}");
}
