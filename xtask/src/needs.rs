//! What the chores need of the machine: looked for, and installed where that is possible, before
//! anything long runs.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{chromium, run, wasm};

/// The oldest major version of Node.js that the scripts run in.
const NODE: u32 = 20;

/// Looks for everything that the test chore needs; an error names all that is missing.
pub(crate) fn everything() -> Result<()> {
    let needs = [
        components(),
        wasm_target(),
        node(),
        program("npm", "it comes with Node.js: https://nodejs.org"),
        program("git", "run `apt-get install git` as root, or see https://git-scm.com"),
        valgrind().map(drop),
        chromium::find_or_install().map(drop),
    ];
    let missing: Vec<String> =
        needs.into_iter().filter_map(|need| Some(format!("{:#}", need.err()?))).collect();
    if missing.is_empty() {
        return Ok(());
    }
    bail!("something is missing here:\n- {}", missing.join("\n- "))
}

/// Makes sure that code can be built for WebAssembly.
pub(crate) fn wasm_target() -> Result<()> {
    let target = wasm::TARGET;
    let is_there = || library_of(target).is_some_and(|folder| holds_core(&folder));
    if !is_there() {
        let _ = run("rustup", &["target", "add", target]);
    }
    if is_there() {
        return Ok(());
    }
    bail!(
        "rustc has no standard library for WebAssembly: run `rustup target add {target}`, or \
         install it from where rustc comes from (Debian: `apt-get install \
         libstd-rust-dev-wasm32`)"
    )
}

/// Returns the folder of the standard library for `target`, which need not be there.
fn library_of(target: &str) -> Option<PathBuf> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", target])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let folder = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(folder.trim_end()))
}

fn holds_core(folder: &Path) -> bool {
    let mut names = fs::read_dir(folder).into_iter().flatten().flatten();
    names.any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
}

/// Makes sure that `cargo fmt` and `cargo clippy` are there.
fn components() -> Result<()> {
    let is_there =
        || ["fmt", "clippy"].iter().all(|command| starts("cargo", &[command, "--version"]));
    if !is_there() {
        let _ = run("rustup", &["component", "add", "rustfmt", "clippy"]);
    }
    if is_there() {
        return Ok(());
    }
    bail!("cargo has no `fmt` or no `clippy`: run `rustup component add rustfmt clippy`")
}

/// Looks for Node.js, new enough.
fn node() -> Result<()> {
    let advice = format!("install Node.js {NODE} or newer: https://nodejs.org");
    let output = Command::new("node").arg("--version").output();
    let output = output.ok().filter(|output| output.status.success());
    let output = output.with_context(|| format!("node could not be started: {advice}"))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if major(&version).is_some_and(|major| major >= NODE) {
        return Ok(());
    }
    bail!("node is of version {version}: {advice}")
}

/// Returns the 20 of `v20.1.0`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Looks for a program that nothing here can install.
fn program(name: &str, advice: &str) -> Result<()> {
    if starts(name, &["--version"]) {
        return Ok(());
    }
    bail!("{name} could not be started: {advice}")
}

/// Whether valgrind runs here at all; where it does, it is there afterwards.
pub(crate) fn valgrind() -> Result<bool> {
    if !cfg!(target_os = "linux") {
        return Ok(false);
    }
    let is_there = || starts("valgrind", &["--version"]);
    if !is_there() {
        apt_install(&["valgrind"]);
    }
    if is_there() {
        return Ok(true);
    }
    bail!(
        "instructions are counted by valgrind, which is not here and could not be installed: run \
         `apt-get install valgrind` as root"
    )
}

/// Whether a program runs and ends well.
pub(crate) fn starts(program: &str, arguments: &[&str]) -> bool {
    let status = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// Installs packages where this is a Debian and permits it. The caller checks the result.
pub(crate) fn apt_install(packages: &[&str]) {
    // Old lists name packages that are gone; a list that cannot be fetched may not matter.
    let install = [&["install", "--yes", "--no-install-recommends"][..], packages].concat();
    for arguments in [vec!["update"], install] {
        eprintln!("\n$ apt-get {}", arguments.join(" "));
        let status = Command::new("apt-get")
            .args(["--quiet", "--option", "Acquire::Retries=3"])
            .args(["--option", "DPkg::Lock::Timeout=300"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(Stdio::null())
            .status();
        if let Err(reason) = status {
            eprintln!("apt-get cannot be run: {reason}");
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{holds_core, major};

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v24.1.0"), Some(24));
        assert_eq!(major("24"), None);
    }

    #[test]
    fn a_folder_without_core_is_no_standard_library() {
        let folder = std::env::temp_dir().join(format!("leaklint-needs-{}", std::process::id()));
        assert!(!holds_core(&folder), "it does not exist");
        std::fs::create_dir_all(&folder).expect("a folder");
        assert!(!holds_core(&folder), "it is empty");
        std::fs::write(folder.join("libcore-0123.rlib"), "").expect("a file");
        assert!(holds_core(&folder));
        std::fs::remove_dir_all(&folder).expect("it is there");
    }
}
