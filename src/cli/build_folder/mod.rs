//! Where a project's build is, and what of it browsers get.
//!
//! In: a project's folder. Out: the folders to lint when none was named. [`beside`] decides which
//! settings count for a folder that was named. The npm package reads the same data.

pub(super) mod beside;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use serde::Deserialize;

use super::{
    framework,
    walk::{Content, Entry},
};

/// What is known of the folders that builds write, relative to the project.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Layouts {
    /// By framework; the first that fits decides.
    of_packages: Vec<Layout>,
    /// Where frameworks put what browsers get.
    for_browsers: Vec<String>,
    /// Those that hold nothing but what builds made.
    made: Vec<String>,
    /// Names of builds that projects have, too.
    projects: Vec<String>,
    /// What lies beside the folder `server`, and is for browsers.
    client: Vec<String>,
    server: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Layout {
    packages: Vec<String>,
    /// The first that is there is the build.
    folders: Vec<String>,
    /// What else browsers get, by the folder that is the build.
    #[serde(default)]
    pages: std::collections::BTreeMap<String, Vec<Target>>,
}

/// A folder that browsers get.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    folder: String,
    /// The ends of the names of files that they get; none: every file.
    #[serde(default)]
    endings: Vec<String>,
}

static LAYOUTS: LazyLock<Layouts> = LazyLock::new(|| {
    serde_json::from_str(include_str!("layouts.json")).expect("the checklist's tests read it")
});

/// The folders that hold what browsers get, in the order in which they are looked for.
pub(super) fn for_browsers() -> impl Iterator<Item = &'static str> {
    LAYOUTS.for_browsers.iter().map(String::as_str)
}

/// Whether `below`, a path in the project, is a build's output.
pub(super) fn is_output(below: &Path) -> bool {
    let mut known = for_browsers().chain(LAYOUTS.made.iter().map(String::as_str));
    known.any(|folder| below == Path::new(folder))
}

/// A build that was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Build {
    targets: Vec<Target>,
    /// Servers' folders, which are not linted.
    servers: Vec<String>,
    /// What the build is of, in words.
    of: String,
}

impl Build {
    /// The build in a project's folder.
    pub(super) fn find(root: &Path) -> Option<Self> {
        let packages = framework::packages(root);
        let is_there = |folder: &&String| root.join(folder.as_str()).is_dir();
        let of_package = LAYOUTS.of_packages.iter().find_map(|layout| {
            let package = layout.packages.iter().find(|package| packages.contains(*package))?;
            let folder = layout.folders.iter().find(is_there)?;
            let mut build = Self::of(root, folder, format!("the build of {package}"));
            let pages = layout.pages.get(folder).into_iter().flatten();
            build.targets.extend(pages.filter(|page| is_there(&&page.folder)).cloned());
            Some(build)
        });
        of_package.or_else(|| {
            let mut known = LAYOUTS.for_browsers.iter().filter(is_there);
            let folder = known.find(|folder| !is_project(root, folder))?;
            Some(Self::of(root, folder, "the build".to_owned()))
        })
    }

    fn of(root: &Path, folder: &str, of: String) -> Self {
        let mut build = Self { targets: Vec::new(), servers: Vec::new(), of };
        build.add(root, folder);
        build
    }

    /// Adds a folder, or what of it browsers get.
    fn add(&mut self, root: &Path, folder: &str) {
        if self.add_parts(root, folder) {
            return;
        }
        // Angular has a folder for each application.
        let inner: Vec<String> =
            folders(&root.join(folder)).iter().map(|name| format!("{folder}/{name}")).collect();
        let is_any_split = inner.iter().any(|inner| split(root, inner).is_some());
        if is_any_split && !has_page(&root.join(folder)) {
            for inner in inner {
                if !self.add_parts(root, &inner) {
                    self.targets.push(Target { folder: inner, endings: Vec::new() });
                }
            }
            return;
        }
        self.targets.push(Target { folder: folder.to_owned(), endings: Vec::new() });
    }

    fn add_parts(&mut self, root: &Path, folder: &str) -> bool {
        let Some(clients) = split(root, folder) else { return false };
        let whole = |name: &str| Target { folder: format!("{folder}/{name}"), endings: Vec::new() };
        self.targets.extend(clients.into_iter().map(whole));
        let server = format!("{folder}/{}", LAYOUTS.server);
        if root.join(&server).is_dir() {
            self.servers.push(server);
        }
        true
    }

    /// The folders, as they would be typed.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.targets.iter().map(|target| PathBuf::from(&target.folder)).collect()
    }

    /// Drops what no browser gets.
    pub(super) fn keep(&self, entries: &mut Vec<Entry>) {
        entries.retain(|entry| {
            let Content::File { path, .. } = &entry.content else { return true };
            let mut around = self.targets.iter().filter(|target| path.starts_with(&target.folder));
            around.next().is_none_or(|target| target.has(&entry.name))
        });
    }

    /// What is linted, for people.
    pub(super) fn words(&self) -> String {
        let named = self.targets.iter().map(Target::words).collect::<Vec<_>>().join(", ");
        let servers = match self.servers.as_slice() {
            [] => String::new(),
            servers => format!("; not {}, which is for the server", servers.join(", ")),
        };
        format!("linting {named}, {}{servers}", self.of)
    }
}

