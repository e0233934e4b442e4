//! What the rules know of names, pruning knows: no name of their lists is in code that is left out.

use super::generic::vocabulary;
use crate::{Linter, Options, Persona, environment};

/// An object of more than 300 bytes with a string under `name` and nothing else of interest.
fn program(name: &str, value: &str) -> String {
    let rest = "mode:\"x\",call:function(a,b){return a.b(c)},".repeat(12);
    format!("const cfg={{{rest}{name}:\"{value}\",{rest}last:1}};")
}

fn lost(names: impl Iterator<Item = String>, value: &str) -> (usize, Vec<String>) {
    let [pruned, whole] = [true, false].map(|prune| {
        Linter::new(Options { prune, persona: Persona::Auditor, ..Options::default() })
    });
    let mut found = 0;
    let mut lost = Vec::new();
    for name in names {
        let source = program(&name, value);
        let findings = whole.lint("a.js", source.as_bytes()).findings;
        found += usize::from(!findings.is_empty());
        if pruned.lint("a.js", source.as_bytes()).findings != findings {
            lost.push(name);
        }
    }
    (found, lost)
}

#[test]
fn every_public_variable_of_a_secret_is_kept() {
    let names = environment::prefixes().iter().flat_map(|prefix| {
        environment::secret_terms()
            .iter()
            .map(move |term| format!("{prefix}DB_{}", term.replace(' ', "_").to_uppercase()))
    });
    let all = environment::prefixes().len() * environment::secret_terms().len();
    assert_eq!(lost(names, "wintermeadowlantern"), (all, Vec::new()));
}

#[test]
fn every_name_of_a_password_is_kept() {
    let names = vocabulary::PASSWORD.iter().flat_map(|term| {
        let capital = term[..1].to_uppercase() + &term[1..];
        [
            (*term).to_owned(),
            format!("db{capital}"),
            format!("DB_{}", term.to_uppercase()),
            format!("\"db-{term}\""),
            format!("smtp_{term}"),
        ]
    });
    let all = vocabulary::PASSWORD.len() * 5;
    assert_eq!(lost(names, "Summer2026!x"), (all, Vec::new()));
}

#[test]
fn every_random_value_is_kept_under_every_name_of_a_key() {
    let terms = vocabulary::SECRET.iter().chain(&vocabulary::KEY);
    let names: Vec<String> = terms.map(|term| term.replace(' ', "_")).collect();
    for value in [["x7kf", "q2mz", "w9pd", "b4tn"].join("-"), ["kqvzxwjq", "42", "mqzpvb"].concat()]
    {
        let (_, lost) = lost(names.iter().cloned(), &value);
        assert_eq!(lost, Vec::<String>::new(), "{value}");
    }
}
