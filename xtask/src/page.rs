//! The page (`www/`): built into `www/dist`, served, tested in Chromium.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::{chromium, npm, run};

const PAGE: &str = "www";
/// Builds `www/dist` with the module in `target/pkg`: any static host can serve it, under any path.
pub(crate) fn build() -> Result<()> {
    npm::place_module()?;
    npm::install(PAGE)?;
    run("npm", &["run", "--silent", "--prefix", PAGE, "build"])
}

/// Serves what was built on this machine.
pub(crate) fn serve() -> Result<()> {
    run("node", &["www/serve.mjs"])
}

/// Builds the page and tests what was built, with nothing but the module given.
pub(crate) fn check() -> Result<()> {
    build()?;
    test()
}

/// Lints the page's sources and drives what was built in Chromium.
pub(crate) fn test() -> Result<()> {
    let chromium = chromium::find_or_install()?;
    run("npm", &["run", "--silent", "--prefix", PAGE, "check"])?;
    run_with(&chromium, "npm", &["run", "--silent", "--prefix", PAGE, "test"])
}

/// Prints how long the page takes, beside the native command.
pub(crate) fn bench() -> Result<()> {
    let chromium = chromium::find_or_install()?;
    run("cargo", &["build", "--release", "--quiet"])?;
    run_with(&chromium, "node", &["www/bench.mjs"])
}

/// Runs what starts `chromium`.
fn run_with(chromium: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    eprintln!("\n$ CHROMIUM={} {program} {}", chromium.display(), arguments.join(" "));
    let status = Command::new(program)
        .args(arguments)
        .env(chromium::VARIABLE, chromium)
        .status()
        .with_context(|| format!("{program} could not be started: is it installed?"))?;
    if !status.success() {
        bail!("`{program} {}` failed ({status})", arguments.join(" "));
    }
    Ok(())
}
