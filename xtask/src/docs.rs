//! The documentation as a site, by mdBook.
//!
//! The pages of `docs` are its source; its table of contents, `docs/SUMMARY.md`, is made here, so
//! that every rule's page is in it.

use std::{fs, path::Path, process::Command};

use anyhow::{Result, bail};

use crate::{run, target};

const SUMMARY: &str = "docs/SUMMARY.md";

/// mdBook, of a version whose pages are known to come out well.
const VERSION: &str = "0.5.4";

/// Parts of the book, each with its pages.
const PARTS: [(&str, &[(&str, &str)]); 4] = [
    (
        "Using it",
        &[
            ("Get started", "get-started.md"),
            ("What it finds, and what it cannot", "what-it-finds.md"),
            ("Living with findings", "living-with-findings.md"),
            ("The checklist", "checklist.md"),
            ("An example: CallPayMin", "callpaymin.md"),
            ("A deployed site", "deployed-site.md"),
        ],
    ),
    (
        "Trusting it",
        &[
            ("Other tools", "comparison.md"),
            ("Threat model", "threat-model.md"),
            ("Limits", "limits.md"),
            ("What it is made of", "dependencies.md"),
        ],
    ),
    (
        "How it works",
        &[
            ("Architecture", "ARCHITECTURE.md"),
            ("Derivations", "derivation.md"),
            ("Generic secrets", "generic-secrets.md"),
            ("Add a rule", "adding-a-rule.md"),
        ],
    ),
    ("Every rule", &[("Rules", "rules/README.md")]),
];

/// Writes the table of contents, and builds the site; a warning of mdBook's is a failure.
pub(crate) fn build() -> Result<()> {
    fs::write(SUMMARY, summary()?)?;
    let mdbook = mdbook()?;
    let site = target::path("docs");
    eprintln!("\n$ {mdbook} build --dest-dir {site}");
    let output = Command::new(&mdbook).args(["build", "--dest-dir", &site]).output()?;
    let told = [&output.stderr, &output.stdout]
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .concat();
    eprint!("{told}");
    let is_warned = told.lines().any(|line| line.contains("WARN") || line.contains("ERROR"));
    if !output.status.success() || is_warned {
        bail!("mdBook is not content with the pages");
    }
    println!("the site is in {site}");
    Ok(())
}

/// Fails when the table of contents is not what [`build`] would write.
pub(crate) fn check() -> Result<()> {
    if fs::read_to_string(SUMMARY).unwrap_or_default() != summary()? {
        bail!("{SUMMARY} lacks a page: run `cargo xtask docs`");
    }
    Ok(())
}

/// The program, installed in the target folder when there is none: with what building needs and no
/// more.
fn mdbook() -> Result<String> {
    let tools = target::path("tools");
    let own = format!("{tools}/bin/mdbook");
    for program in ["mdbook", &own] {
        let version = Command::new(program).arg("--version").output();
        let is_there = version.is_ok_and(|output| {
            String::from_utf8_lossy(&output.stdout).contains(&format!("v{VERSION}"))
        });
        if is_there {
            return Ok(program.to_owned());
        }
    }
    let exact = format!("={VERSION}");
    let mut arguments = vec!["install", "mdbook", "--version", &exact, "--locked"];
    arguments.extend(["--no-default-features", "--features", "search", "--root", &tools]);
    run("cargo", &arguments)?;
    Ok(own)
}

fn summary() -> Result<String> {
    let mut text =
        "<!-- Made by `cargo xtask docs`. -->\n\n# Summary\n\n[leaklint](README.md)\n".to_owned();
    for (part, pages) in PARTS {
        text += &format!("\n# {part}\n\n");
        for (title, path) in pages {
            text += &format!("- [{title}]({path})\n");
        }
    }
    for (title, path) in rules()? {
        text += &format!("  - [{title}]({path})\n");
    }
    Ok(text)
}

/// The pages of the rules, by their titles.
fn rules() -> Result<Vec<(String, String)>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(Path::new("docs/rules"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == "README.md" || path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = fs::read_to_string(Path::new("docs/rules").join(&name))?;
        let title = text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(&name);
        pages.push((title.to_owned(), format!("rules/{name}")));
    }
    pages.sort_by_key(|(title, path)| (title.to_lowercase(), path.clone()));
    Ok(pages)
}
