//! Every chore of leaklint: `cargo xtask NAME`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "chores talk to people, in figures with one digit behind the point"
)]

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use clap::Parser;

mod apps;
mod bench;
mod chromium;
mod corpus;
mod differential;
mod docs;
mod example;
mod fuzz;
mod instructions;
mod linear;
mod needs;
mod npm;
mod page;
mod rules_docs;
mod size;
mod supply_chain;
mod target;
mod test;
mod train;
mod types;
mod wasm;

// What the command uses, so that the benchmark measures what people get.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(about = "Every chore of leaklint")]
enum Chore {
    /// Build sites of many chunks, serve them, and look at each from its address alone
    Sites {
        /// Also those that take long to install, and the speed
        #[arg(long)]
        all: bool,
        /// Only print what 200 chunks take beside a folder of them and their transfer
        #[arg(long)]
        speed: bool,
    },
    /// Everything that must pass: formatting, lints, docs, sizes, native tests, wasm, Node, real apps and
    /// sites, the page in Chromium.
    Test,
    /// Build the WebAssembly module into `pkg` in the target folder and print its sizes.
    Wasm,
    /// Time leaklint beside bare swc and other tools on the same files.
    Bench {
        /// Only tools with this in their names; may be given several times.
        #[arg(long)]
        only: Vec<String>,
        /// Where the published bundles are, or go; fetched from npm when it is missing. `corpus` in the target folder by default.
        #[arg(long)]
        corpus: Option<PathBuf>,
        /// How many rounds; each figure is the least of them.
        #[arg(long, default_value_t = 7)]
        rounds: u32,
    },
    /// Parse every script of a folder and do nothing else: what the benchmark compares with.
    #[command(hide = true)]
    BareSwc {
        /// A file or a folder.
        path: PathBuf,
    },
    /// Check that four times the input takes at most four and a half times as long.
    Linear,
    /// Count the instructions of fixed inputs, and fail when one takes over 2 % more than is stored.
    Instructions {
        /// Store the counts of now, for this reason.
        #[arg(long, value_name = "REASON")]
        store: Option<String>,
    },
    /// Compare what is found in one way of reading with what is found in another, over the corpus.
    Differential {
        /// Where the published bundles are, or go; `corpus` in the target folder by default.
        #[arg(long)]
        corpus: Option<PathBuf>,
        /// Only a few scripts, as the test chore does; the command and the module are there.
        #[arg(long)]
        few: bool,
    },
    /// Check what leaklint is made of, and that two builds of the module are the same bytes.
    SupplyChain {
        /// Ask for known vulnerabilities, too: their database is fetched.
        #[arg(long)]
        advisories: bool,
    },
    /// Look for inputs that break leaklint (fuzz/; a nightly compiler and cargo-fuzz).
    Fuzz {
        /// Which targets; all when none is named.
        targets: Vec<String>,
        /// How long each of them.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
        minutes: u64,
        /// Where the published bundles are, or go: pieces of them are what is changed. `corpus` in the
        /// target folder by default.
        #[arg(long)]
        corpus: Option<PathBuf>,
    },
    /// Make examples/leaky-shop/dist again from its sources.
    Example,
    /// Make the pages of the rules again (docs/rules).
    RulesDocs,
    /// Build the documentation as a site into `docs` in the target folder; mdBook is installed when it is missing.
    Docs,
    /// Train the model of generic secrets on published packages (src/rules/generic/model.rs).
    Train,
    /// Build the npm package into `npm` in the target folder.
    Npm {
        /// Test it, too.
        #[arg(long)]
        test: bool,
        /// Test it with every bundler and framework.
        #[arg(long)]
        all: bool,
        /// Time its plugins and its command, too.
        #[arg(long)]
        bench: bool,
    },
    /// Build the page into www/dist.
    Page {
        /// Serve it on this machine.
        #[arg(long)]
        serve: bool,
        /// Test it in Chromium.
        #[arg(long)]
        test: bool,
        /// Time it in Chromium, beside the native command.
        #[arg(long)]
        bench: bool,
    },
    /// Write the TypeScript types of reports and options from the Rust types.
    Types,
    /// Build real apps with keys planted in them, and print what is found by class.
    Apps {
        /// Those that take minutes, too: Parcel and Next.
        #[arg(long)]
        all: bool,
    },
    /// Print tokens of every kind as JSON, for tests to plant.
    Samples {
        /// The same seed gives the same tokens.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many of each kind.
        #[arg(long, default_value_t = 4)]
        count: u64,
    },
    /// List source files over the agreed length.
    Size,
}

