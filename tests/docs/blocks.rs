//! The pages, and the blocks of code in them.

use std::{fs, path::Path};

/// A page: its path in the repository, and its text.
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A block of code, with where it stands.
pub(crate) struct Block {
    /// `docs/checklist.md:25`.
    pub(crate) place: String,
    pub(crate) language: String,
    pub(crate) text: String,
    /// The comment on the line before it.
    pub(crate) note: Option<String>,
}

/// Every page that people read, those of the rules left out.
pub(crate) fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<String> = fs::read_dir(root.join("docs"))
        .unwrap()
        .map(|entry| format!("docs/{}", entry.unwrap().file_name().to_string_lossy()))
        .filter(|path| is_page(path))
        .collect();
    let more = ["README.md", "CONTRIBUTING.md", "pkg/README.md", "www/README.md"];
    paths.extend(more.map(str::to_owned));
    paths.sort();
    let page = |path: String| Page { text: fs::read_to_string(root.join(&path)).unwrap(), path };
    paths.into_iter().map(page).collect()
}

/// Every block in a language.
pub(crate) fn blocks(language: &str) -> Vec<Block> {
    let pages = pages();
    let all = pages.iter().flat_map(of_page);
    all.filter(|block| block.language == language).collect()
}

/// Whether a file is a page.
pub(crate) fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "md")
}

fn of_page(page: &Page) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let mut before = "";
    for (number, line) in (1..).zip(page.text.lines()) {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => {
                let note = before.strip_prefix("<!-- ").and_then(|note| note.strip_suffix(" -->"));
                open = Some(Block {
                    place: format!("{}:{number}", page.path),
                    language: language.to_owned(),
                    text: String::new(),
                    note: note.map(str::to_owned),
                });
            }
            (Some(_), Some("")) => blocks.extend(open.take()),
            (Some(block), _) => {
                block.text += line;
                block.text.push('\n');
            }
            (None, None) => {}
        }
        before = line;
    }
    assert!(open.is_none(), "{}: a block is not closed", page.path);
    blocks
}
