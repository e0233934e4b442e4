//! Hostile files: nothing ends the linter, and a key planted behind the hostility is found.
#![allow(clippy::unwrap_used, missing_docs)]

use leaklint::{FileReport, Linter, Options, report::Analysis};

/// A key that no file holds whole.
fn key() -> String {
    ["sk", "live", "T7bQ2mXw9LzKcR4vNpYh6SdGaE1uJ8"].join("_")
}

fn lint(name: &str, bytes: &[u8]) -> FileReport {
    thread_local! {
        static LINTER: Linter = Linter::new(Options { reveal: true, ..Options::default() });
    }
    LINTER.with(|linter| linter.lint(name, bytes))
}

fn assert_found(name: &str, bytes: &[u8], what: &str) -> FileReport {
    let report = lint(name, bytes);
    let is_found = report.findings.iter().any(|finding| finding.value.as_deref() == Some(&key()));
    assert!(is_found, "{what}: {:?} {:?}", report.file.analysis, report.file.notices);
    report
}

mod hidden;
mod kinds;

#[test]
fn every_kind_of_nesting_chain_and_row_at_any_size() {
    for times in [1_000, 100_000] {
        for kind in kinds::all() {
            let program = kind.program(times);
            let what = format!("{} {times} times", kind.open);
            assert_found(kind.name, format!("k=\"{}\";{program}", key()).as_bytes(), &what);
            // What never closes may swallow it: it stands there all the same.
            assert_found(kind.name, format!("{program};k=\"{}\"", key()).as_bytes(), &what);
        }
    }
}

mod structure {
    use super::*;

    const DEEP: usize = 1_000_000;

    #[test]
    fn a_million_levels_of_nesting() {
        for (open, close) in [
            ("(", ")"),
            ("[", "]"),
            ("{", "}"),
            ("a(", ")"),
            ("({a:", "})"),
            ("`${", "}`"),
            ("()=>{", "}"),
            ("function a(){", "}"),
            ("if(a){", "}"),
            ("class a{b(){", "}}"),
            ("try{", "}catch{}"),
            ("<a>", "</a>"),
        ] {
            for source in [
                format!("{}1{};k=\"{}\"", open.repeat(DEEP), close.repeat(DEEP), key()),
                format!("{};k=\"{}\"", open.repeat(DEEP), key()),
                format!("k=\"{}\";{}", key(), open.repeat(DEEP)),
            ] {
                let report = assert_found("a.js", source.as_bytes(), open);
                assert_eq!(report.file.analysis, Analysis::Lexical, "{open}");
                assert_eq!(report.file.notices.len(), 1, "{open}");
            }
        }
    }

    #[test]
    fn a_million_links_of_a_chain() {
        for (link, end) in [
            ("a+", "a"),
            ("\"a\"+", "a"),
            ("a?b:", "c"),
            ("a.", "b"),
            ("!", "a"),
            ("- ", "a"),
            ("typeof ", "a"),
            ("a=", "b"),
            ("a=>", "b"),
            ("a**", "b"),
            ("a:", "b"),
            ("if(a)", "b"),
            ("if(a)b;else ", "c"),
            ("do ", "a"),
            ("for(;;)", "b"),
            ("new ", "a"),
            ("await ", "a"),
            ("a??", "b"),
            ("a()", ""),
            ("a,", "b"),
        ] {
            let source = format!("x={}{end};k=\"{}\"", link.repeat(DEEP), key());
            assert_found("a.js", source.as_bytes(), link);
        }
        for link in ["()", "[0]", "``", ".a", "?.a"] {
            let source = format!("x=a{};k=\"{}\"", link.repeat(DEEP), key());
            assert_found("a.js", source.as_bytes(), link);
        }
    }

    /// As deep and long as the parser is given: what `stack_size` promises must be enough.
    #[test]
    fn just_within_the_limits() {
        for depth in [100, 700, 1_490] {
            for (open, close) in [
                ("(", ")"),
                ("[", "]"),
                ("{", "}"),
                ("a(", ")"),
                ("({a:", "})"),
                ("`${", "}`"),
                ("(()=>{", "})"),
                ("(function(){", "})"),
                ("if(a){", "}"),
                ("(class{a(){", "}})"),
                ("try{", "}catch{}"),
                ("a[", "]"),
                ("switch(a){case 1:", "}"),
                ("for(;;){", "}"),
                ("(a=b?", ":c)"),
                ("{a:", "}"),
                ("new (", ")"),
                ("async()=>{await (", ")}"),
                ("<a>{", "}</a>"),
                ("(a,{b:", "})"),
                ("([{a:", "}])"),
            ] {
                let levels = depth / open.matches(['(', '[', '{']).count().max(1);
                let source =
                    format!("{}1{};k=\"{}\"", open.repeat(levels), close.repeat(levels), key());
                assert_found("a.js", source.as_bytes(), &format!("{open} {levels} times"));
            }
        }
        for length in [1_000, 9_000, 19_000] {
            for (link, end) in [
                ("a+", "a"),
                ("\"a\"+", "a"),
                ("a?b:", "c"),
                ("a.", "b"),
                ("!", "a"),
                ("typeof ", "a"),
                ("a=", "b"),
                ("a=>", "b"),
                ("a**", "b"),
                ("if(a)", "b"),
                ("do ", "a;while(b)"),
                ("for(;;)", "b"),
                ("new ", "a"),
                ("a??", "b"),
                ("a||", "b"),
                ("while(a)", "b"),
                ("with(a)", "b"),
                ("void ", "a"),
                ("- ", "a"),
                ("async a=>", "b"),
                ("a<", "b"),
                ("...", "a"),
            ] {
                let count = length / 2;
                let source = format!("{}{end};k=\"{}\"", link.repeat(count), key());
                assert_found("a.js", source.as_bytes(), &format!("{link} {count} times"));
            }
            for link in ["()", "[0]", "``", ".a", "?.a", "?.[0]", "?.()"] {
                let source = format!("x=a{};k=\"{}\"", link.repeat(length / 2), key());
                assert_found("a.js", source.as_bytes(), &format!("{link} {length} times"));
            }
        }
        let chain = format!("{};k=\"{}\"", "if(a)b;else ".repeat(990) + "c", key());
        assert_found("a.js", chain.as_bytes(), "else if");
        let labels = format!("{}b;k=\"{}\"", "a:".repeat(990), key());
        assert_found("a.js", labels.as_bytes(), "labels");
    }
}

