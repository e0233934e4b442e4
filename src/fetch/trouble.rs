//! What went wrong in the client, in our words.

use std::{error::Error, fmt, io};

use super::failure::Failure;

/// What went wrong in a request of the client's.
pub(super) fn failure(error: &reqwest::Error, timeout: u64) -> Failure {
    if error.is_timeout() {
        return Failure::Timeout(timeout);
    }
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    let mut last = String::new();
    while let Some(error) = cause {
        if let Some(refused) = error.downcast_ref::<Refused>() {
            return refused.0.clone();
        }
        if let Some(io) = error.downcast_ref::<io::Error>() {
            let inner = innermost(io);
            if let Some(tls) = inner.and_then(|inner| inner.downcast_ref()) {
                return tls_words(tls);
            }
            if let Some(refused) = inner.and_then(|inner| inner.downcast_ref::<Refused>()) {
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
        Failure::Connection(last)
    } else {
        Failure::Body(format!("what came is cut short: {last}"))
    }
}

/// What an error of the system's carries that is none: each layer may have put it into one more.
fn innermost(error: &io::Error) -> Option<&(dyn Error + Send + Sync + 'static)> {
    let mut inner = error.get_ref()?;
    while let Some(next) = inner.downcast_ref::<io::Error>() {
        inner = next.get_ref()?;
    }
    Some(inner)
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
        // A signature is bad when another authority goes by the name of the one that signed.
        Tls::InvalidCertificate(
            CertificateError::UnknownIssuer
            | CertificateError::BadSignature
            | CertificateError::Other(_),
        ) => "nobody who is trusted vouches for its certificate; `--ca FILE` names who does \
              for a server of one's own"
            .to_owned(),
        Tls::InvalidCertificate(
            CertificateError::Expired | CertificateError::ExpiredContext { .. },
        ) => "its certificate has expired".to_owned(),
        Tls::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => "its certificate is for another name".to_owned(),
        Tls::InvalidMessage(_) => "what answers there speaks no TLS; is it http://?".to_owned(),
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
