//! The pre-scan sees the strings, templates and regular expressions that swc sees.

use swc_ecma_ast::{Program, Regex, Str, TplElement};
use swc_ecma_visit::{Visit, VisitWith};

use crate::{
    javascript::{
        dialect::Dialect,
        parse,
        structure::{Lexer, Structure, TemplatePart, TokenKind},
    },
    span::Span,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Literal {
    String(Span),
    Template(Span),
    Regex(Span),
}

struct Literals(Vec<Literal>);

impl Visit for Literals {
    fn visit_str(&mut self, node: &Str) {
        self.0.push(Literal::String(span(node.span)));
    }
    fn visit_regex(&mut self, node: &Regex) {
        self.0.push(Literal::Regex(span(node.span)));
    }
    fn visit_tpl_element(&mut self, node: &TplElement) {
        self.0.push(Literal::Template(span(node.span)));
    }
}

fn span(span: swc_common::Span) -> Span {
    Span::new(parse::offset(span.lo), parse::offset(span.hi))
}

fn of_swc(source: &str) -> Result<Vec<Literal>, String> {
    let mut literals = Literals(Vec::new());
    let structure = Structure { depth: 1_500, chain: 2_000, slow_chain: 0 };
    parse::with_program(source, Dialect::Script, &structure, &mut |program: &Program| {
        program.visit_with(&mut literals);
    })
    .map_err(|failure| failure.describe(source))?;
    literals.0.sort();
    literals.0.dedup();
    Ok(literals.0)
}

fn of_lexer(source: &str) -> Vec<Literal> {
    let mut literals: Vec<Literal> = Lexer::new(source.as_bytes(), Dialect::Script)
        .filter_map(|token| {
            let Span { start, end } = token.span;
            Some(match token.kind {
                TokenKind::String { .. } => Literal::String(token.span),
                TokenKind::Regex => Literal::Regex(token.span),
                TokenKind::Template(TemplatePart::Whole | TemplatePart::Tail) => {
                    Literal::Template(Span::new(start + 1, end - 1))
                }
                TokenKind::Template(_) => Literal::Template(Span::new(start + 1, end - 2)),
                _ => return None,
            })
        })
        .collect();
    literals.sort();
    literals
}

/// Each line a program of its own.
const PROGRAMS: &str = r#"
a = b / c / d
a = /b/g.test(c)
a = (b) / c / d
if (a) /b/.test(c)
if (a) { } /b/.test(c)
while (a) /b/g.exec(c)
for (;;) /b/g.exec(c)
for (const a of /b/g.exec(c)) d
with (a) /b/.test(c)
a[0] / b / c
a = { } / b / c
({ a: 1 }) / b / c
a = function () { } / b / c
a = function b() { } / c / d
function a() { } /b/.test(c)
(function () { }) / b / c
a = class { } / b / c
class a { } /b/.test(c)
class a extends b { } /c/.test(d)
a = class extends b { } / c / d
a = () => { }; /b/.test(c)
a = b => /c/.test(b)
return /a/.test(b)
function a() { return /b/.test(c) }
function a() { return b / c / d }
typeof /a/
void /a/
a = typeof b / c / d
a in /b/
a instanceof b / c / d
throw /a/
delete /a/.b
new /a/.constructor
switch (a) { case /b/: break; case c / d / e: }
switch (a) { case 1: /b/.test(c); default: /d/.test(e) }
do /a/.test(b); while (c)
do { } while (a) /b/.test(c)
if (a) b; else /c/.test(d)
try { } catch { } /a/.test(b)
try { } finally { } /a/.test(b)
a++ / b / c
a-- / b / c
++/a/.b
a = b + ++c / d / e
a.return / b / c
a.if / b / c
a?.typeof / b / c
a.case(1) / b / c
({ return: /a/ })
({ typeof: 1 / 2 })
({ if: /a/, b: c / d })
({ get a() { return /b/ }, c: 1 / 2 })
({ a() { } , b: /c/ })
({ async a() { }, *b() { }, c: /d/ })
`a` / b / c
`a${b / c}d${/e/.test(f)}g` / h / i
`a${`b${c / d}` / e}` / f
`a${{ b: 1 } / c}d`
`a${() => { return /b/ }}c`
a`b` / c / d
a = b ? { c: 1 } / d : { e: 2 } / f
a ? /b/ : /c/
a ? b / c : d / e
a: /b/.test(c)
a: { } /b/.test(c)
{ a: { } /b/.test(c) }
{ } /a/.test(b)
({ a: { } / b })
[{ } / a]
[/a/, b / c, /d/g]
f(/a/, b / c, { } / d)
!/a/.test(b)
a = b || /c/
a && /b/.test(c)
a ?? /b/
a = [...b / c, .../d/.source]
a = +/b/
a = 1 / 2 / 3
a = 1. / 2 / 3
a = .5 / 2 / 3
a = 0x1F / 2 / 3
a = 1e+5 / 2 / 3
a = 1n / 2n / 3n
a = "b" / c / d
a = 'b\'c' / d / e
a = "b\\" / c / d
a = /[/]/.test(b) / c / d
a = /\//.test(b) / c / d
a = /[\]/]/g / b / c
a = /b/ / c / d
a = this / b / c
a = null / b / c
a = true / b / c
a = super_ / b / c
async function a() { await /b/.test(c) }
async function a() { for await (const b of c) /d/.test(e) }
function* a() { yield /b/ }
a = async function () { } / b / c
async function a() { } /b/.test(c)
a = async () => { }
export default /a/
export default function () { } /a/.test(b)
export default class { } /a/.test(b)
export const a = /b/, c = d / e
import a from "b"; /c/.test(d)
import("a") / b / c
import.meta.env / a / b
a = new b / c / d
a = new b() / c / d
a => { } 
label: for (;;) { } /a/.test(b)
var a = { b: function () { } / c }
if (a) function b() { } /c/.test(d)
a = b
let a = `\`` / b / c
a = `\${` / b / c
let { a } = b / c / d
const [a] = b / c / d
class a { static b = /c/; d() { } e = f / g }
class a { static { /b/.test(c) } }
class a { #b = 1; c() { return this.#b / d / e } }
class a { get b() { return /c/ } set b(c) { } static async *d() { } }
a = { ...b / c, d: /e/ }
/* a */ /b/.test(c) // d / e
a /* b */ / c / d
a // b
"use strict"; /a/.test(b)
a = b, /c/.test(d)
a = b; ; /c/.test(d)
(a, /b/)
x = a ? (b) : /c/
a = "\u{1F600}" / b / c
\u0061 = b / c / d
é = b / c / d
var $ = _ / b / c
a = b !== /c/
a <= /b/
a >>>= b / c / d
a **= /b/
let of = 1; a.of / b / c
for (var a in b) /c/.test(d)
a?.[0] / b / c
a?.(b) / c / d
a ? .5 / b : c / d
if (a) { b } else if (c) { d } else { e } /f/.test(g)
while (a) { } /b/.test(c)
function a(b = /c/, { d = e / f } = { }) { } /g/.test(h)
(b = /c/) => b / d
a = function (b = function () { } / c) { } / d / e
a = b.class / c / d
a = { class: /b/, function: c / d, e: { } / f }
new_.target / a / b
a = [] / b / c
a = ([]) / b / c
debugger; /a/.test(b)
!function () { var a; function b() { } /c/.test(d) }()
(() => { a: { } /c/.test(d) })()
x = { a() { b: { } /c/.test(d) } }
"#;

#[test]
fn a_slash_divides_or_begins_a_regular_expression_as_it_does_for_swc() {
    let programs: Vec<&str> = PROGRAMS.lines().filter(|line| !line.is_empty()).collect();
    assert!(programs.len() > 120);
    let wrong: Vec<_> = programs
        .into_iter()
        .filter_map(|program| {
            let (expected, found) = (of_swc(program), of_lexer(program));
            (expected.as_ref() != Ok(&found)).then_some((program, expected, found))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_statement_ends_at_its_line_where_it_must() {
    for program in [
        "a = b\n/c/d.test(e)",
        "a\n++b\n/c/g",
        "function a() {}\n/b/.test(c)",
        "a = function () {}\nfunction b() {}\n/c/.test(d)",
        "if (a)\n/b/.test(c)\nelse\n/d/.test(e)",
        "return_\n/a/g",
        "<!-- a / b\nc = /d/",
        "a = 1\n--> b / c\nd = /e/",
        "#!/bin/node /a/\nb = /c/",
        "\u{FEFF}a = /b/",
        "a = 'b\\\r\nc' / d / e",
        "a = `b\n${c}\n` / d / e",
    ] {
        assert_eq!(of_swc(program), Ok(of_lexer(program)), "{program}");
    }
}

/// Over the published bundles of the folder that `LEAKLINT_CORPUS` names.
#[test]
fn every_literal_of_the_published_bundles_is_seen() {
    let Some(corpus) = std::env::var_os("LEAKLINT_CORPUS") else { return };
    let (mut files, mut literals, mut wrong) = (0, 0, Vec::new());
    let mut folders = vec![std::path::PathBuf::from(corpus)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|kind| kind == "js" || kind == "mjs" || kind == "cjs")
            {
                let Ok(source) = std::fs::read_to_string(&path) else { continue };
                let Ok(expected) = of_swc(&source) else { continue };
                let found = of_lexer(&source);
                files += 1;
                literals += expected.len();
                let first = expected.iter().zip(&found).find(|(a, b)| a != b);
                if first.is_some() || expected.len() != found.len() {
                    wrong.push((path, first.map(|(a, b)| (*a, *b))));
                }
            }
        }
    }
    println!("{files} files, {literals} literals, {} files differ", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
