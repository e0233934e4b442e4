//! A run over the network: what the crawl wants is asked for, many at a time, and given back.

use std::{collections::HashMap, sync::Arc};

use tokio::{
    runtime,
    task::{Id, JoinSet},
};

use super::{
    Options,
    answer::Answer,
    client::Client,
    crawl::{Crawl, Fetched},
    failure::Failure,
    request::Request,
    resolve::{self, Policy},
    store::Store,
    url::Url,
};
use crate::report::site::Site;

/// Fetches a site, and gives each file to `sink` as soon as it and its map have come.
///
/// # Errors
///
/// Why nothing came at all.
pub(crate) fn crawl(options: &Options, sink: &mut dyn FnMut(Fetched)) -> Result<Site, Failure> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Setup(error.to_string()))?;
    runtime.block_on(run(options, sink))
}

async fn run(options: &Options, sink: &mut dyn FnMut(Fetched)) -> Result<Site, Failure> {
    let root = Url::parse(&options.aim.address).map_err(Failure::Address)?;
    let policy = policy(options, &root).await?;
    let client = Arc::new(Client::new(options, &root, policy)?);
    let store = Arc::new(Store::open(options.save.as_deref())?);
    let mut crawl = Crawl::new(options.aim.clone())?;
    let mut tasks = JoinSet::new();
    let mut asked: HashMap<Id, u32> = HashMap::new();
    loop {
        for request in crawl.requests() {
            let (id, client, store) = (request.id, Arc::clone(&client), Arc::clone(&store));
            let task = tasks.spawn(async move { one(&client, &store, request).await });
            asked.insert(task.id(), id);
        }
        let (task, result) = match tasks.join_next_with_id().await {
            None => break,
            Some(Ok(done)) => done,
            // A mistake of ours in one task must not hide the others.
            Some(Err(error)) => {
                (error.id(), Err(Failure::Body("leaklint failed on it".to_owned())))
            }
        };
        let Some(id) = asked.remove(&task) else { continue };
        for arrival in crawl.answered(id, result)? {
            store.keep(&arrival);
            sink(arrival.fetched);
        }
    }
    let (requests, bytes) = client.spent();
    let site = crawl.finish(requests, bytes);
    store.finish(&site)?;
    Ok(site)
}

/// Asks for one thing, unless it is as it was.
async fn one(client: &Client, store: &Store, request: Request) -> Result<Answer, Failure> {
    let Request { url, follow, .. } = request;
    let known = store.validators(&url);
    let answer = client.get(&url, known.as_ref(), &follow).await?;
    store.whole(&url, answer)
}

/// Where the client may connect to.
async fn policy(options: &Options, root: &Url) -> Result<Policy, Failure> {
    let host = root.host().to_owned();
    let proxies = resolve::proxies();
    let addresses = match resolve::lookup(&host).await {
        Ok(found) => found,
        // A proxy may know the host.
        Err(failure) if proxies.is_empty() => return Err(failure),
        Err(_) => Vec::new(),
    };
    let addresses = addresses.into_iter().filter(|address| !super::address::is_public(*address));
    Ok(Policy { all: options.allow_private, host, addresses: addresses.collect(), proxies })
}
