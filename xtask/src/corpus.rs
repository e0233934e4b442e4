//! Published bundles to measure on: the browser files of well-known packages, from npm.

use std::{fs, io, path::Path};

use anyhow::Result;

use crate::{run, target};

/// What the benchmark reads.
const PACKAGES: [&str; 6] = [
    "react-dom@19",
    "echarts@6",
    "monaco-editor@0.53",
    "mermaid@11",
    "typescript@5",
    "@babel/standalone@7",
];

/// Fetches the packages of the benchmark into `corpus`, unless something is there.
pub(crate) fn fetch(corpus: &Path) -> Result<()> {
    fetch_packages(&PACKAGES, &target::path("bench-packages"), corpus)
}

/// Installs `packages` into `tools` and copies their scripts into `corpus`, unless something is
/// there.
pub(crate) fn fetch_packages(packages: &[&str], tools: &str, corpus: &Path) -> Result<()> {
    if corpus.exists() {
        return Ok(());
    }
    let mut arguments =
        vec!["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", tools];
    arguments.extend(packages);
    run("npm", &arguments)?;
    for package in packages {
        let at = package.rfind('@').unwrap_or(package.len());
        let name = &package[..at];
        let from = Path::new(tools).join("node_modules").join(name);
        copy(&from, &corpus.join(name.replace('/', "+")))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let copied = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                copy(&path, &copied)?;
            }
        } else if path.extension().is_some_and(|kind| kind == "js" || kind == "mjs") {
            fs::create_dir_all(to)?;
            fs::copy(&path, &copied)?;
        }
    }
    Ok(())
}

/// How many bytes are in `folder`.
pub(crate) fn size(folder: &Path) -> io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        sum += if entry.path().is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}
