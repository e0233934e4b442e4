//! The same files read in two ways, with keys planted in them: what is found must be the same.
//!
//! Six comparisons: the pre-scan's literals with swc's; a tree with tokens; natively with
//! WebAssembly; with maps and without; what was dropped at once with what was dropped in turn;
//! before a minifier and behind it. And a seventh: with dull code left out and without.

mod chunks;
mod compare;
mod plant;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use leaklint::FileReport;

use crate::{corpus, target, wasm};
use compare::Linters;

/// Where the planted files go.
fn planted_folder() -> String {
    target::path("differential")
}

/// So many scripts are enough for every day.
const FEW: usize = 40;

/// Every so many-th script gets a map beside it.
const MAPPED: usize = 4;

/// Compares everything over the corpus.
pub(crate) fn run(corpus: &Path) -> Result<()> {
    corpus::fetch(corpus)?;
    wasm::build()?;
    literals(corpus)?;
    let lost = lost_with_maps(corpus)?;
    compare_all(&scripts(corpus)?, lost)
}

/// Compares a few scripts: the repository's own, and some of the corpus where there is one. The
/// command and the module are there.
pub(crate) fn check(corpus: &Path) -> Result<()> {
    let own = ["examples", "www/extension", "tests/apps/shop/src"];
    let mut few = Vec::new();
    for folder in own {
        few.extend(scripts(Path::new(folder))?);
    }
    if corpus.exists() {
        let mut all = scripts(corpus)?;
        all.retain(|path| fs::metadata(path).is_ok_and(|file| file.len() < 1 << 19));
        let step = (all.len() / FEW).max(1);
        few.extend(all.into_iter().step_by(step));
    }
    compare_all(&few, Vec::new())
}

