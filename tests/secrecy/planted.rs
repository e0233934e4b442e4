//! The values, a build that holds them in every way, and what would tell them.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use leaklint::{
    Exposure,
    rules::{Key, grammar::sample::sample, keys},
};

use crate::command::Project;

/// At least so many different secrets.
pub(crate) const LEAST: usize = 200;

/// Shorter pieces of a secret may be there by accident; what a report shows on purpose is shorter.
const PIECE: usize = 12;

/// One secret, and the kind of key that it is.
#[derive(Debug)]
pub(crate) struct Secret {
    key: &'static Key,
    pub(crate) value: String,
}

/// A value of every kind of secret that is told by its form: what only a name tells is no secret
/// where the name is missing.
pub(crate) fn secrets() -> Vec<Secret> {
    let is_meant = |key: &&Key| {
        let is_told = !key.needs_context && !key.token.anchors.is_empty();
        key.exposure == Exposure::Secret && is_told
    };
    let values = keys().iter().filter(is_meant).enumerate();
    let values = values.map(|(seed, key)| Secret { key, value: sample(&key.token, seed as u64) });
    // A value of nothing but a fixed text is no secret.
    let secrets: Vec<_> = values.filter(|secret| secret.hidden().len() >= PIECE).collect();
    assert!(secrets.len() >= LEAST, "{}", secrets.len());
    secrets
}

impl Secret {
    /// The part that not every value of the kind has.
    fn hidden(&self) -> &str {
        // Of a URL, who may log in; where is told.
        if let Some((_, rest)) = self.value.split_once("://")
            && let Some((user, _)) = rest.rsplit_once('@')
        {
            return user;
        }
        let is_said = |said: &&&str| self.value.starts_with(**said);
        let known = self.key.token.anchors.iter().find(is_said).map_or(0, |said| said.len());
        &self.value[known..]
    }

    /// A statement in which it is found.
    fn program(&self, literal: &str) -> String {
        match &self.key.context {
            Some(context) if !context.headers.is_empty() => {
                format!("fetch(a,{{headers:{{\"{}\":{literal}}}}})", context.headers[0])
            }
            Some(context) if !context.calls.is_empty() => {
                let (callee, index) = context.calls[0];
                format!("{callee}({}{literal})", "a,".repeat(usize::from(index)))
            }
            Some(context) if !context.names.is_empty() => {
                format!("a={{\"{} secret key\":{literal}}}", context.names[0])
            }
            _ => format!("a.b({{apiSecret:{literal}}})"),
        }
    }

    pub(crate) fn name(&self) -> String {
        let name = self.key.env.map_or_else(|| self.key.id.to_uppercase(), str::to_owned);
        name.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
    }
}

/// How a secret stands in a script.
type Writing = fn(&str) -> String;

const WRITINGS: [Writing; 9] = [
    |value| quoted(value),
    |value| {
        let (first, rest) = halves(value);
        format!("{}+{}", quoted(first), quoted(rest))
    },
    |value| format!("atob(\"{}\")", BASE64_STANDARD.encode(value)),
    |value| format!("\"{}\"", value.bytes().map(|b| format!("\\x{b:02x}")).collect::<String>()),
    |value| format!("\"{}\"", value.bytes().map(|b| format!("\\u{{{b:x}}}")).collect::<String>()),
    |value| {
        let codes: Vec<String> = value.bytes().map(|byte| byte.to_string()).collect();
        format!("String.fromCharCode({})", codes.join(","))
    },
    |value| {
        let reversed: String = value.chars().rev().collect();
        format!("{}.split('').reverse().join('')", quoted(&reversed))
    },
    |value| format!("decodeURIComponent(\"{}\")", percent(value)),
    |value| {
        let (first, rest) = halves(value);
        format!("[{},{}].join(``)", quoted(first), quoted(rest))
    },
];

/// A build that holds all `secrets`, each in several files.
pub(crate) fn build(secrets: &[Secret]) -> Project {
    let all = |form: &dyn Fn(usize, &Secret) -> String| -> String {
        secrets.iter().enumerate().map(|(at, secret)| form(at, secret)).collect()
    };
    let plain = script(secrets);
    let written =
        all(&|at, secret| secret.program(&WRITINGS[at % WRITINGS.len()](&secret.value)) + ";");
    let lines = all(&|_, secret| secret.program(&quoted(&secret.value)) + ";\n");
    let settings = all(&|_, secret| format!("{}={}\n", secret.name(), quoted(&secret.value)));
    let json = serde_json::json!({
        "inner": serde_json::to_string(&values(secrets)).unwrap(),
        "settings": secrets.iter().map(|s| (s.name(), s.value.clone())).collect::<Vec<_>>(),
    });
    let map = serde_json::json!({
        "version": 3, "sources": ["../src/a.ts"], "sourcesContent": [lines], "names": [],
        "mappings": "AAAA",
    });
    let page = all(&|_, secret| {
        let text = secret.value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&#34;");
        format!("<p data-api-secret=\"{text}\">{text}</p><!-- {text} -->")
    });
    let utf16 = lines.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    Project::new()
        .file("dist/plain.js", &plain)
        .file("dist/written.js", &written)
        .file("dist/lines.js", format!("{lines}//# sourceMappingURL=lines.js.map"))
        .file("dist/lines.js.map", map.to_string())
        .file("dist/broken.js", format!("const {{{{ = {plain}"))
        .file("dist/comments.js", all(&|_, secret| format!("/* {} */", secret.value)))
        .file("dist/page.html", format!("<!doctype html><script>{plain}</script>{page}"))
        .file("dist/data.json", json.to_string())
        .file("dist/.env", &settings)
        .file("dist/a.yml", settings.replace('=', ": "))
        .file("dist/a.css", all(&|_, s| format!("a{{b:url(\"https://c.d/?key={}\")}}", s.value)))
        .file("dist/a.bin", all(&|_, secret| format!("\0\u{1}{}\0", secret.value)))
        .file("dist/utf16.js", [b"\xFF\xFE".as_slice(), &utf16].concat())
        .file("dist/a.tar", tar("inner/app.js", plain.as_bytes()))
        .file(".env", &settings)
        .file(".gitignore", ".env\n")
}

