//! Leaving dull code out of parsing changes no finding.
#![allow(clippy::unwrap_used, missing_docs)]

use leaklint::{
    FileReport, Linter, Options, Persona, Variable,
    report::Analysis,
    rules::{Key, grammar::sample::sample, keys},
};

/// Linters that leave code out, and that do not.
fn linters() -> [Linter; 2] {
    linters_for(&[])
}

fn linters_for(variables: &[Variable]) -> [Linter; 2] {
    [true, false].map(|prune| {
        let variables = variables.to_vec();
        Linter::new(Options { prune, persona: Persona::Auditor, variables, ..Options::default() })
    })
}

/// Code that holds nothing of interest, longer than what is worth leaving out.
fn dull(name: &str) -> String {
    let statement = "if(a.b(c)>d)e=f[g](h,'word','two words');for(;i<j;)k+=l;";
    format!("function {name}(a,b){{{}}}", statement.repeat(12))
}

/// `program` among code of every kind that is left out, and inside such code.
fn surrounded(program: &str) -> String {
    let (before, inside, after) = (dull("before"), dull("inside"), dull("after"));
    format!("!function(){{{before};function holds(x){{{inside};{program};{inside}}}{after}}}();")
}

fn same(linters: &[Linter; 2], source: &str) -> FileReport {
    let [pruned, whole] = linters.each_ref().map(|linter| linter.lint("a.js", source.as_bytes()));
    assert_eq!(pruned, whole, "{source}");
    pruned
}

/// A program that holds a value of `key` under a name that it goes by.
fn program(key: &Key, value: &str) -> String {
    let value = serde_json::to_string(value).unwrap();
    match &key.context {
        Some(context) if !context.headers.is_empty() => {
            format!("fetch(a,{{headers:{{\"{}\":{value}}}}})", context.headers[0])
        }
        Some(context) if !context.calls.is_empty() => {
            let (callee, index) = context.calls[0];
            format!("{callee}({}{value})", "a,".repeat(usize::from(index)))
        }
        Some(context) if !context.names.is_empty() => {
            format!("a={{\"{} api key\":{value}}}", context.names[0])
        }
        _ => format!("a.b({{c:{value}}})"),
    }
}

#[test]
fn an_error_at_the_end_changes_no_finding_and_no_notice() {
    let linters = linters();
    let grammar = &keys().iter().find(|key| key.id == "callpaymin/api-key").unwrap().token;
    for seed in 0..10 {
        let value = sample(grammar, seed);
        let program = format!("a.b({{c:'{value}'}});\ny={{databasePassword:'Tz8vQ1mRk4Lw7'}}");
        let source = format!("{}\n{}\n}}(;", dull("first").repeat(3), surrounded(&program));
        let report = same(&linters, &source);
        assert_eq!(report.file.analysis, Analysis::Lexical);
        assert!(report.file.notices[0].contains("at line 4"), "{:?}", report.file.notices);
        assert!(report.findings.len() >= 2, "{:?}", report.findings);
    }
}

#[test]
fn a_key_of_every_kind_is_found_the_same() {
    let linters = linters();
    let mut found = 0;
    for key in keys() {
        for seed in 0..3 {
            let source = surrounded(&program(key, &sample(&key.token, seed)));
            found += usize::from(!same(&linters, &source).findings.is_empty());
        }
    }
    assert!(found > 5 * keys().len() / 2, "{found}");
}

#[test]
fn values_that_are_put_together_are_found_the_same() {
    let linters = linters();
    let grammar = &keys().iter().find(|key| key.id == "callpaymin/api-key").unwrap().token;
    for seed in 0..40 {
        let value = sample(grammar, seed);
        let (first, rest) = value.split_at(9 + seed as usize % 16);
        for program in [
            format!("x='{first}'+'{rest}'"),
            format!("x=`{first}${{'{rest}'}}`"),
            format!("const p='{first}';x=p+'{rest}'"),
            format!("x=['{first}','{rest}'].join('')"),
        ] {
            same(&linters, &surrounded(&program));
            same(&linters, &format!("{};{program};{}", dull("before"), dull("after")));
        }
    }
}

#[test]
fn passwords_and_environments_are_found_the_same() {
    let linters = linters();
    let random: String = sample(&keys()[0].token, 7).chars().rev().collect();
    for program in [
        format!("x={{clientSecret:'{random}'}}"),
        format!("x={{VITE_SESSION_SECRET:'{random}'}}"),
        format!("x={{PATH:'/usr/bin',HOME:'/root',DB_PASSWORD:'{random}'}}"),
        "x={dbPassword:'correct-horse-battery'}".to_owned(),
        "x=process.env.STRIPE_SECRET_KEY".to_owned(),
        "new y({apiKey:x,dangerouslyAllowBrowser:true})".to_owned(),
    ] {
        same(&linters, &surrounded(&program));
    }
}

#[test]
fn values_of_variables_are_found_the_same() {
    let value = "correct-horse-battery-staple";
    let variable = Variable {
        name: "DB_PASSWORD".to_owned(),
        value: value.to_owned(),
        from: ".env".to_owned(),
    };
    let linters = linters_for(&[variable]);
    for program in [
        "f({some:{thing:'correct-horse-battery-staple'}})",
        "f(a+'correct-horse'+'-battery-staple')",
        "const a='correct-horse';f(`${a}-battery-staple`)",
        "f(['correct','horse','battery','staple'].join('-'))",
        "f('elpats-yrettab-esroh-tcerroc')",
        "f('Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZQ')",
    ] {
        let report = same(&linters, &surrounded(program));
        assert_eq!(report.findings.len(), 1, "{program}");
    }
}

/// There is a tree of the rest, and what is found in it is what the tokens of the whole give.
#[test]
fn code_that_is_broken_hides_no_more_than_it_would_without() {
    let linters = linters();
    let grammar = &keys().iter().find(|key| key.id == "callpaymin/api-key").unwrap().token;
    let value = sample(grammar, 3);
    let (first, rest) = value.split_at(16);
    for broken in ["if", "a b", "'never closed\n", "@@", "`${}`", "f(,)"] {
        let code = dull("broken").replacen("k+=l", broken, 1);
        let places = |program: &str| {
            let source = format!("{};{code};{program};{}", dull("before"), dull("after"));
            linters.each_ref().map(|linter| {
                let report = linter.lint("a.js", source.as_bytes());
                let findings = report.findings.into_iter();
                let places = findings.map(|found| (found.fingerprint, found.location.offset));
                (places.collect::<Vec<_>>(), report.file.analysis)
            })
        };
        let [(pruned, analysis), (whole, without)] = places(&format!("x={{y:'{value}'}}"));
        assert_eq!((analysis, without), (Analysis::Syntax, Analysis::Lexical), "{broken}");
        assert_eq!(pruned, whole, "{broken}");
        assert_eq!(pruned.len(), 1, "{broken}");
        // What is derived asks for the whole, which is broken: neither says more than the other.
        let [(pruned, _), (whole, _)] = places(&format!("x='{first}'+'{rest}'"));
        assert_eq!(pruned, whole, "{broken}");
    }
}
