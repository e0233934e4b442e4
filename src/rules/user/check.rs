//! What a user's rule must be.

use super::{RuleNames, RuleText};
use crate::rules::{
    grammar::{Grammar, Piece},
    key,
};

/// Longer texts are no rule that a person wrote.
const LONGEST: usize = 2000;

/// So many ways to part a text are tried at one place; more would make a file slow.
const MOST_WAYS: usize = 2000;

/// Checks everything but the form.
///
/// # Errors
///
/// What is wrong.
pub(super) fn text(rule: &RuleText) -> Result<(), String> {
    let texts = [
        &rule.title,
        &rule.token,
        &rule.regex,
        &rule.message,
        &rule.can,
        &rule.instead,
        &rule.rotate,
        &rule.docs,
        &rule.env,
    ];
    if texts.into_iter().flatten().any(|text| text.len() > LONGEST) {
        return Err(format!("one of its texts is longer than {LONGEST} bytes"));
    }
    id(&rule.id)?;
    if rule.title.as_ref().is_some_and(|title| title.trim().is_empty()) {
        return Err("its title is empty".to_owned());
    }
    if rule.environment.keys().any(String::is_empty) {
        return Err("an environment is told by an empty text, which every value has".to_owned());
    }
    if rule.needs_context && rule.context.is_none() {
        return Err("it needs a context and has none".to_owned());
    }
    rule.context.as_ref().map_or(Ok(()), |names| context(rule, names))
}

fn context(rule: &RuleText, context: &RuleNames) -> Result<(), String> {
    if rule.regex.is_some() {
        return Err("a rule with a regex cannot have a context: give it a `token`".to_owned());
    }
    if context.hosts.is_empty() != context.query.is_empty() {
        return Err("hosts and query parameters go together".to_owned());
    }
    let calls = context.calls.iter().map(|(callee, _)| callee);
    let terms = [&context.names, &context.headers, &context.hosts, &context.query];
    let is_nothing = |term: &String| !term.bytes().any(|byte| byte.is_ascii_alphanumeric());
    if terms.into_iter().flatten().chain(calls).any(is_nothing) {
        return Err("a name of its context has neither a letter nor a digit".to_owned());
    }
    Ok(())
}

/// `provider/kind` or `kind`, in lower case.
fn id(id: &str) -> Result<(), String> {
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if id.is_empty() {
        return Err("its `id` is missing".to_owned());
    }
    if id.len() > 80 || id.split('/').count() > 2 || !id.split('/').all(is_part) {
        return Err(
            "an id is of lower-case letters, digits and `-`, with at most one `/`".to_owned()
        );
    }
    match key::find(id) {
        Some(_) => Err("leaklint has a rule of this id: give it another".to_owned()),
        None => Ok(()),
    }
}

/// Checks that a form says something, and that trying it takes bounded time.
///
/// # Errors
///
/// What is wrong.
pub(super) fn form(grammar: &Grammar, has_context: bool) -> Result<(), String> {
    if grammar.anchors.is_empty() && !has_context {
        return Err("its token has no fixed part of three characters, and it has no context: \
                    nothing would tell it from other text"
            .to_owned());
    }
    match ways(grammar.pieces, true) {
        ways if ways > MOST_WAYS => {
            Err("its token has parts of open length that run into each other".to_owned())
        }
        _ => Ok(()),
    }
}

/// In how many ways a text can be parted, at most. `is_end`: whether nothing comes after.
fn ways(pieces: &[Piece], is_end: bool) -> usize {
    let each = pieces.iter().enumerate().map(|(at, piece)| match piece {
        Piece::Set { set, min, max } => match pieces.get(at + 1) {
            Some(Piece::Literal(next))
                if next.bytes().next().is_some_and(|byte| !set.has(byte)) =>
            {
                1
            }
            None if is_end => 1,
            _ => usize::from(max - min) + 1,
        },
        Piece::OneOf(all) => {
            let is_end = is_end && at + 1 == pieces.len();
            all.iter().map(|one| ways(one, is_end)).fold(0, usize::saturating_add)
        }
        Piece::Decoded(inner) => ways(inner, true),
        _ => 1,
    });
    each.fold(1, usize::saturating_mul)
}
