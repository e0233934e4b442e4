//! The story of a run: what is to be asked for, what came, what that names, until nothing is left.
//! Whoever has a network asks (`drive`, or JavaScript) and gives the answers back.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{
    Aim,
    answer::{Answer, Validators},
    discover::{self, Kind, Named, Names, Table, chunk_names},
    failure::Failure,
    links::{is_page, sitemap},
    look, names, probe,
    request::{Ask, Came, Follow, Mapped, Purpose, Request, map_of},
    scope::{Party, Scope},
    url::Url,
};
use crate::{
    order,
    report::{
        site::{Missed, Probe, Share, Site, ThirdParty},
        words,
    },
};

/// Of one list in the report, so many entries are told.
const MOST_TOLD: usize = 500;

/// After so many scripts without a map beside them, none is looked for any more.
const MOST_MISSING_TWINS: u32 = 12;

/// A file of the site, as it is linted.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// A file that has come, and what it takes to ask for it again.
#[derive(Debug)]
#[cfg_attr(not(feature = "fetch"), expect(dead_code, reason = "only the store asks again"))]
pub(crate) struct Arrival {
    pub(crate) fetched: Fetched,
    pub(super) url: Url,
    pub(super) validators: Validators,
}

/// A run of which no more is known than what has come so far.
#[derive(Debug)]
pub(crate) struct Crawl {
    aim: Aim,
    scope: Scope,
    /// What is to be asked for next.
    next: Vec<Request>,
    /// What was given out and has not come back, by its number.
    asked: HashMap<u32, Purpose>,
    number: u32,
    /// What has come and is to be linted.
    files: Vec<Arrival>,
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
    probes: Vec<(usize, Probe)>,
    site: Site,
}

impl Crawl {
    /// # Errors
    ///
    /// The address is none.
    pub(crate) fn new(aim: Aim) -> Result<Self, Failure> {
        let root = Url::parse(&aim.address).map_err(Failure::Address)?;
        let mut crawl = Self {
            scope: Scope::new(root.clone(), aim.own.iter().cloned()),
            aim,
            next: Vec::new(),
            asked: HashMap::new(),
            number: 0,
            files: Vec::new(),
            seen: HashSet::from([root.clone()]),
            certain: HashSet::new(),
            links: VecDeque::new(),
            pages: 1,
            tables: Vec::new(),
            ids: HashSet::new(),
            missing_twins: 0,
            refused: 0,
            probes: Vec::new(),
            site: Site::default(),
        };
        let own = crawl.aim.own.clone();
        crawl.request(root.clone(), Follow::Owner { root, own }, Purpose::Root);
        Ok(crawl)
    }

    /// What is to be asked for now; nothing when the run is at its end, or waits for answers.
    pub(crate) fn requests(&mut self) -> Vec<Request> {
        while self.pages < self.aim.pages {
            let Some((url, from)) = self.links.pop_front() else { break };
            if !self.seen.contains(&url) {
                self.pages += 1;
                let named = Named { candidates: vec![url], kind: Kind::Page, is_certain: true };
                self.ask(named, &from);
            }
        }
        std::mem::take(&mut self.next)
    }

    /// Takes what came of a request, and gives the files that are to be linted.
    ///
    /// # Errors
    ///
    /// Why nothing came of the address that the person named.
    pub(crate) fn answered(
        &mut self,
        id: u32,
        result: Result<Answer, Failure>,
    ) -> Result<Vec<Arrival>, Failure> {
        match self.asked.remove(&id) {
            None => {}
            Some(Purpose::Root) => self.begin(result?)?,
            Some(Purpose::Sitemap) => {
                if let (Ok(answer), Some(url)) = (result, self.root().join("/sitemap.xml")) {
                    let from = names::shown(&url);
                    let pages = sitemap(&url, &answer.bytes);
                    self.links.extend(pages.into_iter().map(|page| (page, from.clone())));
                }
            }
            Some(Purpose::Probe(number)) => self.probed(number, result),
            Some(Purpose::File { ask, candidate, first }) => {
                self.file(ask, candidate, first, result);
            }
            Some(Purpose::Map { ask, mut came, is_certain }) => {
                let url = map_of(&came.url, ask.named.kind, &came.answer).map(|(url, _)| url);
                let result = result.and_then(|it| look::check(Kind::Map, &it).map(|()| it));
                came.map = url.map(|url| Mapped { url, is_certain, result });
                self.came(&ask, *came);
            }
        }
        Ok(std::mem::take(&mut self.files))
    }

    /// What a person is told of the run, which took so many requests and bytes.
    pub(crate) fn finish(mut self, requests: u64, bytes: u64) -> Site {
        (self.site.requests, self.site.bytes) = (requests, bytes);
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
        order::sort_by_key(&mut self.probes, |(number, _)| *number);
        self.site.probes = self.probes.into_iter().map(|(_, probe)| probe).collect();
        order::sort_by(&mut self.site.missed, Ord::cmp);
        self.site.missed.dedup();
        order::sort_by(&mut self.site.third_party, Ord::cmp);
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
        self.site
    }

    fn root(&self) -> &Url {
        self.scope.root()
    }

    fn request(&mut self, url: Url, follow: Follow, purpose: Purpose) {
        self.number += 1;
        self.next.push(Request { id: self.number, url, follow });
        self.asked.insert(self.number, purpose);
    }

