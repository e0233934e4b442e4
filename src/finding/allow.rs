//! What may stay in a build: findings that a person has accepted, each with a reason, and those
//! of a baseline.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Finding, Original, day};

/// A finding, or several, that a person has accepted.
///
/// Of `rule`, `fingerprint`, `path` and `env` at least one must be there; a finding is allowed
/// when all that are there fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Allow {
    /// The rule's id: `provider/kind`, or `provider/*` for all of a provider's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The finding's fingerprint, as every report has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// A glob (`assets/vendor-*.js`, `**/*.map`) for the path of the finding's first place, or of
    /// its original one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The environment variable that the finding names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<String>,
    /// Why it may stay.
    pub reason: String,
    /// The last day (`YYYY-MM-DD`, UTC) on which it may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Allow {
    /// Whether it says what it allows, and why.
    ///
    /// # Errors
    ///
    /// What is missing or wrong, as half a sentence.
    pub fn check(&self) -> Result<(), String> {
        let Self { rule, fingerprint, path, env, reason, until } = self;
        let selectors = [rule, fingerprint, path, env];
        if selectors.iter().all(|selector| selector.is_none()) {
            return Err("an allowance must name a rule, a fingerprint, a path or an env".to_owned());
        }
        if selectors.into_iter().flatten().any(|text| text.trim().is_empty()) {
            return Err("an allowance must not name an empty text".to_owned());
        }
        if reason.trim().is_empty() {
            return Err("an allowance must give a reason".to_owned());
        }
        match until {
            Some(until) if until.len() != 10 || day::parse(until).is_none() => {
                Err(format!("`{until}` is no day such as 2027-01-31"))
            }
            _ => Ok(()),
        }
    }

    /// Whether its last day is over.
    pub fn is_expired(&self, now: Option<i64>) -> bool {
        day::is_over(self.until.as_deref(), now)
    }

    fn fits(&self, finding: &Finding) -> bool {
        let is = |wanted: &Option<String>, test: &dyn Fn(&str) -> bool| {
            wanted.as_deref().is_none_or(test)
        };
        is(&self.fingerprint, &|fingerprint| finding.fingerprint == fingerprint)
            && is(&self.rule, &|rule| is_rule(rule, &finding.rule))
            && is(&self.env, &|env| finding.env.as_deref() == Some(env))
            && is(&self.path, &|glob| {
                let original = finding.original.as_ref().map(|original| &original.path);
                let mut paths = [Some(&finding.location.path), original].into_iter().flatten();
                paths.any(|path| fast_glob::glob_match(glob, path))
            })
    }
}

/// Whether `wanted`, an id or `provider/*`, means a rule.
pub(crate) fn is_rule(wanted: &str, rule: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => rule.starts_with(start),
        None => rule == wanted,
    }
}

/// Who accepted a finding that was left out of a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Suppressed {
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// The place of the allowance in [`crate::Options::allow`], from 0; nothing when a comment or
    /// the baseline has the finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow: Option<usize>,
    /// The comment in the source that allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Original>,
}

/// Takes what is accepted out of `findings`.
pub(crate) fn suppress(
    findings: &mut Vec<Finding>,
    allow: &[Allow],
    baseline: &BTreeSet<String>,
    now: Option<i64>,
) -> Vec<Suppressed> {
    let mut suppressed = Vec::new();
    findings.retain(|finding| {
        let allow = allow.iter().position(|allow| !allow.is_expired(now) && allow.fits(finding));
        let is_known = allow.is_some() || baseline.contains(&finding.fingerprint);
        if is_known {
            suppressed.push(Suppressed {
                fingerprint: finding.fingerprint.clone(),
                allow,
                comment: None,
            });
        }
        !is_known
    });
    suppressed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allow() -> Allow {
        Allow { rule: Some("a/b".into()), reason: "known".into(), ..Allow::default() }
    }

    #[test]
    fn an_allowance_says_what_and_why() {
        assert_eq!(allow().check(), Ok(()));
        for wrong in [
            Allow { reason: "known".into(), ..Allow::default() },
            Allow { reason: " ".into(), ..allow() },
            Allow { rule: Some(String::new()), ..allow() },
            Allow { until: Some("tomorrow".into()), ..allow() },
            Allow { until: Some("2027-02-30".into()), ..allow() },
            Allow { until: Some("2027-01-31T10:00:00Z".into()), ..allow() },
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_last_day_counts() {
        let allow = Allow { until: Some("2026-01-01".into()), ..allow() };
        let first = day::parse("2026-01-01").unwrap();
        assert!(!allow.is_expired(Some(first + day::SECONDS - 1)) && !allow.is_expired(None));
        assert!(allow.is_expired(Some(first + day::SECONDS)));
    }

    #[test]
    fn a_rule_may_be_all_of_a_provider() {
        assert!(is_rule("a/*", "a/b") && is_rule("a/b", "a/b"));
        assert!(!is_rule("a/*", "ab/c") && !is_rule("a/b", "a/bc"));
    }
}
