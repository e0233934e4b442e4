//! What is wrong with the variables of environment files.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::checklist::env_files::{file_name, is_example, key},
    Read, message, value,
};
use crate::{
    Exposure, Finding, Linter, Options, Severity, Variable,
    environment::{Says, What, Written, is_public, lines, says},
    finding::message::public_secret,
    judge,
    report::words,
    rules::{
        Disclosure, Key, PUBLIC_SECRET,
        environment::{AMBIGUOUS, DUPLICATE, INLINED, MALFORMED, NO_VALUE, REAL_EXAMPLE},
    },
    source::Source,
    span::Span,
};

/// What was found in a file, and the variable that each is about.
pub(super) type Found = Vec<(Disclosure, Option<String>)>;

/// A variable of a file, with what its value is.
struct Entry<'a> {
    written: Written<'a>,
    line: usize,
    /// Where its name stands.
    span: Span,
    key: Option<Finding>,
}

/// What is found in each of the files.
pub(super) fn look(files: &[Read], linter: &Linter) -> Vec<Found> {
    let texts: Vec<_> = files.iter().map(|file| String::from_utf8_lossy(&file.bytes)).collect();
    let mut founds: Vec<Found> = Vec::new();
    let mut read: Vec<Vec<Entry<'_>>> = Vec::new();
    for (file, text) in files.iter().zip(&texts) {
        let mut found = Vec::new();
        read.push(entries(file, text, linter, &mut found));
        founds.push(found);
    }
    let names: BTreeSet<String> =
        read.iter().flatten().map(|entry| entry.written.name.to_owned()).collect();
    for ((file, entries), found) in files.iter().zip(&read).zip(&mut founds) {
        let is_example = is_example(file_name(&file.name));
        for entry in entries {
            found.extend(of_entry(entry, is_example, &names));
        }
        found.extend(inlined(file, entries));
        found.extend(twice(entries));
    }
    in_several(files, &read, &mut founds);
    founds
}

/// The findings of what was found, in the order of their places.
pub(super) fn findings(source: &Source<'_>, mut found: Found, options: &Options) -> Vec<Finding> {
    found.sort_by_key(|(disclosure, _)| disclosure.span.start);
    let (disclosures, names): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let findings = judge::disclosed(source, disclosures, options).into_iter().zip(names);
    findings.map(|(finding, env)| Finding { env, ..finding }).collect()
}

/// The variables of a file; what is none is told.
fn entries<'a>(file: &Read, text: &'a str, linter: &Linter, found: &mut Found) -> Vec<Entry<'a>> {
    if let Err(error) = std::str::from_utf8(&file.bytes) {
        let before = &file.bytes[..error.valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        found.push((malformed(file, line, before.len(), "it is not UTF-8"), None));
    }
    let mut entries = Vec::new();
    for line in lines(text) {
        match line.what {
            What::Mistake(reason) => {
                let start = start_of(text, line.number);
                found.push((malformed(file, line.number, start, reason), None));
            }
            What::Variable(written) => {
                let start = written.name.as_ptr() as usize - text.as_ptr() as usize;
                let variable = Variable {
                    name: written.name.to_owned(),
                    value: written.value.clone(),
                    from: file.name.clone(),
                };
                entries.push(Entry {
                    line: line.number,
                    span: Span::new(start as u32, (start + written.name.len()) as u32),
                    key: key(&variable, linter).map(|key| key.finding),
                    written,
                });
            }
        }
    }
    entries
}

/// Where a line begins; lines may end with a carriage return alone.
fn start_of(text: &str, number: usize) -> usize {
    let end = if text.contains('\n') { b'\n' } else { b'\r' };
    let ends = &mut memchr::memchr_iter(end, text.as_bytes());
    number.checked_sub(2).and_then(|before| ends.nth(before)).map_or(0, |end| end + 1)
}

