//! The npm package: the module, its JavaScript, and the tarball.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::{run, run_with, target, types, wasm};

const PACKAGE: &str = "pkg";
/// What wasm-bindgen made and the package carries.
const MODULE: [&str; 4] =
    ["leaklint.js", "leaklint.d.ts", "leaklint_bg.wasm", "leaklint_bg.wasm.d.ts"];
/// Packed, the package stays below this; nine tenths are the module. Lowered again when the module is.
const MOST_BYTES: u64 = 1_100_000;

/// Builds the module, and the package that carries it.
pub(crate) fn build() -> Result<()> {
    types::check()?;
    wasm::build()?;
    package()
}

/// Builds `npm/leaklint-VERSION.tgz` in the target folder, with the module that is there.
pub(crate) fn package() -> Result<()> {
    check_version()?;
    place_module()?;
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(license, format!("{PACKAGE}/{license}"))?;
    }
    install(PACKAGE)?;
    run("npm", &["run", "--silent", "--prefix", PACKAGE, "check"])?;
    // The names of some files are of their content: those of the last build would stay.
    let dist = format!("{PACKAGE}/dist");
    if Path::new(&dist).exists() {
        fs::remove_dir_all(dist)?;
    }
    run("npm", &["run", "--silent", "--prefix", PACKAGE, "build"])?;
    write_texts()?;
    run("npm", &["run", "--silent", "--prefix", PACKAGE, "check:package"])?;
    pack()
}

/// Runs the package's tests on what was built: with the bundlers that most people have, or with
/// `all` of them and the frameworks.
pub(crate) fn test(all: bool) -> Result<()> {
    // The command is compared with the native one.
    target::command()?;
    let value = if all { "1" } else { "0" };
    let tests = [
        "readme",
        "types",
        "api",
        "runtimes",
        "command",
        "site",
        "settings",
        "plugin",
        "output",
        "failures",
        "bundlers",
        "frameworks",
    ];
    let files = tests.map(|name| format!("{PACKAGE}/test/{name}.test.mjs"));
    // One after the other: they share the projects' folder.
    for file in files {
        run_with("node", &["--test", &file], &[("LEAKLINT_TEST_ALL", value)])?;
    }
    Ok(())
}

/// Prints what the plugins add to a build, and what the command takes beside the native one.
pub(crate) fn bench() -> Result<()> {
    target::command()?;
    run("node", &["pkg/bench/plugins.mjs"])
}

/// The package and the crate are one thing.
fn check_version() -> Result<()> {
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(format!("{PACKAGE}/package.json"))?)?;
    let version = manifest["version"].as_str().unwrap_or_default();
    if version != version_of_crate() {
        bail!("{PACKAGE}/package.json is of version {version}, the crate is of another");
    }
    Ok(())
}

fn version_of_crate() -> String {
    leaklint::Report::new([]).tool.version
}

/// Puts the module that was built where the package's sources expect it.
pub(crate) fn place_module() -> Result<()> {
    fs::create_dir_all(format!("{PACKAGE}/wasm"))?;
    for file in MODULE {
        fs::copy(target::path(&format!("pkg/{file}")), format!("{PACKAGE}/wasm/{file}"))?;
    }
    let types = format!("{PACKAGE}/wasm/leaklint.d.ts");
    Ok(fs::write(&types, without_comments(&fs::read_to_string(&types)?))?)
}

/// The types of what only the package itself calls, without what is said of it in Rust.
fn without_comments(types: &str) -> String {
    let is_code = |line: &&str| !["/**", "*"].iter().any(|mark| line.trim().starts_with(mark));
    types.lines().filter(is_code).flat_map(|line| [line, "\n"]).collect()
}

/// Installs what `folder`'s lock file says, unless that was done before.
pub(crate) fn install(folder: &str) -> Result<()> {
    let lock = fs::read_to_string(format!("{folder}/package-lock.json"))?;
    let done = format!("{folder}/node_modules/.installed");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run("npm", &["ci", "--silent", "--no-audit", "--no-fund", "--prefix", folder])?;
    Ok(fs::write(done, lock)?)
}

/// What `--help` prints, and what `init` knows and writes, are the native command's own.
fn write_texts() -> Result<()> {
    let native = target::command()?;
    let mut help = BTreeMap::new();
    for command in ["", "rules", "init", "baseline"] {
        for (flag, key) in [("--help", command.to_owned()), ("-h", format!("{command}-h"))] {
            help.insert(key, printed(native, &[command, flag])?);
        }
    }
    let texts = json!({
        "help": help,
        "template": fs::read_to_string("src/cli/init/template.toml")?,
        "frameworks": table("src/cli/frameworks.json")?,
        "outputs": table("src/cli/build_folder/layouts.json")?,
    });
    Ok(fs::write(format!("{PACKAGE}/dist/command/texts.json"), texts.to_string())?)
}

/// A table that the native command is built with.
fn table(path: &str) -> Result<serde_json::Value> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

/// What the native command prints.
fn printed(command: &str, arguments: &[&str]) -> Result<String> {
    let given = arguments.iter().filter(|argument| !argument.is_empty());
    let output = Command::new(command).args(given).output()?;
    if !output.status.success() {
        bail!("`leaklint {}` failed", arguments.join(" "));
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn pack() -> Result<()> {
    let out = target::path("npm");
    fs::create_dir_all(&out)?;
    run("npm", &["pack", "--silent", &format!("./{PACKAGE}"), "--pack-destination", &out])?;
    let tarball = Path::new(&out).join(format!("leaklint-{}.tgz", version_of_crate()));
    let bytes = fs::metadata(&tarball).context("npm packed something else")?.len();
    println!("{} {:.0} KB", tarball.display(), bytes as f64 / 1000.0);
    if bytes > MOST_BYTES {
        bail!("the package is over {MOST_BYTES} bytes");
    }
    Ok(())
}
