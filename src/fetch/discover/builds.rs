//! What frameworks' routers ask for by the name of the build, and what their lists name.

use serde_json::Value;

use super::{Kind, LONGEST, Named, Names, candidates, kind_of, script::literal};
use crate::fetch::url::Url;
use crate::javascript::tokens::{Bracket, Punctuator, Token, TokenKind};

const NEXT: &str = "/_next/static/";
const MANIFESTS: [&str; 3] =
    ["_buildManifest.js", "_ssgManifest.js", "_clientMiddlewareManifest.js"];
/// How a page says which build it is of: the pages router, the app router (in a string).
const MARKS: [&str; 2] = ["\"buildId\":\"", "\\\"b\\\":\\\""];

const SVELTEKIT: &str = "_app/immutable/";
/// The version is asked for now and then; the other holds the public variables of the server.
const KIT_FILES: [(&str, Kind); 2] =
    [("_app/version.json", Kind::Data), ("_app/env.js", Kind::Script)];

/// What a page of Nuxt says of its build.
const NUXT: [&str; 3] = ["baseURL:\"", "buildAssetsDir:\"", "buildId:\""];

/// Angular's service worker, the list of files that it keeps, and what may replace it.
const ANGULAR: [(&str, Kind); 4] = [
    ("ngsw-worker.js", Kind::Script),
    ("ngsw.json", Kind::Data),
    ("safety-worker.js", Kind::Script),
    ("worker-basic.min.js", Kind::Script),
];

/// Longer lists are of something else.
const LONGEST_LIST: usize = 8 << 20;

/// The files of the build that `page` is of, which no tag of it names.
pub(super) fn of_page(address: &Url, page: &str) -> Vec<Named> {
    let mut found = next(address, page);
    if let Some(base) = base(page, SVELTEKIT) {
        let files = KIT_FILES.map(|(file, kind)| (format!("{base}{file}"), kind));
        found.extend(files.iter().filter_map(|(path, kind)| named(address, path, *kind, false)));
    }
    if let [Some(base), Some(folder), Some(build)] = NUXT.map(|mark| after(page, mark)) {
        let path = format!("{}{folder}builds/meta/{build}.json", base.trim_end_matches('/'));
        found.extend(named(address, &path, Kind::Data, false));
    }
    found
}

/// What stands behind `mark`, to the end of its string.
fn after<'p>(page: &'p str, mark: &str) -> Option<&'p str> {
    let rest = &page[page.find(mark)? + mark.len()..];
    rest.split(['"', '\\']).next().filter(|text| (1..=LONGEST).contains(&text.len()))
}

/// The manifests that Next's router asks for.
fn next(address: &Url, page: &str) -> Vec<Named> {
    let Some(base) = base(page, NEXT) else { return Vec::new() };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let build = MARKS.iter().find_map(|mark| {
        after(page, mark)
            .filter(|build| (4..=64).contains(&build.len()) && build.chars().all(is_name))
    });
    let manifests = build.iter().flat_map(|build| {
        let path = move |file| format!("{base}{NEXT}{build}/{file}");
        MANIFESTS.iter().filter_map(move |file| named(address, &path(file), Kind::Script, false))
    });
    manifests.collect()
}

/// What stands before `folder` where a page first names it.
fn base<'p>(page: &'p str, folder: &str) -> Option<&'p str> {
    let before = &page[..page.find(folder)?];
    Some(&before[before.rfind(['"', '\'', '=', ' ', '(']).map_or(0, |quote| quote + 1)..])
}

fn named(address: &Url, path: &str, kind: Kind, is_certain: bool) -> Option<Named> {
    Some(Named { candidates: vec![address.join(path)?], kind, is_certain })
}

/// What a script means by the name of Angular's service worker.
pub(super) fn of_worker(script: &Url, public: Option<&str>, text: &str) -> Vec<Named> {
    let Some(base) = text.strip_suffix(ANGULAR[0].0) else { return Vec::new() };
    let named = ANGULAR.map(|(file, kind)| {
        let candidates = candidates(script, public, &format!("{base}{file}"));
        Named { candidates, kind, is_certain: false }
    });
    named.into()
}

/// The data of `SvelteKit`'s pages, which its table of routes tells: `{"/team":[-5]}` is a page
/// whose data a server gives.
pub(super) fn of_routes(address: &Url, source: &[u8], tokens: &[Token]) -> Vec<Named> {
    let Some(base) = base(address.as_str(), SVELTEKIT) else { return Vec::new() };
    let routes = tokens.windows(4).filter(|it| {
        it[1].kind == TokenKind::Punctuator(Punctuator::Colon)
            && it[2].kind == TokenKind::Punctuator(Punctuator::Open(Bracket::Square))
            && matches!(it[3].span.of(source), b"-" | b"~")
    });
    let routes = routes.filter_map(|it| literal(source, it[0]));
    // Of a route with parameters the values are not known.
    let routes = routes.filter(|route| route.starts_with('/') && !route.contains('['));
    let data = routes.filter_map(|route| {
        let route = &route[1..];
        let slash = if route.is_empty() || route.ends_with('/') { "" } else { "/" };
        named(address, &format!("{base}{route}{slash}__data.json"), Kind::Data, false)
    });
    data.collect()
}

