//! The string arrays of obfuscators: all strings of a script in one array, which a loop rotates
//! until a sum over them is right, and functions that give them by number.
//!
//! They are found by their shape, whatever their names: a function that replaces itself by one
//! that returns an array of strings; functions that call it, take a number off their first
//! parameter and index what they got; a call of a function with the array and a number, in which
//! a loop compares a sum with that number. Nothing of the script is run: the sum is evaluated for
//! each rotation, and what the functions do with a string (nothing, base64 with an alphabet of
//! their own, RC4) is told from what they are made of.

mod decode;
mod rotate;
mod shape;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{
    bindings::BindingId,
    evaluator::{Evaluator, inside},
    origin::Origin,
    value::{Chars, Text, Value},
};
use crate::{candidate::Step, span::Span};

use decode::Encoding;
use shape::Accessor;

/// Steps that the strings of one array may take beyond a script's own.
const STEPS_PER_STRING: u64 = 4_000;
const MOST_STEPS: u64 = 20_000_000;

/// The string arrays of a script.
#[derive(Default)]
pub(super) struct StringArrays<'a> {
    arrays: Vec<StringArray<'a>>,
    accessors: Vec<Accessor>,
    /// What has been decoded: by accessor, string and key.
    decoded: FxHashMap<(u32, usize, Rc<str>), Option<Rc<str>>>,
}

struct StringArray<'a> {
    function: BindingId,
    strings: Vec<(&'a str, Span)>,
    /// How far the loop has rotated it.
    rotation: usize,
}

impl<'a> Evaluator<'a> {
    /// Looks for string arrays, and makes their functions known.
    pub(super) fn find_string_arrays(&mut self) {
        let functions = std::mem::take(&mut self.bindings.functions);
        for &(binding, function) in &functions {
            let is_replaced = self.bindings.is_given_twice(binding);
            if let Some(array) = is_replaced.then(|| shape::array_of(function)).flatten() {
                let strings = array.elems.iter().flatten();
                let strings = strings.map(|element| match &*element.expr {
                    swc_ecma_ast::Expr::Lit(swc_ecma_ast::Lit::Str(text)) => {
                        Some((text.value.as_str()?, inside(&element.expr)))
                    }
                    _ => None,
                });
                let Some(strings) = strings.collect::<Option<Vec<_>>>() else { continue };
                self.grant(strings.len());
                let array = StringArray { function: binding, strings, rotation: 0 };
                self.string_arrays.arrays.push(array);
            }
        }
        if self.string_arrays.arrays.is_empty() {
            return;
        }
        for &(binding, function) in &functions {
            if let Some(accessor) = self.accessor(function) {
                let index = self.string_arrays.accessors.len() as u32;
                self.string_arrays.accessors.push(accessor);
                self.know(binding, Value::Decoder(index));
            }
        }
        self.rotate();
    }

    fn grant(&mut self, strings: usize) {
        self.budget.grant((strings as u64 * STEPS_PER_STRING).min(MOST_STEPS));
    }

    /// The array that `function` gives strings of, if it does.
    fn accessor(&self, function: &'a swc_ecma_ast::Function) -> Option<Accessor> {
        let scope = self.bindings.scope_of(function.span)?;
        shape::accessor(function, |name| {
            let (binding, _) = self.bindings.resolve(name, scope);
            let arrays = &self.string_arrays.arrays;
            arrays.iter().position(|array| Some(array.function) == binding)
        })
    }

    /// The string that an accessor gives for `arguments`.
    pub(super) fn decode(&mut self, accessor: u32, arguments: &[Value<'a>]) -> Option<Value<'a>> {
        let place = accessor;
        let Accessor { array, offset, ref encoding } =
            self.string_arrays.accessors[accessor as usize];
        let is_encrypted = matches!(encoding, Encoding::Rc4(_));
        let step = encoding.step();
        let array = &self.string_arrays.arrays[array];
        let index = Self::number_of(arguments.first()?)? - offset;
        if !(0.0..array.strings.len() as f64).contains(&index) {
            return None;
        }
        let index = (index as usize + array.rotation) % array.strings.len();
        let (string, span) = array.strings[index];
        let origin = self.origins.literal(span);
        let origin = self.origins.step(Step::StringArray, origin);
        let Some(step) = step else {
            return Some(Value::Text(Text { chars: Chars::Literal(string), origin }));
        };
        let key: Rc<str> = match arguments.get(1) {
            Some(Value::Text(key)) if is_encrypted => (**key).into(),
            _ if is_encrypted => return None,
            _ => "".into(),
        };
        self.budget.steps(1 + string.len() / 8)?;
        self.budget.bytes(string.len())?;
        let StringArrays { accessors, decoded, .. } = &mut self.string_arrays;
        let encoding = &accessors[place as usize].encoding;
        let text = decoded
            .entry((place, index, key))
            .or_insert_with_key(|(_, _, key)| Some(encoding.decode(string, key)?.into()))
            .clone()?;
        let origin: Origin = self.origins.step(step, origin);
        Some(Value::text(text, origin))
    }
}
