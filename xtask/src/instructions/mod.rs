//! The performance gate: how many instructions the command executes for fixed inputs, beside what is
//! stored. Instructions, because a loaded machine does not change them.

mod figures;
mod inputs;

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use anyhow::{Context, Result, bail, ensure};

use crate::{needs, target};
use figures::{Entry, History, verdict};

/// By input: how many instructions.
type Counts = BTreeMap<String, u64>;

/// Counts, and fails when an input takes more instructions than the stored figures permit.
pub(crate) fn check() -> Result<()> {
    let history = History::read()?;
    let stored =
        history.last().context("no figures are stored: see `cargo xtask instructions -h`")?;
    let Some(counts) = count_all()? else { return Ok(()) };
    let verdict = verdict(stored, &here(counts.clone())?);
    println!("{}", verdict.table);
    match verdict.problem {
        Some(problem) => bail!("{problem}"),
        None => figures::check_broken(&counts),
    }
}

/// Stores the counts of now, with the reason for the change.
pub(crate) fn store(reason: &str) -> Result<()> {
    ensure!(!reason.trim().is_empty(), "say why: `cargo xtask instructions --store \"reason\"`");
    let mut history = History::read()?;
    let Some(counts) = count_all()? else { bail!("instructions are counted on Linux only") };
    let entry = Entry { reason: reason.trim().to_owned(), ..here(counts)? };
    if let Some(before) = history.last() {
        println!("{}", verdict(before, &entry).table);
    }
    history.push(entry);
    history.write()
}

/// Counts every input; `None` where there is no valgrind for the system.
fn count_all() -> Result<Option<Counts>> {
    if !needs::valgrind()? {
        println!("instructions are not counted: valgrind runs on Linux only");
        return Ok(None);
    }
    let command = target::command()?;
    let folder = target::path("instructions");
    let folder = Path::new(&folder);
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    let mut counts = Counts::new();
    for input in inputs::all() {
        for (file, content) in &input.files {
            fs::write(folder.join(file), content)?;
        }
        let count = of(command, &folder.join(input.files[0].0))?;
        let bytes: usize = input.files.iter().map(|(_, content)| content.len()).sum();
        println!("{:<12} {count:>14} instructions, {} a byte", input.name, count / bytes as u64);
        counts.insert(input.name.to_owned(), count);
    }
    Ok(Some(counts))
}

/// Counts what the command executes for one file, by valgrind: in an environment that is the same
/// everywhere.
pub(crate) fn of(command: &str, file: &Path) -> Result<u64> {
    let folder = file.parent().context("the file is in a folder")?;
    let name = file.file_name().context("the file has a name")?;
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(command)
        .args(["--threads", "1", "--quiet", "--fail-on", "never", "--format", "json"])
        .arg(name)
        .current_dir(folder)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .output()
        .context("valgrind could not be started")?;
    let printed = String::from_utf8_lossy(&output.stderr);
    let count = printed.lines().find_map(|line| line.split_once("refs:"));
    match count {
        Some((_, count)) if output.status.success() => Ok(count.replace(',', "").trim().parse()?),
        _ => bail!("valgrind counted nothing for {}: {printed}", file.display()),
    }
}

/// The counts with the compiler and the machine that they are of.
fn here(counts: Counts) -> Result<Entry> {
    let output = Command::new("rustc").arg("-vV").output().context("rustc could not be started")?;
    let version = String::from_utf8_lossy(&output.stdout);
    let field = |name: &str| {
        let line = version.lines().find_map(|line| line.strip_prefix(name));
        line.map(str::to_owned).with_context(|| format!("`rustc -vV` prints no {name}"))
    };
    Ok(Entry { reason: String::new(), rustc: field("release: ")?, host: field("host: ")?, counts })
}
