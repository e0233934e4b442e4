//! What a site gives away.

use crate::{
    command::{key, leaklint, report, values},
    server::Server,
};

/// A site with a key in each kind of file.
fn shop() -> (Server, Vec<String>) {
    let keys: Vec<String> = (1..=8).map(key).collect();
    let page = format!(
        "<!doctype html><script type=module src=/assets/index.js></script>\
         <link rel=stylesheet href=/assets/a.css><script>x={{apiKey:'{}'}}</script>\
         <a href=/about>about</a><script src=https://tags.example.net/t.js></script>",
        keys[0]
    );
    let files = [
        ("/", page),
        ("/assets/index.js", format!("import('./late.js');fetch('/config.json');k={{apiKey:'{}'}}\n//# sourceMappingURL=index.js.map", keys[1])),
        ("/assets/late.js", format!("new Worker(new URL('./w.js',import.meta.url));k={{apiKey:'{}'}}", keys[2])),
        ("/assets/w.js", format!("k={{apiKey:'{}'}}", keys[3])),
        ("/assets/a.css", format!("a{{b:'{}'}}", keys[4])),
        ("/config.json", format!("{{\"apiKey\":\"{}\"}}", keys[5])),
        ("/assets/index.js.map", serde_json::json!({"version":3,"mappings":"","sources":["../src/a.ts"],"sourcesContent":[format!("k={{apiKey:'{}'}}", keys[6])]}).to_string()),
        ("/about", format!("<!doctype html><p data-key='{}'>about</p>", keys[7])),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, body)| (*path, body.as_str())).collect();
    (Server::of(&files), keys)
}

#[test]
fn every_file_that_a_page_leads_to_is_linted() {
    let (server, keys) = shop();
    let report = report(&server.address, &["--pages", "5"]);
    let found = values(&report);
    for (number, key) in keys.iter().enumerate() {
        assert!(found.contains(&key.as_str()), "{number}: {report:#}");
    }
    let coverage = &report["site"]["coverage"];
    assert_eq!(coverage["scripts"]["fetched"], 3);
    assert_eq!(coverage["scripts"]["failed"], 0);
    assert_eq!(coverage["maps"]["fetched"], 1);
    assert_eq!(report["site"]["thirdParty"][0]["url"], "https://tags.example.net/t.js");
    let path = report["findings"][0]["location"]["path"].as_str().unwrap();
    assert!(path.starts_with(&server.address), "{path}");
}

#[test]
fn links_are_followed_only_when_asked() {
    let (server, keys) = shop();
    let report = report(&server.address, &[]);
    assert!(!values(&report).contains(&keys[7].as_str()));
    let notices = report["site"]["notices"].to_string();
    assert!(notices.contains("--pages"), "{notices}");
}

#[test]
fn what_is_kept_is_linted_the_same_and_asked_for_once() {
    let (server, _) = shop();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("kept");
    let folder = folder.to_str().unwrap();
    let strip = |mut report: serde_json::Value| {
        report["summary"]["elapsedMs"] = 0.into();
        report
    };
    let first = strip(report(&server.address, &["--save", folder]));
    assert_eq!(strip(report("--quiet", &["--saved", folder])), first);
    let before = server.requests().len();
    let again = strip(report(&server.address, &["--save", folder]));
    assert_eq!(again["findings"], first["findings"]);
    let requests = server.requests();
    let conditional =
        requests[before..].iter().filter(|it| it.to_lowercase().contains("if-none-match"));
    assert!(conditional.count() >= 5, "{requests:?}");
}

#[test]
fn a_person_sees_what_was_fetched() {
    let (server, _) = shop();
    let run = leaklint(&[&server.address]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("3 of 3 scripts"), "{}", run.stdout);
    assert!(run.stdout.contains("1 script of others not looked at"), "{}", run.stdout);
}

#[test]
fn headers_and_cookies_go_to_the_site() {
    let (server, _) = shop();
    report(&server.address, &["--header", "X-Preview: yes", "--cookie", "a=b"]);
    for request in server.requests() {
        let request = request.to_lowercase();
        assert!(request.contains("x-preview: yes") && request.contains("cookie: a=b"), "{request}");
        assert!(request.contains("user-agent: leaklint/"), "{request}");
    }
}

#[test]
fn probes_ask_for_what_no_visitor_should_get() {
    let key = key(20);
    let server = Server::of(&[
        ("/", "<!doctype html><p>x"),
        ("/.env", &format!("# settings\nCALLPAYMIN_API_KEY={key}\n")),
        ("/.git/HEAD", "<!doctype html><p>x"),
    ]);
    assert!(!values(&report(&server.address, &[])).contains(&key.as_str()));
    assert_eq!(server.requests().iter().filter(|it| it.contains(".env")).count(), 0);
    let report = report(&server.address, &["--probe"]);
    assert!(values(&report).contains(&key.as_str()), "{report:#}");
    let given: Vec<_> = report["site"]["probes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["served"] == true)
        .collect();
    assert_eq!(given.len(), 1);
}
