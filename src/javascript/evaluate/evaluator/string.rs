//! Methods of strings.

use super::{Evaluator, access::units, pattern::Pattern};
use crate::{
    candidate::Step,
    javascript::evaluate::{
        codec,
        origin::Origin,
        value::{Chars, Text, Value},
    },
};

impl<'a> Evaluator<'a> {
    pub(super) fn text_method(
        &mut self,
        text: &Text<'a>,
        name: &str,
        arguments: &[Value<'a>],
    ) -> Option<Value<'a>> {
        self.budget.steps(1 + text.len() / 64)?;
        let first = arguments.first();
        match name {
            "toString" | "valueOf" | "normalize" => Some(Value::Text(text.clone())),
            "concat" => {
                let mut sum = Value::Text(text.clone());
                for argument in arguments {
                    let argument = Value::Text(self.text_of(argument)?);
                    sum = self.add(&sum, &argument)?;
                }
                Some(sum)
            }
            "split" => self.split(text, arguments),
            "slice" | "substring" | "substr" => self.slice(text, name, arguments),
            "charAt" => self.char_at(text, index(first)?),
            "at" => {
                let at = index(first)?;
                let at = if at < 0 { at + units(text) as i64 } else { at };
                self.char_at(text, at)
            }
            "charCodeAt" | "codePointAt" => {
                let at = usize::try_from(index(first)?).ok()?;
                let code = if text.is_ascii() {
                    text.as_bytes().get(at).copied().map(u32::from)
                } else {
                    text.encode_utf16().nth(at).map(u32::from)
                };
                let code = code.map_or(f64::NAN, f64::from);
                Some(Value::Number(code, text.origin))
            }
            "replace" | "replaceAll" => self.replace(text, name == "replaceAll", arguments),
            "match" => self.matches(text, first?),
            "repeat" => {
                let times = usize::try_from(index(first)?).ok()?;
                self.budget.bytes(text.len().saturating_mul(times))?;
                self.made(text.repeat(times), Step::Repeat, text.origin)
            }
            "padStart" | "padEnd" => self.pad(text, name == "padStart", arguments),
            "trim" => self.made(text.trim().to_owned(), Step::Trim, text.origin),
            "trimStart" | "trimLeft" => {
                self.made(text.trim_start().to_owned(), Step::Trim, text.origin)
            }
            "trimEnd" | "trimRight" => {
                self.made(text.trim_end().to_owned(), Step::Trim, text.origin)
            }
            "toLowerCase" | "toLocaleLowerCase" => {
                self.made(text.to_lowercase(), Step::Case, text.origin)
            }
            "toUpperCase" | "toLocaleUpperCase" => {
                self.made(text.to_uppercase(), Step::Case, text.origin)
            }
            name => self.text_question(text, name, first?),
        }
    }

