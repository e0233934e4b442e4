//! What a page or a script names that a browser may load. Nothing of what is read is run.

mod builds;
mod chunks;
mod page;
mod script;

pub(super) use builds::of_data as data;
pub(super) use chunks::{Table, chunk_names};
pub(super) use page::page;
pub(super) use script::script;

use super::url::Url;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    Script,
    Style,
    Data,
    Map,
}

/// Something that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Where it may be: what a text is relative to is not always said.
    pub(super) candidates: Vec<Url>,
    pub(super) kind: Kind,
    /// Whether it is loaded for certain. Other texts only look like an address.
    pub(super) is_certain: bool,
}

/// What a file names.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) named: Vec<Named>,
    /// Pages that a person may go to.
    pub(super) links: Vec<Url>,
    /// How a bundler's loader makes the addresses of chunks.
    pub(super) tables: Vec<Table>,
    /// The chunks that the code asks a loader for.
    pub(super) ids: Vec<String>,
}

impl Names {
    /// Adds one address, when it is of the web.
    fn add(&mut self, base: &Url, text: &str, kind: Kind) {
        if let Some(url) = base.join(text) {
            self.named.push(Named { candidates: vec![url], kind, is_certain: true });
        }
    }
}

/// The longest text that is taken for an address.
const LONGEST: usize = 300;

/// What the file at an address or a path is, by its ending.
fn kind_of(text: &str) -> Option<Kind> {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-~@:%+()[],$!=".contains(&byte);
    if text.len() > LONGEST || !path.bytes().all(is_path) {
        return None;
    }
    let (stem, ending) = path.rsplit_once('.')?;
    if stem.is_empty() || stem.ends_with('/') {
        return None;
    }
    match ending {
        "js" | "mjs" | "cjs" => Some(Kind::Script),
        "css" => Some(Kind::Style),
        "json" | "webmanifest" => Some(Kind::Data),
        _ => None,
    }
}

/// Where the file may be that a script at `script` calls `path`, which says not whence: below the
/// folder of the script's own address that it begins with, below the loader's public path, at the
/// root, beside the script.
fn candidates(script: &Url, public: Option<&str>, path: &str) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    let mut add = |url: Option<Url>| {
        if let Some(url) = url.filter(|url| !found.contains(url)) {
            found.push(url);
        }
    };
    if path.contains("://") || path.starts_with(['/', '.']) {
        add(script.join(path));
        return found;
    }
    if let Some(public) = public.filter(|public| public.contains('/')) {
        add(script.join(public).and_then(|base| base.join(path)));
    }
    if let Some((first, _)) = path.split_once('/') {
        let folder = format!("/{first}/");
        if let Some(at) = script.path().find(&folder) {
            add(script.join(&format!("{}{path}", &script.path()[..=at])));
        }
        add(script.join(&format!("/{path}")));
        add(script.join(path));
    } else {
        add(script.join(path));
        add(script.join(&format!("/{path}")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_endings() {
        for (text, kind) in [
            ("/assets/a-b.js?v=1", Some(Kind::Script)),
            ("static/css/a.css", Some(Kind::Style)),
            ("/manifest.webmanifest", Some(Kind::Data)),
            (".js", None),
            ("/a/.js", None),
            ("see index.js", None),
            ("a.png", None),
            ("", None),
        ] {
            assert_eq!(kind_of(text), kind, "{text}");
        }
    }

    #[test]
    fn a_path_is_tried_where_it_may_be() {
        let script = Url::parse("https://a.example/app/assets/index.js").unwrap();
        let paths = |public, path| -> Vec<String> {
            let found = candidates(&script, public, path);
            found.iter().map(|url| url.path().to_owned()).collect()
        };
        assert_eq!(
            paths(None, "assets/x.js"),
            ["/app/assets/x.js", "/assets/x.js", "/app/assets/assets/x.js"]
        );
        assert_eq!(paths(Some("/_next/"), "static/x.js")[0], "/_next/static/x.js");
        assert_eq!(paths(Some(""), "x.js"), ["/app/assets/x.js", "/x.js"]);
        assert_eq!(paths(None, "./x.js"), ["/app/assets/x.js"]);
        assert_eq!(paths(None, "/x.js"), ["/x.js"]);
    }
}
