//! What leaklint is made of: licences and sources, and that the module can be built again.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::run;

/// Two copies of what git has, to be built.
const COPIES: [&str; 2] = ["target/reproducible/one", "target/reproducible/the-other"];

/// Checks all of it; advisories only where their database can be had.
pub(crate) fn check(advisories: bool) -> Result<()> {
    if run("cargo", &["deny", "--version"]).is_err() {
        run("cargo", &["install", "--locked", "cargo-deny"])?;
    }
    run("cargo", &["deny", "check", "licenses", "bans", "sources"])?;
    if advisories {
        run("cargo", &["deny", "check", "advisories"])?;
    }
    is_reproducible()
}

/// Whether two builds of the module in different folders are the same bytes.
fn is_reproducible() -> Result<()> {
    let mut modules = Vec::new();
    for copy in COPIES {
        let _ = fs::remove_dir_all(copy);
        fs::create_dir_all(copy)?;
        run("sh", &["-c", &format!("git archive HEAD | tar -x -C {copy}")])?;
        let command = "cargo build --locked --quiet --lib --profile wasm --no-default-features \
                       --features render,site --target wasm32-unknown-unknown --target-dir target";
        run("sh", &["-c", &format!("cd {copy} && {command}")])?;
        let module = "target/wasm32-unknown-unknown/wasm/leaklint.wasm";
        modules.push(fs::read(Path::new(copy).join(module))?);
    }
    match &modules[..] {
        [one, other] if one == other => {
            println!("two builds of the module are the same {} bytes", one.len());
            Ok(())
        }
        _ => bail!("two builds of the module differ: see {}", COPIES.join(" and ")),
    }
}
