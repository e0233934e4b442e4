//! Everything that must pass, in the order that finds mistakes soonest.

use std::path::Path;

use anyhow::Result;

use crate::{
    apps, differential, docs, example, instructions, needs, npm, page, rules_docs, run, run_with,
    size, target, types, wasm,
};

/// Runs all of it.
pub(crate) fn run_all() -> Result<()> {
    needs::everything()?;
    run("cargo", &["fmt", "--all", "--check"])?;
    size::check()?;
    run("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    run("cargo", &["clippy", "--no-default-features", "--lib", "--", "-D", "warnings"])?;
    crate_docs()?;
    run("cargo", &["test", "--workspace"])?;
    example::check()?;
    rules_docs::check()?;
    docs::check()?;
    types::check()?;
    wasm::build()?;
    target::command()?;
    instructions::check()?;
    npm::package()?;
    npm::test(false)?;
    run("node", &["--test", "tests/wasm/"])?;
    run("node", &["--test", "tests/obfuscated/"])?;
    differential::check(Path::new(&target::path("corpus")))?;
    apps::check(false)?;
    apps::check_sites(false, false)?;
    page::check()
}

fn crate_docs() -> Result<()> {
    let arguments = ["doc", "--no-deps", "--package", "leaklint"];
    run_with("cargo", &arguments, &[("RUSTDOCFLAGS", "-D warnings")])
}
