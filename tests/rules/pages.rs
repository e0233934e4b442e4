//! What nearly every deployed page holds: tokens of requests, keys of widgets, addresses of block
//! chains. None of it is a warning; what is meant for pages is a note.

use leaklint::{Finding, Linter, Options, Severity};

/// A value of `length` characters of `signs`.
fn drawn(signs: &str, length: usize, seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let signs = signs.as_bytes();
    (0..length).map(|_| signs[(next() >> 33) as usize % signs.len()] as char).collect()
}

const HEX: &str = "0123456789abcdef";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
const BASE62: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const BASE64URL: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

/// `text` with drawn values: `#32` is hexadecimal, `~40` base 62, `$43` base64url, `%48` lower case.
fn filled(text: &str, seed: u64) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['#', '~', '$', '%']) {
        let digits: String =
            rest[at + 1..].chars().take_while(char::is_ascii_digit).take(2).collect();
        out += &rest[..at];
        let signs = match &rest[at..=at] {
            "#" => HEX,
            "~" => BASE62,
            "$" => BASE64URL,
            _ => LOWER,
        };
        match digits.parse() {
            Ok(length) if digits.len() == 2 => {
                out += &drawn(signs, length, seed + out.len() as u64);
            }
            _ => out += &rest[at..at + 1 + digits.len()],
        }
        rest = &rest[at + 1 + digits.len()..];
    }
    out + rest
}

fn lint(name: &str, text: &str) -> Vec<Finding> {
    Linter::new(Options::default()).lint(name, text.as_bytes()).findings
}

fn name(text: &str) -> &'static str {
    if text.starts_with('<') { "index.html" } else { "app.js" }
}

fn is_quiet(texts: &[&str]) {
    let mut loud = Vec::new();
    for text in texts {
        for seed in 0..8 {
            let text = filled(text, seed * 1000 + 1);
            for found in lint(name(&text), &text) {
                if found.severity > Severity::Note {
                    loud.push(format!("{}: {text}", found.rule));
                }
            }
        }
    }
    assert!(loud.is_empty(), "{} loud:\n{}", loud.len(), loud.join("\n"));
}

#[test]
fn tokens_of_a_request_are_nothing() {
    is_quiet(&[
        "<input name=\"__RequestVerificationToken\" type=\"hidden\" value=\"CfDJ8$90\">",
        "<meta name=\"csrf-token\" content=\"~40\"><meta name=\"_token\" content=\"~40\">",
        "<meta name='anti-forgery-token' content='$60'><meta name='AntiForgeryToken' content='$60'>",
        "<input type=\"hidden\" name=\"_token\" value=\"~40\">",
        "<input type='hidden' name='authenticity_token' value='$86'>",
        "<input type='hidden' name='csrfmiddlewaretoken' value='~64'>",
        "<input type='hidden' name='form_token' value='$43'><input type='hidden' name='form_build_id' value='form-$43'>",
        "<input type='hidden' name='token' value='#32'><input type=hidden name=ts_token value=~40>",
        "<input type='hidden' name='user[_token]' value='#10.$43.$43'>",
        "<input type='hidden' name='_wpnonce' value='#10'><script nonce='$22'>a=1</script>",
        "<script>window.Laravel={csrfToken:'~40'};a={_token:'~40',csrf:{token:'$43'}}</script>",
        "a={ajaxPageState:{theme_token:'$43'},antiForgeryToken:'CfDJ8$90',requestVerificationToken:'$90'}",
        "f({headers:{'X-CSRF-Token':'~86','X-XSRF-TOKEN':'~86',RequestVerificationToken:'CfDJ8$90'}})",
        "a={formToken:'#32',stateToken:'$30',nonceToken:'$30',wpnonce:'#10',restNonce:'#32',nonce:{token:'#32'}}",
    ]);
}

