use super::super::{Limits, Structure, without};
use crate::javascript::dialect::Dialect;

/// Code without a string, longer than the shortest block that is left out.
fn dull() -> String {
    "if(a.b(c)>d)e=f[g](h,i);".repeat(20)
}

/// What is left of `source`; marks are where `@` stands.
fn left(source: &str) -> String {
    let places: Vec<_> = source.match_indices('@').map(|(at, _)| at as u32).collect();
    let (_, blocks) =
        Structure::measure(source.as_bytes(), Dialect::Script, Limits::of_target(), None).unwrap();
    let left = without(source, &blocks.dull(&places));
    assert_eq!(left.len(), source.len());
    left.split_whitespace().collect()
}

#[test]
fn what_is_in_a_dull_bracket_is_left_out() {
    let code = dull();
    for (open, close) in [
        ("function x(){", "}"),
        ("x=()=>{", "}"),
        ("class x{y(){", "}}"),
        ("for(;;){", "}"),
        ("x={y(){", "}}"),
        ("!function(){function x(){", "}}()"),
        ("x={y:()=>{", "}}"),
        ("x=[", "]"),
        ("x(", ")"),
        ("return[", "]"),
        ("import{", "}from x"),
    ] {
        let left = left(&format!("{open}{code}{close}"));
        assert!(!left.contains("a.b"), "{open}: {left}");
        let last = close.trim_start_matches(['}', ')', ']']);
        assert!(left.ends_with(&last.replace(' ', "")), "{open}: {left}");
    }
}

#[test]
fn what_may_hold_a_key_stays() {
    for kept in [
        "x=\"9f8c2b7a41d0\"",
        "x=`9f8c2b7a41d0`",
        "x=/9f8c2b7a41d0/",
        "x='Bearer 9f8c2b7a41d0'",
        "x=['a1','b2','c3','d4']",
        "x=[1,2,3,4,5,6,7,8,9,10,11,12]",
        "x='AbCDeFgHiJKl'",
        "x=@y",
        "x=9f8c2b7a41d05e36c8a1",
        &format!("x='{}'", "word-".repeat(40)),
        &format!("x='{}9f8c2b7a41d0'", "words ".repeat(40)),
    ] {
        let source = format!("function x(){{{}{kept}}}", dull());
        assert_eq!(left(&source), source.replace(char::is_whitespace, ""), "{kept}");
    }
}

#[test]
fn around_a_key_only_what_is_dull_goes() {
    let code = dull();
    let source = format!(
        "function a(){{function b(){{{code}}}x={{k:'9f8c2b7a41d0'}};function c(){{{code}}}}}"
    );
    assert_eq!(left(&source), "functiona(){functionb(){}x={k:'9f8c2b7a41d0'};functionc(){}}");
}

#[test]
fn around_a_mark_only_what_is_dull_goes() {
    let code = dull();
    let source = format!(
        "function a(){{function b(){{{code}}}@x;function c(){{{code}@y;function d(){{{code}}}}}}}"
    );
    let kept = format!("functiona(){{functionb(){{}}@x;functionc(){{{code}@y;functiond(){{}}}}}}");
    assert_eq!(left(&source), kept);
}

#[test]
fn brackets_that_must_not_be_empty_and_short_ones_stay() {
    let code = dull();
    for source in [
        format!("if({code}){{}}"),
        format!("import({code})"),
        format!("x[{code}]"),
        format!("x?.[{code}]"),
        format!("x={{k:'9f8c2b7a41d0',[{}]:y}}", "a.b+".repeat(30)),
        format!("x=({code})"),
        "function x(){return a.b(c)}".to_owned(),
        "function x(y){let z=y.a;for(let b=0;b<c;b++)z+=y[b];return z}".to_owned(),
        format!("x={{y:'4eC39H',{}}}", "z:u,".repeat(20)),
    ] {
        assert_eq!(left(&source), source.replace(char::is_whitespace, ""));
    }
}

#[test]
fn brackets_that_do_not_pair_leave_out_nothing_they_should_not() {
    let code = dull();
    for source in [
        format!("function x(){{{code}"),
        format!("function x(){{{code}]}} k='9f8c2b7a41d0'"),
        format!("}}}}function x(){{`${{{code}"),
    ] {
        let left = left(&source);
        assert_eq!(left.contains("9f8c2b7a41d0"), source.contains("9f8c2b7a41d0"), "{source}");
    }
}
