//! Every kind of nesting, chain and long row, as programs of any size. The chore that measures
//! whether time grows with the square takes this file, too.

/// What is repeated: a file's name, what is before it, what opens and closes a level, what is in
/// the middle and behind. A chain closes nothing.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) before: &'static str,
    pub(crate) open: &'static str,
    pub(crate) middle: &'static str,
    pub(crate) close: &'static str,
    pub(crate) after: &'static str,
}

const fn nest(open: &'static str, close: &'static str) -> Kind {
    Kind { name: "a.js", before: "", open, middle: "", close, after: ";" }
}

const fn chain(before: &'static str, open: &'static str, middle: &'static str) -> Kind {
    Kind { name: "a.js", before, open, middle, close: "", after: ";" }
}

const fn of(name: &'static str, kind: Kind) -> Kind {
    Kind { name, ..kind }
}

impl Kind {
    /// A program of `times` levels or links.
    pub(crate) fn program(&self, times: usize) -> String {
        let Self { before, open, middle, close, after, .. } = self;
        let (open, close) = (open.repeat(times), close.repeat(times));
        format!("{before}{open}{middle}{close}{after}\n")
    }
}

/// Brackets, templates, JSX, statements, declarations, types.
pub(crate) const NESTS: [Kind; 44] = [
    nest("(", ")"),
    nest("x=[", "]"),
    nest("{", "}"),
    nest("({a:", "})"),
    nest("({[", "]:1})"),
    nest("({a(){", "}})"),
    nest("({get a(){", "}})"),
    nest("a(", ")"),
    nest("a?.(", ")"),
    nest("a[", "]"),
    nest("new a(", ")"),
    nest("`${", "}`"),
    nest("a`${", "}`"),
    nest("import(", ")"),
    nest("x=()=>{", "}"),
    nest("(a=", ")=>0"),
    nest("async()=>{await ", "}"),
    nest("function a(){", "}"),
    nest("(function*(){yield ", "})"),
    nest("(class{a(){", "}})"),
    nest("(class{static{", "}})"),
    nest("(class{[", "]=1})"),
    nest("(class extends(", "){})"),
    nest("let{a=", "}=b"),
    nest("if(a){", "}"),
    nest("if(a){}else{", "}"),
    nest("for(;;){", "}"),
    nest("for(a of b){", "}"),
    nest("while(a){", "}"),
    nest("do{", "}while(a)"),
    nest("switch(a){case ", ":}"),
    nest("switch(a){default:", "}"),
    nest("try{", "}catch{}"),
    nest("try{}catch{", "}"),
    nest("try{}finally{", "}"),
    nest("with(a){", "}"),
    nest("a:{", "}"),
    nest("<a>", "</a>"),
    nest("<a b=<c>", "</c>/>"),
    nest("<a>{", "}</a>"),
    of("a.ts", nest("let a:{b:", "}")),
    of("a.ts", nest("type a=b<", ">")),
    of("a.ts", nest("namespace a{", "}")),
    of("a.ts", nest("@a(", ")class b{}")),
];

