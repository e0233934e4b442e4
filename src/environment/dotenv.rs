//! The syntax of `.env` files, as the dotenv package of npm reads it.

/// What a line of a file is, with its number from 1.
#[cfg_attr(
    not(feature = "cli"),
    expect(dead_code, reason = "only the command tells what is wrong, and where")
)]
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub(crate) number: usize,
    pub(crate) what: What<'a>,
}

/// What a line holds that is neither empty nor a comment.
#[cfg_attr(
    not(feature = "cli"),
    expect(dead_code, reason = "only the command tells what is wrong, and where")
)]
#[derive(Debug)]
pub(crate) enum What<'a> {
    Variable(Written<'a>),
    /// Nothing is read from it, for this reason.
    Mistake(&'static str),
}

/// A variable as it is written.
#[cfg_attr(
    not(feature = "cli"),
    expect(dead_code, reason = "only the command tells what is wrong, and where")
)]
#[derive(Debug)]
pub(crate) struct Written<'a> {
    pub(crate) name: &'a str,
    /// As it is read.
    pub(crate) value: String,
    /// How it is written: with the quotes that it has, or else to the end of its line.
    pub(crate) raw: &'a str,
    /// What is behind the closing quote on its line; nothing where there are none.
    pub(crate) behind: &'a str,
}

/// The variables of a file, in its order.
pub(super) fn variables(text: &str) -> Vec<(String, String)> {
    let written = |line: Line<'_>| match line.what {
        What::Variable(Written { name, value, .. }) => Some((name.to_owned(), value)),
        What::Mistake(_) => None,
    };
    lines(text).filter_map(written).collect()
}

/// The lines of a file that hold something, in its order.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut rest, mut number) = (text, 1);
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let here = number;
            let line = rest.find(['\n', '\r']).map_or(rest, |end| &rest[..end]);
            let (what, length) = match declaration(line) {
                Ok((name, raw)) => {
                    // A quoted value may go on over the line's end.
                    let start = line.len() - raw.len();
                    let (value, length) = value_at(&rest[start..]);
                    let (raw, behind) = rest[start..].split_at(length);
                    let behind = behind.find(['\n', '\r']).map_or(behind, |end| &behind[..end]);
                    (Some(What::Variable(Written { name, value, raw, behind })), start + length)
                }
                Err(reason) => (reason.map(What::Mistake), line.len()),
            };
            let next = after(rest, length);
            number += breaks(&rest[..rest.len() - next.len()]);
            rest = next;
            if let Some(what) = what {
                return Some(Line { number: here, what });
            }
        }
        None
    })
}

/// How many lines end in `text`.
fn breaks(text: &str) -> usize {
    match memchr::memchr_iter(b'\n', text.as_bytes()).count() {
        0 => memchr::memchr_iter(b'\r', text.as_bytes()).count(),
        lines => lines,
    }
}

/// What is behind `length` bytes and the end of the line there.
fn after(text: &str, length: usize) -> &str {
    let rest = &text[length..];
    rest.find('\n').or_else(|| rest.find('\r')).map_or("", |end| &rest[end + 1..])
}

/// `export NAME=value`, `NAME: value`: the name, and what is behind the sign.
///
/// # Errors
///
/// Why it is none; nothing when the line is empty or a comment.
fn declaration(line: &str) -> Result<(&str, &str), Option<&'static str>> {
    let line = line.trim_start();
    if line.is_empty() || line.starts_with('#') {
        return Err(None);
    }
    let line = match line.strip_prefix("export") {
        Some(rest) if rest.starts_with([' ', '\t']) => rest.trim_start(),
        _ => line,
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let (name, rest) = line.split_at(line.find(|c| !is_name(c)).unwrap_or(line.len()));
    let value = match rest.trim_start().strip_prefix('=') {
        Some(value) => value,
        // As in YAML, a colon needs a space behind it.
        None => match rest.strip_prefix(':').filter(|value| value.starts_with([' ', '\t'])) {
            Some(value) => value,
            None if !rest.contains('=') => return Err(Some("it has no `=`")),
            None => return Err(Some("a name is made of letters, digits, `_`, `.` and `-` only")),
        },
    };
    if name.is_empty() {
        return Err(Some("there is no name before the `=`"));
    }
    Ok((name, value.trim_start_matches([' ', '\t'])))
}

