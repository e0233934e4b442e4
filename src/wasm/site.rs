//! A deployed site: the crawl's own half. JavaScript asks for what it wants, and gives back what
//! came.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::read;
use crate::{
    FileReport,
    fetch::{self, Answer, Fetched, Follow, Head, Step, Url},
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = URL)]
    type JsUrl;

    #[wasm_bindgen(constructor, catch, js_class = "URL")]
    fn parse(text: &str) -> Result<JsUrl, JsValue>;

    #[wasm_bindgen(constructor, catch, js_class = "URL")]
    fn join(text: &str, base: &str) -> Result<JsUrl, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn href(this: &JsUrl) -> String;
}

/// An address in its normal form, as JavaScript reads it.
pub(crate) fn normal(text: &str, base: Option<&str>) -> Option<String> {
    let url = match base {
        Some(base) => JsUrl::join(text, base),
        None => JsUrl::parse(text),
    };
    Some(url.ok()?.href())
}

thread_local! {
    static REGISTRABLE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Whose a host is says `registrable`: it gives the part of a host's name that somebody has
/// registered, or nothing.
#[wasm_bindgen(js_name = useRegistrable)]
pub fn use_registrable(registrable: Function) {
    REGISTRABLE.with_borrow_mut(|kept| *kept = Some(registrable));
}

pub(crate) fn registrable(host: &str) -> Option<String> {
    let registrable = REGISTRABLE.with_borrow(Clone::clone)?;
    registrable.call1(&JsValue::UNDEFINED, &JsValue::from_str(host)).ok()?.as_string()
}

/// Whether a network address is of the public internet; what is none is not.
#[wasm_bindgen(js_name = isPublic)]
pub fn is_public(address: &str) -> bool {
    address.parse().is_ok_and(fetch::is_public)
}

/// A run over a site of which no more is known than what has come so far.
#[wasm_bindgen]
pub struct Crawl {
    inner: fetch::Crawl,
    follow: HashMap<u32, Follow>,
}

#[wasm_bindgen]
impl Crawl {
    /// `aim` is an object of the members of the Rust `Aim`.
    ///
    /// # Errors
    ///
    /// The address is none, or a member does not exist.
    #[wasm_bindgen(constructor)]
    pub fn new(aim: JsValue) -> Result<Crawl, JsError> {
        let inner = fetch::Crawl::new(read(&aim)?);
        let inner = inner.map_err(|failure| JsError::new(&failure.to_string()))?;
        Ok(Self { inner, follow: HashMap::new() })
    }

    /// What is to be asked for now, as rows of a number and an address.
    pub fn requests(&mut self) -> Array {
        let requests = self.inner.requests().into_iter().map(|request| {
            let row = Array::of2(&request.id.into(), &JsValue::from_str(request.url.as_str()));
            self.follow.insert(request.id, request.follow);
            row
        });
        requests.collect()
    }

    /// Whether a request may be redirected to an address.
    #[wasm_bindgen(js_name = mayFollow)]
    pub fn may_follow(&self, id: u32, next: &str) -> bool {
        let next = Url::parse(next).ok();
        self.follow.get(&id).zip(next).is_some_and(|(follow, next)| follow.allows(&next))
    }

    /// Takes what came: where it came from, what `head` gave for it, the bytes, and what is
    /// missing of them. Gives the files that are to be linted.
    ///
    /// # Errors
    ///
    /// Why nothing came of the address that the person named.
    pub fn answered(
        &mut self,
        id: u32,
        url: &str,
        media_type: String,
        map: Option<String>,
        bytes: Vec<u8>,
        lack: Option<String>,
    ) -> Result<Array, JsError> {
        let head = Head { media_type, map, ..Head::default() };
        let url = Url::parse(url).ok();
        self.take(id, Ok(Answer { url, head, bytes, lack }))
    }

    /// Takes why nothing came: a `Failure` as JSON.
    ///
    /// # Errors
    ///
    /// The same, in words, when it was the address that the person named.
    pub fn failed(&mut self, id: u32, failure: &str) -> Result<Array, JsError> {
        self.take(id, Err(serde_json::from_str(failure)?))
    }

    fn take(&mut self, id: u32, result: Result<Answer, fetch::Failure>) -> Result<Array, JsError> {
        self.follow.remove(&id);
        let arrivals = self.inner.answered(id, result);
        let arrivals = arrivals.map_err(|failure| JsError::new(&failure.to_string()))?;
        Ok(arrivals.into_iter().map(|arrival| file(&arrival.fetched)).collect())
    }

    /// What a person is told of the run, which took so many requests and bytes, as JSON.
    ///
    /// # Errors
    ///
    /// None that is known: it is plain data.
    #[expect(clippy::cast_sign_loss, reason = "numbers of things")]
    pub fn finish(self, requests: f64, bytes: f64) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.inner.finish(requests as u64, bytes as u64))?)
    }
}

fn file(fetched: &Fetched) -> Object {
    let object = Object::new();
    let notices = fetched.notices.iter().map(|notice| JsValue::from_str(notice));
    let map = fetched.map.as_deref().map(Uint8Array::from);
    for (name, value) in [
        ("name", JsValue::from_str(&fetched.name)),
        ("file", JsValue::from_str(&fetched.file)),
        ("bytes", Uint8Array::from(&*fetched.bytes).into()),
        ("map", map.map_or(JsValue::UNDEFINED, Into::into)),
        ("notices", notices.collect::<Array>().into()),
    ] {
        // A new object takes what it is given.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}

/// What the head of an answer from `url` says: `headers` is an object, with names in small
/// letters. Gives `{ redirect }`, `{ mediaType, map, codings }`, or `{ failure }` as JSON text.
///
/// # Errors
///
/// Headers that are no object of texts.
#[wasm_bindgen]
pub fn head(url: &str, status: u16, headers: JsValue) -> Result<String, JsError> {
    let headers: HashMap<String, String> = read(&headers)?;
    let url = Url::parse(url).map_err(|reason| JsError::new(&reason))?;
    let said = match fetch::head(&url, status, |name| headers.get(name).cloned()) {
        Ok(Step::Redirect(next)) => serde_json::json!({ "redirect": next.as_str() }),
        Ok(Step::Answer(head)) => serde_json::json!({
            "mediaType": head.media_type, "map": head.map, "codings": head.codings,
        }),
        Err(failure) => serde_json::json!({ "failure": failure }),
    };
    Ok(said.to_string())
}

/// Whether asking again may help, and whether a failure, given as JSON, speaks of its host.
///
/// # Errors
///
/// Text that is no failure.
#[wasm_bindgen]
pub fn temper(failure: &str) -> Result<Array, JsError> {
    let failure: fetch::Failure = serde_json::from_str(failure)?;
    Ok(Array::of2(&failure.is_passing().into(), &failure.is_of_host().into()))
}

/// A report on a file, as JSON, that was linted as `file`, under its address.
///
/// # Errors
///
/// Text that is no report.
#[wasm_bindgen(js_name = underAddress)]
pub fn under_address(
    report: &str,
    file: &str,
    name: &str,
    notices: Vec<String>,
) -> Result<String, JsError> {
    let report: FileReport = serde_json::from_str(report)?;
    Ok(serde_json::to_string(&report.under(file, name, notices))?)
}
