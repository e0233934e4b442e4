//! Which grammar a script is written in.

use crate::source::extension;

/// Which grammar a file is written in. JSX is taken in every plain script: none means anything
/// else by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Script,
    TypeScript { jsx: bool },
}

impl Dialect {
    /// The grammar of a file with this name.
    pub(crate) fn of(name: &str) -> Self {
        match extension(name).as_deref() {
            // The script of a component, as a loader has taken it out, is TypeScript as often as not.
            Some("ts" | "mts" | "cts" | "vue" | "svelte" | "astro") => {
                Self::TypeScript { jsx: false }
            }
            Some("tsx") => Self::TypeScript { jsx: true },
            _ => Self::Script,
        }
    }

    /// Whether a `<` where a value begins is a tag.
    pub(crate) const fn has_jsx(self) -> bool {
        matches!(self, Self::Script | Self::TypeScript { jsx: true })
    }

    /// Whether there are types in it.
    pub(crate) const fn is_typed(self) -> bool {
        matches!(self, Self::TypeScript { .. })
    }
}
