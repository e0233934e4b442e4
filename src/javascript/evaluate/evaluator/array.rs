//! Methods of arrays, and functions that make them.

use std::rc::Rc;

use super::{Evaluator, access::text};
use crate::{
    candidate::Step,
    javascript::evaluate::{
        origin::Origin,
        value::{Chars, Object, Value},
    },
};

impl<'a> Evaluator<'a> {
    pub(super) fn array_method(
        &mut self,
        array: &Value<'a>,
        name: &str,
        arguments: &[Value<'a>],
    ) -> Option<Value<'a>> {
        let Value::Array(elements) = array else { return None };
        self.budget.steps(elements.len())?;
        let first = arguments.first();
        match name {
            "join" => {
                let separator = match first {
                    None | Some(Value::Undefined) => ",".to_owned(),
                    Some(separator) => self.text_of(separator)?.to_string(),
                };
                self.join(array, &separator)
            }
            "toString" => self.join(array, ","),
            "map" => self.mapped(array, first?),
            "reverse" | "toReversed" => {
                let reversed = elements.iter().rev().cloned().collect();
                Some(self.each_stepped(reversed, Step::Reverse))
            }
            "slice" => {
                let length = elements.len() as i64;
                let place = |argument: Option<&Value<'a>>, default: i64| match argument {
                    None | Some(Value::Undefined) => Some(default),
                    Some(argument) => {
                        let at = Self::number_of(argument)? as i64;
                        Some(if at < 0 { (at + length).max(0) } else { at.min(length) })
                    }
                };
                let (from, to) = (place(first, 0)?, place(arguments.get(1), length)?);
                let part = elements.get(from as usize..to.max(from) as usize)?;
                Some(Value::Array(Rc::new(part.to_vec())))
            }
            "concat" => {
                let mut all = elements.as_ref().clone();
                for argument in arguments {
                    match argument {
                        Value::Array(more) => {
                            self.budget.steps(more.len())?;
                            all.extend(more.iter().cloned());
                        }
                        other => all.push(Some(other.clone())),
                    }
                }
                Some(Value::Array(Rc::new(all)))
            }
            "at" => {
                let at = Self::number_of(first?)? as i64;
                let at = if at < 0 { at + elements.len() as i64 } else { at };
                let value = elements.get(usize::try_from(at).ok()?)?.clone()?;
                Some(self.stepped(value, Step::Array))
            }
            "flat" => self.flat(elements),
            "filter" => self.filter(elements, first?),
            "reduce" | "reduceRight" => self.reduce(elements, name == "reduceRight", arguments),
            "indexOf" | "includes" => Self::search(elements, name, first?),
            _ => None,
        }
    }

    pub(super) fn join(&mut self, array: &Value<'a>, separator: &str) -> Option<Value<'a>> {
        let Value::Array(elements) = array else { return None };
        // Arrays may hold arrays.
        self.budget.enter()?;
        let joined = self.joined(elements, separator);
        self.budget.leave();
        joined
    }

    fn joined(
        &mut self,
        elements: &Rc<Vec<Option<Value<'a>>>>,
        separator: &str,
    ) -> Option<Value<'a>> {
        let mut joined = String::new();
        let mut origin = Origin::NONE;
        for (index, element) in elements.iter().enumerate() {
            self.budget.steps(1)?;
            if index > 0 {
                joined.push_str(separator);
            }
            let element = element.as_ref()?;
            if !element.is_nullish() {
                let part = self.text_of(element)?;
                self.budget.bytes(part.len() + separator.len())?;
                joined.push_str(&part);
                origin = self.origins.both(origin, part.origin);
            }
        }
        self.budget.bytes(joined.len())?;
        match origin {
            Origin::NONE => Some(Value::text(joined, origin)),
            origin => self.made(joined, Step::Join, origin),
        }
    }

    fn each_stepped(&mut self, elements: Vec<Option<Value<'a>>>, step: Step) -> Value<'a> {
        let stepped = |value| self.stepped(value, step);
        let mut stepped = stepped;
        let elements = elements.into_iter().map(|value| value.map(&mut stepped)).collect();
        Value::Array(Rc::new(elements))
    }

    /// `array.map(function)`.
    pub(super) fn mapped(&mut self, array: &Value<'a>, function: &Value<'a>) -> Option<Value<'a>> {
        let mut mapped = Vec::new();
        for (index, element) in self.elements(array)?.into_iter().enumerate() {
            let index = Value::Number(index as f64, Origin::NONE);
            let value = self.callback(function, vec![element?, index])?;
            mapped.push(Some(self.stepped(value, Step::Map)));
        }
        Some(Value::Array(Rc::new(mapped)))
    }

    /// Calls `function` as arrays do: a builtin takes what it has parameters for.
    fn callback(
        &mut self,
        function: &Value<'a>,
        mut arguments: Vec<Value<'a>>,
    ) -> Option<Value<'a>> {
        match function {
            Value::Function(function) => self.apply(function, arguments, None),
            Value::Builtin("parseInt") => self.builtin("parseInt", &arguments),
            Value::Builtin(name) => {
                arguments.truncate(1);
                self.builtin(name, &arguments)
            }
            _ => None,
        }
    }

    fn flat(&mut self, elements: &[Option<Value<'a>>]) -> Option<Value<'a>> {
        let mut flat = Vec::new();
        for element in elements {
            match element {
                Some(Value::Array(inner)) => {
                    self.budget.steps(inner.len())?;
                    flat.extend(inner.iter().cloned());
                }
                other => flat.push(other.clone()),
            }
        }
        Some(Value::Array(Rc::new(flat)))
    }

    fn filter(
        &mut self,
        elements: &[Option<Value<'a>>],
        function: &Value<'a>,
    ) -> Option<Value<'a>> {
        let mut kept = Vec::new();
        for (index, element) in elements.iter().enumerate() {
            let element = element.clone()?;
            let index = Value::Number(index as f64, Origin::NONE);
            if self.callback(function, vec![element.clone(), index])?.is_truthy() {
                kept.push(Some(element));
            }
        }
        Some(Value::Array(Rc::new(kept)))
    }

    fn reduce(
        &mut self,
        elements: &[Option<Value<'a>>],
        is_from_right: bool,
        arguments: &[Value<'a>],
    ) -> Option<Value<'a>> {
        let function = arguments.first()?;
        let mut order: Vec<(usize, &Option<Value<'a>>)> = elements.iter().enumerate().collect();
        if is_from_right {
            order.reverse();
        }
        let mut order = order.into_iter();
        let mut sum = match arguments.get(1) {
            Some(initial) => initial.clone(),
            None => order.next()?.1.clone()?,
        };
        for (index, element) in order {
            let index = Value::Number(index as f64, Origin::NONE);
            sum = self.callback(function, vec![sum, element.clone()?, index])?;
        }
        Some(sum)
    }

    fn search(elements: &[Option<Value<'a>>], name: &str, what: &Value<'a>) -> Option<Value<'a>> {
        let mut place = None;
        for (index, element) in elements.iter().enumerate() {
            if super::operator::is_same(element.as_ref()?, what)? {
                place = Some(index);
                break;
            }
        }
        Some(match name {
            "includes" => Value::Boolean(place.is_some()),
            _ => Value::Number(place.map_or(-1.0, |place| place as f64), Origin::NONE),
        })
    }

    /// Functions of `Array` and `Object`.
    pub(super) fn list_function(
        &mut self,
        name: &str,
        arguments: &[Value<'a>],
    ) -> Option<Value<'a>> {
        let first = arguments.first();
        match name {
            "Array.of" | "Array" if name == "Array.of" || arguments.len() > 1 => {
                Some(Value::array(arguments.to_vec()))
            }
            "Array.from" => match (self.array_like(first?)?, arguments.get(1)) {
                (array, Some(function)) => self.mapped(&array, function),
                (array, None) => Some(array),
            },
            "Object.freeze" => first.cloned(),
            "Object.values" | "Object.keys" | "Object.entries" => {
                let Value::Object(object) = first? else {
                    return Some(Value::Array(Rc::new(self.elements(first?)?)));
                };
                let members = self.members(object)?.into_iter();
                Some(Value::array(match name {
                    "Object.values" => members.map(|(_, value)| value).collect(),
                    "Object.keys" => {
                        members.map(|(name, _)| Value::text(name, Origin::NONE)).collect()
                    }
                    _ => members
                        .map(|(name, value)| {
                            Value::array(vec![Value::text(name, Origin::NONE), value])
                        })
                        .collect(),
                }))
            }
            "Object.assign" => {
                let mut all = Vec::new();
                for argument in arguments {
                    let Value::Object(object) = argument else { return None };
                    all.extend(self.members(object)?);
                }
                Some(Value::Object(Object::Made(Rc::new(all))))
            }
            _ => None,
        }
    }

    /// What `Array.from` takes: something with elements, or `{length: n}`.
    fn array_like(&mut self, value: &Value<'a>) -> Option<Value<'a>> {
        let Value::Object(_) = value else {
            return Some(Value::Array(Rc::new(self.elements(value)?)));
        };
        let length = self.property(value, &Chars::Literal("length"))?;
        let length = Self::number_of(&length)?;
        if !(0.0..1e6).contains(&length) {
            return None;
        }
        self.budget.steps(length as usize)?;
        Some(Value::array(vec![Value::Undefined; length as usize]))
    }

    /// `name.push(…)` on an array of the call at hand.
    pub(super) fn push(
        &mut self,
        name: &swc_ecma_ast::Ident,
        scope: crate::javascript::evaluate::bindings::ScopeId,
        arguments: Vec<Value<'a>>,
    ) -> Option<Value<'a>> {
        let binding = self.resolve(&name.sym, scope)??;
        self.budget.steps(arguments.len())?;
        let local = self.call.locals.iter_mut().rev().find(|local| local.binding == binding)?;
        let Some(Value::Array(elements)) = &mut local.value else { return None };
        let elements = Rc::make_mut(elements);
        elements.extend(arguments.into_iter().map(Some));
        Some(Value::Number(elements.len() as f64, Origin::NONE))
    }

    /// The name of a member as a text.
    pub(super) fn index_of(key: &Chars<'_>) -> Option<usize> {
        text(key).parse().ok()
    }
}
