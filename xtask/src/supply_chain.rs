//! What leaklint is made of: licences and sources, and that the module can be built again.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::{
    run, run_with, target,
    wasm::{BUILD, FLAGS, flags, sources},
};

/// Two copies of what git has, to be built, in the target folder.
const COPIES: [&str; 2] = ["reproducible/one", "reproducible/the-other"];

/// What opens connections.
const CLIENTS: [&str; 6] = ["reqwest", "hyper", "tokio", "rustls", "ring", "socket2"];

/// Checks all of it; advisories only where their database can be had.
pub(crate) fn check(advisories: bool) -> Result<()> {
    if run("cargo", &["deny", "--version"]).is_err() {
        run("cargo", &["install", "--locked", "cargo-deny"])?;
    }
    run("cargo", &["deny", "check", "licenses", "bans", "sources"])?;
    if advisories {
        run("cargo", &["deny", "check", "advisories"])?;
    }
    has_no_client()?;
    is_reproducible()
}

/// Whether nothing can open a connection but the command that was built with `fetch`.
fn has_no_client() -> Result<()> {
    for features in ["render", "cli"] {
        let tree = Command::new("cargo")
            .args(["tree", "--locked", "--package", "leaklint", "--edges", "normal"])
            .args(["--prefix", "none", "--no-default-features", "--features", features])
            .output()
            .context("cargo could not be started")?;
        let crates = String::from_utf8_lossy(&tree.stdout).into_owned();
        let mut names = crates.lines().filter_map(|line| line.split(' ').next());
        if !tree.status.success() || !names.clone().any(|name| name == "memchr") {
            bail!("`cargo tree` failed: {}", String::from_utf8_lossy(&tree.stderr));
        }
        if let Some(client) = names.find(|name| CLIENTS.contains(name)) {
            bail!("{client} is in leaklint with the feature `{features}`, without `fetch`");
        }
    }
    println!("without the feature `fetch` there is nothing that opens connections");
    Ok(())
}

/// Whether a path stands in a module.
fn names(module: &[u8], path: &Path) -> bool {
    let path = path.as_os_str().as_encoded_bytes();
    module.windows(path.len()).any(|bytes| bytes == path)
}

/// Whether two builds of the module in different folders are the same bytes.
fn is_reproducible() -> Result<()> {
    let mut modules = Vec::new();
    let copies = COPIES.map(target::path);
    for copy in &copies {
        let _ = fs::remove_dir_all(copy);
        fs::create_dir_all(copy)?;
        run("sh", &["-c", &format!("git archive HEAD | tar -x -C {copy}")])?;
        let command = BUILD.join(" ");
        let script = format!("cd {copy} && cargo {command} --locked --quiet --target-dir target");
        run_with("sh", &["-c", &script], &[(FLAGS, &flags()?)])?;
        let module = "target/wasm32-unknown-unknown/wasm/leaklint.wasm";
        modules.push(fs::read(Path::new(copy).join(module))?);
    }
    let home = sources()?;
    match &modules[..] {
        [one, _] if names(one, &home) => {
            bail!("the module names {}, which is another folder elsewhere", home.display())
        }
        [one, other] if one == other => {
            println!("two builds of the module are the same {} bytes", one.len());
            Ok(())
        }
        _ => bail!("two builds of the module differ: see {}", copies.join(" and ")),
    }
}
