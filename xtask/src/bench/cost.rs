//! What running a command costs, as the system counts it.

use std::{
    fs::{self, File},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// What a run took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// From start to exit.
    pub(super) seconds: f64,
    /// Of all cores together.
    pub(super) cpu: f64,
    /// The most memory, in kilobytes.
    pub(super) memory: u64,
}

/// Runs a command for `longest` seconds at most, and gives what it cost and wrote.
pub(super) fn of(command: &[String], longest: u32) -> Result<(Cost, String)> {
    let folder = super::shapes();
    let (figures, output) = (folder.join("figures.txt"), folder.join("output.txt"));
    let status = Command::new("/usr/bin/time")
        .args(["--quiet", "-f", "%e %U %S %M", "-o"])
        .arg(&figures)
        .args(["timeout", &longest.to_string()])
        .args(command)
        .stdin(Stdio::null())
        .stdout(File::create(&output)?)
        .stderr(Stdio::null())
        .status()
        .context("GNU time could not be started: is it installed?")?;
    match status.code() {
        // What `timeout` gives when it had to end the command, and when there is none.
        Some(124) => bail!("it takes longer than {longest} s"),
        Some(125..=127) | None => bail!("it could not be run"),
        Some(_) => {}
    }
    let text = fs::read_to_string(&figures)?;
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|one| one.parse().ok()).collect();
    let [seconds, user, system, memory] = numbers[..] else {
        bail!("GNU time said {text:?}");
    };
    #[expect(clippy::cast_sign_loss, reason = "a size")]
    let cost = Cost { seconds, cpu: user + system, memory: memory as u64 };
    Ok((cost, String::from_utf8_lossy(&fs::read(&output)?).into_owned()))
}
