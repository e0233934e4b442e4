//! What instructions are counted for: text as builds have it, made from fixed seeds at run time, so
//! that neither a network nor a stored bundle is needed. No word of it comes from the catalogue: a new
//! rule does not change the input.

use std::fmt::Write as _;

/// An input: the first file is the one that is named to the command.
pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) files: Vec<(&'static str, String)>,
}

/// All inputs, in the order of their names.
pub(super) fn all() -> Vec<Input> {
    let one = |name, file, content| Input { name, files: vec![(file, content)] };
    let minified = Text::new(1).modules(1_500_000);
    let (script, map) = Text::new(2).mapped(60);
    vec![
        one("broken", "broken.js", format!("{}(;", Text::new(1).modules(1_500_000))),
        one("css", "style.css", Text::new(3).style(600_000)),
        one("html", "page.html", Text::new(4).page(800_000)),
        one("json", "data.json", Text::new(5).data(1_000_000)),
        one("line", "line.js", Text::new(6).line(4_000_000)),
        one("map", "app.js.map", map.clone()),
        Input { name: "mapped", files: vec![("app.js", script), ("app.js.map", map)] },
        one("minified", "minified.js", minified),
        one("text", "notes.txt", Text::new(7).prose(600_000)),
        one("unminified", "unminified.js", Text::new(8).source(1_000_000)),
    ]
}

/// Words of ordinary programs; some are what rules look at.
const WORDS: [&str; 48] = [
    "account", "action", "apiKey", "array", "button", "cache", "callback", "channel", "child",
    "client", "color", "config", "context", "count", "current", "fallback", "remove", "element",
    "entry", "error", "event", "fetch", "filter", "handler", "header", "height", "index", "item",
    "key", "label", "length", "list", "message", "name", "node", "options", "parent", "password",
    "path", "request", "result", "session", "state", "token", "type", "update", "value", "width",
];

const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Two of them are no keyword.
const LETTERS: &[u8] = b"abceghjklmnopqrstuvwxyz";

/// Writes text that is the same for the same seed.
struct Text {
    state: u64,
}

impl Text {
    fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A number below `most` (`SplitMix64`).
    fn below(&mut self, most: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed >> 33) as usize % most
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    /// A name of two words, as programs write it.
    fn name(&mut self) -> String {
        let (first, second) = (self.word(), self.word());
        format!("{first}{}{}", second[..1].to_uppercase(), &second[1..])
    }

    /// A name as minifiers write it.
    fn short(&mut self) -> char {
        char::from(LETTERS[self.below(LETTERS.len())])
    }

