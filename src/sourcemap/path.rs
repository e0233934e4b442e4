//! The names of sources, as a person knows them.

/// The path of a source below the project's folder, as far as its name says: without the
/// bundler's scheme, without the steps out of the build's folder, without a loader's query.
pub(super) fn path(root: &str, source: &str) -> String {
    let joined = if root.is_empty() || source.contains("://") || source.starts_with('/') {
        source.to_owned()
    } else {
        format!("{}/{source}", root.trim_end_matches('/'))
    };
    let path = without_scheme(&joined);
    // Vue's loader adds what part of a file it is.
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let is_absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if path.is_empty() {
        joined
    } else if is_absolute {
        format!("/{path}")
    } else {
        path
    }
}

/// `webpack://name/./src/a.js`, `turbopack:///[project]/src/a.js`, `file:///home/a.js`.
fn without_scheme(source: &str) -> &str {
    let Some((scheme, rest)) = source.split_once("://") else { return source };
    match scheme {
        "file" | "http" | "https" => rest.find('/').map_or(rest, |start| &rest[start..]),
        "turbopack" => {
            let rest = rest.trim_start_matches('/');
            rest.strip_prefix("[project]/").unwrap_or(rest)
        }
        // The name of the library is what stands before the first slash.
        _ => rest.find('/').map_or(rest, |start| rest[start..].trim_start_matches('/')),
    }
}

/// Whether a source is the bundler's own, or one that it made up.
pub(super) fn is_tool(source: &str) -> bool {
    let name = without_scheme(source).trim_start_matches("./");
    [
        "webpack/",
        "(webpack)",
        "rspack/",
        "rolldown/",
        "turbopack/",
        "[turbopack]",
        "\0",
        "<",
        "vite/",
        "ignored|",
    ]
    .iter()
    .any(|start| name.starts_with(start))
        || name.is_empty()
        || source.starts_with("vite:")
        || source.contains('\u{0}')
}

/// Whether a source is a package that the project uses.
pub(crate) fn is_package(source: &str) -> bool {
    ["node_modules/", "bower_components/", ".pnpm/", ".yarn/", "~/"]
        .iter()
        .any(|folder| source.starts_with(folder) || source.contains(&format!("/{folder}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_bundlers_become_paths() {
        for (root, source, expected) in [
            ("", "../../src/pay.ts", "src/pay.ts"),
            ("", "webpack://shop/./src/pay.js", "src/pay.js"),
            ("", "webpack:///./src/App.vue?a1b2", "src/App.vue"),
            ("", "webpack:///src/pay.js", "src/pay.js"),
            ("", "turbopack:///[project]/app/page.tsx", "app/page.tsx"),
            ("", "file:///home/me/shop/src/pay.js", "/home/me/shop/src/pay.js"),
            ("/src/", "pay.js", "/src/pay.js"),
            ("..", "src/pay.js", "src/pay.js"),
            ("https://example.com/x", "pay.js", "/x/pay.js"),
            ("root", "/abs/pay.js", "/abs/pay.js"),
            ("", "src\\pay.js", "src/pay.js"),
            ("", "<anon>", "<anon>"),
            ("", "..", ".."),
        ] {
            assert_eq!(path(root, source), expected, "{root} {source}");
        }
    }

    #[test]
    fn whose_sources_are() {
        for source in [
            "webpack/bootstrap",
            "webpack://x/webpack/runtime/load",
            "\0vite/preload-helper.js",
            "<anon>",
        ] {
            assert!(is_tool(source), "{source}");
        }
        for source in ["src/webpack.js", "webpack://x/./src/a.js", "../src/vite.ts"] {
            assert!(!is_tool(source), "{source}");
        }
        assert!(
            is_package("webpack://x/./node_modules/a/b.js") && is_package("../node_modules/a.js")
        );
        assert!(!is_package("src/my_node_modules.js"));
    }
}
