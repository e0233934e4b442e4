//! Rules of the user's own: in the catalogue's form, or with a regular expression.
//!
//! A [`UserRule`] that exists is right: reading one checks it, and says what is wrong. What a rule
//! needs for matching lives as long as the process, like the catalogue; each distinct rule is kept
//! once, however often a linter is made with it.

mod check;
mod kept;
mod pattern;

use serde::{Deserialize, Serialize};

use crate::finding::{Environment, Exposure};

pub(crate) use pattern::Pattern;

/// More rules are no person's, and each costs time on every file.
const MOST: usize = 500;

/// One rule as a person writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RuleText {
    /// What findings call it: `acme/api-key`, or `api-key`, which is `custom/api-key`.
    pub id: String,
    /// What it finds, in a few words; the id when it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the value looks like, in the grammar of the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// What the value looks like, as a regular expression; its first group, if it has one, is the
    /// value. Instead of `token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regex: Option<String>,
    /// Whether it may be public; `secret` when it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<Exposure>,
    /// What to tell about a finding, in place of leaklint's own sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What someone who has it can do, as it goes on after "can".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can: Option<String>,
    /// What to do in place of putting it into client code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// Where it is rotated or revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rotate: Option<String>,
    /// What tells more about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
    /// The variable that people keep it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<String>,
    /// Text in the value that says what it opens.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub environment: std::collections::BTreeMap<String, Environment>,
    /// The names that the value goes by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<RuleNames>,
    /// Whether the form alone says too little.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub needs_context: bool,
}

/// The names that a value goes by, as the catalogue has them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RuleNames {
    /// Words in the names around it: `acme api key`.
    pub names: Vec<String>,
    /// Request headers: `X-Acme-Key`.
    pub headers: Vec<String>,
    /// Calls that take it, with the argument's place from 0: `acme.init`, 0.
    pub calls: Vec<(String, u8)>,
    /// Hosts whose URLs take it as a parameter.
    pub hosts: Vec<String>,
    /// Those parameters.
    pub query: Vec<String>,
}

/// A rule of the user's own, checked and ready to match.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "RuleText", into = "RuleText")]
pub struct UserRule {
    text: RuleText,
    kept: kept::Kept,
}

impl UserRule {
    /// Its id, as findings have it.
    pub fn id(&self) -> &'static str {
        self.kept.key.id
    }

    pub(crate) fn key(&self) -> &'static super::Key {
        self.kept.key
    }

    pub(crate) fn pattern(&self) -> Option<Pattern> {
        Some(Pattern { key: self.kept.key, regex: self.kept.regex.clone()? })
    }
}

impl PartialEq for UserRule {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for UserRule {}

impl From<UserRule> for RuleText {
    fn from(rule: UserRule) -> Self {
        rule.text
    }
}

impl TryFrom<RuleText> for UserRule {
    type Error = String;

    /// # Errors
    ///
    /// What is wrong with the rule, in a sentence that names it.
    fn try_from(text: RuleText) -> Result<Self, String> {
        check::text(&text)
            .and_then(|()| kept::keep(&text))
            .map(|kept| Self { kept, text: text.clone() })
            .map_err(|reason| format!("rule `{}`: {reason}", text.id))
    }
}

/// The user's rules, no two of one id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<UserRule>", into = "Vec<UserRule>")]
pub struct UserRules(Vec<UserRule>);

impl UserRules {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &UserRule> {
        self.0.iter()
    }
}

impl TryFrom<Vec<UserRule>> for UserRules {
    type Error = String;

    /// # Errors
    ///
    /// Which id is there twice, or that there are too many.
    fn try_from(rules: Vec<UserRule>) -> Result<Self, String> {
        if rules.len() > MOST {
            return Err(format!("there are {} rules, and at most {MOST} may be", rules.len()));
        }
        let mut ids = std::collections::BTreeSet::new();
        match rules.iter().find(|rule| !ids.insert(rule.id())) {
            Some(twice) => Err(format!("rule `{}` is there twice", twice.id())),
            None => Ok(Self(rules)),
        }
    }
}

impl From<UserRules> for Vec<UserRule> {
    fn from(rules: UserRules) -> Self {
        rules.0
    }
}
