//! What the language and its hosts bring along.

use std::rc::Rc;

use super::{Evaluator, string};
use crate::{
    candidate::Step,
    javascript::evaluate::{
        codec, number,
        origin::Origin,
        value::{Bytes, Chars, Object, Text, Value},
    },
};

/// What a name means that the script does not declare.
pub(in super::super) fn global<'a>(name: &str) -> Option<Value<'a>> {
    Some(match name {
        "undefined" => Value::Undefined,
        "NaN" => Value::Number(f64::NAN, Origin::NONE),
        "Infinity" => Value::Number(f64::INFINITY, Origin::NONE),
        "window" | "globalThis" | "self" | "global" => Value::Builtin("globalThis"),
        name => Value::Builtin(function(name)?),
    })
}

fn function(name: &str) -> Option<&'static str> {
    const NAMES: [&str; 21] = [
        "String",
        "Array",
        "Object",
        "Number",
        "Boolean",
        "Math",
        "JSON",
        "Buffer",
        "Uint8Array",
        "ArrayBuffer",
        "TextDecoder",
        "TextEncoder",
        "atob",
        "btoa",
        "parseInt",
        "parseFloat",
        "decodeURIComponent",
        "decodeURI",
        "encodeURIComponent",
        "encodeURI",
        "unescape",
    ];
    NAMES.into_iter().find(|known| *known == name)
}

/// What bundlers import, or wrap in a module, by its own name.
pub(in super::super) fn imported<'a>(name: &str) -> Option<Value<'a>> {
    match name {
        "Buffer" => Some(Value::Builtin("Buffer")),
        "atob" => Some(Value::Builtin("atob")),
        _ => None,
    }
}

/// `base.name` of a builtin.
pub(super) fn member<'a>(base: &str, name: &str) -> Option<Value<'a>> {
    const MEMBERS: [(&str, &str, &str); 27] = [
        ("String", "fromCharCode", "String.fromCharCode"),
        ("String", "fromCodePoint", "String.fromCodePoint"),
        ("String", "raw", "String.raw"),
        ("Array", "from", "Array.from"),
        ("Array", "of", "Array.of"),
        ("Object", "values", "Object.values"),
        ("Object", "keys", "Object.keys"),
        ("Object", "entries", "Object.entries"),
        ("Object", "freeze", "Object.freeze"),
        ("Object", "assign", "Object.assign"),
        ("Number", "parseInt", "parseInt"),
        ("Number", "parseFloat", "parseFloat"),
        ("JSON", "parse", "JSON.parse"),
        ("JSON", "stringify", "JSON.stringify"),
        ("Buffer", "from", "Buffer.from"),
        ("Buffer", "concat", "Buffer.concat"),
        ("Uint8Array", "from", "Uint8Array.from"),
        ("Uint8Array", "of", "Array.of"),
        ("TextDecoder()", "decode", "TextDecoder.decode"),
        ("TextEncoder()", "encode", "TextEncoder.encode"),
        ("Math", "floor", "Math.floor"),
        ("Math", "ceil", "Math.ceil"),
        ("Math", "round", "Math.round"),
        ("Math", "abs", "Math.abs"),
        ("Math", "pow", "Math.pow"),
        ("Math", "min", "Math.min"),
        ("Math", "max", "Math.max"),
    ];
    if base == "globalThis" {
        return global(name);
    }
    // `String.fromCharCode.apply(null, […])`, `String["fromCharCode"].call(…)`
    let full = MEMBERS.into_iter().find(|(of, known, _)| *of == base && *known == name);
    match (full, name) {
        (Some((_, _, full)), _) => Some(Value::Builtin(full)),
        (None, "apply") if base == "String.fromCharCode" => {
            Some(Value::Builtin("String.fromCharCode.apply"))
        }
        (None, "call") if base == "String.fromCharCode" => {
            Some(Value::Builtin("String.fromCharCode.call"))
        }
        (None, "bind") if base == "String.fromCharCode" => {
            Some(Value::Builtin("String.fromCharCode.bind"))
        }
        _ => None,
    }
}

