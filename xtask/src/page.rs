//! The page (`www/`): built into `www/dist`, served, tested in Chromium.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{chromium, npm, run, run_with, target};

const PAGE: &str = "www";
/// Builds `www/dist` with the module that was built: any static host can serve it, under any path.
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
    // The page's report is compared with the command's.
    target::command()?;
    run("npm", &["run", "--silent", "--prefix", PAGE, "check"])?;
    run_in(&chromium, "npm", &["run", "--silent", "--prefix", PAGE, "test"])
}

/// Prints how long the page takes, beside the native command.
pub(crate) fn bench() -> Result<()> {
    let chromium = chromium::find_or_install()?;
    target::command()?;
    run_in(&chromium, "node", &["www/bench.mjs"])
}

/// Runs what starts `chromium`.
fn run_in(chromium: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    let chromium = chromium.to_str().context("the path of Chromium is text")?;
    run_with(program, arguments, &[(chromium::VARIABLE, chromium)])
}
