//! Everything that must pass, in the order that finds mistakes soonest.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::{apps, differential, docs, example, npm, page, rules_docs, run, size, types, wasm};

/// Runs all of it.
pub(crate) fn run_all() -> Result<()> {
    run("cargo", &["fmt", "--all", "--check"])?;
    size::check()?;
    run("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    run("cargo", &["clippy", "--no-default-features", "--lib", "--", "-D", "warnings"])?;
    crate_docs()?;
    run("cargo", &["test", "--workspace"])?;
    example::check()?;
    rules_docs::check()?;
    docs::check()?;
    types::check()?;
    wasm::build()?;
    run("cargo", &["build", "--release"])?;
    npm::package()?;
    npm::test(false)?;
    run("node", &["--test", "tests/wasm/"])?;
    run("node", &["--test", "tests/obfuscated/"])?;
    differential::check(Path::new("target/corpus"))?;
    apps::check(false)?;
    apps::check_sites(false, false)?;
    page::check()
}

fn crate_docs() -> Result<()> {
    eprintln!("\n$ cargo doc --no-deps (warnings are errors)");
    let status = Command::new("cargo")
        .args(["doc", "--no-deps", "--package", "leaklint"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .status()
        .context("cargo could not be started")?;
    if !status.success() {
        bail!("the documentation has warnings");
    }
    Ok(())
}
