//! The journey of one file, from bytes to findings.

use crate::{
    config::Options,
    exact::{Exact, LeftOut, Sought},
    finding::{
        Finding,
        allow::{self, Suppressed},
        merge, message,
    },
    javascript::{self, Scan},
    judge, order,
    report::{Analysis, File, FileKind, FileReport},
    rules::{Hits, Match, RuleSet},
    side_by_side::side_by_side,
    source::{
        Encoding, Part, Reading, Sink, Source,
        archive::{self, Budget},
        css, html, json, lines, strings, wasm,
    },
    sourcemap,
    span::Span,
    suppression::{self, Allowed},
    usage,
};

/// A file of a thousand broken parts says so a few times.
const MOST_NOTICES: usize = 10;

/// Lints files, one by one. Made once: it is cheap to share between threads, not to make.
#[derive(Debug)]
pub struct Linter {
    options: Options,
    rules: RuleSet,
    exact: Exact,
}

impl Linter {
    /// A linter with every rule of the catalogue and those of the options.
    pub fn new(options: Options) -> Self {
        let exact = Exact::new(&options.variables, &options.public_variables);
        Self { rules: RuleSet::new(&options.rules), options, exact }
    }

    /// What it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The variables of the options whose values are not looked for, and why.
    pub fn left_out(&self) -> &[LeftOut] {
        self.exact.left_out()
    }

    /// Lints one file. `name` decides, with the content, what kind of file it is, and is the path
    /// in the report. Any bytes are taken; what could not be read is told in the file's notices.
    pub fn lint(&self, name: &str, bytes: &[u8]) -> FileReport {
        self.lint_with_maps(name, bytes, &|_| None)
    }