    fn drawn(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(BASE64[self.below(BASE64.len())])).collect()
    }

    /// One after the other, until there are so many bytes.
    fn until(&mut self, bytes: usize, mut more: impl FnMut(&mut Self, &mut String)) -> String {
        let mut text = String::with_capacity(bytes + 4096);
        while text.len() < bytes {
            more(self, &mut text);
        }
        text
    }

    /// A bundle as webpack and a minifier write it.
    fn modules(&mut self, bytes: usize) -> String {
        let modules = self.until(bytes, |this, text| {
            let number = this.below(90_000) + 10_000;
            write!(text, "{number}:(e,t,n)=>{{\"use strict\";n.d(t,{{A:()=>r}});").ok();
            for _ in 0..=this.below(12) {
                text.push_str(&this.statement());
            }
            text.push_str("},");
        });
        format!(
            "(()=>{{var e={{{modules}}},t={{}};function n(r){{var o=t[r];if(void 0!==o)return \
             o.exports;var i=t[r]={{exports:{{}}}};return e[r](i,i.exports,n),i.exports}}n(1)}})();"
        )
    }

    /// A minified statement.
    fn statement(&mut self) -> String {
        let (a, b, c) = (self.short(), self.short(), self.short());
        let (name, other) = (self.name(), self.name());
        match self.below(14) {
            0 => format!("var {a}=n({});", self.below(90_000)),
            1 => format!("function {a}{b}({c}){{return {c}.{name}?{c}.{other}:null}}"),
            2 => format!(
                "{a}.{name}=function(e){{for(var t=0;t<e.length;t++)e[t].{other}&&{b}(e[t])}};"
            ),
            3 => format!(
                "if({a}.{name}!==\"{}\")throw new Error(\"{}\");",
                self.word(),
                self.words(6)
            ),
            4 => format!(
                "const {a}{b}={{{name}:\"{}\",{other}:!0,type:\"{}\"}};",
                self.word(),
                self.word()
            ),
            5 => format!(
                "let {a}{c}=/^[a-z]{{2,}}\\/(?:{name}|\\d+)$/i.test({b})?`${{{c}}}-{other}`:void 0;"
            ),
            6 => format!("{a}.headers[\"{name}\"]=\"{} \"+{b}.{other};", self.word()),
            7 => format!(
                "switch({a}){{case \"{name}\":return {b};case \"{other}\":{c}=1;break;default:{c}()}}"
            ),
            8 => format!(
                "class {a}{b} extends {c}.{name}{{constructor(e){{super(e),this.{other}=e}}render(){{return this.{other}}}}}"
            ),
            9 => format!("{a}.push([{}]);", self.row(12)),
            10 => format!(
                "{a}.jsx(\"{}\",{{className:\"{} {}\",children:{b}.{other}}});",
                self.word(),
                self.word(),
                self.word()
            ),
            11 => format!(
                "fetch(\"https://{}.example.com/{name}?{other}=\"+{a}).then(e=>e.json());",
                self.word()
            ),
            12 if self.below(8) == 0 => {
                format!("{a}.src=\"data:font/woff2;base64,{}\";", self.drawn(400))
            }
            13 if self.below(8) == 0 => format!("{a}.{name}({{{other}:\"{}\"}});", self.drawn(32)),
            _ => format!(
                "{a}=>{{const {b}={a}.{name}||[];return {b}.map(e=>e.{other}+{})}};",
                self.below(100)
            ),
        }
    }

    fn row(&mut self, length: usize) -> String {
        (0..length).map(|_| self.below(256).to_string()).collect::<Vec<_>>().join(",")
    }

    /// Modules as people write them.
    fn source(&mut self, bytes: usize) -> String {
        self.until(bytes, |this, text| {
            let (name, other) = (this.name(), this.name());
            let (about, more) = (this.words(9), this.words(7));
            let [a, b, c, d] = std::array::from_fn(|_| this.word());
            let number = this.below(1_000);
            let line = this.statement();
            write!(
                text,
                "/**\n * Returns the {about}.\n *\n * @param {{object}} {a} {more}\n */\nexport \
                 function {name}({a}, {{ {b} = \"{c}\" }} = {{}}) {{\n  // The {more}.\n  const \
                 {other} = {a}.{d} ?? \"{about}\";\n  if ({other}.{c} > {number}) {{\n    throw new \
                 TypeError(`{name}: ${{{other}}} is no {d}`);\n  }}\n  const settings = {{\n    \
                 {a}: '{b}',\n    {c}: {number},\n    nested: {{ {d}: null, url: \
                 \"https://{b}.example.org/{c}\" }},\n  }};\n  return {other}.map((item) => ({{ \
                 ...item, {d}: item.{c}, settings }}));\n}}\n\nexport const {name}Default = () => {{ \
                 {line} }};\n\n"
            )
            .ok();
        })
    }

    /// A minified script of `sources` sources, and its map.
    fn mapped(&mut self, sources: usize) -> (String, String) {
        let names: Vec<String> = (0..sources).map(|_| self.name()).collect();
        let contents: Vec<String> = (0..sources).map(|_| self.source(12_000)).collect();
        let script = self.modules(300_000) + "\n//# sourceMappingURL=app.js.map\n";
        let mut mappings = String::new();
        for _ in 0..60_000 {
            // Column, source, line and column of the source, each as one digit of VLQ.
            for digit in [2 + 2 * self.below(8), 0, 2 * self.below(2), self.below(16)] {
                mappings.push(char::from(BASE64[digit]));
            }
            mappings.push(',');
        }
        mappings.pop();
        let paths: Vec<String> =
            (0..sources).map(|at| format!("../src/{}{at}.js", names[at])).collect();
        let map = serde_json::json!({
            "version": 3, "file": "app.js", "sources": paths, "sourcesContent": contents,
            "names": names, "mappings": mappings,
        });
        (script, map.to_string())
    }

    /// A style sheet.
    fn style(&mut self, bytes: usize) -> String {
        self.until(bytes, |this, text| {
            let [a, b, c] = std::array::from_fn(|_| this.word());
            let (width, color) = (this.below(64), this.below(0x00FF_FFFF));
            write!(
                text,
                ".{a}-{b}:hover>.{c}{{color:#{color:06x};margin:0 {width}px;transition:{a} .2s}}"
            )
            .ok();
            if width == 0 {
                write!(text, ".{a}{{background:url(data:image/png;base64,{})}}", this.drawn(800))
                    .ok();
            }
        })
    }

    /// A page with scripts, data and text.
    fn page(&mut self, bytes: usize) -> String {
        let body = self.until(bytes, |this, text| {
            let [a, b, c] = std::array::from_fn(|_| this.word());
            let about = this.words(14);
            writeln!(
                text,
                "<div class=\"{a} {b}\" data-{c}=\"{a}\" style=\"width:{}px\"><a href=\"/{b}/{c}?\
                 {a}={b}&amp;x=1\">{about}</a><p>{about}.</p></div>",
                this.below(900)
            )
            .ok();
            match this.below(20) {
                0 => {
                    let code: String = (0..20).map(|_| this.statement()).collect();
                    writeln!(text, "<script>{code}</script>").ok();
                }
                1 => {
                    let data = this.data(2_000);
                    writeln!(text, "<script type=\"application/json\">{data}</script>").ok();
                }
                2 => write!(text, "<svg><path d=\"M{} z\"/></svg>", this.row(80)).unwrap_or(()),
                _ => {}
            }
        });
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head><title>A page</title></head>\n<body>\n{body}</body>\n</html>\n"
        )
    }

    /// JSON as content systems and translations have it.
    fn data(&mut self, bytes: usize) -> String {
        let rows = self.until(bytes, |this, text| {
            let (name, other, about) = (this.name(), this.name(), this.words(8));
            let (id, hash) = (this.below(1 << 20), this.below(1 << 30));
            write!(
                text,
                "{{\"id\":{id},\"{name}\":\"{about}\",\"{other}\":{{\"url\":\"https://{}.example.com/\
                 {name}.png\",\"hash\":\"{hash:08x}{:08x}\",\"tags\":[\"{}\",null,true,{}]}}}},",
                this.word(),
                this.below(1 << 30),
                this.word(),
                this.row(4)
            )
            .ok();
        });
        format!("[{}]", rows.trim_end_matches(','))
    }

    /// One line: a program that nothing parts.
    fn line(&mut self, bytes: usize) -> String {
        let calls = self.until(bytes, |this, text| {
            let (name, about) = (this.name(), this.words(3));
            write!(
                text,
                "{}(\"{about}\",{},[{}],{name}),",
                this.short(),
                this.below(99),
                this.row(5)
            )
            .ok();
        });
        format!("{calls}0")
    }

    /// Text for people, with addresses and settings in it.
    fn prose(&mut self, bytes: usize) -> String {
        self.until(bytes, |this, text| {
            let (about, name) = (this.words(12), this.name());
            writeln!(
                text,
                "The {about}, see https://{}.example.com/{name}#{}.",
                this.word(),
                this.word()
            )
            .ok();
            if this.below(10) == 0 {
                let name = this.word().to_uppercase();
                writeln!(text, "\n    {name}_{}={}\n", this.word().to_uppercase(), this.word())
                    .ok();
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::all;

    #[test]
    fn the_inputs_are_the_same_each_time_and_sorted() {
        let (one, other) = (all(), all());
        assert!(one.is_sorted_by_key(|input| input.name));
        for (one, other) in one.iter().zip(&other) {
            assert!(one.files == other.files, "{}", one.name);
            assert!(one.files[0].1.len() >= 200_000, "{} is too short to count", one.name);
        }
        let line = one.iter().find(|input| input.name == "line").map(|input| &input.files[0].1);
        assert!(line.is_some_and(|text| text.len() >= 4_000_000 && !text.contains('\n')));
    }

    #[test]
    fn scripts_can_be_parsed_but_the_broken_one() {
        let linter = leaklint::Linter::new(leaklint::Options::default());
        for input in all() {
            let (file, content) = &input.files[0];
            let report = linter.lint(file, content.as_bytes());
            let analysis = format!("{:?}", report.file.analysis);
            if Path::new(file).extension().is_some_and(|extension| extension == "js") {
                let expected = if input.name == "broken" { "Lexical" } else { "Syntax" };
                assert_eq!(analysis, expected, "{}", input.name);
            }
        }
    }
}
