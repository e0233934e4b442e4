//! The catalogue's files as data.

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use serde::Deserialize;

use crate::grammar::{Claim, Grammar, parse};

/// One file: a provider and its kinds of key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Provider {
    /// The file's name.
    #[serde(skip)]
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) site: Option<String>,
    pub(crate) rotate: Option<String>,
    pub(crate) usage: Option<String>,
    /// Hosts of APIs that take secret keys only.
    #[serde(default)]
    pub(crate) server_hosts: Vec<String>,
    #[serde(rename = "key")]
    pub(crate) keys: Vec<Key>,
}

/// One `[[key]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) token: String,
    #[serde(skip)]
    pub(crate) grammar: Option<Grammar>,
    pub(crate) exposure: Exposure,
    #[serde(default)]
    pub(crate) environment: BTreeMap<String, Environment>,
    pub(crate) env: Option<String>,
    pub(crate) can: String,
    pub(crate) instead: Option<String>,
    pub(crate) docs: Option<String>,
    pub(crate) context: Option<Context>,
    #[serde(default)]
    pub(crate) needs_context: bool,
    #[serde(default)]
    pub(crate) whole: bool,
    #[serde(default)]
    pub(crate) claims: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) yields: Vec<String>,
    #[serde(default)]
    pub(crate) beside: Vec<String>,
    /// In parts, so that no file holds a token.
    #[serde(default)]
    pub(crate) documented: Vec<Vec<String>>,
}

/// The names that a value goes by.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Context {
    pub(crate) names: Vec<String>,
    pub(crate) headers: Vec<String>,
    pub(crate) calls: Vec<(String, u8)>,
    pub(crate) hosts: Vec<String>,
    pub(crate) query: Vec<String>,
    pub(crate) near_names: Vec<String>,
    pub(crate) near: Vec<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Exposure {
    Secret,
    Restricted,
    Publishable,
    Unknown,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Environment {
    Live,
    Test,
}

impl Key {
    /// Its grammar, which [`read`] has parsed.
    pub(crate) fn grammar(&self) -> &Grammar {
        self.grammar.as_ref().expect("the catalogue's reader parses every grammar")
    }
}

/// Reads every file of `folder`.
///
/// # Errors
///
/// The first mistake, with the file and, where the TOML is at fault, the line.
pub(crate) fn read(folder: &Path) -> Result<Vec<Provider>, Box<dyn Error>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let id = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a name is no text")?;
            provider(id, &fs::read_to_string(path)?)
                .map_err(|reason| format!("{}: {reason}", path.display()).into())
        })
        .collect()
}

/// Reads one file's text.
///
/// # Errors
///
/// What is wrong with it.
pub(crate) fn provider(id: &str, text: &str) -> Result<Provider, String> {
    let mut provider: Provider = toml::from_str(text).map_err(|error| error.to_string())?;
    id.clone_into(&mut provider.id);
    for key in &mut provider.keys {
        let claims: Vec<Claim> = key
            .claims
            .iter()
            .map(|(name, value)| Claim { name: name.clone().leak(), value: value.clone().leak() })
            .collect();
        let grammar = parse::parse(&key.token, claims.leak());
        key.grammar = Some(grammar.map_err(|reason| format!("key `{}`: {reason}", key.id))?);
    }
    Ok(provider)
}
