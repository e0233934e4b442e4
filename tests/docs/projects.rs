//! The projects that examples are run in, made when the tests run: their keys are in no file.

use std::{fs, path::Path};

use leaklint::rules::{grammar::sample::sample, key};
use tempfile::TempDir;

fn secret(rule: &str, seed: u64) -> String {
    sample(&key::find(rule).unwrap().token, seed)
}

fn key(text: &str, seed: u64) -> String {
    let mut seeds = seed..;
    let mut keys = std::iter::from_fn(|| Some(secret("callpaymin/api-key", seeds.next()?)));
    keys.find(|key| key.starts_with(text)).unwrap()
}

/// The project of this name.
pub(crate) fn project(name: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    match name {
        // What `npm create vite` makes, with a key where it must not be.
        "vite" => {
            write("package.json", r#"{"name":"shop","devDependencies":{"vite":"^8.0.0"}}"#);
            write("index.html", "<script type=\"module\" src=\"/src/main.js\"></script>\n");
            write("src/main.js", "import \"./pay.js\";\n");
            write(".gitignore", "node_modules\ndist\n*.local\n");
            let key = key("cpm_live", 1);
            write(
                ".env",
                &format!("VITE_API_URL=https://api.example\nVITE_CALLPAYMIN_API_KEY={key}\n"),
            );
            git(folder.path());
        }
        "misspelt" => {
            write("leaklint.toml", "format = \"human\"\nfail_on = \"warning\"\n");
            write("dist/app.js", "app()\n");
        }
        "callpaymin" => {
            let [test, live] = [key("cpm_test", 1), key("cpm_live", 1)];
            write(".env.development", &format!("CALLPAYMIN_API_KEY={test}\n"));
            write(".env.production", &format!("CALLPAYMIN_API_KEY={live}\n"));
            write(".env.example", "CALLPAYMIN_API_KEY=\nVITE_API_URL=http://localhost:3000\n");
            write(".gitignore", ".env\n.env.*\n!.env.example\n");
            write("src/server.js", "call(process.env.CALLPAYMIN_API_KEY);\n");
            let settings = super::blocks::blocks("toml");
            let said =
                settings.iter().find(|block| block.text.contains("[keys.CALLPAYMIN_API_KEY]"));
            write("leaklint.toml", &said.unwrap().text);
            git(folder.path());
        }
        name => panic!("there is no project {name}"),
    }
    folder
}

fn git(folder: &Path) {
    let status = crate::clean::git().args(["init", "-q"]).current_dir(folder).status();
    assert!(status.unwrap().success());
}
