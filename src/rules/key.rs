//! A kind of key, as the catalogue describes it.

use crate::finding::{Environment, Exposure};
