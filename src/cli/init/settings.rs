//! The text of a `leaklint.toml` to begin with.

use std::collections::BTreeSet;

use super::super::{
    checklist::Project,
    framework::{Public, Seen},
};

/// Every setting with its default, out of force.
const COMMON: &str = r#"
# How to write the report: human, json, ndjson, sarif, github, html.
# format = "human"

# The least severity that makes the exit status 1: error, warning, note, never.
# fail-on = "error"

# The least severity that is reported: error, warning, note.
# min-severity = "warning"

# How much doubt a report may hold: regular, pedantic, auditor.
# persona = "regular"

# Longer files are skipped.
# max-file-size = "1G"

# Threads; one for each core when nothing is said.
# threads = 2

# Days after which `leaklint checklist` wants a key to be rotated.
# rotate-days = 90
"#;

const ALLOW: &str = r#"
# What may stay, and why. At least one of rule, fingerprint, path and env says what; `reason` must
# be there; after `until` it is reported again.
# [[allow]]
# rule = "google/api-key"
# path = "assets/*.js"
# reason = "restricted to our domain and to the Maps API"
# until = 2027-01-31
"#;

/// The file for a project.
pub(super) fn text(seen: Option<&Seen>, project: &Project) -> String {
    let mut text = String::from(
        "# Settings of leaklint. What is typed goes before what is written here.\n\
         # The file is looked for beside the folder that is linted, and above it.\n",
    );
    if let Some(Seen { framework, .. }) = seen {
        let name = framework.name;
        let public = match framework.public {
            Public::Prefix(prefix) => format!("the variables called {prefix}\u{2026}"),
            Public::Every => "every variable that the code reads".to_owned(),
            Public::Named => "the variables that its settings name".to_owned(),
        };
        text += &format!(
            "#\n# This is a project of {name}. Its build is in {}, and has {public} in it:\n\
             # whoever opens the page can read them.\n",
            framework.output
        );
    }
    text += COMMON;
    text += &env_files(project);
    text += ALLOW;
    text + &keys(project)
}

/// The files whose values may be looked for: out of force, because CI does not have them.
fn env_files(project: &Project) -> String {
    let files = project.files.iter().filter(|file| !file.is_example());
    let names: Vec<String> = files.map(|file| format!("{:?}", file.path)).collect();
    let names = if names.is_empty() { "\".env\"".to_owned() } else { names.join(", ") };
    format!(
        "\n# Look for the values of these files in the build. They must be there wherever leaklint\n\
         # runs: in CI, use `--env-from-process` instead.\n# env-files = [{names}]\n"
    )
}

/// The keys that the project's files have, by name.
fn keys(project: &Project) -> String {
    let mut names: BTreeSet<&str> = project.in_use().map(|(_, key)| &*key.variable.name).collect();
    if names.is_empty() {
        names.insert("STRIPE_SECRET_KEY");
    }
    let mut text = String::from(
        "\n# What you say of your keys, for `leaklint checklist`: what each may do, and who looks at\n\
         # its usage.\n",
    );
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
