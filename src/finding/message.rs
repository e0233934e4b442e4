//! All wording of findings: what a thing is, why it must not be there, what to do.

use super::{Environment, Exposure, Remediation};
use crate::rules::Key;

/// One sentence about a finding.
pub(crate) fn message(key: &Key, environment: Environment, name: Option<&str>) -> String {
    let title = title(key, environment);
    let can = key.can;
    match key.exposure {
        Exposure::Secret => {
            format!("{title} in client-side code: everyone who opens the page can {can}.")
        }
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

/// What the value is, with its environment where the value tells.
pub(crate) fn title(key: &Key, environment: Environment) -> String {
    match environment {
        Environment::Live => format!("{} (live)", key.title),
        Environment::Test => format!("{} (test)", key.title),
        Environment::Unknown => key.title.to_owned(),
    }
}

/// What to do about a finding.
pub(crate) fn remediation(key: &Key, env: Option<&str>) -> Remediation {
    let steps = match key.exposure {
        Exposure::Publishable => Vec::new(),
        _ => rotation_steps(key, env),
    };
    Remediation {
        summary: key.instead.to_owned(),
        steps,
        revoke: key.provider.rotate.map(str::to_owned),
        docs: key.docs.map(str::to_owned),
    }
}

/// The five steps of rotating a key, in the order that keeps the service running.
fn rotation_steps(key: &Key, env: Option<&str>) -> Vec<String> {
    let place = match key.provider.rotate {
        Some(_) => format!("Create a new key in the dashboard of {}.", key.provider.name),
        None => "Create a new key where the old one came from.".to_owned(),
    };
    let variable = match env {
        Some(env) => format!(
            "Update the environment variable {env} on the server; give it no public prefix."
        ),
        None => {
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
