//! Fixed texts that are no tokens: where they stand, other rules look closer.
//!
//! They are found in the one pass that finds the fixed parts of tokens, so they cost nothing where
//! they are not.

use super::key::SERVER_HOSTS;

/// What a text that was found means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A variable of servers and build machines, or the beginning of its name.
    ServerVariable,
    /// Something reads an environment variable.
    EnvironmentRead,
    /// An SDK's own consent to be used in a browser.
    BrowserSwitch,
    /// A host of an API that takes secret keys only: its place in [`SERVER_HOSTS`].
    ServerHost(u16),
    /// A library for servers: its place in [`SERVER_SDKS`].
    ServerSdk(u16),
    /// Code around it may hold, or put together, what is looked for: the parser must see it.
    Interest(Interest),
}

/// When a text makes the code around it interesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interest {
    /// Wherever it stands.
    Anywhere,
    /// As a word by itself: what puts values together.
    Word,
    /// Where a name begins.
    Prefix,
    /// Where a name ends that a password may follow.
    Password,
    /// Before what may be a value, or the end of the literal.
    Scheme,
    /// Before an address that may hold a value.
    Address,
}

impl Interest {
    /// Whether the text from `start` to `end` makes the code around it interesting.
    pub(super) fn is_at(self, bytes: &[u8], start: usize, end: usize) -> bool {
        let behind = &bytes[end..];
        match self {
            Self::Anywhere => true,
            Self::Word => {
                begins_word(bytes, start) && !behind.first().copied().is_some_and(is_word)
            }
            Self::Prefix => begins_word(bytes, start),
            Self::Password => {
                let goes_on = match (bytes[end - 1], behind.first()) {
                    (b'a'..=b'z', Some(next)) => next.is_ascii_lowercase(),
                    (b'A'..=b'Z', Some(next)) => next.is_ascii_alphabetic(),
                    _ => false,
                };
                !goes_on && is_before_password(behind)
            }
            Self::Scheme => {
                let word = &behind[..behind.len().min(SHORT_VALUE)];
                let word = word.split(|byte| *byte == b' ').next().unwrap_or_default();
                word.len() < 2 || word.iter().any(|byte| !byte.is_ascii_lowercase())
            }
            Self::Address => {
                let address = &behind[..behind.len().min(LONG_ADDRESS)];
                let length = address.iter().position(|byte| ENDS.contains(byte));
                let address = &address[..length.unwrap_or(address.len())];
                address.is_empty() || address.iter().any(|byte| b"@=$%".contains(byte))
            }
        }
    }
}

/// Enough of a value to tell it from a word.
const SHORT_VALUE: usize = 12;
/// An address is looked at so far.
const LONG_ADDRESS: usize = 300;
/// What an address in a literal ends at.
const ENDS: &[u8] = b"\"'`\\ <>\n";

fn begins_word(bytes: &[u8], start: usize) -> bool {
    start.checked_sub(1).is_none_or(|at| !is_word(bytes[at]))
}

/// Maximum distance between a name and its password's end.
const NEAR: usize = 160;

/// Passwords that rules report have this many bytes at least.
const SHORT_PASSWORD: usize = 8;

