//! Nesting that stands where another reader would see a string, a comment or a regular expression:
//! the parser must not go into it unprepared.

use leaklint::report::Analysis;

use super::{assert_found, key};

const DEEP: usize = 200_000;

/// What is deep for the parser: what is before it, a level, what closes it, what is behind it.
const PROGRAMS: [(&str, &str, [&str; 4]); 26] = [
    ("a.js", "tags behind a quote between tags", ["x=<a>'", "<a>", "</a>", "</a>"]),
    ("a.js", "tags behind two quotes", ["x=<a>\"", "<a>\"", "</a>", "</a>"]),
    ("a.js", "tags behind a back quote", ["x=<a>`", "<a>", "</a>", "</a>"]),
    ("a.js", "tags behind a comment that is text", ["x=<a>/*", "<a>", "</a>", "</a>"]),
    ("a.js", "brackets behind slashes that are text", ["x=<a>//", "{[", "]}", "</a>"]),
    ("a.js", "tags without a name", ["x=<>'", "<>", "</>", "</>"]),
    ("a.js", "tags with a space", ["x=< a>'", "< a>", "</a>", "</a>"]),
    ("a.js", "tags in attributes", ["x=<a b='\\'", " c=<a b='\\'", "/>", "/>"]),
    ("a.js", "an attribute that ends with a backslash", ["x=<a b=\"\\\">", "{(", ")}", "</a>"]),
    (
        "a.js",
        "tags that close each other out of sight",
        ["x=<a>", "<b c=\"</b>\">", "</b>", "</a>"],
    ),
    ("a.js", "text that closes brackets", ["x=", "(<a>)</a>,", ")", ""]),
    ("a.js", "a name before a slash", ["var yield;yield/", "(", ")", "/1"]),
    ("a.js", "another name before a slash", ["var await;await/", "[", "]", "/1"]),
    ("a.js", "a third name before a slash", ["var of;of/", "(", ")", "/1"]),
    ("a.js", "a space that is no byte", ["x=", "(\u{A0}/)/,", "1)", ""]),
    ("a.js", "a line end that is no byte", ["x=", "(\u{2028}/)/,", "1)", ""]),
    ("a.js", "a comment that ends where no byte says so", ["// \u{2028}x=", "(", "1)", ""]),
    ("a.js", "a comment as in HTML", ["x=", "(a<!--)\n,", "1)", ""]),
    ("a.ts", "types of types", ["type x=", "keyof ", "", "a"]),
    ("a.ts", "types that are read only", ["type x=", "readonly ", "", "a[]"]),
    ("a.ts", "types that are asserted", ["x=a", " as b", "", ""]),
    ("a.ts", "types that are met", ["x=a", " satisfies b", "", ""]),
    ("a.ts", "values that are there, divided", ["x=a!/", "(", ")", "/1"]),
    ("a.ts", "a type before a slash", ["x=a as b<c>/", "(", ")", "/1"]),
    ("a.ts", "a void before a slash", ["x=a as void/", "(", ")", "/1"]),
    ("a.tsx", "tags behind a quote", ["x=<a<b>>'", "<a>", "</a>", "</a>"]),
];

#[test]
fn what_is_hidden_from_one_reader_is_not_from_the_other() {
    for (name, what, [before, level, end, after]) in PROGRAMS {
        let (levels, ends) = (level.repeat(DEEP), end.repeat(DEEP));
        for source in [
            format!("{before}{levels}{ends}{after};\nk=\"{}\"", key()),
            format!("k=\"{}\";{before}{levels}", key()),
        ] {
            let report = assert_found(name, source.as_bytes(), what);
            if report.file.analysis == Analysis::Lexical {
                assert_eq!(report.file.notices.len(), 1, "{what}");
            }
        }
    }
}

#[test]
fn bytes_that_are_no_text_hide_nothing() {
    let level = b"(a\xFF/)/:1,";
    let source = [b"x=".to_vec(), level.repeat(DEEP), format!("k=\"{}\"", key()).into()].concat();
    assert_found("a.js", &source, "broken UTF-8");
}

/// What people write is still parsed.
#[test]
fn code_with_all_of_it_is_parsed() {
    for (name, source) in [
        ("a.js", "x=<p class=\"a\">don't {b} // {\"c\"} <br/> it's <b d={e}>f</b></p>;y=/'/"),
        ("a.js", "function*a(){yield b}async()=>{await c;for(const d of e);}"),
        ("a.js", "a<b;c<<d;e=f<g;h=<><i j=\"'\"/>`</>"),
        ("a.jsx", "export default ({a})=><ul>{a.map(b=><li key={b}>{`${b}`}'s</li>)}</ul>"),
        ("a.ts", "const a=b!/2;let c=d as E;type F={g:string};let h=/'/;let i=<J>k"),
        ("a.tsx", "const a=<T,>(b:T)=>b;const c=<T extends D>(e:T)=>e;f=<G<H> i='j'>it's</G>"),
    ] {
        let source = format!("{source};k=\"{}\"", key());
        let report = assert_found(name, source.as_bytes(), &source);
        assert_eq!(report.file.analysis, Analysis::Syntax, "{source} {:?}", report.file.notices);
    }
}
