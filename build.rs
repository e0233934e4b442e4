//! Compiles the rule catalogue (`src/rules/catalogue/*.toml`) and the variables of CI systems and
//! hosts (`src/environment/hosts.toml`) to static data, so that starting costs nothing and a mistake
//! in them fails the build.

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
#[path = "build/hosts.rs"]
mod hosts;
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
const HOSTS: &str = "src/environment/hosts.toml";

fn main() -> Result<(), Box<dyn Error>> {
    let lists =
        ["src/environment/prefixes.rs", "src/rules/generic/vocabulary.rs", "src/rules/words.rs"];
    let inputs = [CATALOGUE, HOSTS, "src/rules/grammar", "build", "build.rs"];
    for input in inputs.into_iter().chain(lists) {
        println!("cargo::rerun-if-changed={input}");
    }
    let providers = catalogue::read(Path::new(CATALOGUE))?;
    check::all(&providers)?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("catalogue.rs"), emit::catalogue(&providers))?;
    fs::write(Path::new(&out).join("hosts.rs"), hosts::read(Path::new(HOSTS))?)?;
    fs::write(Path::new(&out).join("triggers.rs"), triggers::triggers())?;
    Ok(())
}
