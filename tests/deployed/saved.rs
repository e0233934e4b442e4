//! What `--save` keeps, over several runs.

use std::{
    io::Write as _,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{
    command::{key, report, values},
    server::{Server, answer, file},
};

#[test]
fn scripts_of_one_name_that_change_places_keep_their_findings() {
    let keys = [key(31), key(32)];
    let is_second = Arc::new(AtomicBool::new(false));
    let (bodies, second) = (keys.clone(), Arc::clone(&is_second));
    let server = Server::saying(Arc::new(move |request, stream| {
        let path = request.split(' ').nth(1).unwrap_or_default();
        let etag = format!("\"{path}\"");
        let script = |key: &str| {
            let headers = format!("Content-Type: text/javascript\r\nETag: {etag}\r\n");
            answer("200 OK", &headers, format!("x={{apiKey:'{key}'}}").as_bytes())
        };
        let order = if second.load(Ordering::Relaxed) { ["b", "a"] } else { ["a", "b"] };
        let page = order.map(|folder| format!("<script src=/{folder}/app.js></script>")).concat();
        drop(stream.write_all(&match path {
            "/" => file("/", format!("<!doctype html>{page}").as_bytes()),
            _ if request.contains(&etag) => answer("304 Not Modified", "", b""),
            "/a/app.js" => script(&bodies[0]),
            "/b/app.js" => script(&bodies[1]),
            _ => answer("404 Not Found", "", b""),
        }));
    }));
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    let save = ["--save", kept.to_str().unwrap(), "--no-source-maps", "--concurrency", "1"];
    for run in 0..3 {
        is_second.store(run % 2 == 1, Ordering::Relaxed);
        let seen = report(&server.address, &save);
        let mut found = values(&seen);
        found.sort_unstable();
        let mut wanted: Vec<&str> = keys.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "run {run}: {seen:#}");
    }
}
