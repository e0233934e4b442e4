//! The comments of a text that allow something, and what they stand beside.

use memchr::memmem;

use crate::{
    finding::day,
    javascript::tokens::{Dialect, Lexer},
    report::FileKind,
    span::Span,
};

/// What such a comment begins with.
const MARKER: &[u8] = b"leaklint-allow";

/// Longer lines are a machine's, values apart: there a line says nothing of what is beside what.
const LONG_LINE: usize = 500;

/// In such a line, no more than this may stand between a comment and the string of its value.
const NEAR: usize = 100;

/// A text with more of them is none that a person wrote.
const MOST: usize = 1_000;

/// How comments begin, and what ends them where it is not the line.
const FORMS: [(&str, Option<&str>); 6] = [
    ("//", None),
    ("/*", Some("*/")),
    ("<!--", Some("-->")),
    ("#", None),
    (";", None),
    ("--", None),
];

/// A comment that allows something, or means to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// Where it stands, from the sign that begins it.
    pub(crate) span: Span,
    /// The line on which it begins, from 1.
    pub(crate) line: u32,
    /// The rules that it names.
    pub(crate) rules: Vec<String>,
    /// The last day on which it counts, as it is written.
    pub(crate) until: Option<String>,
    pub(crate) has_reason: bool,
    /// The lines whose findings it stands beside.
    beside: (u32, u32),
}

/// Where a value stands in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    /// From 1.
    pub(crate) line: u32,
    pub(crate) span: Span,
}

/// Whether there can be such a comment in a text.
pub(crate) fn has_marker(text: &[u8]) -> bool {
    memmem::find(text, MARKER).is_some()
}

/// The comments of a text, in its order.
pub(crate) fn comments(name: &str, kind: FileKind, text: &[u8]) -> Vec<Comment> {
    let marks: Vec<usize> = memmem::find_iter(text, MARKER).take(MOST).collect();
    if marks.is_empty() {
        return Vec::new();
    }
    let strings = if kind == FileKind::JavaScript { tokens_at(name, text, &marks) } else { vec![] };
    let marks = marks.into_iter().filter(|mark| !strings.contains(mark));
    let mut found: Vec<Comment> =
        marks.filter_map(|mark| comment(text, mark, forms(kind))).collect();
    // Of several on lines of their own, all stand before the line behind the last one.
    for at in (1..found.len()).rev() {
        if found[at].is_alone()
            && found[at - 1].is_alone()
            && found[at - 1].beside.0 == found[at].line
        {
            found[at - 1].beside = found[at].beside;
        }
    }
    found
}

/// The marks that stand in a token of a script, such as a string, and so in no comment.
fn tokens_at(name: &str, text: &[u8], marks: &[usize]) -> Vec<usize> {
    let mut marks = marks.iter().copied().peekable();
    let mut inside = Vec::new();
    for token in Lexer::new(text, Dialect::of(name)) {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        while let Some(mark) = marks.next_if(|mark| *mark < end) {
            if mark >= start {
                inside.push(mark);
            }
        }
        if marks.peek().is_none() {
            break;
        }
    }
    inside
}

/// The forms that comments have in files of a kind.
fn forms(kind: FileKind) -> &'static [(&'static str, Option<&'static str>)] {
    match kind {
        FileKind::JavaScript | FileKind::Css => &FORMS[..2],
        FileKind::Html => &FORMS[..3],
        FileKind::Xml => &FORMS[2..3],
        FileKind::Env => &FORMS[3..4],
        FileKind::Config | FileKind::Text => &FORMS,
        FileKind::Json | FileKind::Map | FileKind::Wasm | FileKind::Archive | FileKind::Binary => {
            &[]
        }
    }
}

