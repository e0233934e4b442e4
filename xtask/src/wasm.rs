//! The WebAssembly module: built, bound, shrunk, and weighed.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{needs, run, run_with, target};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
/// Builds the module. It is the only build that needs a `cdylib`, so no manifest asks for one.
pub(crate) const BUILD: [&str; 13] = [
    "rustc",
    "--package",
    "leaklint",
    "--lib",
    "--crate-type",
    "cdylib",
    "--profile",
    "wasm",
    "--no-default-features",
    "--features",
    "render,site",
    "--target",
    TARGET,
];
/// What rustc's own output uses; every engine since 2022 has it.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// What rustc leaves to be dropped. The optimising passes are not among them: they make the module a
/// tenth shorter, but as it travels, packed, a twentieth longer, and no faster.
const PASSES: [&str; 4] = [
    "--strip-debug",
    "--duplicate-function-elimination",
    "--remove-unused-module-elements",
    "--vacuum",
];
const BINARYEN: &str = "binaryen@132";

/// Builds `leaklint.js` and `leaklint_bg.wasm` in `pkg` of the target folder, and prints the module's size.
pub(crate) fn build() -> Result<()> {
    needs::wasm_target()?;
    run_with("cargo", &BUILD, &[(FLAGS, &flags()?)])?;
    bind()?;
    shrink()?;
    weigh()
}

/// The variable that [`flags`] belong into.
pub(crate) const FLAGS: &str = "CARGO_ENCODED_RUSTFLAGS";

/// What makes the module the same bytes whoever builds it: places in crates are named without the
/// folder that this machine keeps them in.
pub(crate) fn flags() -> Result<String> {
    let folders = fs::read_dir(sources()?)?.map(|folder| Ok(folder?.path()));
    let flags = folders
        .map(|folder: Result<PathBuf>| Ok(format!("--remap-path-prefix={}=", folder?.display())));
    Ok(flags.collect::<Result<Vec<_>>>()?.join("\x1f"))
}

/// Where cargo keeps the sources of crates.
pub(crate) fn sources() -> Result<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    Ok(home.context("there is no home directory")?.join("registry/src"))
}

fn bind() -> Result<()> {
    let module = target::path(&format!("{TARGET}/wasm/leaklint.wasm"));
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(true)
        .remove_producers_section(true)
        // After a trap a new instance takes over.
        .reset_state_function(true)
        .generate(target::path("pkg"))
        .context("wasm-bindgen could not write the module's JavaScript")
}

fn shrink() -> Result<()> {
    let tools = target::path("tools");
    let wasm_opt = Path::new(&tools).join("node_modules/.bin/wasm-opt");
    if !wasm_opt.exists() {
        run(
            "npm",
            &["install", "--silent", "--no-audit", "--no-fund", "--prefix", &tools, BINARYEN],
        )?;
    }
    let module = target::path("pkg/leaklint_bg.wasm");
    let wasm_opt = wasm_opt.to_str().context("the path is text")?;
    let mut arguments = vec![&*module, "-o", &module];
    arguments.extend(PASSES);
    arguments.extend(FEATURES);
    run(wasm_opt, &arguments)
}

fn weigh() -> Result<()> {
    let path = target::path("pkg/leaklint_bg.wasm");
    let module = fs::read(&path)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&module)?;
    let gzip = gzip.finish()?.len();
    let mut brotli = Vec::new();
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut module.as_slice(), &mut brotli, &parameters)?;
    println!("\n{path}");
    for (name, bytes) in [("raw", module.len()), ("gzip", gzip), ("brotli", brotli.len())] {
        println!("{name:>8} {:>8.1} KB", bytes as f64 / 1000.0);
    }
    Ok(())
}
