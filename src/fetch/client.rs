//! One answer at a time: redirects, retries, bounds, and where nothing may lead.

use std::{
    borrow::Cow,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use reqwest::{
    Certificate, Response,
    header::{self, HeaderMap, HeaderName, HeaderValue},
    redirect,
};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use tokio::time::{sleep, timeout};

use super::{
    Limits, Options,
    answer::{self, Answer, Step, Validators},
    failure::Failure,
    pace::Pace,
    request::Follow,
    resolve::{Policy, Resolver},
    trouble::failure,
    unpack::{self, Unpacked},
    url::Url,
};
use crate::cli::files::{LONGEST, read_bounded};

const AGENT: &str =
    concat!("leaklint/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");
/// The longest answer, in bytes, whatever the options allow: it is held in memory.
const MOST_BODY: u64 = 128 << 20;
/// As browsers follow.
const MOST_REDIRECTS: usize = 10;
/// How often something is asked for that may be there in a moment.
const TRIES: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(300);
/// A server that wants a longer pause is asked another day.
const LONGEST_PAUSE: Duration = Duration::from_secs(8);
const CONNECT: Duration = Duration::from_secs(10);
/// What is unpacked here.
const CODINGS: &str = "gzip, deflate, br, zstd";
const PLAIN: &str = "identity";

/// The client, with what it has spent of its limits.
pub(super) struct Client {
    http: reqwest::Client,
    policy: Arc<Policy>,
    pace: Pace,
    limits: Limits,
    /// For the site's own origin only.
    headers: HeaderMap,
    origin: String,
    requests: AtomicU64,
    bytes: AtomicU64,
    /// Bytes that came packed, as they are unpacked.
    unpacked: AtomicU64,
}

impl Client {
    /// # Errors
    ///
    /// A header or a certificate of the person's that is none.
    pub(super) fn new(options: &Options, root: &Url, policy: Policy) -> Result<Self, Failure> {
        // Another one is there already when this is no first run.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let policy = Arc::new(policy);
        let http = reqwest::Client::builder()
            .user_agent(AGENT)
            .redirect(redirect::Policy::none())
            .referer(false)
            .connect_timeout(CONNECT.min(options.limits.timeout))
            .dns_resolver(Resolver(Arc::clone(&policy)))
            .tls_certs_merge(authorities(options)?)
            .build()
            .map_err(|error| Failure::Setup(format!("no client: {error}")))?;
        let is_local = !policy.addresses.is_empty();
        Ok(Self {
            http,
            pace: Pace::new(options.limits.concurrency, options.limits.rate, is_local),
            policy,
            limits: options.limits.clone(),
            headers: headers(options)?,
            origin: root.origin(),
            requests: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            unpacked: AtomicU64::new(0),
        })
    }

    /// How many requests there were, and how many bytes came.
    pub(super) fn spent(&self) -> (u64, u64) {
        (self.requests.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }

    /// What is at an address. `known` is what the server said of what was there before.
    ///
    /// # Errors
    ///
    /// Why there is nothing.
    pub(super) async fn get(
        &self,
        address: &Url,
        known: Option<&Validators>,
        follow: &Follow,
    ) -> Result<Answer, Failure> {
        let mut url = address.clone();
        let mut seen = Vec::new();
        loop {
            let next = match self.unpacked(&url, known).await? {
                Step::Answer(Body { answer, .. }) => {
                    return Ok(Answer { url: Some(url), ..answer });
                }
                Step::Redirect(next) => next,
            };
            seen.push(url);
            if seen.contains(&next) {
                return Err(Failure::Loop);
            }
            if seen.len() > MOST_REDIRECTS {
                return Err(Failure::TooManyRedirects);
            }
            if !follow.allows(&next) {
                return Err(Failure::Elsewhere(next.as_str().to_owned()));
            }
            url = next;
        }
    }

    /// Asks once more, for it as it is, when its packing is wrong.
    async fn unpacked(&self, url: &Url, known: Option<&Validators>) -> Result<Step<Body>, Failure> {
        let first = self.with_patience(url, known, CODINGS).await;
        let is_wrong = match &first {
            Ok(Step::Answer(body)) => body.is_badly_packed,
            Ok(Step::Redirect(_)) => false,
            Err(failure) => matches!(failure, Failure::Packing(_)),
        };
        if !is_wrong {
            return first;
        }
        match self.with_patience(url, known, PLAIN).await {
            Ok(Step::Answer(body)) if body.is_badly_packed => first,
            Ok(step) => Ok(step),
            Err(_) => first,
        }
    }

    /// Asks again when that may help.
    async fn with_patience(
        &self,
        url: &Url,
        known: Option<&Validators>,
        codings: &'static str,
    ) -> Result<Step<Body>, Failure> {
        let host = url.host().to_owned();
        self.policy.check(url)?;
        let mut pause = FIRST_PAUSE;
        for tries in 1.. {
            let Some(turn) = self.pace.turn(&host).await else { return Err(Failure::GaveUp) };
            let (result, wanted) = self.once(url, known, codings).await;
            self.pace.note(&host, result.as_ref().is_err_and(Failure::is_of_host));
            drop(turn);
            let failure = match result {
                Ok(step) => return Ok(step),
                Err(failure) => failure,
            };
            let wait = wanted.unwrap_or(pause);
            if !failure.is_passing() || tries >= TRIES || wait > LONGEST_PAUSE {
                return Err(failure);
            }
            sleep(wait).await;
            pause *= 3;
        }
        Err(Failure::GaveUp)
    }

    /// One request, and how long the server wants to be left alone.
    async fn once(
        &self,
        url: &Url,
        known: Option<&Validators>,
        codings: &'static str,
    ) -> (Result<Step<Body>, Failure>, Option<Duration>) {
        if self.requests.fetch_add(1, Ordering::Relaxed) >= self.limits.requests {
            self.requests.fetch_sub(1, Ordering::Relaxed);
            return (Err(Failure::Limit("--max-requests".to_owned())), None);
        }
        let seconds = self.limits.timeout.as_secs();
        let whole = async {
            let headers = self.headers_for(url, known, codings);
            let request = self.http.get(url.as_str()).headers(headers);
            let response = request.send().await.map_err(|error| failure(&error, seconds));
            match response {
                Ok(response) => {
                    let wanted = wanted_pause(response.headers());
                    (self.step(url, response, codings).await, wanted)
                }
                Err(failure) => (Err(failure), None),
            }
        };
        timeout(self.limits.timeout, whole).await.unwrap_or((Err(Failure::Timeout(seconds)), None))
    }

    fn headers_for(
        &self,
        url: &Url,
        known: Option<&Validators>,
        codings: &'static str,
    ) -> HeaderMap {
        let is_own = url.origin() == self.origin;
        let mut headers = if is_own { self.headers.clone() } else { HeaderMap::new() };
        headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(codings));
        let validators = known.map(|known| {
            [(header::IF_NONE_MATCH, &known.etag), (header::IF_MODIFIED_SINCE, &known.modified)]
        });
        for (name, value) in validators.into_iter().flatten() {
            if let Some(value) = value.as_deref().and_then(|it| HeaderValue::from_str(it).ok()) {
                headers.insert(name, value);
            }
        }
        headers
    }

    async fn step(
        &self,
        url: &Url,
        response: Response,
        asked: &'static str,
    ) -> Result<Step<Body>, Failure> {
        let text = |name: &str| Some(response.headers().get(name)?.to_str().ok()?.to_owned());
        let head = match answer::head(url, response.status().as_u16(), text)? {
            Step::Answer(head) => head,
            Step::Redirect(next) => return Ok(Step::Redirect(next)),
        };
        if head.is_unchanged {
            let answer = Answer { head, ..Answer::default() };
            return Ok(Step::Answer(Body { answer, is_badly_packed: false }));
        }
        let codings = head.codings.clone();
        let (packed, cut) = self.body(response).await?;
        let unpacked = unpack::unpack(&packed, &codings, self.most(&packed));
        if let Ok(Unpacked { bytes: Cow::Owned(bytes), .. }) = &unpacked {
            let more = bytes.len() as u64;
            if self.unpacked.fetch_add(more, Ordering::Relaxed) + more > self.limits.bytes {
                return Err(Failure::Limit("--max-bytes".to_owned()));
            }
        }
        let is_badly_packed = unpacked.as_ref().map_or(true, |it| it.is_broken) && cut.is_none();
        if is_badly_packed && asked == PLAIN && unpack::is_plain(&packed) {
            let lack = format!("the server says that it is packed with {codings}, and it is not");
            let answer = Answer { head, bytes: packed, lack: Some(lack), url: None };
            return Ok(Step::Answer(Body { answer, is_badly_packed: false }));
        }
        let unpacked = unpacked.map_err(Failure::Packing)?;
        let lack = unpacked.lack.or(cut);
        let answer = Answer { head, bytes: unpacked.bytes.into_owned(), lack, url: None };
        Ok(Step::Answer(Body { answer, is_badly_packed }))
    }

    /// How many bytes an answer may have that was sent as `packed`: a bomb is no file of a site's.
    fn most(&self, packed: &[u8]) -> u64 {
        self.limits.body.min(MOST_BODY).min(unpack::most(packed.len() as u64))
    }

    /// The body as it was sent, and what is missing of it.
    async fn body(&self, mut response: Response) -> Result<(Vec<u8>, Option<String>), Failure> {
        let mut bytes = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    let all = self.bytes.fetch_add(chunk.len() as u64, Ordering::Relaxed);
                    if all + chunk.len() as u64 > self.limits.bytes {
                        return Err(Failure::Limit("--max-bytes".to_owned()));
                    }
                    bytes.extend_from_slice(&chunk);
                    if bytes.len() as u64 > self.limits.body.min(MOST_BODY) {
                        let lack = "not read to its end: it is longer than may be".to_owned();
                        return Ok((bytes, Some(lack)));
                    }
                }
                Ok(None) => return Ok((bytes, None)),
                Err(error) if bytes.is_empty() => {
                    return Err(failure(&error, self.limits.timeout.as_secs()));
                }
                // What came may hold a key all the same.
                Err(_) => return Ok((bytes, Some("what came is cut short".to_owned()))),
            }
        }
    }
}