    /// Methods that give a number or a truth.
    fn text_question(
        &mut self,
        text: &Text<'a>,
        name: &str,
        argument: &Value<'a>,
    ) -> Option<Value<'a>> {
        let part = self.text_of(argument)?;
        let place = |at: Option<usize>| {
            let before = at.map(|at| text[..at].encode_utf16().count() as f64);
            Some(Value::Number(before.unwrap_or(-1.0), Origin::NONE))
        };
        match name {
            "indexOf" => place(text.find(&*part)),
            "lastIndexOf" => place(text.rfind(&*part)),
            "includes" => Some(Value::Boolean(text.contains(&*part))),
            "startsWith" => Some(Value::Boolean(text.starts_with(&*part))),
            "endsWith" => Some(Value::Boolean(text.ends_with(&*part))),
            _ => None,
        }
    }

    pub(super) fn char_at(&mut self, text: &Text<'a>, at: i64) -> Option<Value<'a>> {
        let Ok(at) = usize::try_from(at) else { return Some(Value::text("", Origin::NONE)) };
        self.cut(text, at, at + 1, Step::CharAt)
    }

    /// The UTF-16 units `from..to` of `text`.
    fn cut(&mut self, text: &Text<'a>, from: usize, to: usize, step: Step) -> Option<Value<'a>> {
        if !text.is_ascii() {
            self.budget.steps(text.len() / 16)?;
            let units = text.encode_utf16().skip(from).take(to.saturating_sub(from));
            let units: Vec<u16> = units.collect();
            return self.made(String::from_utf16_lossy(&units), step, text.origin);
        }
        let to = to.min(text.len());
        let range = from.min(to)..to;
        let origin = self.origins.step(step, text.origin);
        Some(Value::Text(match &text.chars {
            Chars::Literal(text) => Text { chars: Chars::Literal(&text[range]), origin },
            Chars::Made(text) => {
                self.budget.bytes(range.len())?;
                Text { chars: Chars::Made(text[range].into()), origin }
            }
        }))
    }

    fn slice(&mut self, text: &Text<'a>, name: &str, arguments: &[Value<'a>]) -> Option<Value<'a>> {
        let length = units(text) as i64;
        let first = arguments.first().map_or(Some(0), |first| index(Some(first)))?;
        let second = match arguments.get(1) {
            None | Some(Value::Undefined) => None,
            second => Some(index(second)?),
        };
        let from_end = |at: i64| if at < 0 { (at + length).max(0) } else { at.min(length) };
        let (from, to) = match name {
            "slice" => (from_end(first), second.map_or(length, from_end)),
            "substring" => {
                let (first, second) =
                    (first.clamp(0, length), second.unwrap_or(length).clamp(0, length));
                (first.min(second), first.max(second))
            }
            _ => {
                let from = from_end(first);
                (from, second.map_or(length, |count| from.saturating_add(count.max(0)).min(length)))
            }
        };
        self.cut(text, from as usize, to.max(from) as usize, Step::Slice)
    }

    /// Each character as a text.
    pub(super) fn characters(&mut self, text: &Text<'a>) -> Option<Vec<Value<'a>>> {
        self.budget.steps(text.len())?;
        self.budget.bytes(text.len())?;
        let origin = self.origins.step(Step::Split, text.origin);
        Some(match &text.chars {
            Chars::Literal(text) => {
                let ends = text.char_indices().map(|(at, char)| &text[at..at + char.len_utf8()]);
                ends.map(|char| Value::Text(Text { chars: Chars::Literal(char), origin })).collect()
            }
            Chars::Made(text) => {
                let mut buffer = [0; 4];
                text.chars()
                    .map(|char| Value::text(&*char.encode_utf8(&mut buffer), origin))
                    .collect()
            }
        })
    }

    fn split(&mut self, text: &Text<'a>, arguments: &[Value<'a>]) -> Option<Value<'a>> {
        let limit = match arguments.get(1) {
            None | Some(Value::Undefined) => usize::MAX,
            limit => usize::try_from(index(limit)?).ok()?,
        };
        let parts: Vec<Value<'a>> = match arguments.first() {
            None | Some(Value::Undefined) => {
                return Some(Value::array(vec![Value::Text(text.clone())]));
            }
            Some(Value::Text(separator)) if separator.is_empty() => self.characters(text)?,
            Some(Value::Text(separator)) => {
                self.budget.steps(text.len() / 16)?;
                self.budget.bytes(text.len())?;
                let origin = self.origins.step(Step::Split, text.origin);
                text.split(&**separator).map(|part| Value::text(part, origin)).collect()
            }
            Some(Value::Regex(regex)) => {
                let pattern = Pattern::of(regex)?;
                let origin = self.origins.step(Step::Split, text.origin);
                let pieces = self.pieces_between(text, &pattern)?;
                pieces.into_iter().map(|part| Value::text(part, origin)).collect()
            }
            _ => return None,
        };
        self.budget.steps(parts.len())?;
        Some(Value::array(parts.into_iter().take(limit).collect()))
    }

    /// The parts of `text` between the matches of `pattern`.
    fn pieces_between(&mut self, text: &str, pattern: &Pattern) -> Option<Vec<String>> {
        self.budget.steps(text.len())?;
        self.budget.bytes(text.len())?;
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut begin = 0;
        while let Some(found) = pattern.find(text, at) {
            if found.is_empty() {
                let next = text[found.start..].chars().next();
                let Some(next) = next else { break };
                let end = found.start + next.len_utf8();
                if end < text.len() {
                    pieces.push(text[begin..end].to_owned());
                    begin = end;
                }
                at = end;
            } else {
                pieces.push(text[begin..found.start].to_owned());
                begin = found.end;
                at = found.end;
            }
        }
        pieces.push(text[begin..].to_owned());
        self.budget.steps(pattern.effort()? / 8)?;
        Some(pieces)
    }

    fn matches(&mut self, text: &Text<'a>, argument: &Value<'a>) -> Option<Value<'a>> {
        let Value::Regex(regex) = argument else { return None };
        if !regex.flags.contains('g') {
            return None;
        }
        let pattern = Pattern::of(regex)?;
        self.budget.steps(text.len())?;
        self.budget.bytes(text.len())?;
        let origin = self.origins.step(Step::Split, text.origin);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(range) = pattern.find(text, at).filter(|range| !range.is_empty()) {
            at = range.end;
            found.push(Value::text(&text[range], origin));
        }
        self.budget.steps(pattern.effort()? / 8)?;
        Some(if found.is_empty() { Value::Null } else { Value::array(found) })
    }

    fn replace(
        &mut self,
        text: &Text<'a>,
        is_all: bool,
        arguments: &[Value<'a>],
    ) -> Option<Value<'a>> {
        let [what, with] = arguments else { return None };
        let ranges: Vec<std::ops::Range<usize>> = match what {
            Value::Text(what) => {
                let count = if is_all { usize::MAX } else { 1 };
                let found = text.match_indices(&**what).take(count);
                found.map(|(at, part)| at..at + part.len()).collect()
            }
            Value::Regex(regex) => {
                let pattern = Pattern::of(regex)?;
                self.budget.steps(text.len())?;
                let found = pattern.find_all(text, regex.flags.contains('g'));
                self.budget.steps(pattern.effort()? / 8)?;
                found
            }
            _ => return None,
        };
        self.budget.steps(ranges.len())?;
        let mut out = String::new();
        let mut origin = text.origin;
        let mut at = 0;
        for range in ranges {
            let with = match with {
                Value::Text(with) if with.contains('$') => return None,
                Value::Text(with) => with.clone(),
                function @ (Value::Function(_) | Value::Builtin(_)) => {
                    let part = Value::text(&text[range.clone()], text.origin);
                    let value = self.invoke(function, vec![part], None)?;
                    self.text_of(&value)?
                }
                _ => return None,
            };
            self.budget.bytes(out.len().max(with.len() + range.start - at)).filter(|()| true)?;
            out.push_str(&text[at..range.start]);
            out.push_str(&with);
            origin = self.origins.both(origin, with.origin);
            at = range.end;
        }
        out.push_str(&text[at..]);
        self.made(out, Step::Replace, origin)
    }

    fn pad(
        &mut self,
        text: &Text<'a>,
        is_start: bool,
        arguments: &[Value<'a>],
    ) -> Option<Value<'a>> {
        let width = usize::try_from(index(arguments.first())?).ok()?;
        let filler = match arguments.get(1) {
            None | Some(Value::Undefined) => {
                Text { chars: Chars::Literal(" "), origin: Origin::NONE }
            }
            Some(filler) => self.text_of(filler)?,
        };
        let missing = width.saturating_sub(units(text) as usize);
        if missing == 0 || filler.is_empty() {
            return Some(Value::Text(text.clone()));
        }
        self.budget.bytes(missing.saturating_mul(4).saturating_add(text.len()))?;
        let padding: String = filler.chars().cycle().take(missing).collect();
        let origin = self.origins.both(text.origin, filler.origin);
        let padded = if is_start {
            format!("{padding}{}", &**text)
        } else {
            format!("{}{padding}", &**text)
        };
        self.made(padded, Step::Pad, origin)
    }
}

/// An argument as a whole number.
fn index(argument: Option<&Value<'_>>) -> Option<i64> {
    let number = match argument {
        None | Some(Value::Undefined) => 0.0,
        Some(argument) => Evaluator::number_of(argument)?,
    };
    Some(if number.is_nan() { 0 } else { number.trunc() as i64 })
}

/// `Buffer.toString(encoding)`.
pub(super) fn encoded(bytes: &[u8], encoding: &str) -> Option<(String, Step)> {
    Some(match encoding {
        "utf8" | "utf-8" => (String::from_utf8_lossy(bytes).into_owned(), Step::Utf8),
        "hex" => (codec::to_hex(bytes), Step::Hex),
        "base64" => (codec::to_base64(bytes), Step::Base64),
        "latin1" | "binary" | "ascii" => (latin1(bytes), Step::Utf8),
        _ => return None,
    })
}

/// Each byte as the character of its number.
pub(super) fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// Each character as a byte; nothing where one is none.
pub(super) fn to_latin1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|char| u8::try_from(u32::from(char)).ok()).collect()
}
