//! The page (`www/`): built into `www/dist`, served, tested in Chromium.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::{run, wasm};

const PAGE: &str = "www";
/// Where Debian puts it; `CHROMIUM` names another.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Builds `www/dist`: any static host can serve it, under any path.
pub(crate) fn build() -> Result<()> {
    wasm::build()?;
    fs::create_dir_all("pkg/wasm")?;
    for file in fs::read_dir("target/pkg")? {
        let path = file?.path();
        let name = path.file_name().context("a file has a name")?;
        fs::copy(&path, Path::new("pkg/wasm").join(name))?;
    }
    install()?;
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

fn install() -> Result<()> {
    let lock = fs::read_to_string(format!("{PAGE}/package-lock.json"))?;
    let done = format!("{PAGE}/node_modules/.installed");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run("npm", &["ci", "--silent", "--no-audit", "--no-fund", "--prefix", PAGE])?;
    Ok(fs::write(done, lock)?)
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
