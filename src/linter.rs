//! The journey of one file, from bytes to findings.

use crate::{
    config::Options,
    finding::{Finding, merge},
    javascript, judge,
    report::{Analysis, File, FileKind, FileReport},
    rules::{self, Hits, Match, RuleSet},
    source::{
        Encoding, Part, Reading, Sink, Source,
        archive::{self, Budget},
        css, html, json, lines, strings, wasm,
    },
    span::Span,
};

/// A file of a thousand broken parts says so a few times.
const MOST_NOTICES: usize = 10;

/// Lints files, one by one. Made once: it is cheap to share between threads, not to make.
#[derive(Debug)]
pub struct Linter {
    options: Options,
    rules: RuleSet,
}

impl Linter {
    /// A linter with every rule of the catalogue.
    pub fn new(options: Options) -> Self {
        Self { options, rules: RuleSet::new(rules::keys()) }
    }

    /// What it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Lints one file. `name` decides, with the content, what kind of file it is, and is the path
    /// in the report. Any bytes are taken; what could not be read is told in the file's notices.
    pub fn lint(&self, name: &str, bytes: &[u8]) -> FileReport {
        if bytes.len() as u64 > self.options.max_file_size.min(u64::from(u32::MAX - 1)) {
            return self.skip(name, bytes.len() as u64);
        }
        let source = Source::new(name, bytes);
        let mut read = self.read(&source, &Budget::new());
        if source.encoding == Encoding::Utf16 {
            read.notices.insert(0, "read as UTF-16, as its byte-order mark says".to_owned());
        }
        FileReport {
            file: File {
                path: name.to_owned(),
                kind: source.kind,
                bytes: bytes.len() as u64,
                analysis: read.analysis,
                notices: read.notices,
            },
            findings: read.findings,
        }
    }

    /// What a file or a part of one holds: in its own parts, and by itself.
    fn read(&self, source: &Source<'_>, budget: &Budget) -> Read {
        let mut hits = Hits::new(self.rules.hits(&source.bytes));
        let mut matches: Vec<Match> = Vec::new();

        let reading = candidates(source, &mut |candidate| {
            let within = hits.claim(candidate);
            self.rules.matches(&source.bytes, candidate, within, &mut matches);
        });
        let Reading { analysis, mut notices, parts, disclosures } = reading;
        let has_parts = !parts.is_empty();
        let mut findings = self.read_parts(source, parts, budget, &mut hits, &mut notices);
        // What no literal held: comments, broken code, files of other kinds.
        self.rules.verbatim_matches(&source.bytes, &hits.unclaimed(), &mut matches);

        findings.extend(judge::disclosed(source, disclosures, &self.options));
        findings.extend(judge::findings(source, matches, &self.options));
        if has_parts {
            judge::locate_all(&mut findings, source);
            findings.sort_by(|a, b| a.location.cmp_place(&b.location));
            findings = merge::by_value(findings);
        }
        Read { analysis, notices, findings }
    }

    /// What the parts of a source hold, with the offsets that it has in the source.
    fn read_parts(
        &self,
        source: &Source<'_>,
        parts: Vec<Part<'_>>,
        budget: &Budget,
        hits: &mut Hits,
        notices: &mut Vec<String>,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for mut part in parts {
            match part.unpack(budget) {
                Ok(None) => {}
                Ok(Some(lack)) => {
                    let notice = vec![format!("not read to its end: {lack}")];
                    tell(notices, source, &part, notice);
                }
                Err(reason) => {
                    tell(notices, source, &part, vec![format!("not read: {reason}")]);
                    continue;
                }
            }
            let mut read = self.read(&source.inside(&part), budget);
            judge::lift(&mut read.findings, &part, source);
            findings.append(&mut read.findings);
            if !part.is_guess {
                tell(notices, source, &part, read.notices);
            }
            part.covers().into_iter().for_each(|span| hits.answer(span));
        }
        findings
    }

    /// The report on a file of `bytes` bytes that is longer than the options allow.
    pub fn skip(&self, name: &str, bytes: u64) -> FileReport {
        let limit = self.options.max_file_size;
        FileReport {
            file: File {
                path: name.to_owned(),
                kind: FileKind::Binary,
                bytes,
                analysis: Analysis::Skipped,
                notices: vec![format!("not read: it is longer than {limit} bytes")],
            },
            findings: Vec::new(),
        }
    }
}

/// What was read.
struct Read {
    analysis: Analysis,
    notices: Vec<String>,
    findings: Vec<Finding>,
}

/// Adds what is to be said of a part, with the line that it begins on.
fn tell(notices: &mut Vec<String>, source: &Source<'_>, part: &Part<'_>, more: Vec<String>) {
    for notice in more {
        match notices.len() {
            ..MOST_NOTICES => notices.push(match part.lift(Span::new(0, 0)) {
                Some(Span { start, .. }) => {
                    let before = &source.bytes[..start as usize];
                    let line = memchr::memchr_iter(b'\n', before).count() + 1;
                    format!("from line {line}: {notice}")
                }
                None => format!("{}: {notice}", part.name),
            }),
            MOST_NOTICES => notices.push("and more of the kind".to_owned()),
            _ => {}
        }
    }
}

/// Gives `sink` the strings of a source, with the names around them.
fn candidates<'s>(source: &'s Source<'_>, sink: &mut Sink<'_>) -> Reading<'s> {
    match source.kind {
        FileKind::JavaScript => javascript::read(source, sink),
        FileKind::Html => html::read(source, sink),
        FileKind::Xml => html::xml::read(source, sink),
        FileKind::Css => css::read(source, sink),
        FileKind::Json | FileKind::Map => json::read(source, sink),
        FileKind::Env | FileKind::Config | FileKind::Text => lines::read(source, sink),
        FileKind::Wasm => wasm::read(source, sink),
        FileKind::Archive => archive::read(source, sink),
        FileKind::Binary => strings::read(source, sink),
    }
}
