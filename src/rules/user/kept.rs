//! The rules of this process: each distinct one is built once and kept to its end, because
//! matches refer to their rule as to one of the catalogue's. A process that reads its
//! configuration again and again (a bundler that watches) keeps no more than it has ever read.

use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock, PoisonError},
};

use regex_lite::Regex;

use super::{RuleText, check, pattern};
use crate::{
    finding::Exposure,
    rules::{
        grammar::{Grammar, parse},
        key::{Context, Key, Provider},
    },
};

/// What matching needs of a rule.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) key: &'static Key,
    pub(super) regex: Option<Regex>,
}

/// Builds what `rule` says, or gives what was built of the same text before.
///
/// # Errors
///
/// What is wrong with its form.
pub(super) fn keep(rule: &RuleText) -> Result<Kept, String> {
    static ALL: OnceLock<Mutex<HashMap<String, Kept>>> = OnceLock::new();
    let text = serde_json::to_string(rule).map_err(|error| error.to_string())?;
    let mut all = ALL.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = all.get(&text) {
        return Ok(kept.clone());
    }
    let kept = build(rule)?;
    all.insert(text, kept.clone());
    Ok(kept)
}

fn build(rule: &RuleText) -> Result<Kept, String> {
    let (grammar, form, regex) = match (&rule.token, &rule.regex) {
        (Some(token), None) => {
            // A project's own form is what it says, whether or not its values look drawn.
            let grammar = Grammar { is_drawn: false, ..parse::parse(token, &[])? };
            check::form(&grammar, rule.context.is_some())?;
            (grammar, token, None)
        }
        (None, Some(regex)) => (Grammar::NOTHING, regex, Some(pattern::compile(regex)?)),
        (Some(_), Some(_)) => {
            return Err("it has a `token` and a `regex`: one is enough".to_owned());
        }
        (None, None) => return Err("it has neither a `token` nor a `regex`".to_owned()),
    };
    let key = Box::leak(Box::new(key(rule, grammar, form)));
    Ok(Kept { key, regex })
}

fn key(rule: &RuleText, token: Grammar, form: &str) -> Key {
    let (provider, id) = match rule.id.split_once('/') {
        Some((provider, _)) => (provider, rule.id.clone()),
        None => ("custom", format!("custom/{}", rule.id)),
    };
    let provider = Provider {
        id: leaked(provider),
        name: leaked(provider),
        site: None,
        rotate: rule.rotate.as_deref().map(leaked),
        usage: None,
    };
    let environments = rule.environment.iter().map(|(text, what)| (leaked(text), *what));
    Key {
        id: leaked(&id),
        provider: Box::leak(Box::new(provider)),
        title: leaked(rule.title.as_deref().unwrap_or(&rule.id)),
        token,
        form: leaked(form),
        exposure: rule.exposure.unwrap_or(Exposure::Secret),
        environments: environments.collect::<Vec<_>>().leak(),
        env: rule.env.as_deref().map(leaked),
        can: leaked(rule.can.as_deref().unwrap_or("use it wherever it is accepted")),
        instead: leaked(rule.instead.as_deref().unwrap_or(
            "Keep it on the server and let the browser ask the server for what it is needed for.",
        )),
        docs: rule.docs.as_deref().map(leaked),
        message: rule.message.as_deref().map(leaked),
        context: rule.context.as_ref().map(context),
        needs_context: rule.needs_context,
        whole: false,
        yields: &[],
        beside: &[],
        documented: &[],
    }
}

fn context(names: &super::RuleNames) -> Context {
    let all = |texts: &[String]| -> &'static [&'static str] {
        texts.iter().map(|text| leaked(text)).collect::<Vec<_>>().leak()
    };
    let calls = names.calls.iter().map(|(callee, place)| (leaked(callee), *place));
    Context {
        names: all(&names.names),
        headers: all(&names.headers),
        calls: calls.collect::<Vec<_>>().leak(),
        hosts: all(&names.hosts),
        query: all(&names.query),
        near_names: &[],
        near: &[],
    }
}

fn leaked(text: &str) -> &'static str {
    text.to_owned().leak()
}