/// Whether a literal begins soon that may be a password by its letters and digits.
fn is_before_password(behind: &[u8]) -> bool {
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`');
    let near = &behind[..behind.len().min(NEAR)];
    near.split(is_quote).skip(1).any(|text| {
        text.len() >= SHORT_PASSWORD
            && text.iter().any(u8::is_ascii_digit)
            && text.iter().any(u8::is_ascii_alphabetic)
            && !text.iter().any(u8::is_ascii_whitespace)
    })
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}

/// A library for servers, told by a text that no library for browsers has.
#[derive(Debug)]
pub(crate) struct ServerSdk {
    pub(crate) name: &'static str,
    text: &'static str,
    /// What belongs into client code in its place.
    pub(crate) instead: &'static str,
}

const SERVER_ROUTE: &str = "Use it in a server route, and let the browser call that.";

/// Libraries whose every use needs a secret.
pub(crate) static SERVER_SDKS: [ServerSdk; 9] = [
    ServerSdk {
        name: "firebase-admin",
        text: "failed to fetch a valid Google OAuth2 access token with the following error",
        instead: "Use the `firebase` package in the browser, and firebase-admin on the server only.",
    },
    ServerSdk {
        name: "Stripe's server library",
        text: "Stripe/v1 NodeBindings",
        instead: "Use `@stripe/stripe-js` with the publishable key in the browser, and `stripe` on the server only.",
    },
    ServerSdk { name: "Twilio's server library", text: "twilio-node/", instead: SERVER_ROUTE },
    ServerSdk {
        name: "jsonwebtoken",
        text: "secretOrPrivateKey must have a value",
        instead: "Sign tokens on the server: whoever has the signing key can sign any token.",
    },
    ServerSdk {
        name: "pg",
        text: "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string",
        instead: SERVER_ROUTE,
    },
    ServerSdk { name: "mysql2", text: "mysql_clear_password", instead: SERVER_ROUTE },
    ServerSdk { name: "mongodb", text: "MongoServerSelectionError", instead: SERVER_ROUTE },
    ServerSdk { name: "ioredis", text: "[ioredis] Unhandled error event", instead: SERVER_ROUTE },
    ServerSdk { name: "nodemailer", text: "Nodemailer (", instead: SERVER_ROUTE },
];

/// Names of variables that servers and build machines have.
const SERVER_VARIABLES: [&str; 40] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AZURE_CLIENT_SECRET",
    "BITBUCKET_",
    "BUILDKITE_",
    "CF_PAGES",
    "CIRCLE_",
    "CI_JOB_TOKEN",
    "COLORTERM",
    "DATABASE_URL",
    "DB_PASSWORD",
    "GITHUB_ACTIONS",
    "GITHUB_TOKEN",
    "GITHUB_WORKSPACE",
    "GITLAB_CI",
    "HOME",
    "HOSTNAME",
    "JENKINS_",
    "JWT_SECRET",
    "LOGNAME",
    "MONGODB_URI",
    "NETLIFY_",
    "NEXTAUTH_SECRET",
    "NODE_AUTH_TOKEN",
    "NPM_TOKEN",
    "OLDPWD",
    "PATH",
    "POSTGRES_PASSWORD",
    "REDIS_URL",
    "RUNNER_TEMP",
    "SESSION_SECRET",
    "SHELL",
    "SHLVL",
    "SSH_AUTH_SOCK",
    "VERCEL_ENV",
    "VERCEL_OIDC_TOKEN",
    "VERCEL_URL",
    "npm_config_",
    "npm_lifecycle_",
];

/// Those that also stand in the made-up environments of code that was compiled for browsers.
const COMMON: [&str; 8] =
    ["COLORTERM", "HOME", "HOSTNAME", "LOGNAME", "OLDPWD", "PATH", "SHELL", "SHLVL"];

/// Whether a variable is one of those, and tells of a server or a build machine.
pub(crate) fn is_telling(name: &str) -> bool {
    !COMMON.contains(&name)
        && SERVER_VARIABLES
            .iter()
            .any(|known| name == *known || (known.ends_with('_') && name.starts_with(known)))
}

// `TRIGGERS`: public prefixes and names of passwords, from the lists that the rules use.
include!(concat!(env!("OUT_DIR"), "/triggers.rs"));

/// Names of secrets and of environments, without a first letter that may be a capital. Rules find
/// what is under them by its value, which pruning sees too; these are for values that are put
/// together.
const NAMES: [&str; 24] = [
    // Names of secrets.
    "ecret",
    "ECRET",
    "redential",
    "REDENTIAL",
    "rivateKey",
    "RIVATE_KEY",
    "private_key",
    "pwd",
    "Pwd",
    "apiKey",
    "ApiKey",
    "api_key",
    "API_KEY",
    "ASTER_KEY",
    "IGNING_KEY",
    "NCRYPTION_KEY",
    "_TOKEN",
    "uthorization",
    // Environments and what bundlers put into them.
    "ROCESS_ENV",
    "npm_config",
    "npm_package",
    "HOME:",
    "HOME\":",
    // What a server should do.
    "dangerously",
];

/// What puts values together.
const MAKERS: [&str; 13] = [
    "atob",
    "fromCharCode",
    "fromCodePoint",
    "TextDecoder",
    "decodeURI",
    "decodeURIComponent",
    "unescape",
    "JSON.parse",
    "Buffer",
    "eval",
    "parseInt",
    "reverse",
    "String.raw",
];

/// Every text with what it means. Of a text that is there twice the last counts.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Mark)> {
    let variables = SERVER_VARIABLES.iter().map(|name| (*name, Mark::ServerVariable));
    let reads = [".env.", ".env[", ".env?.", "{}.", "process.env", "import.meta.env"]
        .map(|text| (text, Mark::EnvironmentRead));
    let switches = ["dangerouslyAllowBrowser", "anthropic-dangerous-direct-browser-access"]
        .map(|text| (text, Mark::BrowserSwitch));
    let hosts = (0..).zip(&SERVER_HOSTS).map(|(at, (host, _))| (*host, Mark::ServerHost(at)));
    let sdks = (0..).zip(&SERVER_SDKS).map(|(at, sdk)| (sdk.text, Mark::ServerSdk(at)));
    let interesting = [
        (NAMES.as_slice(), Interest::Anywhere),
        (&MAKERS, Interest::Word),
        (&["earer ", "asic "], Interest::Scheme),
        (&["://"], Interest::Address),
    ]
    .into_iter()
    .flat_map(|(texts, interest)| texts.iter().map(move |text| (*text, Mark::Interest(interest))));
    let derived = TRIGGERS.iter().map(|(text, interest)| (*text, Mark::Interest(*interest)));
    derived
        .chain(interesting)
        .chain(variables)
        .chain(reads)
        .chain(switches)
        .chain(hosts)
        .chain(sdks)
}
