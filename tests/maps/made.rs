//! Maps and keys that are made when the tests run.

use leaklint::{
    FileReport, Finding, Linter, Options,
    rules::{grammar::sample::sample, key},
};
use serde_json::{Value, json};

/// A key of a made-up provider.
pub(crate) fn secret(seed: u64) -> String {
    sample(&key::find("callpaymin/api-key").unwrap().token, seed)
}

/// One segment: the generated column, then source, line and column, all from 0.
pub(crate) type Segment = (u32, Option<(u32, u32, u32)>);

/// `mappings` of these lines.
pub(crate) fn mappings(lines: &[&[Segment]]) -> String {
    let mut text = String::new();
    let mut before = [0i64; 3];
    for line in lines {
        let mut column = 0;
        for (index, (at, original)) in line.iter().enumerate() {
            text += if index > 0 { "," } else { "" };
            digits(i64::from(*at) - column, &mut text);
            column = i64::from(*at);
            if let Some((source, line, column)) = original {
                let now = [*source, *line, *column].map(i64::from);
                for (now, before) in now.iter().zip(&before) {
                    digits(now - before, &mut text);
                }
                before = now;
            }
        }
        text.push(';');
    }
    text
}

fn digits(value: i64, text: &mut String) {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut rest = value.unsigned_abs() << 1 | u64::from(value < 0);
    loop {
        let digit = (rest & 31) as usize;
        rest >>= 5;
        text.push(SIGNS[if rest > 0 { digit | 32 } else { digit }] as char);
        if rest == 0 {
            return;
        }
    }
}

pub(crate) fn map(sources: &[(&str, Option<&str>)], mappings: &str) -> Value {
    let names: Vec<&str> = sources.iter().map(|(name, _)| *name).collect();
    let texts: Vec<Option<&str>> = sources.iter().map(|(_, text)| *text).collect();
    json!({"version": 3, "sources": names, "sourcesContent": texts, "mappings": mappings})
}

/// Lints `a.js` with `map` beside it.
pub(crate) fn lint(program: &str, map: &Value) -> FileReport {
    lint_bytes("assets/a.js", program, map.to_string().as_bytes())
}

pub(crate) fn lint_bytes(name: &str, program: &str, map: &[u8]) -> FileReport {
    let beside = format!("{name}.map");
    Linter::new(Options::default())
        .lint_with_maps(name, program.as_bytes(), &|path| (path == beside).then(|| map.to_vec()))
}

/// Lints a file without anything beside it.
pub(crate) fn alone(name: &str, text: &str) -> FileReport {
    Linter::new(Options { reveal: true, ..Options::default() }).lint(name, text.as_bytes())
}

/// The original place of a finding.
pub(crate) fn original(finding: &Finding) -> Option<(&str, u32, u32)> {
    let place = finding.original.as_ref()?;
    Some((place.path.as_str(), place.line, place.column))
}
