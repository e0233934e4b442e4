//! The door for JavaScript: the same linter and the same reports behind wasm-bindgen.
//!
//! Reports of single files are handed out as JSON text, so that they travel between workers and
//! back in here without being changed: [`join`] makes one report of them.

#![expect(unreachable_pub, reason = "wasm-bindgen exports public items only")]

#[cfg(feature = "site")]
pub(crate) mod site;

use std::cell::RefCell;

use js_sys::{Function, JSON, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::{FileReport, Options, Report, Variable, javascript, rules::listing};

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
        let mut options: Options = read(&options)?;
        for allow in &options.allow {
            allow.check().map_err(|reason| JsError::new(&reason))?;
        }
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
        let report = serde_json::to_string(&Report::new([self.0.lint(name, bytes)]))?;
        JSON::parse(&report).map_err(|_| JsError::new("the report is no JSON"))
    }

    /// What one file gives, for [`join`]. `maps` is called with the path of a source map, in the
    /// terms of `name`, and gives its bytes or nothing.
    ///
    /// # Errors
    ///
    /// None that is known: the report is plain data.
    #[wasm_bindgen(js_name = lintFile)]
    pub fn lint_file(
        &self,
        name: &str,
        bytes: &[u8],
        maps: Option<Function>,
    ) -> Result<String, JsError> {
        let report = self.0.lint_with_maps(name, bytes, &|path| map(maps.as_ref()?, path));
        Ok(serde_json::to_string(&report)?)
    }

    /// The same without the parser, for a file on which it failed.
    ///
    /// # Errors
    ///
    /// None that is known: the report is plain data.
    #[wasm_bindgen(js_name = lintCarefully)]
    pub fn lint_carefully(
        &self,
        name: &str,
        bytes: &[u8],
        maps: Option<Function>,
    ) -> Result<String, JsError> {
        let report = javascript::without_parser(|| {
            self.0.lint_with_maps(name, bytes, &|path| map(maps.as_ref()?, path))
        });
        Ok(serde_json::to_string(&report)?)
    }

    /// What stands verbatim in a file, for one on which the module ended without the parser, too.
    ///
    /// # Errors
    ///
    /// None that is known: the report is plain data.
    #[wasm_bindgen(js_name = lintVerbatim)]
    pub fn lint_verbatim(&self, name: &str, bytes: &[u8]) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.lint_verbatim(name, bytes))?)
    }

    /// The variables whose values are not looked for, one sentence each.
    #[wasm_bindgen(js_name = leftOut)]
    pub fn left_out(&self) -> Vec<String> {
        let sentence = |crate::LeftOut { name, from, reason }: &crate::LeftOut| {
            format!("`{name}` of {from} is not looked for: {reason}")
        };
        self.0.left_out().iter().map(sentence).collect()
    }

    /// What a file gives that is longer than the options allow.
    ///
    /// # Errors
    ///
    /// None that is known: the report is plain data.
    #[expect(clippy::cast_sign_loss, reason = "a file's length")]
    pub fn skip(&self, name: &str, bytes: f64) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.skip(name, bytes as u64))?)
    }
}

/// An object of JavaScript's, by way of JSON: a member that does not exist is an error.
fn read<T: Default + DeserializeOwned>(value: &JsValue) -> Result<T, JsError> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    let json = JSON::stringify(value).map_err(|_| JsError::new("it cannot be written as JSON"))?;
    Ok(serde_json::from_str(&String::from(json))?)
}

/// The bytes that a page or a plugin has for a source map.
fn map(maps: &Function, path: &str) -> Option<Vec<u8>> {
    let bytes = maps.call1(&JsValue::UNDEFINED, &JsValue::from_str(path)).ok()?;
    Some(bytes.dyn_into::<Uint8Array>().ok()?.to_vec())
}

