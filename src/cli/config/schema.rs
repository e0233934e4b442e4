//! The JSON schema of `leaklint.toml`, for editors.
//!
//! A test asks the reader itself which names it takes, and compares.

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::cli::args::{FailOn, Format, Least, Who};

/// The schema, as `docs/leaklint.schema.json` has it.
pub(in crate::cli) fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "leaklint.toml",
        "description": "Settings of leaklint. What is typed goes before what is written here.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "extends": {
                "description": "Files to go on from, relative to this one. What this one says goes before what they say; a later one goes before an earlier one.",
                "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
            },
            "format": words::<Format>("How to write the report.", "human"),
            "fail-on": words::<FailOn>("The least severity that makes the exit status 1.", "error"),
            "min-severity": words::<Least>("The least severity that is reported: `warning` for people, `note` in other formats, when nothing is said.", ""),
            "persona": words::<Who>("How much doubt a report may hold.", "regular"),
            "max-file-size": {
                "description": "Longer files are skipped: bytes, or a number with K, M or G.",
                "anyOf": [{ "type": "integer", "minimum": 1 }, { "type": "string", "pattern": "^[0-9]+[KMGkmg]?$" }],
                "default": "1G",
            },
            "threads": { "description": "How many threads to use; one for each core when nothing is said.", "type": "integer", "minimum": 1, "maximum": 1024 },
            "source-maps": { "description": "Read source maps: for the places of findings, and for the sources in them.", "type": "boolean", "default": true },
            "env-files": { "description": "Look for the values of the variables in these `.env` files, relative to this one. Without it, those of the project that the build is in are read; an empty list turns that off.", "type": "array", "items": { "type": "string" } },
            "rotate-days": days("Days after which a key is due for a new one."),
            "allow": { "description": "What may stay, and why.", "type": "array", "items": allow() },
            "rules": { "description": "Rules of your own.", "type": "array", "items": rule() },
            "keys": { "description": "What you say of your keys, by the names of their variables.", "type": "object", "additionalProperties": key() },
        },
    })
}

fn allow() -> Value {
    let some = |name: &str| json!({ "required": [name] });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["reason"],
        "anyOf": [some("rule"), some("fingerprint"), some("path"), some("env")],
        "properties": {
            "rule": text("The rule's id: `provider/kind`, or `provider/*` for all of a provider's."),
            "fingerprint": text("The finding's fingerprint, as every report has it."),
            "path": text("A glob for the path of the finding, or of the source that it was written in."),
            "env": text("The environment variable that the finding names."),
            "reason": text("Why it may stay."),
            "until": { "description": "The last day on which it may, such as 2027-01-31." },
        },
    })
}

fn rule() -> Value {
    let list = |about: &str| json!({ "description": about, "type": "array", "items": { "type": "string" } });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["id"],
        "properties": {
            "id": text("What findings call it: `acme/api-key`."),
            "title": text("What it finds, in a few words."),
            "token": text("What the value looks like, in the grammar of the catalogue."),
            "regex": text("What the value looks like, as a regular expression, instead of `token`; its first group, if it has one, is the value."),
            "exposure": { "description": "Whether it may be public.", "enum": ["secret", "restricted", "publishable", "unknown"], "default": "secret" },
            "message": text("What to tell about a finding."),
            "can": text("What someone who has it can do, as it goes on after \"can\"."),
            "instead": text("What to do in place of putting it into client code."),
            "rotate": text("Where it is rotated or revoked."),
            "docs": text("What tells more about it."),
            "env": text("The variable that people keep it in."),
            "environment": { "description": "Text in the value that says what it opens.", "type": "object", "additionalProperties": { "enum": ["live", "test", "unknown"] } },
            "needs-context": { "description": "Whether the form alone says too little.", "type": "boolean" },
            "context": {
                "description": "The names that the value goes by.",
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "names": list("Words in the names around it: `acme api key`."),
                    "headers": list("Request headers: `X-Acme-Key`."),
                    "calls": { "description": "Calls that take it, with the argument's place from 0.", "type": "array" },
                    "hosts": list("Hosts whose URLs take it as a parameter."),
                    "query": list("Those parameters."),
                },
            },
        },
    })
}

fn key() -> Value {
    let list = |about: &str| json!({ "description": about, "type": "array", "items": { "type": "string" } });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "scopes": list("What it may do; `*` for everything."),
            "owner": text("Who answers for it."),
            "environments": list("The environments that it is for: `production`."),
            "rotate-days": days("Days after which it is due for a new one."),
            "monitored": text("Who looks at its usage, and where."),
        },
    })
}

fn text(about: &str) -> Value {
    json!({ "description": about, "type": "string", "minLength": 1 })
}

fn days(about: &str) -> Value {
    json!({ "description": about, "type": "integer", "minimum": 1, "maximum": 36_500, "default": 90 })
}

/// One of the words that the command takes.
fn words<T: ValueEnum>(about: &str, default: &str) -> Value {
    let words = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let words: Vec<String> = words.map(|word| word.get_name().to_owned()).collect();
    let mut schema = json!({ "description": about, "enum": words });
    if !default.is_empty() {
        schema["default"] = json!(default);
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::file::File;

    /// The names that the reader takes where `text` has an unknown one.
    fn taken(text: &str) -> Vec<String> {
        let mistake = File::read(text).err().expect("the name is unknown");
        let (_, names) = mistake.reason.split_once("may be ").expect("it names the right ones");
        sorted(names.split('`').skip(1).step_by(2).map(str::to_owned).collect())
    }

    fn sorted(mut names: Vec<String>) -> Vec<String> {
        names.sort();
        names
    }

    #[test]
    fn the_schema_has_the_names_that_are_read() {
        let schema = schema();
        let told = |at: &str| {
            let table = schema.pointer(at).unwrap()["properties"].as_object().unwrap();
            sorted(table.keys().cloned().collect())
        };
        assert_eq!(told(""), taken("qq = 1"));
        assert_eq!(told("/properties/allow/items"), taken("[[allow]]\nqq = 1"));
        assert_eq!(told("/properties/rules/items"), taken("[[rules]]\nqq = 1"));
        assert_eq!(
            told("/properties/rules/items/properties/context"),
            taken("[[rules]]\n[rules.context]\nqq = 1")
        );
        assert_eq!(told("/properties/keys/additionalProperties"), taken("[keys.A]\nqq = 1"));
    }
}
