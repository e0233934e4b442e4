//! The story of a run: what is to be asked for, what came, what that names, until nothing is left.

use std::{
    collections::{HashSet, VecDeque},
    sync::Arc,
};

use reqwest::Url;
use tokio::{runtime, task::JoinSet};

use super::{
    Options,
    client::{Answer, Client},
    discover::{self, Kind, Named, Names, Table, chunk_names},
    failure::Failure,
    look, names, probe,
    resolve::{self, Policy},
    scope::{Party, Scope},
    store::Store,
    task::{Ask, Came, Done, Mapped, Task},
};
use crate::report::{
    site::{Missed, Share, Site, ThirdParty},
    words,
};

/// Of one list in the report, so many entries are told.
const MOST_TOLD: usize = 500;

/// After so many scripts without a map beside them, none is looked for any more.
const MOST_MISSING_TWINS: u32 = 12;

/// A file of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fetched {
    /// Its address, as the report names it.
    pub(crate) name: String,
    /// A name that tells the linter what it is.
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
    /// Its map.
    pub(crate) map: Option<Vec<u8>>,
    /// What a person should know about it.
    pub(crate) notices: Vec<String>,
}

/// Fetches a site, and gives each file to `sink` as soon as it and its map have come.
///
/// # Errors
///
/// Why nothing came at all.
pub(crate) fn crawl(options: &Options, sink: &mut dyn FnMut(Fetched)) -> Result<Site, Failure> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Setup(error.to_string()))?;
    runtime.block_on(Crawl::run(options, sink))
}

struct Crawl<'a> {
    options: &'a Options,
    client: Arc<Client>,
    store: Arc<Store>,
    scope: Scope,
    tasks: JoinSet<Done>,
    /// What was asked for, and what came of it when it has.
    seen: HashSet<Url>,
    /// What is loaded for certain, whoever named it first.
    certain: HashSet<Url>,
    /// Pages that links lead to.
    links: VecDeque<(Url, String)>,
    pages: usize,
    tables: Vec<(Table, HashSet<String>)>,
    ids: HashSet<String>,
    /// Scripts whose map is neither named nor beside them.
    missing_twins: u32,
    /// What the server would not give to us.
    refused: u64,
    site: Site,
    sink: &'a mut dyn FnMut(Fetched),
}

