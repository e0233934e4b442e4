//! Pages.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::made::{at, escaped, finding, key, lint, path, random};

/// A page with `body` on its fourth line.
fn page(body: &str) -> String {
    format!("<!doctype html>\n<html><head><title>é</title></head>\n<body>\n{body}\n</body></html>")
}

#[test]
fn inline_scripts_have_exact_places() {
    let key = key(1);
    for script in [
        format!("<script>const pay = {{apiKey: \"{key}\"}}</script>"),
        format!("<script type=module>const pay = {{apiKey: '{key}'}}</script>"),
        format!("<SCRIPT\ntype='text/javascript' async>const pay = {{apiKey: `{key}`}}</sCript >"),
        format!("<script type=\"text/plain\" data-consent>pay = {{apiKey: \"{key}\"}}</script>"),
    ] {
        let page = page(&script);
        let found = finding("index.html", &page, &key);
        assert_eq!((at(&found, &page), path(&found)), (key.clone(), "pay.apiKey"));
        let before = &page[..found.location.offset as usize];
        assert_eq!(found.location.line as usize, 1 + before.matches('\n').count());
        let column = before.len() - before.rfind('\n').unwrap();
        assert_eq!(found.location.column as usize, column);
        assert!(found.excerpt.text.contains("apiKey"), "{:?}", found.excerpt);
    }
}

#[test]
fn texts_in_data_urls() {
    let secret = random(7, 32);
    let script = format!("const pay = {{apiSecret: \"{secret}\"}}");
    let packed = STANDARD.encode(&script);
    let escaped: String = script.replace('"', "%22").replace(' ', "%20");
    for url in [
        format!("data:text/javascript;base64,{packed}"),
        format!("data:application/javascript,{escaped}"),
    ] {
        for (name, text) in [
            ("index.html", page(&format!("<script type=module src=\"{url}\"></script>"))),
            ("app.js", format!("new Worker(\"{url}\")")),
            ("app.js", format!("import(`{url}`)")),
        ] {
            let found = finding(name, &text, &secret);
            assert_eq!(path(&found), "pay.apiSecret", "{text}");
            let at = at(&found, &text);
            assert!(url.contains(&at) && at.len() < 60, "{at}");
            assert!(!found.excerpt.text.contains(&packed[30..60]), "{:?}", found.excerpt);
        }
    }
}

#[test]
fn data_blocks_of_every_type() {
    let secret = random(2, 32);
    for kind in ["application/json", "importmap", "speculationrules", "application/ld+json"] {
        let page = page(&format!(
            "<script type=\"{kind}\" id=x>{{\"pay\": {{\"clientSecret\": \"{secret}\"}}}}</script>"
        ));
        let found = finding("index.html", &page, &secret);
        assert_eq!((at(&found, &page), path(&found)), (secret.clone(), "pay.clientSecret"));
    }
    let template =
        page(&format!("<script type=\"text/template\"><a onclick=\"pay('{}')\"></script>", key(3)));
    assert_eq!(at(&finding("a.html", &template, &key(3)), &template), key(3));
}

#[test]
fn attributes_are_named_by_themselves_or_by_their_element() {
    let secret = random(4, 32);
    for (body, name) in [
        (format!("<div data-client-secret=\"{secret}\">"), "data-client-secret"),
        (format!("<div data-client-secret={secret}>"), "data-client-secret"),
        (format!("<meta name=\"api-secret\" content=\"{secret}\">"), "api-secret"),
        (format!("<meta content='{secret}' property='pay:secret-key'>"), "pay:secret-key"),
        (format!("<input type=hidden name=client_secret value={secret}>"), "client_secret"),
        (format!("<button onclick=\"pay({{clientSecret: '{secret}'}})\">"), "pay.clientSecret"),
        (
            format!("<button onclick=\"pay({{clientSecret: &quot;{secret}&quot;}})\">"),
            "pay.clientSecret",
        ),
    ] {
        let page = page(&body);
        let found = finding("index.html", &page, &secret);
        assert_eq!((at(&found, &page), path(&found)), (secret.clone(), name), "{body}");
    }
}

#[test]
fn parameters_of_links() {
    // Built from the catalogue's own rule of a host and its parameter.
    let key = key(5);
    let page = page(&format!("<img src=\"https://x.example/y?a=1&amp;key={key}&amp;b=2\">"));
    let found = finding("index.html", &page, &key);
    assert_eq!(found.rule, "callpaymin/api-key");
}

#[test]
fn json_in_attributes_and_between_tags() {
    let secret = random(6, 32);
    let json = format!("{{\"cfg\":{{\"apiSecret\":\"{secret}\",\"a\":\"<b>\"}}}}");
    for body in [
        format!("<div id=app data-page=\"{}\">", escaped(&json)),
        format!("<div id=app data-page='{json}'>"),
        format!("<p>env: {} and more</p>", escaped(&json)),
        format!("<p>{json}</p>"),
        format!("<textarea>{}</textarea>", escaped(&json)),
        format!("<noscript><p>{}</p></noscript>", escaped(&json)),
        format!("<!-- x --><template><p>{}</p></template>", escaped(&json)),
        format!("<iframe srcdoc=\"{}\">", escaped(&format!("<p>{}</p>", escaped(&json)))),
    ] {
        let page = page(&body);
        let found = finding("index.html", &page, &secret);
        assert_eq!(at(&found, &page), secret, "{body}");
        assert!(path(&found).ends_with("cfg.apiSecret"), "{body}: {}", path(&found));
    }
}

