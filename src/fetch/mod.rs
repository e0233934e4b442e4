//! A deployed site, from its address: what a browser would load, fetched politely and linted as
//! it comes.
//!
//! `crawl` is the story: it takes what is to be fetched from a queue, hands it to the `client`,
//! lets `look` say what came and what it names (`discover`, which never runs what it reads), and
//! lints. `scope` says whose an address is, `address` where nothing may lead, `store` keeps what
//! came.

mod address;
mod client;
mod crawl;
mod discover;
mod failure;
mod look;
mod names;
mod pace;
mod probe;
mod resolve;
mod scope;
mod store;
mod task;
mod unpack;

use std::{path::PathBuf, time::Duration};

pub(crate) use crawl::{Fetched, crawl};
pub(crate) use names::is_address;
pub(crate) use store::{Saved, read_saved};

/// What may be asked for, and how much.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Addresses to ask for in all, tries and redirects included.
    pub(crate) requests: u64,
    /// Bytes in all, as they are sent.
    pub(crate) bytes: u64,
    /// Bytes of one answer, unpacked.
    pub(crate) body: u64,
    /// Pages to look at.
    pub(crate) pages: usize,
    /// How long one answer may take.
    pub(crate) timeout: Duration,
    /// Requests to one host at a time; chosen by whose network it is when nothing is said.
    pub(crate) concurrency: Option<usize>,
    /// Requests a second to one host, behind a first burst.
    pub(crate) rate: Option<u32>,
}

/// How to fetch a site.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that people type")]
pub(crate) struct Options {
    /// The address that the person named.
    pub(crate) address: String,
    pub(crate) limits: Limits,
    /// Headers for the site itself, and for nobody else.
    pub(crate) headers: Vec<(String, String)>,
    /// Certificates (PEM) that are trusted beside the system's.
    pub(crate) authorities: Vec<PathBuf>,
    /// Origins that are the site's own, too.
    pub(crate) own: Vec<String>,
    /// Whether scripts of others are fetched and linted.
    pub(crate) third_party: bool,
    /// Whether to ask for files that no visitor should get.
    pub(crate) probe: bool,
    /// Whether addresses of private networks may be asked.
    pub(crate) allow_private: bool,
    /// Whether maps are wanted.
    pub(crate) source_maps: bool,
    /// Where to keep what came.
    pub(crate) save: Option<PathBuf>,
}
