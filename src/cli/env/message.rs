//! What is said of the variables of environment files.

/// One sentence about a key that its variable's prefix publishes.
pub(super) fn public_key(name: &str, kind: &str) -> String {
    format!(
        "`{name}` holds {kind}, and its prefix puts it into client code: everyone who opens the page has it."
    )
}

/// One sentence about the variables that a build puts into client code, each with what it is.
pub(super) fn inlined(count: &str, variables: &[String]) -> String {
    let variables = variables.join(", ");
    format!(
        "Whoever opens the page can read {count} of this file, because of a public prefix: {variables}."
    )
}

/// One sentence about a key in a file that is made to be copied.
pub(super) fn real_example(name: &str, kind: &str) -> String {
    format!("`{name}` holds {kind}, and this file is an example: whoever has the code has it.")
}

/// One sentence about a secret that is not there.
pub(super) fn no_value(name: &str, is_empty: bool) -> String {
    let what = if is_empty { "is empty" } else { "holds a placeholder" };
    format!("`{name}` {what}, and its name says that it is a secret.")
}

/// One sentence about a value that not everyone reads as it is meant.
pub(super) fn ambiguous_value(name: &str, reason: &str) -> String {
    format!("The value of `{name}` may not be what it looks like: {reason}.")
}

/// One sentence about a variable that a file sets again.
pub(super) fn set_again(name: &str, first: usize) -> String {
    format!(
        "`{name}` is set on line {first} already; most readers take the last value, some the first."
    )
}

/// One sentence about a variable that another file sets, too.
pub(super) fn set_elsewhere(name: &str, path: &str) -> String {
    format!("`{name}` is set in {path}, too; which of them counts depends on who reads them.")
}
