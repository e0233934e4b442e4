use crate::command::{Project, publishable_key, secret_key};

fn minified(seed: u64) -> String {
    let filler = "var a=1;".repeat(4000);
    let key = secret_key(seed);
    format!(
        "!function(){{{filler}const config={{payments:{{apiKey:\"{key}\",currency:\"eur\"}}}};{filler}}}();\n"
    )
}

#[test]
fn a_key_in_a_minified_line_is_shown_with_its_surroundings() {
    let project =
        Project::new().file("dist/assets/index.js", minified(1)).file("dist/b.js", minified(1));
    let outcome = project.run("dist");
    assert_eq!(outcome.status, Some(1));
    insta::assert_snapshot!(outcome.seen(), @r#"
    error[stripe/secret-key]: Stripe secret key (live)
     --> assets/index.js:1:32045
      |
    1 | …payments:{apiKey:"sk_live_qj…zNgt",currency:"eur"}};var a=1;var a=1;var a=…
      |                    ^^^^^^^^^^^^^^^ property apiKey (config.payments.apiKey)
      also in b.js:1:32045
          why Stripe secret key (live) in client-side code: everyone who opens the
              page can charge cards, read customers and refund payments.
          fix Call Stripe from a server route; the browser needs only the
              publishable key.
      keep in STRIPE_SECRET_KEY
       revoke https://docs.stripe.com/keys#rolling-keys
           id FINGERPRINT

    A published key is known to others. Rotate it:
      1. Create a new key in the dashboard of Stripe.
      2. Keep the new key in an environment variable of the server, such as
         STRIPE_SECRET_KEY; give it no public prefix.
      3. Deploy the server, and a build without the key.
      4. Verify that everything works with the new key.
      5. Revoke the old key: it stays public in every copy of the old build.

    1 error in 2 files (128.2 kB, TIME)
    "#);
}

#[test]
fn notes_are_counted_and_not_shown() {
    let content = format!("Stripe(\"{}\")", publishable_key(1));
    let project = Project::new().file("dist/a.js", content);
    insta::assert_snapshot!(project.run("dist").seen(), @r"
    No secrets found in 1 file (50 bytes, TIME)
    1 note not shown: `--min-severity note` shows more.
    ");
    insta::assert_snapshot!(project.run("dist --min-severity note").seen(), @r#"
    note[stripe/publishable-key]: Stripe publishable key (live)
     --> a.js:1:9
      |
    1 | Stripe("pk_live_qj…zNgt")
      |         ^^^^^^^^^^^^^^^ argument 1 of Stripe()
          why Stripe publishable key (live): meant to be public; with it one can
              create tokens and payment methods, nothing else.
          fix Nothing to do: this key is meant for browsers. Only the secret key
              must stay on the server.
           id FINGERPRINT

    1 note in 1 file (50 bytes, TIME)
    "#);
    assert_eq!(project.run("dist --quiet").stdout, "");
}

#[test]
fn files_that_were_not_parsed_are_told() {
    let project = (0..6).fold(Project::new(), |project, number| {
        project.file(&format!("dist/{number}.js"), "const = 1;")
    });
    let outcome = project.run("dist");
    assert_eq!(outcome.status, Some(0));
    let notices = outcome.stdout.lines().filter(|line| line.starts_with("notice:")).count();
    assert_eq!(notices, 1, "{}", outcome.stdout);
    assert!(outcome.stdout.contains("and 3 more files"), "{}", outcome.stdout);
}

#[test]
fn every_line_fits_into_80_columns() {
    let keys = (0..30).fold(String::new(), |text, seed| {
        text + &format!(
            "const v{seed}={{aVeryLongNameIndeed{seed}:{{anotherLongName:{{key:\"{}\"}}}}}};",
            secret_key(seed)
        )
    });
    let project = Project::new().file(
        "dist/app.js",
        format!(
            "{keys}\n日本語=\"日本語日本語日本語日本語日本語日本語日本語日本語\",k=\"{}\"",
            secret_key(99)
        ),
    );
    let outcome = project.run("dist");
    for line in outcome.stdout.lines() {
        let columns: usize = line.chars().map(|c| if c > '\u{2E80}' { 2 } else { 1 }).sum();
        assert!(columns <= 80 || !line.trim().contains(' '), "{columns}: {line}");
    }
    let lines = outcome.stdout.lines().count();
    assert!(lines < 31 * 10, "{lines} lines for 31 findings");
    assert_eq!(outcome.stdout.matches("Rotate it:").count(), 1);
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let project = Project::new().file("dist/a.js", minified(2));
    let colored = |arguments: &str, variables: &[(&str, &str)]| {
        project.run_with(arguments, variables, b"").stdout.contains('\u{1b}')
    };
    assert!(!colored("dist", &[]));
    assert!(colored("dist --color always", &[]));
    assert!(colored("dist", &[("FORCE_COLOR", "1")]));
    assert!(colored("dist", &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored("dist", &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!colored("dist --color never", &[("FORCE_COLOR", "1")]));
    assert!(!colored("dist --color always --format json", &[]));
}

#[test]
fn without_client_side_code_nothing_is_called_clean() {
    for (name, text) in
        [("dist/read.me", "hello"), ("dist/build.zip", "hello"), ("dist/a.js", " \n")]
    {
        let project = Project::new().file(name, text);
        let outcome = project.run("dist");
        assert_eq!(outcome.status, Some(0));
        assert!(outcome.stdout.starts_with("No client-side code in 1 file"), "{outcome:?}");
        assert!(outcome.stdout.contains("name the folder"), "{outcome:?}");
        assert_eq!(project.run("dist --format json").json()["summary"]["code"], 0, "{name}");
        let page = project.run("dist --format html").stdout;
        assert!(page.contains("no client-side code") && !page.contains("no secrets"), "{page}");
    }
    for (name, text) in [("dist/a.js", "a()"), ("dist/a.html", "<p>a"), ("dist/a.js.map", "{}")] {
        let project = Project::new().file("dist/read.me", "hello").file(name, text);
        let outcome = project.run("dist");
        // A map that cannot be read has a notice before.
        let last = outcome.stdout.lines().last().unwrap();
        assert!(last.starts_with("No secrets found in 2 files"), "{outcome:?}");
        assert_eq!(project.run("dist --format json").json()["summary"]["code"], 1, "{name}");
    }
}
