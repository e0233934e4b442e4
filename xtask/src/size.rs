//! Files of one purpose are short.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

/// No source file is longer.
const MOST: usize = 500;

/// Fails when a source file is over the agreed length, and names those that come near.
pub(crate) fn check() -> Result<()> {
    let mut files = Vec::new();
    for folder in ["src", "build", "xtask/src", "tests"] {
        collect(Path::new(folder), &mut files)?;
    }
    let mut lengths: Vec<(usize, PathBuf)> = files
        .into_iter()
        .map(|path| Ok((fs::read_to_string(&path)?.lines().count(), path)))
        .collect::<Result<_>>()?;
    lengths.sort();
    for (lines, path) in lengths.iter().rev().filter(|(lines, _)| *lines > 300) {
        println!("{lines:>5} {}", path.display());
    }
    if lengths.iter().any(|(lines, _)| *lines > MOST) {
        bail!("a file has more than {MOST} lines: part it by purpose");
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