/// What the data at `address` lists: Angular's files, the pages that Nuxt has rendered.
pub(in crate::fetch) fn of_data(address: &Url, bytes: &[u8]) -> Names {
    let mut names = Names::default();
    if bytes.len() > LONGEST_LIST {
        return names;
    }
    let Ok(data) = serde_json::from_slice::<Value>(bytes) else { return names };
    let texts = |list: &Value| -> Vec<String> {
        let list = list.as_array().into_iter().flatten();
        list.filter_map(|text| text.as_str().map(str::to_owned)).collect()
    };
    for group in data["assetGroups"].as_array().into_iter().flatten() {
        for path in texts(&group["urls"]) {
            let file = kind_of(&path).and_then(|kind| named(address, &path, kind, true));
            names.named.extend(file);
        }
    }
    // `/_nuxt/builds/meta/ID.json`
    let root =
        address.path().split_once("/builds/meta/").and_then(|(root, _)| root.rsplit_once('/'));
    if let Some((root, _)) = root {
        for route in texts(&data["prerendered"]) {
            let path = format!("{root}{}/_payload.json", route.trim_end_matches('/'));
            names.named.extend(named(address, &path, Kind::Data, false));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::javascript::tokens::{Dialect, Lexer};

    #[test]
    fn a_build_is_named_by_its_pages() {
        let address = Url::parse("https://a.example/shop").unwrap();
        for page in [
            "<script src=\"/_next/static/chunks/a.js\"></script><script>{\"buildId\":\"Xy-1_z\"}",
            "<script src=\"/_next/static/chunks/a.js\"></script>push([1,\"0:{\\\"b\\\":\\\"Xy-1_z\\\"",
        ] {
            let found = of_page(&address, page);
            assert_eq!(found.len(), 3, "{page}");
            assert_eq!(found[0].candidates[0].path(), "/_next/static/Xy-1_z/_buildManifest.js");
        }
        assert!(of_page(&address, "\"buildId\":\"Xy-1_z\"").is_empty());
    }

    fn paths(named: &[Named]) -> Vec<&str> {
        named.iter().map(|it| it.candidates[0].path()).collect()
    }

    #[test]
    fn a_page_of_sveltekit_has_a_version() {
        let address = Url::parse("https://a.example/shop/").unwrap();
        let page = "<link href=\"../_app/immutable/entry/start.x.js\" rel=modulepreload>";
        assert_eq!(paths(&of_page(&address, page)), ["/_app/version.json", "/_app/env.js"]);
    }

    #[test]
    fn pages_of_nuxt_and_routes_of_sveltekit_have_data() {
        let address = Url::parse("https://a.example/shop/").unwrap();
        let page = "app:{baseURL:\"/shop/\",buildId:\"1-a\",buildAssetsDir:\"/_nuxt/\"}";
        assert_eq!(paths(&of_page(&address, page)), ["/shop/_nuxt/builds/meta/1-a.json"]);
        let address = Url::parse("https://a.example/shop/_app/immutable/entry/app.x.js").unwrap();
        let source = b"i={\"/\":[~2],\"/about\":[3],\"/team\":[-5],\"/[id]\":[-6]}";
        let tokens: Vec<Token> = Lexer::new(source, Dialect::Script).collect();
        let found = of_routes(&address, source, &tokens);
        assert_eq!(paths(&found), ["/shop/__data.json", "/shop/team/__data.json"]);
    }

    #[test]
    fn lists_name_files_and_payloads() {
        let address = Url::parse("https://a.example/ngsw.json").unwrap();
        let list = br#"{"assetGroups":[{"urls":["/index.html","/main-A.js","/i.png"]}]}"#;
        assert_eq!(paths(&of_data(&address, list).named), ["/main-A.js"]);
        let address = Url::parse("https://a.example/app/_nuxt/builds/meta/x.json").unwrap();
        let list = br#"{"prerendered":["/","/about"]}"#;
        let found = of_data(&address, list).named;
        assert_eq!(paths(&found), ["/app/_payload.json", "/app/about/_payload.json"]);
        for list in ["{\"prerendered\":3}", "[]", "null", "{", "{\"assetGroups\":[1]}"] {
            assert!(of_data(&address, list.as_bytes()).named.is_empty(), "{list}");
        }
    }
}
