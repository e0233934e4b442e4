//! The library beside bare swc, file by file.

use std::{
    fs, hint,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use swc_common::{BytePos, input::StringInput};
use swc_ecma_ast::EsVersion;
use swc_ecma_parser::{EsSyntax, Parser, Syntax, lexer::Lexer};
use swc_ecma_visit::{Visit, VisitWith};

/// Large published bundles: 21 MB.
const FILES: [&str; 6] = [
    "react-dom/cjs/react-dom-client.production.js",
    "echarts/dist/echarts.min.js",
    "monaco-editor/min/vs/editor.api-CalNCsUg.js",
    "mermaid/dist/mermaid.min.js",
    "typescript/lib/typescript.js",
    "@babel+standalone/babel.min.js",
];

struct File {
    name: String,
    source: String,
}

/// Measures each of the large bundles, on one thread for both, so that neither pays for making one.
pub(super) fn run(corpus: &Path, rounds: u32) -> Result<()> {
    let files = read(corpus)?;
    leaklint::on_large_stack(|| compare(&files, rounds));
    Ok(())
}

/// Where the large bundles are.
pub(super) fn large(corpus: &Path) -> Result<Vec<PathBuf>> {
    let paths = FILES.iter().map(|name| {
        let path = corpus.join(name);
        if path.exists() { Ok(path) } else { largest_beside(&path) }
    });
    Ok(paths.collect::<std::io::Result<_>>()?)
}

fn compare(files: &[File], rounds: u32) {
    let linter = leaklint::Linter::new(leaklint::Options::default());
    let head = "one thread, least of each";
    println!("{head:<52} {:>7} {:>9} {:>9} {:>6}", "MB", "swc", "leaklint", "ratio");
    let (mut bare_sum, mut lint_sum, mut bytes) = (Duration::ZERO, Duration::ZERO, 0);
    for file in files {
        let (mut bare, mut lint) = (Duration::MAX, Duration::MAX);
        for _ in 0..rounds {
            bare = bare.min(time(|| bare_swc(&file.source)));
            lint = lint.min(time(|| {
                hint::black_box(linter.lint(&file.name, file.source.as_bytes()));
            }));
        }
        row(&file.name, file.source.len(), bare, lint);
        bare_sum += bare;
        lint_sum += lint;
        bytes += file.source.len();
    }
    row("all", bytes, bare_sum, lint_sum);
}

fn row(name: &str, bytes: usize, bare: Duration, lint: Duration) {
    println!(
        "{name:<52} {:>7.2} {:>6.0} ms {:>6.0} ms {:>6.2}",
        bytes as f64 / 1e6,
        bare.as_secs_f64() * 1e3,
        lint.as_secs_f64() * 1e3,
        lint.as_secs_f64() / bare.as_secs_f64()
    );
}

fn read(corpus: &Path) -> Result<Vec<File>> {
    FILES
        .iter()
        .map(|name| {
            let path = corpus.join(name);
            let source = fs::read_to_string(&path)
                .or_else(|_| largest_beside(&path).and_then(fs::read_to_string))
                .with_context(|| format!("{} could not be read", path.display()))?;
            Ok(File { name: (*name).to_owned(), source })
        })
        .collect()
}

/// A hash in a file's name changes with its version: the largest script of the folder is meant.
fn largest_beside(path: &Path) -> std::io::Result<PathBuf> {
    let folder = path.parent().unwrap_or(path);
    let mut scripts: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).collect();
    scripts.retain(|entry| entry.path().extension().is_some_and(|kind| kind == "js"));
    scripts.sort_by_key(|entry| entry.metadata().map_or(0, |file| file.len()));
    scripts.pop().map(|entry| entry.path()).ok_or_else(|| std::io::Error::other("no script"))
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Visits every node and does nothing.
struct Nothing;
impl Visit for Nothing {}

/// Parses every script at or below `path`: what any linter with this parser takes at least.
pub(crate) fn parse_all(path: &Path) -> Result<()> {
    let mut scripts = vec![path.to_owned()];
    while let Some(path) = scripts.pop() {
        if path.is_dir() {
            scripts.extend(fs::read_dir(path)?.filter_map(|entry| Some(entry.ok()?.path())));
        } else if let Ok(source) = fs::read_to_string(&path) {
            leaklint::on_large_stack(|| bare_swc(&source));
        }
    }
    Ok(())
}

/// Parse, visit, drop.
fn bare_swc(source: &str) {
    let syntax = Syntax::Es(EsSyntax { jsx: true, ..EsSyntax::default() });
    let input = StringInput::new(source, BytePos(1), BytePos(source.len() as u32 + 1));
    let lexer = Lexer::new(syntax, EsVersion::latest(), input, None);
    // What is no script ends with an error, which takes time as well.
    if let Ok(program) = Parser::new_from(lexer).parse_program() {
        program.visit_with(&mut Nothing);
    }
}
