//! Addresses of the web. Whoever brings the network also reads addresses: the client natively,
//! JavaScript's `URL` in WebAssembly, where tables for names in all scripts would weigh too much.

/// An address that begins with `http://` or `https://`, in its normal form, without a fragment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Url(String);

impl Url {
    /// # Errors
    ///
    /// Why it is none.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        Self::of(normal(text.trim(), None)?)
            .ok_or_else(|| "it begins with neither http:// nor https://".to_owned())
    }

    /// What `text` means on what is at this address.
    pub(super) fn join(&self, text: &str) -> Option<Self> {
        Self::of(normal(text.trim(), Some(&self.0)).ok()?)
    }

    fn of(mut normal: String) -> Option<Self> {
        normal.truncate(normal.find('#').unwrap_or(normal.len()));
        let is_web = ["http://", "https://"].iter().any(|scheme| normal.starts_with(scheme));
        is_web.then_some(Self(normal))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The scheme; the login, host and port; and the rest, which begins with a slash.
    fn parts(&self) -> (&str, &str, &str) {
        let (scheme, rest) = self.0.split_once("://").unwrap_or(("", &self.0));
        let (authority, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        (scheme, authority, rest)
    }

    /// The host and the port, where that is not the usual one.
    fn place(&self) -> &str {
        let authority = self.parts().1;
        authority.rsplit_once('@').map_or(authority, |(_, place)| place)
    }

    /// The host; an address of the sixth version is in brackets.
    pub(super) fn host(&self) -> &str {
        let place = self.place();
        let port = place.rfind(':').filter(|colon| !place[*colon..].contains(']'));
        &place[..port.unwrap_or(place.len())]
    }

    pub(super) fn origin(&self) -> String {
        format!("{}://{}", self.parts().0, self.place())
    }

    pub(super) fn is_same_origin(&self, other: &Self) -> bool {
        (self.parts().0, self.place()) == (other.parts().0, other.place())
    }

    /// The path, which begins with a slash.
    pub(super) fn path(&self) -> &str {
        self.parts().2.split('?').next().unwrap_or_default()
    }

    pub(super) fn query(&self) -> Option<&str> {
        self.parts().2.split_once('?').map(|(_, query)| query)
    }

    /// The same without a login, with another path and query, which are written as addresses
    /// write them.
    pub(super) fn with(&self, path: &str, query: Option<&str>) -> Self {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        Self(format!("{}{path}{query}", self.origin()))
    }
}

#[cfg(feature = "fetch")]
fn normal(text: &str, base: Option<&str>) -> Result<String, String> {
    let base = base.map(reqwest::Url::parse).transpose();
    let url = base.and_then(|base| reqwest::Url::options().base_url(base.as_ref()).parse(text));
    url.map(String::from).map_err(|error| error.to_string())
}

#[cfg(all(target_arch = "wasm32", not(feature = "fetch")))]
fn normal(text: &str, base: Option<&str>) -> Result<String, String> {
    crate::wasm::site::normal(text, base).ok_or_else(|| "it cannot be read".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_addresses() {
        let url = Url::parse("HTTPS://me:pass@Shop.Example:8443/a/../b?x=1#top").unwrap();
        assert_eq!(url.as_str(), "https://me:pass@shop.example:8443/b?x=1");
        assert_eq!(url.host(), "shop.example");
        assert_eq!(url.origin(), "https://shop.example:8443");
        assert_eq!((url.path(), url.query()), ("/b", Some("x=1")));
        assert_eq!(url.with("/c", None).as_str(), "https://shop.example:8443/c");
        let url = Url::parse("http://[::1]:80/").unwrap();
        assert_eq!((url.host(), url.path(), url.query()), ("[::1]", "/", None));
        assert_eq!(Url::parse("http://[::1]:81/").unwrap().host(), "[::1]");
    }

    #[test]
    fn only_the_web_has_addresses() {
        let url = Url::parse("https://a.example/shop/").unwrap();
        assert_eq!(url.join(" ../x#y ").unwrap().as_str(), "https://a.example/x");
        for text in ["data:,x", "mailto:a@b.example", "file:///x", "http://["] {
            assert!(url.join(text).is_none(), "{text}");
            assert!(Url::parse(text).is_err(), "{text}");
        }
    }
}
