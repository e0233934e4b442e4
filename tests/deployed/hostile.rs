//! Servers that lie, stall, and send too much: clear words, and the rest goes on.

use std::{io::Write as _, sync::Arc, thread, time::Duration};

use miniz_oxide::deflate::compress_to_vec;

use crate::{
    command::{key, leaklint, report, values},
    server::{Server, answer, file},
};

/// A page with a key, and a script that is answered by `say`.
fn with_script(
    say: impl Fn(&str, &mut std::net::TcpStream) + Send + Sync + 'static,
) -> (Server, String) {
    let key = key(9);
    let page = format!(
        "<!doctype html><script src=/bad.js></script><script>x={{apiKey:'{key}'}}</script>"
    );
    let server = Server::saying(Arc::new(move |request, stream| {
        if request.starts_with("GET / ") {
            drop(stream.write_all(&file("/", page.as_bytes())));
        } else {
            say(request, stream);
        }
    }));
    (server, key)
}

/// The reason for which the script is missing; the key is found all the same.
#[track_caller]
fn reason(server: &Server, key: &str, more: &[&str]) -> String {
    let report = report(&server.address, &[&["--no-source-maps"], more].concat());
    assert!(values(&report).contains(&key), "{report:#}");
    report["site"]["missed"][0]["reason"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_page_in_place_of_a_script() {
    let (server, key) = with_script(|_, stream| {
        drop(stream.write_all(&answer(
            "200 OK",
            "Content-Type: text/html\r\n",
            b"<!doctype html><p>app",
        )));
    });
    assert_eq!(reason(&server, &key, &[]), "the server answered with a page");
}

#[test]
fn refusals_and_mistakes() {
    for (status, text, most) in
        [("403 Forbidden", "403", 2), ("404 Not Found", "404", 2), ("500 Oops", "500", 4)]
    {
        let (server, key) =
            with_script(move |_, stream| drop(stream.write_all(&answer(status, "", b""))));
        let reason = reason(&server, &key, &[]);
        assert!(reason.contains(text), "{reason}");
        assert!(server.count() <= most, "{status}: {}", server.count());
    }
}

#[test]
fn a_server_that_asks_for_patience_gets_it() {
    let key_late = key(10);
    let body = format!("x={{apiKey:'{key_late}'}}");
    let tries = std::sync::atomic::AtomicUsize::new(0);
    let (server, _) = with_script(move |_, stream| {
        let first = tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0;
        let said = if first {
            answer("429 Slow down", "Retry-After: 1\r\n", b"")
        } else {
            file("/bad.js", body.as_bytes())
        };
        drop(stream.write_all(&said));
    });
    let report = report(&server.address, &[]);
    assert!(values(&report).contains(&key_late.as_str()), "{report:#}");
}

#[test]
fn redirects_that_lead_nowhere() {
    let (server, key) = with_script(|_, stream| {
        drop(stream.write_all(&answer("302 Found", "Location: /bad.js\r\n", b"")));
    });
    assert!(reason(&server, &key, &[]).contains("redirects"));
    let (server, key) = with_script(|request, stream| {
        let next = request.split(' ').nth(1).unwrap_or_default().len();
        drop(stream.write_all(&answer(
            "302 Found",
            &format!("Location: /{}\r\n", "x".repeat(next)),
            b"",
        )));
    });
    assert!(reason(&server, &key, &[]).contains("too many redirects"));
    let (server, key) = with_script(|_, stream| {
        drop(stream.write_all(&answer("302 Found", "Location: file:///etc/passwd\r\n", b"")));
    });
    assert!(reason(&server, &key, &[]).contains("redirects"));
}

#[test]
fn bodies_that_are_slow_or_never_end() {
    let (server, key) = with_script(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\n\r\n"));
        for _ in 0..200 {
            thread::sleep(Duration::from_millis(50));
            if stream.write_all(b"/* more */").is_err() {
                return;
            }
        }
    });
    assert!(reason(&server, &key, &["--timeout", "1"]).contains("longer than 1 s"));
    let (server, key) = with_script(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\n\r\n"));
        while stream.write_all(&[b' '; 4096]).is_ok() {}
    });
    assert!(reason(&server, &key, &["--max-bytes", "3M"]).contains("--max-bytes"));
}

