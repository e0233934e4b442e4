//! Every report, every message and every file that the command writes.

use std::fs;

use crate::{
    command::Outcome,
    planted::{LEAST, Tells, build, secrets},
};

const FORMATS: [&str; 6] = ["human", "json", "ndjson", "sarif", "github", "html"];

const STYLES: [&str; 3] = [
    "--persona auditor --min-severity note",
    "--persona auditor --min-severity note --env-file .env --color always",
    "--no-source-maps --threads 2",
];

#[test]
fn no_report_and_no_message_tells_a_value() {
    let secrets = secrets();
    let (project, tells) = (build(&secrets), Tells::new(&secrets));
    for format in FORMATS {
        for style in STYLES {
            let arguments = format!("dist --format {format} {style}");
            let outcome = project.run(&arguments);
            assert_eq!(outcome.status, Some(1), "{arguments}");
            untold(&tells, &outcome, &arguments);
        }
    }
    // The search finds what it is meant to find.
    let revealed = project.run("dist --format json --reveal --persona auditor");
    let findings = revealed.json()["findings"].as_array().unwrap().clone();
    let values = secrets
        .iter()
        .filter(|secret| findings.iter().any(|finding| finding["value"] == secret.value.as_str()));
    let found = values.count();
    assert!(found >= LEAST, "only {found} of {} are found", secrets.len());
    let is_told = std::panic::catch_unwind(|| tells.assert_untold(revealed.stdout.as_bytes(), ""));
    assert!(is_told.is_err());
}

#[test]
fn no_file_that_is_written_tells_a_value() {
    let secrets = secrets();
    let (project, tells) = (build(&secrets), Tells::new(&secrets));
    let project = project.folder("tmp").folder("home");
    let folders = ["TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"];
    let [temporary, home] = ["tmp", "home"].map(|name| project.path(name));
    let variables = folders.map(|name| {
        let folder = if name == "HOME" { &home } else { &temporary };
        (name, folder.to_str().unwrap())
    });
    let before = files(&project.path("."));
    for arguments in [
        "dist --format sarif --output report.sarif --persona auditor",
        "dist --format html --output report.html --env-file .env",
        "baseline dist --persona auditor",
        "init",
        "checklist . --format json --output checklist.json",
    ] {
        let outcome = project.run_with(arguments, &variables, b"");
        assert_ne!(outcome.status, Some(2), "{arguments}: {}", outcome.stderr);
        untold(&tells, &outcome, arguments);
    }
    let mut written: Vec<_> =
        files(&project.path(".")).into_iter().filter(|file| !before.contains(file)).collect();
    written.sort();
    for file in &written {
        tells.assert_untold(&fs::read(file).unwrap(), &file.display().to_string());
    }
    let names: Vec<_> =
        written.iter().map(|file| file.file_name().unwrap().to_str().unwrap()).collect();
    let expected = [
        "checklist.json",
        "leaklint-baseline.json",
        "leaklint.toml",
        "report.html",
        "report.sarif",
    ];
    assert_eq!(names, expected, "nothing else is left behind");
}

#[test]
fn no_error_tells_a_value() {
    let secrets = secrets();
    let tells = Tells::new(&secrets);
    let value = &secrets[secrets.len() / 2].value;
    let broken = [
        format!("[keys.A]\nmonitored = \"{value}\n"),
        format!("[keys.A]\nscopes = \"{value}\"\n"),
        format!("[[rules]]\nid = \"a/b\"\nregex = \"({value}\"\n"),
        format!("[[rules]]\nid = \"a/b\"\ntoken = '{value}'\n"),
        format!("[[allow]]\nfingerprint = \"{value}\"\nuntil = \"{value}\"\n"),
    ];
    for (number, text) in broken.iter().enumerate() {
        let project = build(&secrets).file("leaklint.toml", text);
        let outcome = project.run("dist");
        assert_eq!(outcome.status, Some(2), "{number}");
        untold(&tells, &outcome, &format!("setting {number}"));
    }
    let project =
        build(&secrets).file("b.json", format!("{{\"schema\":1,\"findings\":[\"{value}\"]}}"));
    for arguments in ["dist --baseline b.json", "dist --env-file dist", "dist --env-file a.bin"] {
        let outcome = project.run(arguments);
        assert_eq!(outcome.status, Some(2), "{arguments}");
        untold(&tells, &outcome, arguments);
    }
}

#[track_caller]
pub(crate) fn untold(tells: &Tells, outcome: &Outcome, what: &str) {
    tells.assert_untold(outcome.stdout.as_bytes(), what);
    tells.assert_untold(outcome.stderr.as_bytes(), what);
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn neither_environment_files_nor_comments_tell_a_value() {
    let secrets = secrets();
    let tells = Tells::new(&secrets);
    let (mut env, mut comments) = (String::new(), String::new());
    for (number, secret) in secrets.iter().enumerate() {
        // Of several lines, each would be one of its own.
        let value = secret.value.replace('\n', "");
        let prefix = ["VITE_", "", "NEXT_PUBLIC_"][number % 3];
        let value_in_file = match number % 5 {
            0 => format!("\"{value}"),
            1 => format!("{value} {value}"),
            2 => format!("a#{value}"),
            3 => format!("'{value}'{value}"),
            _ => value.clone(),
        };
        env += &format!("{prefix}API_SECRET_{number}={value_in_file}\n");
        env += &format!("{prefix}API_SECRET_{number}={value}${value}\n");
        comments += &format!("// leaklint-allow {value}: {value}\n");
        comments += &format!("f(1); /* leaklint-allow a/b until={value}: {value} */\n");
    }
    let project = build(&secrets)
        .file(".env.more", &env)
        .file(".env.example", &env)
        .file("out/comments.js", comments);
    for format in FORMATS {
        for arguments in ["env .env .env.more .env.example", "out"] {
            let outcome = project.run(&format!("{arguments} --format {format}"));
            assert_ne!(outcome.status, Some(2), "{outcome:?}");
            assert!(outcome.stdout.len() > 1000, "{arguments} {format}");
            untold(&tells, &outcome, &format!("{arguments} {format}"));
        }
    }
}
