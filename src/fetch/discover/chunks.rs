//! The loaders of webpack and what is made like it: functions that make a chunk's file name of
//! its number. They are evaluated as the constant expressions that they are, never run.
//!
//! Since webpack 5 such a function has a name (`r.u`, `r.miniCssF`); older ones write the name
//! where it is used, `n.p+""+({2:"about"}[e]||e)+"."+{2:"1a2b"}[e]+".js"`, which is made a function
//! of `e` here.

use std::{collections::BTreeSet, ops::Range};

use super::{Named, candidates, kind_of, script::literal};
use crate::fetch::url::Url;
use crate::javascript::{
    self,
    tokens::{Bracket, Punctuator, Token, TokenKind},
};

/// A longer function is no table of names.
const LONGEST: usize = 512 << 10;
/// So many names are made at a time: each file's evaluation has its budget.
const BATCH: usize = 64;
/// What each made name begins with: the evaluator leaves short texts alone.
const MARK: &str = "leaklint-chunk:";

/// How one loader makes the names of its chunks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::fetch) struct Table {
    /// The script that it is in.
    pub(in crate::fetch) script: Url,
    /// Where the chunks are, as the loader says.
    pub(in crate::fetch) public: Option<String>,
    /// The function.
    function: String,
    /// The chunks that it names itself.
    pub(in crate::fetch) ids: BTreeSet<String>,
    /// Names that stand in it whole (`123 === e ? "static/chunks/123-ab.js" : …`).
    whole: BTreeSet<String>,
}

impl Table {
    /// The chunk that the loader calls `name`.
    pub(in crate::fetch) fn named(&self, name: &str, is_certain: bool) -> Option<Named> {
        let candidates = candidates(&self.script, self.public.as_deref(), name);
        let kind = kind_of(name)?;
        (!candidates.is_empty()).then_some(Named { candidates, kind, is_certain })
    }
}

/// What the loader's public path is set to (`r.p = "/_next/"`).
pub(super) fn public_path(source: &[u8], tokens: &[Token]) -> Option<String> {
    let set = tokens.windows(4).find(|window| is_set(source, window, b"p"))?;
    literal(source, set[3])
}

/// The functions that make names (`r.u = e => …`, and `r.miniCssF` for styles).
pub(super) fn tables(
    script: &Url,
    public: Option<&str>,
    source: &[u8],
    tokens: &[Token],
) -> Vec<Table> {
    let mut found = Vec::new();
    for (at, window) in tokens.windows(4).enumerate() {
        let is_table =
            [&b"u"[..], b"miniCssF", b"k"].iter().any(|name| is_set(source, window, name));
        if !is_table {
            continue;
        }
        let Some(end) = function_end(&tokens[at + 3..]) else { continue };
        let body = &tokens[at + 3..];
        let body = &body[..body.partition_point(|token| token.span.end <= end)];
        found.extend(table(script, public, source, body, ""));
    }
    for (range, id) in concatenations(source, tokens) {
        found.extend(table(script, public, source, &tokens[range], &format!("{id}=>")));
    }
    found
}

/// The table that some tokens are, behind `head`.
fn table(
    script: &Url,
    public: Option<&str>,
    source: &[u8],
    tokens: &[Token],
    head: &str,
) -> Option<Table> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let text = &source[first.span.start as usize..last.span.end as usize];
    let text = std::str::from_utf8(text).ok().filter(|text| text.len() <= LONGEST)?;
    // A function that names no file is something else of that name.
    if !text.contains(".js") && !text.contains(".css") {
        return None;
    }
    let texts = tokens.iter().filter_map(|token| literal(source, *token));
    Some(Table {
        script: script.clone(),
        public: public.map(str::to_owned),
        function: format!("{head}{text}"),
        ids: keys(source, tokens),
        whole: texts.filter(|text| text.contains('/') && kind_of(text).is_some()).collect(),
    })
}

/// Names of chunks that are put together where they are used: which tokens, and the variable
/// that holds the chunk.
fn concatenations(source: &[u8], tokens: &[Token]) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let is_end = is(pair[0], Punctuator::Plus)
            && literal(source, pair[1])
                .is_some_and(|text| [".js", ".css"].iter().any(|it| text.ends_with(it)));
        if !is_end {
            continue;
        }
        let (mut start, end) = (sum_start(source, tokens, at), at + 2);
        // What comes before the name is the public path.
        let is_public = is_public_path(source, &tokens[start..end]);
        start += if is_public { 4 } else { 0 };
        let sum = &tokens[start..end];
        let looked_up = sum.windows(3).find(|it| {
            is(it[0], Punctuator::Close(Bracket::Curly))
                && is(it[1], Punctuator::Open(Bracket::Square))
                && matches!(it[2].kind, TokenKind::Word(_))
        });
        let added = sum.windows(3).find(|it| {
            is_public
                && is(it[0], Punctuator::Plus)
                && matches!(it[1].kind, TokenKind::Word(_))
                && is(it[2], Punctuator::Plus)
        });
        let id = looked_up.map(|it| it[2]).or(added.map(|it| it[1]));
        let id = id.and_then(|id| std::str::from_utf8(id.span.of(source)).ok());
        found.extend(id.map(|id| (start..end, id.to_owned())));
    }
    found
}