#[test]
fn lengths_and_packings_that_lie() {
    let secret = key(11);
    let script = format!("x={{apiKey:'{secret}'}}");
    let longer =
        format!("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\nConnection: close\r\n\r\n{script}");
    let (server, _) = with_script(move |_, stream| drop(stream.write_all(longer.as_bytes())));
    let cut = report(&server.address, &[]);
    assert!(values(&cut).contains(&secret.as_str()), "what came is linted: {cut:#}");
    let (server, key) = with_script(|_, stream| {
        drop(stream.write_all(&answer("200 OK", "Content-Encoding: gzip\r\n", b"\0\x01\x02")));
    });
    assert!(reason(&server, &key, &[]).contains("packed with gzip"));
}

#[test]
fn what_is_packed_wrong_is_asked_for_as_it_is() {
    let secret = key(12);
    let script = format!("x={{apiKey:'{secret}'}}");
    let plain = file("/bad.js", script.as_bytes());
    let gzip = answer("200 OK", "Content-Encoding: gzip\r\n", script.as_bytes());
    let mut packed = Vec::new();
    let more = format!("{script}//{}", "lorem ipsum ".repeat(900));
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut more.as_bytes(), &mut packed, &parameters).unwrap();
    packed.truncate(packed.len() / 2);
    let brotli = answer("200 OK", "Content-Encoding: br\r\n", &packed);
    let unknown = answer("200 OK", "Content-Encoding: own\r\n", script.as_bytes());
    // One that packs right when it is asked for nothing packed, and one that lies on.
    for (first, then, notices) in [
        (gzip.clone(), plain.clone(), 0),
        (brotli, plain.clone(), 0),
        (unknown, plain, 0),
        (gzip.clone(), gzip, 1),
    ] {
        let (server, _) = with_script(move |request, stream| {
            let is_plain = request.to_lowercase().contains("accept-encoding: identity");
            drop(stream.write_all(if is_plain { &then } else { &first }));
        });
        let report = report(&server.address, &["--no-source-maps"]);
        assert!(values(&report).contains(&secret.as_str()), "{report:#}");
        assert_eq!(server.count(), 3, "it is asked for once more, and no oftener");
        assert_eq!(report["site"]["missed"], serde_json::json!([]));
        let files = report["files"].as_array().unwrap();
        let told = files.iter().find(|it| it["path"].as_str().unwrap().ends_with("bad.js"));
        assert_eq!(told.unwrap()["notices"].as_array().unwrap().len(), notices, "{told:?}");
    }
}

#[test]
fn refusals_are_summed_up() {
    let (server, _) = with_script(|_, stream| {
        drop(stream.write_all(&answer("403 Forbidden", "cf-mitigated: challenge\r\n", b"")));
    });
    let report = report(&server.address, &[]);
    let reason = report["site"]["missed"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("bot wall"), "{reason}");
    let notices = report["site"]["notices"].to_string();
    assert!(notices.contains("refused 1 file"), "{notices}");
}

#[test]
fn a_site_that_lets_nobody_in() {
    for (status, headers, body, words) in [
        ("401 Who", "", "", "401 (it wants a login"),
        ("403 Forbidden", "", "", "403 (forbidden"),
        ("429 Slow down", "Retry-After: 3600\r\n", "", "429 (too many requests"),
        ("451 Law", "", "", "451 (unavailable for legal reasons"),
        ("429 Slow down", "x-vercel-mitigated: challenge\r\n", "", "a bot wall answered"),
        ("200 OK", "", "<!doctype html><script>window._cf_chl_opt={}</script>", "a bot wall"),
    ] {
        let said = answer(status, headers, body.as_bytes());
        let server = Server::saying(Arc::new(move |_, stream| drop(stream.write_all(&said))));
        let run = leaklint(&[&server.address]);
        assert_eq!(run.status, 2, "{status}: {}", run.stdout);
        assert!(run.stderr.contains(words), "{status}: {}", run.stderr);
    }
}

