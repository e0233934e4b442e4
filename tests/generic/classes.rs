//! Maps of generated class names: what is under `password` in them is a class.

use super::lint;

const SECRETS: [&str; 8] = [
    "password",
    "secret",
    "privateKey",
    "clientSecret",
    "apiKey",
    "accessToken",
    "passphrase",
    "pwd",
];
const PLAIN: [&str; 8] =
    ["title", "button", "wrapper", "input", "form", "errorText", "icon", "footer"];

struct Draw(u64);

impl Draw {
    fn text(&mut self, alphabet: &str, length: usize) -> String {
        (0..length).map(|_| self.byte(alphabet)).collect()
    }

    fn byte(&mut self, alphabet: &str) -> char {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        alphabet.as_bytes()[(self.0 >> 33) as usize % alphabet.len()] as char
    }
}

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const BASE36: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
const BASE62: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A class as the tools name it; the first has a hash alone.
fn class(tool: usize, name: &str, draw: &mut Draw) -> String {
    match tool {
        0 => draw.text(&BASE62[..52], 1) + &draw.text(BASE62, 19),
        1 => format!("_{name}_{}_14", draw.text(BASE36, 5)),
        2 => format!("page_{name}__{}", draw.text(BASE62, 5)),
        3 => format!("{}_{name}", draw.text(LOWER, 1) + "L3" + &draw.text(BASE62, 3)),
        4 => format!("Login-module__{name}--{}", draw.text(BASE62, 5)),
        _ => format!("{name}-{}", draw.text(BASE62, 6)),
    }
}

fn map(tool: usize, names: &[&str], draw: &mut Draw) -> String {
    let members: Vec<String> =
        names.iter().map(|name| format!("\"{name}\":\"{}\"", class(tool, name, draw))).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn classes_are_no_secrets_in_any_tools_form() {
    let mut draw = Draw(7);
    for tool in 0..6 {
        for seed in 0..60 {
            let mut names = vec![SECRETS[seed % 8], PLAIN[seed / 3 % 8]];
            names.extend(&SECRETS[..seed % 4]);
            names.extend(&PLAIN[..seed % 3]);
            names.sort_unstable();
            names.dedup();
            names.rotate_left(seed % 2);
            let map = map(tool, &names, &mut draw);
            for program in [
                format!("module.exports = {map};"),
                format!("123:(e,t,n)=>{{e.exports={map}}}"),
                format!("export default {map}"),
            ] {
                assert!(lint(&program).is_empty(), "{program}: {:?}", lint(&program));
            }
            let json = leaklint::Linter::new(leaklint::Options::default());
            assert!(json.lint("styles.json", map.as_bytes()).findings.is_empty(), "{map}");
        }
    }
}

#[test]
fn one_class_alone_is_known_by_its_name_its_use_or_its_selector() {
    let mut draw = Draw(3);
    for name in SECRETS {
        for tool in 1..6 {
            let class = class(tool, name, &mut draw);
            for program in [
                format!("e.exports={{{name}:\"{class}\"}}"),
                format!("const {name}=\"{class}\";export{{{name}}};"),
            ] {
                assert!(lint(&program).is_empty(), "{program}");
            }
        }
        let hash = class(0, name, &mut draw);
        for program in [
            format!("const s={{{name}:\"{hash}\"}};h(\"p\",{{className:s.{name},children:1}})"),
            format!("e.push([e.id,\".{hash}{{color:red}}\"]);e.locals={{\"{name}\":\"{hash}\"}}"),
            format!("e.exports={{\"client-secret\":\"{hash}\",clientSecret:\"{hash}\"}}"),
            format!("m={{\"./Login.module.css\":{{\"{name}\":\"{hash}\"}}}}"),
            format!(
                "// extracted by mini-css-extract-plugin\nmodule.exports = {{\"{name}\":\"{hash}\"}};"
            ),
        ] {
            assert!(lint(&program).is_empty(), "{program}");
        }
    }
}

#[test]
fn secrets_of_one_shape_stay_errors() {
    let mut draw = Draw(11);
    for _ in 0..40 {
        let mut value =
            |length: usize| draw.text(&BASE62[..52], 1) + &draw.text(BASE62, length - 1);
        let (a, b, c, id) = (value(40), value(40), value(40), value(40));
        for (program, count) in [
            (format!("e.exports={{apiSecret:\"{a}\",clientSecret:\"{b}\",password:\"{c}\"}}"), 3),
            (format!("const c={{clientId:\"{id}\",clientSecret:\"{a}\"}}"), 1),
            (format!("const c={{merchant:\"{id}\",secretKey:\"{a}\"}}"), 1),
            (format!("const c={{title:\"Shop\",url:\"https://x.io\",clientSecret:\"{a}\"}}"), 1),
            (format!("const c={{clientSecret:\"{a}\"}}"), 1),
        ] {
            assert_eq!(lint(&program).len(), count, "{program}");
        }
    }
}
