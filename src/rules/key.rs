//! A kind of key, as the catalogue describes it.

use std::fmt;

use super::{
    comments, disclosure, environment,
    grammar::{CharSet, Check, Claim, Grammar, Piece},
    server_only,
};
use crate::finding::{Environment, Exposure};

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// Every kind of key of the catalogue, by id.
pub fn keys() -> &'static [Key] {
    &KEYS
}

/// Whether the catalogue has a provider of this name, in the spelling of its file.
pub(crate) fn is_provider(name: &str) -> bool {
    let first =
        KEYS.partition_point(|key| key.id.bytes().lt(name.bytes().chain(std::iter::once(b'/'))));
    KEYS.get(first).is_some_and(|key| key.provider.id == name)
}

/// The kind of key with this id, the generic ones included.
pub fn find(id: &str) -> Option<&'static Key> {
    all().find(|key| key.id == id)
}

/// Every rule: the catalogue's keys, the generic ones, those about files, variables, APIs for
/// servers and comments.
pub fn all() -> impl Iterator<Item = &'static Key> {
    KEYS.iter()
        .chain(super::generic::KEYS)
        .chain(disclosure::ALL)
        .chain(environment::ALL)
        .chain(server_only::ALL)
        .chain(comments::ALL)
}

/// Who gives out keys.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// As in rule ids: `stripe`.
    pub id: &'static str,
    /// As people write it: `Stripe`.
    pub name: &'static str,
    /// Its own site.
    pub site: Option<&'static str>,
    /// Where a person rotates or revokes a key, or reads how.
    pub rotate: Option<&'static str>,
    /// Where a person sees what a key did.
    pub usage: Option<&'static str>,
}

/// One kind of key.
pub struct Key {
    /// `provider/kind`.
    pub id: &'static str,
    /// Who gives it out.
    pub provider: &'static Provider,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it looks like.
    pub token: Grammar,
    /// The catalogue's text of `token`.
    pub form: &'static str,
    /// Whether it may be public.
    pub exposure: Exposure,
    /// Which part of a token says what it opens.
    pub environments: &'static [(&'static str, Environment)],
    /// The variable that people keep it in.
    pub env: Option<&'static str>,
    /// What someone who has it can do, as it goes on after "can".
    pub can: &'static str,
    /// What to do in place of putting it into client code.
    pub instead: &'static str,
    /// The provider's documentation of it.
    pub docs: Option<&'static str>,
    /// What to tell about a finding, in place of a sentence made of the above.
    pub message: Option<&'static str>,
    /// The names that it goes by.
    pub context: Option<Context>,
    /// Whether the form alone says too little.
    pub needs_context: bool,
    /// Whether a literal of this form is one whatever its name is: without a fixed beginning,
    /// and still like nothing else.
    pub whole: bool,
    /// Ids of keys that are meant when both forms fit.
    pub yields: &'static [&'static str],
    /// Ids of keys beside which a random value of this form is one.
    pub beside: &'static [&'static str],
    /// Values of the provider's documentation: they open nothing.
    pub documented: &'static [&'static str],
}

impl Key {
    /// A rule that no token's form belongs to: it goes by names, or is about a whole file.
    pub(crate) const fn named(
        id: &'static str,
        provider: &'static Provider,
        title: &'static str,
    ) -> Self {
        Self {
            id,
            provider,
            title,
            token: Grammar::NOTHING,
            form: "",
            exposure: Exposure::Unknown,
            environments: &[],
            env: None,
            can: "",
            instead: "",
            docs: None,
            message: None,
            context: None,
            needs_context: false,
            whole: false,
            yields: &[],
            beside: &[],
            documented: &[],
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

/// The names that a value goes by, when its form alone says too little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// Words in the names around it: `datadog api key`.
    pub names: &'static [&'static str],
    /// Request headers: `DD-API-KEY`.
    pub headers: &'static [&'static str],
    /// Calls that take it, with the argument's place from 0: `mixpanel.init`, 0.
    pub calls: &'static [(&'static str, u8)],
    /// Hosts whose URLs take it as a parameter.
    pub hosts: &'static [&'static str],
    /// Those parameters.
    pub query: &'static [&'static str],
    /// Words in the names around it, which count where one of `near` is near the value.
    pub near_names: &'static [&'static str],
    /// Texts that say whose value it is: `indexName`.
    pub near: &'static [&'static str],
}

impl Context {
    /// All of its terms as words.
    pub(crate) fn terms(&self) -> impl Iterator<Item = String> {
        let calls = self.calls.iter().map(|(callee, _)| callee);
        [self.names, self.near_names, self.headers, self.hosts]
            .into_iter()
            .flatten()
            .chain(calls)
            .map(|term| {
                let mut words = String::new();
                super::words::split(term.as_bytes(), &mut words);
                words.trim_start().to_owned()
            })
    }
}
