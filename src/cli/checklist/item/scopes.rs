//! Keys can do no more than they need to.

use super::{
    super::{
        answer::{Answer, Evidence},
        env_files::KeyInUse,
        gather::Project,
        powers::{self, Power},
    },
    has_keys,
};

/// What a declaration says of a key that needs everything.
const EVERYTHING: &str = "*";

/// What is known of one key.
enum Verdict {
    /// It may no more than it was declared to need.
    Fits(String),
    /// It may more, and this is what to do.
    TooMuch(String, String),
    /// Its rights are not known, or nobody has said which it needs.
    Unclear(String),
}

pub(super) fn answer(project: &Project, mut answer: Answer) -> Answer {
    let has_keys = has_keys(project, &mut answer);
    let mut is_clear = true;
    let mut told = std::collections::BTreeSet::new();
    for (file, key) in project.in_use() {
        let name = &*key.variable.name;
        let declared = project.said(name).and_then(|key| key.scopes.as_deref());
        let (verdict, text) = match verdict(key, declared) {
            Verdict::Fits(text) => (None, text),
            Verdict::TooMuch(text, next) => (Some(next), text),
            Verdict::Unclear(text) => {
                is_clear = false;
                (None, text)
            }
        };
        if !told.insert((name, text.clone())) {
            continue;
        }
        let evidence = Evidence::new(format!("{name} {text}")).of(&file.path).variable(name);
        match verdict {
            Some(next) => answer.fail(evidence, &next),
            None => answer.tell(evidence),
        }
    }
    if !is_clear {
        answer.next("say what each key needs as `scopes` under [keys.NAME] in leaklint.toml");
    }
    answer.settle(has_keys && is_clear)
}

fn verdict(key: &KeyInUse, declared: Option<&[String]>) -> Verdict {
    let says = &key.finding.scopes;
    let title = &key.finding.title;
    if declared.is_some_and(|scopes| scopes.iter().any(|scope| scope == EVERYTHING)) {
        return Verdict::Fits("is declared to need everything".to_owned());
    }
    match (powers::of(&key.finding.rule), declared) {
        (Some(Power::Everything(scoped)), _) => Verdict::TooMuch(
            format!("may do everything ({title})"),
            format!("use {scoped} in its place"),
        ),
        (_, Some(declared)) if !says.is_empty() => {
            let more: Vec<&str> =
                says.iter().filter(|scope| !declared.contains(scope)).map(String::as_str).collect();
            if more.is_empty() {
                Verdict::Fits(format!("may {}, as declared", says.join(", ")))
            } else {
                Verdict::TooMuch(
                    format!("may {}, which is not declared", more.join(", ")),
                    "make a key that has the declared scopes only, and revoke this one".to_owned(),
                )
            }
        }
        (Some(Power::Given), Some(declared)) => Verdict::Fits(format!(
            "may do what it was given ({title}), declared as {}",
            declared.join(", ")
        )),
        (_, Some(declared)) => Verdict::Unclear(format!(
            "is declared for {}, and does not say what it may do ({title})",
            declared.join(", ")
        )),
        (_, None) if !says.is_empty() => {
            Verdict::Unclear(format!("may {}; nothing declares what it needs", says.join(", ")))
        }
        (Some(Power::Given), None) => Verdict::Unclear(format!(
            "may do what it was given ({title}); nothing declares what it needs"
        )),
        (None, None) => Verdict::Unclear(format!("does not say what it may do ({title})")),
    }
}