#[test]
fn settings_printed_into_a_page() {
    let secret = random(10, 32);
    for text in [
        format!("PATH=/bin\nAPI_SECRET={secret}\nHOME=/root"),
        format!("PATH=/bin\nAPI_SECRET=&quot;{secret}&quot;\n"),
    ] {
        let page = page(&format!("<pre>{text}</pre>"));
        let found = finding("index.html", &page, &secret);
        assert_eq!((at(&found, &page), path(&found)), (secret.clone(), "API_SECRET"));
    }
}

#[test]
fn attributes_that_are_no_code_are_no_news() {
    let secret = random(11, 32);
    let page =
        page(&format!("<p x-data=\"{{ a: 1, apiSecret: '{secret}' }}\" @click=\"{{% x %}}\">"));
    assert_eq!(path(&finding("index.html", &page, &secret)), "apiSecret");
    assert!(lint("index.html", &page).file.notices.is_empty());
}

#[test]
fn comments_styles_and_broken_markup_hide_nothing() {
    let key = key(7);
    for body in [
        format!("<!-- {key} -->"),
        format!("<!--[if IE]><script>k='{key}'</script><![endif]-->"),
        format!("<style>a{{background:url(https://x.example/?k={key})}}</style>"),
        format!("<script>k='{key}'"),
        format!("<script><!-- k='{key}'"),
        format!("<a href=\"{key}"),
        format!("<a {key}"),
        format!("<{key}"),
        format!("<textarea>{key}"),
        format!("</{key}>"),
        format!("<!{key}>"),
        format!("<?{key}>"),
        format!("<svg><script>k='{key}'</script><title/>"),
        format!("<plaintext>{key}"),
    ] {
        let page = page(&body);
        assert_eq!(at(&finding("index.html", &page, &key), &page), key, "{body}");
    }
}

#[test]
fn a_key_in_an_escaped_form_is_found_in_it() {
    let key = key(8);
    let escaped: String = key.replacen('_', "&#95;", 1).replacen('_', "&lowbar;", 1);
    let page = page(&format!("<p>{escaped}</p><a title=\"{escaped}\">"));
    let found = finding("index.html", &page, &key);
    assert_eq!(found.occurrences.len(), 1);
}

#[test]
fn one_value_of_a_page_is_one_finding() {
    let key = key(9);
    let page = page(&format!(
        "<script>a='{key}'</script><script type=application/json>{{\"k\":\"{key}\"}}</script>\
         <p data-k=\"{key}\">{key}<!-- {key} --></p>"
    ));
    let found = finding("index.html", &page, &key);
    assert_eq!(found.occurrences.len(), 4);
    let mut offsets: Vec<u32> = found.occurrences.iter().map(|place| place.offset).collect();
    offsets.insert(0, found.location.offset);
    let expected: Vec<u32> = page.match_indices(&key).map(|(at, _)| at as u32).collect();
    assert_eq!(offsets, expected);
}

#[test]
fn a_script_that_does_not_parse_is_told_with_its_line() {
    let report = lint("index.html", page("<script>\nlet = = 1</script>"));
    assert_eq!(report.file.notices.len(), 1, "{:?}", report.file.notices);
    assert!(report.file.notices[0].starts_with("from line 4: not parsed"), "{report:?}");
}

#[test]
fn no_excerpt_shows_a_value_of_another_part() {
    let (key, secret, other) = (key(12), random(13, 32), random(14, 32));
    let json = escaped(&format!("{{\"dbPassword\":\"{other}\"}}"));
    let page = page(&format!(
        "<a data-client-secret={secret}><script>k='{key}'</script><p x=\"{json}\"><i data-secret-key={secret}x>"
    ));
    let report = lint("index.html", &page);
    assert_eq!(report.findings.len(), 4, "{report:?}");
    for finding in &report.findings {
        for value in [&key, &secret, &other] {
            assert!(!finding.excerpt.text.contains(value.as_str()), "{finding:?}");
        }
    }
}

mod hostile {
    use super::*;

    const MANY: usize = 30_000;

    #[test]
    fn what_never_closes_hides_nothing() {
        let key = key(20);
        for piece in [
            "<div>",
            "<a b=\"",
            "<a b='x' ",
            "<!--",
            "<!-",
            "<script>",
            "<script><!--",
            "<svg>",
            "</",
            "<style>",
            "<textarea>",
            "&#x",
            "&quot;",
            "{&quot;",
            "<![CDATA[",
            "<?",
            "<a on",
            "<a =",
            "<script>1</script>",
            "<p onclick=1>",
            "<meta name=a content=",
            "-->",
            "<p x='[\"",
            "a=",
        ] {
            for name in ["a.html", "a.xml"] {
                let page = format!("{} {key} ", piece.repeat(MANY));
                let report = lint(name, &page);
                let is_found = report.findings.iter().any(|it| it.value.as_deref() == Some(&key));
                assert!(is_found, "{name} {piece}");
                assert!(report.file.notices.len() <= 11, "{name} {piece}");
            }
        }
    }

    #[test]
    fn many_attributes_and_many_broken_scripts() {
        let key = key(21);
        let attributes: String =
            (0..MANY).fold(String::new(), |text, at| text + &format!(" a{at}='v'"));
        finding("a.html", format!("<a{attributes} data-k='{key}'>"), &key);
        let report = lint("a.html", "<script>let = = 1\n</script>".repeat(20_000) + &key);
        assert_eq!(report.file.notices.len(), 11);
    }
}
