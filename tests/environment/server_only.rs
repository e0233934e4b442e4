//! Code that belongs on a server.

use leaklint::Severity;

use crate::found;

#[test]
fn an_sdk_that_is_switched_on() {
    for script in [
        "new O({apiKey:k,dangerouslyAllowBrowser:!0})",
        "new O({apiKey:k,dangerouslyAllowBrowser: true})",
        "o[\"dangerouslyAllowBrowser\"]=k,c={\"dangerouslyAllowBrowser\":!!1}",
        "o.dangerouslyAllowBrowser=true",
        "fetch(u,{headers:{\"anthropic-dangerous-direct-browser-access\":\"true\"}})",
    ] {
        let findings = found("server-only/browser-switch", script);
        assert_eq!(findings.len(), 1, "{script}");
        assert_eq!(findings[0].severity, Severity::Warning);
        assert!(findings[0].remediation.summary.contains("server route"));
    }
}

#[test]
fn an_sdk_that_is_not() {
    for script in [
        "function O({apiKey:k,dangerouslyAllowBrowser:s=!1}){}",
        "if(!s.dangerouslyAllowBrowser&&x)throw Error(`set \\`dangerouslyAllowBrowser: true\\``)",
        "throw Error('e.g., new OpenAI({ apiKey, dangerouslyAllowBrowser: true });')",
        "new O({dangerouslyAllowBrowser:!1})",
        "new O({dangerouslyAllowBrowser:x})",
        "h={...t?{\"anthropic-dangerous-direct-browser-access\":\"true\"}:void 0}",
        "h={...t&&{\"anthropic-dangerous-direct-browser-access\":\"true\"}}",
        "/* dangerouslyAllowBrowser: true */",
    ] {
        assert!(found("server-only/browser-switch", script).is_empty(), "{script}");
    }
}

#[test]
fn an_sdk_whose_key_is_the_visitors_or_goes_to_the_apps_gateway() {
    for script in [
        "new O({apiKey:k,baseURL:u,dangerouslyAllowBrowser:!0})",
        "new O({dangerouslyAllowBrowser:true,baseURL:\"/api/llm\",apiKey:k})",
        "new O({apiKey:localStorage.getItem(\"key\"),dangerouslyAllowBrowser:!0})",
        "new O({apiKey:document.getElementById(\"key\").value,dangerouslyAllowBrowser:!0})",
        "const k=sessionStorage.key;new O({apiKey:k,dangerouslyAllowBrowser:!0})",
        "new O({apiKey:prompt(\"Your key\"),dangerouslyAllowBrowser:!0})",
    ] {
        assert!(found("server-only/browser-switch", script).is_empty(), "{script}");
    }
    for script in [
        "new O({apiKey:k,baseURL:\"https://api.openai.com/v1\",dangerouslyAllowBrowser:!0})",
        "new O({apiKey:k,name:localStorage.name,dangerouslyAllowBrowser:!0})",
        "function f(){const k=localStorage.a}new O({apiKey:k,dangerouslyAllowBrowser:!0})",
    ] {
        assert_eq!(found("server-only/browser-switch", script).len(), 1, "{script}");
    }
}

#[test]
fn a_request_with_a_key_that_the_visitor_has_typed() {
    let request = |key: &str| {
        format!(
            "fetch(\"https://api.openai.com/v1/models\",{{headers:{{Authorization:{key}}},body:x.value}})"
        )
    };
    for script in [
        request("`Bearer ${localStorage.getItem(\"key\")}`"),
        request("\"Bearer \"+sessionStorage.key"),
        request("\"Bearer \"+e.target.value"),
        format!("const k=localStorage.getItem(\"key\");{}", request("`Bearer ${k}`")),
        "x.open('GET','https://api.stripe.com/v1/x');x.setRequestHeader('Authorization',localStorage.k)".to_owned(),
    ] {
        assert!(found("server-only/api-request", &script).is_empty(), "{script}");
    }
    assert_eq!(found("server-only/api-request", &request("\"Bearer \"+k")).len(), 1);
}

