//! Each row of the table in docs/limits.md against files on both sides of its bound.

use std::fs;

use leaklint::{FileReport, Linter, Options};

/// A key that no file holds whole.
fn key() -> String {
    ["cpm", "live", "T7bQ2mXw9LzKcR4vNpYh6SdGaE1uJ8"].join("_")
}

/// What a person sees, by the row's first words.
fn promised(bound: &str) -> String {
    let path = format!("{}/docs/limits.md", env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(path).unwrap();
    let row = table.lines().find(|line| line.starts_with(&format!("| {bound}"))).unwrap();
    let notice = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
    notice.trim_matches('`').to_owned()
}

fn lint(name: &str, bytes: &[u8]) -> FileReport {
    Linter::new(Options { reveal: true, ..Options::default() }).lint(name, bytes)
}

/// The script beyond the bound says so and gives its key; the one within says nothing.
#[track_caller]
fn check(bound: &str, name: &str, within: &str, beyond: &str) {
    let notice = promised(bound);
    for (program, is_beyond) in [(within, false), (beyond, true)] {
        let report = lint(name, format!("k=\"{}\";{program}", key()).as_bytes());
        let is_said = report.file.notices.contains(&notice);
        assert_eq!(is_said, is_beyond, "{bound}: {:?}", report.file.notices);
        let mut values = report.findings.iter().filter_map(|finding| finding.value.as_deref());
        assert!(values.any(|value| value == key()), "{bound}");
    }
}

#[test]
fn nesting() {
    let program = |levels: usize| format!("x={}1{}", "[".repeat(levels), "]".repeat(levels));
    check("nesting", "a.js", &program(1_400), &program(1_501));
}

#[test]
fn chains() {
    let program = |links: usize| format!("x={}a", "a+".repeat(links));
    check("a chain", "a.js", &program(19_900), &program(20_001));
    let program = |links: usize| format!("{}c", "if(a)b;else ".repeat(links));
    check("`else if`s", "a.js", &program(900), &program(1_001));
}

#[test]
fn comments_as_in_pages() {
    for comment in ["\n<!-- a", "\n--> a"] {
        let program = |comments: usize| format!("b;{}\nc", comment.repeat(comments));
        check("comments that begin", "a.js", &program(500), &program(501));
    }
}

#[test]
fn slashes() {
    check("slashes", "a.js", "function*a(){yield b/1}", "function*a(){yield /b/}");
}

#[test]
fn bytes_that_are_parsed() {
    let program = |bytes: usize| "f(1,2,3);".repeat(bytes / 9);
    check("bytes that are parsed", "a.js", &program(23_900_000), &program(24_000_009));
}

#[test]
fn evaluation() {
    let beyond = "function f(){for(;;){}}use(f('abcdefgh1234'))";
    check("steps of evaluation", "a.js", "use('abc'+'def')", beyond);
    check("a value", "a.js", "use('a'.repeat(1e6))", "use('a'.repeat(2e6))");
}

#[test]
fn names_in_scopes() {
    let program = |levels: usize| format!("{}d", "for(let b=c=1;;)".repeat(levels));
    check("names in scopes", "a.js", &program(8_000), &program(9_500));
    // Scopes that declare nothing count for nothing.
    let report = lint("a.js", format!("{}d", "for(b in c)".repeat(9_500)).as_bytes());
    assert!(report.file.notices.is_empty(), "{:?}", report.file.notices);
}

#[test]
fn files() {
    let options = Options { max_file_size: 100, ..Options::default() };
    let report = Linter::new(options).lint("a.js", &[b' '; 101]);
    let notice = promised("length of a file").replace(&(1u64 << 30).to_string(), "100");
    assert_eq!(report.file.notices, [notice]);
    assert_eq!(Options::default().max_file_size, 1 << 30);
}
