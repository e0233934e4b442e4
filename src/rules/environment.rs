//! Rules about environment variables, whoever gave out what they hold: what their names say, and
//! whether a value under such a name may be a secret.

use super::{
    generic,
    key::{Key, Provider},
};
use crate::{
    candidate::{Candidate, FrameKind, Place},
    environment::{Says, is_public, says},
    exact,
    finding::Exposure,
};

/// The build puts variables into client code.
static ENVIRONMENT: Provider =
    Provider { id: "env", name: "the environment", site: None, rotate: None, usage: None };

/// What all of these rules have in common.
const fn rule(id: &'static str, title: &'static str) -> Key {
    Key {
        exposure: Exposure::Secret,
        can: "use it wherever it is accepted",
        ..Key::named(id, &ENVIRONMENT, title)
    }
}

/// The value of a variable that was looked for.
pub(crate) static ENV_VALUE: Key = Key {
    instead: "Read the variable on the server only, and let the browser ask the server for what it needs.",
    ..rule("env/exact-value", "Value of an environment variable")
};

/// A variable that a framework publishes because of its prefix, and whose name says secret.
pub(crate) static PUBLIC_SECRET: Key = Key {
    instead: "Take the public prefix off, read the variable on the server only, and let the browser ask a server route for what it needs.",
    ..rule("env/public-secret", "Secret in a public environment variable")
};

/// An object that holds the environment of a server or a build machine.
pub(crate) static WHOLE_ENVIRONMENT: Key = Key {
    can: "read every variable of the machine that built it",
    instead: "Inline single variables only. Guilty is usually `define: {\"process.env\": loadEnv(mode, cwd, \"\")}` in vite.config, `JSON.stringify(process.env)` in DefinePlugin or @rollup/plugin-replace, `systemvars: true` of dotenv-webpack, or a component that prints `process.env`.",
    ..rule("env/whole-environment", "Whole environment in client code")
};

/// Client code that reads a secret variable, which is not there.
pub(crate) static UNINLINED: Key = Key {
    exposure: Exposure::Unknown,
    can: "see that it is read",
    instead: "Move the code that reads it to the server; do not inline the variable, and do not give it a public prefix.",
    ..rule("env/uninlined-reference", "Secret environment variable read in client code")
};

/// What `leaklint env` says of a file's variables, whatever they hold.
const fn of_file(id: &'static str, title: &'static str, instead: &'static str) -> Key {
    Key { exposure: Exposure::Unknown, can: "", instead, ..rule(id, title) }
}

/// The variables that a build puts into client code.
pub(crate) static INLINED: Key = Key {
    exposure: Exposure::Publishable,
    can: "read them",
    ..of_file(
        "env/inlined",
        "Variables that the build puts into client code",
        "Nothing, if everyone may read them; take the public prefix off what only a server needs.",
    )
};

/// A value that not everyone reads as it is meant.
pub(crate) static AMBIGUOUS: Key = of_file(
    "env/ambiguous-value",
    "Value that is not read as it is written",
    "Put the value into single quotes; in files that Vite or Next read, write `\\$` for a dollar sign.",
);

/// A variable that is set more than once.
pub(crate) static DUPLICATE: Key = of_file(
    "env/duplicate",
    "Variable that is set more than once",
    "Keep one of them: which one counts depends on who reads the files.",
);

/// A secret that is not there.
pub(crate) static NO_VALUE: Key = of_file(
    "env/no-value",
    "Secret variable without a value",
    "Give it its value, or take the line out: code that reads it goes on with nothing.",
);

/// A line that sets nothing.
pub(crate) static MALFORMED: Key = of_file(
    "env/malformed-line",
    "Line of an environment file that sets no variable",
    "Write `NAME=value`, or put a `#` before the line.",
);

/// A key in a file that is made to be copied.
pub(crate) static REAL_EXAMPLE: Key = Key {
    exposure: Exposure::Secret,
    can: "use it wherever it is accepted",
    ..of_file(
        "env/real-example",
        "Key in an example file",
        "Put a placeholder in its place, and rotate the key: example files are committed.",
    )
};

/// Every rule about environment variables.
pub(super) static ALL: [&Key; 10] = [
    &ENV_VALUE,
    &PUBLIC_SECRET,
    &WHOLE_ENVIRONMENT,
    &UNINLINED,
    &INLINED,
    &AMBIGUOUS,
    &DUPLICATE,
    &NO_VALUE,
    &MALFORMED,
    &REAL_EXAMPLE,
];

/// Words that switch something, and are no secret whatever their variable is called.
const SWITCHES: [&str; 14] = [
    "production",
    "development",
    "staging",
    "required",
    "optional",
    "disabled",
    "internal",
    "external",
    "undefined",
    "password",
    "function",
    "redacted",
    "included",
    "anonymous",
];

/// Whether the nearest name of a candidate is a public variable's that says secret, and its value
/// may be one.
pub(super) fn is_public_secret(source: &[u8], candidate: &Candidate<'_>) -> bool {
    let Some(frame) = candidate.frames.last() else { return false };
    let is_named = match frame.kind {
        FrameKind::Variable
        | FrameKind::Property
        | FrameKind::Environment
        | FrameKind::Label
        | FrameKind::Field => {
            let name = frame.name.of(source);
            // Most names are not those of variables.
            name.first().is_some_and(u8::is_ascii_uppercase)
                && is_public(name)
                && says(name) == Says::Secret
                && !is_named_by(name, candidate.value)
        }
        _ => false,
    };
    is_named && candidate.place != Place::Key && is_secret(candidate.value)
}

/// `SHOP_PRIVATE_KEY=private_key`: whether a value only says what it would be.
fn is_named_by(name: &[u8], value: &[u8]) -> bool {
    let end = &name[name.len().saturating_sub(value.len())..];
    let same = |(one, other): (&u8, &u8)| {
        one.eq_ignore_ascii_case(other) || (*one == b'_' && *other == b'-')
    };
    end.len() == value.len() && end.iter().zip(value).all(same)
}

/// Whether a value may be a secret, when its name says so.
fn is_secret(value: &[u8]) -> bool {
    let plain = generic::plain(value);
    let Ok(text) = std::str::from_utf8(&plain) else { return true };
    let is_word = SWITCHES.iter().any(|word| text.eq_ignore_ascii_case(word));
    !is_word && !text.contains(char::is_whitespace) && !exact::is_ordinary(text) && !is_route(text)
}

/// `$REACT_APP_API/users/forgot_password`: words and variables between slashes, and no user's
/// password before a host.
fn is_route(text: &str) -> bool {
    let is_word = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_-.$%{}:".contains(&byte))
    };
    text.contains('/') && !text.contains('@') && text.split('/').all(is_word)
}
