//! Certificates are always checked; `--ca` names who vouches for a server of one's own.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use rcgen::{BasicConstraints, Certificate, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{CertificateDer, PrivateKeyDer},
};

use crate::{
    command::{key, leaklint, report, values},
    server::file,
};

/// An authority of the test's own, and a folder with its certificate.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    folder: tempfile::TempDir,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ca.pem"), certificate.pem()).unwrap();
        Self { issuer: Issuer::new(params, key), folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A server for which it vouches under `name`; it gives `page` for every address.
    fn server(&self, name: &str, page: String) -> u16 {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        serve(settings(&certificate, &key), page)
    }
}

fn settings(certificate: &Certificate, key: &KeyPair) -> Arc<ServerConfig> {
    let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone()];
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = versions.unwrap().with_no_client_auth().with_single_cert(chain, key).unwrap();
    Arc::new(config)
}

fn serve(settings: Arc<ServerConfig>, page: String) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (settings, page) = (Arc::clone(&settings), page.clone());
            // A client that trusts nobody here hangs up, which is what is tested.
            thread::spawn(move || drop(answer(stream.unwrap(), settings, &page)));
        }
    });
    port
}

fn answer(stream: TcpStream, settings: Arc<ServerConfig>, page: &str) -> std::io::Result<()> {
    let connection = ServerConnection::new(settings).map_err(std::io::Error::other)?;
    let mut reader = BufReader::new(StreamOwned::new(connection, stream));
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let stream = reader.get_mut();
    stream.write_all(&file("/", page.as_bytes()))?;
    stream.conn.send_close_notify();
    stream.flush()
}

fn page(key: &str) -> String {
    format!("<!doctype html><script>x={{apiKey:'{key}'}}</script>")
}

/// What is said on standard error of an address that cannot be read.
#[track_caller]
fn refused(address: &str, authority: Option<&Path>) -> String {
    let mut arguments = vec![address];
    arguments.extend(authority.iter().flat_map(|file| ["--ca", file.to_str().unwrap()]));
    let run = leaklint(&arguments);
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    run.stderr
}

#[test]
fn a_server_is_trusted_when_its_authority_is_named() {
    let (authority, key) = (Authority::new(), key(30));
    let port = authority.server("localhost", page(&key));
    let address = format!("https://localhost:{port}/");
    let words = refused(&address, None);
    assert!(words.contains("nobody who is trusted vouches for its certificate"), "{words}");
    assert!(words.contains("--ca FILE"), "{words}");
    let words = refused(&address, Some(&Authority::new().file()));
    assert!(words.contains("nobody who is trusted"), "another authority vouches: {words}");
    let report = report(&address, &["--ca", authority.file().to_str().unwrap()]);
    assert_eq!(values(&report), [key.as_str()]);
    assert_eq!(report["site"]["url"], address);
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    let authority = Authority::new();
    let port = authority.server("shop.example", page(&key(31)));
    let words = refused(&format!("https://localhost:{port}/"), Some(&authority.file()));
    assert!(words.contains("its certificate is for another name"), "{words}");
}

#[test]
fn a_server_without_tls_is_told() {
    let server = crate::server::Server::of(&[("/", "x")]);
    let words = refused(&server.address.replace("http:", "https:"), None);
    assert!(words.contains("no secure connection"), "{words}");
}

#[test]
fn a_file_that_names_no_authority() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, reason) in [
        ("none.pem", Some(""), "there is none in it"),
        ("note.pem", Some("see the wiki"), "there is none in it"),
        ("broken.pem", Some("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"), "PEM"),
        (
            "wrong.pem",
            Some("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
            "PEM",
        ),
        ("missing.pem", None, "there is no such file"),
    ] {
        let file = folder.path().join(name);
        if let Some(text) = text {
            fs::write(&file, text).unwrap();
        }
        let words = refused("https://localhost:9/", Some(&file));
        assert!(words.contains(name) && words.contains(reason), "{name}: {words}");
    }
}
