use crate::command::Project;

#[test]
fn the_list_has_a_line_for_each_rule() {
    let outcome = Project::new().run("rules");
    assert_eq!(outcome.status, Some(0));
    let line = outcome.stdout.lines().find(|line| line.starts_with("stripe/secret-key ")).unwrap();
    assert!(line.contains(" secret ") && line.ends_with("Stripe secret key"), "{line}");
    assert!(outcome.stdout.contains("generic/secret"));
}

#[test]
fn one_rule_is_explained() {
    let outcome = Project::new().run("rules stripe/secret-key");
    assert_eq!(outcome.status, Some(0));
    for fact in ["Stripe secret key", "STRIPE_SECRET_KEY", "https://", "base62", "charge cards"] {
        assert!(outcome.stdout.contains(fact), "{fact}: {}", outcome.stdout);
    }
    // Addresses are not broken, so that one can follow them.
    let is_short = |line: &str| line.contains("://") || line.chars().count() <= 80;
    assert!(outcome.stdout.lines().all(is_short), "{}", outcome.stdout);
}

#[test]
fn both_are_there_as_json() {
    let all = Project::new().run("rules --format json").json();
    let ids: Vec<&str> =
        all.as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"stripe/secret-key") && ids.contains(&"generic/secret"));
    let one = Project::new().run("rules stripe/secret-key --format json").json();
    assert_eq!(one["exposure"], "secret");
    assert_eq!(one["env"], "STRIPE_SECRET_KEY");
}

#[test]
fn an_unknown_rule_is_2_and_names_the_nearest() {
    let outcome = Project::new().run("rules stripe/secretkey");
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(2), ""));
    assert!(outcome.stderr.contains("stripe/secret-key"), "{outcome:?}");
    assert_eq!(Project::new().run("rules qqqqqqqq").status, Some(2));
}
