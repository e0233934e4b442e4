//! The catalogue as data, for people and for other tools.

use serde::Serialize;

use super::{Key, key};
use crate::{
    finding::{Environment, Exposure},
    order,
};

/// Every rule, by id.
pub fn listing() -> Vec<Rule> {
    let mut rules: Vec<Rule> = key::all().map(Rule::from).collect();
    order::sort_by_key(&mut rules, |rule| rule.id);
    rules
}

/// One rule, as `--format json` prints it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// `provider/kind`.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// The provider's name as people write it.
    pub provider: &'static str,
    /// Whether it may be public.
    pub exposure: Exposure,
    /// What who has it can do, as it goes on after "can".
    pub can: &'static str,
    /// What to do in place of putting it into client code.
    pub instead: &'static str,
    /// The token grammar; empty when only the name tells.
    pub form: &'static str,
    /// Which part of a token says what it opens.
    pub environments: Vec<Said>,
    /// The variable that people keep it in.
    pub env: Option<&'static str>,
    /// The provider's documentation of it.
    pub docs: Option<&'static str>,
    /// Where it is rotated or revoked.
    pub rotate: Option<&'static str>,
    /// Where a person sees what a key did.
    pub usage: Option<&'static str>,
    /// How one looks, masked.
    pub sample: Option<String>,
    /// The page that explains it.
    pub page: Option<String>,
    /// The names that it goes by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Names>,
}

/// What a part of a token says.
#[derive(Debug, Serialize)]
pub struct Said {
    /// The part of the token.
    pub text: &'static str,
    /// What it says.
    pub environment: Environment,
}

/// The names that a key goes by.
#[derive(Debug, Serialize)]
pub struct Names {
    /// Words in the names around it.
    #[serde(rename = "names")]
    pub words: &'static [&'static str],
    /// Request headers.
    pub headers: &'static [&'static str],
    /// Hosts whose URLs take it as a parameter.
    pub hosts: &'static [&'static str],
    /// Those parameters.
    pub query: &'static [&'static str],
    /// Calls that take it.
    pub calls: Vec<&'static str>,
}

impl From<&'static Key> for Rule {
    fn from(key: &'static Key) -> Self {
        let said = |&(text, environment): &(&'static str, Environment)| Said { text, environment };
        Self {
            id: key.id,
            title: key.title,
            provider: key.provider.name,
            exposure: key.exposure,
            can: key.can,
            instead: key.instead,
            form: key.form,
            environments: key.environments.iter().map(said).collect(),
            env: key.env,
            docs: key.docs,
            rotate: key.provider.rotate,
            usage: key.provider.usage,
            sample: key.masked_sample(),
            page: key.page(),
            context: key.context.map(|context| Names {
                words: context.names,
                headers: context.headers,
                hosts: context.hosts,
                query: context.query,
                calls: context.calls.iter().map(|&(callee, _)| callee).collect(),
            }),
        }
    }
}
