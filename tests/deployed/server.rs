//! A server that says what a test wants it to say.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

/// What is said to one request: everything that goes over the wire.
pub(crate) type Say = Arc<dyn Fn(&str, &mut TcpStream) + Send + Sync>;

pub(crate) struct Server {
    pub(crate) address: String,
    requests: Arc<Mutex<Vec<String>>>,
    count: Arc<AtomicUsize>,
}

/// An answer with its length and `headers`, each with its line's end.
pub(crate) fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

pub(crate) fn file(path: &str, body: &[u8]) -> Vec<u8> {
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("json" | "map") => "application/json",
        Some("css") => "text/css",
        _ if path.contains(".env") => "application/octet-stream",
        _ => "text/html",
    };
    answer("200 OK", &format!("Content-Type: {kind}\r\nETag: \"{}\"\r\n", body.len()), body)
}

impl Server {
    /// Serves files by their paths.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files: HashMap<String, String> =
            files.iter().map(|(path, body)| ((*path).to_owned(), (*body).to_owned())).collect();
        Self::saying(Arc::new(move |request, stream| {
            let path = request.split(' ').nth(1).unwrap_or_default();
            let path = path.split('?').next().unwrap_or_default();
            let answer = match files.get(path) {
                Some(body) if request.contains(&format!("\"{}\"", body.len())) => {
                    answer("304 Not Modified", "", b"")
                }
                Some(body) => file(path, body.as_bytes()),
                None => answer("404 Not Found", "", b"nothing here"),
            };
            drop(stream.write_all(&answer));
        }))
    }

    pub(crate) fn saying(say: Say) -> Self {
        Self::saying_at("127.0.0.1", say)
    }

    /// At another address of this machine, a server is another owner's.
    pub(crate) fn saying_at(host: &str, say: Say) -> Self {
        let listener = TcpListener::bind((host, 0)).unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let count = Arc::new(AtomicUsize::new(0));
        let (seen, counted) = (Arc::clone(&requests), Arc::clone(&count));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let (say, seen, counted) =
                    (Arc::clone(&say), Arc::clone(&seen), Arc::clone(&counted));
                thread::spawn(move || {
                    drop(stream.set_read_timeout(Some(Duration::from_secs(20))));
                    let mut request = String::new();
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    while reader.read_line(&mut request).is_ok_and(|read| read > 2) {}
                    counted.fetch_add(1, Ordering::Relaxed);
                    seen.lock().unwrap().push(request.clone());
                    say(&request, &mut stream);
                });
            }
        });
        Self { address, requests, count }
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }
}
