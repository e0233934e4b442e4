//! Variables that identify: a commit, a release, a build, an account. CI systems and hosts set
//! them, and pages show them.

use super::names::{Says, says};
use crate::rules::words;

include!(concat!(env!("OUT_DIR"), "/hosts.rs"));

/// Endings of names whose value identifies something and opens nothing.
const ENDINGS: [&str; 45] = [
    "release",
    "version",
    "revision",
    "rev",
    "sha",
    "sha1",
    "sha256",
    "commit",
    "commit hash",
    "commit id",
    "commit ref",
    "git hash",
    "build hash",
    "git ref",
    "changeset",
    "build",
    "build id",
    "build number",
    "build uuid",
    "build tag",
    "build arn",
    "deploy id",
    "deployment id",
    "release id",
    "release name",
    "run id",
    "job id",
    "pipeline id",
    "workflow id",
    "instance id",
    "machine id",
    "region",
    "tenant",
    "tenant id",
    "subscription id",
    "directory id",
    "organization id",
    "organisation id",
    "org id",
    "team id",
    "workspace id",
    "account id",
    "site id",
    "service id",
    "environment id",
];

/// Whether a variable of this name identifies something, and opens nothing.
pub(crate) fn identifies(name: &str) -> bool {
    if HOST_VARIABLES.binary_search(&name).is_ok() {
        return true;
    }
    // `SECRET_VERSION` may be one of a secret; a key's version is none.
    if says(name.as_bytes()) == Says::Secret {
        return false;
    }
    let mut words = String::new();
    words::split(name.as_bytes(), &mut words);
    ENDINGS.iter().any(|ending| {
        words.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_identifies_and_what_opens() {
        for name in [
            "SENTRY_RELEASE",
            "CIRCLE_SHA1",
            "BUILD_SOURCEVERSION",
            "SOURCE_VERSION",
            "RELEASE",
            "BUILD_ID",
            "APP_VERSION",
            "CODEBUILD_RESOLVED_SOURCE_VERSION",
            "VERCEL_DEPLOYMENT_ID",
            "DEPLOY_ID",
            "AZURE_TENANT_ID",
            "MY_APP_GIT_SHA",
            "gitRevision",
        ] {
            assert!(identifies(name), "{name}");
        }
        for name in [
            "CI_JOB_TOKEN",
            "GITHUB_TOKEN",
            "ACTIONS_RUNTIME_TOKEN",
            "CI_REGISTRY_PASSWORD",
            "CI_BUILD_TOKEN",
            "NETLIFY_AUTH_TOKEN",
            "SYSTEM_ACCESSTOKEN",
            "VAULT_SECRET_ID",
            "APP_SECRET_VERSION",
            "BUILDKITE_AGENT_ACCESS_TOKEN",
            "SENTRY_AUTH_TOKEN",
            "DATABASE_URL",
            "API_KEY",
            "CONVERSION",
            "",
        ] {
            assert!(!identifies(name), "{name}");
        }
    }
}
