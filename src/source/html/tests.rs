//! The tokenizer against another one that follows the standard.

use html5gum::Token as Theirs;
use proptest::prelude::*;

use super::{
    entity::resolve,
    tokenizer::{Language, Token, Tokenizer},
};
use crate::span::Span;

/// A document's tokens as lines of text, neighbouring texts joined.
#[derive(Default)]
struct Lines {
    lines: Vec<String>,
    text: String,
}

impl Lines {
    fn text(&mut self, text: &[u8]) {
        self.text += &String::from_utf8_lossy(text);
    }

    fn line(&mut self, line: String) {
        if !self.text.is_empty() {
            self.lines.push(format!("text {:?}", std::mem::take(&mut self.text)));
        }
        self.lines.push(line);
    }

    fn finish(mut self) -> Vec<String> {
        self.line("end".to_owned());
        self.lines
    }
}

fn ours(document: &str) -> Vec<String> {
    let source = document.as_bytes();
    let mut tokens = Tokenizer::new(source, Language::Html);
    let mut lines = Lines::default();
    let shown = |span: Span| String::from_utf8_lossy(span.of(source)).into_owned();
    while let Some(token) = tokens.next() {
        match token {
            Token::Open { name, .. } => {
                let mut attributes: Vec<(String, String)> = Vec::new();
                for attribute in tokens.attributes() {
                    let name = shown(attribute.name).to_ascii_lowercase();
                    let value = attribute.value.map(|value| resolve(source, value, true));
                    let value = value.as_ref().map_or(&b""[..], |value| value.bytes());
                    let value = String::from_utf8_lossy(value).into_owned();
                    if attributes.iter().all(|(known, _)| *known != name) {
                        attributes.push((name, value));
                    }
                }
                attributes.sort();
                lines.line(format!("open {} {attributes:?}", shown(name).to_ascii_lowercase()));
            }
            Token::Close { name } => {
                lines.line(format!("close {}", shown(name).to_ascii_lowercase()));
            }
            Token::Text(span) => lines.text(resolve(source, span, false).bytes()),
            Token::Raw(span) => lines.text(span.of(source)),
            // Doctypes are not told from other declarations.
            Token::Comment(span) => {
                let is_doctype = shown(span).to_ascii_lowercase().starts_with("doctype");
                let text = if is_doctype { "doctype".to_owned() } else { shown(span) };
                lines.line(format!("comment {text:?}"));
            }
        }
    }
    lines.finish()
}

fn theirs(document: &str) -> Vec<String> {
    let mut lines = Lines::default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut emitter = html5gum::DefaultEmitter::default();
    // As a browser's tree builder does: the content of scripts holds no tags.
    emitter.naively_switch_states(true);
    for token in html5gum::Tokenizer::new_with_emitter(document, emitter) {
        match token.unwrap() {
            Theirs::StartTag(tag) => {
                let attributes: Vec<(String, String)> =
                    tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                lines.line(format!("open {} {attributes:?}", text(&tag.name)));
            }
            Theirs::EndTag(tag) => lines.line(format!("close {}", text(&tag.name))),
            Theirs::String(string) => lines.text(&string),
            Theirs::Comment(comment) => lines.line(format!("comment {:?}", text(&comment))),
            Theirs::Doctype(_) => lines.line("comment \"doctype\"".to_owned()),
            Theirs::Error(_) => {}
        }
    }
    lines.finish()
}

#[test]
fn documents_are_read_as_the_standard_says() {
    for document in [
        "<!doctype html><p class=a id='b' title=\"c\" d>x &amp; y</p>",
        "<a/b=c/ =d e= f g=h/>x</a b=c>",
        "<!-- a -- b --!><!--><!---><!----><!-- --->x<!--",
        "<!x><?y?></ z></><//>< a>1 < 2 <3",
        "<script>a<b</scripty></script x><script><!--<script></script>--></script>",
        "<script><!--<script></script></script>x<script><!--></script>y<script><!--</script>z",
        "<style><p></style><textarea><p>&lt;</textarea ><title>a</b></title>",
        "<a b='<'c=\"'>\"d=e\"f'g`h><b a='1'/>",
        "<p a=\"b",
        "<p",
        "<",
        "x</",
        "<a\n\tb\n=\n'c'\n>",
        "<script>abc",
        "<script>a<b",
        "<script><ab",
        "<script><a",
        "<script>x</script><p>",
        "&quot;&#65;&#x42;&lt&nope;&",
    ] {
        assert_eq!(ours(document), theirs(document), "{document}");
    }
}

const PIECES: [&str; 40] = [
    "<",
    ">",
    "/",
    "=",
    "\"",
    "'",
    "!",
    "-",
    "--",
    "?",
    " ",
    "\n",
    "a",
    "B",
    "<a",
    "</a",
    "<b ",
    "<!--",
    "-->",
    "--!>",
    "<!doctype",
    "<script",
    "<script>",
    "</script",
    "</script>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "&",
    "&lt;",
    "&quot",
    "&#65;",
    "x=1",
    "`",
    "\u{e9}",
    "<!",
    "</",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_markup_is_read_as_the_standard_says(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..24)
    ) {
        let document = pieces.concat();
        prop_assert_eq!(ours(&document), theirs(&document), "{}", document);
    }

    #[test]
    fn any_bytes_are_read_to_the_end(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for language in [Language::Html, Language::Xml] {
            let mut tokens = Tokenizer::new(&bytes, language);
            let mut count = 0;
            while tokens.next().is_some() {
                count += 1;
                prop_assert!(count <= bytes.len());
            }
        }
    }
}
