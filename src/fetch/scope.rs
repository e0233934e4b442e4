//! Whose an address is: the site's own, or someone else's.

use std::collections::HashSet;

use super::url::Url;

/// Folders that only a build's own files are in, wherever they are served from.
const BUILDS: [&str; 5] = ["/_next/static/", "/_nuxt/", "/_app/immutable/", "/_astro/", "/_build/"];

/// Whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Party {
    Own,
    Third,
}

/// The site that the person named.
#[derive(Debug)]
pub(super) struct Scope {
    root: Url,
    /// Other origins that are its own.
    own: HashSet<String>,
}

impl Scope {
    pub(super) fn new(root: Url, own: impl IntoIterator<Item = String>) -> Self {
        Self { root, own: own.into_iter().collect() }
    }

    pub(super) fn root(&self) -> &Url {
        &self.root
    }

    /// Whether a page there is one of the site's.
    pub(super) fn is_same_origin(&self, url: &Url) -> bool {
        url.is_same_origin(&self.root)
    }

    /// Whose a script or any other file is.
    pub(super) fn party(&self, url: &Url) -> Party {
        let is_own = self.is_same_origin(url)
            || is_same_site(&self.root, url)
            || self.own.contains(&url.origin());
        if is_own { Party::Own } else { Party::Third }
    }

    /// Takes an origin for the site's own when what a page of the site loads from there is
    /// plainly a build's.
    pub(super) fn learn(&mut self, script: &Url) {
        if BUILDS.iter().any(|folder| script.path().contains(folder)) {
            self.own(script);
        }
    }

    /// Takes an origin for the site's own.
    pub(super) fn own(&mut self, url: &Url) {
        self.own.insert(url.origin());
    }
}

/// Whether two addresses are of one owner: the same host, or below the same domain that can be
/// registered.
pub(super) fn is_same_site(a: &Url, b: &Url) -> bool {
    let (a, b) = (a.host(), b.host());
    a == b || registrable(a).is_some_and(|domain| registrable(b) == Some(domain))
}

#[cfg(feature = "fetch")]
fn registrable(host: &str) -> Option<&str> {
    let host = host.trim_end_matches('.');
    let is_number = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
    (!is_number).then(|| psl::domain_str(host)).flatten()
}

/// The list of them is with whoever fetches.
#[cfg(all(target_arch = "wasm32", not(feature = "fetch")))]
fn registrable(host: &str) -> Option<String> {
    crate::wasm::site::registrable(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_site_is_what_one_owner_registered() {
        let root = url("https://www.shop.example/");
        for same in
            ["https://shop.example", "https://cdn.shop.example/x", "http://www.shop.example:81"]
        {
            assert!(is_same_site(&root, &url(same)), "{same}");
        }
        for (a, b) in [
            ("https://a.github.io", "https://b.github.io"),
            ("https://a.vercel.app", "https://b.vercel.app"),
            ("https://a.co.uk", "https://b.co.uk"),
            ("http://10.0.0.1", "http://11.0.0.1"),
            ("http://localhost", "http://127.0.0.1"),
            ("https://shop.example", "https://shop.example.evil.com"),
        ] {
            assert!(!is_same_site(&url(a), &url(b)), "{a} {b}");
        }
    }

    #[test]
    fn a_build_on_another_host_is_known_by_its_folder() {
        let mut scope = Scope::new(url("https://shop.example/"), []);
        let chunk = url("https://d1234.cloudfront.net/_next/static/chunks/main.js");
        assert_eq!(scope.party(&chunk), Party::Third);
        scope.learn(&url("https://tags.example.net/gtm.js"));
        scope.learn(&chunk);
        assert_eq!(scope.party(&chunk), Party::Own);
        assert_eq!(scope.party(&url("https://tags.example.net/x.js")), Party::Third);
    }
}
