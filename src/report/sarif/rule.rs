//! The rules of a run, as SARIF describes them.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::json;

use super::log;
use crate::{
    finding::{Confidence, Exposure, Finding},
    report::words,
    rules::{Key, key},
};

/// Every rule that has a finding, with its index, by id.
pub(super) type Used<'a> = BTreeMap<&'a str, (i64, log::ReportingDescriptor)>;

pub(super) fn used(findings: &[Finding]) -> Used<'_> {
    let mut surest: BTreeMap<&str, &Finding> = BTreeMap::new();
    for finding in findings {
        let known = surest.entry(finding.rule.as_str()).or_insert(finding);
        if finding.confidence > known.confidence {
            *known = finding;
        }
    }
    let numbered = (0..).zip(surest);
    numbered.map(|(index, (rule, finding))| (rule, (index, descriptor(finding)))).collect()
}

/// `finding` is one of the rule's; it tells what the catalogue does not, or no longer.
fn descriptor(finding: &Finding) -> log::ReportingDescriptor {
    let key = key::find(&finding.rule);
    let title = key.map_or(finding.title.as_str(), |key| key.title);
    let full = key.map_or_else(|| finding.message.clone(), description);
    let level = match finding.exposure {
        Exposure::Secret => log::ERROR,
        Exposure::Restricted | Exposure::Unknown => log::WARNING,
        Exposure::Publishable => log::NOTE,
    };
    let remediation = &finding.remediation;
    let page = key.and_then(Key::page);
    log::ReportingDescriptor {
        default_configuration: Some(log::ReportingConfiguration { level }),
        full_description: full.as_str().into(),
        help: help(finding, title, &full),
        help_uri: page.or(remediation.docs.clone()).or(remediation.revoke.clone()),
        id: finding.rule.clone(),
        name: Some(name(&finding.rule)),
        properties: properties(finding),
        short_description: title.into(),
    }
}

/// `StripeSecretKey` for `stripe/secret-key`.
fn name(rule: &str) -> String {
    let words = rule.split(|c: char| !c.is_ascii_alphanumeric());
    words.fold(String::new(), |mut name, word| {
        let mut rest = word.chars();
        name.extend(rest.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(rest.as_str());
        name
    })
}

fn description(key: &Key) -> String {
    match key.exposure {
        Exposure::Secret => {
            format!("{}. Everyone who has it can {}.", key.title, key.can)
        }
        Exposure::Restricted => format!(
            "{}. Everyone who has it can {}, unless it is restricted at the provider.",
            key.title, key.can
        ),
        Exposure::Publishable => format!("{}. It is meant to be public.", key.title),
        Exposure::Unknown if !key.is_about_key() => format!("{}.", key.title),
        Exposure::Unknown => {
            format!("{}. Whether it may be public cannot be told from it.", key.title)
        }
    }
}

fn help(finding: &Finding, title: &str, full: &str) -> log::MultiformatMessageString {
    let remediation = &finding.remediation;
    let mut plain = format!("{full}\n\n{}", remediation.summary);
    let mut markdown = format!("# {title}\n\n{full}\n\n{}", remediation.summary);
    for (number, step) in (1..).zip(&remediation.steps) {
        let break_before = if number == 1 { "\n" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(plain, "{break_before}\n{number}. {step}");
        let _ = write!(markdown, "{break_before}\n{number}. {step}");
    }
    let links = [("Revoke or rotate", &remediation.revoke), ("Documentation", &remediation.docs)];
    for (label, link) in links {
        if let Some(link) = link {
            let _ = write!(plain, "\n\n{label}: {link}");
            let _ = write!(markdown, "\n\n[{label}]({link})");
        }
    }
    log::MultiformatMessageString { markdown: Some(markdown), text: plain }
}

fn properties(finding: &Finding) -> log::PropertyBag {
    // GitHub's scale is CVSS: from 9.0 critical, from 7.0 high, from 4.0 medium.
    let severity = match finding.exposure {
        Exposure::Secret => "9.0",
        Exposure::Restricted | Exposure::Unknown => "5.0",
        Exposure::Publishable => "1.0",
    };
    let precision = match finding.confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    };
    // CWE-540: sensitive information in source code; CWE-798: hard-coded credentials.
    let tags = ["security", "external/cwe/cwe-540", "external/cwe/cwe-798"];
    BTreeMap::from([
        ("security-severity", json!(severity)),
        ("precision", json!(precision)),
        ("exposure", json!(words::exposure(finding.exposure))),
        ("tags", json!(tags)),
    ])
}
