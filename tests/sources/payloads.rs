//! What servers send to their own pages, in the encodings of the frameworks.

use crate::made::{at, escaped, finding, key, path, random};

/// A text as a string of a script.
fn literal(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

#[test]
fn next_flight_rows_split_over_pushes() {
    let secret = random(1, 32);
    let rows = format!(
        "0:{{\"b\":\"x\"}}\n2:T8,a\"b{{c]d\n1:[\"$\",\"$L1\",null,{{\"cfg\":{{\"apiSecret\":\"{secret}\"}}}}]\n"
    );
    let secret_at = rows.find(&secret).unwrap();
    for split in [1, 8, 12, 30, secret_at - 4, secret_at + 36] {
        let (first, second) = rows.split_at(split);
        let page = format!(
            "<script>(self.__next_f=self.__next_f||[]).push([0])</script>\
             <script>self.__next_f.push([1,{}])</script>\n<p>between</p>\
             <script>self.__next_f.push([1,{}])</script>",
            literal(first),
            literal(second)
        );
        let found = finding("index.html", &page, &secret);
        assert_eq!((at(&found, &page), path(&found)), (secret.clone(), "cfg.apiSecret"), "{split}");
    }
    // In the middle of the value, its place is both pieces.
    let (first, second) = rows.split_at(secret_at + 10);
    let page = format!(
        "<script>self.__next_f.push([1,{}])</script><script>self.__next_f.push([1,{}])</script>",
        literal(first),
        literal(second)
    );
    let found = finding("index.html", &page, &secret);
    assert!(
        at(&found, &page).starts_with(&secret[..10]) && at(&found, &page).ends_with(&secret[10..])
    );
    for name in ["index.rsc", "index.txt", "__next.tree.txt"] {
        let found = finding(name, &rows, &secret);
        assert_eq!((at(&found, &rows), path(&found)), (secret.clone(), "cfg.apiSecret"));
    }
}

#[test]
fn next_data_of_the_pages_router() {
    let secret = random(2, 32);
    let json = format!("{{\"props\":{{\"pageProps\":{{\"apiSecret\":\"{secret}\"}}}}}}");
    let page = format!("<script id=\"__NEXT_DATA__\" type=\"application/json\">{json}</script>");
    assert_eq!(path(&finding("index.html", page, &secret)), "props.pageProps.apiSecret");
}

#[test]
fn devalue_tables_of_nuxt_and_sveltekit() {
    let secret = random(3, 32);
    let table = format!(
        "[[\"ShallowReactive\",1],{{\"data\":2,\"state\":8}},[\"ShallowReactive\",3],{{\"k\":4}},\
         {{\"apiSecret\":5,\"list\":6}},\"{secret}\",[7],true,[\"Reactive\",9],{{\"$suser\":10}},\
         [\"Date\",\"2026-01-01T00:00:00.000Z\"]]"
    );
    let page = format!(
        "<script type=\"application/json\" data-nuxt-data=\"nuxt-app\" id=\"__NUXT_DATA__\">{table}</script>"
    );
    for (name, text) in [("index.html", page), ("_payload.json", table)] {
        let found = finding(name, &text, &secret);
        assert_eq!(
            (at(&found, &text), path(&found)),
            (secret.clone(), "data.k.apiSecret"),
            "{name}"
        );
    }
    let kit = format!(
        "{{\"type\":\"data\",\"nodes\":[null,{{\"type\":\"data\",\"data\":[{{\"apiSecret\":1,\"nested\":2}},\
         \"{secret}\",{{\"when\":3}},[\"Date\",\"1970-01-01T00:00:00.000Z\"]],\"uses\":{{}}}}]}}"
    );
    let found = finding("__data.json", &kit, &secret);
    assert_eq!((at(&found, &kit), path(&found)), (secret.clone(), "nodes.data.apiSecret"));
}

#[test]
fn a_value_of_a_table_goes_by_every_name() {
    let secret = random(4, 32);
    // devalue writes equal strings once.
    let table = format!("[{{\"label\":1,\"apiSecret\":1}},\"{secret}\"]");
    assert_eq!(path(&finding("_payload.json", table, &secret)), "apiSecret");
}

#[test]
fn turbo_streams_of_react_router() {
    let secret = random(5, 32);
    let stream = format!(
        "[{{\"_1\":2,\"_6\":7}},\"loaderData\",{{\"_3\":4}},\"root\",{{\"_5\":8}},\"apiSecret\",\"x\",-5,\"{secret}\"]\n"
    );
    let found = finding("_.data", &stream, &secret);
    assert_eq!((at(&found, &stream), path(&found)), (secret.clone(), "loaderData.root.apiSecret"));
    let page = format!(
        "<script>window.__reactRouterContext.streamController.enqueue({});</script>",
        literal(&stream)
    );
    let found = finding("index.html", &page, &secret);
    assert_eq!((at(&found, &page), path(&found)), (secret.clone(), "loaderData.root.apiSecret"));
}

#[test]
fn settings_in_scripts() {
    let secret = random(6, 32);
    let json = format!("{{\"public\":{{\"apiSecret\":\"{secret}\"}}}}");
    let encoded: String = json.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for script in [
        format!(
            "window.__NUXT__={{}};window.__NUXT__.config={{public:{{apiSecret:\"{secret}\"}}}}"
        ),
        format!("window.__VP_SITE_DATA__=JSON.parse({})", literal(&json)),
        format!("const data=JSON.parse('{json}')"),
        format!("const data=JSON.parse(`{json}`)"),
        format!("__meteor_runtime_config__=JSON.parse(decodeURIComponent(\"{encoded}\"))"),
        format!("window.__remixContext={json};"),
        format!("eval({});", literal(&format!("var env={json};\n//# sourceURL=webpack://x/y.js"))),
        format!("eval(a.ts({}));", literal(&format!("var env={json};\n//# sourceURL=x"))),
    ] {
        for (name, text) in
            [("a.js", script.clone()), ("a.html", format!("<script>{script}</script>"))]
        {
            let found = finding(name, &text, &secret);
            assert!(path(&found).ends_with("public.apiSecret"), "{script}: {}", path(&found));
            if !script.contains('%') {
                assert_eq!(at(&found, &text), secret, "{script}");
            }
        }
    }
    let page = format!("<meta name=\"app/config/environment\" content=\"{encoded}\">");
    assert_eq!(path(&finding("index.html", page, &secret)), "public.apiSecret");
}

#[test]
fn astro_islands() {
    let (secret, key) = (random(7, 32), key(7));
    let props = format!(
        "{{\"cfg\":[0,{{\"n\":[0,1],\"apiSecret\":[0,\"{secret}\"],\"k\":[0,\"{key}\"]}}]}}"
    );
    let page = format!("<astro-island uid=\"x\" props=\"{}\" ssr></astro-island>", escaped(&props));
    let found = finding("index.html", &page, &secret);
    assert_eq!((at(&found, &page), path(&found)), (secret, "cfg.apiSecret"));
    finding("index.html", &page, &key);
}

#[test]
fn an_environment_printed_into_a_page() {
    let secret = random(8, 32);
    let json = format!("{{\"PATH\":\"/usr/bin\",\"API_SECRET\":\"{secret}\",\"HOME\":\"/root\"}}");
    let page = format!("<main><pre>{}</pre></main>", escaped(&json));
    let found = finding("index.html", &page, &secret);
    assert_eq!((at(&found, &page), path(&found)), (secret, "API_SECRET"));
}
