//! Which tokens may be a secret or a piece of one, by their looks alone.
//!
//! Random text changes between digits and letters again and again; names, versions, colours and
//! messages do not. Numbers and short strings count when enough of them stand together.

use crate::{rules, span::Span};

/// Longer strings are data, unless they read like a text: a word has so many bytes at most.
const LONG: usize = 200;
const LONG_WORDS: u32 = 25;

/// Shorter strings are no value by themselves; two bytes are the quotes.
const SHORT: usize = 12;

/// Longer words with digits here and there are no names.
const LONG_WORD: u32 = 16;

/// So many short strings that look like pieces may be one value, as long as no two of them are
/// further apart than `NEAR`.
const PIECES: u32 = 3;
const NEAR: u32 = 300;

/// Single letters and numbers are pieces only of a list: a comma, and perhaps a line's end.
const ADJACENT: u32 = 3;
const LETTERS: u32 = 4;

/// So many numbers in a row may be the bytes of a value.
const NUMBERS: u32 = 12;

/// Longer ones are no bytes, unless they are written in hexadecimal.
const LONG_NUMBER: u32 = 3;
const LONG_HEX: u32 = 4;

/// So many digits make a string doubtful: something may stand between the letters of a value.
const DOUBTFUL: u32 = 5;

/// So many escapes in a string hide what it says.
const ESCAPES: u32 = 3;

/// Keeps the last place of interest while the tokens go by.
#[derive(Debug, Default)]
pub(super) struct Interest {
    /// Behind the beginning of the last token of interest, or 0.
    last: u32,
    /// Behind the beginning of the last piece, or 0.
    last_piece: u32,
    pieces: Row,
    letters: Row,
    numbers: Row,
}

/// Tokens of one look that stand close together.
#[derive(Debug, Default)]
struct Row {
    count: u32,
    end: u32,
}

impl Row {
    /// How many there are with the one at `span`.
    const fn add(&mut self, span: Span, most_between: u32) -> u32 {
        self.count = if span.start - self.end <= most_between { self.count + 1 } else { 1 };
        self.end = span.end;
        self.count
    }
}

impl Interest {
    /// Whether anything of interest was seen from `start` on.
    pub(super) const fn is_behind(&self, start: u32) -> bool {
        self.last > start
    }

    /// Whether a piece was seen from `start` on.
    pub(super) const fn has_piece_behind(&self, start: u32) -> bool {
        self.last_piece > start
    }

    /// Takes note of a token of interest.
    pub(super) const fn note(&mut self, span: Span) {
        self.last = span.start + 1;
    }

    /// A string or a part of a template, with its quotes.
    pub(super) fn text(&mut self, span: Span, source: &[u8]) {
        let is_of_interest = match looks(span.of(source)) {
            Look::Dull => false,
            Look::Doubtful => {
                self.last_piece = span.start + 1;
                false
            }
            Look::Letter => self.letters.add(span, ADJACENT) >= LETTERS,
            Look::Piece => {
                self.last_piece = span.start + 1;
                self.pieces.add(span, NEAR) >= PIECES
            }
            Look::Interesting => true,
        };
        if is_of_interest {
            self.note(span);
        }
    }

    /// A word. A stray quote in a text between JSX tags, or in what is broken, makes strings of
    /// code and code of strings: a key may look like a word.
    #[inline]
    pub(super) fn word(&mut self, span: Span, source: &[u8]) {
        if span.len() >= LONG_WORD {
            self.code(span, source);
        }
    }

    /// A regular expression, or what else is no string.
    pub(super) fn code(&mut self, span: Span, source: &[u8]) {
        if Runs::of(span.of(source)).is_scattered {
            self.note(span);
        }
    }

    /// A number.
    pub(super) fn number(&mut self, span: Span, source: &[u8]) {
        let is_hex = span.len() == LONG_HEX && span.of(source)[1].eq_ignore_ascii_case(&b'x');
        if span.len() > LONG_NUMBER && !is_hex {
            self.numbers = Row::default();
            self.code(span, source);
        } else if self.numbers.add(span, ADJACENT) >= NUMBERS {
            self.note(span);
        }
    }
}

/// What a string may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Dull,
    /// Of interest only where little else is.
    Doubtful,
    /// One of a list of letters.
    Letter,
    /// A short one of digits and letters.
    Piece,
    Interesting,
}

fn looks(token: &[u8]) -> Look {
    let runs = Runs::of(token);
    if token.len() >= LONG {
        let is_text = runs.spaces * LONG_WORDS >= token.len() as u32;
        let is_dull = is_text && !runs.is_random && !runs.is_scattered;
        return if is_dull { Look::Dull } else { Look::Interesting };
    }
    if runs.escapes >= ESCAPES {
        return Look::Interesting;
    }
    if runs.spaces > 1 || (token.len() < SHORT && runs.spaces > 0) {
        return if runs.is_scattered { Look::Interesting } else { Look::Dull };
    }
    if token.len() < SHORT {
        return short(token.get(1..token.len() - 1).unwrap_or_default(), runs.digits);
    }
    let is_mixed = runs.is_mixed(token.len() as u32 - 2);
    if runs.is_random || is_mixed || runs.digits >= 8 || is_random(token, &runs) {
        Look::Interesting
    } else if runs.digits >= DOUBTFUL {
        Look::Doubtful
    } else {
        Look::Dull
    }
}

