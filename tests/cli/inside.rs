//! What is linted never sets how.

use crate::command::{Project, publishable_key, secret_key};

const OFF: &str = "fail-on = \"never\"\n[[allow]]\nrule = \"*/*\"\nreason = \"off\"\n";

fn leaking() -> Project {
    Project::new().file("dist/assets/app.js", format!("a = \"{}\"", secret_key(1)))
}

#[test]
fn settings_in_a_build_are_not_used_and_that_is_told() {
    let project = leaking().file("dist/leaklint.toml", OFF);
    for path in ["dist", "dist/", "./dist", "dist/assets", "dist/assets/app.js", "dist/../dist"] {
        let outcome = project.run(path);
        assert_eq!(outcome.status, Some(1), "{path}: {outcome:?}");
        assert!(outcome.stderr.contains("dist/leaklint.toml is not used"), "{path}: {outcome:?}");
    }
    assert!(!project.run("dist --quiet").stderr.contains("not used"));
    assert_eq!(project.run("dist --config dist/leaklint.toml").status, Some(0));
}

#[test]
fn settings_in_a_build_are_not_used_from_within_it() {
    let project = leaking().file("dist/leaklint.toml", OFF).file("package.json", "{}");
    for (folder, path) in
        [("dist", "."), ("dist", "assets"), ("dist/assets", "."), ("src", "../dist")]
    {
        std::fs::create_dir_all(project.path(folder)).unwrap();
        let outcome = project.run_in(folder, path);
        assert_eq!(outcome.status, Some(1), "{folder} {path}: {outcome:?}");
    }
}

#[test]
fn a_manifest_in_a_build_makes_it_no_project() {
    let project = leaking()
        .file("package.json", "{}")
        .file("dist/package.json", "{}")
        .file("dist/leaklint.toml", OFF);
    for path in ["dist", "dist/assets"] {
        assert_eq!(project.run(path).status, Some(1), "{path}");
    }
    assert_eq!(project.run_in("dist", ".").status, Some(1));
}

#[test]
fn the_settings_of_the_folder_that_one_works_in_count() {
    for project in [
        leaking().file("leaklint.toml", OFF),
        leaking().file("leaklint.toml", OFF).file("package.json", "{}"),
    ] {
        for path in [".", "dist", "dist/assets"] {
            assert_eq!(project.run(path).status, Some(0), "{path}");
        }
    }
    // A project that is called like a build.
    let project = leaking().file("package.json", "{}");
    let site = "www/dist/app.js";
    let project = project
        .file(site, format!("a = \"{}\"", secret_key(2)))
        .file("www/package.json", "{}")
        .file("www/leaklint.toml", OFF);
    assert_eq!(project.run("www/dist").status, Some(0));
    assert_eq!(project.run_in("www", "dist").status, Some(0));
    assert_eq!(project.run_in("www", ".").status, Some(0));
}

#[test]
fn a_baseline_in_a_build_is_not_used_and_a_new_one_goes_beside_it() {
    let project = leaking();
    assert_eq!(project.run("baseline dist/assets").status, Some(0));
    let baseline = std::fs::read_to_string(project.path("leaklint-baseline.json")).unwrap();
    assert_eq!(project.run("dist/assets").status, Some(0));
    let project = leaking().file("dist/leaklint-baseline.json", baseline);
    for path in ["dist", "dist/assets"] {
        let outcome = project.run(path);
        assert_eq!(outcome.status, Some(1), "{path}: {outcome:?}");
        assert!(outcome.stderr.contains("leaklint-baseline.json is not used"), "{outcome:?}");
    }
}

#[test]
fn a_list_of_a_kept_site_in_a_folder_hides_none_of_its_files() {
    let list = r#"{"schema":1,"site":{"url":"https://a.example/","coverage":{"pages":{"found":0,
        "fetched":0,"failed":0},"scripts":{"found":0,"fetched":0,"failed":0},"styles":{"found":0,
        "fetched":0,"failed":0},"data":{"found":0,"fetched":0,"failed":0},"maps":{"found":0,
        "fetched":0,"failed":0}},"requests":0,"bytes":0,"missed":[],"thirdParty":[],"notices":[]},
        "files":[]}"#;
    let project = leaking().file("dist/leaklint-site.json", list);
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
    assert_eq!(outcome.files(), ["assets/app.js", "leaklint-site.json"]);
    assert!(outcome.stderr.contains("leaklint-site.json is not used"), "{outcome:?}");
    let outcome = project.run("--saved dist --format json");
    assert_eq!(outcome.status, Some(0), "{outcome:?}");
    assert_eq!(outcome.json()["site"]["url"], "https://a.example/");
    let outcome = leaking().run("--saved dist");
    assert_eq!(outcome.status, Some(2), "{outcome:?}");
    assert!(outcome.stderr.contains("no site is kept there"), "{outcome:?}");
}

