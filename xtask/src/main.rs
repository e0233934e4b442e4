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

mod bench;
mod corpus;
mod example;
mod size;
mod test;
mod train;
mod wasm;

// What the command uses, so that the benchmark measures what people get.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(about = "Every chore of leaklint")]
enum Chore {
    /// Everything that must pass: formatting, lints, docs, sizes, native tests, wasm, Node.
    Test,
    /// Build the WebAssembly module into target/pkg and print its sizes.
    Wasm,
    /// Time the library beside bare swc on the same files, and the command over a folder.
    Bench {
        /// Where the published bundles are, or go; fetched from npm when it is missing.
        #[arg(long, default_value = "target/corpus")]
        corpus: PathBuf,
        /// How many rounds; each figure is the least of them.
        #[arg(long, default_value_t = 7)]
        rounds: u32,
    },
    /// Make examples/leaky-shop/dist again from its sources.
    Example,
    /// Train the model of generic secrets on published packages (src/rules/generic/model.rs).
    Train,
    /// List source files over the agreed length.
    Size,
}

fn main() -> Result<()> {
    std::env::set_current_dir(root())?;
    match Chore::parse() {
        Chore::Test => test::run_all(),
        Chore::Wasm => wasm::build(),
        Chore::Bench { corpus, rounds } => bench::run(&corpus, rounds),
        Chore::Example => example::make(),
        Chore::Train => train::run(),
        Chore::Size => size::check(),
    }
}

/// The repository's root.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository")
}

/// Runs a command and fails with its name when it fails.
fn run(program: &str, arguments: &[&str]) -> Result<()> {
    eprintln!("\n$ {program} {}", arguments.join(" "));
    let status = Command::new(program)
        .args(arguments)
        .status()
        .with_context(|| format!("{program} could not be started: is it installed?"))?;
    if !status.success() {
        bail!("`{program} {}` failed ({status})", arguments.join(" "));
    }
    Ok(())
}
