//! Values that are put together by operators, methods and functions of the language.

use super::{assert_found, filled, key, lint};

#[track_caller]
fn assert_all(templates: &[&str]) {
    for template in templates {
        assert_found(&filled(template));
    }
}

#[test]
fn what_a_key_is_joined_to_is_no_part_of_it() {
    assert_all(&[
        r#"use("Bearer" + "<K>" + "andMore")"#,
        r#"use("<K>" + "Suffix" + x)"#,
        r#"use("https://a.example/?key=<K>" + "Suffix")"#,
        r#"use(`<K>${"Suffix"}`)"#,
    ]);
    // The same from the tokens.
    let program = filled(r#"use("Bearer" + "<K>" + "andMore")"#);
    let report = assert_found(&format!("{program};{}", "(".repeat(2_000)));
    assert_eq!(report.findings.len(), 1);
    assert!(report.findings[0].derivation.is_empty());
}

#[test]
fn a_long_key_in_two_pieces_of_which_one_could_be_a_key() {
    let rest = "Kx3Zq8Rw5Tn1Vb7Mc2Ld9Hf4Gs6Jp0";
    let source = format!("use(\"{}\" + \"{rest}\")", key());
    let value = lint(&source).findings[0].value.clone();
    assert_eq!(value, Some(key() + rest));
}

#[test]
fn names_that_are_given_a_value_once() {
    assert_all(&[
        r#"const a = "<A>", b = "<B>"; use(a + b)"#,
        r#"let a = "<A>"; var b = "<B>"; use(`${a}${b}`)"#,
        r#"var a; a = "<A>"; use(a + "<B>")"#,
        r#"function f() { const a = "<A>"; return () => { let b = "<B>"; return a + b } }"#,
        r#"const a = "<A>"; { const a = "x"; use(a) } use(a + "<B>")"#,
        r#"const a = "x"; function f() { const a = "<A>"; use(a + "<B>") }"#,
        r#"use(a + b); var a = "<A>", b = "<B>""#,
        r#"const a = "<A>"; function f(b = "<B>") { use(a + b) }"#,
        r#"export const a = "<A>"; const b = a + "<B>"; export { b }"#,
        r#"key = "<A>"; use(key + "<B>")"#,
        r#"for (const a of list) use(a); { const a = "<A>"; use(a + "<B>") }"#,
        r#"try { x() } catch (a) { use(a) } const a = "<A>"; use(a + "<B>")"#,
    ]);
}

#[test]
fn names_that_are_added_to() {
    assert_all(&[
        r#"let a = "<A>"; a += "<B>"; use(a)"#,
        r#"function f() { let a = "<A>"; return a += "<B>", a }"#,
        r#"let a = ""; a += "<A>"; { a += `<B>` } use(a)"#,
        r#"const b = "<B>"; let a = "<A>"; a += b; use(a)"#,
        r#"if (x) { let a = "<A>"; a += "<B>"; use(a) }"#,
    ]);
}

#[test]
fn members_of_objects_and_arrays() {
    assert_all(&[
        r#"const c = { pay: { a: "<A>", "b-c": "<B>" } }; use(c.pay.a + c["pay"]["b-c"])"#,
        r#"const p = ["<A>", "<B>"]; use(p[0] + p[1])"#,
        r#"const c = {}; c.a = "<A>"; c.b = "<B>"; use(c.a + c.b)"#,
        r#"const a = "<A>", c = { a, b: "<B>" }; use(`${c.a}${c.b}`)"#,
        r#"const d = { a: "<A>" }, c = { ...d, b: "<B>" }; use(c.a + c.b)"#,
        r#"const c = { get k() { return "<A>" + "<B>" } }; const d = c.k"#,
        r#"class C { static A = "<A>"; static b() { return C.A + "<B>" } }"#,
        r#"exports.a = "<A>"; exports.k = exports.a + "<B>""#,
        r#"const c = { a: "<A>", k() { return this.a + "<B>" } }; use(c.k())"#,
        r#"const i = 1, p = ["<B>", "<A>"]; use(p[i] + p[i - 1])"#,
        r#"const c = Object.freeze({ a: "<A>" }); use(c.a + "<B>")"#,
        r#"use(Object.values({ a: "<A>", b: "<B>" }).join(""))"#,
    ]);
}

#[test]
fn destructuring_and_spread() {
    assert_all(&[
        r#"const { a, b: { c } } = { a: "<A>", b: { c: "<B>" } }; use(a + c)"#,
        r#"const [a, , b] = ["<A>", 0, "<B>"]; use(a + b)"#,
        r#"const { a = "<A>", b } = { b: "<B>" }; use(a + b)"#,
        r#"const [a, ...b] = ["<A>", "<B>"]; use(a + b.join(""))"#,
        r#"const p = ["<A>"], q = [...p, "<B>"]; use(q.join(""))"#,
        r#"let a, b; [a, b] = ["<A>", "<B>"]; use(a + b)"#,
        r#"use("".concat(...["<A>", "<B>"]))"#,
    ]);
}

#[test]
fn conditions_that_are_constant() {
    assert_all(&[
        r#"const dev = false; use((dev ? "x" : "<A>") + "<B>")"#,
        r#"use((null ?? "<A>") + ("" || "<B>"))"#,
        r#"use((1 && "<A>") + (0, "<B>"))"#,
        r#"const a = !0 ? "<A>" : f(); use(a + "<B>")"#,
        r#"use((typeof undefined === "undefined" ? "<A>" : "y") + "<B>")"#,
    ]);
}

#[test]
fn functions_that_only_return() {
    assert_all(&[
        r#"const j = (a, b) => a + b; use(j("<A>", "<B>"))"#,
        r#"function j(a, b) { return `${a}${b}` } use(j("<A>", "<B>"))"#,
        r#"function j(...p) { const t = p.join(""); return t } use(j("<A>", "<B>"))"#,
        r#"use((() => { const a = "<A>"; return a + "<B>" })())"#,
        r#"use((function (a, b) { return a + b })("<A>", "<B>"))"#,
        r#"(function (a, b) { use(a + b) })("<A>", "<B>")"#,
        r#"((a) => { window.x = a + "<B>" })("<A>")"#,
        r#"const c = a => b => a + b; use(c("<A>")("<B>"))"#,
        r#"function k(a = "<A>", b = "<B>") { return a + b } use(k())"#,
        r#"function j({ a, b }) { return a + b } use(j({ a: "<A>", b: "<B>" }))"#,
        r#"const m = { j: function (a, b) { return a + b } }; use(m.j("<A>", "<B>"))"#,
        r#"function j(p) { let t = ""; for (const s of p) t += s; return t } use(j(["<A>", "<B>"]))"#,
        r#"function j(p) { for (var t = "", i = 0; i < p.length; i++) t += p[i]; return t } use(j(["<A>", "<B>"]))"#,
        r#"function j(p) { const o = []; for (const s of p) { if (!s) continue; o.push(s) } return o.join("") } use(j(["<A>", "", "<B>"]))"#,
    ]);
}

#[test]
fn pieces_far_from_each_other_in_code_that_says_nothing() {
    let dull = "if(a.b(c)>d)e=f[g](h,i);".repeat(20);
    let key = key();
    let pieces = [&key[8..14], &key[14..20], &key[20..26], &key[26..32], &key[32..]];
    let objects: String = ('v'..='z')
        .zip(pieces)
        .map(|(name, piece)| format!("var {name}={{f(){{{dull}}},k:'{piece}'}};"))
        .collect();
    assert_found(&format!("{objects}use('{}'+[v.k,w.k,x.k,y.k,z.k].join(''))", &key[..8]));
}

#[test]
fn enums() {
    assert_all(&[
        r#"var E; (function (E) { E["A"] = "<A>"; E["B"] = "<B>" })(E || (E = {})); use(E.A + E.B)"#,
        r#"var E = (e => (e.A = "<A>", e.B = "<B>", e))(E || {}); use(E.A + E.B)"#,
    ]);
    let source = filled(r#"enum E { A = "<A>", B = "<B>" } use(E.A + E.B)"#);
    assert!(super::is_found(&super::lint_as("app.ts", &source)));
}

#[test]
fn methods_of_texts() {
    let key = key();
    let reversed: String = key.chars().rev().collect();
    let dashed: String = key.chars().flat_map(|char| [char, '~']).collect();
    for source in [
        format!(r#"use("{reversed}".split("").reverse().join(""))"#),
        format!(r#"use([..."{reversed}"].reverse().join(""))"#),
        format!(r#"use("{dashed}".replace(/~/g, ""))"#),
        format!(r#"use("{dashed}".replaceAll("~", ""))"#),
        format!(r#"use("{dashed}".split("~").join(""))"#),
        format!(r#"use("{dashed}".replace(/[^a-z0-9_]/gi, ""))"#),
        format!(r#"use("xx{key}yy".slice(2, -2))"#),
        format!(r#"use("xx{key}yy".substring(2, {}))"#, key.len() + 2),
        format!(r#"use("xx{key}yy".substr(2, {}))"#, key.len()),
        format!(r#"use("  {}  ".trim() + "{}")"#, &key[..9], &key[9..]),
        format!(r#"use("{}".concat("{}", "{}"))"#, &key[..5], &key[5..9], &key[9..]),
        format!(r#"use("{}".toLowerCase() + "{}")"#, key[..8].to_uppercase(), &key[8..]),
        format!(r#"use("{}".padEnd({}, "{}"))"#, &key[..9], key.len(), &key[9..]),
        format!(r#"use("{}".padStart({}, "{}"))"#, &key[9..], key.len(), &key[..9]),
        format!(r#"use(["{}", "{}", "{}"].join("_"))"#, &key[..2], &key[3..7], &key[8..]),
        format!(
            r#"use("s".repeat(1) + "{}".charAt(0) + "{}".at(-1) + "{}")"#,
            "kx",
            "x_",
            &key[3..]
        ),
        format!(r#"use(String.raw`{}` + "{}")"#, &key[..9], &key[9..]),
        format!(r#"use("{}|{}".split("|").map(s => s).join(""))"#, &key[..9], &key[9..]),
        format!(r#"use(["{}", "{}"].reduce((a, b) => a + b, ""))"#, &key[..9], &key[9..]),
        format!(r#"use("a{}".replace("a", "") + "{}")"#, &key[..9], &key[9..]),
    ] {
        assert_found(&source);
    }
}

#[test]
fn what_stands_around_is_no_constant() {
    assert_all(&[
        r#"const a = "<A>"; use("Bearer " + a + "<B>" + x)"#,
        r#"const a = "<A>"; use(x + a + "<B>")"#,
        r#"const a = "<A>"; use(`${x}/${a}<B>?${y}`)"#,
        r#"const a = "<A>"; fetch(u, { headers: { Authorization: `Bearer ${a}<B>` } })"#,
    ]);
}

/// The names around the place where a value is used are its names.
#[test]
fn a_name_at_the_place_of_use_counts() {
    let value = ["9f8c2b7a41d05e36", "c8a1f27b9d40e653"].concat();
    for source in [
        format!(r#"const a = "{value}"; init({{ clientSecret: a }})"#),
        format!(r#"const c = {{ k: "{value}" }}; init({{ clientSecret: c.k }})"#),
        format!(r#"init({{ clientSecret: "{}".concat("{}") }})"#, &value[..16], &value[16..]),
        format!(r#"const a = "{}"; const clientSecret = a + "{}""#, &value[..16], &value[16..]),
    ] {
        let report = super::lint(&source);
        let finding = report.findings.first().expect(&source);
        assert_eq!(finding.value.as_deref(), Some(&*value), "{source}");
        let name = finding.context.as_ref().and_then(|context| context.name.as_deref());
        assert_eq!(name, Some("clientSecret"), "{source}");
    }
}

#[test]
fn a_finding_tells_its_steps_and_its_pieces() {
    let source = filled("const a = \"<A>\";\nconst k = atob(btoa(a + \"<B>\"));");
    let report = assert_found(&source);
    let finding = &report.findings[0];
    assert_eq!(finding.derivation, ["variable", "concat", "base64"]);
    assert_eq!((finding.location.line, finding.location.column), (2, 11));
    let pieces: Vec<_> = finding.pieces.iter().map(|place| (place.line, place.column)).collect();
    assert_eq!(pieces, [(1, 12)]);
}

/// No excerpt shows a piece of a value, wherever it stands.
#[test]
fn pieces_are_redacted() {
    let value = ["T7bQ2mXw9LzKcR4vNpYh", "6SdGaE1uJ8x"];
    let key = ["sk_live", &value.concat()].join("_");
    let source = format!(
        r#"const a = "sk_live_{}", other = "{key}", b = "{}"; use(a + b)"#,
        value[0], value[1]
    );
    let report = super::lint(&source);
    for finding in &report.findings {
        for part in value {
            assert!(!finding.excerpt.text.contains(part), "{}", finding.excerpt.text);
        }
    }
}

/// One value that is used in many places is one finding.
#[test]
fn uses_of_a_name_are_no_further_places() {
    let source = filled(r#"const c = "<K>"; f({ apiKey: c }); g(c); h(c)"#);
    let report = assert_found(&source);
    let found: Vec<_> =
        report.findings.iter().filter(|finding| finding.value.as_deref() == Some(&key())).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].occurrences.len(), 0, "{:?}", found[0].occurrences);
    assert!(found[0].derivation.is_empty());
}
