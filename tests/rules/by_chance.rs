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

#[test]
fn names_of_operations_are_no_token() {
    let operation = ["STS.assume", "RoleWithWebIdentity"].concat();
    assert!(lint(&format!("a={{operation:\"AWS.{operation}\",b:{operation}}}")).is_empty());
}
