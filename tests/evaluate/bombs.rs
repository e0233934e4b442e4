//! Scripts whose constants would not end, or not fit: evaluation stops, and says so.

use std::time::{Duration, Instant};

use super::{filled, is_found, lint};

/// Lints `bomb` with a key behind it, which must be found in little time.
#[track_caller]
fn defuse(bomb: &str) -> Vec<String> {
    let source =
        filled(&format!("const first = \"<A>\" + \"<B>\";\n{bomb}\n;const last = \"<K>\";"));
    let start = Instant::now();
    let report = lint(&source);
    // Milliseconds, but those of a busy machine and of code that was not optimised.
    assert!(start.elapsed() < Duration::from_secs(5), "{bomb:.80}: {:?}", start.elapsed());
    assert!(is_found(&report), "{bomb:.80}: {:?}", report.file.notices);
    report.file.notices
}

#[track_caller]
fn defuse_and_tell(bomb: &str) {
    let notices = defuse(bomb);
    assert!(notices.iter().any(|notice| notice.contains("constants")), "{bomb:.80}: {notices:?}");
}

#[test]
fn doubling() {
    let chain = |last: &str, link: fn(usize) -> String| {
        let links: Vec<String> = (0..60).map(link).collect();
        format!("var x0 = \"{last}\"; {}; use(x60)", links.join(";"))
    };
    defuse_and_tell(&chain("aaaaaaaa", |n| format!("var x{} = x{n} + x{n}", n + 1)));
    defuse_and_tell(&chain("aaaaaaaa", |n| format!("var x{} = `${{x{n}}}${{x{n}}}`", n + 1)));
    defuse_and_tell(&chain("aaaaaaaa", |n| format!("var x{} = [x{n}, x{n}].join('')", n + 1)));
    defuse_and_tell(&chain("aaaaaaaa", |n| format!("var x{} = x{n}.replace(/a/g, x{n})", n + 1)));
    defuse_and_tell(&chain("aaaaaaaa", |n| format!("var x{} = x{n}.concat(x{n})", n + 1)));
    defuse_and_tell(&chain("aaaaaaaa", |n| format!("var x{} = x{n}.repeat(2)", n + 1)));
    defuse(
        &chain("aaaaaaaa", |n| format!("var x{} = [x{n}, x{n}]", n + 1))
            .replace("use(x60)", "use(x60 + '')"),
    );
    let backwards: Vec<String> =
        (0..60).map(|n| format!("var y{n} = y{} + y{}", n + 1, n + 1)).collect();
    defuse(&format!("{}; var y60 = 'aaaaaaaa'; use(y0)", backwards.join(";")));
}

#[test]
fn values_of_a_billion_bytes() {
    for bomb in [
        r#"use("a".repeat(1e9))"#,
        r#"use("a".padStart(1e9))"#,
        r#"use("a".padEnd(1e9, "xyz"))"#,
        r#"use("a".repeat(1e6).repeat(1e6))"#,
        r#"const a = "a".repeat(1e6); use([a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a].join(a))"#,
        r#"const a = "a".repeat(5e5); use(a.replace(/a/g, a))"#,
    ] {
        defuse_and_tell(bomb);
    }
    for bomb in [
        r#"use("a".repeat(-1))"#,
        r#"use("a".repeat(NaN), "a".padStart(Infinity), "a".repeat(1/0))"#,
        r#"use(Array(1e9).join("a"), new Array(1e9).join("a"))"#,
        r#"use(Array.from({ length: 1e9 }, () => "a").join(""))"#,
        r"use(new Uint8Array(1e9), Buffer.from({ length: 1e9 }).toString())",
    ] {
        defuse(bomb);
    }
}

#[test]
fn functions_that_do_not_end() {
    for bomb in [
        "function f(a) { return f(a + 'x') } use(f('a'))",
        "function f(a) { return g(a) } function g(a) { return f(a) } use(f('a'))",
        "const f = a => g(a), g = a => f(a) + f(a); use(f('aaaaaaaa'))",
        "function f() { for (;;) {} } use(f('a'))",
        "function f(a) { while (true) a += 'a'; return a } use(f('a'))",
        "function f(n) { return n < 2 ? 'a' : f(n - 1) + f(n - 2) } use(f(40))",
        "function f(a) { const p = [a]; for (const x of p) p.push(x); return p.join('') } use(f('a'))",
        "use([1,2,3,4,5,6,7,8].map(a => [1,2,3,4,5,6,7,8].map(b => [1,2,3,4,5,6,7,8].map(c => [1,2,3,4,5,6,7,8].map(d => [1,2,3,4,5,6,7,8].map(e => [1,2,3,4,5,6,7,8].map(f => [1,2,3,4,5,6,7,8].map(g => 'a'))))))).join(''))",
        "const o = { get a() { return this.a } }; use(o.a + 'x')",
        "(f => f(f))(f => f(f)); use((f => f(f))(f => f(f)) + 'a')",
    ] {
        defuse(bomb);
    }
}

