//! Links between pages lead to files, and to headings that are there.

use std::{collections::BTreeSet, fs, path::Path};

use crate::blocks::{is_page, pages};

/// The targets of a page's links, those in code left out.
fn targets(text: &str) -> Vec<String> {
    let mut targets = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        }
        if is_code {
            continue;
        }
        // What stands between backquotes is no link.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        for rest in prose.split("](").skip(1) {
            let target = rest.split(')').next().unwrap_or_default();
            targets.push(target.to_owned());
        }
    }
    targets
}

/// The anchors of a page's headings, as GitHub and mdBook make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| -> String {
        let title = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for page in pages() {
        let folder = root.join(&page.path).parent().unwrap().to_owned();
        for target in targets(&page.text) {
            let is_elsewhere =
                ["https://", "http://", "mailto:"].iter().any(|it| target.starts_with(it));
            if is_elsewhere {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let file = if path.is_empty() { root.join(&page.path) } else { folder.join(path) };
            assert!(file.exists(), "{}: {target} leads nowhere", page.path);
            if !anchor.is_empty() {
                let text = fs::read_to_string(&file).unwrap();
                assert!(anchors(&text).contains(anchor), "{}: no heading {target}", page.path);
            }
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

/// Inside of the book every page is in its summary, and links that leave it go to the repository.
#[test]
fn the_book_has_every_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let summary = fs::read_to_string(root.join("docs/SUMMARY.md")).unwrap();
    let listed: BTreeSet<String> = targets(&summary).into_iter().collect();
    for folder in ["docs", "docs/rules"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            let path = format!("{folder}/{name}");
            let path = path.strip_prefix("docs/").unwrap();
            if is_page(&name) && name != "SUMMARY.md" {
                assert!(listed.contains(path), "{path} is not in docs/SUMMARY.md");
            }
        }
    }
    for page in pages().into_iter().filter(|page| page.path.starts_with("docs/")) {
        for target in targets(&page.text) {
            assert!(!target.starts_with("../"), "{}: {target} leaves the book", page.path);
        }
    }
}
