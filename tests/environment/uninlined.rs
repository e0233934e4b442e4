//! Secret variables that client code reads, which are not there.

use leaklint::Severity;

use crate::{found, lint};

const RULE: &str = "env/uninlined-reference";

#[test]
fn every_way_to_read_a_variable() {
    for read in [
        "process.env.STRIPE_SECRET_KEY",
        "process.env[\"STRIPE_SECRET_KEY\"]",
        "process?.env?.STRIPE_SECRET_KEY",
        "import.meta.env.STRIPE_SECRET_KEY",
        "t.default.env.STRIPE_SECRET_KEY",
        "{}.STRIPE_SECRET_KEY",
        "(void 0,e.env).x||n.env.STRIPE_SECRET_KEY",
    ] {
        let findings = found(RULE, &format!("f({read},`a${{{read}}}`)"));
        assert_eq!(findings.len(), 1, "{read}");
        assert_eq!(findings[0].severity, Severity::Note);
        assert_eq!(findings[0].env.as_deref(), Some("STRIPE_SECRET_KEY"));
    }
}

#[test]
fn variables_that_are_taken_out_of_the_environment() {
    for script in [
        "const{STRIPE_SECRET_KEY:a}=process.env;f(a)",
        "const {\n  NODE_ENV,\n  STRIPE_SECRET_KEY = '',\n} = import.meta.env\nf(STRIPE_SECRET_KEY)",
    ] {
        let findings = found(RULE, script);
        assert_eq!(findings.len(), 1, "{script}");
        assert_eq!(findings[0].env.as_deref(), Some("STRIPE_SECRET_KEY"));
        let offset = script.find("STRIPE_SECRET_KEY").unwrap() as u32;
        assert_eq!(findings[0].location.offset, offset, "{script}");
    }
    for script in [
        "const{STRIPE_SECRET_KEY:a}=process.env.SUB",
        "const{NODE_ENV:a}=process.env",
        "if(x){STRIPE_SECRET_KEY}process.env",
        "process.env={STRIPE_SECRET_KEY:a}",
    ] {
        assert!(found(RULE, script).is_empty(), "{script}");
    }
}

#[test]
fn what_is_no_secret_or_no_code() {
    for script in [
        "f(process.env.NODE_ENV,process.env.API_URL,{}.hasOwnProperty)",
        "f(import.meta.env.VITE_API_KEY,process.env.NEXT_PUBLIC_ANON_KEY)",
        "throw Error('Set process.env.STRIPE_SECRET_KEY first')",
        "/* process.env.STRIPE_SECRET_KEY */ f()",
        "// import.meta.env.DB_PASSWORD\nf(`see process.env.DB_PASSWORD`)",
        "f(a.env.secretKey)",
    ] {
        assert!(found(RULE, script).is_empty(), "{script}");
    }
}

#[test]
fn sources_of_a_map_are_not_what_runs() {
    let map = serde_json::json!({
        "version": 3, "mappings": "", "sources": ["a.js"],
        "sourcesContent": ["f(process.env.STRIPE_SECRET_KEY,{dangerouslyAllowBrowser:true})"],
    });
    let report = lint("a.js.map", &map.to_string());
    assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
    assert_eq!(report.findings[0].rule, "exposure/source-map");
}