/// A script that holds all of them, in one line.
pub(crate) fn script(secrets: &[Secret]) -> String {
    secrets.iter().map(|secret| secret.program(&quoted(&secret.value)) + ";").collect()
}

fn values(secrets: &[Secret]) -> std::collections::BTreeMap<String, &str> {
    secrets.iter().map(|secret| (secret.name(), secret.value.as_str())).collect()
}

/// A literal of JavaScript's and of JSON's.
fn quoted(value: &str) -> String {
    serde_json::to_string(value).unwrap()
}

fn halves(value: &str) -> (&str, &str) {
    let middle = (0..=value.len() / 2).rev().find(|&at| value.is_char_boundary(at)).unwrap();
    value.split_at(middle)
}

fn percent(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// An archive of one file.
fn tar(name: &str, content: &[u8]) -> Vec<u8> {
    let mut head = vec![0; 512];
    head[..name.len()].copy_from_slice(name.as_bytes());
    head[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    head[156] = b'0';
    head[257..263].copy_from_slice(b"ustar\0");
    head.extend(content);
    head.resize(head.len().next_multiple_of(512) + 1024, 0);
    head
}

/// What tells a secret, ready to search for.
pub(crate) struct Tells {
    automaton: AhoCorasick,
    /// For each pattern, its secret and how it is written.
    patterns: Vec<(String, &'static str)>,
}

impl Tells {
    pub(crate) fn new(secrets: &[Secret]) -> Self {
        let mut texts = Vec::new();
        let mut patterns = Vec::new();
        for secret in secrets {
            for (text, how) in tells(secret) {
                texts.push(text);
                patterns.push((secret.key.id.to_owned(), how));
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(texts);
        Self { automaton: automaton.unwrap(), patterns }
    }

    /// Fails when `output` tells a secret.
    #[track_caller]
    pub(crate) fn assert_untold(&self, output: &[u8], what: &str) {
        let Some(found) = self.automaton.find(output) else { return };
        let (id, how) = &self.patterns[found.pattern().as_usize()];
        let (start, end) = (found.start().saturating_sub(150), found.end().saturating_add(60));
        let around = String::from_utf8_lossy(&output[start..end.min(output.len())]);
        panic!("{what} tells a value of {id} ({how}): …{around}…");
    }
}

/// Every text that tells `secret`.
fn tells(secret: &Secret) -> Vec<(Vec<u8>, &'static str)> {
    // What other values of the kind have as well is no secret.
    let others: Vec<String> = (1_000..1_040).map(|seed| sample(&secret.key.token, seed)).collect();
    let common: HashSet<&[u8]> =
        others.iter().flat_map(|other| other.as_bytes().windows(PIECE)).collect();
    let pieces = || secret.hidden().as_bytes().windows(PIECE).filter(|it| !common.contains(it));
    let mut tells: Vec<(Vec<u8>, &'static str)> = Vec::new();
    for piece in pieces() {
        tells.push((piece.to_vec(), "a piece"));
        tells.push((piece.iter().rev().copied().collect(), "a piece, reversed"));
        // Of twelve bytes wherever they begin, so that it is there whatever comes before.
        tells.push((BASE64_STANDARD.encode(piece).into_bytes(), "base64"));
        tells.push((BASE64_URL_SAFE_NO_PAD.encode(piece).into_bytes(), "base64"));
    }
    let each: [(fn(u8) -> String, &str); 8] = [
        (|byte| format!("{byte:02x}"), "hex"),
        (|byte| format!("{byte:02X}"), "hex"),
        (|byte| format!("%{byte:02X}"), "percent"),
        (|byte| format!("\\x{byte:02x}"), "escapes"),
        (|byte| format!("\\u{byte:04x}"), "escapes"),
        (|byte| format!("\\u{{{byte:x}}}"), "escapes"),
        (|byte| format!("{byte},"), "numbers"),
        (|byte| format!("{}\0", char::from(byte)), "UTF-16"),
    ];
    for (form, how) in each {
        let text = |piece: &[u8]| piece.iter().map(|&byte| form(byte)).collect::<String>();
        tells.extend(pieces().step_by(3).map(|piece| (text(piece).into_bytes(), how)));
    }
    tells
}
