//! How much of a file's archives is unpacked.

use std::cell::Cell;

/// What all members of one file, and of archives inside it, may come to.
#[cfg(not(target_arch = "wasm32"))]
const ALL: u64 = 512 << 20;
#[cfg(target_arch = "wasm32")]
const ALL: u64 = 256 << 20;

/// The longest member that is unpacked.
#[cfg(not(target_arch = "wasm32"))]
const ONE: u64 = 128 << 20;
#[cfg(target_arch = "wasm32")]
const ONE: u64 = 64 << 20;

/// The bytes that may still be unpacked.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<u64>,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self { left: Cell::new(ALL) }
    }

    /// A budget of `bytes`, or of the usual where that is less.
    #[cfg(feature = "fetch")]
    pub(crate) fn of(bytes: u64) -> Self {
        Self { left: Cell::new(bytes.min(ALL)) }
    }

    /// How long the next member may be.
    pub(super) fn next(&self) -> usize {
        self.left.get().min(ONE) as usize
    }

    pub(super) fn spend(&self, bytes: usize) {
        self.left.set(self.left.get().saturating_sub(bytes as u64));
    }
}
