use leaklint::{Report, report::html};

use crate::made::{context, file, finding, written};

fn page(report: &Report) -> String {
    written(|out| html::write(report, out))
}

#[test]
fn a_finding_is_shown_with_its_value_marked() {
    let page = page(&Report::new([file("a.js", vec![finding("a.js", 5, "f1")])]));
    assert!(page.contains("<mark>sk_live_…</mark>"), "{page}");
    assert!(page.contains("a.js:1:6") && page.contains("1 error"), "{page}");
}

#[test]
fn what_a_file_is_called_is_text_and_never_markup() {
    let name = "<img src=x onerror=alert(1)>\"'&.js";
    let mut found = finding(name, 5, "f1");
    found.context = Some(context(leaklint::finding::ContextKind::Property, "</script>", "<b>"));
    found.excerpt.text = "</pre><script>alert(1)</script>".to_owned();
    found.remediation.docs = Some("javascript:alert(1)".to_owned());
    let page = page(&Report::new([file(name, vec![found])]));
    assert!(!page.contains("<img") && !page.contains("<b>"), "{page}");
    assert!(!page.contains("href=\"javascript"), "{page}");
    assert_eq!(page.matches("<script>").count(), 1, "only its own");
}

#[test]
fn the_page_loads_nothing() {
    let page = page(&Report::new([file("a.js", vec![finding("a.js", 5, "f1")])]));
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
    for loading in ["src=", "@import", "url(", "<link"] {
        assert!(!page.contains(loading), "{loading}");
    }
}

#[test]
fn nothing_found_is_a_page_too() {
    assert!(page(&Report::new([])).contains("no secrets found"));
}
