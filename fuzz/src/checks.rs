//! What must hold for any bytes, as far as the library's own door shows it.
//!
//! `tests/regressions` takes this file, too: what was found once is tried with every test.

use std::sync::LazyLock;

use leaklint::{
    FileReport, Finding, Linter, Options, Persona,
    report::FileKind,
    rules::{grammar::sample::sample, keys},
};

/// A name for every kind of file; the first byte of an input chooses.
const NAMES: [&str; 24] = [
    "a.js", "a.ts", "a.tsx", "a.mjs", "a.html", "a.svg", "a.json", "a.js.map", "a.css", ".env",
    "a.yml", "a.txt", "a.wasm", "a.zip", "a.tar", "a.gz", "a.br", "a.asar", "a.bin", "a", "a.rsc",
    ".npmrc", "a.md", "a.ndjson",
];

/// What a planted key stands in.
const SHAPES: [&str; 10] = [
    "\n\"KEY\"\n",
    "/*KEY*/",
    "`KEY`",
    "{k:'KEY'}",
    " KEY ",
    "<a b=\"KEY\">",
    "\\\"KEY\\\"",
    "//KEY\n",
    "('KEY')",
    "=\"KEY\"+x",
];

/// So many notices of a file are told.
const MOST_NOTICES: usize = 10;

/// How much of an input of [`planted`] says where and what.
pub const HEAD: usize = 4;

/// Leaves dull code out, and does not.
static BOTH: LazyLock<[Linter; 2]> = LazyLock::new(|| {
    [true, false].map(|prune| {
        let persona = Persona::Auditor;
        Linter::new(Options { prune, persona, reveal: true, ..Options::default() })
    })
});

/// As people use it, with values.
static REGULAR: LazyLock<Linter> =
    LazyLock::new(|| Linter::new(Options { reveal: true, ..Options::default() }));

/// Keys that are told by their form alone.
static KEYS: LazyLock<Vec<String>> = LazyLock::new(|| told_keys().collect());

/// The first of them: all take seconds to make.
static KEY: LazyLock<String> = LazyLock::new(|| told_keys().next().expect("a key is told"));

fn told_keys() -> impl Iterator<Item = String> {
    let values = keys().iter().flat_map(|key| (0..2).map(|seed| sample(&key.token, seed)));
    let is_told = |value: &String| {
        let texts = [format!("x=\"{value}\""), format!("/*{value}*/")];
        value.is_ascii()
            && texts.iter().all(|text| has(&REGULAR.lint("a.js", text.as_bytes()), value))
    };
    values.filter(|value| value.len() > 15).filter(is_told)
}

/// Makes the keys of [`planted`], so that no input is blamed for the time that it takes.
pub fn prepare() {
    LazyLock::force(&KEYS);
}

/// The whole linter, on a file of any kind.
pub fn linter(data: &[u8]) {
    if let [kind, bytes @ ..] = data {
        agree(NAMES[usize::from(*kind) % NAMES.len()], bytes);
    }
}

/// A page.
pub fn page(data: &[u8]) {
    agree("a.html", data);
}

/// A script that computes.
pub fn evaluator(data: &[u8]) {
    agree("a.js", data);
}

/// A source map, by itself and beside a script.
pub fn map(data: &[u8]) {
    agree("a.js.map", data);
    let key = KEY.as_str();
    let script = format!("a;b(c);\nd={{e:\"{key}\"}}\n//# sourceMappingURL=a.js.map");
    let without = REGULAR.lint("a.js", script.as_bytes());
    let with = REGULAR.lint_with_maps("a.js", script.as_bytes(), &|_| Some(data.to_owned()));
    assert!(has(&with, key), "a map hides a key");
    let places = |report: &FileReport| -> Vec<_> {
        report.findings.iter().map(|finding| finding.location.offset).collect()
    };
    assert_eq!(places(&without), places(&with), "a map moves a key");
}

/// A script with a key planted anywhere in it.
pub fn planted(data: &[u8]) {
    let [low, high, key, shape, script @ ..] = data else { return };
    if script.starts_with(b"\xFF\xFE") || script.starts_with(b"\xFE\xFF") {
        // UTF-16, where these bytes are no key.
        return;
    }
    let key = &KEYS[usize::from(*key) * KEYS.len() / 256];
    let at = usize::from(u16::from_le_bytes([*low, *high])) * (script.len() + 1) / (1 << 16);
    let text = SHAPES[usize::from(*shape) % SHAPES.len()].replace("KEY", key);
    let bytes = [&script[..at], text.as_bytes(), &script[at..]].concat();
    let report = REGULAR.lint("a.js", &bytes);
    assert!(has(&report, key), "{key} is lost: {:?}", report.file);
    agree("a.js", &bytes);
}

fn has(report: &FileReport, key: &str) -> bool {
    report.findings.iter().any(|finding| finding.value.as_deref() == Some(key))
}

/// Both linters say the same, and what they say is true.
fn agree(name: &str, bytes: &[u8]) {
    let [pruned, whole] = BOTH.each_ref().map(|linter| linter.lint(name, bytes));
    if leaves_hard_code_out(&pruned, &whole) {
        // A tree names values better than tokens do, and enough steps make more of them: all that
        // is found without must be there.
        let places = values(&pruned);
        let lost: Vec<_> = values(&whole).into_iter().filter(|it| !places.contains(it)).collect();
        assert!(lost.is_empty(), "leaving hard code out loses {lost:?}");
    } else {
        assert_eq!(pruned, whole, "leaving code out changes what is found");
    }
    for report in [&pruned, &whole] {
        report.findings.iter().for_each(|finding| place(finding, bytes, report.file.kind));
    }
}

/// Whether what keeps the whole from being parsed, or from being evaluated to its end, stands in
/// code that is left out: then there is other to tell of the rest.
fn leaves_hard_code_out(pruned: &FileReport, whole: &FileReport) -> bool {
    let [told, more] = [pruned, whole].map(|report| &report.file.notices);
    let is_broken = |notice: &&String| notice.contains("not parsed (");
    let is_hard =
        |notice: &&String| is_broken(notice) || notice.starts_with("constants were evaluated only");
    let [easy_told, easy_more] = [told, more].map(|it| it.iter().filter(|it| !is_hard(it)));
    // Of many only the first are told.
    let is_cut = more.len() > MOST_NOTICES;
    told != more
        // Of two mistakes the parser reports the first that it sees.
        && (is_cut || told.iter().filter(is_broken).count() <= more.iter().filter(is_broken).count())
        && (is_cut || easy_told.eq(easy_more))
}

/// Where each value stands.
fn values(report: &FileReport) -> Vec<(Option<&str>, u32)> {
    let findings = report.findings.iter();
    findings.map(|finding| (finding.value.as_deref(), finding.location.offset)).collect()
}

/// What is told as standing in the file stands there.
fn place(finding: &Finding, bytes: &[u8], kind: FileKind) {
    let is_inside = kind == FileKind::Archive || finding.location.path.contains('/');
    if is_inside {
        // Places are in a member.
        return;
    }
    let (start, end) = (finding.location.offset as usize, finding.location.end as usize);
    assert!(start <= end && end <= bytes.len(), "{:?} is not in the file", finding.location);
}