#[test]
fn what_authorizes_is_still_a_warning_in_a_field() {
    for text in [
        "<input type='hidden' name='access_token' value='~40'>",
        "<meta name='api-token' content='~40'>",
        "<input type='hidden' name='api_key' value='#32'>",
        "a={token:'~40',sessionToken:'~40'}",
    ] {
        let text = filled(text, 5);
        let found = lint(name(&text), &text);
        assert!(!found.is_empty(), "{text}");
        assert!(found.iter().all(|found| found.severity == Severity::Warning), "{text}");
    }
    let secret = filled("<input type='hidden' name='client_secret' value='~40'>", 6);
    assert_eq!(lint("a.html", &secret)[0].severity, Severity::Error);
}

#[test]
fn addresses_of_block_chains_are_nothing() {
    is_quiet(&[
        "a={token:'0x#40',tokens:['0x#40'],USDC_TOKEN:'0x#40',rewardToken:'0x#40',tokenId:'0x#64'}",
        "new Token(1,'0x#40',6,'USDC')",
        "a={token:'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',splToken:'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB'}",
        "a={token:'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',token2:'EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs'}",
    ]);
    let key = filled("a={privateKey:'0x#64'}", 3);
    assert_eq!(lint("app.js", &key)[0].severity, Severity::Error);
}

#[test]
fn keys_of_widgets_and_analytics_are_notes() {
    let rows = [
        (
            "cloudflare/web-analytics-token",
            "<script src='https://static.cloudflareinsights.com/beacon.min.js' data-cf-beacon='{\"token\": \"#32\"}'></script>",
        ),
        (
            "cloudflare/web-analytics-token",
            "<script data-cf-beacon=\"{&quot;token&quot;: &quot;#32&quot;}\"></script>",
        ),
        (
            "cloudflare/web-analytics-token",
            "<script src='https://static.cloudflareinsights.com/beacon.min.js?token=#32'></script>",
        ),
        (
            "zendesk/snippet-key",
            "<script id='ze-snippet' src='https://static.zdassets.com/ekr/snippet.js?key=#08-#04-4#03-8#03-#12'></script>",
        ),
        (
            "shopify/storefront-token",
            "<script id='shopify-features' type='application/json'>{\"accessToken\":\"#32\",\"shopId\":1}</script>",
        ),
        (
            "algolia/search-key",
            "a={themeConfig:{algolia:{appId:'AB12CD34EF',apiKey:'#32',indexName:'docs'}}}",
        ),
        (
            "algolia/search-key",
            "a={search:{provider:'algolia',options:{appId:'AB12',apiKey:'#32',indexName:'x'}}}",
        ),
        (
            "algolia/search-key",
            "<docs-search app-id='AB12' api-key='#32' index-name='docs'></docs-search>",
        ),
        ("algolia/search-key", "<div id='docsearch' data-app-id='AB12' data-api-key='#32'></div>"),
        ("contentful/delivery-token", "createClient({space:'~12',accessToken:'$43'})"),
        ("honeybadger/project-key", "Honeybadger.configure({apiKey:'hbp_~36'})"),
        ("bytescale/public-key", "new Bytescale.UploadManager({apiKey:'public_~31'})"),
        ("tinymce/api-key", "h(Editor,{apiKey:'%48',init:{plugins:'a'}})"),
        (
            "tinymce/api-key",
            "<script src='https://cdn.tiny.cloud/1/no/tinymce.min.js'></script><tinymce-editor api-key='%48'></tinymce-editor>",
        ),
        ("snipcart/public-key", "<div hidden id='snipcart' data-api-key='~48'></div>"),
        ("segment/write-key", "a={writeKey:'~32'}"),
        ("segment/write-key", "t.load({writeKey:'~32',cdnURL:u})"),
        ("segment/write-key", "a={SEGMENT_WRITE_KEY:'~32',b:1}"),
        ("segment/write-key", "a={NEXT_PUBLIC_SEGMENT_KEY:'~32'}"),
        ("segment/write-key", "a={segmentWriteKey:'~32'}"),
        ("segment/write-key", "a={segment:{write_key:'~32'}}"),
        (
            "segment/script-url",
            "s.src='https://cdn.segment.com/analytics.js/v1/~32/analytics.min.js'",
        ),
        (
            "rudderstack/write-key",
            "rudderanalytics.load('~27','https://a.dataplane.rudderstack.com')",
        ),
        ("rudderstack/write-key", "a={RUDDERSTACK_WRITE_KEY:'~27'}"),
        ("hightouch/write-key", "htevents.load('#64',{apiHost:'us-east-1.hightouch-events.com'})"),
        ("jitsu/write-key", "jitsuAnalytics({host:'https://x.d.jitsu.com',writeKey:'~32:~32'})"),
    ];
    for (rule, text) in rows {
        for seed in 0..6 {
            let text = filled(text, seed * 1000 + 7);
            let found = lint(name(&text), &text);
            let seen: Vec<_> = found.iter().map(|found| (&*found.rule, found.severity)).collect();
            assert!(seen.contains(&(rule, Severity::Note)), "{rule}: {seen:?}: {text}");
            assert!(found.iter().all(|it| it.severity == Severity::Note), "{seen:?}: {text}");
        }
    }
    is_quiet(&[
        "a={customerIoWriteKey:'#20',freshpaintWriteKey:'#08-#04-4#03-8#03-#12',junewriteKey:'~16'}",
    ]);
}

