mod against_swc;
mod any_bytes;
mod dull;
mod limits;
