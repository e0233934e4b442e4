//! Numbers as JavaScript writes and reads them.

/// `String(number)`.
pub(super) fn to_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    let size = number.abs();
    if (1e-6..1e21).contains(&size) {
        return format!("{number}");
    }
    let text = format!("{number:e}");
    if size < 1.0 { text } else { text.replacen('e', "e+", 1) }
}

/// `number.toString(radix)` of a whole number; nothing for others.
pub(super) fn in_radix(number: f64, radix: u32) -> Option<String> {
    if radix == 10 {
        return Some(to_text(number));
    }
    if !(2..=36).contains(&radix) || number.fract() != 0.0 || number.abs() >= 9e15 {
        return None;
    }
    let mut rest = number.abs() as u64;
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((rest % u64::from(radix)) as u32, radix)?);
        rest /= u64::from(radix);
        if rest == 0 {
            break;
        }
    }
    if number < 0.0 {
        digits.push('-');
    }
    Some(digits.into_iter().rev().collect())
}

/// `parseInt(text, radix)`.
pub(super) fn parse_int(text: &str, radix: u32) -> f64 {
    let text = text.trim_start();
    let (sign, text) = match text.as_bytes() {
        [b'-', ..] => (-1.0, &text[1..]),
        [b'+', ..] => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    let prefixed = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (radix, digits) = match (radix, prefixed) {
        (0 | 16, Some(rest)) => (16, rest),
        (0, None) => (10, text),
        (radix, _) => (radix, text),
    };
    if !(2..=36).contains(&radix) {
        return f64::NAN;
    }
    let mut value = f64::NAN;
    for digit in digits.chars().map_while(|digit| digit.to_digit(radix)) {
        let sum = if value.is_nan() { 0.0 } else { value };
        value = sum * f64::from(radix) + f64::from(digit);
    }
    sign * value
}

/// `parseFloat(text)`.
pub(super) fn parse_float(text: &str) -> f64 {
    let text = text.trim_start();
    let mut end = 0;
    let mut dots = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => end = at + 1,
            b'+' | b'-' if at == 0 => {}
            b'.' if dots == 0 => dots += 1,
            _ => break,
        }
    }
    text[..end].parse().unwrap_or(f64::NAN)
}

/// `Number(text)`.
pub(super) fn from_text(text: &str) -> f64 {
    let text = text.trim();
    if text.is_empty() {
        return 0.0;
    }
    for (prefix, radix) in [("0x", 16), ("0X", 16), ("0b", 2), ("0B", 2), ("0o", 8), ("0O", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
            return if is_number { parse_int(digits, radix) } else { f64::NAN };
        }
    }
    let is_number =
        text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'));
    if is_number { text.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

/// The 32 bits that bit operations see.
pub(super) fn to_int32(number: f64) -> i32 {
    if !number.is_finite() {
        return 0;
    }
    let modulus = 4_294_967_296.0;
    let wrapped = number.trunc().rem_euclid(modulus);
    (wrapped as u32).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_does() {
        for (number, text) in
            [(0.0, "0"), (-1.5, "-1.5"), (1e21, "1e+21"), (1e-7, "1e-7"), (123456.0, "123456")]
        {
            assert_eq!(to_text(number), text);
        }
        assert_eq!(in_radix(255.0, 16).unwrap(), "ff");
        assert_eq!(in_radix(-35.0, 36).unwrap(), "-z");
    }

    #[test]
    fn numbers_are_read_as_javascript_does() {
        assert!((parse_int("0x1f", 0) - 31.0).abs() < 0.1);
        assert!((parse_int("12px", 10) - 12.0).abs() < 0.1);
        assert!(parse_int("px", 10).is_nan());
        assert!((from_text(" 0x10 ") - 16.0).abs() < 0.1);
        assert!(from_text("1a").is_nan());
        assert_eq!(to_int32(4_294_967_295.0), -1);
        assert_eq!(to_int32(-4_294_967_297.0), -1);
    }
}
