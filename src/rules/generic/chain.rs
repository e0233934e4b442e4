//! Values of block chains that are public by nature: addresses of accounts, contracts and mints,
//! and the keys that development chains publish.

/// Whether `value` is an address, or an identifier, of a chain whose form is like nothing else:
/// `0x` and 20 or 32 bytes, or bech32 with a readable part (`cosmos1…`, `addr1…`, `bc1…`).
pub(super) fn is_address(value: &[u8]) -> bool {
    is_hexadecimal(value) || is_bech32(value)
}

fn is_hexadecimal(value: &[u8]) -> bool {
    let digits = value.strip_prefix(b"0x").or(value.strip_prefix(b"0X")).unwrap_or_default();
    matches!(digits.len(), 40 | 64) && digits.iter().all(u8::is_ascii_hexdigit)
}

/// BIP 173: lower-case letters, a `1`, and digits without `1`, `b`, `i` and `o`.
fn is_bech32(value: &[u8]) -> bool {
    let Some(at) = value.iter().position(|byte| *byte == b'1') else { return false };
    let (readable, digits) = (&value[..at], &value[at + 1..]);
    let is_digit =
        |byte: &u8| (byte.is_ascii_lowercase() || byte.is_ascii_digit()) && !b"1bio".contains(byte);
    (2..=16).contains(&readable.len())
        && readable.iter().all(u8::is_ascii_lowercase)
        && (38..=110).contains(&digits.len())
        && digits.iter().all(is_digit)
}

/// Whether `value` may be an address whose form other values have, too: 32 bytes in base58
/// (Solana), `T` and 33 characters of base58 (Tron), `EQ` or `UQ` and 46 of base64 (TON).
pub(super) fn may_be_address(value: &[u8]) -> bool {
    let is_base58 = |byte: &u8| byte.is_ascii_alphanumeric() && !b"0OIl".contains(byte);
    match value {
        [b'T', ..] if value.len() == 34 => value.iter().all(is_base58),
        [b'E' | b'U', b'Q', ..] if value.len() == 48 => {
            value.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_+/".contains(byte))
        }
        _ => matches!(value.len(), 43 | 44) && value.iter().all(is_base58) && is_of_32_bytes(value),
    }
}

/// Whether base58 is a number of at most, and nearly, 32 bytes.
fn is_of_32_bytes(value: &[u8]) -> bool {
    const DIGITS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut bytes = [0u8; 33];
    for byte in value {
        let Some(digit) = DIGITS.iter().position(|known| known == byte) else { return false };
        let mut carry = digit as u32;
        for place in &mut bytes {
            carry += u32::from(*place) * 58;
            *place = (carry & 0xFF) as u8;
            carry >>= 8;
        }
    }
    bytes[32] == 0 && bytes[31] != 0
}

/// Whether `value` is one of the twenty private keys that Hardhat and Anvil derive from the
/// mnemonic `test test … junk`. Only sums of their digits are here.
pub(super) fn is_test_account(value: &[u8]) -> bool {
    const SUMS: [u32; 20] = [
        0xbd0c_a09b,
        0x70de_103d,
        0xc584_c1f8,
        0xae6a_3671,
        0x8a73_dd69,
        0x65af_39e5,
        0x8c81_7383,
        0x8e8f_6ac5,
        0x726d_0959,
        0xa59c_44e9,
        0x2a24_6f8e,
        0x8ad2_c2d9,
        0x0af6_e73e,
        0xc5f0_acc8,
        0xc3da_b30b,
        0xb91f_90e2,
        0xf7c5_d408,
        0x9a67_83ed,
        0xb08b_9fce,
        0x9392_2a4a,
    ];
    let digits = value.strip_prefix(b"0x").unwrap_or(value);
    digits.len() == 64
        && digits.iter().all(u8::is_ascii_hexdigit)
        && SUMS.contains(&crc32fast::hash(&digits.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_forms_of_their_own() {
        let hex = "8f3a9c1e7b2d4f60a5c89b7e6d5c4b3a21f0e9d8";
        for value in [
            format!("0x{hex}"),
            format!("0x{}", hex.to_uppercase()),
            format!("cosmos1{}", "qpzry9x8gf2tvdw0s3jn54khce6mua7lqpzry9"),
        ] {
            assert!(is_address(value.as_bytes()), "{value}");
        }
        for value in [hex, "0x8f3a9c1e7b2d4f60", "secret1secret2secret3secret4secret5secret6a"] {
            assert!(!is_address(value.as_bytes()), "{value}");
        }
        assert!(may_be_address(b"EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"));
        assert!(!may_be_address(b"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"));
        assert!(!may_be_address(hex.as_bytes()));
    }
}
