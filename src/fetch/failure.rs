//! Why something did not come, in words for a person.

use std::fmt;

use super::names;

/// Why an address gave nothing that can be linted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(serde::Deserialize, serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub(crate) enum Failure {
    /// The address is none, or not one of the web's.
    Address(String),
    /// It belongs to a private network.
    Private,
    /// No such host.
    Host(String),
    /// No connection.
    Connection(String),
    /// The certificate or the protocol.
    Tls(String),
    /// It took too long.
    Timeout(u64),
    /// The server says no.
    Status(u16),
    /// Its redirects lead back.
    Loop,
    /// It has too many of them.
    TooManyRedirects,
    /// One that leads to no address.
    NoRedirect,
    /// A redirect to someone else.
    Elsewhere(String),
    /// Someone else's, whose origin is this.
    Foreign(String),
    /// A page came where none was asked for.
    Page,
    /// A page of something that keeps tools away came in its place.
    Wall,
    /// What came is cut short, or something else.
    Body(String),
    /// It is packed in another way than the server says.
    Packing(String),
    /// A bound of the whole run.
    Limit(String),
    /// The host has failed too often.
    GaveUp,
    /// The client could not be made.
    Setup(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(reason) => write!(out, "it is no address of a site: {reason}"),
            Self::Private => write!(
                out,
                "it is on this machine or in a private network, where a public page must not \
                 lead; `--allow-private` allows it"
            ),
            Self::Host(reason) => write!(out, "the host cannot be found: {reason}"),
            Self::Connection(reason) => write!(out, "no connection: {reason}"),
            Self::Tls(reason) => write!(out, "no secure connection: {reason}"),
            Self::Timeout(seconds) => write!(out, "it took longer than {seconds} s"),
            Self::Status(code) => match meaning(*code) {
                Some(meaning) => write!(out, "the server answered {code} ({meaning})"),
                None => write!(out, "the server answered {code}"),
            },
            Self::Loop => out.write_str("its redirects lead back to where they began"),
            Self::TooManyRedirects => out.write_str("it has too many redirects"),
            Self::NoRedirect => out.write_str("it redirects to no address"),
            Self::Elsewhere(url) => {
                let url = names::shown_text(url);
                write!(out, "it redirects to another site, {url}; name that address to lint it")
            }
            Self::Foreign(origin) => write!(
                out,
                "not asked for: it is of another site; `--own {origin}` says that it is yours"
            ),
            Self::Page => out.write_str("the server answered with a page"),
            Self::Wall => out.write_str(
                "a bot wall answered in its place, which lets only browsers through; `--header` \
                 and `--cookie` can send what a browser has got from it",
            ),
            Self::Body(reason) | Self::Packing(reason) | Self::Setup(reason) => {
                out.write_str(reason)
            }
            Self::Limit(option) => write!(out, "not asked for: {option} was reached"),
            Self::GaveUp => out.write_str("not asked for: its host failed too often in a row"),
        }
    }
}

fn meaning(code: u16) -> Option<&'static str> {
    Some(match code {
        400 => "bad request",
        401 => "it wants a login: `--header` and `--cookie` give one",
        403 => "forbidden: it may refuse tools; `--header` and `--cookie` may help",
        404 => "not found",
        406 => "not acceptable",
        407 => "the proxy wants a login",
        410 => "gone",
        429 => "too many requests",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        502 => "bad gateway",
        503 => "unavailable",
        504 => "gateway timeout",
        _ => return None,
    })
}

impl Failure {
    /// Whether asking again may help.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Status(code) => *code == 429 || (500..=599).contains(code) && *code != 501,
            Self::Connection(reason) => !reason.contains("refused"),
            _ => false,
        }
    }

    /// Whether the server would not give it to us, and may give it to others.
    pub(super) fn is_refusal(&self) -> bool {
        matches!(self, Self::Wall | Self::Status(401 | 403 | 407 | 429 | 451))
    }

    /// Whether it speaks of the host more than of the address.
    pub(crate) fn is_of_host(&self) -> bool {
        match self {
            Self::Host(_) | Self::Connection(_) | Self::Tls(_) | Self::Timeout(_) => true,
            Self::Status(_) => self.is_passing(),
            _ => false,
        }
    }
}
