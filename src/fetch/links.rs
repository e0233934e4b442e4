//! Pages that a person may go to.

use super::url::Url;

/// Whether a link may lead to a page.
pub(super) fn is_page(url: &Url) -> bool {
    let last = url.path().rsplit('/').next().unwrap_or_default();
    match last.rsplit_once('.') {
        Some((_, ending)) => {
            ["html", "htm", "php", "asp", "aspx", "jsp"].contains(&ending) || ending.len() > 5
        }
        None => true,
    }
}

/// The pages that a sitemap (<https://www.sitemaps.org/protocol.html>) names.
pub(super) fn sitemap(root: &Url, bytes: &[u8]) -> Vec<Url> {
    let text = String::from_utf8_lossy(bytes);
    let pages = text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    pages
        .filter_map(|page| root.join(&page.replace("&amp;", "&")))
        .filter(|page| page.is_same_origin(root) && is_page(page))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_names_pages_of_its_own_site() {
        let root = Url::parse("https://a.example/").unwrap();
        let map = b"<urlset><url><loc>https://a.example/x?a=1&amp;b=2</loc></url>\
            <url><loc>https://b.example/y</loc></url><url><loc>/z.pdf</loc></url></urlset>";
        let found: Vec<String> =
            sitemap(&root, map).iter().map(|url| url.as_str().to_owned()).collect();
        assert_eq!(found, ["https://a.example/x?a=1&b=2"]);
    }
}
