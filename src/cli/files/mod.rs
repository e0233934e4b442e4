//! Every read and every write of the command's own: what is read is a regular file and bounded,
//! what is written is whole or not there, and never written through a link.
//!
//! No other module of the command opens a file; a test sees to it.

mod lock;
mod read;
mod write;

pub(crate) use lock::locked;
pub(crate) use read::{LONGEST, Unread, read_all, read_bounded};
pub(crate) use write::{append, check_output, create, replace, write_output};