/// Whether the generic rules may take a text for random although its runs are short. Most texts are
/// refused by their few digits and capitals.
fn is_random(token: &[u8], runs: &Runs) -> bool {
    let length = token.len() as u32 - 2;
    (runs.digits >= 2 || runs.capitals * 4 >= length)
        && rules::may_be_random(&token[1..token.len() - 1])
}

/// Whether `byte` and what is `behind` it are an escape for what could stand there itself; emoji
/// hide nothing.
const fn hides(byte: u8, behind: &[u8]) -> bool {
    matches!(
        (byte, behind),
        (b'\\', [b'x' | b'0'..=b'7', ..] | [b'u', b'0', b'0', ..] | [b'u', b'{', ..])
            | (b'%', [b'0'..=b'9', ..])
    )
}

/// What a short string may be: `4eC3` is a piece, `ES2022`, `2px`, `1.7.13` and `#75beff` are not.
fn short(content: &[u8], digits: u32) -> Look {
    if digits == 0 {
        return Look::Dull;
    }
    if content.len() <= 2 {
        return Look::Letter;
    }
    let letters = content.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_numbered = content[letters..].iter().all(u8::is_ascii_digit);
    let numeral = content.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let is_measure = numeral > 0 && content.len() - numeral <= 2;
    let is_colour = content[0] == b'#';
    if is_numbered || is_measure || is_colour { Look::Dull } else { Look::Piece }
}

/// What the runs of letters and digits in a text are like.
#[derive(Debug, Default)]
struct Runs {
    digits: u32,
    spaces: u32,
    escapes: u32,
    numbers: u32,
    rises: u32,
    capitals: u32,
    /// Whether one of them is long and changes between letters and digits as random text does.
    is_random: bool,
    /// Whether one of them is long and has digits in three places.
    is_scattered: bool,
}

/// Letters and digits without anything between them.
#[derive(Debug, Default)]
struct Run {
    length: u32,
    /// Rows of digits.
    numbers: u32,
    /// Capitals behind small letters.
    rises: u32,
    capitals: u32,
    last: u8,
}

impl Runs {
    fn of(text: &[u8]) -> Self {
        let mut runs = Self::default();
        let mut run = Run::default();
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            at += 1;
            match byte {
                b'0'..=b'9' => {
                    runs.digits += 1;
                    run.numbers += u32::from(!run.last.is_ascii_digit());
                }
                b'A'..=b'Z' => {
                    run.capitals += 1;
                    run.rises += u32::from(run.last.is_ascii_lowercase());
                }
                b'a'..=b'z' => {}
                _ => {
                    runs.spaces += u32::from(byte == b' ');
                    match text.get(at..).unwrap_or_default() {
                        behind if hides(byte, behind) => runs.escapes += 1,
                        [b'u', ..] if byte == b'\\' => at += "u1F60".len(),
                        _ => {}
                    }
                    runs.end(&run);
                    run = Run::default();
                    continue;
                }
            }
            run.length += 1;
            run.last = byte;
        }
        runs.end(&run);
        runs
    }

    /// Whether a text of `length` bytes is a mixture although its runs are short: base64url.
    const fn is_mixed(&self, length: u32) -> bool {
        let changes = self.numbers + self.rises;
        let has_capitals = self.capitals * 4 >= length && self.capitals * 4 <= length * 3;
        (self.numbers >= 1 && self.capitals >= 1 && changes * 7 >= length)
            || (changes >= 2 && has_capitals)
    }

    fn end(&mut self, run: &Run) {
        let Run { length, numbers, rises, capitals, .. } = *run;
        self.numbers += numbers;
        self.rises += rises;
        self.capitals += capitals;
        self.is_random |= (length >= 8 && numbers >= 2) || (length >= 20 && numbers >= 1);
        self.is_scattered |= length >= 12 && numbers >= 3;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_text_is_of_interest() {
        for text in [
            "9f8c2b7a41d0",
            "0x9f8c2b7a",
            "AbCDeFgHiJKl",
            "c2tfbGl2ZV8x",
            "\\x73\\x6b\\x5f",
            "\\u0073\\u{6b}\\137",
        ] {
            assert_eq!(looks(format!("'{text}'").as_bytes()), Look::Interesting, "{text}");
        }
        let uuid = ["0b5f1c52", "8a1d", "4c0e", "9a57", "3f1f6e0a7c21"].join("-");
        assert_eq!(looks(format!("'{uuid}'").as_bytes()), Look::Interesting);
    }

    #[test]
    fn names_versions_colours_and_messages_are_not() {
        for text in [
            "es.uint8-array.set-from-base64",
            "[object Float64Array]",
            "vscode-jsonrpc@8.2.0",
            "JSDocComment",
            "AllowUniqueSymbolType",
            "lib.es2024.string.d.ts",
            "7.0.0-beta.0",
            "a message of 3 words, or 12",
            "\\ud83d\\udc68\\u200d\\ud83d\\udcbb",
            &"float sign = step(0.0, y); ".repeat(20),
        ] {
            assert_eq!(looks(format!("'{text}'").as_bytes()), Look::Dull, "{text}");
        }
        for text in ["#75BEFF", "ES2022", "2px", "1.7.13", "100%", "word"] {
            assert_eq!(looks(format!("'{text}'").as_bytes()), Look::Dull, "{text}");
        }
        assert_eq!(looks(b"'4eC39H'"), Look::Piece);
        assert_eq!(looks(b"'7'"), Look::Letter);
    }
}
