//! What has the form of a token only because it is a piece of something else.

use super::lint;

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::prelude::BASE64_STANDARD.encode(bytes)
}

/// A picture of so many pixels, as style sheets and scripts carry them. Its pixels are `seed`'s.
fn picture(width: u8, height: u8, seed: u8) -> String {
    let chunk = |name: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], name, data, &[seed, !seed, seed ^ 0x5A, 7]].concat()
    };
    let pixels: Vec<u8> = (0..11).map(|at| seed.wrapping_mul(at).wrapping_add(at)).collect();
    let header = chunk(b"IHDR", &[0, 0, 0, width, 0, 0, 0, height, 8, 6, 0, 0, 0]);
    let parts =
        [b"\x89PNG\r\n\x1a\n".to_vec(), header, chunk(b"IDAT", &pixels), chunk(b"IEND", b"")];
    base64(&parts.concat())
}

#[test]
fn small_pictures_hold_no_token() {
    for seed in 0..=255 {
        for (width, height) in [(1, 1), (1, 2), (2, 1), (4, 4), (16, 16)] {
            let picture = picture(width, height, seed);
            for program in [
                format!("var a=\"data:image/png;base64,{picture}\""),
                format!("const PIXEL=\"{picture}\";"),
                format!(".a{{background:url(data:image/png;base64,{picture}) repeat-x}}"),
            ] {
                let found = lint(&program);
                assert!(found.is_empty(), "{program}: {}", found[0].rule);
            }
        }
    }
}

#[test]
fn tables_of_small_numbers_hold_no_token() {
    let numbers: Vec<u8> = (0..240u16).flat_map(|at| [(at * 7 % 5) as u8, 0]).collect();
    for skip in 0..8 {
        let found = lint(&format!("decode(view,8,\"{}\")", base64(&numbers[skip..])));
        assert!(found.is_empty(), "{skip}: {}", found[0].rule);
    }
}

#[test]
fn digests_hold_no_token() {
    let digits = "0123456789abcdef".as_bytes();
    let mut number: u64 = 7;
    for at in 0..60 {
        let mut digest: Vec<u8> = (0..64)
            .map(|_| {
                number = number.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
                digits[(number >> 60) as usize]
            })
            .collect();
        digest[at..at + 4].copy_from_slice(b"4b1d");
        let digest = String::from_utf8(digest).unwrap();
        let found = lint(&format!("{{\"version\":\"{digest}\",\"signature\":\"{digest}\"}}"));
        assert!(found.is_empty(), "{digest}: {}", found[0].rule);
    }
}

/// A part of `length` characters that is made of words with `separator` between them.
fn words(length: usize, separator: char) -> String {
    const WORDS: [&str; 12] = [
        "color",
        "secondary",
        "container",
        "on",
        "margin",
        "horizontal",
        "label",
        "input",
        "state",
        "layer",
        "opacity",
        "list",
    ];
    let mut text = String::new();
    for word in WORDS.iter().cycle() {
        text += word;
        if text.len() >= length {
            break;
        }
        text.push(separator);
    }
    text.truncate(length);
    text
}

#[test]
fn words_joined_by_dashes_are_no_token() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for key in leaklint::rules::keys() {
        for (length, separator) in (16..70).flat_map(|length| [(length, '-'), (length, '_')]) {
            for anchor in key.token.anchors.iter().take(2) {
                let text = format!("{anchor}{}", words(length, separator));
                if key.token.whole(text.as_bytes()).is_some() {
                    wrong.push(format!("{}: {text}", key.id));
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 10_000 && wrong.is_empty(), "{} of {tried}: {wrong:#?}", wrong.len());
    let name = ["md", "-sys-color-on-secondary"].concat();
    let module =
        ["jina", "_clip_image_processing_jina_clip_js__WEBPACK_IMPORTED_MODULE_15__"].concat();
    for program in [
        format!(".a{{color:var(--{name})}}"),
        format!("e.style.setProperty(\"--{name}\",\"16px\")"),
        format!("a='<span class=\"{name}\">'"),
        format!("export {{x:() => (_{module}.X)}}"),
        format!("var {module}=r(1);{module}.X"),
    ] {
        let found = lint(&program);
        assert!(found.is_empty(), "{program}: {}", found[0].rule);
    }
}

#[test]
fn a_prefix_in_longer_base64_is_no_token() {
    let noise = |length: usize, seed: u64| {
        let mut number = seed;
        let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        (0..length)
            .map(|_| {
                number = number.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
                char::from(digits[(number >> 33) as usize % digits.len()])
            })
            .collect::<String>()
    };
    for seed in 0..8 {
        let (before, token, after) = (noise(60, seed), noise(100, seed + 99), noise(120, seed + 9));
        let token = ["EAA", &token].concat();
        let found = lint(&format!("a=\"{before}/{token}/{after}\";"));
        assert!(found.is_empty(), "{}", found[0].rule);
        // In an address it is one.
        let found = lint(&format!("fetch(\"https://example.dev/me/{token}/x\")"));
        assert_eq!(found.len(), 1);
    }
}

#[test]
fn names_of_operations_are_no_token() {
    let operation = ["STS.assume", "RoleWithWebIdentity"].concat();
    assert!(lint(&format!("a={{operation:\"AWS.{operation}\",b:{operation}}}")).is_empty());
}
