//! All wording of findings: what a thing is, why it must not be there, what to do.

use super::{Environment, Exposure, Finding, Remediation, day, redact::redact};
use crate::{
    environment::Variable,
    rules::{Key, is_generic, key},
};

/// Keys that are older should have been rotated.
const ROTATION_DAYS: i64 = 90;

/// More scopes are not named one by one.
const NAMED_SCOPES: usize = 5;

/// One sentence about a finding.
pub(crate) fn message(
    key: &Key,
    exposure: Exposure,
    environment: Environment,
    name: Option<&str>,
) -> String {
    if let Some(message) = key.message {
        return message.to_owned();
    }
    let title = title(key, environment);
    let can = key.can;
    match exposure {
        Exposure::Secret => match name.filter(|_| is_generic(key)) {
            Some(name) => format!(
                "{title} in client-side code, called `{name}`: everyone who opens the page can {can}."
            ),
            None => format!("{title} in client-side code: everyone who opens the page can {can}."),
        },
        Exposure::Restricted => format!(
            "{title} in client-side code: everyone who opens the page can {can}, unless the key is restricted at the provider."
        ),
        Exposure::Publishable => format!("{title}: meant to be public; with it one can {can}."),
        Exposure::Unknown => match name {
            Some(name) => format!(
                "A random value is called `{name}`: if it is a secret, everyone who opens the page has it."
            ),
            None => format!("{title} in client-side code: everyone who opens the page can {can}."),
        },
    }
}

/// One sentence about the value of a variable that was looked for.
pub(crate) fn of_variable(variable: &Variable) -> String {
    let Variable { name, from, .. } = variable;
    let from = if from.is_empty() { String::new() } else { format!(" of `{from}`") };
    format!(
        "The value of `{name}`{from} is in the build: everyone who opens the page has it, and can use it wherever it is accepted."
    )
}

/// One sentence about a secret that its variable's prefix publishes.
pub(crate) fn public_secret(name: &str) -> String {
    format!(
        "`{name}` is called a secret, and its prefix puts it into client code: everyone who opens the page has its value."
    )
}

/// So many names are told one by one.
const NAMED_VARIABLES: usize = 8;

/// The names of variables, and how many more there are.
pub(crate) fn variables(names: &[&str]) -> String {
    let first = names.iter().take(NAMED_VARIABLES).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED_VARIABLES) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// One sentence about an object with the variables of a server.
pub(crate) fn whole_environment(names: &[&str]) -> String {
    format!(
        "The environment of a server or a build machine is in client code, {} variables of it: {}.",
        names.len(),
        variables(names)
    )
}

/// One sentence about a secret variable that client code reads.
pub(crate) fn uninlined(name: &str) -> String {
    format!(
        "Client code reads `{name}`, which is empty there: whoever mends that by inlining it publishes the secret."
    )
}

/// One sentence about an SDK's consent to work in a browser.
pub(crate) fn browser_switch(switch: &str) -> String {
    format!(
        "`{switch}` lets an SDK for servers work in the browser: everyone who opens the page can read the key that it is given."
    )
}

/// One sentence about a request that needs a secret key.
pub(crate) fn server_request(provider: &str, host: &str) -> String {
    format!(
        "Client code sends a key to {host}, an API of {provider} that takes secret keys only: everyone who opens the page can read it."
    )
}

/// One sentence about a library for servers.
pub(crate) fn server_sdk(name: &str, instead: &str) -> String {
    format!("The client code has {name} in it, which only works with a secret. {instead}")
}

/// The name of a rule as a person wrote it, unless it may be a key that was put there by mistake.
pub(crate) fn shown_name(name: &str) -> String {
    const LONG: usize = 16;
    let is_part = |part: &str| {
        let is_sign = |byte: u8| byte.is_ascii_lowercase() || b"-*".contains(&byte);
        let has_digits = part.bytes().any(|byte| byte.is_ascii_digit());
        let is_name = part.bytes().all(|byte| is_sign(byte) || byte.is_ascii_digit());
        is_name && part.len() < 2 * LONG && (part.len() < LONG || !has_digits)
    };
    let is_id = name.split_once('/').is_some_and(|(one, other)| is_part(one) && is_part(other));
    if is_id || key::find(name).is_some() { name.to_owned() } else { redact(name.as_bytes(), 1) }
}

/// One sentence about an allow comment that does not count.
pub(crate) fn incomplete_comment(lack: &str) -> String {
    format!("This comment allows nothing: {lack}.")
}

/// One sentence about an allow comment whose last day is over.
pub(crate) fn expired_comment(rules: &str, until: &str) -> String {
    format!("This comment allowed {rules} until {until}: what stands beside it is reported again.")
}

/// One sentence about an allow comment that names a rule that there is not.
pub(crate) fn unknown_rule(rule: &str) -> String {
    format!("This comment allows `{rule}`, and there is no rule of that name.")
}

/// One sentence about an allow comment that nothing needs.
pub(crate) fn unused_comment(rules: &str) -> String {
    format!("This comment allows {rules}, and nothing of that kind is beside it.")
}

/// A notice about an allow comment in other people's code.
pub(crate) fn foreign_comment(path: &str, line: u32) -> String {
    format!("the allow comment at {path}:{line} does not count: it is in a package's code")
}

