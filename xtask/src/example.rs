//! `examples/leaky-shop/dist`, made from its sources and the rules' own samples.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use leaklint::rules::{grammar::sample::sample, key};

const SHOP: &str = "examples/leaky-shop";

/// Source, and where the build has it.
const FILES: [(&str, &str); 3] = [
    ("src/index.html", "dist/index.html"),
    ("src/index-C3xQ7a.js", "dist/assets/index-C3xQ7a.js"),
    ("src/orders-B8wKq2.js", "dist/assets/orders-B8wKq2.js"),
];

/// Writes `dist/` anew.
pub(crate) fn make() -> Result<()> {
    for (source, target) in FILES {
        let target = Path::new(SHOP).join(target);
        fs::create_dir_all(target.parent().context("the target lies in a folder")?)?;
        fs::write(target, filled(source)?)?;
    }
    Ok(())
}

/// Fails when `dist/` is not what its sources make.
pub(crate) fn check() -> Result<()> {
    for (source, target) in FILES {
        if fs::read_to_string(Path::new(SHOP).join(target))? != filled(source)? {
            bail!("{SHOP}/{target} is out of date: run `cargo xtask example`");
        }
    }
    Ok(())
}

/// The source with every `{{…}}` filled in.
fn filled(source: &str) -> Result<String> {
    let mut text = fs::read_to_string(Path::new(SHOP).join(source))?;
    while let Some(start) = text.find("{{") {
        let end = start + text[start..].find("}}").context("a placeholder is not closed")?;
        let value = value(&text[start + 2..end])?;
        text.replace_range(start..end + 2, &value);
    }
    Ok(text)
}

fn value(placeholder: &str) -> Result<String> {
    let (id, part) = placeholder.split_once(':').unwrap_or((placeholder, "whole"));
    let grammar = match id {
        // Sixteen bytes in hex: what people call a secret when no provider gave it a form.
        "generic/secret" => &key::find("mistral/api-key").context("the key is known")?.token,
        id => &key::find(id).with_context(|| format!("{id} is no rule"))?.token,
    };
    let of = |seed: u64, environment: &str| {
        (seed..seed + 64).map(|seed| sample(grammar, seed)).find(|key| key.contains(environment))
    };
    let value = match part {
        "whole" if id == "generic/secret" => of(7, ""),
        "session" => of(9, ""),
        "whole" => of(1, "live"),
        "password" => of(11, "").map(|value| value[..16].to_owned()),
        "test" => of(21, "test"),
        "first" => of(31, "live").map(|value| value[..20].to_owned()),
        "rest" => of(31, "live").map(|value| value[20..].to_owned()),
        other => bail!("`{other}` is no part of a value"),
    };
    value.context("no sample of these is of that environment")
}