#[test]
fn a_request_with_a_key() {
    for script in [
        "fetch(\"https://api.openai.com/v1/chat/completions\",{method:\"POST\",headers:{Authorization:`Bearer ${k}`}})",
        "fetch(`https://api.stripe.com/v1/charges/${i}`,{headers:{\"authorization\":\"Bearer \"+k}})",
        "fetch(new URL(\"https://api.sendgrid.com/v3/mail\"),{headers:new Headers({Authorization:k})})",
        "a.create({baseURL:\"https://api.anthropic.com/v1\",headers:{'x-api-key':k}})",
        "fetch(\"https://api.twilio.com/x\",{headers:[[\"Authorization\",k]]})",
        "(0,n.post)(\"https://api.openai.com/v1/images\",d,{headers:{...h,Authorization:k}})",
        "x.open(\"POST\",\"https://api.openai.com/v1/chat\"),x.setRequestHeader(\"Authorization\",k),x.send()",
        "x.open('GET',`https://api.stripe.com/v1/${i}`);x.setRequestHeader('Accept',a);x.setRequestHeader('authorization',k)",
        "const u=\"https://api.openai.com/v1\";fetch(u+\"/chat\",{headers:{Authorization:k}})",
        "const u=\"https://api.openai.com/v1\";async function f(){return fetch(`${u}/chat`,{headers:{Authorization:k}})}",
    ] {
        let findings = found("server-only/api-request", script);
        assert_eq!(findings.len(), 1, "{script}");
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}

#[test]
fn other_requests_and_other_texts() {
    for script in [
        "fetch(\"https://api.stripe.com/v1/x\");fetch(\"/y\",{headers:{Authorization:k}})",
        "Promise.all([fetch(\"https://api.stripe.com/v1/x\"),fetch(\"/y\",{headers:{Authorization:k}})])",
        "class A{constructor(){this.u=\"https://api.openai.com/v1\"}h(){return{Authorization:k}}}",
        "define([\"a\"],function(){var u=\"https://api.openai.com/v1\";return{Authorization:k}})",
        "fetch(\"https://api.openai.com/v1/realtime?model=m\",{headers:{Authorization:k}})",
        "f(\"docs\",\"See https://api.openai.com for more\")",
        "x.open('GET','https://api.stripe.com/v1/x');x.setRequestHeader('Accept',a)",
        "function a(){x.open('GET','https://api.stripe.com/v1/x')}function b(){x.setRequestHeader('Authorization',k)}",
        "x.open('GET','https://api.stripe.com/v1/x');x.open('GET','/y');x.setRequestHeader('Authorization',k)",
        "function a(){let u='https://api.openai.com/v1'}fetch(u,{headers:{Authorization:k}})",
        "let u='https://api.openai.com/v1';fetch(a.u,{headers:{Authorization:k}})",
        "fetch(\"https://api.openai.com.example.dev\",{headers:{Accept:k}})",
        "// fetch(\"https://api.openai.com/v1\",{headers:{Authorization:k}})",
    ] {
        assert!(found("server-only/api-request", script).is_empty(), "{script}");
    }
}

#[test]
fn libraries_for_servers() {
    let script =
        "throw new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string')";
    let findings = found("server-only/sdk", script);
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].severity, &*findings[0].redacted), (Severity::Warning, "pg"));
    assert!(findings[0].message.contains("server route"));
}

#[test]
fn broken_and_deep_scripts_end_soon() {
    let start = std::time::Instant::now();
    for script in [
        "process.env.DB_PASSWORD,".repeat(50_000),
        format!("{}\"https://api.openai.com\"", "f(".repeat(300_000)),
        "fetch(\"https://api.openai.com\",{Authorization:1".repeat(10_000),
        format!("dangerouslyAllowBrowser:{}", "!".repeat(500_000)),
        ")}]".repeat(200_000) + "{}.A_SECRET",
        "{}.".repeat(300_000),
    ] {
        found("server-only/api-request", &script);
    }
    assert!(start.elapsed().as_secs() < 60);
}
