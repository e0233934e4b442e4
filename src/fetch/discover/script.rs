//! What a script loads: modules, workers, chunks, data; told from its tokens.

use super::{Kind, Named, Names, builds, candidates, chunks, kind_of};
use crate::fetch::url::Url;
use crate::javascript::{
    escape,
    tokens::{Dialect, Lexer, Punctuator, TemplatePart, Token, TokenKind},
};

/// Calls whose first argument is a script.
const LOADERS: [&[u8]; 6] =
    [b"import", b"Worker", b"SharedWorker", b"importScripts", b"register", b"URL"];

/// Folders that builds put their files into: a path that begins with one is a file of the build.
const FOLDERS: [&str; 12] = [
    "assets", "static", "_next", "_nuxt", "_app", "_astro", "chunks", "js", "scripts", "build",
    "dist", "webpack",
];

/// Service workers, by the names that everyone gives them.
const WORKERS: [&str; 4] =
    ["service-worker.js", "sw.js", "serviceworker.js", "firebase-messaging-sw.js"];

/// More paths that only look like files are not tried for one script: it is a list of something
/// else.
const MOST_GUESSES: usize = 400;

/// What the script at `address` names.
pub(in crate::fetch) fn script(address: &Url, source: &[u8]) -> Names {
    let mut reader = Reader { address, source, names: Names::default(), public: None, guesses: 0 };
    let tokens: Vec<Token> = Lexer::new(source, Dialect::Script).collect();
    reader.public = chunks::public_path(source, &tokens);
    for (at, token) in tokens.iter().enumerate() {
        let before = [1, 2, 3].map(|back| at.checked_sub(back).map(|at| tokens[at]));
        reader.token(*token, before);
    }
    let Reader { mut names, public, .. } = reader;
    names.tables = chunks::tables(address, public.as_deref(), source, &tokens);
    names.ids = chunks::ids(source, &tokens);
    names.named.extend(builds::of_routes(address, source, &tokens));
    names
}

struct Reader<'a> {
    address: &'a Url,
    source: &'a [u8],
    names: Names,
    /// Where a loader says that its chunks are.
    public: Option<String>,
    guesses: usize,
}

impl Reader<'_> {
    fn token(&mut self, token: Token, before: [Option<Token>; 3]) {
        let Some(text) = literal(self.source, token).filter(|text| text.len() > 1) else { return };
        if self.is_loaded(before) {
            let is_file = self.is_word(before[1], &[b"URL", b"p"]);
            let kind = match kind_of(&text) {
                Some(kind) => kind,
                // A bare name is a package, and what has another ending is an image.
                None if is_file || !text.starts_with(['.', '/', 'h']) => return,
                None => Kind::Script,
            };
            // An import is relative to its module; a worker, to the page or to the module.
            self.push(&text, kind, true);
        } else if text.ends_with("ngsw-worker.js") {
            let files = builds::of_worker(self.address, self.public.as_deref(), &text);
            self.names.named.extend(files);
        } else if let Some(kind) = kind_of(&text).filter(|_| self.may_be_a_file(&text)) {
            self.guesses += 1;
            if self.guesses <= MOST_GUESSES {
                self.push(&text, kind, false);
            }
        }
    }

    fn push(&mut self, text: &str, kind: Kind, is_certain: bool) {
        let candidates = candidates(self.address, self.public.as_deref(), text);
        if !candidates.is_empty() {
            self.names.named.push(Named { candidates, kind, is_certain });
        }
    }

    /// Whether a string with these tokens before it, the nearest first, is what something loads.
    fn is_loaded(&self, before: [Option<Token>; 3]) -> bool {
        let is_open = before[0].is_some_and(|token| {
            matches!(token.kind, TokenKind::Punctuator(Punctuator::Open(_)))
                && token.span.of(self.source) == b"("
        });
        if is_open {
            return self.is_word(before[1], &LOADERS);
        }
        // Below a loader's public path are files of the build: `n.p+"1a2b.worker.js"`.
        let is = |at: usize, punctuator| {
            before[at].is_some_and(|token| token.kind == TokenKind::Punctuator(punctuator))
        };
        if is(0, Punctuator::Plus) && is(2, Punctuator::Dot) {
            return self.is_word(before[1], &[b"p"]);
        }
        let is_member =
            before[1].is_some_and(|token| token.kind == TokenKind::Punctuator(Punctuator::Dot));
        !is_member && self.is_word(before[0], &[b"from", b"import"])
    }

    fn is_word(&self, token: Option<Token>, words: &[&[u8]]) -> bool {
        token.is_some_and(|token| {
            matches!(token.kind, TokenKind::Word(_)) && words.contains(&token.span.of(self.source))
        })
    }

    /// Whether a path is one of this site's files rather than a name of something.
    fn may_be_a_file(&self, text: &str) -> bool {
        if text.starts_with('/') || text.starts_with("http") {
            return true;
        }
        if text.rsplit('/').next().is_some_and(|file| WORKERS.contains(&file)) {
            return true;
        }
        let Some((first, _)) = text.split_once('/') else { return false };
        FOLDERS.contains(&first)
            || (!first.starts_with('.')
                && self.address.path().split('/').any(|folder| folder == first))
    }
}

