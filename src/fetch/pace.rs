//! Politeness: how many requests a host gets at a time, and how many a second.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep},
};

/// Requests at a time to one host, as browsers send them.
const CONCURRENCY: usize = 6;
/// Requests a second to one host, behind a burst as a browser's that opens a page.
const RATE: u32 = 30;
const BURST: f64 = 120.0;
/// A server of one's own, nearby, needs no patience.
const LOCAL_CONCURRENCY: usize = 16;
/// After this many failures in a row a host is left alone.
const PATIENCE: u32 = 8;
/// How long a request waits for those before it, once a host has begun to fail.
const PAUSE: Duration = Duration::from_millis(20);

/// All hosts.
#[derive(Debug)]
pub(super) struct Pace {
    concurrency: usize,
    /// Nothing for a server nearby.
    rate: Option<f64>,
    hosts: Mutex<HashMap<String, Host>>,
}

#[derive(Debug)]
struct Host {
    slots: Arc<Semaphore>,
    tokens: f64,
    at: Instant,
    /// In a row.
    failures: u32,
    /// Requests that have not ended.
    open: u32,
}

impl Pace {
    pub(super) fn new(concurrency: Option<usize>, rate: Option<u32>, is_local: bool) -> Self {
        let usual = if is_local { LOCAL_CONCURRENCY } else { CONCURRENCY };
        let rate = rate.or((!is_local).then_some(RATE)).map(f64::from);
        Self { concurrency: concurrency.unwrap_or(usual), rate, hosts: Mutex::default() }
    }

    fn with<T>(&self, host: &str, work: impl FnOnce(&mut Host) -> T) -> T {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if !hosts.contains_key(host) {
            let slots = Arc::new(Semaphore::new(self.concurrency));
            let new =
                Host { slots, tokens: self.burst(), at: Instant::now(), failures: 0, open: 0 };
            hosts.insert(host.to_owned(), new);
        }
        work(hosts.get_mut(host).expect("it was put there"))
    }

    /// A slower rate than usual is meant from the first request on.
    fn burst(&self) -> f64 {
        self.rate.map_or(BURST, |rate| if rate < f64::from(RATE) { 1.0 } else { BURST })
    }

    /// Waits for its turn, which lasts as long as what is given; nothing when the host is left
    /// alone by then.
    pub(super) async fn turn(&self, host: &str) -> Option<Turn<'_>> {
        let slots = self.with(host, |host| Arc::clone(&host.slots));
        let permit = slots.acquire_owned().await.ok();
        if let Some(rate) = self.rate {
            let wait = self.with(host, |host| {
                let now = Instant::now();
                let earned = now.duration_since(host.at).as_secs_f64() * rate;
                host.tokens = (host.tokens + earned).min(self.burst()) - 1.0;
                host.at = now;
                (-host.tokens / rate).max(0.0)
            });
            if wait > 0.0 {
                sleep(Duration::from_secs_f64(wait)).await;
            }
        }
        loop {
            let may = self.with(host, |host| {
                if host.failures >= PATIENCE {
                    return Some(false);
                }
                // Of a host that fails, no more are asked for than it has failures left.
                let is_free = host.failures == 0 || host.failures + host.open < PATIENCE;
                is_free.then(|| {
                    host.open += 1;
                    true
                })
            });
            match may {
                Some(true) => break,
                Some(false) => return None,
                None => sleep(PAUSE).await,
            }
        }
        Some(Turn { pace: self, host: host.to_owned(), _permit: permit })
    }

    /// Remembers how a request ended.
    pub(super) fn note(&self, host: &str, is_failure: bool) {
        self.with(host, |host| host.failures = if is_failure { host.failures + 1 } else { 0 });
    }
}

/// A request that may be sent.
pub(super) struct Turn<'a> {
    pace: &'a Pace,
    host: String,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.pace.with(&self.host, |host| host.open -= 1);
    }
}
