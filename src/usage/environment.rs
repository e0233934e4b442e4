//! Objects that hold the environment of a server or a build machine: of scripts, of JSON, of
//! whatever looks like them.

use crate::{
    environment::{Says, is_public, says},
    finding::{Severity, message},
    order,
    rules::{Disclosure, Mark, WHOLE_ENVIRONMENT, marks::is_telling},
    span::Span,
};

/// Fewer variables than this are single ones that someone has chosen.
const FEWEST: usize = 3;

/// How far before a variable its object may begin.
const BEFORE: usize = 64 << 10;

/// An object with more members is none that a person or a machine has as its environment.
const MOST: usize = 2_000;

/// The environments in `bytes`.
pub(super) fn whole(bytes: &[u8], marks: &[(u32, Mark)]) -> Vec<Disclosure> {
    let mut found = Vec::new();
    let mut looked_at = 0;
    for (offset, _) in marks.iter().filter(|(_, mark)| *mark == Mark::ServerVariable) {
        let offset = *offset as usize;
        if offset < looked_at || !is_key(bytes, offset) {
            continue;
        }
        let object = Object::around(bytes, offset);
        looked_at = object.end.max(offset + 1);
        found.extend(object.disclosure());
    }
    found
}

/// Whether a name at `offset` begins there, as the key of a member.
fn is_key(bytes: &[u8], offset: usize) -> bool {
    let before = bytes[..offset].last().copied().unwrap_or(b'{');
    let end = offset + bytes[offset..].iter().take_while(|byte| is_name(**byte)).count();
    !is_name(before) && before != b'.' && value_start(bytes, end).is_some()
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where the string begins that is the value of a key which ends at `end`.
fn value_start(bytes: &[u8], end: usize) -> Option<usize> {
    let mut at = end + usize::from(matches!(bytes.get(end), Some(b'"' | b'\'')));
    at += spaces(&bytes[at.min(bytes.len())..]);
    bytes.get(at).filter(|byte| **byte == b':')?;
    at += 1 + spaces(&bytes[at + 1..]);
    bytes.get(at).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    Some(at)
}

fn spaces(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The members with string values of one object.
struct Object<'a> {
    start: usize,
    end: usize,
    names: Vec<&'a str>,
    /// How many members have their own name for a value: `HOME: "icon-home"`.
    self_named: usize,
}

impl<'a> Object<'a> {
    /// The object that the member at `offset` is of. Its beginning is looked for without reading
    /// strings; what stands between is read from there on.
    fn around(bytes: &'a [u8], offset: usize) -> Self {
        let start = beginning(bytes, offset).unwrap_or(offset);
        let mut object = Self { start, end: start, names: Vec::new(), self_named: 0 };
        object.members(bytes);
        if object.end < offset {
            // A bracket in a value has led astray.
            object = Self { start: offset, end: offset, names: Vec::new(), self_named: 0 };
            object.members(bytes);
        }
        object
    }

    fn members(&mut self, bytes: &'a [u8]) {
        let mut at = self.end;
        while self.names.len() < MOST {
            at += bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'{' | b','))
                .count();
            let name_start = at + usize::from(matches!(bytes.get(at), Some(b'"' | b'\'')));
            let rest = bytes.get(name_start..).unwrap_or_default();
            // Names of Windows have brackets: `ProgramFiles(x86)`.
            let is_long = |byte: &u8| is_name(*byte) || matches!(byte, b'-' | b'.' | b'(' | b')');
            let end = name_start + rest.iter().take_while(|byte| is_long(byte)).count();
            if end == name_start {
                return;
            }
            let value =
                value_start(bytes, end).and_then(|start| Some(start..string_end(bytes, start)?));
            if let Some(value) = value {
                let name = &bytes[name_start..end];
                self.names.extend(std::str::from_utf8(name).ok());
                at = value.end;
                self.self_named += usize::from(says_its_name(name, &bytes[value]));
            } else {
                // A number, a boolean, `void 0`.
                let rest = &bytes[end..];
                let length = rest.iter().take(64).position(|byte| matches!(byte, b',' | b'}'));
                let Some(length) = length else { return };
                at = end + length;
            }
            self.end = at;
        }
    }

    /// Nothing for an object that someone has chosen the members of.
    fn disclosure(&self) -> Option<Disclosure> {
        let mut names = self.names.clone();
        order::sort_by(&mut names, Ord::cmp);
        names.dedup();
        let is_secret = |name: &&str| {
            !is_public(name.as_bytes())
                && name.bytes().all(|byte| !byte.is_ascii_lowercase())
                && says(name.as_bytes()) >= Says::Perhaps
        };
        let telling = names.iter().filter(|name| is_telling(name)).count();
        let secret = names.iter().filter(|name| is_secret(name) && !is_telling(name)).count();
        let common =
            names.iter().filter(|name| matches!(**name, "PATH" | "HOME" | "SHELL" | "USER"));
        let is_enumeration = self.self_named * 2 > self.names.len();
        if telling == 0 || telling + secret + common.count() < FEWEST || is_enumeration {
            return None;
        }
        // What a person must see first.
        order::sort_by_key(&mut names, |name| (!is_secret(name), !is_telling(name)));
        Some(Disclosure {
            rule: &WHOLE_ENVIRONMENT,
            subject: message::variables(&names),
            span: Span::new(self.start as u32, self.end as u32),
            // Whatever the machine has today, a build of tomorrow publishes what it has then.
            severity: Severity::Error,
            message: message::whole_environment(&names),
        })
    }
}

