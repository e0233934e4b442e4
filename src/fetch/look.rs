//! Whether what came is what was asked for.

use super::{client::Answer, discover::Kind, failure::Failure};

/// Refuses a page that came in place of something else: servers of single-page apps answer every
/// address with their page.
///
/// # Errors
///
/// [`Failure::Page`].
pub(super) fn check(kind: Kind, answer: &Answer) -> Result<(), Failure> {
    let is_page = is_page(answer);
    match kind {
        Kind::Page if is_other(answer) => Err(Failure::Body("it is no page".to_owned())),
        Kind::Script | Kind::Style | Kind::Data | Kind::Map if is_page => Err(Failure::Page),
        _ => Ok(()),
    }
}

/// Whether what came is a page, whatever the server calls it.
fn is_page(answer: &Answer) -> bool {
    let start = answer.bytes.trim_ascii_start();
    let begins =
        |text: &[u8]| start.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text));
    // Some servers call a script a page; browsers run it all the same.
    let is_called_page = answer.media_type.starts_with("text/html");
    let is_script = !start.starts_with(b"<") && start.iter().any(|byte| b"=({;".contains(byte));
    begins(b"<!doctype html") || begins(b"<html") || (is_called_page && !is_script)
}

/// Whether the server says that it is something that no browser shows as a page.
fn is_other(answer: &Answer) -> bool {
    ["image/", "font/", "video/", "audio/"].iter().any(|kind| answer.media_type.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(media_type: &str, bytes: &[u8]) -> Answer {
        Answer { media_type: media_type.to_owned(), bytes: bytes.to_owned(), ..Answer::default() }
    }

    #[test]
    fn a_page_is_no_script() {
        for page in [
            answer("application/javascript", b"  <!DOCTYPE html><title>x"),
            answer("text/html; charset=utf-8", b"not found"),
            answer("", b"<HTML>"),
        ] {
            assert_eq!(check(Kind::Script, &page), Err(Failure::Page));
            assert_eq!(check(Kind::Page, &page), Ok(()));
        }
        assert_eq!(check(Kind::Script, &answer("text/plain", b"x=1")), Ok(()));
        assert_eq!(check(Kind::Script, &answer("text/html", b"x=1")), Ok(()));
        assert!(check(Kind::Page, &answer("image/png", b"PNG")).is_err());
    }
}
