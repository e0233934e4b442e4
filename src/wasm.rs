//! The door for JavaScript: the same linter behind wasm-bindgen.

use wasm_bindgen::prelude::*;

use crate::{Options, Report};

/// Lints files in a page, a worker, or Node.
#[wasm_bindgen]
pub struct Linter(crate::Linter);

#[wasm_bindgen]
impl Linter {
    /// `options` is an object of the members of the Rust `Options`, or undefined.
    ///
    /// # Errors
    ///
    /// An option that does not exist or has a wrong type.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Linter, JsError> {
        let mut options: Options = if options.is_undefined() || options.is_null() {
            Options::default()
        } else {
            serde_wasm_bindgen::from_value(options)?
        };
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a clock")]
        options.now.get_or_insert((js_sys::Date::now() / 1e3) as i64);
        Ok(Self(crate::Linter::new(options)))
    }

    /// The report on one file, as `leaklint --format json` prints it.
    ///
    /// # Errors
    ///
    /// None that is known: the report is plain data.
    pub fn lint(&self, name: &str, bytes: &[u8]) -> Result<JsValue, JsError> {
        let report = Report::new([self.0.lint(name, bytes)]);
        let plain = serde_wasm_bindgen::Serializer::json_compatible();
        Ok(serde::Serialize::serialize(&report, &plain)?)
    }
}
