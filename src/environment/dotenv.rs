//! The syntax of `.env` files, as the dotenv package of npm reads it.

/// The variables of a file, in its order.
pub(super) fn variables(text: &str) -> Vec<(String, String)> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut variables = Vec::new();
    while !rest.is_empty() {
        let line = rest.find(['\n', '\r']).map_or(rest, |end| &rest[..end]);
        let Some((name, value)) = declaration(line) else {
            rest = after(rest, line.len());
            continue;
        };
        // A quoted value may go on over the line's end.
        let start = line.len() - value.len();
        let (value, length) = value_at(&rest[start..]);
        variables.push((name.to_owned(), value));
        rest = after(rest, start + length);
    }
    variables
}

/// What is behind `length` bytes and the end of the line there.
fn after(text: &str, length: usize) -> &str {
    let rest = &text[length..];
    rest.find('\n').or_else(|| rest.find('\r')).map_or("", |end| &rest[end + 1..])
}

/// `export NAME=value`, `NAME: value`: the name, and what is behind the sign.
fn declaration(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let line = match line.strip_prefix("export") {
        Some(rest) if rest.starts_with([' ', '\t']) => rest.trim_start(),
        _ => line,
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let end = line.find(|c| !is_name(c))?;
    let (name, rest) = line.split_at(end);
    let value = match rest.trim_start().strip_prefix('=') {
        Some(value) => value,
        // As in YAML, a colon needs a space behind it.
        None => rest.strip_prefix(':').filter(|value| value.starts_with([' ', '\t']))?,
    };
    (!name.is_empty()).then_some((name, value.trim_start_matches([' ', '\t'])))
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