    /// Where redirects of what is loaded may lead.
    fn follow(&self, asked: &Url) -> Follow {
        if self.aim.third_party {
            return Follow::Anywhere;
        }
        Follow::Site { root: self.root().clone(), asked: asked.clone() }
    }

    /// The page that was named, and what is asked for besides.
    fn begin(&mut self, answer: Answer) -> Result<(), Failure> {
        look::check(Kind::Page, &answer)?;
        let url = answer.url.clone().unwrap_or_else(|| self.root().clone());
        self.scope = Scope::new(url.clone(), self.aim.own.iter().cloned());
        self.seen.insert(url.clone());
        self.site.url = names::shown(&url);
        self.share(Kind::Page).found += 1;
        self.share(Kind::Page).fetched += 1;
        if self.aim.probe {
            for (number, path) in probe::paths().enumerate() {
                if let Some(url) = url.join(path) {
                    self.request(url, Follow::Nowhere, Purpose::Probe(number));
                }
            }
        }
        let map = url.join("/sitemap.xml").filter(|_| self.aim.pages > 1);
        if let Some(map) = map {
            self.request(map, Follow::Nowhere, Purpose::Sitemap);
        }
        self.take(Kind::Page, Party::Own, Came { url, answer, map: None });
        Ok(())
    }

    fn probed(&mut self, number: usize, result: Result<Answer, Failure>) {
        let Some(url) = probe::paths().nth(number).and_then(|path| self.root().join(path)) else {
            return;
        };
        let (served, note) = probe::judge(number, &result);
        self.probes.push((number, Probe { url: names::shown(&url), served, note }));
        if let (true, Ok(answer)) = (served, result) {
            self.give(&url, Kind::Data, Party::Own, answer, None);
        }
    }

    /// What came of a candidate: it, its map, or the next one.
    fn file(
        &mut self,
        ask: Ask,
        candidate: usize,
        first: Option<Failure>,
        result: Result<Answer, Failure>,
    ) {
        let kind = ask.named.kind;
        match result.and_then(|it| look::check(kind, &it).map(|()| it)) {
            Ok(answer) => {
                let asked = &ask.named.candidates[candidate];
                let url = answer.url.clone().unwrap_or_else(|| asked.clone());
                let map = map_of(&url, kind, &answer).filter(|(_, is_certain)| {
                    let has_twins = self.missing_twins < MOST_MISSING_TWINS;
                    self.aim.source_maps && (*is_certain || has_twins)
                });
                let mut came = Came { url, answer, map: None };
                match map {
                    // Others are not asked, whatever a file says.
                    Some((map, is_certain)) if self.is_foreign(&map) => {
                        let result = Err(Failure::Foreign(map.origin()));
                        came.map = Some(Mapped { url: map, is_certain, result });
                        self.came(&ask, came);
                    }
                    Some((map, is_certain)) => {
                        let follow = self.follow(&map);
                        let came = Box::new(came);
                        self.request(map, follow, Purpose::Map { ask, came, is_certain });
                    }
                    None => self.came(&ask, came),
                }
            }
            Err(failure) => {
                let first = first.unwrap_or(failure);
                match ask.named.candidates.get(candidate + 1).cloned() {
                    Some(next) => self.candidate(next, ask, candidate + 1, Some(first)),
                    None => self.lost(ask, &first),
                }
            }
        }
    }

    /// Whether an address is someone else's, and nothing of others is wanted.
    fn is_foreign(&self, url: &Url) -> bool {
        !self.aim.third_party && self.scope.party(url) == Party::Third
    }

    fn candidate(&mut self, url: Url, ask: Ask, candidate: usize, first: Option<Failure>) {
        let follow = self.follow(&url);
        self.request(url, follow, Purpose::File { ask, candidate, first });
    }

    fn came(&mut self, ask: &Ask, came: Came) {
        // Two names may lead to one file.
        let is_new = came.url == ask.named.candidates[0] || self.seen.insert(came.url.clone());
        if is_new {
            self.share(ask.named.kind).found += 1;
            self.share(ask.named.kind).fetched += 1;
            self.take(ask.named.kind, ask.party, came);
        }
    }

    fn lost(&mut self, ask: Ask, failure: &Failure) {
        let Ask { named: Named { candidates, kind, is_certain }, from, .. } = ask;
        if is_certain || candidates.iter().any(|url| self.certain.contains(url)) {
            self.share(kind).found += 1;
            self.missed(kind, &candidates[0], failure, Some(from));
        }
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
        named.candidates.retain(|url| self.scope.party(url) == Party::Own);
        self.seen.insert(first.clone());
        self.candidate(first, Ask { named, from: from.to_owned(), party }, 0, None);
    }

    fn third(&mut self, named: Named, url: &Url, from: &str) {
        if named.kind != Kind::Script || !named.is_certain {
            return;
        }
        let linted = self.aim.third_party;
        let script = ThirdParty { url: names::shown(url), from: Some(from.to_owned()), linted };
        self.site.third_party.push(script);
        if linted {
            self.seen.insert(url.clone());
            let ask = Ask { named, from: from.to_owned(), party: Party::Third };
            self.candidate(url.clone(), ask, 0, None);
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
            notices.push(format!("it is of {}", url.host()));
        }
        let fetched = Fetched {
            name: names::shown(url),
            file: names::file(url, kind),
            bytes: answer.bytes,
            map,
            notices,
        };
        let validators = answer.head.validators;
        self.files.push(Arrival { fetched, url: url.clone(), validators });
    }
}
