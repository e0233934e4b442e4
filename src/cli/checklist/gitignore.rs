//! Whether git passes over a file, by the rules that everyone who clones the project has.
//!
//! A person's own exclusions, which no colleague has, do not count.

use std::path::Path;

use ignore::{Match, gitignore::Gitignore};

/// Whether the `.gitignore` files from the repository's root down to that of `path`, a file below
/// `root`, exclude it.
pub(in crate::cli) fn excludes(root: &Path, path: &str) -> bool {
    let Ok(file) = std::path::absolute(root.join(path)) else { return false };
    let top = file.ancestors().skip(1).find(|above| above.join(".git").exists());
    let here = std::path::absolute(root).ok();
    let top = top.or(here.as_deref()).unwrap_or(&file);
    // What is nearest decides.
    for above in file.ancestors().skip(1) {
        let (rules, _) = Gitignore::new(above.join(".gitignore"));
        match rules.matched_path_or_any_parents(&file, false) {
            Match::Ignore(_) => return true,
            Match::Whitelist(_) => return false,
            Match::None if above == top => return false,
            Match::None => {}
        }
    }
    false
}