#[test]
fn names_that_stand_for_each_other() {
    for bomb in [
        "var a = b + 'x', b = a + 'y'; use(a + b)",
        "const a = a + a; use(a + 'x')",
        "const o = { ...o, k: o.k + 'x' }; use(o.k + 'y')",
        "const o = { ...o }; use(o.k + 'y', Object.values(o).join(''))",
        "const o = { ...p }, p = { ...o, ...o }; use(o.k + 'y', { ...p }.k + 'z')",
        "const { a = b, b = a } = { c: a }; use(a + b)",
        "const c = {}; c.a = c.b + 'x'; c.b = c.a + 'y'; use(c.a + c.b)",
        "var E; (function (E) { E.A = E.B + 'x'; E.B = E.A })(E || (E = {})); use(E.A + E.B)",
        "var e = e || {}; e.a = 'x' + e.a; use(e.a + 'y')",
        "const a = [...a, 'x']; use(a.join(''))",
    ] {
        defuse(bomb);
    }
}

#[test]
fn long_and_deep_ones() {
    let text = "YWJj".repeat(250_000);
    for bomb in [
        format!("use({}\"a\"{})", "atob(".repeat(1_000), ")".repeat(1_000)),
        format!("use({}\"{}\"{})", "atob(".repeat(40), "YWJj".repeat(1_000), ")".repeat(40)),
        format!("const a = \"{text}\"; use(a.split(\"\").reverse().join(\"\"))"),
        format!("const a = \"{text}\"; {}", "use(atob(a) + atob(a));".repeat(500)),
        format!("use(\"a\"{})", ".concat(\"b\")".repeat(5_000)),
        format!("const a = \"x\"; use(a{})", "+a".repeat(15_000)),
        format!("use({}1{})", "[".repeat(1_400), "].join()".repeat(1_400)),
        format!("use([{}].join(\"\"))", "\"a\",".repeat(300_000)),
        format!(
            "const o = {{{}}}; {}",
            (0..5_000).map(|n| format!("k{n}:\"v\",")).collect::<String>(),
            (0..5_000).map(|n| format!("use(o.k{n} + \"xxxxxxxx\");")).collect::<String>()
        ),
        format!(
            "const o = [{}]; {}",
            "\"v\",".repeat(5_000),
            (0..5_000).map(|n| format!("use(o[{n}] + \"xxxxxxxx\");")).collect::<String>()
        ),
        format!("{}{}", "(function(){".repeat(1_000), "})()".repeat(1_000)),
        format!("{}use(a + \"b\"){}", "{let b;".repeat(1_400), "}".repeat(1_400)),
        format!("use(\"a\" + ({}1{}))", "(".repeat(1_400), ")".repeat(1_400)),
        format!("use(\"a\" + {}\"c\")", "a ? b : ".repeat(9_000)),
        format!("use(`{}`)", "${a}".repeat(5_000)),
        format!("const a = \"b\"; use(`{}`)", "${a}".repeat(100_000)),
        format!("use({}\"a\")", "x = ".repeat(9_000)),
        format!(
            "{};use(a0 + \"x\")",
            (0..20_000).map(|n| format!("var a{n} = a{}", n + 1)).collect::<Vec<_>>().join(";")
        ),
        format!("use(\"{}\".replace(/a*a*a*a*b/g, \"\"))", "a".repeat(50_000)),
        format!("use(\"{}\".split(/(a+)+$/).join(\"\"))", "a".repeat(50_000)),
    ] {
        defuse(&bomb);
    }
}

/// Writes in the innermost function to a name of the outermost, many times and from deep within.
#[test]
fn writes_from_deep_within() {
    let writes = "a=1;".repeat(50_000);
    defuse(&format!(
        "{}{writes}{};use(a + \"x\")",
        "function f(){".repeat(1_000),
        "}".repeat(1_000)
    ));
}
