//! The text of a `leaklint.toml` to begin with.

use std::collections::BTreeSet;

use super::super::{checklist::Project, framework::Seen};

/// Every setting with its default, out of force. The npm package has the same.
const TEMPLATE: &str = include_str!("template.toml");

/// The file for a project.
pub(super) fn text(seen: Option<&Seen>, project: &Project) -> String {
    TEMPLATE
        .replace("{keys}", &keys(project))
        .replace("{framework}", &framework(seen))
        .replace("{files}", &env_files(project))
}

/// What is known of the project's framework.
fn framework(seen: Option<&Seen>) -> String {
    let Some(Seen { framework, .. }) = seen else { return String::new() };
    format!(
        "#\n# This is a project of {}. Its build is in {}, and has {} in it:\n\
         # whoever opens the page can read them.\n",
        framework.name, framework.output, framework.public
    )
}

/// The files whose values may be looked for: out of force, because CI does not have them.
fn env_files(project: &Project) -> String {
    let files = project.files.iter().filter(|file| !file.is_example());
    let names: Vec<String> = files.map(|file| format!("{:?}", file.path)).collect();
    if names.is_empty() { "\".env\"".to_owned() } else { names.join(", ") }
}

/// The keys that the project's files have, by name.
fn keys(project: &Project) -> String {
    let mut names: BTreeSet<&str> = project.in_use().map(|(_, key)| &*key.variable.name).collect();
    if names.is_empty() {
        names.insert("STRIPE_SECRET_KEY");
    }
    let mut text = String::new();
    for (at, name) in names.into_iter().enumerate() {
        text += &format!("# [keys.{name}]\n# scopes = [\"charges:read\"]\n");
        text += "# monitored = \"Ada, every Monday, in the provider's log\"\n";
        if at == 0 {
            text += "# owner = \"the payments team\"\n# environments = [\"production\"]\n";
            text += "# rotate-days = 90\n";
        }
    }
    text
}
