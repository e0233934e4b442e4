//! Whether git passes over a file, by the rules that everyone who clones the project has.
//!
//! A person's own exclusions, which no colleague has, do not count.

use std::path::Path;

use ignore::{Match, gitignore::Gitignore};

/// Whether the `.gitignore` files from the repository's root down to `folder` exclude `name`.
pub(super) fn excludes(folder: &Path, name: &str) -> bool {
    let Ok(folder) = std::path::absolute(folder) else { return false };
    let top = folder.ancestors().find(|above| above.join(".git").exists()).unwrap_or(&folder);
    // What is nearest decides.
    for above in folder.ancestors() {
        let (rules, _) = Gitignore::new(above.join(".gitignore"));
        match rules.matched_path_or_any_parents(folder.join(name), false) {
            Match::Ignore(_) => return true,
            Match::Whitelist(_) => return false,
            Match::None if above == top => return false,
            Match::None => {}
        }
    }
    false
}
