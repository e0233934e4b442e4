//! Keys that are in no file, and the linter asked about a text that holds them.

use leaklint::{FileReport, Finding, Linter, Options, Persona};

/// A key of a provider, made of `seed`.
pub(crate) fn key(seed: u64) -> String {
    ["cpm", "live", &random(seed, 32)].join("_")
}

/// Letters and digits without a pattern (xorshift): a secret of nobody's.
pub(crate) fn random(seed: u64, length: usize) -> String {
    const ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut state = 7 + seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let text: String = (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            char::from(ALPHABET[(state >> 32) as usize % ALPHABET.len()])
        })
        .collect();
    // A machine draws digits; one without any would be taken for a word.
    format!("{}7{}4", &text[..length / 2], &text[length / 2 + 2..])
}

pub(crate) fn lint(name: &str, content: impl AsRef<[u8]>) -> FileReport {
    thread_local! {
        static LINTER: Linter = Linter::new(Options {
            reveal: true,
            persona: Persona::Pedantic,
            ..Options::default()
        });
    }
    LINTER.with(|linter| linter.lint(name, content.as_ref()))
}

/// The one finding whose value is `value`.
#[track_caller]
pub(crate) fn finding(name: &str, content: impl AsRef<[u8]>, value: &str) -> Finding {
    let content = content.as_ref();
    let report = lint(name, content);
    let mut found = report.findings.iter().filter(|it| it.value.as_deref() == Some(value));
    let Some(finding) = found.next() else {
        panic!("not found in {name}: {}\n{report:#?}", String::from_utf8_lossy(content))
    };
    assert!(found.next().is_none(), "found twice in {name}: {report:#?}");
    finding.clone()
}

/// What stands at the finding's place.
pub(crate) fn at(finding: &Finding, content: &str) -> String {
    content[finding.location.offset as usize..finding.location.end as usize].to_owned()
}

/// The names around a finding, with a dot between them.
pub(crate) fn path(finding: &Finding) -> &str {
    finding.context.as_ref().and_then(|context| context.path.as_deref()).unwrap_or_default()
}

/// Text as HTML writes it in attributes and between tags.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