/// A notice about a map that findings could not be traced with; `which` is `it carries`, or a
/// path.
pub(crate) fn unused_map(which: &str, reason: &str) -> String {
    format!("the source map {which} was not used: {reason}")
}

/// One sentence about a source map: how many files it is of, and how many of them are the
/// project's own.
pub(crate) fn source_map(files: usize, own: usize, has_text: bool) -> String {
    let publishes = if has_text { "publishes" } else { "names" };
    let s = if files == 1 { "" } else { "s" };
    let text = if has_text { "" } else { ", without their text" };
    format!(
        "This source map {publishes} {files} original file{s}, {own} of them the project's own{text}."
    )
}

/// Says of the finding of one map how many there are.
pub(crate) fn count_maps(finding: &mut Finding) {
    let more = finding.occurrences.len();
    if more == 0 {
        return;
    }
    let (s, are) = if more == 1 { ("", "is") } else { ("s", "are") };
    finding.title = format!("{} published source maps", more + 1);
    finding.message += &format!(" {more} more source map{s} {are} published with it.");
}

/// What the value is, with its environment where the value tells.
pub(crate) fn title(key: &Key, environment: Environment) -> String {
    match environment {
        Environment::Live => format!("{} (live)", key.title),
        Environment::Test => format!("{} (test)", key.title),
        Environment::Unknown => key.title.to_owned(),
    }
}

/// A sentence about what a token says that it may do.
pub(crate) fn rights(is_privileged: bool, scopes: &[String]) -> Option<String> {
    let named = scopes.iter().take(NAMED_SCOPES).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = scopes.len().saturating_sub(NAMED_SCOPES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    match (is_privileged, scopes.is_empty()) {
        (true, true) => Some("Its claims say that it is more than a visitor's session.".to_owned()),
        (_, false) => Some(format!("It says that it may: {named}{more}.")),
        (false, true) => None,
    }
}

/// A sentence about how old a token is, where it says so.
pub(crate) fn age(issued: Option<i64>, expires: Option<i64>, now: Option<i64>) -> Option<String> {
    if let (Some(expires), Some(now)) = (expires, now)
        && expires < now
    {
        return Some(format!("It expired on {}.", day::text(expires)));
    }
    let days = issued.zip(now).map(|(issued, now)| (now - issued) / day::SECONDS);
    let expires = expires.map(|time| format!("It expires on {}.", day::text(time)));
    let since = issued.map(day::text);
    match (since, days) {
        (Some(since), Some(days)) if days > ROTATION_DAYS => Some(format!(
            "It was issued on {since}, {days} days ago: past the {ROTATION_DAYS}-day rotation."
        )),
        (Some(since), _) => {
            let issued = format!("It was issued on {since}.");
            Some(expires.map_or(issued.clone(), |expires| format!("{issued} {expires}")))
        }
        (None, _) => expires,
    }
}

/// What to do about a finding.
///
/// `env` is the variable that the value came from; without one, the rule's usual one is named.
pub(crate) fn remediation(key: &Key, exposure: Exposure, env: Option<&str>) -> Remediation {
    let steps = match exposure {
        Exposure::Publishable => Vec::new(),
        _ => rotation_steps(key, env),
    };
    Remediation {
        summary: key.instead.to_owned(),
        steps,
        revoke: key.provider.rotate.map(str::to_owned),
        docs: key.docs.map(str::to_owned).or_else(|| key.page()),
    }
}

/// A `.env` file is published: which variables it has, and which of them say secret.
pub(crate) fn env_file(names: &[String], secret: &[String]) -> String {
    let (which, list) = if secret.is_empty() {
        ("its variables", names)
    } else {
        ("variables whose names say secret", secret)
    };
    let list: Vec<&str> = list.iter().map(String::as_str).collect();
    format!(
        "An environment file is part of the build: everyone can download it and read {which} ({}).",
        variables(&list)
    )
}

/// What to do about a file that must not be there.
pub(crate) fn about_file(rule: &Key) -> Remediation {
    Remediation {
        summary: rule.instead.to_owned(),
        steps: Vec::new(),
        revoke: None,
        docs: rule.docs.map(str::to_owned),
    }
}

/// The five steps of rotating a key, in the order that keeps the service running.
fn rotation_steps(key: &Key, env: Option<&str>) -> Vec<String> {
    let place = match key.provider.rotate {
        Some(_) => format!("Create a new key in the dashboard of {}.", key.provider.name),
        None => "Create a new key where the old one came from.".to_owned(),
    };
    let variable = match (env, key.env) {
        (Some(env), _) => format!(
            "Update the environment variable {env} on the server; give it no public prefix."
        ),
        (None, Some(usual)) => format!(
            "Keep the new key in an environment variable of the server, such as {usual}; give it no public prefix."
        ),
        (None, None) => {
            "Update the environment variables on the server; give them no public prefix.".to_owned()
        }
    };
    vec![
        place,
        variable,
        "Deploy the server, and a build without the key.".to_owned(),
        "Verify that everything works with the new key.".to_owned(),
        "Revoke the old key: it stays public in every copy of the old build.".to_owned(),
    ]
}
