//! `leaklint init`: settings for the framework, `.gitignore`, and the plugin's line.

use std::fs;

use crate::command::{Outcome, Project, secret_key};

fn vite() -> Project {
    Project::new()
        .file("package.json", r#"{"devDependencies":{"vite":"^8.0.0"}}"#)
        .file("vite.config.js", "export default {}")
        .file(".env", format!("STRIPE_SECRET_KEY={}\n", secret_key(1)))
}

fn read(project: &Project, name: &str) -> String {
    fs::read_to_string(project.path(name)).unwrap_or_default()
}

fn init(project: &Project, more: &str) -> Outcome {
    let outcome = project.run(&format!("init {more}"));
    assert_eq!(outcome.status, Some(0), "{outcome:?}");
    outcome
}

#[test]
fn the_settings_fit_the_project_and_are_right_when_they_are_put_in_force() {
    let project = vite();
    let outcome = init(&project, "");
    assert!(outcome.stdout.contains("Vite: package.json has vite"), "{outcome:?}");
    assert!(outcome.stdout.contains("in vite.config.js:"), "{outcome:?}");
    assert!(outcome.stdout.contains("import leaklint from \"leaklint/vite\""), "{outcome:?}");
    let text = read(&project, "leaklint.toml");
    assert!(text.contains("VITE_") && text.contains("[keys.STRIPE_SECRET_KEY]"), "{text}");
    assert!(!format!("{outcome:?}{text}").contains(&secret_key(1)));
    let settings: Vec<&str> = text
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .filter(|line| line.contains(" = ") || line.starts_with('['))
        .collect();
    let project = project.file("leaklint.toml", settings.join("\n")).file("dist/a.js", "a()");
    let outcome = project.run("dist");
    assert_eq!(outcome.status, Some(0), "{outcome:?}");
}

#[test]
fn without_a_terminal_gitignore_is_changed_only_when_that_is_said() {
    let project = vite().file(".gitignore", "node_modules");
    let outcome = init(&project, "");
    assert!(outcome.stdout.contains("`.env`, `.env.*`, `!.env.example`"), "{outcome:?}");
    assert_eq!(read(&project, ".gitignore"), "node_modules");
    init(&project, "--yes");
    let text = read(&project, ".gitignore");
    assert_eq!(text, "node_modules\n.env\n.env.*\n!.env.example\n");
    let outcome = init(&project, "--yes");
    assert!(!outcome.stdout.contains(".gitignore"), "{outcome:?}");
    assert_eq!(read(&project, ".gitignore"), text, "nothing is added twice");
}

#[test]
fn every_framework_has_its_way_in() {
    for (package, line) in [
        ("next", "withLeaklint(config)"),
        ("nuxt", "modules: [\"leaklint/nuxt\"]"),
        ("astro", "integrations: [leaklint()]"),
        ("webpack", "leaklint/webpack"),
        ("@sveltejs/kit", "leaklint/vite"),
        ("@angular/core", "\"postbuild\": \"leaklint dist\""),
    ] {
        let manifest = format!("{{\"devDependencies\":{{\"{package}\":\"1\"}}}}");
        let outcome = init(&Project::new().file("package.json", manifest), "");
        assert!(outcome.stdout.contains(line), "{package}: {outcome:?}");
    }
    let outcome = init(&Project::new(), "");
    assert!(outcome.stdout.contains("no framework"), "{outcome:?}");
}

#[test]
fn what_cannot_be_written_is_2() {
    assert_eq!(Project::new().run("init nowhere").status, Some(2));
    assert_eq!(Project::new().folder("leaklint.toml").run("init").status, Some(2));
}
