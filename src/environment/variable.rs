//! A variable whose value is looked for.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::dotenv;

/// An environment variable with its value, as [`crate::Options::variables`] takes it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its value. No report holds it unless [`crate::Options::reveal`] asks for it.
    pub value: String,
    /// Where it was read, as findings tell it: `.env.production`, `the environment`.
    #[serde(default)]
    pub from: String,
}

impl Variable {
    /// The variables of a `.env` file: quotes, `export`, comments and values of several lines are
    /// read as dotenv reads them; what refers to other variables is left as it is written.
    pub fn of_dotenv(text: &str, from: &str) -> Vec<Self> {
        let variable = |(name, value)| Self { name, value, from: from.to_owned() };
        dotenv::variables(text).into_iter().map(variable).collect()
    }
}

/// Without the value, which must not get into a log.
impl fmt::Debug for Variable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, from, .. } = self;
        formatter.debug_struct("Variable").field("name", name).field("from", from).finish()
    }
}
