//! Text on a terminal: how wide it is, where it breaks, and what must not get there.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

/// Columns of a terminal that `text` takes.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` with everything that steers a terminal spelled out: control characters, and those that
/// turn the direction of writing around. File names are chosen by whoever wrote the files.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_steering) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_steering(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

fn is_steering(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// `text` in lines of at most `width` columns, broken at spaces; a longer word, such as a link,
/// has a line of its own and stays whole.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && self::width(&line) + 1 + self::width(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// The end of `text` that fits into `width` columns.
pub(super) fn tail(text: &str, width: usize) -> &str {
    let mut starts = text.char_indices().rev().map(|(start, _)| start);
    let mut kept = text.len();
    while let Some(start) = starts.next().filter(|&start| self::width(&text[start..]) <= width) {
        kept = start;
    }
    &text[kept..]
}

/// The beginning of `text` that fits into `width` columns.
pub(super) fn head(text: &str, width: usize) -> &str {
    let mut ends = text.char_indices().map(|(start, character)| start + character.len_utf8());
    let mut kept = 0;
    while let Some(end) = ends.next().filter(|&end| self::width(&text[..end]) <= width) {
        kept = end;
    }
    &text[..kept]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_long_ones_stay_whole() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(
            wrapped("see https://example.com/long now", 8),
            ["see", "https://example.com/long", "now"]
        );
        assert_eq!(wrapped("日本 語", 5), ["日本", "語"]);
        assert_eq!(wrapped("", 8), [""]);
    }

    #[test]
    fn both_ends_are_cut_by_columns_not_bytes() {
        assert_eq!(tail("ab日本", 3), "本");
        assert_eq!(head("日本ab", 3), "日");
        assert_eq!(head("ab", 9), "ab");
        assert_eq!(tail("ab", 0), "");
    }

    #[test]
    fn what_steers_a_terminal_is_spelled_out() {
        assert_eq!(visible("a\x1b[2Jb\nc\u{202E}.js"), "a\\u{1b}[2Jb\\nc\\u{202e}.js");
        assert_eq!(visible("päth.js"), "päth.js");
    }
}