    /// Lints one file whose source map may be in another. `maps` gives the bytes of the file at a
    /// path, in the terms of `name`, and is only asked when there is something to find the place
    /// of.
    pub fn lint_with_maps(
        &self,
        name: &str,
        bytes: &[u8],
        maps: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> FileReport {
        if bytes.len() as u64 > self.options.max_file_size.min(u64::from(u32::MAX - 1)) {
            return self.skip(name, bytes.len() as u64);
        }
        let source = Source::new(name, bytes);
        let mut read = self.read(&source, &Budget::new());
        self.trace(&source, maps, &mut read);
        self.heed_comments(&source, &mut read);
        self.report(&source, bytes.len(), read)
    }

    /// Lints one file by its bytes alone: the keys that stand there verbatim. For a file on which
    /// reading it by its kind failed.
    pub fn lint_verbatim(&self, name: &str, bytes: &[u8]) -> FileReport {
        if bytes.len() as u64 > self.options.max_file_size.min(u64::from(u32::MAX - 1)) {
            return self.skip(name, bytes.len() as u64);
        }
        let source = Source::new(name, bytes);
        let hits = Hits::new(self.rules.hits(&source.bytes));
        let mut matches = Vec::new();
        self.rules.verbatim_matches(&source.bytes, &hits.unclaimed(), &mut matches);
        let (findings, secrets) = judge::findings(&source, matches, Vec::new(), &self.options);
        let notices = vec!["leaklint failed on it: only its bytes were searched".to_owned()];
        let suppressed = Vec::new();
        let code = is_code(&source);
        let read = Read { analysis: Analysis::Text, notices, findings, secrets, suppressed, code };
        self.report(&source, bytes.len(), read)
    }

    fn report(&self, source: &Source<'_>, bytes: usize, mut read: Read) -> FileReport {
        let Options { allow, baseline, now, .. } = &self.options;
        let mut suppressed = allow::suppress(&mut read.findings, allow, baseline, *now);
        suppressed.append(&mut read.suppressed);
        if source.encoding == Encoding::Utf16 {
            read.notices.insert(0, "read as UTF-16, as its byte-order mark says".to_owned());
        }
        FileReport {
            file: File {
                path: source.name.to_owned(),
                kind: source.kind,
                bytes: bytes as u64,
                analysis: read.analysis,
                notices: read.notices,
                code: read.code,
            },
            findings: read.findings,
            suppressed,
        }
    }

    /// What a file or a part of one holds: in its own parts, and by itself.
    fn read(&self, source: &Source<'_>, budget: &Budget) -> Read {
        // A map is read as its parts: only what stands between them is searched here.
        let is_map = source.kind == FileKind::Map && self.options.source_maps;
        // Of other people's sources only what is a key by itself is told.
        let is_parsed = source.kind == FileKind::JavaScript && !source.is_foreign;
        let search = || {
            let hits = if is_map { Vec::new() } else { self.rules.hits(&source.bytes) };
            (hits, self.exact.seek(&source.bytes))
        };
        let scan = || is_parsed.then(|| javascript::scan(source, self.exact.pieces()));
        let ((hits, mut sought), scan) = side_by_side(source.bytes.len(), search, scan);
        let marks = self.rules.marks(&hits);
        let may_prune =
            is_parsed && self.options.prune && !self.rules.is_begun(&source.bytes, &hits);
        let places = may_prune.then(|| sought.places(self.rules.interest(&source.bytes, &hits)));
        let mut hits = Hits::new(hits);
        let mut matches: Vec<Match> = Vec::new();

        let mut candidates =
            |places: Option<&[u32]>, sought: &mut Sought<'_>, matches: &mut Vec<Match>| {
                self.strings(source, scan.as_ref(), places, &mut |candidate| {
                    sought.candidate(&source.bytes, candidate);
                    let within = hits.claim(candidate);
                    self.rules.matches(&source.bytes, source.holder, candidate, within, matches);
                })
            };
        let mut reading = candidates(places.as_deref(), &mut sought, &mut matches);
        // A value that was put together may depend on what was left out.
        let is_derived = |found: &Match| !found.derivation.is_empty();
        if reading.pruned && (sought.has_derived() || matches.iter().any(is_derived)) {
            matches.clear();
            sought.forget();
            reading = candidates(None, &mut sought, &mut matches);
        }
        let Reading { analysis, mut notices, parts, mut disclosures, .. } = reading;
        disclosures.extend(usage::disclosures(source, &marks));
        let has_parts = !parts.is_empty();
        let covered: Vec<Span> = parts.iter().flat_map(Part::covers).collect();
        for span in &covered {
            sought.answer(*span);
        }
        if is_map {
            hits = Hits::new(self.rules.hits_outside(&source.bytes, &covered));
        }
        let Inside { mut findings, secrets, mut suppressed, code } =
            self.read_parts(source, parts, budget, &mut hits, &mut notices);
        // What no literal held: comments, broken code, files of other kinds.
        self.rules.verbatim_matches(&source.bytes, &hits.unclaimed(), &mut matches);
        sought.into_matches(&source.bytes, &mut matches);

        findings.extend(judge::disclosed(source, disclosures, &self.options));
        let (own, secrets) = judge::findings(source, matches, secrets, &self.options);
        findings.extend(own);
        if has_parts {
            findings = settled(findings, source);
        }
        let map = if self.options.source_maps { sourcemap::inline(source) } else { None };
        if let Some(map) = map {
            let traced = sourcemap::trace(&mut findings, source.name, &source.bytes, &map.bytes);
            notices.extend(traced.err().map(|reason| message::unused_map("it carries", &reason)));
            let allowed = self.allowed_in(&map.bytes, source, &mut findings);
            notices.extend(allowed.notices);
            suppressed.extend(allowed.suppressed);
            let inside = self.read_parts(source, vec![map], budget, &mut hits, &mut notices);
            findings.extend(inside.findings);
            suppressed.extend(inside.suppressed);
            findings = settled(findings, source);
        }
        let code = code || is_code(source);
        Read { analysis, notices, findings, secrets, suppressed, code }
    }

    /// Takes out what comments in a file allow, and tells what is wrong with them.
    fn heed_comments(&self, source: &Source<'_>, read: &mut Read) {
        let allowed = suppression::apply(source, &mut read.findings, &self.options);
        read.notices.extend(allowed.notices);
        read.suppressed.extend(allowed.suppressed);
        if !allowed.disclosures.is_empty() {
            read.findings.extend(judge::disclosed(source, allowed.disclosures, &self.options));
            order::sort_by(&mut read.findings, |a, b| a.location.cmp_place(&b.location));
        }
    }

    /// Takes out what comments in the sources of a map allow.
    fn allowed_in(&self, map: &[u8], source: &Source<'_>, findings: &mut Vec<Finding>) -> Allowed {
        sourcemap::allowed(findings, source.name, &source.bytes, map, self.options.now)
    }

