//! How much work evaluation may be: steps, bytes, depth.

/// Steps and bytes for every file, and more for each of its bytes: a script that an obfuscator
/// made needs them for its size.
const STEPS: u64 = 400_000;
const STEPS_PER_BYTE: u64 = 2;
/// Steps for one expression: a loop that does not end must not take what others need.
const STEPS_PER_ROOT: u64 = 100_000;
const BYTES: u64 = 16 << 20;
const BYTES_PER_BYTE: u64 = 8;

/// No key is put together by way of a longer value.
const LONGEST: usize = 1 << 20;

/// Of expressions, references and calls within each other. The stack of a thread has room for it
/// beside what the parser takes.
const DEEPEST: u32 = if cfg!(debug_assertions) { 48 } else { 96 };

/// What is left of it.
#[derive(Debug)]
pub(super) struct Budget {
    steps: u64,
    /// Of those, what the expression at hand may take.
    root: u64,
    bytes: u64,
    depth: u32,
    spent: Option<Bound>,
}

/// What was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Steps,
    Bytes,
    Length,
    Depth,
}

impl Budget {
    pub(super) const fn new(script: usize) -> Self {
        let script = script as u64;
        Self {
            steps: STEPS + STEPS_PER_BYTE * script,
            root: u64::MAX,
            bytes: BYTES + BYTES_PER_BYTE * script,
            depth: 0,
            spent: None,
        }
    }

    /// Takes `count` steps.
    #[inline]
    pub(super) fn steps(&mut self, count: usize) -> Option<()> {
        let count = count as u64;
        if count > self.steps {
            self.steps = 0;
            return self.meet(Bound::Steps);
        }
        if count > self.root {
            self.root = 0;
            return self.meet(Bound::Steps);
        }
        self.steps -= count;
        self.root -= count;
        Some(())
    }

    /// Begins with another expression.
    pub(super) const fn begin(&mut self) {
        self.root = STEPS_PER_ROOT;
    }

    /// What is left of all steps: how many something took is the difference.
    pub(super) const fn left(&self) -> u64 {
        self.steps
    }

    /// Gives more steps.
    pub(super) const fn grant(&mut self, steps: u64) {
        self.steps += steps;
    }

    /// Takes room for a value of `length` bytes.
    pub(super) fn bytes(&mut self, length: usize) -> Option<()> {
        self.check_length(length)?;
        match self.bytes.checked_sub(length as u64) {
            Some(left) => {
                self.bytes = left;
                Some(())
            }
            None => self.meet(Bound::Bytes),
        }
    }

    /// Whether a value may be so long.
    pub(super) fn check_length(&mut self, length: usize) -> Option<()> {
        if length > LONGEST { self.meet(Bound::Length) } else { Some(()) }
    }

    /// Goes one level deeper.
    pub(super) fn enter(&mut self) -> Option<()> {
        if self.depth >= DEEPEST {
            return self.meet(Bound::Depth);
        }
        self.depth += 1;
        Some(())
    }

    pub(super) const fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Whether there is nothing left.
    pub(super) const fn is_spent(&self) -> bool {
        self.steps == 0
    }

    fn meet(&mut self, bound: Bound) -> Option<()> {
        self.spent.get_or_insert(bound);
        None
    }

    /// What a person should know.
    pub(super) fn notice(&self) -> Option<String> {
        let why = match self.spent? {
            Bound::Steps => "it takes too many steps",
            Bound::Bytes => "their values take too much room",
            Bound::Length => "a value is longer than 1 MiB",
            Bound::Depth => "they are nested too deeply",
        };
        Some(format!("constants were evaluated only in part: {why}"))
    }
}
