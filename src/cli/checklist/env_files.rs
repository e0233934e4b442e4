//! The `.env` files of a project, wherever in it they lie.

use std::path::Path;

use ignore::{DirEntry, WalkBuilder};

use crate::{
    Exposure, Finding, Linter, Variable,
    cli::{
        build_folder,
        error::sentence,
        files::{Unread, read_bounded},
        walk::relative,
    },
    environment,
};

/// Longer `.env` files are none.
const LONGEST: u64 = 1 << 20;

/// Files and folders that are looked at for their names.
const MOST_ENTRIES: usize = 200_000;

/// A `.env` file.
pub(in crate::cli) struct EnvFile {
    /// Relative to the project, with `/`.
    pub(in crate::cli) path: String,
    pub(in crate::cli) variables: Vec<Variable>,
    pub(in crate::cli) keys: Vec<KeyInUse>,
}

/// A variable that holds a key.
pub(in crate::cli) struct KeyInUse {
    pub(in crate::cli) variable: Variable,
    pub(in crate::cli) finding: Finding,
}

impl KeyInUse {
    /// Whether it is one that everyone may read.
    pub(in crate::cli) fn is_public(&self) -> bool {
        self.finding.exposure == Exposure::Publishable
    }
}

impl EnvFile {
    pub(in crate::cli) fn name(&self) -> &str {
        file_name(&self.path)
    }

    /// One to copy, which must hold nothing real.
    pub(in crate::cli) fn is_example(&self) -> bool {
        is_example(self.name())
    }
}

pub(in crate::cli) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

pub(in crate::cli) fn is_example(name: &str) -> bool {
    let words = ["example", "sample", "template", "dist", "defaults", "schema"];
    name.split(['.', '-', '_']).any(|part| words.contains(&part))
}

pub(in crate::cli) fn is_env(name: &str) -> bool {
    name.strip_prefix(".env").is_some_and(|rest| {
        rest.is_empty() || rest.starts_with('.') || rest.starts_with('-') || rest.starts_with('_')
    })
}

/// Every `.env` file, and why some are not among them, or not whole.
pub(super) fn gather(root: &Path, linter: &Linter) -> (Vec<EnvFile>, Vec<String>) {
    let top = root.to_owned();
    let walk = WalkBuilder::new(root)
        .standard_filters(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| may_hold(entry, &top))
        .build();
    let (mut files, mut notices) = (Vec::new(), Vec::new());
    for (count, entry) in walk.flatten().enumerate() {
        if count == MOST_ENTRIES {
            notices.push(format!(
                "`.env` files were looked for among the first {MOST_ENTRIES} files only"
            ));
            break;
        }
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        if is_folder || !is_env(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let path = relative(entry.path(), root, "");
        match read(entry.path()) {
            Ok(bytes) => files.push(file(&path, &bytes, linter, &mut notices)),
            Err(reason) => notices.push(format!("{path} cannot be read: {reason}")),
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, notices)
}

fn may_hold(entry: &DirEntry, root: &Path) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    let name = entry.file_name().to_string_lossy();
    let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
    !is_folder || !(matches!(&*name, "node_modules" | ".git") || build_folder::is_output(below))
}

/// The bytes of a `.env` file.
///
/// # Errors
///
/// Why there are none.
pub(in crate::cli) fn read(path: &Path) -> Result<Vec<u8>, String> {
    read_bounded(path, LONGEST).map_err(|unread| match unread {
        Unread::TooLong(_) => format!("it is longer than {LONGEST} bytes"),
        Unread::Io(error) => sentence(&error),
    })
}

fn file(path: &str, bytes: &[u8], linter: &Linter, notices: &mut Vec<String>) -> EnvFile {
    if let Err(error) = std::str::from_utf8(bytes) {
        let before = &bytes[..error.valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        notices.push(format!("{path}:{line}: it is not UTF-8"));
    }
    let text = String::from_utf8_lossy(bytes);
    for line in environment::lines(&text) {
        if let environment::What::Mistake(reason) = line.what {
            notices.push(format!("{path}:{}: {reason}", line.number));
        }
    }
    let variables = Variable::of_dotenv(&text, path);
    let keys = variables.iter().filter_map(|variable| key(variable, linter)).collect();
    EnvFile { path: path.to_owned(), variables, keys }
}

/// Whether the value is a key. Each is linted by itself, so that it is known whose the finding is.
pub(in crate::cli) fn key(variable: &Variable, linter: &Linter) -> Option<KeyInUse> {
    let line = format!("{}={}\n", variable.name, variable.value);
    let found = linter.lint(".env", line.as_bytes()).findings.into_iter();
    let finding = found.filter(is_key).max_by_key(|finding| finding.severity)?;
    Some(KeyInUse { variable: variable.clone(), finding })
}

/// Whether a finding is a value, and not something that is only wrong in a build.
pub(in crate::cli) fn is_key(finding: &Finding) -> bool {
    let about_files = ["exposure/", "server-only/", "allow/"];
    let about_names = ["env/whole-environment", "env/uninlined-reference"];
    !about_files.iter().any(|start| finding.rule.starts_with(start))
        && !about_names.contains(&&*finding.rule)
}