mod bytes {
    use super::*;

    #[test]
    fn text_that_is_broken() {
        let key = key();
        for (what, source) in [
            (
                "invalid UTF-8",
                [b"a=\"\xFF\xFE\xC3\";k=\"".as_slice(), key.as_bytes(), b"\";\xF0"].concat(),
            ),
            ("NULs", [b"\0\0a;\0k=\"".as_slice(), key.as_bytes(), b"\"\0"].concat()),
            ("truncated", format!("f({{k:\"{key}\",b:[1,2").into_bytes()),
            ("an unterminated string", format!("a=\"never closed\nk=\"{key}\"").into_bytes()),
            ("an unterminated string at the end", format!("k=\"{key}").into_bytes()),
            (
                "an unterminated string with an escape",
                format!("k=\"{key}\\\" and so on to the end").into_bytes(),
            ),
            ("an unterminated template", format!("k=`{key}").into_bytes()),
            ("an unterminated comment", format!("a;/* {key}").into_bytes()),
            ("an unterminated regular expression", format!("a=/[ \nk=\"{key}\"").into_bytes()),
            ("a lone surrogate", format!("a=\"\\ud800\";k=\"\\udc00 {key}\"").into_bytes()),
            ("a byte-order mark", format!("\u{FEFF}k=\"{key}\"").into_bytes()),
            ("a hashbang", format!("#!/usr/bin/env node\nk=\"{key}\"").into_bytes()),
            ("carriage returns", format!("a;\rk=\"{key}\";\r").into_bytes()),
            (
                "HTML for a script",
                format!("<!doctype html><script>k=\"{key}\"</script>").into_bytes(),
            ),
            ("the key alone", key.clone().into_bytes()),
        ] {
            assert_found("a.js", &source, what);
        }
    }

    #[test]
    fn utf16_in_both_byte_orders() {
        let text = format!("k=\"{}\"", key());
        let little: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let big: Vec<u8> = [0xFE, 0xFF]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        for file in [little, big] {
            let report = assert_found("a.js", &file, "UTF-16");
            assert_eq!(report.findings[0].location.offset, 2 + 2 * 3);
            assert_eq!(report.findings[0].location.end as usize, 2 + 2 * (3 + key().len()));
        }
    }

    #[test]
    fn an_empty_file_is_a_file() {
        for name in ["a.js", "a.html", "a", ""] {
            let report = lint(name, b"");
            assert!(report.findings.is_empty() && report.file.bytes == 0);
        }
    }

    #[test]
    fn a_line_of_64_megabytes() {
        let filler = "f(\"some text\",1,[2,3]),";
        let mut source = filler.repeat((64 << 20) / filler.len());
        source += &format!("k=\"{}\"", key());
        let report = assert_found("a.js", source.as_bytes(), "a long line");
        let place = &report.findings[0].location;
        assert_eq!((place.line, place.column as usize), (1, source.len() - key().len()));
    }

    #[test]
    fn anchors_over_and_over_take_no_more_than_linear_time() {
        for anchor in [
            "eyJ",
            "://",
            "sk_live_",
            "AIza",
            "-----BEGIN PRIVATE KEY-----",
            "ghp_",
            "https://a:",
            "glpat-",
            "xoxb-",
            ":AA",
            "postgres://a:b@",
            "eyJhbGciOiJIUzI1NiJ9.",
            "sk-proj-",
            "T3BlbkFJ",
        ] {
            for separator in ["", " ", "\"+\"", "\n"] {
                let source = format!(
                    "\"{}\";k=\"{}\"",
                    format!("{anchor}{separator}")
                        .repeat(4_000_000 / (anchor.len() + separator.len())),
                    key()
                );
                assert_found("a.js", source.as_bytes(), anchor);
            }
        }
    }
}
