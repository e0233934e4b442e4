//! Compiles the rule catalogue (`src/rules/catalogue/*.toml`) to static data, so that starting
//! costs nothing and a mistake in the catalogue fails the build.

use std::{env, error::Error, fs, path::Path};

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/check.rs"]
mod check;
#[path = "build/emit.rs"]
mod emit;
#[allow(dead_code, unreachable_pub)]
#[path = "src/rules/grammar/mod.rs"]
mod grammar;

const CATALOGUE: &str = "src/rules/catalogue";

fn main() -> Result<(), Box<dyn Error>> {
    for input in [CATALOGUE, "src/rules/grammar", "build", "build.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let providers = catalogue::read(Path::new(CATALOGUE))?;
    check::all(&providers)?;
    let out = Path::new(&env::var("OUT_DIR")?).join("catalogue.rs");
    fs::write(out, emit::catalogue(&providers))?;
    Ok(())
}