/// The text of a string, or of a template without expressions.
pub(super) fn literal(source: &[u8], token: Token) -> Option<String> {
    let is_text = matches!(token.kind, TokenKind::String { closed: true })
        || token.kind == TokenKind::Template(TemplatePart::Whole);
    let raw = token.span.of(source);
    let inside = raw.get(1..raw.len().checked_sub(1)?).filter(|_| is_text)?;
    if inside.len() > 2 * super::LONGEST {
        return None;
    }
    let mut text = Vec::with_capacity(inside.len());
    escape::decode(inside, &mut text);
    String::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(source: &str) -> Vec<(String, bool)> {
        let address = Url::parse("https://a.example/assets/index.js").unwrap();
        let names = script(&address, source.as_bytes()).named;
        names.into_iter().map(|it| (it.candidates[0].path().to_owned(), it.is_certain)).collect()
    }

    #[test]
    fn what_is_loaded_for_certain() {
        for (source, path) in [
            ("import a from'./x.js'", "/assets/x.js"),
            ("import\"../y.js\"", "/y.js"),
            ("export*from'./x.js'", "/assets/x.js"),
            ("f(()=>import(`./x-1a.js`))", "/assets/x-1a.js"),
            ("new Worker(new URL('./w.js',import.meta.url))", "/assets/w.js"),
            ("navigator.serviceWorker.register('/sw.js')", "/sw.js"),
            ("importScripts(\"/a.js\")", "/a.js"),
            ("import('/m')", "/m"),
            ("new Worker(n.p+'1a.worker.js')", "/assets/1a.worker.js"),
        ] {
            assert_eq!(named(source), [(path.to_owned(), true)], "{source}");
        }
    }

    #[test]
    fn what_looks_like_a_file_of_the_build() {
        for (source, path) in [
            ("m.f=[\"assets/a-1b.js\"]", "/assets/a-1b.js"),
            ("fetch('/config.json')", "/config.json"),
            ("x='static/chunks/1.js'", "/static/chunks/1.js"),
            ("const url='./service-worker.js'", "/assets/service-worker.js"),
        ] {
            assert_eq!(named(source), [(path.to_owned(), false)], "{source}");
        }
    }

    #[test]
    fn what_is_the_name_of_something_else() {
        for source in [
            "x={'./node_modules/a/index.js':1}",
            "import'react'",
            "new URL('./a.png',import.meta.url)",
            "n.p+'img/a.png'",
            "n.p+'/static'",
            "x='index.js'",
            "a.from('x.js')",
            "'see /docs/a.js for more'",
        ] {
            assert_eq!(named(source), [], "{source}");
        }
    }
}
