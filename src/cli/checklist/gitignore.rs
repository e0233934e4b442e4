//! Whether git passes over a file, by the rules that everyone who clones the project has.
//!
//! A person's own exclusions, which no colleague has, do not count.

use std::path::Path;

use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};

use crate::cli::{
    error::sentence,
    files::{LONGEST, Unread, read_bounded},
};

/// Whether the `.gitignore` files from the repository's root down to that of `path`, a file below
/// `root`, exclude it.
pub(in crate::cli) fn excludes(root: &Path, path: &str) -> bool {
    let Ok(file) = std::path::absolute(root.join(path)) else { return false };
    let top = file.ancestors().skip(1).find(|above| above.join(".git").exists());
    let here = std::path::absolute(root).ok();
    let top = top.or(here.as_deref()).unwrap_or(&file);
    // What is nearest decides.
    for above in file.ancestors().skip(1) {
        match rules(above).0.matched_path_or_any_parents(&file, false) {
            Match::Ignore(_) => return true,
            Match::Whitelist(_) => return false,
            Match::None if above == top => return false,
            Match::None => {}
        }
    }
    false
}

/// The rules of the `.gitignore` in a folder, and why there are none although it is there.
pub(super) fn rules(folder: &Path) -> (Gitignore, Option<String>) {
    let mut rules = GitignoreBuilder::new(folder);
    let reason = match read_bounded(&folder.join(".gitignore"), LONGEST) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            for line in text.trim_start_matches('\u{FEFF}').lines() {
                // Of what is wrong in a line, git says nothing either.
                let _ = rules.add_line(None, line);
            }
            None
        }
        Err(Unread::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(unread) => Some(sentence(&unread.into())),
    };
    (rules.build().unwrap_or_else(|_| Gitignore::empty()), reason)
}
