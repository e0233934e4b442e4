//! What must hold of the inside for any bytes. `fuzz/` looks for bytes for which it does not;
//! those that it ever found are tried with every test.
#![allow(clippy::missing_panics_doc, reason = "a check fails by a panic")]

use std::ops::Range;

use crate::{
    Variable, cli,
    javascript::tokens::{self, Dialect, Lexer},
    rules::{RuleText, UserRule},
};

/// The pre-scan: tokens stand in order, and code that is left out leaves the rest where it was.
pub fn prescan(source: &[u8]) {
    for name in ["a.js", "a.ts", "a.tsx"] {
        tokens_of(source, Dialect::of(name));
    }
}

fn tokens_of(source: &[u8], dialect: Dialect) {
    let mut end = 0;
    for token in Lexer::new(source, dialect) {
        assert!(token.span.start >= end, "{token:?} begins before the last one ended");
        assert!(token.span.end > token.span.start, "{token:?} is empty");
        end = token.span.end;
    }
    assert!(end as usize <= source.len(), "a token ends behind the file");
    let text = String::from_utf8_lossy(source);
    if let Some(left) = tokens::without_dull(&text, dialect) {
        assert_eq!(left.len(), text.len(), "what is left out is blank");
    }
}

/// Where the tokens of a script are.
pub fn token_spans(source: &[u8]) -> Vec<Range<usize>> {
    let tokens = Lexer::new(source, Dialect::Script);
    tokens.map(|token| token.span.start as usize..token.span.end as usize).collect()
}

/// A user's rule, and a text to look for it in, parted by a line's end.
pub fn grammar(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let (form, haystack) = text.split_once('\n').unwrap_or((text, ""));
    let id = "fuzz/key".to_owned();
    let by_regex = RuleText { id, regex: Some(form.to_owned()), ..RuleText::default() };
    let by_token = RuleText { regex: None, token: Some(form.to_owned()), ..by_regex.clone() };
    if let Ok(rule) = UserRule::try_from(by_regex)
        && let Some(pattern) = rule.pattern()
    {
        pattern.each(haystack.as_bytes(), |found| assert!(found.end <= haystack.len()));
    }
    if let Ok(rule) = UserRule::try_from(by_token) {
        let grammar = &rule.key().token;
        for at in 0..haystack.len() {
            if let Some(token) = grammar.find(haystack.as_bytes(), at) {
                let length = token.end - token.start;
                assert!((grammar.min..=grammar.max).contains(&length), "{token:?}");
            }
        }
    }
}

/// The files that tell the command what to do.
pub fn config(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    cli::takes_config(text);
    let _ = Variable::of_dotenv(text, ".env");
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    type Check = (&'static str, fn(&[u8]));

    #[test]
    fn what_was_found_before_is_not_found_again() {
        let checks: [Check; 3] =
            [("prescan", super::prescan), ("grammar", super::grammar), ("config", super::config)];
        for (target, check) in checks {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regressions/inputs");
            let Ok(inputs) = fs::read_dir(folder.join(target)) else { continue };
            for input in inputs {
                check(&fs::read(input.unwrap().path()).unwrap());
            }
        }
    }
}
