//! The journey of one file, from bytes to findings.

use crate::{
    config::Options,
    javascript, judge,
    report::{Analysis, File, FileKind, FileReport},
    rules::{self, Hits, Match, RuleSet},
    source::Source,
};

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
        let mut source = Source::new(name, bytes);
        let mut hits = Hits::new(self.rules.hits(&source.bytes));
        let mut matches: Vec<Match> = Vec::new();

        let analysis = match source.kind {
            FileKind::JavaScript => {
                let read = javascript::read(&source, &mut |candidate| {
                    let within = hits.claim(candidate);
                    self.rules.matches(&source.bytes, candidate, within, &mut matches);
                });
                source.notices.extend(read.notices);
                read.analysis
            }
            FileKind::Text => Analysis::Text,
            FileKind::Binary => Analysis::Binary,
        };
        // What no literal held: comments, broken code, files of other kinds.
        self.rules.verbatim_matches(&source.bytes, &hits.unclaimed(), &mut matches);

        let findings = judge::findings(&source, matches, &self.options);
        FileReport {
            file: File {
                path: name.to_owned(),
                kind: source.kind,
                bytes: bytes.len() as u64,
                analysis,
                notices: source.notices,
            },
            findings,
        }
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
