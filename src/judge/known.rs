//! Values that everyone knows: identifiers of specifications, and keys that libraries ship for all
//! of their users.

use base64::{
    Engine as _,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde_json::Value;

use crate::rules::is_random;

/// How the UUIDs of families end that a specification numbers by their first part.
const FAMILIES: [&str; 5] = [
    // Bluetooth Core Specification, volume 3, part B, 2.5.1.
    "-0000-1000-8000-00805f9b34fb",
    // HomeKit Accessory Protocol, services and characteristics.
    "-0000-1000-8000-0026bb765291",
    // Media subtypes of Microsoft's Media Foundation.
    "-0000-0010-8000-00aa00389b71",
    // Interfaces of COM.
    "-0000-0000-c000-000000000046",
    // Namespaces of RFC 9562, 6.6.
    "-9dad-11d1-80b4-00c04fd430c8",
];

/// Other UUIDs of specifications.
const UUIDS: [&str; 7] = [
    // RFC 6455, 1.3.
    "258eafa5-e914-47da-95ca-c5ab0dc85b11",
    // https://dashif.org/identifiers/content_protection/
    "edef8ba9-79d6-4ace-a3c8-27dcd51d21ed",
    "9a04f079-9840-4286-ab92-e65be0885f95",
    "e2719d58-a985-b3c9-781a-b030af78d30e",
    "94ce86fb-07ff-4f43-adb8-93d2fa968ca2",
    "1077efec-c0b2-4d02-ace3-3c1e52e2fb4b",
    // EFI system partition (UEFI specification, 5.3.3).
    "c12a7328-f81f-11d2-ba4b-00a0c93ec93b",
];

/// CRC-32 of keys that libraries use until they are given another one: ethers 4, 5 and 6 for Infura,
/// Etherscan, Alchemy, Ankr, Pocket and `QuickNode`, and Ganache for Infura.
const SHIPPED: [u32; 8] = [
    0xa107_c1d5,
    0x0f7d_6675,
    0xa3fb_6450,
    0x7dc0_837b,
    0x81ef_a023,
    0xb07f_b2d9,
    0x6f55_54a4,
    0x40ea_c5bb,
];

/// Whether a specification or a translation service gives `value` to everyone.
pub(super) fn is_published(value: &[u8]) -> bool {
    is_published_uuid(value) || is_pseudo_translation(value)
}

fn is_published_uuid(value: &[u8]) -> bool {
    const LENGTH: usize = 36;
    let Ok(value) = <&[u8; LENGTH]>::try_from(value) else { return false };
    let lower = value.to_ascii_lowercase();
    FAMILIES.iter().any(|end| lower.ends_with(end.as_bytes()))
        || UUIDS.iter().any(|uuid| lower == uuid.as_bytes())
}

/// `crwdns1346:0crwdne1346:0`: a text of Crowdin's pseudo-language, in which the page is translated.
/// <https://support.crowdin.com/developer/in-context-localization/>
fn is_pseudo_translation(value: &[u8]) -> bool {
    value.starts_with(b"crwdns") && memchr::memmem::find(value, b"crwdne").is_some()
}

/// Whether a library ships the key in `value`, or at the end of the address `value`.
pub(super) fn is_shipped(value: &[u8]) -> bool {
    let key = value.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
    SHIPPED.contains(&crc32fast::hash(key))
}

/// Whether `value` is base64 of an object or a list in which nothing looks drawn.
pub(super) fn is_plain_json(value: &[u8]) -> bool {
    const SHORTEST: usize = 8;
    /// What the braces and brackets of JSON become: `{"`, `[`.
    const BEGINNINGS: [&[u8]; 4] = [b"eyJ", b"eyA", b"ew", b"W"];
    if value.len() < SHORTEST || !BEGINNINGS.iter().any(|start| value.starts_with(start)) {
        return false;
    }
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    [STANDARD, URL_SAFE].into_iter().any(|alphabet| {
        let json = GeneralPurpose::new(&alphabet, lenient).decode(value).ok();
        json.and_then(|json| serde_json::from_slice::<Value>(&json).ok())
            .is_some_and(|json| (json.is_object() || json.is_array()) && is_plain(&json))
    })
}

/// Whether all texts of `json` are too short for a secret or words.
fn is_plain(json: &Value) -> bool {
    const SHORTEST: usize = 8;
    match json {
        Value::String(text) => {
            let text = text.as_bytes();
            let is_word = text.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b' ');
            text.len() < SHORTEST || (is_word && !is_random(text))
        }
        Value::Array(items) => items.iter().all(is_plain),
        Value::Object(members) => members.values().all(is_plain),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};

    use super::*;

    #[test]
    fn identifiers_of_specifications() {
        for uuid in [
            "00000231-0000-1000-8000-0026BB765291",
            "0000180f-0000-1000-8000-00805f9b34fb",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
        ] {
            assert!(is_published(uuid.as_bytes()), "{uuid}");
        }
        assert!(!is_published(b"3f1c9b60-58d2-4c7e-a1b3-0e9d6f2a7c45"));
        assert!(is_published(b"crwdns1346:0crwdne1346:0"));
    }

    #[test]
    fn objects_without_a_secret() {
        for json in [r#"{"session_id": "default"}"#, r#"{"v":2,"mode":"dark"}"#, "[1,2,3,4,5,6]"] {
            assert!(is_plain_json(BASE64_STANDARD.encode(json).as_bytes()), "{json}");
            assert!(is_plain_json(BASE64_URL_SAFE_NO_PAD.encode(json).as_bytes()), "{json}");
        }
        for json in [r#"{"password":"h4Zr2mK8xw"}"#, r#"{"k":["T7bQ2mXw9LzKcR4vNpYh6SdG"]}"#] {
            assert!(!is_plain_json(BASE64_STANDARD.encode(json).as_bytes()), "{json}");
        }
        assert!(!is_plain_json(b"T7bQ2mXw9LzKcR4vNpYh6SdG"));
    }
}
