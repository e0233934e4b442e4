//! Why something did not come, in words for a person.

use std::{error::Error, fmt, io};

/// Why an address gave nothing that can be linted.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Too many redirects, or one that leads back.
    Redirects(&'static str),
    /// A redirect to someone else.
    Elsewhere(String),
    /// A page came where none was asked for.
    Page,
    /// A page of something that keeps tools away came in its place.
    Wall,
    /// What came is cut short, or something else.
    Body(String),
    /// It is packed in another way than the server says.
    Packing(String),
    /// A bound of the whole run.
    Limit(&'static str),
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
            Self::Redirects(what) => out.write_str(what),
            Self::Elsewhere(url) => write!(out, "it redirects to another site, {url}"),
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
    pub(super) fn is_passing(&self) -> bool {
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
    pub(super) fn is_of_host(&self) -> bool {
        matches!(self, Self::Host(_) | Self::Connection(_) | Self::Tls(_) | Self::Timeout(_))
    }

    /// What went wrong in a request of the client's.
    pub(super) fn of(error: &reqwest::Error, timeout: u64) -> Self {
        if error.is_timeout() {
            return Self::Timeout(timeout);
        }
        let mut cause: Option<&(dyn Error + 'static)> = Some(error);
        let mut last = String::new();
        while let Some(error) = cause {
            if let Some(refused) = error.downcast_ref::<Refused>() {
                return refused.0.clone();
            }
            if let Some(io) = error.downcast_ref::<io::Error>() {
                if let Some(tls) = io.get_ref().and_then(|inner| inner.downcast_ref()) {
                    return tls_words(tls);
                }
                if let Some(refused) =
                    io.get_ref().and_then(|inner| inner.downcast_ref::<Refused>())
                {
                    return refused.0.clone();
                }
                last = io_words(io);
            } else if let Some(tls) = error.downcast_ref::<rustls::Error>() {
                return tls_words(tls);
            } else if !error.is::<reqwest::Error>() {
                last = error.to_string();
            }
            cause = error.source();
        }
        if last.is_empty() {
            last.push_str("the connection broke");
        }
        if error.is_connect() || error.is_request() {
            Self::Connection(last)
        } else {
            Self::Body(format!("what came is cut short: {last}"))
        }
    }
}

fn io_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "it was refused; is the server running?".to_owned(),
        io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof => {
            "the server closed it".to_owned()
        }
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            "there is no way to the host".to_owned()
        }
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_owned(),
    }
}

fn tls_words(error: &rustls::Error) -> Failure {
    use rustls::{CertificateError, Error as Tls};
    let reason = match error {
        Tls::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::Other(_)) => {
            "nobody who is trusted vouches for its certificate; `--ca FILE` names who does \
              for a server of one's own"
                .to_owned()
        }
        Tls::InvalidCertificate(
            CertificateError::Expired | CertificateError::ExpiredContext { .. },
        ) => "its certificate has expired".to_owned(),
        Tls::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => "its certificate is for another name".to_owned(),
        other => other.to_string(),
    };
    Failure::Tls(reason)
}

/// A failure on its way through the client's own errors.
#[derive(Debug)]
pub(super) struct Refused(pub(super) Failure);

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Error for Refused {}
