use crate::command::{Project, publishable_key, secret_key};

fn leaking() -> Project {
    Project::new().file(
        "site/dist/app.js",
        format!("a = \"{}\"; b = \"{}\"", secret_key(1), publishable_key(1)),
    )
}

#[test]
fn the_file_beside_the_first_path_or_above_it_is_used() {
    for place in ["site/leaklint.toml", "leaklint.toml"] {
        let project = leaking().file(place, "fail-on = \"never\"\nformat = \"json\"\n");
        let outcome = project.run("site/dist");
        assert_eq!(outcome.status, Some(0), "{place}: {outcome:?}");
        assert_eq!(outcome.json()["summary"]["errors"], 1);
    }
}

#[test]
fn the_nearest_file_wins_and_what_is_typed_goes_before_it() {
    let project = leaking()
        .file("leaklint.toml", "format = \"sarif\"\n")
        .file("site/leaklint.toml", "fail-on = \"never\"\nformat = \"json\"\n");
    assert_eq!(project.run("site/dist").json()["schema"], 1);
    assert_eq!(project.run("site/dist --fail-on error").status, Some(1));
}

#[test]
fn every_setting_has_its_effect() {
    let project = leaking().file(
        "a.toml",
        "format = \"json\"\nfail-on = \"note\"\nmin-severity = \"note\"\npersona = \"auditor\"\n\
         max-file-size = \"1M\"\nthreads = 1\n",
    );
    let outcome = project.run("site/dist --config a.toml");
    assert_eq!(outcome.status, Some(1));
    assert_eq!(outcome.json()["summary"]["notes"], 1);
    let project = leaking().file("a.toml", "max-file-size = 10\n");
    let outcome = project.run("site/dist --config a.toml --format json");
    assert_eq!(outcome.file("app.js")["analysis"], "skipped");
}

#[test]
fn a_mistake_is_2_with_file_line_and_reason() {
    for (text, line, reason) in [
        ("format = \"json\"\ncolour = true\n", 2, "unknown field `colour`"),
        ("\n\nfail-on = \"sometimes\"\n", 3, "sometimes"),
        ("threads = 0\n", 1, "from 1 to 1024"),
        ("threads = \"two\"\n", 1, "string"),
        ("max-file-size = \"10 potatoes\"\n", 1, "such as 10M"),
        ("persona = \n", 1, ""),
    ] {
        let outcome = leaking().file("leaklint.toml", text).run("site/dist");
        assert_eq!(outcome.status, Some(2), "{text}");
        let first = outcome.stderr.lines().next().unwrap();
        assert!(first.contains(&format!("leaklint.toml:{line}:")), "{text}: {first}");
        assert!(first.contains(reason), "{text}: {first}");
        assert_eq!(outcome.stdout, "");
    }
}

#[test]
fn a_named_file_that_is_missing_is_2() {
    let outcome = leaking().run("site/dist --config nowhere.toml");
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("nowhere.toml"), "{outcome:?}");
}

#[test]
fn rules_of_ones_own_are_used_and_broken_ones_refused_by_line() {
    let key = ["acme_", "T7bQ2mXw9Lz", "KcR4vNpYh6SdG"].concat();
    let project = Project::new().file("dist/app.js", format!("a = \"{key}\"")).file(
        "leaklint.toml",
        "format = \"json\"\n\n[[rules]]\nid = \"acme/key\"\ntoken = '\"acme_\" base62{24}'\n",
    );
    let outcome = project.run("dist");
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
    assert_eq!(outcome.json()["findings"][0]["rule"], "acme/key");
    assert!(!outcome.stdout.contains(&key));
    for (rule, reason) in [
        ("regex = \"a*\"", "empty text"),
        ("regex = \"(\"", "broken"),
        ("token = \"base62{9}\"", "no fixed part"),
        ("tokn = \"x\"", "tokn"),
    ] {
        let text = format!("threads = 1\n\n[[rules]]\nid = \"acme/key\"\n{rule}\n");
        let project = Project::new().file("dist/app.js", "a").file("leaklint.toml", text);
        let outcome = project.run("dist");
        assert_eq!(outcome.status, Some(2), "{rule}: {outcome:?}");
        assert!(outcome.stderr.contains("leaklint.toml:"), "{outcome:?}");
        assert!(outcome.stderr.contains(reason), "{outcome:?}");
        assert!(!outcome.stderr.contains("leaklint.toml:1:"), "{outcome:?}");
    }
}
