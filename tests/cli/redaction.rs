use crate::command::{Project, publishable_key, secret_key};

const FORMATS: [&str; 6] = ["human", "json", "ndjson", "sarif", "github", "html"];

#[test]
fn no_format_holds_a_value_that_only_the_input_has() {
    let keys: Vec<String> = (1..9).map(secret_key).chain([publishable_key(9)]).collect();
    let password = secret_key(10)[8..].to_owned();
    // Beside each other, split, in names, in a file that is not parsed, in text.
    let project = Project::new()
        .file("dist/a.js", format!("const a=[\"{}\",\"{}\",\"{}\"]", keys[0], keys[1], keys[8]))
        .file("dist/b.js", format!("const a=\"{}\"+\"{}\"", &keys[2][..20], &keys[2][20..]))
        .file("dist/c.js", format!("const {{{{ = \"{}\" '{}", keys[3], keys[4]))
        .file("dist/d.html", format!("<a href=\"?k={}\">{}</a>", keys[5], keys[6]))
        .file("dist/e.js", format!("x={{\"{}\":1,dbPassword:\"{password}\"}}", keys[7]));
    for format in FORMATS {
        let arguments = format!("dist --min-severity note --persona auditor --format {format}");
        let outcome = project.run(&arguments);
        assert_eq!(outcome.status, Some(1), "{format}");
        for value in keys.iter().chain([&password]) {
            for piece in [&value[..], &value[value.len() / 2..], &value[..value.len() * 3 / 4]] {
                let is_told = outcome.stdout.contains(piece) || outcome.stderr.contains(piece);
                assert!(!is_told, "{format} tells {piece}: {}", outcome.stdout);
            }
        }
    }
}

#[test]
fn reveal_prints_values_whole() {
    let key = secret_key(1);
    let project = Project::new().file("dist/a.js", format!("const a = \"{key}\""));
    for format in ["human", "json", "ndjson", "html"] {
        let outcome = project.run(&format!("dist --reveal --format {format}"));
        assert!(outcome.stdout.contains(&key), "{format}: {}", outcome.stdout);
    }
}
