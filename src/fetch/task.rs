//! One thing that is asked for, and its map, by itself.

use std::sync::Arc;

use reqwest::Url;

use super::{
    client::{Answer, Client},
    discover::{self, Kind, Named},
    failure::Failure,
    look,
    scope::{Party, is_same_site},
    store::Store,
};

/// One thing that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) named: Named,
    /// What names it.
    pub(super) from: String,
    pub(super) party: Party,
}

/// What came of it.
pub(super) struct Done {
    pub(super) ask: Ask,
    pub(super) result: Result<Came, Failure>,
}

pub(super) struct Came {
    pub(super) url: Url,
    pub(super) answer: Answer,
    pub(super) map: Option<Mapped>,
}

/// A map that was looked for.
pub(super) struct Mapped {
    pub(super) url: Url,
    pub(super) is_certain: bool,
    pub(super) result: Result<Answer, Failure>,
}

/// What a request needs that goes on by itself.
pub(super) struct Task {
    pub(super) client: Arc<Client>,
    pub(super) store: Arc<Store>,
    pub(super) root: Url,
    pub(super) maps: bool,
    /// Whether a map is also looked for where nothing names one.
    pub(super) twins: bool,
    pub(super) follows_all: bool,
}

impl Task {
    pub(super) async fn run(self, ask: Ask) -> Done {
        let mut first = None;
        for url in &ask.named.candidates {
            match self.one(url, ask.named.kind).await {
                Ok((url, answer)) => {
                    let map = self.map(&url, ask.named.kind, &answer).await;
                    return Done { result: Ok(Came { url, answer, map }), ask };
                }
                Err(failure) => {
                    first.get_or_insert(failure);
                }
            }
        }
        let failure = first.unwrap_or(Failure::Address("there is none".to_owned()));
        Done { result: Err(failure), ask }
    }

    async fn one(&self, url: &Url, kind: Kind) -> Result<(Url, Answer), Failure> {
        let known = self.store.validators(url);
        let may_go = |next: &Url| {
            self.follows_all || is_same_site(&self.root, next) || next.origin() == url.origin()
        };
        let answer = self.client.get(url, known.as_ref(), may_go).await?;
        let answer = self.store.whole(url, answer)?;
        look::check(kind, &answer)?;
        let at = answer.url.clone().unwrap_or_else(|| url.clone());
        Ok((at, answer))
    }

    /// The map of a script or a style: as its header or its last comment says, or beside it.
    async fn map(&self, url: &Url, kind: Kind, answer: &Answer) -> Option<Mapped> {
        if !self.maps || !matches!(kind, Kind::Script | Kind::Style) {
            return None;
        }
        let named = match (&answer.map, crate::sourcemap::named(&answer.bytes)) {
            (Some(map), _) => Some(map.as_str()),
            (None, Ok(map)) => map,
            (None, Err(())) => return None,
        };
        let is_certain = named.is_some();
        if !is_certain && !self.twins {
            return None;
        }
        let map = if let Some(map) = named {
            discover::join(url, map)?
        } else {
            let mut twin = url.clone();
            twin.set_query(None);
            twin.set_path(&format!("{}.map", url.path()));
            twin
        };
        let result = self.one(&map, Kind::Map).await.map(|(_, answer)| answer);
        Some(Mapped { url: map, is_certain, result })
    }
}