impl Chore {
    /// Whether it times something, or reads megabytes, in this very process.
    fn wants_speed(&self) -> bool {
        matches!(
            self,
            Self::Bench { .. }
                | Self::BareSwc { .. }
                | Self::Linear
                | Self::Train
                | Self::Differential { few: false, .. }
        )
    }
}

/// The same chore, optimised. The others come from the profile that the tests have compiled anyway.
fn in_release() -> Result<()> {
    let chore: Vec<String> = std::env::args().skip(1).collect();
    let chore: Vec<&str> = chore.iter().map(String::as_str).collect();
    let cargo = ["run", "--quiet", "--release", "--package", "xtask", "--"];
    run("cargo", &[&cargo[..], &chore].concat())
}

fn main() -> Result<()> {
    std::env::set_current_dir(root())?;
    let chore = Chore::parse();
    if cfg!(debug_assertions) && chore.wants_speed() {
        return in_release();
    }
    target::find()?;
    match chore {
        Chore::Test => test::run_all(),
        Chore::Wasm => wasm::build(),
        Chore::Bench { only, corpus, rounds } => bench::run(&folder(corpus), rounds, &only),
        Chore::BareSwc { path } => bench::library::parse_all(&path),
        Chore::Linear => linear::check(),
        Chore::Instructions { store: None } => instructions::check(),
        Chore::Instructions { store: Some(reason) } => instructions::store(&reason),
        Chore::Differential { corpus, few: true } => differential::check(&folder(corpus)),
        Chore::Differential { corpus, few: false } => differential::run(&folder(corpus)),
        Chore::SupplyChain { advisories } => supply_chain::check(advisories),
        Chore::Fuzz { targets, minutes, corpus } => fuzz::run(&targets, minutes, &folder(corpus)),
        Chore::Example => example::make(),
        Chore::RulesDocs => rules_docs::write(),
        Chore::Docs => docs::build(),
        Chore::Train => train::run(),
        Chore::Npm { test, all, bench } => npm(test || all, all, bench),
        Chore::Page { serve, test, bench } => page(serve, test, bench),
        Chore::Types => types::write(),
        Chore::Apps { all } => apps::check(all),
        Chore::Sites { all, speed } => apps::check_sites(all, speed),
        Chore::Samples { seed, count } => apps::print_samples(seed, count),
        Chore::Size => size::check(),
    }
}

/// Returns where the published bundles are, or go.
fn folder(named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| target::path("corpus").into())
}

fn npm(test: bool, all: bool, bench: bool) -> Result<()> {
    npm::build()?;
    if test {
        npm::test(all)?;
    }
    if bench {
        npm::bench()?;
    }
    Ok(())
}

fn page(serve: bool, test: bool, bench: bool) -> Result<()> {
    wasm::build()?;
    page::build()?;
    if test {
        page::test()?;
    }
    if bench {
        page::bench()?;
    }
    if serve { page::serve() } else { Ok(()) }
}

/// The repository's root.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository")
}

/// Runs a command and fails with its name when it fails.
fn run(program: &str, arguments: &[&str]) -> Result<()> {
    run_with(program, arguments, &[])
}

/// The same with variables of the environment.
fn run_with(program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Result<()> {
    eprintln!("\n$ {program} {}", arguments.join(" "));
    let status = Command::new(program)
        .args(arguments)
        .envs(target::variables())
        .envs(variables.iter().copied())
        .status()
        .with_context(|| format!("{program} could not be started: is it installed?"))?;
    if !status.success() {
        bail!("`{program} {}` failed ({status})", arguments.join(" "));
    }
    Ok(())
}