impl Crawl<'_> {
    async fn run(options: &Options, sink: &mut dyn FnMut(Fetched)) -> Result<Site, Failure> {
        let root =
            Url::parse(&options.address).map_err(|error| Failure::Address(error.to_string()))?;
        let policy = policy(options, &root).await?;
        let client = Arc::new(Client::new(options, &root, policy)?);
        let store = Arc::new(Store::open(options.save.as_deref())?);
        let known = store.validators(&root);
        let answer = client.get(&root, known.as_ref(), |_| true).await?;
        let answer = store.whole(&root, answer)?;
        look::check(Kind::Page, &answer)?;
        let url = answer.url.clone().unwrap_or_else(|| root.clone());
        let mut crawl = Crawl {
            options,
            scope: Scope::new(url.clone(), options.own.iter().cloned()),
            client,
            store,
            tasks: JoinSet::new(),
            seen: HashSet::from([root, url.clone()]),
            certain: HashSet::new(),
            links: VecDeque::new(),
            pages: 1,
            tables: Vec::new(),
            ids: HashSet::new(),
            missing_twins: 0,
            refused: 0,
            site: Site { url: names::shown(&url), ..Site::default() },
            sink,
        };
        crawl.begin(url, answer).await;
        crawl.go_on().await;
        crawl.end()
    }

    /// The page that was named, and what is asked for besides.
    async fn begin(&mut self, url: Url, answer: Answer) {
        self.share(Kind::Page).found += 1;
        self.share(Kind::Page).fetched += 1;
        self.take(Kind::Page, Party::Own, Came { url: url.clone(), answer, map: None });
        if self.options.probe {
            let (found, probes) = probe::all(&self.client, &url).await;
            self.site.probes = probes;
            for (url, answer) in found {
                self.give(&url, Kind::Data, Party::Own, answer, None);
            }
        }
        if self.options.limits.pages > 1
            && let Ok(map) = url.join("/sitemap.xml")
            && let Ok(answer) = self.client.get(&map, None, |_| false).await
        {
            let from = names::shown(&map);
            for page in sitemap(&url, &answer.bytes) {
                self.links.push_back((page, from.clone()));
            }
        }
    }

    async fn go_on(&mut self) {
        loop {
            while self.pages < self.options.limits.pages {
                let Some((url, from)) = self.links.pop_front() else { break };
                if !self.seen.contains(&url) {
                    self.pages += 1;
                    let named = Named { candidates: vec![url], kind: Kind::Page, is_certain: true };
                    self.ask(named, &from);
                }
            }
            match self.tasks.join_next().await {
                Some(Ok(done)) => self.done(done),
                // A mistake of ours in one task must not hide the others.
                Some(Err(error)) => {
                    self.site.notices.push(format!("something was not read: {error}"));
                }
                None => return,
            }
        }
    }

    fn end(mut self) -> Result<Site, Failure> {
        (self.site.requests, self.site.bytes) = self.client.spent();
        let left = self.links.iter().filter(|(url, _)| !self.seen.contains(url));
        let left = left.map(|(url, _)| url).collect::<HashSet<_>>().len();
        if left > 0 {
            let notice = format!("{left} more pages are linked; --pages N looks at N pages");
            self.site.notices.push(notice);
        }
        if self.refused > 0 {
            let notice = format!(
                "the server refused {}: a browser may get more, and `--header` and `--cookie` \
                 send what it sends",
                words::count(self.refused, "file")
            );
            self.site.notices.push(notice);
        }
        self.site.missed.sort();
        self.site.missed.dedup();
        self.site.third_party.sort();
        self.site.third_party.dedup_by(|a, b| a.url == b.url);
        for (list, what) in [
            (self.site.missed.len(), "was missed"),
            (self.site.third_party.len(), "is loaded from others"),
        ] {
            if list > MOST_TOLD {
                self.site.notices.push(format!("{list} files: not all that {what} is listed"));
            }
        }
        self.site.missed.truncate(MOST_TOLD);
        self.site.third_party.truncate(MOST_TOLD);
        self.store.finish(&self.site)?;
        Ok(self.site)
    }

    /// Asks for what is named, unless that was done, or it is someone else's.
    fn ask(&mut self, mut named: Named, from: &str) {
        if named.candidates.iter().any(|url| self.seen.contains(url)) {
            if named.is_certain {
                self.certain.extend(named.candidates);
            }
            return;
        }
        let Some(first) = named.candidates.first().cloned() else { return };
        let party = self.scope.party(&first);
        if party == Party::Third {
            self.third(named, &first, from);
            return;
        }
        if named.kind == Kind::Page && !self.scope.is_same_origin(&first) {
            return;
        }
        if !named.is_certain {
            named.candidates.retain(|url| self.scope.party(url) == Party::Own);
        }
        self.seen.insert(first);
        self.spawn(Ask { named, from: from.to_owned(), party });
    }

    fn third(&mut self, named: Named, url: &Url, from: &str) {
        if named.kind != Kind::Script || !named.is_certain {
            return;
        }
        let linted = self.options.third_party;
        let script = ThirdParty { url: names::shown(url), from: Some(from.to_owned()), linted };
        self.site.third_party.push(script);
        if linted {
            self.seen.insert(url.clone());
            self.spawn(Ask { named, from: from.to_owned(), party: Party::Third });
        }
    }

    fn spawn(&mut self, ask: Ask) {
        let task = Task {
            client: Arc::clone(&self.client),
            store: Arc::clone(&self.store),
            root: self.scope.root().clone(),
            maps: self.options.source_maps,
            twins: self.missing_twins < MOST_MISSING_TWINS,
            follows_all: self.options.third_party,
        };
        self.tasks.spawn(async move { task.run(ask).await });
    }

    fn done(&mut self, Done { ask, result }: Done) {
        let kind = ask.named.kind;
        let is_certain = ask.named.is_certain
            || ask.named.candidates.iter().any(|url| self.certain.contains(url));
        match result {
            Ok(came) => {
                // Two names may lead to one file.
                let is_new =
                    came.url == ask.named.candidates[0] || self.seen.insert(came.url.clone());
                if is_new {
                    self.share(kind).found += 1;
                    self.share(kind).fetched += 1;
                    self.take(kind, ask.party, came);
                }
            }
            Err(failure) if is_certain => {
                self.share(kind).found += 1;
                let url = ask.named.candidates[0].clone();
                self.missed(kind, &url, &failure, Some(ask.from));
            }
            Err(_) => {}
        }
    }

    fn missed(&mut self, kind: Kind, url: &Url, failure: &Failure, from: Option<String>) {
        self.share(kind).failed += 1;
        self.refused += u64::from(failure.is_refusal());
        let missed = Missed { url: names::shown(url), reason: failure.to_string(), from };
        self.site.missed.push(missed);
    }

    fn share(&mut self, kind: Kind) -> &mut Share {
        let coverage = &mut self.site.coverage;
        match kind {
            Kind::Page => &mut coverage.pages,
            Kind::Script => &mut coverage.scripts,
            Kind::Style => &mut coverage.styles,
            Kind::Data => &mut coverage.data,
            Kind::Map => &mut coverage.maps,
        }
    }

    /// Hands on what came, and asks for what it names.
    fn take(&mut self, kind: Kind, party: Party, came: Came) {
        let Came { url, answer, map } = came;
        let from = names::shown(&url);
        let map = map.and_then(|map| self.mapped(map, &from));
        let found = match kind {
            // What others name is theirs.
            _ if party == Party::Third => Names::default(),
            Kind::Page => discover::page(&url, &answer.bytes),
            Kind::Script => discover::script(&url, &answer.bytes),
            Kind::Data => discover::data(&url, &answer.bytes),
            Kind::Style | Kind::Map => Names::default(),
        };
        self.give(&url, kind, party, answer, map.as_ref().map(|(_, map)| map.bytes.clone()));
        if let Some((url, map)) = map {
            self.give(&url, Kind::Map, party, map, None);
        }
        if kind == Kind::Page {
            for named in &found.named {
                if named.kind == Kind::Script {
                    named.candidates.iter().for_each(|script| self.scope.learn(script));
                }
            }
            let links = found.links.into_iter().filter(is_page);
            let links: Vec<Url> = links.filter(|link| self.scope.is_same_origin(link)).collect();
            self.links.extend(links.into_iter().map(|link| (link, from.clone())));
        }
        for named in found.named {
            self.ask(named, &from);
        }
        self.tables.extend(found.tables.into_iter().map(|table| (table, HashSet::new())));
        self.ids.extend(found.ids);
        self.chunks();
    }

    /// The map of a file, when there is one.
    fn mapped(&mut self, map: Mapped, from: &str) -> Option<(Url, Answer)> {
        match map.result {
            Ok(answer) => {
                self.share(Kind::Map).found += 1;
                self.share(Kind::Map).fetched += 1;
                Some((map.url, answer))
            }
            Err(failure) => {
                if map.is_certain {
                    self.share(Kind::Map).found += 1;
                    self.missed(Kind::Map, &map.url, &failure, Some(from.to_owned()));
                } else {
                    self.missing_twins += 1;
                }
                None
            }
        }
    }

    /// Asks for the chunks that the loaders make names for, as far as they are new.
    fn chunks(&mut self) {
        let mut asks = Vec::new();
        for (table, known) in &mut self.tables {
            for (ids, is_certain) in [
                (table.ids.iter().filter(|id| !known.contains(*id)).collect::<Vec<_>>(), true),
                (self.ids.iter().filter(|id| !known.contains(*id)).collect(), false),
            ] {
                if ids.is_empty() {
                    continue;
                }
                let from = names::shown(&table.script);
                for name in chunk_names(table, ids.iter().copied()) {
                    asks.extend(table.named(&name, is_certain).map(|named| (named, from.clone())));
                }
            }
            known.extend(table.ids.iter().cloned());
            known.extend(self.ids.iter().cloned());
        }
        for (named, from) in asks {
            self.ask(named, &from);
        }
    }

    fn give(&mut self, url: &Url, kind: Kind, party: Party, answer: Answer, map: Option<Vec<u8>>) {
        let mut notices: Vec<String> = answer.lack.into_iter().collect();
        if party == Party::Third {
            notices.push(format!("it is of {}", url.host_str().unwrap_or("someone else")));
        }
        let fetched = Fetched {
            name: names::shown(url),
            file: names::file(url, kind),
            bytes: answer.bytes,
            map,
            notices,
        };
        self.store.keep(url, &fetched, &answer.validators);
        (self.sink)(fetched);
    }
}

/// Where the client may connect to.
async fn policy(options: &Options, root: &Url) -> Result<Policy, Failure> {
    if !matches!(root.scheme(), "http" | "https") {
        return Err(Failure::Address("it begins with neither http:// nor https://".to_owned()));
    }
    let host = root.host_str().unwrap_or_default().to_owned();
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

/// Whether a link may lead to a page.
fn is_page(url: &Url) -> bool {
    let last = url.path().rsplit('/').next().unwrap_or_default();
    match last.rsplit_once('.') {
        Some((_, ending)) => {
            ["html", "htm", "php", "asp", "aspx", "jsp"].contains(&ending) || ending.len() > 5
        }
        None => true,
    }
}

/// The pages that a sitemap (<https://www.sitemaps.org/protocol.html>) names.
fn sitemap(root: &Url, bytes: &[u8]) -> Vec<Url> {
    let text = String::from_utf8_lossy(bytes);
    let pages = text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    pages
        .filter_map(|page| discover::join(root, &page.replace("&amp;", "&")))
        .filter(|page| page.origin() == root.origin() && is_page(page))
        .collect()
}