/// An answer, and whether its packing is not what the server says.
struct Body {
    answer: Answer,
    is_badly_packed: bool,
}

/// How long a server wants to be left alone, in seconds; it may also say it as a date, which is
/// answered by our own pause.
fn wanted_pause(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn headers(options: &Options) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    for (name, value) in &options.headers {
        let wrong = || Failure::Setup(format!("`{name}` is no header that can be sent"));
        let header: HeaderName = name.parse().map_err(|_| wrong())?;
        let mut value = HeaderValue::from_str(value).map_err(|_| wrong())?;
        value.set_sensitive(true);
        headers.append(header, value);
    }
    Ok(headers)
}

fn authorities(options: &Options) -> Result<Vec<Certificate>, Failure> {
    let mut all = Vec::new();
    for path in &options.authorities {
        let wrong = |reason: String| {
            Failure::Setup(format!("{} gives no certificate: {reason}", path.display()))
        };
        let pem = read_bounded(path, LONGEST)
            .map_err(|unread| wrong(crate::cli::sentence(&unread.into())))?;
        let before = all.len();
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let read = certificate.ok().and_then(|der| {
                // The client itself would not say which of them it cannot read.
                RootCertStore::empty().add(der.clone()).ok()?;
                Certificate::from_der(&der).ok()
            });
            all.push(read.ok_or_else(|| wrong("it is not in the form PEM".to_owned()))?);
        }
        if all.len() == before {
            return Err(wrong("there is none in it".to_owned()));
        }
    }
    Ok(all)
}