#[test]
fn their_secret_kin_are_not() {
    for (text, severity) in [
        ("a={algoliaWriteKey:'#32',indexName:'x'}", Severity::Error),
        ("a={algoliaAdminKey:'#32',indexName:'x'}", Severity::Error),
        (
            "createClient({space:'~12',host:'preview.contentful.com',accessToken:'$43'})",
            Severity::Warning,
        ),
        ("a={SNIPCART_SECRET_API_KEY:'~48'}", Severity::Error),
        ("a={apiKey:'#32'}", Severity::Warning),
    ] {
        let text = filled(text, 11);
        let worst = lint("app.js", &text).iter().map(|found| found.severity).max();
        assert_eq!(worst, Some(severity), "{text}");
    }
}

#[test]
fn published_test_keys_are_notes_that_say_so() {
    // Hardhat's first account, in pieces that are no key.
    let key = ["ac0974bec39a17e36ba4a6b4d238ff94", "4bacb478cbed5efcae784d7bf4f2ff80"].concat();
    for text in [
        format!("a={{privateKey:'0x{key}'}}"),
        format!("a={{PRIVATE_KEY:'{key}'}}"),
        format!("a={{accounts:['0x{key}']}}"),
    ] {
        let found = lint("app.js", &text);
        assert_eq!((found.len(), found[0].severity), (1, Severity::Note), "{text}");
        assert!(found[0].message.contains("Hardhat and Anvil"), "{}", found[0].message);
    }
}

#[test]
fn a_token_for_apples_maps_is_a_warning() {
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    let part = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
    let token = |payload: &str| {
        let header = part(r#"{"alg":"ES256","kid":"ABC123DEFG","typ":"JWT"}"#);
        format!("{header}.{}.{}", part(payload), drawn(BASE64URL, 86, 3))
    };
    let maps = token(
        r#"{"iss":"DEF123GHIJ","iat":1700000000,"exp":1890000000,"origin":"https://x.example"}"#,
    );
    for text in [
        format!("mapkit.init({{authorizationCallback:d=>d('{maps}')}})"),
        format!(
            "<script src='https://cdn.apple-mapkit.com/mk/5.x.x/mapkit.js' data-token='{maps}'></script>"
        ),
    ] {
        let found = lint(name(&text), &text);
        assert_eq!((found.len(), found[0].severity), (1, Severity::Warning), "{text}");
    }
    let other = token(r#"{"iss":"DEF123GHIJ","aud":"api","iat":1700000000,"exp":1890000000}"#);
    assert_eq!(lint("app.js", &format!("d('{other}')"))[0].severity, Severity::Error);
}
