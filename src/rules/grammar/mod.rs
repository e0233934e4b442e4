//! The token grammar.
