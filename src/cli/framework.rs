//! Which framework or bundler a project is of: what it calls public, where its build goes, and how
//! leaklint's plugin is put into it.

use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

use serde::Deserialize;

use super::files::{LONGEST, read_bounded};

/// A framework or a bundler, as far as leaklint has something to say to its projects.
#[derive(Debug, Deserialize)]
pub(super) struct Framework {
    pub(super) name: String,
    /// Packages that a project of it depends on.
    packages: Vec<String>,
    /// How its files of settings are called, without their endings.
    files: Vec<String>,
    /// Where its build puts what browsers get.
    pub(super) output: String,
    /// Which variables its build puts into client code, in words.
    pub(super) public: String,
    /// How leaklint comes into its build; nothing: by a script of package.json, behind it.
    #[serde(default)]
    pub(super) plugin: Option<Plugin>,
}

/// Lines of a file of settings.
#[derive(Debug, Deserialize)]
pub(super) struct Plugin {
    pub(super) file: String,
    pub(super) lines: Vec<String>,
}

/// The most telling first: a project of Nuxt has Vite, too. The npm package has the same.
static FRAMEWORKS: LazyLock<Vec<Framework>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("frameworks.json")).expect("a test reads it")
});

/// How a project is recognised.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) framework: &'static Framework,
    /// What says so: a package, or a file.
    pub(super) by: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Manifest {
    dependencies: serde_json::Map<String, serde_json::Value>,
    dev_dependencies: serde_json::Map<String, serde_json::Value>,
}

/// The framework of the project in a folder: by what it depends on, or else by its files.
pub(super) fn of_project(root: &Path) -> Option<Seen> {
    let packages = packages(root);
    let by_package = FRAMEWORKS.iter().find_map(|framework| {
        let package = framework.packages.iter().find(|package| packages.contains(*package))?;
        Some(Seen { framework, by: format!("package.json has {package}") })
    });
    by_package.or_else(|| {
        let names = names(root);
        FRAMEWORKS.iter().find_map(|framework| {
            let file = names.iter().find(|name| {
                let stem = name.rsplit_once('.').map_or(&***name, |(stem, _)| stem);
                framework.files.iter().any(|file| file == stem || file == *name)
            })?;
            Some(Seen { framework, by: format!("there is {file}") })
        })
    })
}

/// The file of settings that the project has for a framework, or `usual`.
pub(super) fn settings_file(root: &Path, usual: &str) -> String {
    let Some((stem, _)) = usual.rsplit_once('.') else { return usual.to_owned() };
    let is_it = |name: &String| name.rsplit_once('.').is_some_and(|(begin, _)| begin == stem);
    names(root).into_iter().find(is_it).unwrap_or_else(|| usual.to_owned())
}

/// What package.json depends on; nothing when it cannot be read.
pub(super) fn packages(root: &Path) -> BTreeSet<String> {
    let text = read_bounded(&root.join("package.json"), LONGEST).unwrap_or_default();
    let manifest: Manifest = serde_json::from_slice(&text).unwrap_or_default();
    manifest
        .dependencies
        .into_iter()
        .chain(manifest.dev_dependencies)
        .map(|(name, _)| name)
        .collect()
}

/// The names in a folder.
fn names(root: &Path) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(root) else { return BTreeSet::new() };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(files: &[(&str, &str)]) -> Option<(&'static str, String)> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        of_project(folder.path()).map(|seen| (&*seen.framework.name, seen.by))
    }

    #[test]
    fn the_most_telling_package_decides() {
        for (package, name) in [
            (r#"{"devDependencies":{"vite":"8"}}"#, "Vite"),
            (r#"{"dependencies":{"nuxt":"4"},"devDependencies":{"vite":"8"}}"#, "Nuxt"),
            (r#"{"devDependencies":{"@sveltejs/kit":"2","vite":"8"}}"#, "SvelteKit"),
            (r#"{"dependencies":{"next":"16"},"devDependencies":{"webpack":"5"}}"#, "Next.js"),
            (r#"{"dependencies":{"@angular/core":"22"}}"#, "Angular"),
            (r#"{"dependencies":{"astro":"6"}}"#, "Astro"),
            (r#"{"devDependencies":{"webpack":"5"}}"#, "webpack"),
        ] {
            assert_eq!(seen(&[("package.json", package)]).unwrap().0, name, "{package}");
        }
    }

    #[test]
    fn without_a_package_a_file_of_settings_does() {
        for (file, name) in [
            ("vite.config.mts", "Vite"),
            ("next.config.js", "Next.js"),
            ("angular.json", "Angular"),
            (".parcelrc", "Parcel"),
        ] {
            let (seen, by) = seen(&[(file, "{}"), ("package.json", "not json")]).unwrap();
            assert_eq!((seen, by), (name, format!("there is {file}")));
        }
        assert_eq!(seen(&[("README.md", "vite")]), None);
    }

    #[test]
    fn the_file_that_is_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(settings_file(folder.path(), "vite.config.ts"), "vite.config.ts");
        fs::write(folder.path().join("vite.config.mjs"), "").unwrap();
        assert_eq!(settings_file(folder.path(), "vite.config.ts"), "vite.config.mjs");
    }
}
