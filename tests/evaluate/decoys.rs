//! What looks like a key that is put together, and is none.

use super::{filled, is_found, lint};

#[track_caller]
fn assert_none(template: &str) {
    let source = filled(template);
    let report = lint(&source);
    assert!(!is_found(&report), "{source}");
}

#[test]
fn names_that_are_given_other_values() {
    for template in [
        r#"let a = "<A>"; a = f(); use(a + "<B>")"#,
        r#"let a = "<A>"; a += "x"; use(a + "<B>")"#,
        r#"let a = "<A>"; if (x) a += "y"; a += "<B>"; use(a)"#,
        r#"let a = "<A>"; for (;;) a += "<B>"; use(a)"#,
        r#"let a = "<A>"; function f() { a += "<B>" } use(a)"#,
        r#"const a = "<A>"; function f(a) { use(a + "<B>") }"#,
        r#"const a = "<A>"; { let a = g(); use(a + "<B>") }"#,
        r#"const a = "<A>"; try { g() } catch (a) { use(a + "<B>") }"#,
        r#"const a = "<A>"; for (const a of list) use(a + "<B>")"#,
        r#"const a = "<A>"; class C { m(a) { return a + "<B>" } }"#,
        r#"const c = { a: "<A>", a: f() }; use(c.a + "<B>")"#,
        r#"const c = {}; c.a = "<A>"; c.a = "x"; use(c.a + "<B>")"#,
        r#"let a = "<A>"; [a] = f(); use(a + "<B>")"#,
        r#"import a from "<A>"; use(a + "<B>")"#,
        r#"use((true ? "x" : "<A>") + "<B>")"#,
        r#"use("<A>".slice(1) + "<B>")"#,
        r#"use("<A>".split("").reverse().join("") + "<B>")"#,
        r#"use("<A>", "<B>"); use(["<B>", "<A>"].join(""))"#,
    ] {
        assert_none(template);
    }
}

#[test]
fn ordinary_code_has_no_notices_and_no_findings() {
    let report = lint(
        r#"
        const icons = { close: "M19 6.41L17.59 5", open: ["a", "b"].join(" ") };
        const version = "1.2.3" + "-" + "beta.4";
        function className(name, ...rest) { return ["btn", name, ...rest].filter(Boolean).join(" ") }
        const html = `<div class="${className("primary", "large")}">${version}</div>`;
        const image = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4";
        const table = atob("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v");
        "#,
    );
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert!(report.file.notices.is_empty(), "{:?}", report.file.notices);
}