/// The comment whose marker stands at `mark`, if it is one.
fn comment(text: &[u8], mark: usize, forms: &[(&str, Option<&str>)]) -> Option<Comment> {
    let before = text[..mark].trim_ascii_end();
    // `/*!` is what minifiers keep, and `/**` what editors write.
    let sign = ["!", "*"].iter().fold(before, |before, more| {
        let bare = before.strip_suffix(more.as_bytes()).unwrap_or(before);
        if bare.ends_with(b"/*") || bare.ends_with(b"//") { bare } else { before }
    });
    let (opens, closes) = forms.iter().find(|(opens, _)| sign.ends_with(opens.as_bytes()))?;
    if text[sign.len()..mark].contains(&b'\n') {
        return None;
    }
    let rest = &text[mark + MARKER.len()..];
    if rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)) {
        return None;
    }
    let length = match closes {
        Some(closes) => memmem::find(rest, closes.as_bytes()),
        None => memchr::memchr2(b'\n', b'\r', rest),
    };
    let length = length.unwrap_or(rest.len());
    let mut start = sign.len() - opens.len();
    // `///` is a comment, too.
    while *opens == "//" && text[..start].ends_with(b"/") {
        start -= 1;
    }
    let end = mark
        + MARKER.len()
        + length
        + if length < rest.len() { closes.map_or(0, str::len) } else { 0 };
    let line = line_of(text, start);
    let last = line + count_lines(&text[start..end]);
    let line_start = memchr::memrchr(b'\n', &text[..start]).map_or(0, |at| at + 1);
    let line_end = memchr::memchr(b'\n', &text[end..]).map_or(text.len(), |at| end + at);
    // `{/* … */}` is how JSX writes a comment on a line of its own.
    let is_blank = |text: &[u8], brace: u8| {
        text.iter().all(|byte| byte.is_ascii_whitespace() || *byte == brace)
    };
    let is_alone = is_blank(&text[line_start..start], b'{') && is_blank(&text[end..line_end], b'}');
    let said = String::from_utf8_lossy(&rest[..length]);
    let (head, reason) = said.split_once(':').unwrap_or((&said, ""));
    let words = head.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    let (days, rules): (Vec<&str>, Vec<&str>) = words.partition(|word| word.starts_with("until="));
    Some(Comment {
        span: Span::new(start as u32, end as u32),
        line,
        rules: rules.into_iter().map(str::to_owned).collect(),
        until: days.first().map(|day| day["until=".len()..].to_owned()),
        has_reason: reason.contains(char::is_alphanumeric),
        beside: if is_alone { (last + 1, last + 1) } else { (line, last) },
    })
}

fn line_of(text: &[u8], offset: usize) -> u32 {
    1 + count_lines(&text[..offset])
}

fn count_lines(text: &[u8]) -> u32 {
    memchr::memchr_iter(b'\n', text).count() as u32
}

impl Comment {
    /// Whether it has its lines to itself.
    fn is_alone(&self) -> bool {
        self.beside.0 > self.line
    }

