//! The command, run as a person runs it.

use serde_json::Value;

pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn leaklint(arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let output = crate::clean::leaklint()
        .args(arguments)
        .env("NO_COLOR", "1")
        .current_dir(folder.path())
        .output()
        .unwrap();
    Run {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The JSON report on a site.
#[track_caller]
pub(crate) fn report(address: &str, more: &[&str]) -> Value {
    let base = [address, "--format", "json", "--reveal", "--fail-on", "never"];
    let run = leaklint(&[&base[..], more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// The values that were found.
pub(crate) fn values(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().filter_map(|finding| finding["value"].as_str()).collect()
}

/// A key of our own made-up provider.
pub(crate) fn key(seed: u64) -> String {
    let key = leaklint::rules::keys().iter().find(|key| key.id == "callpaymin/api-key").unwrap();
    leaklint::rules::grammar::sample::sample(&key.token, seed)
}