/// `ADDRESS_BOOK: "icon icon-address-book"`: whether a value ends with the letters of its name.
fn says_its_name(name: &[u8], value: &[u8]) -> bool {
    // Nothing is gained by the rest of a long value.
    let tail = &value[value.len().saturating_sub(2 * name.len())..];
    let mut of_value = letters_backward(tail);
    letters_backward(name).all(|letter| of_value.next() == Some(letter))
}

fn letters_backward(text: &[u8]) -> impl Iterator<Item = u8> {
    text.iter().rev().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase)
}

/// The nearest bracket before `offset` that is open there.
fn beginning(bytes: &[u8], offset: usize) -> Option<usize> {
    let from = offset.saturating_sub(BEFORE);
    let mut closed = 0usize;
    for at in memchr::memrchr2_iter(b'{', b'}', &bytes[from..offset]) {
        if bytes[from + at] == b'}' {
            closed += 1;
        } else if closed == 0 {
            return Some(from + at);
        } else {
            closed -= 1;
        }
    }
    None
}

/// The byte behind the string that begins with its quote at `start`.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = *bytes.get(start)?;
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(quote, b'\\', bytes.get(at..)?)?;
        if bytes[at] == quote {
            return Some(at + 1);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleSet, UserRules};

    fn environments(text: &str) -> Vec<Disclosure> {
        thread_local! {
            static RULES: RuleSet = RuleSet::new(&UserRules::default());
        }
        RULES.with(|rules| whole(text.as_bytes(), &rules.marks(&rules.hits(text.as_bytes()))))
    }

    #[test]
    fn an_environment_is_told_by_its_names() {
        for text in [
            r#"x={DATABASE_URL:"a://b",HOME:"/root",PATH:"/bin"}.X"#,
            "var e={SHELL:`/bin/sh`,npm_config_user_agent:`npm/11`,npm_lifecycle_event:`build`,HOME:`/r`}",
            r#"{"JWT_SECRET":"x","DATABASE_URL": "y","STRIPE_KEY":"z"}"#,
            r#"({A:1,B:!0,C:void 0,AWS_SECRET_ACCESS_KEY:"x",AWS_ACCESS_KEY_ID:"y",PATH:"z"})"#,
        ] {
            assert_eq!(environments(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_a_person_chose_is_none() {
        for text in [
            r#"ENV={USER:"web_user",LOGNAME:"web_user",PATH:"/",PWD:"/",HOME:"/home/web_user",LANG:"C"}"#,
            r#"{VITE_API_URL:"x",MODE:"production",BASE_URL:"/"}"#,
            r#"{DATABASE_URL:"x"}"#,
            r#"I={KEY:"pi pi-key",DATABASE:"pi pi-database",GITHUB_TOKEN:"pi-github-token",HOME:"pi pi-home",USER:"pi pi-user",PATH:"pi-path"}"#,
            "{DATABASE_URL:z.string(),JWT_SECRET:z.string(),PATH:z.string()}",
            "process.env.DATABASE_URL,process.env.JWT_SECRET,process.env.PATH",
            "DATABASE_URL=x\nJWT_SECRET=y\nPATH=z",
            "DATABASE_URL",
            "{DATABASE_URL:\"",
        ] {
            assert!(environments(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn names_are_told_and_values_are_not() {
        let found = environments(r#"x={PATH:"/bin",DATABASE_URL:"a://b:c@d",JWT_SECRET:"h\"}{"};"#);
        assert_eq!(found[0].subject, "DATABASE_URL, JWT_SECRET, PATH");
        assert_eq!(found[0].severity, Severity::Error);
        assert!(!found[0].message.contains("a://b"));
    }

    #[test]
    fn many_members_and_many_brackets_end_soon() {
        let many = format!("{{{}", "PATH:\"x\",".repeat(100_000));
        environments(&many);
        environments(&"{DATABASE_URL:\"".repeat(50_000));
        environments(&format!("{}{}", "}".repeat(200_000), "PATH:\"x\"}".repeat(20_000)));
    }
}
