//! `leaklint https://…`: a deployed site in place of a folder, or what was kept of one.

use std::{
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

use clap::Args;
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::{
    args::size,
    error::Problem,
    pool::{Outcome, lint_guarded, threads_for},
    settings::Settings,
};
use crate::{
    FileReport, Linter,
    fetch::{self, Aim, Fetched, Limits, Saved, crawl, is_address, read_saved},
    report::site::Site,
};

/// So many files wait for a thread that lints them.
const WAITING: usize = 64;

/// How a deployed site is fetched.
#[derive(Debug, Args)]
#[command(next_help_heading = "Deployed sites (a PATH that is an address)")]
pub(super) struct FetchArguments {
    /// Look at N pages of the site: links and the sitemap are followed
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pages: u16,
    /// Send a header to the site itself, such as "Authorization: …"; may be given several times
    #[arg(long, value_name = "NAME: VALUE", value_parser = header)]
    header: Vec<(String, String)>,
    /// Send cookies to the site itself
    #[arg(long, value_name = "NAME=VALUE")]
    cookie: Option<String>,
    /// Also fetch and lint scripts of others that the site loads
    #[arg(long)]
    third_party: bool,
    /// Another origin that is the site's own, such as <https://cdn.example>; may be given several
    /// times
    #[arg(long, value_name = "ORIGIN")]
    own: Vec<String>,
    /// Also ask for files that no visitor should get (/.env, /.git/config, …). Only for a site of
    /// your own
    #[arg(long)]
    probe: bool,
    /// Keep what was fetched in DIR: `--saved DIR` lints it again, and a next run asks only for
    /// what has changed
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// Lint the site that `--save DIR` has kept, without the network
    #[arg(long, value_name = "DIR", conflicts_with_all = ["paths", "save"])]
    pub(super) saved: Option<PathBuf>,
    /// Trust the certificates in FILE (PEM), for a test server; certificates are always checked
    #[arg(long, value_name = "FILE")]
    ca: Vec<PathBuf>,
    /// Follow a public page to this machine and to private networks
    #[arg(long)]
    allow_private: bool,
    /// Send no more than N requests
    #[arg(long, value_name = "N", default_value_t = 5000)]
    max_requests: u64,
    /// Fetch no more than SIZE in all: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "500M", value_parser = size)]
    max_bytes: u64,
    /// Give each request so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Send no more than N requests to one host at a time [default: 6]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    concurrency: Option<u16>,
    /// Send no more than N requests a second to one host, behind a first burst [default: 30]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rate: Option<u32>,
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or("write it as \"Name: value\"")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// Where a site's files come from.
pub(super) enum Deployed {
    /// The network.
    Address(fetch::Options),
    /// A folder that `--save` has written.
    Saved(Box<Saved>),
}

impl Deployed {
    /// The site that was named; nothing when files and folders were.
    pub(super) fn named(
        paths: &[PathBuf],
        arguments: &FetchArguments,
        settings: &Settings,
    ) -> Result<Option<Self>, Problem> {
        if let Some(folder) = &arguments.saved {
            let saved = read_saved(folder)
                .map_err(|reason| Problem::Site { url: folder.display().to_string(), reason })?;
            return Ok(Some(Self::Saved(Box::new(saved))));
        }
        let typed = |path: &Path| path.to_str().filter(|path| is_address(path)).map(str::to_owned);
        match paths {
            [path] => {
                Ok(typed(path).map(|address| Self::Address(options(address, arguments, settings))))
            }
            paths => match paths.iter().find_map(|path| typed(path)) {
                Some(url) => Err(Problem::Site {
                    url,
                    reason: "an address is linted by itself: name nothing else".to_owned(),
                }),
                None => Ok(None),
            },
        }
    }

    /// Lints what comes while more is fetched. `finished` is called with each report as it is
    /// there.
    pub(super) fn lint(
        &self,
        linter: &Linter,
        threads: Option<usize>,
        finished: &(dyn Fn(&FileReport) + Sync),
    ) -> Result<(Vec<FileReport>, Vec<Problem>, Site), Problem> {
        let pool = threads_for(threads, usize::MAX)?;
        let (sender, receiver) = mpsc::sync_channel::<Fetched>(WAITING);
        thread::scope(|scope| {
            let fetching = scope.spawn(move || self.fetch(&sender));
            let outcomes: Vec<Outcome> = pool.install(|| {
                let each = receiver.into_iter().par_bridge();
                each.map(|fetched| {
                    let outcome = one(linter, fetched);
                    finished(&outcome.0);
                    outcome
                })
                .collect()
            });
            let site = fetching.join().unwrap_or_else(|_| {
                Err(Problem::Site {
                    url: String::new(),
                    reason: "leaklint failed on it".to_owned(),
                })
            })?;
            let (reports, problems): (Vec<_>, Vec<_>) = outcomes.into_iter().unzip();
            Ok((reports, problems.into_iter().flatten().collect(), site))
        })
    }

    fn fetch(&self, sender: &mpsc::SyncSender<Fetched>) -> Result<Site, Problem> {
        // Nobody takes what comes when the linting has ended early.
        let mut send = |fetched| drop(sender.send(fetched));
        match self {
            Self::Saved(saved) => {
                saved.files().for_each(send);
                Ok(saved.site.clone())
            }
            Self::Address(options) => crawl(options, &mut send).map_err(|failure| Problem::Site {
                url: options.aim.address.clone(),
                reason: failure.to_string(),
            }),
        }
    }
}

fn options(address: String, arguments: &FetchArguments, settings: &Settings) -> fetch::Options {
    let mut headers = arguments.header.clone();
    headers.extend(arguments.cookie.clone().map(|cookie| ("Cookie".to_owned(), cookie)));
    fetch::Options {
        aim: Aim {
            address,
            pages: usize::from(arguments.pages),
            own: arguments.own.iter().map(|own| own.trim_end_matches('/').to_owned()).collect(),
            third_party: arguments.third_party,
            probe: arguments.probe,
            source_maps: settings.linter.source_maps,
        },
        limits: Limits {
            requests: arguments.max_requests,
            bytes: arguments.max_bytes,
            body: settings.linter.max_file_size.min(arguments.max_bytes),
            timeout: Duration::from_secs(arguments.timeout),
            concurrency: arguments.concurrency.map(usize::from),
            rate: arguments.rate,
        },
        headers,
        authorities: arguments.ca.clone(),
        allow_private: arguments.allow_private,
        save: arguments.save.clone(),
    }
}

/// Lints a file under a name that says what it is, and tells of it under its address.
fn one(linter: &Linter, fetched: Fetched) -> Outcome {
    let Fetched { name, file, bytes, map, notices } = fetched;
    let (report, problem) = lint_guarded(&file, &bytes, linter, &|_| map.clone());
    (report.under(&file, &name, notices), problem)
}
