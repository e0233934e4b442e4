//! How a file names its map: <https://tc39.es/ecma426/>, "Linking generated code to source maps".

use memchr::memmem;

use crate::{
    source::{data_url, percent},
    span::Span,
};

const MARK: &[u8] = b"sourceMappingURL=";

/// How often the mark is looked at; what stands further ahead is no comment at the file's end.
const TRIES: usize = 32;

/// Where a map is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference<'a> {
    /// In the file itself, as a `data:` URL.
    Inline(Span),
    /// In another file, by this URL.
    File(&'a str),
}

/// What the last `sourceMappingURL` comment of a file says.
pub(super) fn reference(bytes: &[u8]) -> Option<Reference<'_>> {
    // Forwards, which is several times as fast.
    let marks: Vec<usize> = memmem::find_iter(bytes, MARK).collect();
    let mut last = marks.into_iter().rev().take(TRIES);
    let span = last.find_map(|mark| url_at(bytes, mark))?;
    let url = span.of(bytes);
    if url.starts_with(b"data:") {
        Some(Reference::Inline(span))
    } else {
        std::str::from_utf8(url).ok().map(Reference::File)
    }
}

/// What a file calls its map, when that is another file; nothing when it carries its map.
///
/// # Errors
///
/// The map is in the file itself.
#[cfg(feature = "site")]
pub(crate) fn named(bytes: &[u8]) -> Result<Option<&str>, ()> {
    match reference(bytes) {
        Some(Reference::Inline(_)) => Err(()),
        Some(Reference::File(url)) => Ok(Some(url)),
        None => Ok(None),
    }
}

/// The URL behind the mark, when the mark is in a comment of its own.
fn url_at(bytes: &[u8], mark: usize) -> Option<Span> {
    let is_comment = [&b"//# "[..], b"//@ ", b"/*# ", b"/*@ ", b"//#\t", b"/*#\t"]
        .iter()
        .any(|start| bytes[..mark].ends_with(start));
    let start = mark + MARK.len();
    let rest = &bytes[start..];
    let length = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
    let url = &rest[..length];
    let url = url.strip_suffix(b"*/").unwrap_or(url);
    // A comment inside a string of a script is that script's own.
    let is_url = !url.is_empty() && memchr::memchr3(b'"', b'\\', b'`', url).is_none();
    (is_comment && is_url).then(|| Span::new(start as u32, (start + url.len()) as u32))
}

/// The paths where the map of the file `name` may be, the likeliest first. A map may lie beside
/// its file without being named.
///
/// # Errors
///
/// What the file calls its map, when that is outside of the folder.
pub(crate) fn candidates(name: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
    let beside = format!("{name}.map");
    match reference(bytes) {
        Some(Reference::Inline(_)) => Ok(Vec::new()),
        Some(Reference::File(url)) => match resolve(name, url) {
            Some(path) if path == beside => Ok(vec![path]),
            Some(path) => Ok(vec![path, beside]),
            None => Err(url.chars().take(100).filter(|c| !c.is_control()).collect()),
        },
        None => Ok(vec![beside]),
    }
}

/// The bytes of a `data:` URL.
pub(super) fn data(url: &[u8]) -> Option<Vec<u8>> {
    let comma = memchr::memchr(b',', url)?;
    let (head, body) = (&url[..comma], &url[comma + 1..]);
    let body = percent::decode(body, 0).bytes;
    if head.ends_with(b";base64") { data_url::decode_base64(&body) } else { Some(body) }
}

/// The path, in the report's own terms, of what the file `name` calls `url`. Nothing when that
/// is outside of the folder.
fn resolve(name: &str, url: &str) -> Option<String> {
    let url = url.split(['?', '#']).next().unwrap_or_default().replace('\\', "/");
    let url = String::from_utf8_lossy(&percent::decode(url.as_bytes(), 0).bytes).into_owned();
    // What is elsewhere on the web may lie beside the file as well.
    let is_elsewhere = url.contains("://") || url.starts_with("//");
    let url = if is_elsewhere { url.rsplit('/').next().unwrap_or_default() } else { &url };
    let is_rooted = url.starts_with('/');
    let folder = name.rfind('/').map_or("", |end| &name[..end]);
    let start = if name.starts_with('/') && !is_rooted { "/" } else { "" };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if is_rooted {
        parts.clear();
    }
    for part in url.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().filter(|part| *part != "..")?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| format!("{start}{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Option<&str> {
        match reference(text.as_bytes())? {
            Reference::File(url) => Some(url),
            Reference::Inline(_) => None,
        }
    }

    #[test]
    fn every_kind_of_comment() {
        for text in [
            "f()\n//# sourceMappingURL=a.js.map",
            "f()\n//@ sourceMappingURL=a.js.map\n",
            "a{}\n/*# sourceMappingURL=a.js.map */",
            "a{}\n/*# sourceMappingURL=a.js.map*/",
            "f()//# sourceMappingURL=a.js.map\r\n//# debugId=1",
            "//# debugId=1\n//# sourceMappingURL=a.js.map\n\n",
            "//# sourceMappingURL=old.map\n//# sourceMappingURL=a.js.map",
            "//# sourceMappingURL=a.js.map\neval(\"//# sourceMappingURL=data:x\\n\")",
        ] {
            assert_eq!(file(text), Some("a.js.map"), "{text}");
        }
        for text in
            ["", "f()", "x='sourceMappingURL=a'", "// sourceMappingURL=a", "//# sourceMappingURL="]
        {
            assert_eq!(reference(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn data_in_base64_or_escaped() {
        assert_eq!(data(b"data:application/json;charset=utf-8;base64,e30=").unwrap(), b"{}");
        assert_eq!(data(b"data:application/json;base64,e30").unwrap(), b"{}");
        assert_eq!(data(b"data:application/json,%7B%7d").unwrap(), b"{}");
        assert_eq!(data(b"data:,%7%").unwrap(), b"%7%");
        assert_eq!(data(b"data:;base64,***"), None);
        assert_eq!(data(b"data:"), None);
    }

    #[test]
    fn urls_become_paths_of_the_folder() {
        for (name, url, path) in [
            ("a.js", "a.js.map", Some("a.js.map")),
            ("x/a.js", "a.js.map?v=1", Some("x/a.js.map")),
            ("x/a.js", "./../maps/a%20b.map", Some("maps/a b.map")),
            ("x/a.js", "/maps/a.map", Some("maps/a.map")),
            ("x/a.js", "https://cdn.example/y/a.js.map", Some("x/a.js.map")),
            ("../x/a.js", "a.js.map", Some("../x/a.js.map")),
            ("../x/a.js", "../../a.js.map", None),
            ("/x/a.js", "a.js.map", Some("/x/a.js.map")),
            ("a.js", "../../../etc/passwd", None),
            ("x/a.js", "..\\..\\a", None),
            ("x/a.js", "%2e%2e/%2e%2e/a", None),
            ("a.js", ".", None),
        ] {
            assert_eq!(resolve(name, url).as_deref(), path, "{name} {url}");
        }
    }
}
