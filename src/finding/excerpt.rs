//! The piece of a line that shows a person where a value stands.

use super::Excerpt;
use crate::span::Span;

/// How many bytes of the line are shown before and after the value.
const BEFORE: usize = 40;
const AFTER: usize = 44;

/// The line around `span`, with `redacted` in its place. `secrets` are the spans of all values in
/// the file, sorted and disjoint; none of them is shown.
pub(crate) fn excerpt(bytes: &[u8], span: Span, redacted: &str, secrets: &[Span]) -> Excerpt {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = window_start(bytes, start);
    let to = window_end(bytes, end);
    let mut text = visible(bytes, from, start, secrets);
    let before = text.trim_start().len();
    text.drain(..text.len() - before);
    let value_start = text.len() as u32;
    text.push_str(redacted);
    let value_end = text.len() as u32;
    text.push_str(visible(bytes, end, to, secrets).trim_end());
    let is_line_start = from == 0 || bytes[from - 1] == b'\n';
    let is_line_end = matches!(bytes.get(to), None | Some(b'\n' | b'\r'));
    Excerpt {
        text,
        start: value_start,
        end: value_end,
        cut_before: !is_line_start,
        cut_after: !is_line_end,
    }
}

fn window_start(bytes: &[u8], start: usize) -> usize {
    let from = start.saturating_sub(BEFORE);
    let line = memchr::memrchr(b'\n', &bytes[from..start]).map(|at| from + at + 1);
    let from = line.unwrap_or(from);
    (from..start).find(|&at| is_boundary(bytes, at)).unwrap_or(start)
}

fn window_end(bytes: &[u8], end: usize) -> usize {
    let to = (end + AFTER).min(bytes.len());
    let line = memchr::memchr2(b'\n', b'\r', &bytes[end..to]).map(|at| end + at);
    let to = line.unwrap_or(to);
    (end..to).rev().map(|at| at + 1).find(|&at| is_boundary(bytes, at)).unwrap_or(end)
}

/// Whether no character of UTF-8 goes on at `at`.
fn is_boundary(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)
}

/// `from..to` with every secret in it replaced.
fn visible(bytes: &[u8], from: usize, to: usize, secrets: &[Span]) -> String {
    let mut text = String::new();
    let mut at = from;
    let first = secrets.partition_point(|secret| (secret.end as usize) <= from);
    for secret in secrets[first..].iter().take_while(|secret| (secret.start as usize) < to) {
        let (start, end) = ((secret.start as usize).max(at), (secret.end as usize).min(to));
        if start < end {
            push(&mut text, &bytes[at..start]);
            text.push('…');
            at = end;
        }
    }
    push(&mut text, &bytes[at..to]);
    text
}

fn push(text: &mut String, bytes: &[u8]) {
    let shown = String::from_utf8_lossy(bytes);
    text.extend(shown.chars().map(|c| if c.is_control() { ' ' } else { c }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, secrets: &[(u32, u32)]) -> Excerpt {
        let spans: Vec<Span> = secrets.iter().map(|&(start, end)| Span::new(start, end)).collect();
        excerpt(text.as_bytes(), spans[0], "<value>", &spans)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let excerpt = shown("one\n  let a = \"secret\";\ntwo", &[(15, 21)]);
        assert_eq!(excerpt.text, "let a = \"<value>\";");
        assert_eq!(&excerpt.text[excerpt.start as usize..excerpt.end as usize], "<value>");
        assert!(!excerpt.cut_before && !excerpt.cut_after);
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let line = format!("{}secret{}", "é".repeat(100), "ü".repeat(100));
        let excerpt = shown(&line, &[(200, 206)]);
        assert_eq!(excerpt.text, format!("{}<value>{}", "é".repeat(20), "ü".repeat(22)));
        assert!(excerpt.cut_before && excerpt.cut_after);
    }

    #[test]
    fn other_values_in_the_window_are_redacted_too() {
        let excerpt = shown("a=secret,b=hidden,c=public", &[(2, 8), (11, 17)]);
        assert_eq!(excerpt.text, "a=<value>,b=…,c=public");
    }

    #[test]
    fn bytes_that_are_no_text_do_not_break_the_line() {
        let excerpt =
            excerpt(b"\0\x1b[1m\xFFsecret\xFF\0", Span::new(6, 12), "…", &[Span::new(6, 12)]);
        assert!(!excerpt.text.contains(char::is_control));
    }
}
