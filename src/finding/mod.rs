//! A finding: what was found, where, how sure we are, and what to do about it.
//!
//! Plain data, as the JSON report has it. Nothing here holds a value unless it was asked for.

pub mod allow;
pub(crate) mod day;
pub(crate) mod excerpt;
pub(crate) mod fingerprint;
pub(crate) mod merge;
pub(crate) mod message;
pub(crate) mod redact;

use serde::{Deserialize, Serialize};

/// One secret of a build: a rule and a value, with every place where the value stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// `provider/kind`, stable over versions.
    pub rule: String,
    /// What the value is, in a few words.
    pub title: String,
    /// The provider's name as people write it.
    pub provider: String,
    /// How bad it is that the value is there.
    pub severity: Severity,
    /// Whether such a value may be public.
    pub exposure: Exposure,
    /// Whether it opens real data.
    pub environment: Environment,
    /// How sure we are that it is what `title` says.
    pub confidence: Confidence,
    /// One sentence: what it is and why it must not be here, or why it may.
    pub message: String,
    /// The value with its middle left out; never enough to use.
    pub redacted: String,
    /// The value, only when [`crate::Options::reveal`] asked for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<String>,
    /// A keyed hash of rule and value: the same after every rebuild, in every file.
    pub fingerprint: String,
    /// The first place of the value.
    pub location: Location,
    /// Where it stands in the person's own source, when a source map tells.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub original: Option<Original>,
    /// Every further place of the same value.
    pub occurrences: Vec<Location>,
    /// Where its pieces are that do not stand in `location`, when it was put together.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub pieces: Vec<Location>,
    /// What the value is called where it stands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub context: Option<Context>,
    /// How the value was put together; empty when it is verbatim.
    pub derivation: Vec<String>,
    /// The environment variable it came from, or should come from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub env: Option<String>,
    /// What it may do, when the value itself says.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub scopes: Vec<String>,
    /// The day it was issued (`YYYY-MM-DD`, UTC), when the value itself says.
    pub issued: Option<String>,
    /// The day it expires (`YYYY-MM-DD`, UTC), when the value itself says.
    pub expires: Option<String>,
    /// What to do.
    pub remediation: Remediation,
    /// The line around the first place, with every value in it redacted.
    pub excerpt: Excerpt,
}

/// A place in a file of the build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Relative to the folder that was named, with `/`.
    pub path: String,
    /// From 1; lines end with a line feed.
    pub line: u32,
    /// From 1, in UTF-16 code units.
    pub column: u32,
    /// First byte of the value in the file, from 0.
    pub offset: u32,
    /// The byte after the value's last.
    pub end: u32,
}

impl Location {
    /// The order of places: by path, then by offset.
    pub(crate) fn cmp_place(&self, other: &Self) -> std::cmp::Ordering {
        self.path.cmp(&other.path).then(self.offset.cmp(&other.offset))
    }
}

/// A place in a person's own source, as a source map tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Original {
    /// As the source map names it.
    pub path: String,
    /// From 1.
    pub line: u32,
    /// From 1, in UTF-16 code units.
    pub column: u32,
}

/// What a value is called where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// What `name` is to the value.
    pub kind: ContextKind,
    /// The nearest name: `apiKey`, `createClient`, `Authorization`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// All names from the outermost to the nearest: `config.payments.apiKey`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path: Option<String>,
    /// Which argument of the call the value is, from 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub argument: Option<u16>,
}

impl Context {
    /// Of text that nothing is known of.
    pub(crate) const fn nameless() -> Self {
        Self { kind: ContextKind::Text, name: None, path: None, argument: None }
    }
}

/// What a context's name is to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContextKind {
    /// A variable, or a parameter's default.
    Variable,
    /// A member of an object or a class.
    Property,
    /// An argument of a call.
    Argument,
    /// A request header.
    Header,
    /// A parameter of a URL.
    Query,
    /// A member of `process.env` or `import.meta.env`.
    Environment,
    /// An attribute of an element.
    Attribute,
    /// A string of a program without a name of its own.
    String,
    /// A property's own key.
    Key,
    /// A regular expression.
    Regex,
    /// Text of an element.
    Text,
    /// A comment.
    Comment,
}

/// A piece of one line, for showing a person where the value stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// About 100 characters of the line, on one line, every value in it redacted.
    pub text: String,
    /// Where the redacted value begins in `text`, in bytes.
    pub start: u32,
    /// Where it ends in `text`, in bytes.
    pub end: u32,
    /// Whether the line goes on before `text`.
    pub cut_before: bool,
    /// Whether the line goes on after `text`.
    pub cut_after: bool,
}

/// What to do about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remediation {
    /// One sentence.
    pub summary: String,
    /// In the order to do them.
    pub steps: Vec<String>,
    /// Where the key is revoked or rotated.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub revoke: Option<String>,
    /// The provider's documentation.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub docs: Option<String>,
}

/// How bad a finding is; SARIF's levels. Ordered: `Note < Warning < Error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Needs a look.
    Warning,
    /// Must not be deployed.
    Error,
}

/// Whether a kind of value may be public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Exposure {
    /// Never.
    Secret,
    /// Only under a restriction that cannot be seen from here.
    Restricted,
    /// It is meant to be.
    Publishable,
    /// Nobody can tell from the value.
    Unknown,
}

/// Whether a value opens real data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// Real data and real money.
    Live,
    /// A sandbox.
    Test,
    /// The value does not say.
    Unknown,
}

/// How sure we are. Ordered: `Low < Medium < High`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// It may be something else.
    Low,
    /// Its name or place says so.
    Medium,
    /// Its own form says so.
    High,
}
