//! Environments that were copied whole.

use std::fmt::Write as _;

use leaklint::Severity;

use crate::{found, lint};

const RULE: &str = "env/whole-environment";

fn members(quote: &str) -> String {
    // As long as one of Amazon's, and in no file whole.
    let secret = ["hunter22Qk7/xVd9", "3LpZ0s+TbR5wYcGm", "1nUeJhAf"].concat();
    let values = [
        ("DATABASE_URL", "postgres://app:hunter22more@db.internal/app"),
        ("AWS_SECRET_ACCESS_KEY", &*secret),
        ("HOME", "/home/runner"),
        ("PATH", "/usr/bin:/bin"),
        ("npm_config_user_agent", "npm/11.0.0"),
        ("GITHUB_ACTIONS", "true"),
    ];
    let mut text = String::new();
    for (name, value) in values {
        let _ = write!(text, "{quote}{name}{quote}:\"{value}\",");
    }
    text.pop();
    text
}

#[test]
fn objects_of_scripts_json_and_pages() {
    let escaped = format!("{{{}}}", members("\"")).replace('"', "&quot;");
    let in_string = serde_json::to_string(&format!("{{{}}}", members("\""))).unwrap();
    for (name, text) in [
        ("a.js", format!("document.title={{{}}}.SERVER_TOKEN", members(""))),
        ("a.js", format!("const s={{MODE:!0,X:void 0,N:1,{}}};", members(""))),
        ("a.js", format!("const s=JSON.parse({in_string})")),
        ("a.json", format!("{{\"env\":{{{}}}}}", members("\""))),
        ("a.html", format!("<script>window.ENV={{{}}}</script>", members("\""))),
        ("a.html", format!("<p>{escaped}</p>")),
        ("a.js", format!("((( {{{}}}", members(""))),
    ] {
        let report = lint(name, &text);
        let dumps: Vec<_> = report.findings.iter().filter(|finding| finding.rule == RULE).collect();
        assert_eq!(dumps.len(), 1, "{name}: {text}");
        assert_eq!(dumps[0].severity, Severity::Error);
        assert!(dumps[0].message.contains("DATABASE_URL"), "{}", dumps[0].message);
        assert!(dumps[0].remediation.summary.contains("loadEnv(mode, cwd, \"\")"));
        let json = serde_json::to_string(&report).unwrap();
        assert!(!json.contains("hunter22"), "{json}");
    }
}

#[test]
fn every_secret_in_it_is_a_finding_as_well() {
    let report = lint("a.js", &format!("f({{{}}})", members("")));
    assert!(
        report.findings.iter().any(|finding| finding.env.as_deref() == Some("DATABASE_URL")),
        "{:?}",
        report.findings.iter().map(|finding| (&finding.rule, &finding.env)).collect::<Vec<_>>()
    );
}

#[test]
fn the_objects_that_frameworks_leave_are_none() {
    for script in [
        "e({BASE_URL:`/`,DEV:!1,MODE:`production`,PROD:!0,SSR:!1,VITE_API:`https://x.dev`})",
        "e({NODE_ENV:\"production\",PUBLIC_URL:\"\",WDS_SOCKET_HOST:void 0,FAST_REFRESH:!0,REACT_APP_KEY:\"abcdefgh\"})",
        "var ENV={USER:\"web_user\",LOGNAME:\"web_user\",PATH:\"/\",PWD:\"/\",HOME:\"/home/web_user\",LANG:\"C.UTF-8\",_:\"./this.program\"}",
        "process.env={PATH:\"\",HOME:\"\",SHELL:\"\",USER:\"\"}",
        "z.object({DATABASE_URL:z.string(),JWT_SECRET:z.string(),NEXTAUTH_SECRET:z.string()})",
    ] {
        assert!(found(RULE, script).is_empty(), "{script}");
    }
}
