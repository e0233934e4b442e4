//! `data:` URLs (RFC 2397) that hold a text: a script, a page, a style, JSON.

use std::borrow::Cow;

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{Decoded, Part, percent};
use crate::{report::FileKind, span::Span};

/// The text in the URL that `span` of `source` is; nothing for an image and the like.
pub(crate) fn part(source: &[u8], span: Span) -> Option<Part<'static>> {
    let url = span.of(source);
    let head = url.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case(b"data:"))?.len();
    let comma = memchr::memchr(b',', url)?;
    let media = std::str::from_utf8(&url[head..comma]).ok()?.to_ascii_lowercase();
    let kind = kind(media.split(';').next().unwrap_or_default().trim())?;
    let start = span.start + comma as u32 + 1;
    let body = &url[comma + 1..];
    let text = if media.ends_with(";base64") {
        base64(body, start)?
    } else {
        percent::decode(body, start)
    };
    Some(Part::decoded(kind, text))
}

/// What a media type is read as.
fn kind(media: &str) -> Option<FileKind> {
    match media {
        "text/html" | "application/xhtml+xml" => Some(FileKind::Html),
        "text/css" => Some(FileKind::Css),
        "" | "text/plain" => Some(FileKind::Text),
        media if media.ends_with("javascript") || media.ends_with("ecmascript") => {
            Some(FileKind::JavaScript)
        }
        media if media.ends_with("/json") || media.ends_with("+json") => Some(FileKind::Json),
        _ => None,
    }
}

/// Letters that make three bytes.
const GROUP: usize = 4;

/// Nothing when it is none to its end. Percent-encoded letters cost the places, not the text.
fn base64(body: &[u8], start: u32) -> Option<Decoded> {
    let plain = match memchr::memchr(b'%', body) {
        Some(_) => Cow::Owned(percent::decode(body, 0).bytes),
        None => Cow::Borrowed(body),
    };
    let bytes = decode_base64(&plain)?;
    let mut text = Decoded::default();
    text.begin(start);
    for (group, bytes) in (1..).zip(bytes.chunks(GROUP - 1)) {
        text.extend(bytes);
        text.resume(start + (group * GROUP).min(body.len()) as u32);
    }
    Some(text)
}

/// The bytes of base64 with or without its padding.
pub(crate) fn decode_base64(text: &[u8]) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&STANDARD, lenient).decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Option<(FileKind, String)> {
        let part = part(url.as_bytes(), Span::new(0, url.len() as u32))?;
        Some((part.kind, String::from_utf8(part.bytes.into_owned()).unwrap()))
    }

    #[test]
    fn texts_are_decoded_and_images_are_not() {
        let script = (FileKind::JavaScript, "f('x')".to_owned());
        assert_eq!(read("data:text/javascript,f('x')"), Some(script.clone()));
        assert_eq!(read("data:text/javascript;base64,ZigneCcp"), Some(script.clone()));
        assert_eq!(read("data:text/javascript;charset=utf-8;base64,ZigneCc%70"), Some(script));
        assert_eq!(read("DATA:text/html,%3Cp%3E"), Some((FileKind::Html, "<p>".to_owned())));
        assert_eq!(read("data:,a"), Some((FileKind::Text, "a".to_owned())));
        assert_eq!(read("data:image/png;base64,AAAA"), None);
        assert_eq!(read("data:text/html;base64,***"), None);
        assert_eq!(read("data:text/html"), None);
        assert_eq!(read("data"), None);
    }

    #[test]
    fn places_are_those_of_the_letters() {
        let url = b"x data:,ab%20cd";
        let part_of = |url: &[u8]| part(url, Span::new(2, url.len() as u32)).unwrap();
        assert_eq!(part_of(url).lift(Span::new(3, 5)), Some(Span::new(13, 15)));
        let url = b"x data:;base64,YWJjZGVm";
        assert_eq!(part_of(url).lift(Span::new(3, 6)), Some(Span::new(19, 23)));
    }
}
