//! The browser that drives the page: found, or installed where that can be done.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use crate::needs;

/// Names the browser; the page's tests read it, too.
pub(crate) const VARIABLE: &str = "CHROMIUM";
/// What Debian calls it, its package and its program.
const NAME: &str = "chromium";
/// Without fonts no text has a size.
const FONTS: &str = "fonts-liberation";

/// A Chromium that starts: the one that `CHROMIUM` names, one in the search path, or Debian's, put
/// there now.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE).map(PathBuf::from) {
        if starts(&named) {
            return Ok(named);
        }
        bail!("{VARIABLE} names {}, which does not start", named.display());
    }
    if let Some(found) = in_path() {
        return Ok(found);
    }
    needs::apt_install(&[NAME, FONTS]);
    match in_path() {
        Some(installed) => Ok(installed),
        None => bail!(
            "the page is tested in Chromium, which is not here and could not be installed: \
             run `apt-get install {NAME}` as root, or name another in {VARIABLE}"
        ),
    }
}

fn in_path() -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let places = env::split_paths(&folders).chain([PathBuf::from("/usr/bin")]);
    places.map(|folder| folder.join(NAME)).find(|program| starts(program))
}

/// Whether it is there, with all that it needs: a package may hold no more than a hint.
fn starts(program: &Path) -> bool {
    let program = program.to_str();
    program.is_some_and(|program| needs::starts(program, &["--no-sandbox", "--version"]))
}
