use leaklint::{
    Report, Severity,
    finding::{ContextKind, Excerpt},
    report::human::{self, Style},
};

use crate::made::{context, file, finding, place, written};

fn shown(report: &Report, style: &Style<'_>) -> String {
    written(|out| human::write(report, style, out))
}

fn rich() -> Report {
    let mut first = finding("assets/app.js", 48_211, "aaaa");
    first.context = Some(context(ContextKind::Property, "apiKey", "config.payments.apiKey"));
    first.derivation = vec!["concat".to_owned(), "base64".to_owned()];
    first.occurrences = (0..5).map(|number| place("b.js", number)).collect();
    first.excerpt = Excerpt {
        text: "function(e,t){return{payments:{apiKey:\"sk_live_…\",currency:\"usd\"}}}".to_owned(),
        start: 39,
        end: 50,
        cut_before: true,
        cut_after: true,
    };
    let mut second = finding("c.js", 13, "bbbb");
    second.severity = Severity::Warning;
    second.remediation.steps = vec!["Create a new key elsewhere.".to_owned()];
    Report::new([file("assets/app.js", vec![first]), file("c.js", vec![second])])
}

#[test]
fn everything_that_is_known_is_told_briefly() {
    insta::assert_snapshot!(shown(&rich(), &Style::default()), @r#"
    error[stripe/secret-key]: Stripe secret key (live)
     --> assets/app.js:1:48212
      |
    1 | …eturn{payments:{apiKey:"sk_live_…",currency:"usd"}}}…
      |                          ^^^^^^^^^ property apiKey (config.payments.apiKey)
      made by concat, base64
      also in b.js:1:1, b.js:1:2, b.js:1:3 and 2 more places
          why A key of Stripe's: everyone who opens the page can charge cards.
          fix Call Stripe from a server route.
      keep in STRIPE_SECRET_KEY
       revoke https://example.com/rotate
           id aaaa

    warning[stripe/secret-key]: Stripe secret key (live)
     --> c.js:1:14
      |
    1 | const key = "sk_live_…";
      |              ^^^^^^^^^
          why A key of Stripe's: everyone who opens the page can charge cards.
          fix Call Stripe from a server route.
      keep in STRIPE_SECRET_KEY
       revoke https://example.com/rotate
           id bbbb

    A published key is known to others. Rotate it:
      1. Create a new key in the provider's dashboard.
      2. Update the environment variables on the server; give them no public prefix.
      3. Deploy the server, and a build without the key.
      4. Verify that everything works with the new key.
      5. Revoke the old key: it stays public in every copy of the old build.

    1 error, 1 warning in 2 files (200 bytes, 0 ms)
    "#);
}

#[test]
fn the_window_and_the_words_follow_the_width() {
    for width in [40, 60, 80, 120] {
        let text = shown(&rich(), &Style { width, ..Style::default() });
        for line in text.lines() {
            let columns = line.chars().count();
            assert!(columns <= width || !line.trim().contains(' '), "{width}: {columns}: {line}");
        }
        let marked = text.lines().filter(|line| line.contains("^^^^")).count();
        assert_eq!(marked, 2, "{text}");
    }
}

#[test]
fn the_mark_is_under_the_value() {
    let mut wide = finding("a.js", 1, "1");
    wide.excerpt.text = "日本語\t= \"sk_live_…\" // é".to_owned();
    wide.excerpt.start = wide.excerpt.text.find("sk_").unwrap() as u32;
    wide.excerpt.end = wide.excerpt.start + "sk_live_…".len() as u32;
    let text = shown(&Report::new([file("a.js", vec![wide])]), &Style::default());
    let lines: Vec<&str> = text.lines().collect();
    let code = lines.iter().position(|line| line.contains("sk_live_")).unwrap();
    let before = lines[code].split("sk_").next().unwrap();
    // Each of the three ideographs takes two columns.
    let columns = before.chars().count() + 3;
    assert_eq!(lines[code + 1].find('^'), Some(columns), "{text}");
}

#[test]
fn an_excerpt_that_lies_breaks_nothing() {
    for (start, end) in [(0, 0), (5, 2), (14, 15), (900, 1000), (0, u32::MAX)] {
        let mut odd = finding("a.js", 1, "1");
        odd.excerpt.text = "ab\u{1b}[2J\n\r日本語語語 sk_live_…".to_owned();
        (odd.excerpt.start, odd.excerpt.end) = (start, end);
        let text = shown(&Report::new([file("a.js", vec![odd])]), &Style::default());
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}

#[test]
fn places_are_links_where_the_terminal_has_them() {
    let link = |path: &str| Some(format!("file:///x/{path}"));
    let style = Style { links: Some(&link), ..Style::default() };
    let text = shown(&Report::new([file("a.js", vec![finding("a.js", 1, "1")])]), &style);
    assert!(text.contains("\u{1b}]8;;file:///x/a.js\u{1b}\\a.js:1:2\u{1b}]8;;\u{1b}\\"), "{text}");
}

#[test]
fn a_value_is_shown_only_when_the_report_has_it() {
    let mut revealed = finding("a.js", 1, "1");
    let report = Report::new([file("a.js", vec![revealed.clone()])]);
    assert!(!shown(&report, &Style::default()).contains("value "));
    revealed.value = Some("the-whole-value".to_owned());
    let report = Report::new([file("a.js", vec![revealed])]);
    assert!(shown(&report, &Style::default()).contains("value the-whole-value"));
}

#[test]
fn many_notices_are_summed_up() {
    let files = (0..30).map(|number| {
        let mut file = file(&format!("{number}.js"), Vec::new());
        file.file.notices = vec![format!("not parsed at line {number}")];
        file
    });
    let text = shown(&Report::new(files), &Style::default());
    assert!(text.lines().count() <= 10, "{text}");
    assert!(text.contains("22 more notices"), "{text}");
}

#[test]
fn hidden_findings_are_counted() {
    let mut note = finding("a.js", 1, "1");
    note.severity = Severity::Note;
    let report = Report::new([file("a.js", vec![note, finding("a.js", 50, "2")])]);
    let text = shown(&report, &Style::default());
    assert!(text.contains("1 error in 1 file"), "{text}");
    assert!(text.contains("1 note not shown"), "{text}");
    let quiet = shown(&report, &Style { quiet: true, ..Style::default() });
    assert!(!quiet.contains("not shown") && quiet.contains("error["), "{quiet}");
}
