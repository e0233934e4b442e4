//! The same files read in two ways, with keys planted in them: what is found must be the same.

mod compare;
mod plant;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::corpus;
use compare::Linters;

/// Where the planted files go.
const PLANTED: &str = "target/differential";

/// Compares everything over the corpus.
pub(crate) fn run(corpus: &Path) -> Result<()> {
    corpus::fetch(corpus)?;
    literals(corpus)?;
    let mut scripts = scripts(corpus)?;
    scripts.sort();
    let linters = Linters::new();
    let (mut files, mut keys, mut wrong) = (0, 0, Vec::new());
    let _ = fs::remove_dir_all(PLANTED);
    fs::create_dir_all(PLANTED)?;
    leaklint::on_large_stack(|| -> Result<()> {
        for (number, path) in scripts.iter().enumerate() {
            let Ok(source) = fs::read_to_string(path) else { continue };
            let Some(planted) = plant::keys(&source, number as u64) else { continue };
            files += 1;
            keys += planted.keys.len();
            wrong.extend(
                linters.compare(&planted).map(|what| format!("{}: {what}", path.display())),
            );
            fs::write(Path::new(PLANTED).join(format!("{number:04}.js")), &planted.source)?;
        }
        Ok(())
    })?;
    println!("{files} files with {keys} keys, {} differences", wrong.len());
    wrong.extend(minified(&linters)?);
    wrong.extend(in_wasm()?);
    wrong.extend(with_maps(corpus)?);
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{} differences:\n{}", wrong.len(), wrong.join("\n"))
}

/// The pre-scan against swc: a test of the library's own, for it alone sees the tokens.
fn literals(corpus: &Path) -> Result<()> {
    let corpus = fs::canonicalize(corpus)?;
    eprintln!("\n$ cargo test every_literal");
    let status = Command::new("cargo")
        .args(["test", "--workspace", "--lib", "every_literal", "--", "--nocapture"])
        .env("LEAKLINT_CORPUS", corpus)
        .status()?;
    if status.success() { Ok(()) } else { bail!("the pre-scan sees other literals than swc") }
}

/// Before and after a minifier: the values that are still there are found.
fn minified(linters: &Linters) -> Result<Vec<String>> {
    let esbuild = "target/tools/node_modules/.bin/esbuild";
    if !Path::new(esbuild).exists() {
        println!("esbuild is missing: `cargo xtask bench` installs it");
        return Ok(Vec::new());
    }
    let out = format!("{PLANTED}-minified");
    let _ = fs::remove_dir_all(&out);
    // Files that it cannot read give no output.
    let status = Command::new(esbuild)
        .args([&format!("{PLANTED}/*.js"), "--minify", "--log-level=silent"])
        .arg(format!("--outdir={out}"))
        .status()
        .context("esbuild could not be started")?;
    let (mut compared, mut wrong) = (0, Vec::new());
    for path in scripts(Path::new(&out))? {
        let name = path.file_name().unwrap_or_default();
        let before = fs::read_to_string(Path::new(PLANTED).join(name))?;
        let after = fs::read_to_string(&path)?;
        compared += 1;
        let lost = linters.lost_by_minifying(&before, &after);
        wrong.extend(lost.map(|what| format!("{}: {what}", path.display())));
    }
    println!("{compared} files before and after esbuild ({status}), {} differences", wrong.len());
    Ok(wrong)
}

/// The module in Node against the command.
fn in_wasm() -> Result<Vec<String>> {
    if !Path::new("target/pkg/leaklint_bg.wasm").exists() {
        println!("the module is missing: `cargo xtask wasm` builds it");
        return Ok(Vec::new());
    }
    fs::create_dir_all("target/bench")?;
    fs::write("target/bench/values.mjs", include_str!("values.mjs"))?;
    let output = |program: &str, arguments: &[&str]| -> Result<String> {
        let output = Command::new(program).args(arguments).output().context(program.to_owned())?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let native = output(
        "target/release/leaklint",
        &[PLANTED, "--fail-on", "never", "--format", "json", "--no-source-maps"],
    )?;
    let native = compare::places(&serde_json::from_str(&native)?);
    let wasm = output("node", &["target/bench/values.mjs", PLANTED])?;
    let wasm: Vec<String> = wasm.lines().map(str::to_owned).collect();
    println!("{} places natively, {} in wasm", native.len(), wasm.len());
    Ok(compare::difference("native and wasm", &native, &wasm))
}

/// With maps everything is found that is found without them.
fn with_maps(corpus: &Path) -> Result<Vec<String>> {
    let lint = |more: &[&str]| -> Result<Vec<String>> {
        let output = Command::new("target/release/leaklint")
            .arg(corpus)
            .args(["--fail-on", "never", "--format", "json", "--persona", "auditor"])
            .args(more)
            .output()?;
        Ok(compare::values(&serde_json::from_slice(&output.stdout)?))
    };
    let (with, without) = (lint(&[])?, lint(&["--no-source-maps"])?);
    let lost: Vec<String> = without.iter().filter(|value| !with.contains(value)).cloned().collect();
    println!("{} values with maps, {} without, {} lost", with.len(), without.len(), lost.len());
    Ok(lost.into_iter().map(|value| format!("with maps it is lost: {value}")).collect())
}

fn scripts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(scripts(&path)?);
        } else if path.extension().is_some_and(|kind| kind == "js" || kind == "mjs") {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::{compare::Linters, plant};

    #[test]
    fn a_few_scripts_are_read_the_same_in_every_way() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let linters = Linters::new();
        let mut keys = 0;
        for folder in ["examples/leaky-shop/dist", "examples/leaky-shop/src", "www/extension"] {
            for path in super::scripts(&root.join(folder)).unwrap_or_default() {
                let source = fs::read_to_string(&path).unwrap_or_default();
                let Some(planted) = plant::keys(&source, keys as u64) else { continue };
                keys += planted.keys.len();
                let wrong: Vec<String> = linters.compare(&planted).collect();
                assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
            }
        }
        let made = "a({b:\"one\",c:[\"two\",d?\"three\":e]});var f=g=>{return{h:\"four\"}};i(\"five\",\"six\");";
        for seed in 0..20 {
            let planted =
                plant::keys(&made.repeat(30), seed * 100).unwrap_or_else(|| unreachable!());
            keys += planted.keys.len();
            let wrong: Vec<String> = linters.compare(&planted).collect();
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
        assert!(keys > 200, "{keys}");
    }
}