fn malformed(file: &Read, line: usize, start: usize, reason: &str) -> Disclosure {
    Disclosure {
        rule: &MALFORMED,
        subject: format!("{}:{line}", file.name),
        span: Span::new(start as u32, start as u32),
        severity: Severity::Warning,
        message: format!("Line {line} sets no variable: {reason}."),
    }
}

/// What is to be said of one variable.
fn of_entry(entry: &Entry<'_>, is_example: bool, names: &BTreeSet<String>) -> Found {
    let Entry { written, key, .. } = entry;
    let Written { name, value, .. } = written;
    let mut found = Vec::new();
    let mut tell = |rule, severity, message| found.push(about(entry, rule, severity, message));
    let is_secret_key = key.as_ref().is_some_and(|key| key.exposure == Exposure::Secret);
    let says = says(name.as_bytes());
    let is_to_come = value::is_to_come(value);
    if is_public(name.as_bytes()) && is_secret_key && !is_to_come {
        let kind = value::kind(value, key.as_ref());
        tell(&PUBLIC_SECRET, Severity::Error, message::public_key(name, &kind));
    } else if is_public(name.as_bytes()) && says == Says::Secret && !is_example {
        tell(&PUBLIC_SECRET, Severity::Error, public_secret(name));
    }
    if is_example && is_secret_key && !is_to_come {
        let kind = value::kind(value, key.as_ref());
        tell(&REAL_EXAMPLE, Severity::Error, message::real_example(name, &kind));
    }
    if !is_example && says >= Says::Perhaps && (value.is_empty() || is_to_come) {
        let severity = if says == Says::Secret { Severity::Warning } else { Severity::Note };
        tell(&NO_VALUE, severity, message::no_value(name, value.is_empty()));
    }
    if let Some(reason) = value::trouble(written, names) {
        tell(&AMBIGUOUS, Severity::Warning, message::ambiguous_value(name, reason));
    }
    found
}

fn about(
    entry: &Entry<'_>,
    rule: &'static Key,
    severity: Severity,
    message: String,
) -> (Disclosure, Option<String>) {
    let subject = entry.written.name.to_owned();
    let env = Some(subject.clone());
    (Disclosure { rule, subject, span: entry.span, severity, message }, env)
}

/// The variables that a build would put into client code, with what they are.
fn inlined(file: &Read, entries: &[Entry<'_>]) -> Option<(Disclosure, Option<String>)> {
    let public: Vec<&Entry<'_>> =
        entries.iter().filter(|entry| is_public(entry.written.name.as_bytes())).collect();
    let first = public.first()?;
    let told = public.iter().map(|entry| {
        let kind = value::kind(&entry.written.value, entry.key.as_ref());
        format!("{} is {kind}", entry.written.name)
    });
    let told: Vec<String> = told.collect();
    let count = words::count(public.len() as u64, "variable");
    let disclosure = Disclosure {
        rule: &INLINED,
        subject: file.name.clone(),
        span: first.span,
        severity: Severity::Note,
        message: message::inlined(&count, &told),
    };
    Some((disclosure, None))
}

/// Variables that a file sets more than once: told where they are set again.
fn twice(entries: &[Entry<'_>]) -> Found {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in entries {
        let line = *first.entry(entry.written.name).or_insert(entry.line);
        if line != entry.line {
            let message = message::set_again(entry.written.name, line);
            found.push(about(entry, &DUPLICATE, Severity::Warning, message));
        }
    }
    found
}

/// Variables that several of the files set, as they may: told in the later ones.
fn in_several(files: &[Read], read: &[Vec<Entry<'_>>], founds: &mut [Found]) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, entries) in read.iter().enumerate() {
        if is_example(file_name(&files[at].name)) {
            continue;
        }
        for entry in entries {
            let name = entry.written.name;
            let before = *first.entry(name).or_insert(at);
            if before != at {
                let message = message::set_elsewhere(name, &files[before].name);
                founds[at].push(about(entry, &DUPLICATE, Severity::Note, message));
            }
        }
    }
}
