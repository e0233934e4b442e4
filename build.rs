//! Compiles the rule catalogue (`src/rules/catalogue/*.toml`) to static data, so that starting
//! costs nothing and a mistake in the catalogue fails the build.

use std::{env, error::Error, fs, path::Path};

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/check.rs"]
mod check;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/general.rs"]
mod general;
#[allow(dead_code, unreachable_pub)]
#[path = "src/rules/grammar/mod.rs"]
mod grammar;
#[path = "src/environment/prefixes.rs"]
mod prefixes;
#[path = "build/triggers.rs"]
mod triggers;
#[allow(dead_code, unreachable_pub)]
#[path = "src/rules/generic/vocabulary.rs"]
mod vocabulary;
#[allow(dead_code)]
#[path = "src/rules/words.rs"]
mod words;

const CATALOGUE: &str = "src/rules/catalogue";

fn main() -> Result<(), Box<dyn Error>> {
    let lists =
        ["src/environment/prefixes.rs", "src/rules/generic/vocabulary.rs", "src/rules/words.rs"];
    for input in [CATALOGUE, "src/rules/grammar", "build", "build.rs"].into_iter().chain(lists) {
        println!("cargo::rerun-if-changed={input}");
    }
    let providers = catalogue::read(Path::new(CATALOGUE))?;
    check::all(&providers)?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("catalogue.rs"), emit::catalogue(&providers))?;
    fs::write(Path::new(&out).join("triggers.rs"), triggers::triggers())?;
    Ok(())
}
