//! The benchmark: leaklint beside bare swc, beside other tools that look for secrets, beside what
//! a build costs anyway, on the same files in the same run.
//!
//! Rounds are interleaved, so that whatever else the machine does hits all alike; the least time
//! of each is its figure.

mod cost;
pub(crate) mod library;
mod tools;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::{corpus, target};
use cost::Cost;
use tools::Tool;

/// Where the shapes are.
fn shapes() -> PathBuf {
    target::path("bench").into()
}

/// The length of the long line.
const LINE: usize = 64 << 20;

/// A tool that takes longer than so many seconds is ended.
const LONGEST: u32 = 300;

/// Measures and prints all tables.
pub(crate) fn run(corpus: &Path, rounds: u32, only: &[String]) -> Result<()> {
    corpus::fetch(corpus)?;
    target::command()?;
    if only.is_empty() {
        library::run(corpus, rounds)?;
    }
    let tools = tools::all()?;
    let tools: Vec<&Tool> = tools
        .iter()
        .filter(|tool| only.is_empty() || only.iter().any(|name| tool.name.contains(name.as_str())))
        .collect();
    table("nothing: from start to exit", &empty()?, &tools, rounds.min(5));
    table("six large bundles", &six(corpus)?, &tools, rounds.min(3));
    table("one line of 64 MB", &line()?, &tools, rounds.min(2));
    table("the whole corpus", corpus, &tools, 1);
    Ok(())
}

fn table(what: &str, path: &Path, tools: &[&Tool], rounds: u32) {
    let bytes = corpus::size(path).unwrap_or_default() as f64;
    println!("\n{what} ({:.1} MB)", bytes / 1e6);
    println!(
        "{:<26} {:>9} {:>6} {:>9} {:>8} {:>7} {:>8}",
        "", "time", "ratio", "CPU", "memory", "MB/s", "findings"
    );
    let mut best: Vec<Option<(Cost, Option<usize>)>> = vec![None; tools.len()];
    for _ in 0..rounds {
        for (tool, best) in tools.iter().zip(&mut best) {
            let is_too_slow = best.as_ref().is_some_and(|(cost, _)| cost.seconds > 20.0);
            if is_too_slow {
                continue;
            }
            let Ok(now) = tool.measure(path, LONGEST) else { continue };
            if best.as_ref().is_none_or(|(before, _)| now.0.seconds < before.seconds) {
                *best = Some(now);
            }
        }
    }
    let first = best.first().and_then(|best| best.as_ref()).map_or(1.0, |(cost, _)| cost.seconds);
    for (tool, best) in tools.iter().zip(best) {
        let Some((cost, findings)) = best else {
            println!("{:<26} did not finish in {LONGEST} s, or failed", tool.name);
            continue;
        };
        println!(
            "{:<26} {:>7.2} s {:>6.2} {:>7.2} s {:>5.0} MB {:>7.0} {:>8}",
            tool.name,
            cost.seconds,
            cost.seconds / first,
            cost.cpu,
            cost.memory as f64 / 1e3,
            bytes / 1e6 / cost.seconds,
            findings.map_or_else(|| "-".to_owned(), |count| count.to_string()),
        );
    }
}

fn empty() -> Result<PathBuf> {
    let folder = shapes().join("empty");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("a.js"), "x=1")?;
    Ok(folder)
}

fn six(corpus: &Path) -> Result<PathBuf> {
    let folder = shapes().join("six");
    fs::create_dir_all(&folder)?;
    for (number, path) in library::large(corpus)?.iter().enumerate() {
        fs::copy(path, folder.join(format!("{number}.js")))?;
    }
    Ok(folder)
}

fn line() -> Result<PathBuf> {
    let folder = shapes().join("line");
    fs::create_dir_all(&folder)?;
    let filler = "f(\"some text\",1,[2,3]),";
    fs::write(folder.join("line.js"), filler.repeat(LINE / filler.len()) + "g()")?;
    Ok(folder)
}
