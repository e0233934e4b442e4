//! Nobody but the site is asked, wherever it points to. An owner is an address of this machine.

use std::{io::Write as _, sync::Arc};

use crate::{
    command::{key, leaklint, report, values},
    server::{Server, answer, file},
};

/// Someone else's server, whose page and scripts hold a key.
fn other() -> (Server, String) {
    let key = key(21);
    let body = format!("x={{apiKey:'{key}'}}");
    let server = Server::saying_at(
        "127.0.0.2",
        Arc::new(move |request, stream| {
            let said = match request.split(' ').nth(1) {
                Some("/") => {
                    file("/", format!("<!doctype html><script>{body}</script>").as_bytes())
                }
                Some(path) => file(path, body.as_bytes()),
                None => Vec::new(),
            };
            drop(stream.write_all(&said));
        }),
    );
    (server, key)
}

#[test]
fn a_redirect_to_another_owner_is_named_and_not_followed() {
    let (other, key) = other();
    let location = format!("Location: {}\r\n", other.address);
    let server = Server::saying(Arc::new(move |_, stream| {
        drop(stream.write_all(&answer("302 Found", &location, b"")));
    }));
    for more in [&[][..], &["--allow-private"]] {
        let run = leaklint(&[&[&*server.address], more].concat());
        assert_eq!(run.status, 2, "{}", run.stdout);
        assert!(run.stderr.contains(&other.address), "it says which: {}", run.stderr);
        assert_eq!(other.count(), 0);
    }
    let origin = other.address.trim_end_matches('/');
    let report = report(&server.address, &["--own", origin, "--allow-private"]);
    assert_eq!(values(&report), [&*key]);
}

#[test]
fn maps_of_other_owners_are_not_asked_for() {
    let (other, _) = other();
    let map = format!("{}app.js.map", other.address);
    let header = format!("Content-Type: text/javascript\r\nSourceMap: {map}\r\n");
    let comment = format!("b()\n//# sourceMappingURL={map}\n");
    let server = Server::saying(Arc::new(move |request, stream| {
        drop(stream.write_all(&match request.split(' ').nth(1) {
            Some("/") => {
                file("/", b"<!doctype html><script src=/a.js></script><script src=/b.js></script>")
            }
            Some("/a.js") => answer("200 OK", &header, b"a()"),
            Some("/b.js") => file("/b.js", comment.as_bytes()),
            _ => answer("404 Not Found", "", b""),
        }));
    }));
    let seen = report(&server.address, &["--allow-private"]);
    assert_eq!(other.count(), 0, "{:?}", other.requests());
    assert_eq!(seen["site"]["coverage"]["scripts"]["fetched"], 2);
    let missed = seen["site"]["missed"].to_string();
    assert!(missed.contains("--own http://127.0.0.2"), "{missed}");
    report(&server.address, &["--allow-private", "--third-party"]);
    assert!(other.count() > 0, "others were asked for");
}

#[test]
fn sarif_gives_addresses_that_are_some() {
    let (other, _) = other();
    let run = leaklint(&[&other.address, "--format", "sarif", "--fail-on", "never"]);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], other.address, "{place:#}");
    assert!(place["artifactLocation"]["uriBaseId"].is_null(), "{place:#}");
}