/// Operators, members, statements without brackets.
pub(crate) const CHAINS: [Kind; 92] = [
    chain("x=", "a+", "b"),
    chain("x=", "a-", "b"),
    chain("x=", "a*", "b"),
    chain("x=", "a/", "b"),
    chain("x=", "a%", "b"),
    chain("x=", "a**", "b"),
    chain("x=", "a==", "b"),
    chain("x=", "a!=", "b"),
    chain("x=", "a===", "b"),
    chain("x=", "a!==", "b"),
    chain("x=", "a<", "b"),
    chain("x=", "a>", "b"),
    chain("x=", "a<=", "b"),
    chain("x=", "a>=", "b"),
    chain("x=", "a<<", "b"),
    chain("x=", "a>>", "b"),
    chain("x=", "a>>>", "b"),
    chain("x=", "a&", "b"),
    chain("x=", "a|", "b"),
    chain("x=", "a^", "b"),
    chain("x=", "a&&", "b"),
    chain("x=", "a||", "b"),
    chain("x=", "a??", "b"),
    chain("x=", "a in ", "b"),
    chain("x=", "a instanceof ", "b"),
    chain("x=", "a,", "b"),
    chain("x=", "a=", "b"),
    chain("x=", "a+=", "b"),
    chain("x=", "a-=", "b"),
    chain("x=", "a*=", "b"),
    chain("x=", "a/=", "b"),
    chain("x=", "a%=", "b"),
    chain("x=", "a**=", "b"),
    chain("x=", "a<<=", "b"),
    chain("x=", "a>>=", "b"),
    chain("x=", "a>>>=", "b"),
    chain("x=", "a&=", "b"),
    chain("x=", "a|=", "b"),
    chain("x=", "a^=", "b"),
    chain("x=", "a&&=", "b"),
    chain("x=", "a||=", "b"),
    chain("x=", "a??=", "b"),
    chain("x=", "a?b:", "c"),
    chain("x=", "a?", "b"),
    chain("x=", "!", "a"),
    chain("x=", "~", "a"),
    chain("x=", "+ ", "a"),
    chain("x=", "- ", "a"),
    chain("x=", "typeof ", "a"),
    chain("x=", "void ", "a"),
    chain("x=", "delete ", "a"),
    chain("x=", "await ", "a"),
    chain("function*f(){x=", "yield ", "a}"),
    chain("x=", "new ", "a"),
    chain("x=[", "...", "a]"),
    chain("x=", "a.", "b"),
    chain("x=", "a?.", "b"),
    chain("x=a", ".b()", ""),
    chain("x=a", "[0]", ""),
    chain("x=a", "?.[0]", ""),
    chain("x=a", "()", ""),
    chain("x=a", "?.()", ""),
    chain("x=a", "``", ""),
    chain("x=", "a=>", "b"),
    chain("x=", "async a=>", "b"),
    chain("x=", "function(){},", "a"),
    chain("x=", "'a'+", "b"),
    chain("x=", "`a`+", "b"),
    chain("x=", "1+", "b"),
    chain("", "a:", "b"),
    chain("", "if(a)", "b"),
    chain("", "if(a)b;else ", "c"),
    chain("", "for(;;)", "b"),
    chain("", "for(a in b)", "b"),
    chain("", "while(a)", "b"),
    chain("", "with(a)", "b"),
    chain("", "do ", "a"),
    chain("", "a;", "b"),
    chain("", "a\n", "b"),
    chain("", "/**/", "b"),
    chain("", "//\n", "b"),
    chain("", "var a;", "b"),
    chain("", "case a:", "b"),
    chain("", "@a ", "class b{}"),
    chain("", "export ", "b"),
    chain("class a{", "static ", "b(){}}"),
    chain("class a{", "b;", "}"),
    chain("x=<a>", "<b/>", "</a>"),
    of("a.ts", chain("x=a", " as b", "")),
    of("a.ts", chain("x=a", "!", "")),
    of("a.ts", chain("type a=", "b|", "c")),
    of("a.ts", chain("type a=", "b extends c?d:", "e")),
];

/// Long literals, and many of them.
pub(crate) const ROWS: [Kind; 20] = [
    chain("x=\"", "a", "\""),
    chain("x=\"", "\\x61", "\""),
    chain("x=\"", "\\u{61}", "\""),
    chain("x=`", "a\n", "`"),
    chain("x=`", "${a}", "`"),
    chain("x=/", "a", "/"),
    chain("x=/", "[a]", "/"),
    chain("x=", "1", ""),
    chain("x=0x", "f", ""),
    chain("x=a", "b", ""),
    chain("x=[", "'abcdefgh1234',", "]"),
    chain("x=[", "1,", "]"),
    chain("x=[", "[],", "]"),
    chain("x={", "a:1,", "}"),
    chain("x={", "'a b':'abcdefgh',", "}"),
    chain("x=`", "sk_live_", "`"),
    chain("", "x='abcdefgh1234'+y;", ""),
    chain("", "f('abcdefgh1234');", ""),
    chain("", "\"", ""),
    chain("", "\\", ""),
];

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Kind> {
    NESTS.iter().chain(&CHAINS).chain(&ROWS)
}
