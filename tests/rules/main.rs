//! Every rule finds its own samples in minified JavaScript, by every road that it has, and
//! rejects what is nearly one.
#![allow(clippy::unwrap_used, missing_docs)]

mod by_chance;
mod general_names;
mod pages;
mod placeholders;
mod public_keys;
mod structured;

use leaklint::{
    Finding, Linter, Options, Persona,
    rules::{
        Key,
        grammar::sample::{near_misses, sample},
        keys,
    },
};

const SEEDS: std::ops::Range<u64> = 0..6;

fn lint(source: &str) -> Vec<Finding> {
    thread_local! {
        static LINTER: Linter = Linter::new(Options { reveal: true, ..Options::default() });
    }
    LINTER.with(|linter| linter.lint("app.js", source.as_bytes()).findings)
}

fn camel(words: &str) -> String {
    let mut name = String::new();
    for (at, word) in words.split(' ').enumerate() {
        let (first, rest) = word.split_at(1);
        if at == 0 {
            name += first;
        } else {
            name += &first.to_uppercase();
        }
        name += rest;
    }
    name
}

fn quoted(value: &str) -> String {
    serde_json::to_string(value).unwrap()
}

/// Programs that hold `value` in a way that `key` goes by.
fn programs(key: &Key, value: &str) -> Vec<(&'static str, String)> {
    let value = quoted(value);
    let mut programs = Vec::new();
    if !key.needs_context && !key.token.anchors.is_empty() {
        programs.push(("property", format!("const a={{b:{value},c:1}};")));
        programs.push(("argument", format!("(0,a.b)({value},1)")));
        if !value.contains('\\') {
            let text = &value[1..value.len() - 1];
            if !text.contains('`') {
                programs.push(("template", format!("const a=`{text}`;")));
            }
            programs.push(("comment", format!("a();/* {text} */b()")));
            programs.push(("comment without a space", format!("a();/*{text}*/b()")));
            programs.push(("comment to the line's end", format!("a()//{text}\nb()")));
            programs.push(("comment behind a comment", format!("a()/**///{text}\nb()")));
            let brackets = "(".repeat(400);
            programs.push(("comment in brackets", format!("/*{text}*/{brackets}")));
            programs.push(("broken file", format!("const a={{b:{value};((")));
            let (first, rest) = text.split_at(text.len() / 2);
            let rest = if rest.contains('\'') { quoted(rest) } else { format!("'{rest}'") };
            programs.push(("concatenation", format!("const a=\"{first}\"+{rest};")));
        }
    }
    let Some(context) = &key.context else { return programs };
    for name in context.names {
        let name = if name.split(' ').any(|word| ["key", "token", "secret", "sid"].contains(&word))
        {
            camel(name)
        } else {
            camel(&format!("{name} api key"))
        };
        programs.push(("name", format!("const a={{{name}:{value}}};")));
    }
    for header in context.headers {
        programs.push(("header", format!("fetch(a,{{headers:{{\"{header}\":{value}}}}})")));
        programs.push(("set header", format!("a.setRequestHeader(\"{header}\",{value})")));
    }
    for (callee, index) in context.calls {
        let before = "a,".repeat(usize::from(*index));
        programs.push(("call", format!("{callee}({before}{value})")));
    }
    for host in context.hosts {
        let parameter = context.query[0];
        let text = &value[1..value.len() - 1];
        programs
            .push(("query", format!("fetch(\"https://{host}/v1?a=b&{parameter}={text}&c=d\")")));
    }
    programs
}

#[test]
fn every_key_is_found_in_every_place_it_goes_by() {
    let mut missed = Vec::new();
    for key in keys() {
        for seed in SEEDS {
            let value = sample(&key.token, seed);
            for (place, program) in programs(key, &value) {
                let findings = lint(&program);
                // What was decoded says more than its encoded text.
                let is_found = findings.iter().any(|finding| {
                    let is_value = finding.value.as_deref() == Some(&value);
                    (is_value && finding.rule == key.id)
                        || ((is_value || finding.derivation.contains(&"base64".to_owned()))
                            && key.yields.contains(&finding.rule.as_str()))
                });
                if !is_found {
                    let seen: Vec<_> = findings.iter().map(|finding| &finding.rule).collect();
                    missed.push(format!("{} in a {place} (seed {seed}): {seen:?}", key.id));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn what_is_nearly_a_key_is_not_reported_as_one() {
    let mut wrong = Vec::new();
    for key in keys() {
        for seed in SEEDS {
            for miss in near_misses(&key.token, seed) {
                for (place, program) in programs(key, &miss.text) {
                    if place == "concatenation" {
                        continue;
                    }
                    if lint(&program).iter().any(|finding| finding.rule == key.id) {
                        wrong.push(format!("{} in a {place}: {} (seed {seed})", key.id, miss.why));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_auditor_sees_placeholders_as_notes() {
    let auditor = Linter::new(Options { persona: Persona::Auditor, ..Options::default() });
    let placeholder = format!("sk_{}_{}", "live", "x".repeat(24));
    let report = auditor.lint("app.js", format!("k=\"{placeholder}\"").as_bytes());
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].severity, leaklint::Severity::Note);
    assert!(lint(&format!("k=\"{placeholder}\"")).is_empty());
}

#[test]
fn the_catalogue_is_large_and_complete() {
    let providers: std::collections::BTreeSet<_> =
        keys().iter().map(|key| key.provider.id).collect();
    assert!(providers.len() >= 60 && keys().len() >= 100);
    for key in keys() {
        assert!(
            !key.title.is_empty() && !key.can.is_empty() && !key.instead.is_empty(),
            "{}",
            key.id
        );
    }
    assert!(keys().is_sorted_by_key(|key| key.id));
}
