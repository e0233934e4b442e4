//! The checklist, with a history that holds every value, and the steps of a rotation.

use std::fs;

use crate::{
    command::Project,
    outputs::untold,
    planted::{Tells, build, secrets},
};

fn git(project: &Project, arguments: &str) {
    let output = crate::clean::git()
        .args(arguments.split(' '))
        .current_dir(project.path("."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments}: {output:?}");
}

#[test]
fn no_answer_and_no_rotation_tells_a_value() {
    let secrets = secrets();
    let (project, tells) = (build(&secrets), Tells::new(&secrets));
    let uses: String =
        secrets.iter().map(|secret| format!("use(process.env.{});\n", secret.name())).collect();
    let project = project.file("src/app.js", uses).file("package.json", "{\"name\":\"a\"}");
    git(&project, "init -q");
    git(&project, "add -f .env src package.json");
    git(&project, "commit -q -m one");
    git(&project, "rm -q --cached .env");
    git(&project, "commit -q -m two");

    for arguments in [
        "checklist . --format human --color always",
        "checklist . --format json",
        "checklist . --format sarif",
        "checklist . --record",
        "checklist . --only 5 --format json",
    ] {
        let outcome = project.run(arguments);
        assert_eq!(outcome.status, Some(1), "{arguments}: {}", outcome.stderr);
        let is_seen = secrets.iter().any(|secret| outcome.stdout.contains(&secret.name()));
        assert!(is_seen, "{arguments} says nothing of any variable: {}", outcome.stdout);
        untold(&tells, &outcome, arguments);
    }

    // A variable's value becomes that of another.
    let settings = fs::read_to_string(project.path(".env")).unwrap();
    let (names, mut values): (Vec<&str>, Vec<&str>) =
        settings.lines().filter_map(|line| line.split_once('=')).unzip();
    values.rotate_left(1);
    let moved: String =
        names.iter().zip(values).map(|(name, value)| format!("{name}={value}\n")).collect();
    for is_changed in [false, true] {
        if is_changed {
            fs::write(project.path(".env"), &moved).unwrap();
        }
        for secret in secrets.iter().step_by(15) {
            let arguments = format!("rotate {}", secret.name());
            let outcome = project.run(&arguments);
            assert_eq!(outcome.status, Some(0), "{arguments}: {}", outcome.stderr);
            assert!(outcome.stdout.contains(&secret.name()), "{}", outcome.stdout);
            untold(&tells, &outcome, &arguments);
        }
    }
    let ledger = fs::read(project.path("leaklint-keys.json")).unwrap();
    assert!(ledger.len() > 1_000, "it holds every variable");
    tells.assert_untold(&ledger, "the ledger");
}
