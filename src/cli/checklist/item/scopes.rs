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

/// What to do where nothing is declared.
const DECLARE: &str = "say what each key needs as `scopes` under [keys.NAME] in leaklint.toml";

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
                answer.next(match declared {
                    Some(_) => "compare what is declared with what the provider's page says of it",
                    None => DECLARE,
                });
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
    answer.settle(has_keys && is_clear)
}

fn verdict(key: &KeyInUse, declared: Option<&[String]>) -> Verdict {
    let says = &key.finding.scopes;
    let title = &key.finding.title;
    if declared.is_some_and(|scopes| scopes.iter().any(|scope| scope == EVERYTHING)) {
        return Verdict::Fits("is declared to need everything".to_owned());
    }
    let power = powers::of(&key.finding.rule);
    match declared {
        Some(declared) if !says.is_empty() => against(says, declared),
        Some(declared) => undisclosed(power, title, &declared.join(", ")),
        None => undeclared(power, title, &says.join(", ")),
    }
}

/// What the key says that it may, against what it was declared to need.
fn against(says: &[String], declared: &[String]) -> Verdict {
    let more: Vec<&str> =
        says.iter().filter(|scope| !declared.contains(scope)).map(String::as_str).collect();
    if more.is_empty() {
        return Verdict::Fits(format!("may {}, as declared", says.join(", ")));
    }
    Verdict::TooMuch(
        format!("may {}, which is not declared", more.join(", ")),
        "make a key that has the declared scopes only, and revoke this one".to_owned(),
    )
}

/// The key does not say what it may, but it was declared what it needs.
fn undisclosed(power: Option<Power>, title: &str, declared: &str) -> Verdict {
    match power {
        Some(Power::Everything(scoped)) => Verdict::TooMuch(
            format!("may do everything ({title}), and is declared for {declared}"),
            format!("use {scoped} in its place"),
        ),
        Some(Power::Given) => {
            Verdict::Fits(format!("may do what it was given ({title}), declared as {declared}"))
        }
        None => Verdict::Unclear(format!(
            "is declared for {declared}, and does not say what it may do ({title})"
        )),
    }
}

/// Nobody has declared what the key needs.
fn undeclared(power: Option<Power>, title: &str, says: &str) -> Verdict {
    match power {
        // It has a role, and whether that is the least one is for the project to say.
        Some(Power::Everything(scoped)) if !says.is_empty() => Verdict::Unclear(format!(
            "may {says}, which is everything ({title}), and nothing declares that it needs that; \
             {scoped} may less"
        )),
        Some(Power::Everything(scoped)) => Verdict::TooMuch(
            format!("may do everything ({title})"),
            format!("use {scoped} in its place"),
        ),
        _ if !says.is_empty() => {
            Verdict::Unclear(format!("may {says}; nothing declares what it needs"))
        }
        Some(Power::Given) => Verdict::Unclear(format!(
            "may do what it was given ({title}); nothing declares what it needs"
        )),
        None => Verdict::Unclear(format!("does not say what it may do ({title})")),
    }
}
