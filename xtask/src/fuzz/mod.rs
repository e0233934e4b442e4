//! Fuzzing: each target of `fuzz/` for so many minutes, one after the other.

mod seeds;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

/// The targets, those first that find the worst.
pub(crate) const TARGETS: [&str; 8] =
    ["planted", "linter", "prescan", "map", "page", "evaluator", "grammar", "config"];

/// Targets whose process grows with every input: rules of the user's own live as long as it does.
const GROWING: [&str; 2] = ["grammar", "config"];

/// For how many seconds such a process is used; in ten minutes it would need all the memory that
/// it may have.
const ROUND: u64 = 120;

/// What libFuzzer is told. A small input that takes longer than this many seconds is a mistake.
const OPTIONS: [&str; 6] = [
    "-timeout=20",
    "-rss_limit_mb=4096",
    "-max_len=32768",
    "-print_final_stats=1",
    // See `GROWING`.
    "-detect_leaks=0",
    "-reload=0",
];

/// Runs `targets`, or all, and fails when one of them found something.
pub(crate) fn run(targets: &[String], minutes: u64, corpus: &Path) -> Result<()> {
    if let Some(unknown) = targets.iter().find(|target| !TARGETS.contains(&target.as_str())) {
        bail!("there is no target `{unknown}`; there are {}", TARGETS.join(", "));
    }
    let is_meant = |target: &&str| targets.is_empty() || targets.iter().any(|one| one == target);
    let mut found = Vec::new();
    for target in TARGETS.into_iter().filter(is_meant) {
        let folder = PathBuf::from("fuzz/corpus").join(target);
        if !folder.exists() {
            seeds::write(target, corpus, &folder)?;
        }
        if !finds_nothing(target, minutes)? {
            found.push(target);
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    bail!(
        "{} found something: the inputs are in fuzz/artifacts. Minimise one with `cargo +nightly \
         fuzz tmin`, put it into tests/regressions/inputs, and mend what it shows",
        found.join(", ")
    )
}

fn finds_nothing(target: &str, minutes: u64) -> Result<bool> {
    eprintln!("\n$ cargo +nightly fuzz run {target} ({minutes} minutes)");
    let mut left = minutes * 60;
    let round = if GROWING.contains(&target) { ROUND } else { left };
    let mut is_well = true;
    while is_well && left > 0 {
        let seconds = left.min(round);
        is_well = Command::new("cargo")
            .args(["+nightly", "fuzz", "run", target, "--", &format!("-max_total_time={seconds}")])
            .args(OPTIONS)
            .status()
            .context("cargo could not be started")?
            .success();
        left -= seconds;
    }
    let artifacts = Path::new("fuzz/artifacts").join(target);
    let kept = fs::read_dir(&artifacts).map_or(0, Iterator::count);
    println!("{target}: {minutes} minutes, {kept} inputs in {}", artifacts.display());
    Ok(is_well)
}