#[test]
fn a_bomb_is_bounded() {
    let mut bomb = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
    bomb.extend(compress_to_vec(&vec![b' '; 64 << 20], 9));
    bomb.extend([0; 8]);
    let (server, key) = with_script(move |_, stream| {
        drop(stream.write_all(&answer(
            "200 OK",
            "Content-Encoding: gzip\r\nContent-Type: text/javascript\r\n",
            &bomb,
        )));
    });
    let report = report(&server.address, &["--max-file-size", "1M"]);
    assert!(values(&report).contains(&key.as_str()));
    let files = report["files"].to_string();
    assert!(files.contains("more than may be unpacked"), "{files}");
}

#[test]
fn bombs_are_bounded_together() {
    let mut bomb = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
    bomb.extend(compress_to_vec(&vec![b' '; 17 << 20], 9));
    bomb.extend([0; 8]);
    let page =
        (0..4).map(|n| format!("<script src=/{n}.js></script>")).collect::<Vec<_>>().concat();
    let server = Server::saying(Arc::new(move |request, stream| {
        let headers = "Content-Encoding: gzip\r\nContent-Type: text/javascript\r\n";
        drop(stream.write_all(&match request.split(' ').nth(1) {
            Some("/") => file("/", format!("<!doctype html>{page}").as_bytes()),
            _ => answer("200 OK", headers, &bomb),
        }));
    }));
    let report = report(&server.address, &["--no-source-maps", "--max-bytes", "40M"]);
    let missed = report["site"]["missed"].as_array().unwrap();
    assert_eq!(missed.len(), 2, "two are 34 MB: {missed:#?}");
    assert!(missed[0]["reason"].as_str().unwrap().contains("--max-bytes"));
}

#[test]
fn a_host_that_fails_is_left_alone_also_when_many_are_asked_at_once() {
    const SCRIPTS: usize = 40;
    let page =
        (0..SCRIPTS).map(|n| format!("<script src=/{n}.js></script>")).collect::<Vec<_>>().concat();
    let server = Server::saying(Arc::new(move |request, stream| {
        drop(stream.write_all(&match request.split(' ').nth(1) {
            Some("/") => file("/", format!("<!doctype html>{page}").as_bytes()),
            _ => answer("503 Busy", "", b""),
        }));
    }));
    let report = report(&server.address, &["--concurrency", "6"]);
    assert!(server.count() <= 1 + 8, "{}", server.count());
    assert_eq!(report["site"]["missed"].as_array().unwrap().len(), SCRIPTS);
}

#[test]
fn a_thousand_chunks_and_a_bound() {
    let imports: Vec<String> = (0..1000).map(|n| format!("import('./c{n}.js');")).collect();
    let imports = imports.concat();
    let server = Server::saying(Arc::new(move |request, stream| {
        let said = match request.split(' ').nth(1) {
            Some("/") => file("/", b"<!doctype html><script src=/main.js></script>"),
            Some("/main.js") => file("/main.js", imports.as_bytes()),
            _ => file("/c.js", b"x()"),
        };
        drop(stream.write_all(&said));
    }));
    let all = report(&server.address, &["--no-source-maps"]);
    assert_eq!(all["site"]["coverage"]["scripts"]["fetched"], 1001);
    let some = report(&server.address, &["--no-source-maps", "--max-requests", "50"]);
    assert_eq!(some["site"]["requests"], 50);
    assert!(some["site"]["missed"].to_string().contains("--max-requests"));
}

#[test]
fn addresses_that_are_none() {
    for (address, words) in [
        ("http://127.0.0.1:9/", "refused"),
        ("http://no-such-host.invalid/", "cannot be found"),
        ("https://", "no address"),
        ("http://[::1", "no address"),
    ] {
        let run = leaklint(&[address]);
        assert_eq!(run.status, 2, "{address}: {}", run.stdout);
        assert!(run.stderr.contains(words), "{address}: {}", run.stderr);
    }
    let run = leaklint(&["https://a.example", "dist"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("by itself"), "{}", run.stderr);
}
