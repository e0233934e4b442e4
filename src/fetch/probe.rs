//! Files that no visitor should get, asked for on one's own site with `--probe`.

use super::{answer::Answer, discover::Kind, failure::Failure, look};

/// Whether the bytes are what the path says.
type IsIt = fn(&str) -> bool;

/// What is asked for, what it is, and how it is told from a server's answer to everything.
const PROBES: [(&str, &str, IsIt); 17] = [
    ("/.env", "the environment's file", is_env),
    ("/.env.local", "the environment's file", is_env),
    ("/.env.production", "the environment's file", is_env),
    ("/.env.development", "the environment's file", is_env),
    ("/.env.backup", "the environment's file", is_env),
    ("/.git/config", "the repository", |text| text.contains("[core]")),
    ("/.git/HEAD", "the repository", |text| text.starts_with("ref: ")),
    ("/.npmrc", "npm's settings", |text| text.contains('=') && text.contains("registry")),
    ("/.htpasswd", "the server's users", |text| text.contains(":$") || text.contains(":{")),
    ("/.aws/credentials", "AWS credentials", |text| text.contains("aws_access_key_id")),
    ("/.ssh/id_rsa", "a private key", |text| text.contains("PRIVATE KEY")),
    ("/id_rsa", "a private key", |text| text.contains("PRIVATE KEY")),
    ("/docker-compose.yml", "the servers' settings", |text| text.contains("services:")),
    ("/config.json", "settings", is_json),
    ("/env.js", "settings", |text| text.contains('=')),
    ("/package.json", "the package's settings", |text| {
        is_json(text) && text.contains("\"scripts\"")
    }),
    ("/.vscode/sftp.json", "an editor's login", |text| is_json(text) && text.contains("\"host\"")),
];

/// Longer lines are no settings.
const LONGEST: usize = 1 << 20;

fn is_env(text: &str) -> bool {
    let is_line = |line: &str| {
        let line = line.trim().trim_start_matches("export ");
        line.is_empty()
            || line.starts_with('#')
            || line.split_once('=').is_some_and(|(name, _)| {
                !name.is_empty()
                    && name.trim().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            })
    };
    text.contains('=')
        && text.lines().take(20).filter(|line| is_line(line)).count() * 2
            > text.lines().take(20).count()
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// What is asked for.
pub(super) fn paths() -> impl Iterator<Item = &'static str> {
    PROBES.iter().map(|(path, ..)| *path)
}

/// Whether an answer gives what was asked for, and what that is or why it is not known.
pub(super) fn judge(number: usize, result: &Result<Answer, Failure>) -> (bool, String) {
    let (_, what, is_it) = PROBES[number];
    match result {
        Ok(answer) if look::check(Kind::Data, answer).is_err() => {
            (false, "the server answers with a page".to_owned())
        }
        Ok(answer) => {
            let start = &answer.bytes[..answer.bytes.len().min(LONGEST)];
            let is_served = is_it(&String::from_utf8_lossy(start));
            let note = if is_served { what } else { "the server answers with something else" };
            (is_served, note.to_owned())
        }
        Err(failure) => (false, failure.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_from_other_answers() {
        assert!(is_env("# x\nA=1\nexport B_2='x'\n"));
        for text in ["<p>a=b</p>", "not found", "{\"a\":\"=\"}"] {
            assert!(!is_env(text), "{text}");
        }
    }
}
