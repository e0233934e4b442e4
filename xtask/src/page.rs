//! The page (`www/`): built into `www/dist`, served, tested in Chromium.

use std::{path::Path, process::Command};

use anyhow::{Result, bail};

use crate::{npm, run};

const PAGE: &str = "www";
/// Where Debian puts it; `CHROMIUM` names another.
const CHROMIUM: &str = "/usr/bin/chromium";

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

/// Builds the page and lints its sources: what needs no browser.
pub(crate) fn check() -> Result<()> {
    build()?;
    run("npm", &["run", "--silent", "--prefix", PAGE, "check"])
}

/// Lints the page's sources and drives what was built in Chromium.
pub(crate) fn test() -> Result<()> {
    find_chromium()?;
    run("npm", &["run", "--silent", "--prefix", PAGE, "check"])?;
    run("npm", &["run", "--silent", "--prefix", PAGE, "test"])
}

/// Prints how long the page takes, beside the native command.
pub(crate) fn bench() -> Result<()> {
    find_chromium()?;
    run("cargo", &["build", "--release", "--quiet"])?;
    run("node", &["www/bench.mjs"])
}

/// Installs Chromium where it is missing and this is a Debian that lets us.
fn find_chromium() -> Result<()> {
    if std::env::var_os("CHROMIUM").is_some() || Path::new(CHROMIUM).exists() {
        return Ok(());
    }
    let installs = Command::new("apt-get")
        .args(["install", "--yes", "--no-install-recommends", "chromium"])
        .status();
    if !installs.is_ok_and(|status| status.success()) || !Path::new(CHROMIUM).exists() {
        bail!(
            "the page is tested in Chromium: install it (`apt-get install chromium`), or name it in CHROMIUM"
        );
    }
    Ok(())
}
