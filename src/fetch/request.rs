//! One thing that is asked for, and what is done with what comes.

use super::{
    answer::Answer,
    discover::{Kind, Named},
    failure::Failure,
    scope::{Party, is_same_site},
    url::Url,
};

/// What is to be asked for.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The answer is given back with it.
    pub(crate) id: u32,
    pub(crate) url: Url,
    pub(crate) follow: Follow,
}

/// Where its redirects may lead.
#[derive(Debug, Clone)]
pub(crate) enum Follow {
    Anywhere,
    /// Of the person's own address: where its owner is, or the person said so.
    Owner {
        root: Url,
        own: Vec<String>,
    },
    Nowhere,
    /// To the site, and to where it began.
    Site {
        root: Url,
        asked: Url,
    },
}

impl Follow {
    pub(crate) fn allows(&self, next: &Url) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Owner { root, own } => is_same_site(root, next) || own.contains(&next.origin()),
            Self::Nowhere => false,
            Self::Site { root, asked } => is_same_site(root, next) || next.is_same_origin(asked),
        }
    }
}

/// What was asked for, until it has come.
#[derive(Debug)]
pub(super) enum Purpose {
    /// The page that the person named.
    Root,
    Sitemap,
    /// A file that no visitor should get, by its number.
    Probe(usize),
    /// The candidate of an ask, and why those before it gave nothing.
    File {
        ask: Ask,
        candidate: usize,
        first: Option<Failure>,
    },
    /// The map of what came.
    Map {
        ask: Ask,
        came: Box<Came>,
        is_certain: bool,
    },
}

/// One thing that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) named: Named,
    /// What names it.
    pub(super) from: String,
    pub(super) party: Party,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Came {
    pub(super) url: Url,
    pub(super) answer: Answer,
    pub(super) map: Option<Mapped>,
}

/// A map that was looked for.
#[derive(Debug)]
pub(super) struct Mapped {
    pub(super) url: Url,
    pub(super) is_certain: bool,
    pub(super) result: Result<Answer, Failure>,
}

/// Where the map of a script or a style is, as its header or its last comment says, or beside it;
/// and whether something says so.
pub(super) fn map_of(url: &Url, kind: Kind, answer: &Answer) -> Option<(Url, bool)> {
    if !matches!(kind, Kind::Script | Kind::Style) {
        return None;
    }
    let named = match (&answer.head.map, crate::sourcemap::named(&answer.bytes)) {
        (Some(map), _) => Some(map.as_str()),
        (None, Ok(map)) => map,
        // It is in the file itself.
        (None, Err(())) => return None,
    };
    match named {
        Some(map) => Some((url.join(map)?, true)),
        None => Some((url.with(&format!("{}.map", url.path()), None), false)),
    }
}