/// Whether tokens begin with `n.p +`.
fn is_public_path(source: &[u8], tokens: &[Token]) -> bool {
    matches!(tokens, [object, dot, name, plus, _, ..]
        if matches!(object.kind, TokenKind::Word(_))
            && is(*dot, Punctuator::Dot)
            && name.span.of(source) == b"p"
            && is(*plus, Punctuator::Plus))
}

/// Where the sum begins whose `+` is at `plus`.
fn sum_start(source: &[u8], tokens: &[Token], plus: usize) -> usize {
    let mut depth = 0u32;
    for at in (0..plus).rev() {
        match tokens[at].kind {
            TokenKind::Punctuator(Punctuator::Close(_)) => depth += 1,
            TokenKind::Punctuator(Punctuator::Open(_)) if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            TokenKind::Punctuator(Punctuator::Plus | Punctuator::Dot) => {}
            TokenKind::Punctuator(_) => return at + 1,
            TokenKind::Word(_) if tokens[at].span.of(source) == b"return" => return at + 1,
            _ => {}
        }
    }
    0
}

fn is(token: Token, punctuator: Punctuator) -> bool {
    token.kind == TokenKind::Punctuator(punctuator)
}

/// Whether four tokens are `.name =` and what it is set to.
fn is_set(source: &[u8], tokens: &[Token], name: &[u8]) -> bool {
    tokens[0].kind == TokenKind::Punctuator(Punctuator::Dot)
        && tokens[1].span.of(source) == name
        && tokens[2].kind == TokenKind::Punctuator(Punctuator::Assign)
}

/// Where the function ends that begins with `tokens`.
fn function_end(tokens: &[Token]) -> Option<u32> {
    let (mut depth, mut has_arrow, mut is_function) = (0u32, false, false);
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Punctuator(Punctuator::Open(bracket)) => {
                depth += 1;
                // The body of a function.
                is_function |= bracket == Bracket::Curly && depth == 1 && !has_value(tokens, at);
            }
            TokenKind::Punctuator(Punctuator::Close(bracket)) => {
                if depth == 0 {
                    return Some(token.span.start).filter(|_| has_arrow);
                }
                depth -= 1;
                if depth == 0 && bracket == Bracket::Curly && is_function {
                    return Some(token.span.end);
                }
            }
            TokenKind::Punctuator(Punctuator::Arrow) if depth == 0 => has_arrow = true,
            TokenKind::Punctuator(Punctuator::Comma | Punctuator::Semicolon) if depth == 0 => {
                return Some(token.span.start).filter(|_| has_arrow);
            }
            _ => {}
        }
    }
    tokens.last().map(|last| last.span.end).filter(|_| depth == 0 && has_arrow)
}

/// Whether a curly bracket is an object inside an expression and no body.
fn has_value(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        !matches!(
            tokens[before].kind,
            TokenKind::Punctuator(Punctuator::Close(Bracket::Round) | Punctuator::Arrow)
        )
    })
}

/// The chunks that a table has entries for: `{179: "main"}`, `179 === e`.
fn keys(source: &[u8], tokens: &[Token]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for pair in tokens.windows(2) {
        let [first, second] = [pair[0], pair[1]];
        let is_key = second.kind == TokenKind::Punctuator(Punctuator::Colon);
        let is_compared =
            second.span.of(source).starts_with(b"==") || first.span.of(source).starts_with(b"==");
        if is_key || is_compared {
            found.extend(id(source, first));
            if is_compared {
                found.extend(id(source, second));
            }
        }
    }
    found
}

/// The chunks that code asks a loader for: `r.e(179)`, `r.e("about")`, `new URL(r.p + r.u(408))`.
pub(super) fn ids(source: &[u8], tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    for window in tokens.windows(4) {
        let is_call = window[0].kind == TokenKind::Punctuator(Punctuator::Dot)
            && matches!(window[1].span.of(source), b"e" | b"u")
            && window[2].kind == TokenKind::Punctuator(Punctuator::Open(Bracket::Round));
        // What a variable holds is not known.
        if is_call && !matches!(window[3].kind, TokenKind::Word(_)) {
            found.extend(id(source, window[3]));
        }
    }
    found
}

fn id(source: &[u8], token: Token) -> Option<String> {
    match token.kind {
        TokenKind::Number | TokenKind::Word(_) => {
            let text = std::str::from_utf8(token.span.of(source)).ok()?;
            // `1e3` is a number that a minifier has shortened.
            let number = text.parse::<f64>().ok().filter(|number| number.fract() == 0.0);
            number
                .map(|number| format!("{number}"))
                .or_else(|| matches!(token.kind, TokenKind::Word(_)).then(|| text.to_owned()))
        }
        _ => literal(source, token).filter(|text| text.len() <= super::LONGEST),
    }
}

