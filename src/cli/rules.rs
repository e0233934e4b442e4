//! `leaklint rules`: what is known, and what one rule says.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use serde_json::{Value, json};

use super::{
    args::{Rules, RulesFormat},
    error::Problem,
};
use crate::{
    finding::Exposure,
    rules::{Key, key},
};

/// Lists the rules, or explains the one that was named.
pub(super) fn run(arguments: &Rules) -> Result<ExitCode, Problem> {
    let mut out = io::BufWriter::new(io::stdout());
    let keys: Vec<&'static Key> = match &arguments.id {
        Some(id) => vec![key::find(id).ok_or_else(|| unknown(id))?],
        None => key::all().collect(),
    };
    let written = match (arguments.format, arguments.id.is_some()) {
        (RulesFormat::Human, true) => explain(keys[0], &mut out),
        (RulesFormat::Human, false) => list(&keys, &mut out),
        (RulesFormat::Json, true) => writeln!(out, "{:#}", describe(keys[0])),
        (RulesFormat::Json, false) => {
            let all: Vec<Value> = keys.iter().map(|key| describe(key)).collect();
            writeln!(out, "{:#}", Value::from(all))
        }
    };
    written.and_then(|()| out.flush()).map_err(Problem::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn list(keys: &[&Key], out: &mut dyn Write) -> io::Result<()> {
    let width = keys.iter().map(|key| key.id.len()).max().unwrap_or(0);
    for key in keys {
        writeln!(out, "{:width$}  {:11}  {}", key.id, exposure(key.exposure), key.title)?;
    }
    writeln!(out, "\n{} rules; `leaklint rules ID` explains one", keys.len())
}

fn explain(key: &Key, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({})\n", key.title, key.id)?;
    let context = key.context.map(|context| {
        let names = [context.names, context.headers, context.hosts].concat();
        let calls = context.calls.iter().map(|(callee, _)| *callee);
        names.into_iter().chain(calls).collect::<Vec<_>>().join(", ")
    });
    let facts = [
        ("provider", Some(key.provider.name.to_owned())),
        ("exposure", Some(format!("{}: {}", exposure(key.exposure), meaning(key.exposure)))),
        ("who has it can", Some(key.can.to_owned())),
        ("looks like", Some(key.form.to_owned()).filter(|form| !form.is_empty())),
        ("goes by", context),
        ("variable", key.env.map(str::to_owned)),
        ("instead", Some(key.instead.to_owned())),
        ("rotate", key.provider.rotate.map(str::to_owned)),
        ("usage", key.provider.usage.map(str::to_owned)),
        ("docs", key.docs.map(str::to_owned)),
    ];
    for (name, fact) in facts {
        if let Some(fact) = fact {
            writeln!(out, "{name:>14}  {fact}")?;
        }
    }
    Ok(())
}

fn describe(key: &Key) -> Value {
    json!({
        "id": key.id,
        "title": key.title,
        "provider": key.provider.name,
        "exposure": key.exposure,
        "token": key.form,
        "env": key.env,
        "can": key.can,
        "instead": key.instead,
        "revoke": key.provider.rotate,
        "usage": key.provider.usage,
        "docs": key.docs,
    })
}

const fn exposure(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::Secret => "secret",
        Exposure::Restricted => "restricted",
        Exposure::Publishable => "publishable",
        Exposure::Unknown => "unknown",
    }
}

const fn meaning(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::Secret => "never in client-side code",
        Exposure::Restricted => "only with a restriction that leaklint cannot see",
        Exposure::Publishable => "meant to be public",
        Exposure::Unknown => "the value does not say whether it may be public",
    }
}

/// Rules whose ids share a part with `id`.
fn unknown(id: &str) -> Problem {
    let (provider, kind) = id.split_once('/').unwrap_or((id, id));
    let of_provider = key::all().filter(|key| key.provider.id == provider);
    let mut near: Vec<&'static str> = of_provider.map(|key| key.id).collect();
    if near.is_empty() {
        near = key::all().map(|key| key.id).filter(|known| known.contains(provider)).collect();
    }
    near.sort_by_key(|known| !known.contains(kind));
    near.truncate(5);
    Problem::UnknownRule { id: id.to_owned(), near }
}
