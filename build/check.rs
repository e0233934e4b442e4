//! What every entry of the catalogue must be.

use std::collections::BTreeSet;

use crate::{
    catalogue::{Key, Provider},
    general,
    grammar::sample::{near_misses, sample},
};

/// How many samples of each key are tried.
const SEEDS: u64 = 8;

/// Checks the catalogue as a whole.
///
/// # Errors
///
/// The first mistake, with provider and key.
pub(crate) fn all(providers: &[Provider]) -> Result<(), String> {
    let mut ids = BTreeSet::new();
    for provider in providers {
        for key in &provider.keys {
            let id = format!("{}/{}", provider.id, key.id);
            one(key).and_then(|()| general::check(provider, key)).map_err(|reason| {
                format!("src/rules/catalogue/{}.toml: key `{}`: {reason}", provider.id, key.id)
            })?;
            if !ids.insert(id.clone()) {
                return Err(format!("{id} is there twice"));
            }
        }
    }
    let known = |id: &String| ids.contains(id);
    for (provider, key) in each(providers) {
        if let Some(unknown) = key.yields.iter().find(|id| !known(id)) {
            return Err(format!("{}/{} yields to {unknown}, which is no key", provider.id, key.id));
        }
        if let Some(unknown) = key.beside.iter().find(|id| !known(id)) {
            return Err(format!(
                "{}/{} stands beside {unknown}, which is no key",
                provider.id, key.id
            ));
        }
    }
    claims(providers)
}

fn one(key: &Key) -> Result<(), String> {
    let grammar = key.grammar();
    if grammar.anchors.is_empty() && key.context.is_none() && !key.whole {
        return Err("it has neither a fixed part of three characters nor a context".to_owned());
    }
    if key.needs_context && key.context.is_none() {
        return Err("it needs a context and has none".to_owned());
    }
    for text in [&key.title, &key.can] {
        if text.trim().is_empty() {
            return Err("its title and what one can do with it are missing".to_owned());
        }
    }
    if let Some(context) = &key.context
        && context.hosts.is_empty() != context.query.is_empty()
    {
        return Err("hosts and query parameters go together".to_owned());
    }
    if let Some(context) = &key.context
        && context.near_names.is_empty() != context.near.is_empty()
    {
        return Err("names and the texts near them go together".to_owned());
    }
    for seed in 0..SEEDS {
        let token = sample(grammar, seed);
        if !is_found(key, &token) {
            return Err("its own sample does not match its grammar".to_owned());
        }
        if let Some(miss) = near_misses(grammar, seed)
            .iter()
            .find(|miss| miss.why != "a placeholder" && is_found(key, &miss.text))
        {
            return Err(format!("its near miss ({}) matches its grammar", miss.why));
        }
    }
    Ok(())
}

fn is_found(key: &Key, text: &str) -> bool {
    let grammar = key.grammar();
    let is_right = |check: Option<bool>| check != Some(false);
    grammar.whole(text.as_bytes()).is_some_and(|token| is_right(token.check))
}

/// No sample may be claimed by two providers, unless one yields to the other.
fn claims(providers: &[Provider]) -> Result<(), String> {
    for (provider, key) in each(providers).filter(|(_, key)| !key.needs_context) {
        if key.grammar().anchors.is_empty() {
            continue;
        }
        let token = sample(key.grammar(), 1);
        for (other_provider, other) in each(providers).filter(|(_, other)| !other.needs_context) {
            let ids = [(provider, key), (other_provider, other)]
                .map(|(provider, key)| format!("{}/{}", provider.id, key.id));
            let is_claimed = provider.id != other_provider.id
                && !other.grammar().anchors.is_empty()
                && is_found(other, &token);
            if is_claimed && !key.yields.contains(&ids[1]) && !other.yields.contains(&ids[0]) {
                return Err(format!(
                    "{} and {} both claim the same token: let one yield",
                    ids[0], ids[1]
                ));
            }
        }
    }
    Ok(())
}

fn each(providers: &[Provider]) -> impl Iterator<Item = (&Provider, &Key)> {
    providers.iter().flat_map(|provider| provider.keys.iter().map(move |key| (provider, key)))
}
