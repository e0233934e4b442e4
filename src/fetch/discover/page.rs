//! What a page loads, and where it leads.

use super::{Kind, Names, builds, candidates, kind_of, script};
use crate::fetch::url::Url;
use crate::{
    source::html::{
        resolve,
        tokenizer::{Attribute, Language, Token, Tokenizer},
    },
    span::Span,
};

/// What the page at `address` names.
pub(in crate::fetch) fn page(address: &Url, bytes: &[u8]) -> Names {
    let mut reader =
        Reader { bytes, base: address.clone(), names: Names::default(), in_script: false };
    let mut tokens = Tokenizer::new(bytes, Language::Html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Open { name, .. } => reader.element(name, tokens.attributes()),
            Token::Raw(span) if reader.in_script => reader.inline(span),
            _ => reader.in_script = false,
        }
    }
    reader.names.named.extend(builds::of_page(address, &String::from_utf8_lossy(bytes)));
    reader.names
}

struct Reader<'a> {
    bytes: &'a [u8],
    base: Url,
    names: Names,
    /// Whether the text at hand is a script's.
    in_script: bool,
}

impl Reader<'_> {
    fn element(&mut self, name: Span, attributes: &[Attribute]) {
        let element = name.of(self.bytes).to_ascii_lowercase();
        self.in_script = element == b"script";
        match element.as_slice() {
            b"base" => {
                if let Some(base) = self.value(attributes, b"href") {
                    self.base = self.base.join(&base).unwrap_or_else(|| self.base.clone());
                }
            }
            b"script" => self.add(attributes, b"src", Kind::Script),
            b"iframe" | b"frame" => self.add(attributes, b"src", Kind::Page),
            b"a" | b"area" => {
                let href = self.value(attributes, b"href");
                self.names.links.extend(href.and_then(|href| self.base.join(&href)));
            }
            b"link" => self.link(attributes),
            _ => self.others(attributes),
        }
    }

    fn add(&mut self, attributes: &[Attribute], name: &[u8], kind: Kind) {
        if let Some(address) = self.value(attributes, name).filter(|address| !address.is_empty()) {
            self.names.add(&self.base, &address, kind);
        }
    }

    fn link(&mut self, attributes: &[Attribute]) {
        let rel = self.value(attributes, b"rel").unwrap_or_default().to_ascii_lowercase();
        let what = self.value(attributes, b"as").unwrap_or_default().to_ascii_lowercase();
        let is = |name: &str| rel.split_ascii_whitespace().any(|part| part == name);
        let kind = if is("stylesheet") {
            Kind::Style
        } else if is("modulepreload") || is("serviceworker") {
            Kind::Script
        } else if is("manifest") {
            Kind::Data
        } else if is("preload") || is("prefetch") {
            let href = self.value(attributes, b"href").unwrap_or_default();
            match what.as_str() {
                "script" => Kind::Script,
                "style" => Kind::Style,
                "fetch" | "" => match kind_of(&href) {
                    Some(kind) => kind,
                    None => return,
                },
                _ => return,
            }
        } else {
            return;
        };
        self.add(attributes, b"href", kind);
    }

    /// Islands and the like name their scripts in attributes of their own.
    fn others(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            let Some(text) = attribute.value.map(|span| self.text(span)) else { continue };
            if let Some(kind) = kind_of(&text) {
                let candidates = candidates(&self.base, None, &text);
                self.names.named.push(super::Named { candidates, kind, is_certain: false });
            }
        }
    }

    fn inline(&mut self, span: Span) {
        self.in_script = false;
        let names = script(&self.base, span.of(self.bytes));
        self.names.named.extend(names.named);
        self.names.tables.extend(names.tables);
        self.names.ids.extend(names.ids);
    }

    fn value(&self, attributes: &[Attribute], name: &[u8]) -> Option<String> {
        let attribute = attributes
            .iter()
            .find(|attribute| attribute.name.of(self.bytes).eq_ignore_ascii_case(name))?;
        Some(self.text(attribute.value?))
    }

    fn text(&self, span: Span) -> String {
        String::from_utf8_lossy(resolve(self.bytes, span, true).bytes()).trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(html: &str) -> Vec<(String, Kind)> {
        let address = Url::parse("https://a.example/shop/").unwrap();
        let names = page(&address, html.as_bytes()).named;
        names.into_iter().map(|it| (it.candidates[0].as_str().to_owned(), it.kind)).collect()
    }

    #[test]
    fn what_a_page_loads() {
        for (html, url, kind) in [
            ("<script type=module src=x.js></script>", "https://a.example/shop/x.js", Kind::Script),
            ("<link rel=\"modulepreload\" href=/y.js>", "https://a.example/y.js", Kind::Script),
            ("<LINK REL=stylesheet HREF='a.css'>", "https://a.example/shop/a.css", Kind::Style),
            ("<link rel=manifest href=/m>", "https://a.example/m", Kind::Data),
            ("<link rel=preload as=script href=z>", "https://a.example/shop/z", Kind::Script),
            ("<iframe src='/f?a&amp;b'></iframe>", "https://a.example/f?a&b", Kind::Page),
            (
                "<base href='/b/'><script src=x.js></script>",
                "https://a.example/b/x.js",
                Kind::Script,
            ),
            (
                "<astro-island component-url='/_astro/i.js'>",
                "https://a.example/_astro/i.js",
                Kind::Script,
            ),
            ("<script>import('./c.js')</script>", "https://a.example/shop/c.js", Kind::Script),
        ] {
            assert_eq!(named(html), [(url.to_owned(), kind)], "{html}");
        }
        for html in
            ["<img src=x.png>", "<script src></script>", "<link rel=icon href=/i.js>", "<p>x.js"]
        {
            assert!(named(html).is_empty(), "{html}");
        }
    }

    #[test]
    fn where_a_page_leads() {
        let address = Url::parse("https://a.example/").unwrap();
        let names = page(&address, b"<a href='/x#top'>x</a><a href='mailto:a@b.example'>m</a>");
        assert_eq!(names.links, [Url::parse("https://a.example/x").unwrap()]);
    }
}
