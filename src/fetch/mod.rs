//! A deployed site, from its address: what a browser would load, fetched politely and linted as
//! it comes.
//!
//! `crawl` is the story, and asks nobody itself: it says what is to be asked for, takes what came,
//! lets `look` say what that is and `discover` what it names (nothing is run), and gives what is
//! to be linted. `scope` says whose an address is, `address` where nothing may lead. Natively
//! `drive` asks, through the `client`, and `store` keeps what came; in the npm package JavaScript
//! does.

mod address;
mod answer;
mod crawl;
mod discover;
mod failure;
mod links;
mod look;
mod names;
mod probe;
mod request;
mod scope;
mod url;

#[cfg(feature = "fetch")]
mod client;
#[cfg(feature = "fetch")]
mod drive;
#[cfg(feature = "fetch")]
mod pace;
#[cfg(feature = "fetch")]
mod resolve;
#[cfg(feature = "fetch")]
mod store;
#[cfg(feature = "fetch")]
mod trouble;
#[cfg(feature = "fetch")]
mod unpack;

#[cfg(feature = "fetch")]
use std::{path::PathBuf, time::Duration};

pub(crate) use crawl::Fetched;
#[cfg(feature = "fetch")]
pub(crate) use drive::crawl;
#[cfg(feature = "fetch")]
pub(crate) use names::is_address;
#[cfg(feature = "fetch")]
pub(crate) use store::{Saved, read_saved};
#[cfg(target_arch = "wasm32")]
pub(crate) use {
    address::is_public,
    answer::{Answer, Head, Step, head},
    crawl::Crawl,
    failure::Failure,
    request::Follow,
    url::Url,
};

/// What is looked for.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(serde::Deserialize),
    serde(rename_all = "camelCase", default, deny_unknown_fields)
)]
pub(crate) struct Aim {
    /// The address that the person named.
    pub(crate) address: String,
    /// Pages to look at.
    pub(crate) pages: usize,
    /// Origins that are the site's own, too.
    pub(crate) own: Vec<String>,
    /// Whether scripts of others are fetched and linted.
    pub(crate) third_party: bool,
    /// Whether to ask for files that no visitor should get.
    pub(crate) probe: bool,
    /// Whether maps are wanted.
    pub(crate) source_maps: bool,
}

/// What may be asked for, and how much.
#[cfg(feature = "fetch")]
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Addresses to ask for in all, tries and redirects included.
    pub(crate) requests: u64,
    /// Bytes in all, as they are sent.
    pub(crate) bytes: u64,
    /// Bytes of one answer, unpacked.
    pub(crate) body: u64,
    /// How long one answer may take.
    pub(crate) timeout: Duration,
    /// Requests to one host at a time; chosen by whose network it is when nothing is said.
    pub(crate) concurrency: Option<usize>,
    /// Requests a second to one host, behind a first burst.
    pub(crate) rate: Option<u32>,
}

/// How to fetch a site.
#[cfg(feature = "fetch")]
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) aim: Aim,
    pub(crate) limits: Limits,
    /// Headers for the site itself, and for nobody else.
    pub(crate) headers: Vec<(String, String)>,
    /// Certificates (PEM) that are trusted beside the system's.
    pub(crate) authorities: Vec<PathBuf>,
    /// Whether addresses of private networks may be asked.
    pub(crate) allow_private: bool,
    /// Where to keep what came.
    pub(crate) save: Option<PathBuf>,
}