/// The names that `table` makes for `ids`.
pub(in crate::fetch) fn chunk_names<'i>(
    table: &Table,
    ids: impl Iterator<Item = &'i String>,
) -> BTreeSet<String> {
    let ids: Vec<&String> = ids.collect();
    let mut found = table.whole.clone();
    for batch in ids.chunks(BATCH) {
        let mut program = format!("const f={};", table.function);
        for id in batch {
            let text = serde_json::to_string(id).unwrap_or_default();
            program.push_str(&format!("g({MARK:?}+f({text}));"));
            if id.bytes().all(|byte| byte.is_ascii_digit()) {
                program.push_str(&format!("g({MARK:?}+f({id}));"));
            }
        }
        let made = javascript::constant_texts(&program);
        let names = made.iter().filter_map(|text| text.strip_prefix(MARK));
        found.extend(
            names
                .filter(|name| kind_of(name).is_some() && !name.contains("undefined"))
                .map(str::to_owned),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::javascript::tokens::{Dialect, Lexer};

    fn names(source: &str) -> Vec<String> {
        let script = Url::parse("https://a.example/js/main.js").unwrap();
        let tokens: Vec<Token> = Lexer::new(source.as_bytes(), Dialect::Script).collect();
        let asked = ids(source.as_bytes(), &tokens);
        let tables = tables(&script, None, source.as_bytes(), &tokens);
        let mut found = BTreeSet::new();
        for table in &tables {
            found.extend(chunk_names(table, table.ids.iter().chain(&asked)));
        }
        found.into_iter().collect()
    }

    #[test]
    fn loaders_as_bundlers_write_them() {
        for (source, expected) in [
            (
                "r.u=e=>\"js/\"+e+\".\"+{179:\"1a2b\",204:\"3c4d\"}[e]+\".chunk.js\",r.p=\"/\"",
                vec!["js/179.1a2b.chunk.js", "js/204.3c4d.chunk.js"],
            ),
            (
                "r.u=e=>\"static/chunks/\"+({12:\"about\"}[e]||e)+\".\"+{12:\"9f\",34:\"8e\"}[e]+\".js\"",
                vec!["static/chunks/34.8e.js", "static/chunks/about.9f.js"],
            ),
            (
                "r.u=e=>123===e?\"static/chunks/123-ab.js\":\"static/chunks/\"+e+\".\"+{5:\"cd\"}[e]+\".js\"",
                vec!["static/chunks/123-ab.js", "static/chunks/5.cd.js"],
            ),
            ("r.u=e=>\"\"+e+\".js\";r.e(7).then(r.bind(r,7));r.e(\"a-b\")", vec!["7.js", "a-b.js"]),
            (
                "r.u = function(chunkId) {\n // names\n return \"\" + chunkId + \".bundle.js\";\n};r.e(1e3)",
                vec!["1000.bundle.js"],
            ),
            ("r.u=(e)=>{return\"js/\"+e+\".js\"};x.e(3)", vec!["js/3.js"]),
            ("r.miniCssF=e=>\"css/\"+e+\".\"+{3:\"aa\"}[e]+\".css\"", vec!["css/3.aa.css"]),
            ("r.u=e=>`js/${e}.${{4:\"ee\"}[e]}.js`", vec!["js/4.ee.js"]),
            // webpack 4, minified; with styles; in development.
            (
                "u.src=function(e){return a.p+\"\"+({2:\"about\"}[e]||e)+\".\"+{0:\"1a\",2:\"2b\"}[e]+\".js\"}(e)",
                vec!["0.1a.js", "about.2b.js"],
            ),
            (
                "for(var n=\"css/\"+({2:\"about\"}[e]||e)+\".\"+{2:\"31d6\"}[e]+\".css\",o=a.p+n,i=0;;);",
                vec!["css/about.31d6.css"],
            ),
            (
                "function jsonpScriptSrc(chunkId) {\n return __webpack_require__.p + \"\" + ({\"about\":\"about\"}[chunkId]||chunkId) + \".js\"\n }",
                vec!["about.js"],
            ),
            ("function f(e){return t.p+\"\"+e+\".bundle.js\"}t.e(3)", vec!["3.bundle.js"]),
        ] {
            let found = names(source);
            for name in &expected {
                assert!(found.iter().any(|it| it == name), "{source}: {found:?}");
            }
        }
    }

    #[test]
    fn what_is_no_loader() {
        for source in [
            "a.u=1",
            "a.u=b,c",
            "a.u=e=>e+1",
            "a.u=e=>{",
            "a.u=function(){",
            "f(dir+name+\".js\")",
            "+\".js\"",
            "a.p+\".js\"",
            "",
        ] {
            assert_eq!(names(source), Vec::<String>::new(), "{source}");
        }
    }
}
