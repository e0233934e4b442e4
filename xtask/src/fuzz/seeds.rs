//! What a target begins with: pieces of published bundles, files of every kind, rules, settings.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use crate::corpus;

/// A piece of a bundle.
const PIECE: usize = 8 << 10;

/// How many pieces a target begins with.
const PIECES: usize = 400;

/// How much of a file of another kind is taken.
const LONGEST: usize = 24 << 10;

/// Files of the repository that are seeds, with the byte that chooses their name in
/// `fuzz/src/checks.rs`.
const FILES: [(u8, &str, &str); 9] = [
    (4, "examples", "html"),
    (4, "tests/apps", "html"),
    (6, "tests/apps", "json"),
    (8, "www/src", "css"),
    (10, "src/rules/catalogue", "toml"),
    (22, "docs", "md"),
    (1, "pkg", "ts"),
    (0, "examples", "js"),
    (0, "www/src", "ts"),
];

/// Writes the seeds of `target` into `folder`.
pub(super) fn write(target: &str, corpus: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut seeds = match target {
        "planted" => pieces(corpus)?.into_iter().map(|piece| with_head(&[0; 4], &piece)).collect(),
        "prescan" => pieces(corpus)?,
        "evaluator" => [pieces(corpus)?, texts("tests/evaluate")?].concat(),
        "linter" => {
            let scripts = pieces(corpus)?.into_iter().map(|piece| with_head(&[0], &piece));
            let maps = maps().into_iter().map(|map| with_head(&[7], &map));
            scripts.take(PIECES / 4).chain(maps).chain(files()?).collect()
        }
        "map" => [maps(), published_maps(corpus)?, with("version", texts("tests/maps")?)].concat(),
        "page" => {
            let pages = files()?.into_iter().filter(|file| file[0] == 4);
            let pages: Vec<_> = pages.map(|file| file[1..].to_vec()).collect();
            [pages, with("<", texts("tests/sources")?)].concat()
        }
        "grammar" => forms()?,
        _ => [settings()?, with("=", texts("tests/cli")?)].concat(),
    };
    seeds.sort();
    seeds.dedup();
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("seed-{number:04}")), seed)?;
    }
    Ok(())
}

/// Those texts in which `what` stands.
fn with(what: &str, mut texts: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    texts.retain(|text| String::from_utf8_lossy(text).contains(what));
    texts
}

fn with_head(head: &[u8], rest: &[u8]) -> Vec<u8> {
    [head, rest].concat()
}

/// Pieces from the published bundles, from one line's end or semicolon to another.
fn pieces(folder: &Path) -> Result<Vec<Vec<u8>>> {
    corpus::fetch(folder)?;
    let mut scripts = below(folder, "js")?;
    scripts.retain(|path| fs::metadata(path).is_ok_and(|file| file.len() > 2 * PIECE as u64));
    scripts.sort();
    let step = (scripts.len() / PIECES).max(1);
    let mut pieces = Vec::new();
    for (number, path) in scripts.iter().step_by(step).take(PIECES).enumerate() {
        let bytes = fs::read(path)?;
        let from = number * 7919 * PIECE % (bytes.len() - PIECE);
        let is_end = |byte: &u8| matches!(byte, b';' | b'\n');
        let start =
            bytes[from..].iter().position(is_end).map_or(from, |skipped| from + skipped + 1);
        let most = &bytes[start..bytes.len().min(start + PIECE)];
        let length = most.iter().rposition(is_end).map_or(most.len(), |last| last + 1);
        pieces.push(most[..length].to_vec());
    }
    Ok(pieces)
}

/// Files of other kinds.
fn files() -> Result<Vec<Vec<u8>>> {
    let mut seeds = Vec::new();
    for (kind, folder, extension) in FILES {
        for path in below(Path::new(folder), extension)?.iter().take(40) {
            let bytes = fs::read(path)?;
            seeds.push(with_head(&[kind], &bytes[..bytes.len().min(LONGEST)]));
        }
    }
    Ok(seeds)
}

/// Programs that stand in tests as raw strings.
fn texts(folder: &str) -> Result<Vec<Vec<u8>>> {
    let mut programs = Vec::new();
    for path in below(Path::new(folder), "rs")? {
        let text = fs::read_to_string(path)?;
        programs.extend(text.split('"').skip(1).step_by(2).map(|one| one.as_bytes().to_vec()));
    }
    programs.retain(|program| program.len() > 20);
    Ok(programs)
}

/// Small maps of every form.
fn maps() -> Vec<Vec<u8>> {
    let flat = r#"{"version":3,"file":"a.js","sourceRoot":"","sources":["../src/a.ts","webpack://x/./b.ts"],"sourcesContent":["const a = 1;\nexport default {b: a};\n",null],"names":["a","b"],"mappings":"AAAA,GAAI;AACJA,MAAO,CAACC,EAAG"}"#;
    let sections = format!(
        r#"{{"version":3,"sections":[{{"offset":{{"line":0,"column":0}},"map":{flat}}},{{"offset":{{"line":9,"column":5}},"map":{flat}}}]}}"#
    );
    let guarded = format!(")]}}'\n{flat}");
    [flat, &sections, &guarded].map(|map| map.as_bytes().to_vec()).to_vec()
}

/// The smallest maps beside published bundles, where they have any.
fn published_maps(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let size = |path: &PathBuf| fs::metadata(path).map_or(u64::MAX, |file| file.len());
    let mut paths = below(folder, "map")?;
    paths.retain(|path| size(path) < LONGEST as u64);
    paths.sort_by_key(size);
    paths.iter().take(PIECES / 4).map(|path| Ok(fs::read(path)?)).collect()
}

/// Every form of the catalogue, with a token of it to find.
fn forms() -> Result<Vec<Vec<u8>>> {
    let mut forms = Vec::new();
    for path in below(Path::new("src/rules/catalogue"), "toml")? {
        let text = fs::read_to_string(path)?;
        let tokens = text.lines().filter_map(|line| line.strip_prefix("token = '"));
        forms.extend(tokens.map(|token| format!("{}\na b", token.trim_end_matches('\''))));
    }
    forms.push("[a-f0-9]{8}-(?:x|y)+\\b\nabc".to_owned());
    Ok(forms.into_iter().map(String::into_bytes).collect())
}

/// Settings, as the documentation shows them.
fn settings() -> Result<Vec<Vec<u8>>> {
    let mut settings = vec![
        "format = \"json\"\nfail-on = \"warning\"\npersona = \"auditor\"\nmax-file-size = \"20MB\"\nthreads = 2\nmin-severity = \"note\"\n[[allow]]\nrule = \"a/*\"\npath = \"**/*.map\"\nreason = \"b\"\nuntil = 2027-01-31\n[[rules]]\nid = \"c/d\"\ntoken = '\"abc_\" hex{20}'\n[rules.context]\nnames = [\"e f\"]\n[keys.KEY]\nscopes = [\"g\"]\nrotate-days = 90\n".to_owned(),
        "# c\nexport A='b'\nC=\"d\\ne\n f\" # g\nH: i\n".to_owned(),
    ];
    for path in below(Path::new("docs"), "md")? {
        let text = fs::read_to_string(path)?;
        let blocks = text.split("```toml\n").skip(1);
        settings.extend(blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned())));
    }
    Ok(settings.into_iter().map(String::into_bytes).collect())
}

/// The files below `folder` with this extension.
fn below(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            found.extend(below(&path, extension)?);
        } else if path.extension().is_some_and(|kind| kind == extension) {
            found.push(path);
        }
    }
    Ok(found)
}
