//! `leaklint init`: a file of settings to begin with.

use std::{fs::OpenOptions, io::Write};

use super::{NOTHING, args::Init, config, error::Problem};

/// Every setting with its default, out of force.
const TEMPLATE: &str = r#"# Settings of leaklint. What is typed goes before what is written here.
# The file is looked for beside the folder that is linted, and above it.

# How to write the report: human, json, ndjson, sarif, github, html.
# format = "human"

# The least severity that makes the exit status 1: error, warning, note, never.
# fail-on = "error"

# The least severity that is reported: error, warning, note.
# min-severity = "warning"

# How much doubt a report may hold: regular, pedantic, auditor.
# persona = "regular"

# Longer files are skipped.
# max-file-size = "1G"

# Threads; one for each core when nothing is said.
# threads = 2

# What may stay, and why. At least one of rule, fingerprint, path and env says what; `reason` must
# be there; after `until` it is reported again.
# [[allow]]
# rule = "google/api-key"
# path = "assets/*.js"
# reason = "restricted to our domain and to the Maps API"
# until = 2027-01-31
"#;

/// Writes `leaklint.toml`; what is there already is left alone.
pub(super) fn run(arguments: &Init) -> Result<u8, Problem> {
    let here = arguments.folder.as_os_str() == ".";
    let path = if here { config::NAME.into() } else { arguments.folder.join(config::NAME) };
    let failed = |reason| Problem::Output { path: Some(path.clone()), reason };
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    file.write_all(TEMPLATE.as_bytes()).map_err(failed)?;
    let _ = writeln!(anstream::stderr(), "{} is written", path.display());
    Ok(NOTHING)
}
