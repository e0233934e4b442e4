//! An `[[allow]]` as TOML has it.

use serde::Deserialize;

use crate::finding::allow::Allow;

/// TOML has days of its own; JSON's are texts.
#[derive(Deserialize)]
#[serde(untagged, expecting = "`until` must be a day such as 2027-01-31")]
enum Day {
    Text(String),
    Date(toml::value::Datetime),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Entry {
    rule: Option<String>,
    fingerprint: Option<String>,
    path: Option<String>,
    env: Option<String>,
    reason: Option<String>,
    until: Option<Day>,
}

impl Entry {
    pub(super) fn checked(self) -> Result<Allow, String> {
        let Self { rule, fingerprint, path, env, reason, until } = self;
        let until = until.map(|day| match day {
            Day::Text(text) => text,
            Day::Date(date) => date.to_string(),
        });
        let reason = reason.unwrap_or_default();
        let allow = Allow { rule, fingerprint, path, env, reason, until };
        allow.check().map(|()| allow)
    }
}
