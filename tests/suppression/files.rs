//! Comments in the file that is linted.

use leaklint::{Linter, Options, Report, Severity};

use crate::{NOW, RULE, lint, options, secret, told};

#[test]
fn beside_a_finding_it_is_allowed() {
    let key = secret(1);
    for (name, text) in [
        ("a.js", format!("// leaklint-allow {RULE}: a sample\nuse(\"{key}\")")),
        ("a.js", format!("use(\"{key}\") // leaklint-allow {RULE}: a sample")),
        ("a.js", format!("/* leaklint-allow callpaymin/*: a sample */ use(\"{key}\")")),
        (
            "a.tsx",
            format!("x = <a>\n{{/* leaklint-allow {RULE}: a sample */}}\n<b k=\"{key}\"/></a>"),
        ),
        ("a.js", format!("// leaklint-allow {RULE} until=2026-06-01: a sample\nuse(\"{key}\")")),
        ("a.html", format!("<!-- leaklint-allow {RULE}: a sample -->\n<p data-key=\"{key}\"></p>")),
        (
            "a.html",
            format!("<script>\n// leaklint-allow {RULE}: a sample\nuse(\"{key}\")</script>"),
        ),
        ("a.yml", format!("# leaklint-allow {RULE}: a sample\nkey: {key}")),
        ("a.css", format!("/* leaklint-allow {RULE}: a sample */\na{{content:\"{key}\"}}")),
        ("a.py", format!("key = \"{key}\"  # leaklint-allow {RULE}: a sample")),
    ] {
        let report = lint(name, &text);
        assert_eq!(told(&report), (vec![], 1), "{text}");
        let comment = report.suppressed[0].comment.as_ref().unwrap();
        assert_eq!(comment.path, name);
        assert_eq!(Report::new([report]).summary.suppressed, 1);
    }
}

#[test]
fn elsewhere_it_is_not_and_the_comment_is_told() {
    let key = secret(2);
    for text in [
        format!("// leaklint-allow {RULE}: a sample\n\nuse(\"{key}\")"),
        format!("use(\"{key}\")\n// leaklint-allow {RULE}: a sample"),
        format!("// leaklint-allow stripe/*: a sample\nuse(\"{key}\")"),
    ] {
        let report = lint("a.js", &text);
        let (mut rules, suppressed) = told(&report);
        rules.sort_unstable();
        assert_eq!((rules, suppressed), (vec!["allow/unused", RULE], 0), "{text}");
    }
    // In a string it is no comment, and is not told either.
    let text = format!("a = \"// leaklint-allow {RULE}: a sample\"; use(\"{key}\")");
    assert_eq!(told(&lint("a.js", &text)), (vec![RULE], 0));
}

#[test]
fn what_is_wrong_with_it_is_told_where_it_stands() {
    let key = secret(3);
    for (comment, rule, said) in [
        (format!("leaklint-allow {RULE}"), "allow/incomplete", "no reason"),
        ("leaklint-allow: a sample".to_owned(), "allow/incomplete", "no rule"),
        (format!("leaklint-allow {RULE} until=soon: a sample"), "allow/incomplete", "no day"),
        (format!("leaklint-allow {RULE} until=2026-05-31: x"), "allow/expired", "until 2026-05-31"),
        ("leaklint-allow callpaymin/key: x".to_owned(), "allow/unknown-rule", "callpaymin/key"),
    ] {
        let report = lint("a.js", &format!("\n// {comment}\nuse(\"{key}\")"));
        let [wrong, found] = &report.findings[..] else { panic!("{comment}: {report:?}") };
        assert_eq!((&*wrong.rule, &*found.rule), (rule, RULE), "{comment}");
        assert!(wrong.message.contains(said), "{comment}: {}", wrong.message);
        assert_eq!((wrong.location.line, wrong.location.column), (2, 1), "{comment}");
        assert_eq!(wrong.severity, Severity::Warning);
    }
}

#[test]
fn what_is_found_of_a_whole_file_is_allowed_in_its_first_line() {
    let comment = "# leaklint-allow exposure/env-file: it holds nothing secret\n";
    assert_eq!(told(&lint(".env", &format!("{comment}A=b\n"))), (vec![], 1));
    let report = lint(".env", &format!("A=b\n{comment}"));
    assert_eq!(told(&report), (vec!["exposure/env-file", "allow/unused"], 0));
}

#[test]
fn every_place_of_a_value_must_be_beside_one() {
    let key = secret(4);
    let one = format!("use(\"{key}\") // leaklint-allow {RULE}: a sample\nuse(\"{key}\")");
    assert_eq!(told(&lint("a.js", &one)), (vec![RULE], 0));
    let both = format!("{one} // leaklint-allow {RULE}: a sample");
    assert_eq!(told(&lint("a.js", &both)), (vec![], 1));
}

#[test]
fn a_list_of_rules_is_told_as_far_as_nothing_needs_it() {
    let text = format!("// leaklint-allow {RULE}, stripe/*: a sample\nuse(\"{}\")", secret(5));
    let report = lint("a.js", &text);
    assert_eq!(told(&report), (vec!["allow/unused"], 1));
    assert!(report.findings[0].message.contains("stripe/*"));
    assert!(!report.findings[0].message.contains(RULE));
}

#[test]
fn in_a_packages_file_it_does_not_count() {
    let text = format!("// leaklint-allow {RULE}: trust me\nuse(\"{}\")", secret(6));
    let report = lint("node_modules/pay/index.js", &text);
    assert_eq!(told(&report), (vec![RULE], 0));
    assert!(report.file.notices[0].contains("node_modules/pay/index.js:1 does not count"));
}

#[test]
fn a_key_in_a_comment_is_not_repeated() {
    let key = secret(7);
    for comment in [format!("leaklint-allow {key}: x"), format!("leaklint-allow {RULE}: {key}")] {
        let report = lint("a.js", &format!("// {comment}\n"));
        let told = serde_json::to_string(&report).unwrap();
        assert!(report.findings.len() == 2 && !told.contains(&key), "{told}");
    }
}

#[test]
fn who_does_not_ask_for_notes_is_not_told_that_one_is_not_needed() {
    let options = Options { min_severity: Severity::Warning, ..options() };
    let text = "// leaklint-allow stripe/*: for notes\n";
    assert!(Linter::new(options).lint("a.js", text.as_bytes()).findings.is_empty());
    let now = Some(NOW);
    let report = Linter::new(Options { now, ..Options::default() }).lint("a.js", text.as_bytes());
    assert_eq!(told(&report).0, ["allow/unused"]);
}
