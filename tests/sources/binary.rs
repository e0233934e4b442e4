//! WebAssembly modules, and files that nobody knows.

use crate::made::{finding, key, lint, path, random};

fn leb(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (number & 0x7F) as u8;
        number >>= 7;
        // A sign bit must not be taken for part of the number.
        if number == 0 && low & 0x40 == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

fn section(id: u8, content: &[u8]) -> Vec<u8> {
    [vec![id], leb(content.len()), content.to_vec()].concat()
}

const ADDRESS: usize = 1 << 20;

/// A module with `data` in memory, and code that uses the strings at `uses`.
fn module(data: &[u8], uses: &[(usize, usize)]) -> Vec<u8> {
    let mut code = vec![1, 0];
    for (offset, length) in uses {
        code.extend(
            [vec![0x41], leb(ADDRESS + offset), vec![0x41], leb(*length), vec![0x1A, 0x1A]]
                .concat(),
        );
    }
    let segment =
        [vec![1, 0, 0x41], leb(ADDRESS), vec![0x0B], leb(data.len()), data.to_vec()].concat();
    let custom = [vec![4], b"name".to_vec(), b"custom text".to_vec()].concat();
    [b"\0asm\x01\0\0\0".to_vec(), section(0, &custom), section(10, &code), section(11, &segment)]
        .concat()
}

#[test]
fn strings_of_data_segments() {
    let key = key(1);
    for data in [
        [b"\0\0", key.as_bytes(), b"\0"].concat(),
        [b"some text ", key.as_bytes(), b" more text"].concat(),
    ] {
        let module = module(&data, &[]);
        let found = finding("a.wasm", &module, &key);
        assert_eq!(
            &module[found.location.offset as usize..found.location.end as usize],
            key.as_bytes()
        );
    }
}

#[test]
fn strings_without_anything_between_them() {
    let key = key(2);
    let data = format!("src/lib.rs{key}called unwrap on a None value{}", random(3, 60));
    let by_code = module(data.as_bytes(), &[(0, 10), (10, key.len()), (10 + key.len(), 28)]);
    finding("a.wasm", by_code, &key);
    // A table of strings in the data itself.
    let mut table = Vec::new();
    for (offset, length) in [(0u32, 10u32), (10, key.len() as u32)] {
        table.extend((ADDRESS as u32 + offset).to_le_bytes());
        table.extend(length.to_le_bytes());
    }
    let mut data = data.into_bytes();
    data.resize(data.len().next_multiple_of(4), 0);
    data.extend(table);
    finding("a.wasm", module(&data, &[]), &key);
}

#[test]
fn a_custom_section_behind_its_name() {
    let kind = leaklint::rules::key::find("launchdarkly/sdk-key").expect("the catalogue has it");
    let key = leaklint::rules::grammar::sample::sample(&kind.token, 8);
    let custom = [vec![4], b"note".to_vec(), key.clone().into_bytes()].concat();
    let module = [b"\0asm\x01\0\0\0".to_vec(), section(0, &custom)].concat();
    finding("a.wasm", &module, &key);
}

#[test]
fn settings_inside_a_module() {
    let secret = random(4, 32);
    for data in [
        format!("\0{{\"pay\":{{\"apiSecret\":\"{secret}\"}}}}\0"),
        format!("\0[pay]\napiSecret = \"{secret}\"\n\0"),
    ] {
        assert!(
            path(&finding("a.wasm", module(data.as_bytes(), &[]), &secret)).ends_with("apiSecret")
        );
        assert!(path(&finding("a.bin", data.as_bytes(), &secret)).ends_with("apiSecret"));
    }
}

#[test]
fn text_of_two_bytes_a_character() {
    let (key, secret) = (key(5), random(6, 32));
    let text = format!("connect {key} and\nAPI_SECRET={secret}\n");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("a.dll", [b"MZ\0\x01\x02\x03\xFF".to_vec(), wide.clone(), vec![0xFF, 0, 0]].concat()),
        ("a.wasm", module(&wide, &[])),
    ] {
        let found = finding(name, &bytes, &key);
        let place = &bytes[found.location.offset as usize..found.location.end as usize];
        assert_eq!(place.len(), 2 * key.len());
        assert_eq!(place[0], key.as_bytes()[0]);
        finding(name, &bytes, &secret);
    }
}

#[test]
fn modules_that_lie_are_searched() {
    let key = key(7);
    let whole = module(format!("\0{key}\0").as_bytes(), &[(1, key.len())]);
    for lie in [
        [&whole[..8], &[11, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], &whole[8..]].concat(),
        [&whole[..8], &[11, 0x80], &whole[8..]].concat(),
        whole[..whole.len() - 1].to_vec(),
        [&whole[..8], &[11, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], &whole[8..]].concat(),
    ] {
        finding("a.wasm", &lie, &key);
        assert!(!lint("a.wasm", &lie).file.notices.is_empty());
    }
    for length in 0..whole.len() {
        lint("a.wasm", &whole[..length]);
    }
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0xFF;
        lint("a.wasm", &changed);
    }
    // Constants everywhere.
    lint("a.wasm", [b"\0asm\x01\0\0\0".to_vec(), section(10, &vec![0x41; 2_000_000])].concat());
}
