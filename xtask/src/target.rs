//! The folder that cargo builds into, and the command in it, as cargo itself names them: a user may
//! have moved the folder (`CARGO_TARGET_DIR`, `build.target-dir`), or build for a named target.

use std::{
    process::{Command, Stdio},
    sync::OnceLock,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Names the folder to the scripts that the chores start (`tests/target.mjs`).
const FOLDER_VARIABLE: &str = "LEAKLINT_TARGET";
/// Names the release command to them.
const COMMAND_VARIABLE: &str = "LEAKLINT_COMMAND";

static FOLDER: OnceLock<String> = OnceLock::new();
static COMMAND: OnceLock<String> = OnceLock::new();

/// Asks cargo for the folder. Must be called in the repository's root, before [`path`].
pub(crate) fn find() -> Result<()> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .stderr(Stdio::inherit())
        .output()
        .context("cargo could not be started")?;
    if !output.status.success() {
        bail!("`cargo metadata` failed ({})", output.status);
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let folder = metadata["target_directory"].as_str().context("cargo names no target folder")?;
    let _ = FOLDER.set(folder.to_owned());
    Ok(())
}

/// Returns the path of `name` in the folder: what cargo builds there, or what a chore keeps there.
pub(crate) fn path(name: &str) -> String {
    format!("{}/{name}", FOLDER.get().expect("main calls find first"))
}

/// Builds the command in the release profile, once for each chore, and returns its path.
pub(crate) fn command() -> Result<&'static str> {
    if let Some(command) = COMMAND.get() {
        return Ok(command);
    }
    let build = ["build", "--release", "--package", "leaklint", "--bin", "leaklint"];
    eprintln!("\n$ cargo {}", build.join(" "));
    let output = Command::new("cargo")
        .args(build)
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()
        .context("cargo could not be started")?;
    if !output.status.success() {
        bail!("`cargo {}` failed ({})", build.join(" "), output.status);
    }
    let command = executable(&String::from_utf8_lossy(&output.stdout));
    Ok(COMMAND.get_or_init(|| command.unwrap_or_else(|| path("release/leaklint"))))
}

/// Returns the program that cargo's messages name.
fn executable(messages: &str) -> Option<String> {
    messages.lines().rev().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        Some(message["executable"].as_str()?.to_owned())
    })
}

/// Returns the variables that a script needs to find what was built.
pub(crate) fn variables() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of = |name, value: &'static OnceLock<String>| Some((name, value.get()?.as_str()));
    [of(FOLDER_VARIABLE, &FOLDER), of(COMMAND_VARIABLE, &COMMAND)].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::executable;

    #[test]
    fn the_command_is_where_cargo_says() {
        let messages = "{\"reason\":\"compiler-artifact\",\"executable\":null}\nnot JSON\n\
                        {\"reason\":\"compiler-artifact\",\"executable\":\"/t/x/release/leaklint\"}\n\
                        {\"reason\":\"build-finished\",\"success\":true}";
        assert_eq!(executable(messages).as_deref(), Some("/t/x/release/leaklint"));
        assert_eq!(executable("{\"reason\":\"build-finished\",\"success\":true}"), None);
    }
}
