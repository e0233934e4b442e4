//! Every read and every write of the command's own: what is read is a regular file and bounded,
//! what is written is whole or not there, and never written through a link.
//!
//! No other module of the command opens a file; a test sees to it.

mod lock;
mod read;
mod write;

pub(crate) use lock::locked;
pub(crate) use read::{LONGEST, Unread, read_all, read_bounded};
pub(crate) use write::{append, check_output, create, replace, write_output};

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn no_other_module_of_the_command_opens_a_file() {
        const OPENS: [&str; 8] = [
            "fs::read(",
            "fs::read_to_string(",
            "fs::write(",
            "fs::copy(",
            "File::open(",
            "File::create(",
            "OpenOptions",
            "Gitignore::new(",
        ];
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = ["cli", "fetch"].into_iter().flat_map(|folder| sources(&root.join(folder)));
        let mut count = 0;
        for path in files.collect::<Vec<_>>() {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let is_opening = OPENS.iter().any(|opens| code.contains(opens));
            let is_ours = path.starts_with(root.join("cli/files"));
            assert!(is_ours || !is_opening, "{}: use cli::files", path.display());
            count += usize::from(is_ours && is_opening);
        }
        assert!(count > 0, "the modules that do are among them");
    }
}