#[cfg(unix)]
#[test]
fn a_build_that_is_a_link_brings_no_settings() {
    let project = Project::new()
        .file("elsewhere/build-7/app.js", format!("a = \"{}\"", secret_key(3)))
        .file("elsewhere/leaklint.toml", OFF)
        .folder("shop")
        .link("shop/dist", "../elsewhere/build-7");
    assert_eq!(project.run_in("shop", "dist").status, Some(1));
}

#[test]
fn without_a_path_the_build_that_is_there_is_linted() {
    let project = leaking()
        .file("package.json", r#"{"devDependencies":{"vite":"8"}}"#)
        .file("src/a.js", format!("a = \"{}\"", secret_key(4)));
    let outcome = project.run("--format json");
    assert_eq!(outcome.files(), ["assets/app.js"]);
    assert!(outcome.stderr.contains("linting dist, the build"), "{outcome:?}");
    assert_eq!(project.run("--quiet").stderr, "");
    assert_eq!(project.run("baseline").status, Some(0));
    assert_eq!(project.run("").status, Some(0));
    let outcome = Project::new().run("");
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.stderr.contains("no build here"), "{outcome:?}");
}

#[test]
fn without_a_path_what_a_server_gets_is_left_out_and_pages_are_not() {
    let project = Project::new()
        .file("package.json", r#"{"dependencies":{"@tanstack/react-start":"1"}}"#)
        .file("dist/client/assets/a.js", format!("a = \"{}\"", publishable_key(1)))
        .file("dist/server/server.js", format!("a = \"{}\"", secret_key(5)));
    let outcome = project.run("--format json");
    assert_eq!((outcome.status, outcome.files()), (Some(0), vec!["assets/a.js".to_owned()]));
    assert!(outcome.stderr.contains("not dist/server"), "{outcome:?}");
    // What is named is read.
    assert_eq!(project.run("dist").status, Some(1));

    let project = Project::new()
        .file("package.json", r#"{"dependencies":{"next":"15"}}"#)
        .file(".next/static/a.js", "a()")
        .file(".next/server/app/page.js", format!("a = \"{}\"", secret_key(6)))
        .file(".next/server/app/index.rsc", format!("1:{{\"key\":\"{}\"}}\n", secret_key(7)))
        .file(".next/server/pages/b.json", "{}")
        .file(".next/server/pages/b.js.nft.json", "{}");
    let outcome = project.run("--format json");
    assert_eq!(outcome.status, Some(1));
    assert_eq!(
        outcome.files(),
        [".next/server/app/index.rsc", ".next/server/pages/b.json", ".next/static/a.js"]
    );
}

#[test]
fn the_project_s_own_environment_files_are_looked_for() {
    let value = "Vq7_tRm2-Lx9Kp4Zw8";
    let project = Project::new()
        .file("package.json", "{}")
        .file(".env", format!("PORT=3000\nSHOP_UPLINK={value}\n"))
        .file(".env.example", "OTHER_UPLINK=Zx8-Lp3_Wq6Tv1Rn5\n")
        .file("dist/app.js", format!("go(`{value}`, 'Zx8-Lp3_Wq6Tv1Rn5', 3000)"));
    let outcome = project.run("dist --format json");
    assert_eq!(outcome.json()["findings"][0]["env"], "SHOP_UPLINK", "{outcome:?}");
    assert_eq!(outcome.json()["findings"].as_array().unwrap().len(), 1, "{outcome:?}");
    assert!(outcome.stderr.contains("looking for the values of .env\n"), "{outcome:?}");
    assert!(!outcome.stderr.contains(value) && !outcome.stdout.contains(value));
    assert_eq!(project.run("--format json").json()["findings"][0]["env"], "SHOP_UPLINK");

    // A build's own file is none of the project's, and settings may name others, or none.
    let inside = Project::new()
        .file("dist/package.json", "{}")
        .file("dist/.env", format!("A_NAME={value}\n"))
        .file("dist/assets/app.js", format!("go(`{value}`)"));
    assert!(!inside.run("dist/assets").stderr.contains("looking"));
    let off = project.file("leaklint.toml", "env-files = []\n");
    let outcome = off.run("dist --format json");
    assert!(outcome.json()["findings"].as_array().unwrap().is_empty(), "{outcome:?}");
    assert!(!outcome.stderr.contains("looking"), "{outcome:?}");
}
