//! What makes two findings the same: rule and value, nothing else.

use std::fmt::Write as _;

/// Half of a BLAKE3 digest is more than enough to tell the findings of one project apart.
const BYTES: usize = 16;

/// A keyed hash of rule and value in lower-case hex. Neither path nor line is part of it, so it
/// survives rebuilds.
pub(crate) fn fingerprint(rule: &str, value: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("leaklint 2026-11 finding fingerprint");
    hasher.update(rule.as_bytes()).update(b"\0").update(value);
    let digest = hasher.finalize();
    digest.as_bytes()[..BYTES].iter().fold(String::with_capacity(2 * BYTES), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_and_value_decide() {
        let one = fingerprint("a/b", b"value");
        assert_eq!(one.len(), 2 * BYTES);
        assert_eq!(one, fingerprint("a/b", b"value"));
        assert_ne!(one, fingerprint("a/c", b"value"));
        assert_ne!(one, fingerprint("a/b", b"values"));
        assert_ne!(fingerprint("a", b"b\0c"), fingerprint("a\0b", b"d"));
    }
}