thread_local! {
    static BROTLI: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Files packed with brotli are unpacked by `unpack`: it is called with the packed bytes and how
/// many plain ones may be, and gives `{ bytes, isWhole }`: what it could read, and whether that is
/// all.
#[wasm_bindgen(js_name = useBrotli)]
pub fn use_brotli(unpack: Function) {
    BROTLI.with_borrow_mut(|kept| *kept = Some(unpack));
}

/// What the host unpacked, and whether that is all; nothing when it cannot.
#[cfg(not(feature = "cli"))]
pub(crate) fn unpack_brotli(packed: &[u8], most: usize) -> Option<(Vec<u8>, bool)> {
    let unpack = BROTLI.with_borrow(Clone::clone)?;
    let packed = Uint8Array::from(packed);
    let result =
        unpack.call2(&JsValue::UNDEFINED, &packed, &JsValue::from_f64(most as f64)).ok()?;
    let whole = js_sys::Reflect::get(&result, &"isWhole".into()).ok()?.is_truthy();
    let bytes = js_sys::Reflect::get(&result, &"bytes".into()).ok()?;
    Some((bytes.dyn_into::<Uint8Array>().ok()?.to_vec(), whole))
}

/// The variables of a `.env` file as JSON, for the linter's options. `from` is what reports call
/// the file.
///
/// # Errors
///
/// None that is known: variables are plain data.
#[wasm_bindgen]
pub fn dotenv(text: &str, from: &str) -> Result<String, JsError> {
    Ok(serde_json::to_string(&Variable::of_dotenv(text, from))?)
}

/// One report of what many files gave, each as JSON, and of the deployed site that they are of.
///
/// # Errors
///
/// Text that is not what [`Linter::lint_file`] gave.
#[wasm_bindgen]
#[expect(clippy::cast_sign_loss, reason = "a time that went by")]
pub fn join(files: Vec<String>, elapsed_ms: f64, site: Option<String>) -> Result<String, JsError> {
    let files: Result<Vec<FileReport>, _> =
        files.iter().map(|file| serde_json::from_str(file)).collect();
    let mut report = Report::new(files?);
    report.summary.elapsed_ms = elapsed_ms as u64;
    report.site = site.map(|site| serde_json::from_str(&site)).transpose()?;
    Ok(serde_json::to_string(&report)?)
}

/// Every rule as JSON, as `leaklint rules --format json` prints it.
///
/// # Errors
///
/// None that is known: rules are plain data.
#[wasm_bindgen]
pub fn rules() -> Result<String, JsError> {
    Ok(serde_json::to_string_pretty(&listing::listing())?)
}

/// What `leaklint rules ID` prints, for a terminal of so many columns.
///
/// # Errors
///
/// There is no such rule: the ids that are like it, separated by `, `.
#[cfg(feature = "render")]
#[wasm_bindgen]
pub fn explain(id: &str, width: usize) -> Result<String, JsError> {
    use crate::{report::human::rule, rules::key};

    let key = key::find(id).ok_or_else(|| JsError::new(&rule::near(id).join(", ")))?;
    let mut text = Vec::new();
    rule::explain(key, width, &mut text)?;
    Ok(String::from_utf8(text)?)
}

/// What `leaklint rules` prints.
///
/// # Errors
///
/// None that is known: rules are plain data.
#[cfg(feature = "render")]
#[wasm_bindgen(js_name = listRules)]
pub fn list_rules() -> Result<String, JsError> {
    let mut text = Vec::new();
    crate::report::human::rule::list(&mut text)?;
    Ok(String::from_utf8(text)?)
}

/// How [`render`] writes.
#[cfg(feature = "render")]
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Style {
    width: usize,
    color: bool,
    min_severity: crate::Severity,
    quiet: bool,
}

#[cfg(feature = "render")]
impl Default for Style {
    fn default() -> Self {
        Self { width: 80, color: false, min_severity: crate::Severity::Warning, quiet: false }
    }
}

/// A report, given as JSON, in another form: `human`, `json`, `ndjson`, `sarif`, `github`, `html`.
///
/// # Errors
///
/// A form or a style that does not exist, or text that is no report.
#[cfg(feature = "render")]
#[wasm_bindgen]
pub fn render(report: &str, format: &str, style: JsValue) -> Result<String, JsError> {
    use crate::report::{github, html, human, json, ndjson, sarif};

    let report: Report = serde_json::from_str(report)?;
    let style: Style = read(&style)?;
    let style = human::Style {
        width: style.width,
        color: style.color,
        links: None,
        min_severity: style.min_severity,
        quiet: style.quiet,
    };
    let mut text = Vec::new();
    match format {
        "human" => human::write(&report, &style, &mut text)?,
        "json" => json::write(&report, &mut text)?,
        "ndjson" => ndjson::write_summary(&report.summary, &mut text)?,
        "sarif" => sarif::write(&report, &mut text)?,
        "github" => github::write(&report, &mut text)?,
        "html" => html::write(&report, &mut text)?,
        _ => return Err(JsError::new(&format!("there is no format `{format}`"))),
    }
    Ok(String::from_utf8(text)?)
}
