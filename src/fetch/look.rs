//! Whether what came is what was asked for.

use memchr::memmem;

use super::{answer::Answer, discover::Kind, failure::Failure};

/// What only the pages of bot walls hold, those of Cloudflare, Imperva, `DataDome`, AWS, Akamai,
/// HUMAN.
const WALLS: [&[u8]; 6] = [
    b"window._cf_chl_opt",
    b"/_Incapsula_Resource?SWUDNSAI",
    b"geo.captcha-delivery.com/captcha",
    b"window.awsWafCookieDomainList",
    b"/_sec/cp_challenge/",
    b"window._pxAppId",
];
/// Their pages are short.
const LONGEST_WALL: usize = 64 << 10;

/// Refuses a page that came in place of something else: servers of single-page apps answer every
/// address with their page, and bot walls every visitor with theirs.
///
/// # Errors
///
/// [`Failure::Page`] and [`Failure::Wall`].
pub(super) fn check(kind: Kind, answer: &Answer) -> Result<(), Failure> {
    let is_page = is_page(answer);
    if is_page && is_wall(&answer.bytes) {
        return Err(Failure::Wall);
    }
    match kind {
        Kind::Page if is_other(answer) => Err(Failure::Body("it is no page".to_owned())),
        Kind::Script | Kind::Style | Kind::Data | Kind::Map if is_page => Err(Failure::Page),
        _ => Ok(()),
    }
}

fn is_wall(page: &[u8]) -> bool {
    page.len() <= LONGEST_WALL && WALLS.iter().any(|mark| memmem::find(page, mark).is_some())
}

/// Whether what came is a page, whatever the server calls it.
fn is_page(answer: &Answer) -> bool {
    let start = answer.bytes.trim_ascii_start();
    let begins =
        |text: &[u8]| start.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text));
    // Some servers call a script a page; browsers run it all the same.
    let is_called_page = answer.head.media_type.starts_with("text/html");
    let is_script = !start.starts_with(b"<") && start.iter().any(|byte| b"=({;".contains(byte));
    begins(b"<!doctype html") || begins(b"<html") || (is_called_page && !is_script)
}

/// Whether the server says that it is something that no browser shows as a page.
fn is_other(answer: &Answer) -> bool {
    ["image/", "font/", "video/", "audio/"]
        .iter()
        .any(|kind| answer.head.media_type.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::answer::Head;

    fn answer(media_type: &str, bytes: &[u8]) -> Answer {
        let head = Head { media_type: media_type.to_owned(), ..Head::default() };
        Answer { head, bytes: bytes.to_owned(), ..Answer::default() }
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

    #[test]
    fn a_bot_wall_is_no_page_of_the_site() {
        let wall = b"<!DOCTYPE html><title>Just a moment...</title><script>window._cf_chl_opt={}";
        for kind in [Kind::Page, Kind::Script] {
            assert_eq!(check(kind, &answer("text/html", wall)), Err(Failure::Wall));
        }
        // Cloudflare puts this one into pages that it lets through.
        let page =
            b"<!doctype html><p>shop<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js>";
        assert_eq!(check(Kind::Page, &answer("text/html", page)), Ok(()));
    }
}