impl Target {
    /// Whether browsers get a file of the folder.
    fn has(&self, name: &str) -> bool {
        // Lists of the files that a page needs are the server's.
        let is_list = name.ends_with(".nft.json");
        let is_one = self.endings.iter().any(|ending| name.ends_with(ending.as_str()));
        self.endings.is_empty() || (is_one && !is_list)
    }

    fn words(&self) -> String {
        match self.endings.as_slice() {
            [] => self.folder.clone(),
            endings => format!("{} ({})", self.folder, endings.join(", ")),
        }
    }
}

/// The folders for browsers beside a server's; nothing when there is none, or when the folder has
/// pages itself.
fn split(root: &Path, folder: &str) -> Option<Vec<&'static str>> {
    let path = root.join(folder);
    let is_there = |name: &&str| path.join(name).is_dir();
    let clients: Vec<&str> = LAYOUTS.client.iter().map(String::as_str).filter(is_there).collect();
    // Angular writes `browser` without a server, too.
    let is_split = path.join(&LAYOUTS.server).is_dir() || clients.contains(&"browser");
    (is_split && !clients.is_empty() && !has_page(&path)).then_some(clients)
}

fn has_page(folder: &Path) -> bool {
    entries(folder).any(|entry| {
        entry.path().extension().is_some_and(|ending| ending == "html" || ending == "htm")
    })
}

/// The names of the folders in a folder, in order.
fn folders(folder: &Path) -> Vec<String> {
    let folders = entries(folder).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

fn entries(folder: &Path) -> impl Iterator<Item = fs::DirEntry> {
    fs::read_dir(folder).into_iter().flatten().flatten()
}

/// Whether a folder that is called like a build is a project of its own.
fn is_project(root: &Path, folder: &str) -> bool {
    LAYOUTS.projects.iter().any(|name| name == folder)
        && root.join(folder).join(beside::MANIFEST).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[&str], package: &str) -> Option<Build> {
        let folder = tempfile::tempdir().unwrap();
        let manifest = format!("{{\"dependencies\":{{\"{package}\":\"1\"}}}}");
        fs::write(folder.path().join("package.json"), manifest).unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        Build::find(folder.path())
    }

    fn words(files: &[&str], package: &str) -> String {
        found(files, package).map(|build| build.words()).unwrap_or_default()
    }

    #[test]
    fn what_a_server_gets_is_not_of_the_build_for_browsers() {
        for (package, files, told) in [
            (
                "@tanstack/react-start",
                &["dist/client/assets/a.js", "dist/server/server.js"][..],
                "linting dist/client, the build of @tanstack/react-start; not dist/server, which \
                 is for the server",
            ),
            (
                "vite",
                &["dist/client/index.html", "dist/server/entry.js", "dist/package.json"],
                "linting dist/client, the build; not dist/server, which is for the server",
            ),
            (
                "@angular/core",
                &["dist/shop/browser/index.html", "dist/shop/server/server.mjs"],
                "linting dist/shop/browser, the build of @angular/core; not dist/shop/server, \
                 which is for the server",
            ),
            (
                "nuxt",
                &[".output/public/_nuxt/a.js", ".output/server/index.mjs"],
                "linting .output/public, the build of nuxt",
            ),
            (
                "@sveltejs/kit",
                &["build/client/a.js", "build/server/b.js", "build/prerendered/index.html"],
                "linting build/client, build/prerendered, the build of @sveltejs/kit",
            ),
            (
                "expo",
                &["dist/client/a.js", "dist/server/index.js"],
                "linting dist/client, the build of expo; not dist/server, which is for the server",
            ),
            (
                "next",
                &[".next/static/a.js", ".next/server/app/index.html", "public/a.txt"],
                "linting .next/static, .next/server/app (.html, .rsc, .body, .txt), public, the \
                 build of next",
            ),
        ] {
            assert_eq!(words(files, package), told);
        }
    }

    #[test]
    fn a_folder_that_has_pages_is_published_with_all_of_its_folders() {
        for files in [
            &["dist/index.html", "dist/client/a.js", "dist/server/b.js"][..],
            &["dist/a.js", "dist/server/b.js"],
            &["dist/public/a.js"],
        ] {
            assert_eq!(words(files, "vite"), "linting dist, the build", "{files:?}");
        }
    }

    #[test]
    fn a_project_with_the_name_of_a_build_is_none() {
        assert_eq!(found(&["www/package.json", "src/a.js"], "vite"), None);
        assert_eq!(words(&["www/index.html"], "vite"), "linting www, the build");
    }
}
