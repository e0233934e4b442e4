//! The benchmark: leaklint beside bare swc, on the same files in the same run.
//!
//! Rounds are interleaved, so that whatever else the machine does hits all alike; the least time
//! of each is its figure.

use std::{
    fs, hint,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use swc_common::{BytePos, input::StringInput};
use swc_ecma_ast::EsVersion;
use swc_ecma_parser::{EsSyntax, Parser, Syntax, lexer::Lexer};
use swc_ecma_visit::{Visit, VisitWith};

use crate::corpus;

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

/// Measures and prints a table.
pub(crate) fn run(corpus: &Path, rounds: u32) -> Result<()> {
    corpus::fetch(corpus)?;
    let files = read(corpus)?;
    // One thread for both, so that neither pays for making one.
    leaklint::on_large_stack(|| compare(&files, rounds));
    command(corpus, rounds)
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

/// Parse, visit, drop.
fn bare_swc(source: &str) {
    let syntax = Syntax::Es(EsSyntax { jsx: true, ..EsSyntax::default() });
    let input = StringInput::new(source, BytePos(1), BytePos(source.len() as u32 + 1));
    let lexer = Lexer::new(syntax, EsVersion::latest(), input, None);
    let program = Parser::new_from(lexer).parse_program();
    program.expect("published bundles parse").visit_with(&mut Nothing);
}

/// The command over the whole corpus: time and memory, on one thread and on all.
fn command(corpus: &Path, rounds: u32) -> Result<()> {
    crate::run("cargo", &["build", "--release", "--quiet"])?;
    let empty = Path::new("target/empty");
    fs::create_dir_all(empty)?;
    let bytes = corpus::size(corpus)? as f64 / 1e6;
    for (what, folder, threads) in [
        ("an empty folder", empty, "1"),
        ("the corpus, 1 thread", corpus, "1"),
        ("the corpus, 2 threads", corpus, "2"),
    ] {
        let mut best = Duration::MAX;
        for _ in 0..rounds.min(3) {
            let mut command = Command::new("target/release/leaklint");
            command.args(["--quiet", "--threads", threads]).arg(folder).stdout(Stdio::null());
            best = best.min(time(|| {
                hint::black_box(command.status().map(|status| status.success()).ok());
            }));
        }
        let speed = if folder == corpus {
            format!("{:.0} MB/s", bytes / best.as_secs_f64())
        } else {
            String::new()
        };
        println!("{what:<52} {:>24.1} ms {speed:>10}", best.as_secs_f64() * 1e3);
    }
    Ok(())
}
