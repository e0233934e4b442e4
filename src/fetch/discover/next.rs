//! Next's manifests, which its router asks for by the name of the build.

use reqwest::Url;

use super::{Kind, Named, join};

const STATIC: &str = "/_next/static/";
const MANIFESTS: [&str; 3] =
    ["_buildManifest.js", "_ssgManifest.js", "_clientMiddlewareManifest.js"];

/// How a page says which build it is of: the pages router, the app router (in a string).
const MARKS: [&str; 2] = ["\"buildId\":\"", "\\\"b\\\":\\\""];

/// The manifests of the build that `page` is of.
pub(super) fn manifests(address: &Url, page: &str) -> Vec<Named> {
    let Some(at) = page.find(STATIC) else { return Vec::new() };
    let before = &page[..at];
    let base = &before[before.rfind(['"', '\'', '=', ' ']).map_or(at, |quote| quote + 1)..];
    let build = MARKS.iter().find_map(|mark| {
        let rest = &page[page.find(mark)? + mark.len()..];
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let build = &rest[..rest.find(|c| !is_name(c))?];
        (4..=64).contains(&build.len()).then_some(build)
    });
    let named = |build: &str| {
        let manifest = |file: &&str| {
            let url = join(address, &format!("{base}{STATIC}{build}/{file}"))?;
            Some(Named { candidates: vec![url], kind: Kind::Script, is_certain: false })
        };
        MANIFESTS.iter().filter_map(manifest).collect()
    };
    build.map(named).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_named_by_its_pages() {
        let address = Url::parse("https://a.example/shop").unwrap();
        for page in [
            "<script src=\"/_next/static/chunks/a.js\"></script><script>{\"buildId\":\"Xy-1_z\"}",
            "<script src=\"/_next/static/chunks/a.js\"></script>push([1,\"0:{\\\"b\\\":\\\"Xy-1_z\\\"",
        ] {
            let found = manifests(&address, page);
            assert_eq!(found.len(), 3, "{page}");
            assert_eq!(found[0].candidates[0].path(), "/_next/static/Xy-1_z/_buildManifest.js");
        }
        assert!(manifests(&address, "\"buildId\":\"Xy-1_z\"").is_empty());
    }
}
