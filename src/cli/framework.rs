//! Which framework or bundler a project is of: what it calls public, where its build goes, and how
//! leaklint's plugin is put into it.

use std::{collections::BTreeSet, fs, path::Path};

use serde::Deserialize;

/// A framework or a bundler, as far as leaklint has something to say to its projects.
#[derive(Debug)]
pub(super) struct Framework {
    pub(super) name: &'static str,
    /// Packages that a project of it depends on.
    packages: &'static [&'static str],
    /// How its files of settings are called, without their endings.
    files: &'static [&'static str],
    /// Where its build puts what browsers get.
    pub(super) output: &'static str,
    /// What variables are called that it puts into client code.
    pub(super) public: Public,
    pub(super) plugin: Plugin,
}

/// Which variables get into client code.
#[derive(Debug, Clone, Copy)]
pub(super) enum Public {
    /// Those with this prefix.
    Prefix(&'static str),
    /// Every one that the code reads.
    Every,
    /// Those that the project's own settings name.
    Named,
}

/// How leaklint comes into the build.
#[derive(Debug, Clone, Copy)]
pub(super) enum Plugin {
    /// Lines of a file of settings.
    Lines(&'static str, &'static [&'static str]),
    /// A script of package.json, behind the build.
    Script,
}

/// The lines of a plugin in a list of plugins.
macro_rules! plugins {
    ($file:literal, $entry:literal) => {
        Plugin::Lines(
            $file,
            &[concat!("import leaklint from \"leaklint/", $entry, "\""), "plugins: [leaklint()]"],
        )
    };
}

/// What builds with Vite takes its plugin.
const VITE: Plugin = plugins!("vite.config.ts", "vite");

/// The most telling first: a project of Nuxt has Vite, too.
static FRAMEWORKS: [Framework; 25] = [
    of(
        "Next.js",
        &["next"],
        &["next.config"],
        "out or .next/static",
        Public::Prefix("NEXT_PUBLIC_"),
        Plugin::Lines(
            "next.config.mjs",
            &["import withLeaklint from \"leaklint/next\"", "export default withLeaklint(config)"],
        ),
    ),
    of(
        "Nuxt",
        &["nuxt"],
        &["nuxt.config"],
        ".output/public",
        Public::Prefix("NUXT_PUBLIC_"),
        Plugin::Lines("nuxt.config.ts", &["modules: [\"leaklint/nuxt\"]"]),
    ),
    of(
        "Astro",
        &["astro"],
        &["astro.config"],
        "dist",
        Public::Prefix("PUBLIC_"),
        Plugin::Lines(
            "astro.config.mjs",
            &["import leaklint from \"leaklint/astro\"", "integrations: [leaklint()]"],
        ),
    ),
    of("SvelteKit", &["@sveltejs/kit"], &[], "build", Public::Prefix("PUBLIC_"), VITE),
    of("Angular", &["@angular/core"], &["angular"], "dist", Public::Named, Plugin::Script),
    of(
        "Gatsby",
        &["gatsby"],
        &["gatsby-config"],
        "public",
        Public::Prefix("GATSBY_"),
        Plugin::Script,
    ),
    of(
        "Docusaurus",
        &["@docusaurus/core"],
        &["docusaurus.config"],
        "build",
        Public::Named,
        Plugin::Script,
    ),
    of(
        "VitePress",
        &["vitepress"],
        &[],
        ".vitepress/dist",
        Public::Prefix("VITE_"),
        Plugin::Script,
    ),
    of(
        "Rspress",
        &["@rspress/core", "rspress"],
        &["rspress.config"],
        "doc_build",
        Public::Named,
        Plugin::Script,
    ),
    of(
        "React Router",
        &["@react-router/dev", "@remix-run/dev"],
        &["react-router.config"],
        "build/client",
        Public::Prefix("VITE_"),
        VITE,
    ),
    of("Expo", &["expo"], &[], "dist", Public::Prefix("EXPO_PUBLIC_"), Plugin::Script),
    of(
        "Create React App",
        &["react-scripts"],
        &[],
        "build",
        Public::Prefix("REACT_APP_"),
        Plugin::Script,
    ),
    of(
        "Vue CLI",
        &["@vue/cli-service"],
        &["vue.config"],
        "dist",
        Public::Prefix("VUE_APP_"),
        Plugin::Script,
    ),
    of("Quasar", &["quasar"], &["quasar.config"], "dist/spa", Public::Every, Plugin::Script),
    of("WXT", &["wxt"], &["wxt.config"], ".output", Public::Prefix("WXT_"), Plugin::Script),
    of("Parcel", &["parcel"], &[".parcelrc"], "dist", Public::Every, Plugin::Script),
    of(
        "Rsbuild",
        &["@rsbuild/core"],
        &["rsbuild.config"],
        "dist",
        Public::Prefix("PUBLIC_"),
        plugins!("rsbuild.config.ts", "rsbuild"),
    ),
    of(
        "Rspack",
        &["@rspack/core"],
        &["rspack.config"],
        "dist",
        Public::Named,
        plugins!("rspack.config.js", "rspack"),
    ),
    of(
        "Farm",
        &["@farmfe/core"],
        &["farm.config"],
        "dist",
        Public::Prefix("FARM_"),
        plugins!("farm.config.ts", "farm"),
    ),
    of("Vite", &["vite"], &["vite.config"], "dist", Public::Prefix("VITE_"), VITE),
    of(
        "webpack",
        &["webpack"],
        &["webpack.config"],
        "dist",
        Public::Named,
        plugins!("webpack.config.js", "webpack"),
    ),
    of(
        "Rolldown",
        &["rolldown"],
        &["rolldown.config"],
        "dist",
        Public::Named,
        plugins!("rolldown.config.js", "rolldown"),
    ),
    of(
        "Rollup",
        &["rollup"],
        &["rollup.config"],
        "dist",
        Public::Named,
        plugins!("rollup.config.js", "rollup"),
    ),
    of(
        "esbuild",
        &["esbuild"],
        &[],
        "dist",
        Public::Named,
        plugins!("your build script", "esbuild"),
    ),
    of("Bun", &[], &["bunfig"], "dist", Public::Named, Plugin::Script),
];

const fn of(
    name: &'static str,
    packages: &'static [&'static str],
    files: &'static [&'static str],
    output: &'static str,
    public: Public,
    plugin: Plugin,
) -> Framework {
    Framework { name, packages, files, output, public, plugin }
}

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
        let package = framework.packages.iter().find(|package| packages.contains(**package))?;
        Some(Seen { framework, by: format!("package.json has {package}") })
    });
    by_package.or_else(|| {
        let names = names(root);
        FRAMEWORKS.iter().find_map(|framework| {
            let file = names.iter().find(|name| {
                let stem = name.rsplit_once('.').map_or(&***name, |(stem, _)| stem);
                framework.files.iter().any(|file| *file == stem || file == name)
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
fn packages(root: &Path) -> BTreeSet<String> {
    let text = fs::read(root.join("package.json")).unwrap_or_default();
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
        of_project(folder.path()).map(|seen| (seen.framework.name, seen.by))
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