    /// What the parts of a source hold, with the offsets that it has in the source.
    fn read_parts(
        &self,
        source: &Source<'_>,
        parts: Vec<Part<'_>>,
        budget: &Budget,
        hits: &mut Hits,
        notices: &mut Vec<String>,
    ) -> Inside {
        let mut inside = Inside::default();
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
            let within = source.inside(&part);
            let mut read = self.read(&within, budget);
            if within.is_file {
                self.heed_comments(&within, &mut read);
            }
            inside.suppressed.append(&mut read.suppressed);
            inside.code |= read.code && !part.is_guess;
            judge::lift(&mut read.findings, &part, source);
            inside.findings.append(&mut read.findings);
            inside.secrets.extend(read.secrets.into_iter().filter_map(|span| part.lift(span)));
            if !part.is_guess {
                tell(notices, source, &part, read.notices);
            }
            part.covers().into_iter().for_each(|span| hits.answer(span));
        }
        inside
    }

    /// Tells the findings of a file where they were written, when it has a map beside it.
    fn trace(&self, source: &Source<'_>, maps: &dyn Fn(&str) -> Option<Vec<u8>>, read: &mut Read) {
        let is_mapped = matches!(source.kind, FileKind::JavaScript | FileKind::Css);
        if !self.options.source_maps || !is_mapped || read.findings.is_empty() {
            return;
        }
        let paths = match sourcemap::candidates(source.name, &source.bytes) {
            Ok(paths) => paths,
            Err(url) => {
                let reason = "it is outside of the folder";
                return read.notices.push(message::unused_map(&format!("`{url}`"), reason));
            }
        };
        let found = paths.into_iter().find_map(|path| maps(&path).map(|map| (path, map)));
        let Some((path, map)) = found else { return };
        let traced = sourcemap::trace(&mut read.findings, source.name, &source.bytes, &map);
        let unused = |reason: String| message::unused_map(&format!("`{path}`"), &reason);
        read.notices.extend(traced.err().map(unused));
        let allowed = self.allowed_in(&map, source, &mut read.findings);
        read.notices.extend(allowed.notices);
        read.suppressed.extend(allowed.suppressed);
    }

    /// Gives `sink` the strings of a source, with the names around them. A script was looked at
    /// before; `places` are where it must not be left out.
    fn strings<'s>(
        &self,
        source: &'s Source<'_>,
        scan: Option<&Scan<'_>>,
        places: Option<&[u32]>,
        sink: &mut Sink<'_>,
    ) -> Reading<'s> {
        match source.kind {
            FileKind::JavaScript => match scan {
                Some(scan) => javascript::read(source, scan, places, sink),
                None => Reading::new(Analysis::Text),
            },
            FileKind::Html => html::read(source, sink),
            FileKind::Xml => html::xml::read(source, sink),
            FileKind::Css => css::read(source, sink),
            FileKind::Map if self.options.source_maps => sourcemap::read(source),
            FileKind::Json | FileKind::Map => json::read(source, sink),
            FileKind::Env | FileKind::Config | FileKind::Text => lines::read(source, sink),
            FileKind::Wasm => wasm::read(source, sink),
            FileKind::Archive => archive::read(source, sink),
            FileKind::Binary => strings::read(source, sink),
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
                code: false,
            },
            findings: Vec::new(),
            suppressed: Vec::new(),
        }
    }
}

/// What was read.
struct Read {
    analysis: Analysis,
    notices: Vec<String>,
    findings: Vec<Finding>,
    /// Where values stand, those included that nothing is told of.
    secrets: Vec<Span>,
    /// What comments have allowed.
    suppressed: Vec<Suppressed>,
    /// Whether something is client-side code.
    code: bool,
}

/// What the parts of a source hold.
#[derive(Default)]
struct Inside {
    findings: Vec<Finding>,
    secrets: Vec<Span>,
    suppressed: Vec<Suppressed>,
    code: bool,
}

/// Whether a source is what browsers run or show, or what such code was made of.
fn is_code(source: &Source<'_>) -> bool {
    let kinds = [FileKind::JavaScript, FileKind::Html, FileKind::Wasm, FileKind::Map];
    kinds.contains(&source.kind) && !source.bytes.trim_ascii().is_empty()
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

/// Findings of a source and of its parts, each value once, with its places in the source.
fn settled(mut findings: Vec<Finding>, source: &Source<'_>) -> Vec<Finding> {
    judge::locate_all(&mut findings, source);
    order::sort_by(&mut findings, |a, b| a.location.cmp_place(&b.location));
    merge::by_value(findings)
}
