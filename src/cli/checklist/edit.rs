//! What to write in the place of a key, by the kind of file that it stands in.

use std::path::Path;

use crate::{Finding, rules::words};

/// The variable to move a key to: what the finding says, or else what the value is called.
pub(super) fn variable(finding: &Finding) -> String {
    if let Some(env) = &finding.env {
        return env.clone();
    }
    let named = finding.context.as_ref().and_then(|context| context.name.as_deref());
    let name = named.map(capitals).filter(|name| name.len() > 2 && name.len() < 60);
    name.unwrap_or_else(|| capitals(&finding.rule))
}

/// `dbPassword` as `DB_PASSWORD`.
fn capitals(name: &str) -> String {
    let mut split = String::new();
    words::split(name.as_bytes(), &mut split);
    split.split_whitespace().collect::<Vec<_>>().join("_").to_ascii_uppercase()
}

/// What stands in the place of the value then.
pub(super) fn instead(path: &str, name: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let ending = Path::new(&file).extension().and_then(|ending| ending.to_str()).unwrap_or("");
    let write = |code: String| format!("write `{code}` in its place");
    match ending {
        _ if file.starts_with("dockerfile") || ending == "dockerfile" => format!(
            "take it out, and give {name} to the container when it runs (`--env-file`), or to the build with `--mount=type=secret`"
        ),
        "js" | "mjs" | "cjs" | "ts" | "mts" | "cts" | "jsx" | "tsx" | "vue" | "svelte"
        | "astro" => {
            format!("write `process.env.{name}` in its place, in code that runs on a server")
        }
        "py" | "ipynb" => write(format!("os.environ[\"{name}\"]")),
        "rb" => write(format!("ENV.fetch(\"{name}\")")),
        "php" => write(format!("getenv('{name}')")),
        "go" => write(format!("os.Getenv(\"{name}\")")),
        "rs" => write(format!("std::env::var(\"{name}\")")),
        "java" | "kt" | "scala" => write(format!("System.getenv(\"{name}\")")),
        "cs" => write(format!("Environment.GetEnvironmentVariable(\"{name}\")")),
        "tf" => write(format!("var.{}", name.to_ascii_lowercase())),
        "yml" | "yaml" if path.contains(".github/") => {
            format!(
                "write `${{{{ secrets.{name} }}}}` in its place, and keep the value in the repository's secrets"
            )
        }
        "yml" | "yaml" if file.contains("gitlab-ci") => {
            format!(
                "write `${name}` in its place, and keep the value in the project's CI variables"
            )
        }
        "sh" | "bash" | "zsh" | "yml" | "yaml" => write(format!("${{{name}}}")),
        "html" | "htm" | "css" | "svg" => "take it out: what a page holds, everyone has".to_owned(),
        _ if file == "makefile" => write(format!("$({name})")),
        _ => format!("take it out, and read {name} where the file is loaded"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_variables() {
        assert_eq!(capitals("dbPassword"), "DB_PASSWORD");
        assert_eq!(capitals("acme/api-key"), "ACME_API_KEY");
    }

    #[test]
    fn each_kind_of_file_reads_variables_in_its_way() {
        for (path, part) in [
            ("src/a.ts", "process.env.KEY"),
            ("a.py", "os.environ[\"KEY\"]"),
            (".github/workflows/ci.yml", "${{ secrets.KEY }}"),
            ("docker-compose.yml", "`${KEY}`"),
            ("Dockerfile", "--env-file"),
            ("Dockerfile.prod", "--env-file"),
            ("deploy.sh", "`${KEY}`"),
            ("settings.json", "read KEY"),
            ("index.html", "take it out"),
        ] {
            assert!(instead(path, "KEY").contains(part), "{path}: {}", instead(path, "KEY"));
        }
    }
}