impl<'a> Evaluator<'a> {
    /// Calls the builtin `name`.
    pub(super) fn builtin(&mut self, name: &str, arguments: &[Value<'a>]) -> Option<Value<'a>> {
        let first = arguments.first();
        match name {
            "String.fromCharCode" | "String.fromCodePoint" => self.characters_of(arguments),
            "String.fromCharCode.apply" => {
                let codes: Option<Vec<_>> = self.elements(arguments.get(1)?)?.into_iter().collect();
                self.characters_of(&codes?)
            }
            "String.fromCharCode.call" => self.characters_of(arguments.get(1..)?),
            "String.fromCharCode.bind" => Some(Value::Builtin("String.fromCharCode")),
            "String" => {
                let text = self.text_of(first?)?;
                Some(Value::Text(text))
            }
            "Number" => {
                let number = Self::number_of(first?)?;
                Some(Value::Number(number, first?.origin()))
            }
            "Boolean" => Some(Value::Boolean(first?.is_truthy())),
            "parseInt" => {
                let radix = arguments.get(1).and_then(Self::number_of).unwrap_or(0.0);
                let text = self.text_of(first?)?;
                let value = number::parse_int(&text, radix as u32);
                Some(Value::Number(value, text.origin))
            }
            "parseFloat" => {
                let text = self.text_of(first?)?;
                Some(Value::Number(number::parse_float(&text), text.origin))
            }
            "JSON.parse" => {
                let text = self.text_of(first?)?;
                self.parse_json(&text)
            }
            "JSON.stringify" => match first? {
                Value::Text(text) => {
                    let shown = serde_json::to_string(&**text).ok()?;
                    self.made(shown, Step::Json, text.origin)
                }
                _ => None,
            },
            name if name.starts_with("Math.") => Self::mathematics(name, arguments),
            name if name.starts_with("Array") || name.starts_with("Object.") => {
                self.list_function(name, arguments)
            }
            name => self.codec(name, arguments),
        }
    }

    fn codec(&mut self, name: &str, arguments: &[Value<'a>]) -> Option<Value<'a>> {
        let first = arguments.first()?;
        match name {
            "Buffer.from" => {
                let encoding = match arguments.get(1) {
                    Some(Value::Text(text)) => text.to_string(),
                    _ => "utf8".to_owned(),
                };
                self.buffer(first, &encoding)
            }
            "Buffer.concat" => {
                let mut bytes = Vec::new();
                let mut origin = Origin::NONE;
                for part in self.elements(first)? {
                    let Value::Bytes(part) = part? else { return None };
                    self.budget.bytes(part.content.len())?;
                    bytes.extend_from_slice(&part.content);
                    origin = self.origins.both(origin, part.origin);
                }
                Some(Value::Bytes(Bytes { content: bytes.into(), origin, is_buffer: true }))
            }
            "Uint8Array.from" | "Uint8Array" => self.typed_array(first, arguments.get(1)),
            "TextDecoder.decode" => match first {
                Value::Bytes(bytes) => {
                    let text = String::from_utf8_lossy(&bytes.content).into_owned();
                    self.made(text, Step::Utf8, bytes.origin)
                }
                _ => None,
            },
            "TextEncoder.encode" => {
                let text = self.text_of(first)?;
                self.budget.bytes(text.len())?;
                let (content, origin) = (text.as_bytes().into(), text.origin);
                Some(Value::Bytes(Bytes { content, origin, is_buffer: false }))
            }
            name => {
                let text = self.text_of(first)?;
                self.budget.steps(text.len() / 16)?;
                self.budget.bytes(text.len())?;
                let (decoded, step) = match name {
                    "atob" => (string::latin1(&codec::base64(&text)?), Step::Base64),
                    "btoa" => (codec::to_base64(&string::to_latin1(&text)?), Step::Base64),
                    "decodeURIComponent" | "decodeURI" => (codec::percent(&text)?, Step::Uri),
                    "unescape" => (codec::unescape(&text), Step::Uri),
                    "encodeURIComponent" => (codec::to_percent(&text, b""), Step::Uri),
                    "encodeURI" => (codec::to_percent(&text, b";/?:@&=+$,#"), Step::Uri),
                    _ => return None,
                };
                self.made(decoded, step, text.origin)
            }
        }
    }

    fn characters_of(&mut self, codes: &[Value<'a>]) -> Option<Value<'a>> {
        self.budget.steps(codes.len())?;
        let mut units: Vec<u16> = Vec::with_capacity(codes.len());
        let mut origin = Origin::NONE;
        for code in codes {
            let code_point = Self::number_of(code)?;
            let code_point = if code_point.is_finite() { code_point.abs() as u32 } else { 0 };
            match char::from_u32(code_point) {
                Some(wide) if code_point > 0xFFFF => {
                    units.extend_from_slice(wide.encode_utf16(&mut [0; 2]));
                }
                _ => units.push(code_point as u16),
            }
            origin = self.origins.both(origin, code.origin());
        }
        let text = String::from_utf16_lossy(&units);
        if origin == Origin::NONE {
            self.budget.bytes(text.len())?;
            return Some(Value::text(text, origin));
        }
        self.made(text, Step::FromCharCode, origin)
    }

    fn buffer(&mut self, first: &Value<'a>, encoding: &str) -> Option<Value<'a>> {
        let (bytes, origin) = match first {
            Value::Text(text) => {
                self.budget.bytes(text.len())?;
                let (bytes, step) = match encoding {
                    "base64" | "base64url" => (codec::base64(text)?, Step::Base64),
                    "hex" => (codec::hex(text), Step::Hex),
                    "latin1" | "binary" | "ascii" => (string::to_latin1(text)?, Step::Utf8),
                    _ => (text.as_bytes().to_vec(), Step::Utf8),
                };
                let origin = match step {
                    Step::Utf8 => text.origin,
                    step => self.origins.step(step, text.origin),
                };
                (bytes, origin)
            }
            other => self.bytes_of(other)?,
        };
        Some(Value::Bytes(Bytes { content: bytes.into(), origin, is_buffer: true }))
    }

    fn typed_array(
        &mut self,
        first: &Value<'a>,
        callback: Option<&Value<'a>>,
    ) -> Option<Value<'a>> {
        let source = match callback {
            Some(callback) => self.mapped(first, callback)?,
            None => first.clone(),
        };
        let (bytes, origin) = self.bytes_of(&source)?;
        Some(Value::Bytes(Bytes { content: bytes.into(), origin, is_buffer: false }))
    }

    fn bytes_of(&mut self, value: &Value<'a>) -> Option<(Vec<u8>, Origin)> {
        let mut origin = Origin::NONE;
        let mut bytes = Vec::new();
        for element in self.elements(value)? {
            let element = element?;
            bytes.push(number::to_int32(Self::number_of(&element)?) as u8);
            origin = self.origins.both(origin, element.origin());
        }
        Some((bytes, origin))
    }

    fn mathematics(name: &str, arguments: &[Value<'a>]) -> Option<Value<'a>> {
        let first = Self::number_of(arguments.first()?)?;
        let origin = arguments.first()?.origin();
        let second = || Self::number_of(arguments.get(1)?);
        let number = match name {
            "Math.floor" => first.floor(),
            "Math.ceil" => first.ceil(),
            "Math.round" => (first + 0.5).floor(),
            "Math.abs" => first.abs(),
            "Math.pow" => first.powf(second()?),
            "Math.min" => first.min(second()?),
            "Math.max" => first.max(second()?),
            _ => return None,
        };
        Some(Value::Number(number, origin))
    }

    fn parse_json(&mut self, text: &Text<'a>) -> Option<Value<'a>> {
        self.budget.steps(text.len() / 4)?;
        self.budget.bytes(text.len())?;
        let json: serde_json::Value = serde_json::from_str(text).ok()?;
        let origin = self.origins.step(Step::Json, text.origin);
        Some(from_json(json, origin))
    }
}

/// The reader's own limit on depth bounds the recursion.
fn from_json<'a>(json: serde_json::Value, origin: Origin) -> Value<'a> {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Boolean(truth),
        serde_json::Value::Number(number) => {
            Value::Number(number.as_f64().unwrap_or(f64::NAN), origin)
        }
        serde_json::Value::String(text) => {
            Value::Text(Text { chars: Chars::Made(text.into()), origin })
        }
        serde_json::Value::Array(elements) => {
            Value::array(elements.into_iter().map(|json| from_json(json, origin)).collect())
        }
        serde_json::Value::Object(members) => {
            let members = members.into_iter();
            let members = members.map(|(name, json)| (name.into(), from_json(json, origin)));
            Value::Object(Object::Made(Rc::new(members.collect())))
        }
    }
}