/// Compares `scripts` in every way that needs no other file.
fn compare_all(scripts: &[PathBuf], mut wrong: Vec<String>) -> Result<()> {
    let linters = Linters::new();
    let planted_files = planted_folder();
    let _ = fs::remove_dir_all(&planted_files);
    fs::create_dir_all(&planted_files)?;
    let mut reports: Vec<FileReport> = Vec::new();
    let mut keys = 0;
    leaklint::on_large_stack(|| -> Result<()> {
        for (number, path) in scripts.iter().enumerate() {
            let Ok(source) = fs::read_to_string(path) else { continue };
            let Some(planted) = plant::keys(&source, number as u64) else { continue };
            keys += planted.keys.len();
            let name = format!("{number:04}.js");
            let (report, differences) = linters.compare(&name, &planted);
            wrong.extend(differences.iter().map(|what| format!("{}: {what}", path.display())));
            reports.push(report);
            write(&name, &planted.source, number.is_multiple_of(MAPPED))?;
        }
        Ok(())
    })?;
    println!("{} files with {keys} keys, {} differences", reports.len(), wrong.len());
    wrong.extend(chunks::differences(&reports));
    wrong.extend(lost_with_maps(Path::new(&planted_files))?);
    wrong.extend(in_wasm()?);
    wrong.extend(minified(&linters)?);
    if reports.is_empty() {
        bail!("there was nothing to compare");
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{} differences:\n{}", wrong.len(), wrong.join("\n"))
}

/// Writes a planted script, with a map that has its source when wanted.
fn write(name: &str, source: &str, is_mapped: bool) -> Result<()> {
    let folder = planted_folder();
    let path = Path::new(&folder).join(name);
    if !is_mapped {
        return Ok(fs::write(path, source)?);
    }
    fs::write(path, format!("{source}\n//# sourceMappingURL={name}.map\n"))?;
    let lines = source.lines().count();
    let map = serde_json::json!({
        "version": 3, "sources": [format!("src/{name}")], "sourcesContent": [source], "names": [],
        "mappings": format!("AAAA{}", ";AACA".repeat(lines.saturating_sub(1))),
    });
    Ok(fs::write(format!("{folder}/{name}.map"), map.to_string())?)
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
    let tools = target::path("tools");
    // The benchmark uses it, too.
    let esbuild = format!("{tools}/node_modules/.bin/esbuild");
    if !Path::new(&esbuild).exists() {
        let quiet = ["install", "--silent", "--no-audit", "--no-fund", "--prefix", &tools];
        crate::run("npm", &[&quiet[..], &["esbuild"]].concat())?;
    }
    let planted_files = planted_folder();
    let out = format!("{planted_files}-minified");
    let _ = fs::remove_dir_all(&out);
    // Files that it cannot read give no output.
    let status = Command::new(&esbuild)
        .args([&format!("{planted_files}/*.js"), "--minify", "--log-level=silent"])
        .arg(format!("--outdir={out}"))
        .status()
        .context("esbuild could not be started")?;
    let (mut compared, mut wrong) = (0, Vec::new());
    leaklint::on_large_stack(|| -> Result<()> {
        for path in scripts(Path::new(&out))? {
            let name = path.file_name().unwrap_or_default();
            let before = fs::read_to_string(Path::new(&planted_files).join(name))?;
            let after = fs::read_to_string(&path)?;
            compared += 1;
            let differences = linters.minified(&before, &after);
            wrong.extend(differences.into_iter().map(|what| format!("{}: {what}", path.display())));
        }
        Ok(())
    })?;
    println!("{compared} files before and after esbuild ({status}), {} differences", wrong.len());
    if compared == 0 {
        wrong.push("esbuild wrote nothing".to_owned());
    }
    Ok(wrong)
}

/// The module in Node against the command.
fn in_wasm() -> Result<Vec<String>> {
    let script = target::path("bench/values.mjs");
    fs::create_dir_all(target::path("bench"))?;
    fs::write(&script, include_str!("values.mjs"))?;
    let planted_files = planted_folder();
    let native = compare::places(&native(Path::new(&planted_files), &[])?);
    let output = Command::new("node")
        .args([&script, &planted_files])
        .output()
        .context("node could not be started")?;
    if !output.status.success() {
        bail!("in WebAssembly: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let wasm: Vec<String> = text.lines().map(str::to_owned).collect();
    println!("{} places natively, {} in wasm", native.len(), wasm.len());
    Ok(compare::difference("native and wasm", &native, &wasm))
}

/// What is found in a folder without its maps, and not with them.
fn lost_with_maps(folder: &Path) -> Result<Vec<String>> {
    let values = |more: &[&str]| -> Result<Vec<String>> {
        Ok(compare::values(&native(folder, &[&["--persona", "auditor"][..], more].concat())?))
    };
    let (with, without) = (values(&[])?, values(&["--no-source-maps"])?);
    let lost: Vec<String> = without.iter().filter(|value| !with.contains(value)).cloned().collect();
    println!("{} values with maps, {} without, {} lost", with.len(), without.len(), lost.len());
    Ok(lost.into_iter().map(|value| format!("with maps it is lost: {value}")).collect())
}

/// What the command reports of a folder.
fn native(folder: &Path, more: &[&str]) -> Result<serde_json::Value> {
    let output = Command::new(target::command()?)
        .arg(folder)
        .args(["--fail-on", "never", "--format", "json", "--quiet"])
        .args(more)
        .output()
        .context("the command could not be started")?;
    serde_json::from_slice(&output.stdout)
        .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The scripts below `folder`, in order.
fn scripts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(scripts(&path)?);
        } else if path.extension().is_some_and(|kind| kind == "js" || kind == "mjs") {
            found.push(path);
        }
    }
    found.sort();
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
                let (_, wrong) = linters.compare("a.js", &planted);
                assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
            }
        }
        let made = "a({b:\"one\",c:[\"two\",d?\"three\":e]});var f=g=>{return{h:\"four\"}};i(\"five\",\"six\");";
        for seed in 0..20 {
            let planted =
                plant::keys(&made.repeat(30), seed * 100).unwrap_or_else(|| unreachable!());
            keys += planted.keys.len();
            let (_, wrong) = linters.compare("a.js", &planted);
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
        assert!(keys > 200, "{keys}");
    }
}
