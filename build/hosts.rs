//! The list of variables that CI systems and hosts set, as Rust.

use std::{collections::BTreeSet, error::Error, fs, path::Path};

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    host: Vec<Host>,
}

/// One CI system or host.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Host {
    name: String,
    docs: String,
    variables: Vec<String>,
}

/// `HOST_VARIABLES`, in ascending order.
///
/// # Errors
///
/// What is wrong with the file.
pub(crate) fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    let file: File = toml::from_str(&fs::read_to_string(path)?)?;
    if let Some(host) = file.host.iter().find(|host| !host.docs.starts_with("https://")) {
        return Err(format!("{}: {} has no documentation", path.display(), host.name).into());
    }
    let names: BTreeSet<&String> = file.host.iter().flat_map(|host| &host.variables).collect();
    Ok(format!("static HOST_VARIABLES: [&str; {}] = {names:?};\n", names.len())
        .replace(" = {", " = [")
        .replace("};", "];"))
}
