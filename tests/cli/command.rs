//! A folder with files, the command run in it, and what came out.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::clean::leaklint;

/// A Stripe secret key that is in no file: made of a fixed prefix and of `seed`.
pub(crate) fn secret_key(seed: u64) -> String {
    ["sk", "live", &random(seed, 32)].join("_")
}

/// A Stripe publishable key, made alike.
pub(crate) fn publishable_key(seed: u64) -> String {
    ["pk", "live", &random(seed, 32)].join("_")
}

/// Letters and digits without a pattern (xorshift).
fn random(seed: u64, length: usize) -> String {
    const ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            char::from(ALPHABET[(state >> 32) as usize % ALPHABET.len()])
        })
        .collect()
}

/// Something to lint, and the command.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.path(path)).unwrap();
        self
    }

    #[cfg(unix)]
    pub(crate) fn link(self, path: &str, target: &str) -> Self {
        std::os::unix::fs::symlink(target, self.path(path)).unwrap();
        self
    }

    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs the command in the project's folder; `arguments` are separated by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Outcome {
        self.run_with(arguments, &[], b"")
    }

    /// Runs the command in a folder of the project.
    pub(crate) fn run_in(&self, folder: &str, arguments: &str) -> Outcome {
        let mut command = leaklint();
        let output = command
            .args(arguments.split_whitespace())
            .current_dir(self.path(folder))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        outcome(output)
    }

    pub(crate) fn run_with(
        &self,
        arguments: &str,
        variables: &[(&str, &str)],
        input: &[u8],
    ) -> Outcome {
        let mut command = leaklint();
        command.args(arguments.split_whitespace()).current_dir(self.folder.path());
        command.envs(variables.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that does not read its input may be gone.
        let _ = child.stdin.take().unwrap().write_all(input);
        outcome(child.wait_with_output().unwrap())
    }
}

fn outcome(output: Output) -> Outcome {
    Outcome {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What came out.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The paths of all files in a JSON report.
    pub(crate) fn files(&self) -> Vec<String> {
        let report = self.json();
        let files = report["files"].as_array().unwrap();
        files.iter().map(|file| file["path"].as_str().unwrap().to_owned()).collect()
    }

    /// The file of a JSON report with this path.
    pub(crate) fn file(&self, path: &str) -> Value {
        let report = self.json();
        let files = report["files"].as_array().unwrap();
        files.iter().find(|file| file["path"] == path).unwrap_or(&Value::Null).clone()
    }

    /// Standard output for a snapshot, with what differs between runs replaced.
    pub(crate) fn seen(&self) -> String {
        let mut lines: Vec<String> = self.stdout.lines().map(str::to_owned).collect();
        for line in &mut lines {
            // `(3.1 kB, 12 ms)`.
            if let Some(at) = line.rfind(", ").filter(|_| line.ends_with(" ms)")) {
                line.replace_range(at + 2.., "TIME)");
            }
        }
        for line in lines.iter_mut().filter(|line| line.trim_start().starts_with("id ")) {
            line.truncate(line.len() - line.trim_start().len());
            line.push_str("id FINGERPRINT");
        }
        lines.join("\n")
    }
}
