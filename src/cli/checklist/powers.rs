//! What a kind of key can do, where its form says so: everything its owner may, or only what it
//! was given.

/// How much keys of a kind may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Power {
    /// Everything; the provider gives out keys that may do less, which are called so.
    Everything(&'static str),
    /// What it was given.
    Given,
}

/// By rule, as providers describe these kinds. A kind that is not here is one whose form leaves
/// open what it may do: then the project's declaration is all there is to go by.
const POWERS: [(&str, Power); 30] = [
    ("airtable/api-key", Power::Everything("a personal access token with scopes")),
    ("airtable/personal-token", Power::Given),
    ("algolia/admin-key", Power::Everything("an API key with an ACL and indices of its own")),
    ("anthropic/admin-key", Power::Everything("an API key of a workspace")),
    ("anthropic/api-key", Power::Given),
    ("callpaymin/api-key", Power::Given),
    ("cloudflare/api-token", Power::Given),
    ("cloudflare/global-key", Power::Everything("an API token with the permissions that it needs")),
    ("cloudflare/scannable-token", Power::Given),
    ("contentful/management-token", Power::Everything("a delivery or preview token of one space")),
    ("github/fine-grained-token", Power::Given),
    (
        "github/personal-token",
        Power::Everything("a fine-grained token of the repositories that it needs"),
    ),
    ("github/server-to-server-token", Power::Given),
    ("gitlab/deploy-token", Power::Given),
    ("gitlab/personal-token", Power::Everything("a project or group access token")),
    ("google/fcm-server-key", Power::Everything("a service account of the HTTP v1 API")),
    ("grafana/legacy-api-key", Power::Everything("a service account's token")),
    ("grafana/service-account-token", Power::Given),
    ("newrelic/admin-key", Power::Everything("a user key of a role")),
    ("npm/legacy-token", Power::Everything("a granular token of the packages that it needs")),
    ("openai/project-key", Power::Given),
    ("openai/user-key", Power::Everything("a key of one project with permissions")),
    ("sentry/organization-token", Power::Given),
    ("shopify/admin-token", Power::Given),
    ("slack/legacy-token", Power::Everything("a bot token with scopes")),
    ("stripe/restricted-key", Power::Given),
    ("stripe/secret-key", Power::Everything("a restricted key (rk_)")),
    (
        "supabase/secret-key",
        Power::Everything("a signed-in user's token, under row level security"),
    ),
    (
        "supabase/service-role-key",
        Power::Everything("a signed-in user's token, under row level security"),
    ),
    ("twilio/auth-token", Power::Everything("a restricted API key")),
];

/// Nothing where a form does not say.
pub(super) fn of(rule: &str) -> Option<Power> {
    let at = POWERS.binary_search_by_key(&rule, |(known, _)| known).ok()?;
    Some(POWERS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::key;

    #[test]
    fn each_is_a_rule_and_in_order() {
        assert!(POWERS.is_sorted_by_key(|(rule, _)| rule));
        for (rule, _) in POWERS {
            assert!(key::find(rule).is_some(), "{rule}");
        }
    }
}
