//! What a server sent, and what the head of its answer says.

use super::{failure::Failure, url::Url};

/// By these headers a bot wall says that its own page came in place of what is there.
const WALLS: [(&str, &[&str]); 3] = [
    ("cf-mitigated", &["challenge"]),
    ("x-amzn-waf-action", &["challenge", "captcha"]),
    ("x-vercel-mitigated", &["challenge", "deny"]),
];

/// What a server sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// Where it came from, behind its redirects.
    pub(crate) url: Option<Url>,
    pub(crate) head: Head,
    pub(crate) bytes: Vec<u8>,
    /// What is missing of it.
    pub(crate) lack: Option<String>,
}

/// What is said of it before it comes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// In small letters.
    pub(crate) media_type: String,
    /// What is named as its source map.
    pub(crate) map: Option<String>,
    pub(crate) validators: Validators,
    /// How it is packed.
    pub(crate) codings: String,
    /// Whether it is what was fetched before; then nothing follows.
    pub(crate) is_unchanged: bool,
}

/// What a server wants to be asked with the next time (RFC 9110, section 13).
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Validators {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) modified: Option<String>,
}

/// What one request came to.
pub(crate) enum Step<T> {
    Answer(T),
    Redirect(Url),
}

/// What the head of an answer from `url` says. `header` gives the headers by their names in small
/// letters.
///
/// # Errors
///
/// That there is nothing.
pub(crate) fn head(
    url: &Url,
    status: u16,
    header: impl Fn(&str) -> Option<String>,
) -> Result<Step<Head>, Failure> {
    let is_wall = |(name, values): &(&str, &[&str])| {
        header(name).is_some_and(|it| values.contains(&it.as_str()))
    };
    if WALLS.iter().any(is_wall) {
        return Err(Failure::Wall);
    }
    match status {
        304 => Ok(Step::Answer(Head { is_unchanged: true, ..Head::default() })),
        300..400 => {
            let next = header("location").and_then(|next| url.join(&next));
            next.map(Step::Redirect).ok_or(Failure::NoRedirect)
        }
        200..300 => Ok(Step::Answer(Head {
            media_type: header("content-type").unwrap_or_default().to_ascii_lowercase(),
            map: header("sourcemap").or_else(|| header("x-sourcemap")),
            validators: Validators { etag: header("etag"), modified: header("last-modified") },
            codings: header("content-encoding").unwrap_or_default(),
            is_unchanged: false,
        })),
        _ => Err(Failure::Status(status)),
    }
}