/// The value at the beginning of `text`, and how many bytes it takes with its quotes.
fn value_at(text: &str) -> (String, usize) {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))
        && let Some(length) = closing(&text[1..], quote)
    {
        let inside = &text[1..=length];
        let value = if quote == '"' {
            inside.replace("\\n", "\n").replace("\\r", "\r")
        } else {
            inside.to_owned()
        };
        return (value, length + 2);
    }
    let line = text.find(['\n', '\r']).map_or(text, |end| &text[..end]);
    let value = line.find('#').map_or(line, |start| &line[..start]);
    (value.trim().to_owned(), line.len())
}

/// Where the quote is closed; an escaped one does not close it.
fn closing(text: &str, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = quote as u8;
    let mut at = 0;
    loop {
        at += memchr::memchr2(quote, b'\\', &bytes[at..])?;
        if bytes[at] == quote {
            return Some(at);
        }
        at += if bytes.get(at + 1) == Some(&quote) { 2 } else { 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        variables(text)
    }

    fn one(text: &str) -> String {
        let mut variables = read(text);
        assert_eq!(variables.len(), 1, "{text:?}: {variables:?}");
        variables.remove(0).1
    }

    #[test]
    fn every_way_to_write_a_value() {
        for (text, value) in [
            ("A=plain", "plain"),
            ("A = spaced ", "spaced"),
            ("export A=exported", "exported"),
            ("A: yaml", "yaml"),
            ("A=\"double\"", "double"),
            ("A='single'", "single"),
            ("A=`back`", "back"),
            ("A=value # comment", "value"),
            ("A=\"with # inside\" # comment", "with # inside"),
            ("A=\"two\\nlines\"", "two\nlines"),
            ("A='two\\nlines'", "two\\nlines"),
            ("A=\"two\nlines\"", "two\nlines"),
            ("A=\"an \\\" inside\"", "an \\\" inside"),
            ("A=\"never closed", "\"never closed"),
            ("A=${B}/c", "${B}/c"),
            ("A=a=b=c", "a=b=c"),
            ("A=", ""),
            ("\u{feff}A=mark", "mark"),
            ("A=text\r\n", "text"),
        ] {
            assert_eq!(one(text), value, "{text:?}");
        }
    }

    #[test]
    fn other_lines_are_passed_over() {
        let text = "# A=1\n\nB=2\r\nnonsense\n=3\nexport\nC=\"4\n5\"\nD=6";
        let names: Vec<_> = read(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["B", "C", "D"]);
    }

    #[test]
    fn a_line_that_holds_no_variable_says_why() {
        let text = "A=1\n# B\n\nnonsense\nC=\"2\n3\"\n=4\nMY KEY=5\r\nD=6";
        let told: Vec<(usize, Option<&str>)> = lines(text)
            .map(|line| match line.what {
                What::Variable(_) => (line.number, None),
                What::Mistake(reason) => (line.number, Some(&reason[..9])),
            })
            .collect();
        let expected = [
            (1, None),
            (4, Some("it has no")),
            (5, None),
            (7, Some("there is ")),
            (8, Some("a name is")),
            (9, None),
        ];
        assert_eq!(told, expected);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "([A-Z]{0,2}[=:# \"'`\\\\\n\r]{0,3}[a-zé]{0,2}){0,12}") {
            for (name, value) in read(&text) {
                proptest::prop_assert!(!name.is_empty());
                proptest::prop_assert!(value.len() <= text.len());
            }
        }
    }
}
