//! Settings that go on from others, and the names that are near to what was typed.

use crate::command::{Project, secret_key};

fn leaking() -> Project {
    Project::new().file("site/dist/app.js", format!("a = \"{}\"", secret_key(61)))
}

#[test]
fn a_file_goes_before_those_that_it_extends_and_a_later_one_before_an_earlier() {
    let project = leaking()
        .file("one.toml", "format = \"sarif\"\nfail-on = \"error\"\npersona = \"auditor\"\n")
        .file("shared/two.toml", "fail-on = \"never\"\nformat = \"ndjson\"\n")
        .file(
            "leaklint.toml",
            "extends = [\"one.toml\", \"shared/two.toml\"]\nformat = \"json\"\n",
        );
    let outcome = project.run("site/dist");
    assert_eq!(outcome.json()["schema"], 1, "its own format");
    assert_eq!(outcome.status, Some(0), "two says never, after one");
}

#[test]
fn allowed_findings_of_both_are_allowed_and_paths_start_at_their_file() {
    let project = leaking()
        .file("base/base.toml", "[[allow]]\nrule = \"stripe/*\"\nreason = \"a test\"\n")
        .file("leaklint.toml", "extends = \"base/base.toml\"\n");
    assert_eq!(project.run("site/dist").status, Some(0));
    let value = secret_key(62).split_off(8);
    let project = leaking()
        .file("base/base.toml", "env-files = [\"the.env\"]\n")
        .file("base/the.env", format!("ACME_API_SECRET={value}"))
        .file("site/dist/b.js", format!("b(\"{value}\")"))
        .file("leaklint.toml", "extends = \"base/base.toml\"\n");
    let outcome = project.run("site/dist --format json");
    assert!(outcome.stdout.contains("env/exact-value"), "{outcome:?}");
}

#[test]
fn what_leads_back_to_itself_is_refused() {
    for (files, told) in [
        (vec![("leaklint.toml", "leaklint.toml")], "leaklint.toml \u{2192} leaklint.toml"),
        (
            vec![("leaklint.toml", "b.toml"), ("b.toml", "c.toml"), ("c.toml", "b.toml")],
            "b.toml \u{2192} c.toml \u{2192} b.toml",
        ),
    ] {
        let project = files.iter().fold(leaking(), |project, (name, other)| {
            project.file(name, format!("\nextends = \"{other}\"\n"))
        });
        let outcome = project.run("site/dist");
        assert_eq!(outcome.status, Some(2), "{outcome:?}");
        assert!(outcome.stderr.contains(told) && outcome.stderr.contains(":2:"), "{outcome:?}");
    }
}

#[test]
fn files_that_multiply_end() {
    let project = (0..30).fold(leaking(), |project, number| {
        let next = number + 1;
        project.file(
            &format!("{number}.toml"),
            format!("extends = [\"{next}.toml\", \"{next}.toml\"]\n"),
        )
    });
    let outcome = project.file("30.toml", "").run("site/dist --config 0.toml");
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("more than 100 files"), "{outcome:?}");
}

#[test]
fn a_mistake_is_told_in_the_file_that_has_it() {
    for (base, told) in [
        (Some("\nformta = 1\n"), "base.toml:2: unknown field `formta`: did you mean `format`?"),
        (Some("[keys.A]\nowner = \"\"\n"), "base.toml:2:"),
        (Some("[keys.A]\nrotate-day = 3\n"), "did you mean `rotate-days`?"),
        (None, "base.toml, and it cannot be read"),
    ] {
        let project = leaking().file("leaklint.toml", "extends = \"base.toml\"\n");
        let project = match base {
            Some(text) => project.file("base.toml", text),
            None => project,
        };
        let outcome = project.run("site/dist");
        assert_eq!(outcome.status, Some(2), "{outcome:?}");
        assert!(outcome.stderr.contains(told), "{told}: {outcome:?}");
    }
}

/// With `UPDATE_SCHEMA` set, writes the file instead.
#[test]
fn the_schema_for_editors_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/leaklint.schema.json");
    let text = format!("{:#}\n", leaklint::cli::settings_schema());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(path).is_ok_and(|there| there == text), "UPDATE_SCHEMA=1");
}

#[test]
fn completions_and_the_manual_page_are_made() {
    for (command, part) in [
        ("completions bash", "_leaklint()"),
        ("completions zsh", "#compdef leaklint"),
        ("completions fish", "complete -c leaklint"),
        ("man", ".TH leaklint 1"),
    ] {
        let outcome = Project::new().run(command);
        assert_eq!(outcome.status, Some(0));
        assert!(outcome.stdout.contains(part) && outcome.stdout.contains("rotate"), "{command}");
    }
    assert_eq!(Project::new().run("completions sh5").status, Some(2));
}