    /// Why it does not count, whatever stands beside it.
    pub(crate) fn lack(&self) -> Option<&'static str> {
        let is_day = |day: &String| day.len() == 10 && day::parse(day).is_some();
        if self.rules.is_empty() {
            Some("it names no rule")
        } else if !self.has_reason {
            Some("it gives no reason")
        } else if self.until.as_ref().is_some_and(|day| !is_day(day)) {
            Some("its `until=` is no day such as 2027-01-31")
        } else {
            None
        }
    }

    /// Whether its last day is over.
    pub(crate) fn is_expired(&self, now: Option<i64>) -> bool {
        day::is_over(self.until.as_deref(), now)
    }

    /// Whether it stands beside a value of `text`: on its line, or on a line of its own before
    /// that. On a line that a machine wrote, directly before the value's string. What is found of
    /// the whole file stands beside its first line.
    pub(crate) fn is_beside(&self, text: &[u8], spot: Spot) -> bool {
        if spot.span == Span::default() {
            return self.line == 1;
        }
        let (first, last) = self.beside;
        if !(first..=last).contains(&spot.line) {
            return false;
        }
        let start = spot.span.start as usize;
        let Some(before) = text.get(..start) else { return false };
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        let line_end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |at| start + at);
        let others = (line_end - line_start).saturating_sub(spot.span.len() as usize);
        others <= LONG_LINE || self.leads_to(text, start)
    }

    /// Whether nothing but names stands between it and the string that holds a value.
    fn leads_to(&self, text: &[u8], value: usize) -> bool {
        let Some(between) = text.get(self.span.end as usize..value) else { return false };
        let quote = between.iter().position(|byte| b"\"'`".contains(byte));
        let (way, inside) = between.split_at(quote.unwrap_or(between.len()));
        let ends = |byte: &u8| b";,}".contains(byte);
        let is_closed = inside.split_first().is_some_and(|(quote, rest)| rest.contains(quote));
        way.len() <= NEAR && !way.iter().any(ends) && !is_closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Option<Comment> {
        let mut found = comments("a.js", FileKind::JavaScript, text.as_bytes());
        assert!(found.len() < 2, "{text}");
        found.pop()
    }

    #[test]
    fn what_a_comment_says() {
        let comment = one("// leaklint-allow a/b, c/* until=2027-01-31: it is: a sample").unwrap();
        assert_eq!(comment.rules, ["a/b", "c/*"]);
        assert_eq!(comment.until.as_deref(), Some("2027-01-31"));
        assert_eq!(comment.lack(), None);
        for (text, lack) in [
            ("// leaklint-allow", "names no rule"),
            ("// leaklint-allow : why", "names no rule"),
            ("// leaklint-allow a/b", "no reason"),
            ("// leaklint-allow a/b:", "no reason"),
            ("/* leaklint-allow a/b: - */", "no reason"),
            ("// leaklint-allow a/b until=soon: why", "no day"),
        ] {
            assert!(one(text).unwrap().lack().is_some_and(|told| told.contains(lack)), "{text}");
        }
    }

    #[test]
    fn only_comments_count() {
        for text in [
            "/*! leaklint-allow a/b: c */x",
            "/** leaklint-allow a/b: c */",
            "//leaklint-allow a/b: c",
        ] {
            assert!(one(text).is_some_and(|comment| comment.has_reason), "{text}");
        }
        for text in [
            "'// leaklint-allow a/b: c'",
            "`\n// leaklint-allow a/b: c`",
            "// see leaklint-allow a/b: c",
            "// leaklint-allowed a/b: c",
            "leaklint-allow",
            "# leaklint-allow a/b: c",
        ] {
            assert_eq!(one(text), None, "{text}");
        }
    }

    #[test]
    fn each_kind_of_file_has_its_own_signs() {
        for (kind, text) in [
            (FileKind::Env, "A=1 # leaklint-allow a/b: c"),
            (FileKind::Config, "a: 1 # leaklint-allow a/b: c"),
            (FileKind::Html, "<!-- leaklint-allow a/b: c -->"),
            (FileKind::Css, "/* leaklint-allow a/b: c */"),
        ] {
            assert_eq!(comments("x", kind, text.as_bytes()).len(), 1, "{text}");
            assert!(comments("x", FileKind::Json, text.as_bytes()).is_empty());
        }
    }

    fn beside(text: &str, value: &str) -> bool {
        let start = text.find(value).unwrap();
        let span = Span::new(start as u32, (start + value.len()) as u32);
        let spot = Spot { line: line_of(text.as_bytes(), start), span };
        let found = comments("a.js", FileKind::JavaScript, text.as_bytes());
        found.iter().any(|comment| comment.is_beside(text.as_bytes(), spot))
    }

    #[test]
    fn a_comment_stands_beside_its_line_or_the_next() {
        for text in [
            "a = 'KEY' // leaklint-allow a/b: c",
            "/* leaklint-allow a/b: c */ a = 'KEY'",
            "// leaklint-allow a/b: c\na = 'KEY'",
            "/// leaklint-allow a/b: c\na = 'KEY'",
            "// leaklint-allow a/b: c\n// leaklint-allow d/e: f\r\na = 'KEY'",
            "{/* leaklint-allow a/b: c */}\n<p>{'KEY'}</p>",
            "/* leaklint-allow a/b: c\n   and more */\na = 'KEY'",
        ] {
            assert!(beside(text, "KEY"), "{text}");
        }
        for text in [
            "// leaklint-allow a/b: c\n\na = 'KEY'",
            "a = 'KEY'\n// leaklint-allow a/b: c",
            "b = 1 // leaklint-allow a/b: c\na = 'KEY'",
        ] {
            assert!(!beside(text, "KEY"), "{text}");
        }
    }

    #[test]
    fn on_a_line_of_a_machine_it_stands_directly_before_the_value() {
        let rest = "f(1);".repeat(200);
        for (text, expected) in [
            ("/*! leaklint-allow a/b: c */const a={key:'KEY'};", true),
            ("/*! leaklint-allow a/b: c */\nvar a=`p://KEY`;", true),
            ("/*! leaklint-allow a/b: c */var a=1;b='KEY';", false),
            ("/*! leaklint-allow a/b: c */var a={b:'x',c:'KEY'};", false),
            ("var a='KEY';/*! leaklint-allow a/b: c */", false),
        ] {
            assert_eq!(beside(&format!("{text}{rest}"), "KEY"), expected, "{text}");
        }
        assert!(!beside(
            &format!("/*! leaklint-allow a/b: c */{}'KEY'{rest}", "x".repeat(200)),
            "KEY"
        ));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "((//|/\\*|<!--|#|!|\\*/|-->) ?(leaklint-allow)?[ a/:é\n'`]{0,3}){0,8}") {
            for kind in [FileKind::JavaScript, FileKind::Html, FileKind::Text] {
                for comment in comments("a", kind, text.as_bytes()) {
                    let span = Span::new(text.len() as u32, text.len() as u32 + 9);
                    comment.is_beside(text.as_bytes(), Spot { line: 1, span });
                }
            }
        }
    }
}
