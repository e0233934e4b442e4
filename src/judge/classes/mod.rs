//! Maps of generated class names (CSS modules, CSS in JS): what is under `password` in one of them
//! is a class, not a password.
//!
//! In: the matches of one file. Out: those without the values that are classes, by one of four
//! kinds of evidence: the value has its own name in a form that a tool gives it; its siblings are
//! class names of the same shape; the names around it are those of a style sheet; the file uses it
//! as a class. A map with one entry that is a hash alone, in a file without any use of it, has no
//! evidence, and stays a finding.

mod form;
mod members;
mod words;

use std::collections::{HashMap, HashSet};

use crate::{
    environment::{Says, says},
    report::FileKind,
    rules::{Match, is_generic},
    source::Source,
};

use form::{has_own_name, is_class, is_hashed, is_same_shape};
use members::Member;
use words::{IDENTIFIERS, INTERFACE};

/// Maximum number of searches of the whole file: maps of classes are in few files, and most of them
/// have evidence beside them.
const MOST_SEARCHES: usize = 64;

/// Takes the class names out of `matches`.
pub(super) fn drop_names(source: &Source<'_>, matches: &mut Vec<Match>) {
    let mut uses = Uses { source: &source.bytes, known: HashMap::new() };
    let mut classes: HashSet<Vec<u8>> = HashSet::new();
    for found in matches.iter().filter(|found| may_be_class(found)) {
        if !classes.contains(&found.value) && is_class_name(source, found, &mut uses) {
            classes.insert(found.value.clone());
        }
    }
    if !classes.is_empty() {
        matches.retain(|found| !is_named_only(found) || !classes.contains(&found.value));
    }
}

/// Whether only names say that a match is a key.
fn is_named_only(found: &Match) -> bool {
    let is_formless = !found.evidence.form && found.key.token.anchors.is_empty();
    found.known.is_none() && (is_generic(found.key) || (is_formless && found.evidence.context))
}

fn may_be_class(found: &Match) -> bool {
    found.verbatim && found.derivation.is_empty() && is_named_only(found) && is_class(&found.value)
}

fn is_class_name(source: &Source<'_>, found: &Match, uses: &mut Uses<'_>) -> bool {
    let Some(name) = found.context.name.as_deref() else { return false };
    let name = name.as_bytes();
    // Names of variables are no classes.
    if !name.iter().any(u8::is_ascii_lowercase) {
        return false;
    }
    if has_own_name(&found.value, name) || is_of_style_sheet(source, found) {
        return true;
    }
    let siblings = members::around(&source.bytes, found.span);
    if siblings.is_contradicted || siblings.members.iter().any(|it| !may_be_sibling(found, it)) {
        return false;
    }
    let is_plain = |it: &&Member<'_>| is_plain_sibling(found, it);
    let plain = siblings.members.iter().filter(is_plain).count();
    plain >= 2
        || siblings.members.iter().filter(is_plain).any(|it| is_of_interface(it.name))
        || siblings.is_extracted
        || siblings.members.iter().any(|it| it.value == found.value && is_respelled(it.name, name))
        || (is_hashed(&found.value) && uses.has(name, &found.value))
}

/// Whether a member of the same map may be a class beside the one that was found.
fn may_be_sibling(found: &Match, member: &Member<'_>) -> bool {
    let mut values = member.value.split(|byte| *byte == b' ').filter(|value| !value.is_empty());
    values.clone().next().is_some()
        && values.all(is_class)
        && (member.first().len().abs_diff(found.value.len()) <= form::TOLERANCE
            || has_own_name(member.first(), member.name))
}

/// Whether a sibling has a class's value, and a name that is no secret's and no identifier's.
fn is_plain_sibling(found: &Match, member: &Member<'_>) -> bool {
    (is_same_shape(member.first(), &found.value) || has_own_name(member.first(), member.name))
        && says(member.name) == Says::Nothing
        && !has_word(member.name, &IDENTIFIERS)
}

/// Whether a script made from a style sheet, or a name around the value, is a style sheet's. What is
/// a style sheet itself holds no map.
fn is_of_style_sheet(source: &Source<'_>, found: &Match) -> bool {
    const ENDINGS: [&str; 7] = [".css", ".scss", ".sass", ".less", ".styl", ".pcss", ".postcss"];
    let has = |name: &str| {
        ENDINGS.iter().any(|ending| {
            let mut places = name.match_indices(ending);
            places.any(|(at, _)| !name[at + ending.len()..].starts_with(char::is_alphanumeric))
        })
    };
    (source.kind != FileKind::Css && has(source.name))
        || found.context.path.as_deref().is_some_and(has)
}

/// `client-secret` beside `clientSecret`: css-loader writes both for one class.
fn is_respelled(one: &[u8], other: &[u8]) -> bool {
    let words = |name: &[u8]| {
        let mut words = String::new();
        crate::rules::words::split(name, &mut words);
        words
    };
    one != other && words(one) == words(other)
}

fn is_of_interface(name: &[u8]) -> bool {
    has_word(name, &INTERFACE)
}

fn has_word(name: &[u8], words: &[&str]) -> bool {
    let mut split = String::new();
    crate::rules::words::split(name, &mut split);
    split.split_ascii_whitespace().any(|word| words.contains(&word))
}

/// What a file uses as a class, searched for once for each name or value.
struct Uses<'a> {
    source: &'a [u8],
    known: HashMap<Vec<u8>, bool>,
}

impl Uses<'_> {
    /// Whether the file has a selector of `value`, or gives the member `name` of something to an
    /// element as its class.
    fn has(&mut self, name: &[u8], value: &[u8]) -> bool {
        let is_selector =
            |after: Option<&u8>, _: &[u8]| after.is_some_and(|byte| b"{,:.> +~[)".contains(byte));
        let is_use = |after: Option<&u8>, before: &[u8]| {
            let before = &before[before.len().saturating_sub(64)..];
            let start = memchr::memrchr2(b';', b'{', before).map_or(0, |at| at + 1);
            let before = &before[start..];
            !after.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_$(=".contains(byte))
                && [&b"className"[..], b"class:", b"class=", b"classList"]
                    .iter()
                    .any(|word| memchr::memmem::find(before, word).is_some())
        };
        self.search([b".", value].concat(), &is_selector)
            || self.search([b".", name].concat(), &is_use)
            || self.search([b"[\"", name, b"\"]"].concat(), &is_use)
    }

    fn search(&mut self, text: Vec<u8>, is_it: &dyn Fn(Option<&u8>, &[u8]) -> bool) -> bool {
        if let Some(known) = self.known.get(&text) {
            return *known;
        }
        if self.known.len() >= MOST_SEARCHES {
            return false;
        }
        let is_used = memchr::memmem::find_iter(self.source, &text)
            .any(|at| is_it(self.source.get(at + text.len()), &self.source[..at]));
        self.known.insert(text, is_used);
        is_used
    }
}
