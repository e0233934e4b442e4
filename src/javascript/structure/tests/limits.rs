//! Hostile structure is over the limit; what people and bundlers write is not.

use crate::javascript::{
    dialect::Dialect,
    structure::{Excess, Limits, Structure},
};

fn measure(source: &str) -> Result<Structure, Excess> {
    Structure::measure(source.as_bytes(), Dialect::Script, Limits::of_target(), None)
        .map(|(structure, _)| structure)
}

#[test]
fn nesting_of_every_kind_is_measured() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("a(", ")"),
        ("a[", "]"),
        ("({a:", "})"),
        ("`${", "}`"),
        ("()=>{", "}"),
        ("function a(){", "}"),
        ("(function(){", "})"),
        ("if(a){", "}"),
        ("class a{b(){", "}}"),
        ("for(;;){", "}"),
        ("try{", "}catch{}"),
        ("switch(a){case 1:", "}"),
    ] {
        let source = open.repeat(100_000) + &close.repeat(100_000);
        assert!(measure(&source).is_err(), "{open}");
        let open_only = open.repeat(100_000);
        assert!(measure(&open_only).is_err(), "{open}, never closed");
        let flat = format!("{open}{close};").repeat(30_000);
        assert!(measure(&flat).is_ok(), "{open}{close}, side by side: {:?}", measure(&flat));
    }
}

#[test]
fn chains_of_every_kind_are_measured() {
    for (link, end) in [
        ("a+", "a"),
        ("\"a\"+", "\"a\""),
        ("a?b:", "c"),
        ("a.", "b"),
        ("a?.", "b"),
        ("!", "a"),
        ("-", "a"),
        ("- -", "a"),
        ("typeof ", "a"),
        ("void ", "a"),
        ("new ", "a"),
        ("await ", "a"),
        ("a=", "b"),
        ("a=>", "b"),
        ("a**", "b"),
        ("a??", "b"),
        ("a||", "b"),
        ("a:", "b"),
        ("if(a)", "b"),
        ("for(;;)", "b"),
        ("while(a)", "b"),
        ("do ", "a"),
        ("with(a)", "b"),
        ("if(a)b;else ", "c"),
        ("if(a){}else ", "c"),
        ("<a>", ""),
        ("a<", "b"),
        ("delete ", "a"),
        ("yield ", "a"),
        ("...", "a"),
        ("class extends ", "a"),
        ("async a=>", "b"),
        ("~", "a"),
        ("++", "a"),
    ] {
        let source = link.repeat(100_000) + end;
        assert!(measure(&source).is_err(), "{link}");
    }
    for link in ["()", "[0]", "``", ".a", ".a()", "?.a", "!", "${a}"] {
        let source = format!("a{}", link.repeat(100_000));
        assert!(measure(&source).is_err() || link == "${a}", "{link}");
    }
}

#[test]
fn long_programs_are_no_chains() {
    for line in [
        "var a = b + c;\n",
        "var a = b + c\n",
        "a.b.c()\n",
        "function a(b) { return b + 1 }\n",
        "function a(){}\n",
        "class a { b() {} }\n",
        "if (a) { b() }\n",
        "if (a) b()\n",
        "if (a) b(); else c();\n",
        "a = function () {}\n",
        "export const a = 1\n",
        "const a = () => {}\n",
        "const a = () => b\n",
        "try { a() } catch (b) { c() }\n",
        "import a from 'b'\n",
        "a = `b${c}d`\n",
        "/* a */\n",
        "a++\n",
        "for (;;) {}\n",
        "switch (a) { case 1: case 2: b() }\n",
        "case_: a;\n",
        "a = b ? c : d\n",
        "let [a, b] = [1, 2]\n",
        "x = { a: 1 }\n",
        "return_\n",
        "'use strict'\n",
        "!function () {}()\n;",
        "a => { b }\n",
    ] {
        let program = line.repeat(50_000);
        assert!(measure(&program).is_ok(), "{line:?}: {:?}", measure(&program));
    }
    for item in [
        "1,",
        "a + b,",
        "{a: 1},",
        "function(){},",
        "a => b,",
        "a ? b : c,",
        "`a`,",
        "[1, 2],",
        "'a',",
        "(a, b) => { c },",
    ] {
        let list = format!("x = [{}]", item.repeat(50_000));
        assert!(measure(&list).is_ok(), "{item:?}: {:?}", measure(&list));
    }
    let cases = format!("switch (a) {{ {} }}", "case 1: b(); break; ".repeat(50_000));
    assert!(measure(&cases).is_ok());
    let labels = format!("switch (a) {{ {} }}", "case 1: ".repeat(50_000));
    assert!(measure(&labels).is_ok());
    let members = format!("class A {{ {} }}", "b() { c() } d = 1; static e() {}\n".repeat(50_000));
    assert!(measure(&members).is_ok());
    let methods = format!("x = {{ {} }}", "b() { c() }, d: function () {},".repeat(50_000));
    assert!(measure(&methods).is_ok());
}
