//! Fixed texts that are no part of a token and yet say that code around them matters: names of
//! secrets, of environments, of what puts values together. The pass over the raw bytes finds them
//! with the tokens' own fixed parts, and code with none of either need not be parsed.

/// Each at least three bytes long. Names are there without their first letter, which may be a
/// capital.
pub(super) const MARKS: [&str; 48] = [
    // Names of secrets.
    "ecret",
    "ECRET",
    "assw",
    "ASSW",
    "assphrase",
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
    "_TOKEN",
    "uthorization",
    "earer ",
    "asic ",
    // Environments and what bundlers put into them.
    ".env",
    "ROCESS_ENV",
    "VITE_",
    "PUBLIC_",
    "REACT_APP_",
    "VUE_APP_",
    "GATSBY_",
    "NG_APP_",
    "npm_config",
    "npm_package",
    "HOME:",
    "HOME\":",
    // Addresses.
    "://",
    // What puts values together.
    "atob",
    "fromCharCode",
    "fromCodePoint",
    "charCodeAt",
    "TextDecoder",
    "decodeURI",
    "unescape",
    "JSON.parse",
    "Buffer",
    "eval(",
    "parseInt",
    "reverse()",
    "String.raw",
    // What a server should do.
    "dangerously",
    "direct-browser",
];
