//! Names to network addresses, of which only those are given that may be asked: what a name
//! stood for a moment ago says nothing about what it stands for now.

use std::{
    collections::HashSet,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{address::is_public, failure::Failure, trouble::Refused, url::Url};

/// What may be connected to.
#[derive(Debug, Clone, Default)]
pub(super) struct Policy {
    /// Everything.
    pub(super) all: bool,
    /// The site's own host and its addresses, when the person named a private one.
    pub(super) host: String,
    pub(super) addresses: HashSet<IpAddr>,
    /// Hosts of proxies, which the person has chosen.
    pub(super) proxies: HashSet<String>,
}

impl Policy {
    /// Whether `host`, which stands for `address`, may be asked.
    fn allows(&self, host: &str, address: IpAddr) -> bool {
        self.all
            || is_public(address)
            || host == self.host && self.addresses.contains(&address)
            || self.proxies.contains(host)
    }

    /// Whether an address of the web may be asked, as far as it says itself.
    pub(super) fn check(&self, url: &Url) -> Result<(), Failure> {
        let host = url.host();
        match literal(host) {
            Some(address) if !self.allows(host, address) => Err(Failure::Private),
            _ => Ok(()),
        }
    }
}

/// The network address that a host is written as.
pub(super) fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// What `host` stands for.
pub(super) async fn lookup(host: &str) -> Result<Vec<IpAddr>, Failure> {
    if let Some(address) = literal(host) {
        return Ok(vec![address]);
    }
    let found = tokio::net::lookup_host((host, 0)).await;
    let found = found.map_err(|_| Failure::Host("there is no such name".to_owned()))?;
    Ok(found.map(|address| address.ip()).collect())
}

/// The hosts of the proxies that the environment names.
pub(super) fn proxies() -> HashSet<String> {
    let names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
    let values = names.iter().flat_map(|name| [name.to_string(), name.to_ascii_lowercase()]);
    let urls = values.filter_map(|name| std::env::var(name).ok()).filter_map(|value| {
        Url::parse(&value).or_else(|_| Url::parse(&format!("http://{value}"))).ok()
    });
    urls.map(|url| url.host().to_owned()).collect()
}

/// The client's resolver.
pub(super) struct Resolver(pub(super) Arc<Policy>);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = Arc::clone(&self.0);
        Box::pin(async move {
            let host = name.as_str();
            let found = lookup(host).await.map_err(Refused)?;
            let allowed: Vec<SocketAddr> = found
                .into_iter()
                .filter(|&address| policy.allows(host, address))
                .map(|address| SocketAddr::new(address, 0))
                .collect();
            if allowed.is_empty() {
                return Err(Refused(Failure::Private).into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}
