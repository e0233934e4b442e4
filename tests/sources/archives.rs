//! Files in files: what is in them is found with its path, and no archive takes the linter down.

use miniz_oxide::deflate::compress_to_vec;

use crate::made::{finding, key, lint, path, random};

/// A member of a zip, packed or not.
struct Member {
    name: String,
    packed: Vec<u8>,
    length: usize,
    method: u16,
}

fn deflated(name: &str, content: &[u8]) -> Member {
    let packed = compress_to_vec(content, 6);
    Member { name: name.to_owned(), packed, length: content.len(), method: 8 }
}

fn stored(name: &str, content: &[u8]) -> Member {
    let (packed, length) = (content.to_vec(), content.len());
    Member { name: name.to_owned(), packed, length, method: 0 }
}

/// The fields that a member's two headers share, from the version on.
fn header(member: &Member) -> Vec<u8> {
    let mut header = vec![20, 0, 0, 0];
    header.extend(member.method.to_le_bytes());
    header.extend([0; 8]);
    header.extend((member.packed.len() as u32).to_le_bytes());
    header.extend((member.length as u32).to_le_bytes());
    header.extend((member.name.len() as u16).to_le_bytes());
    header.extend([0; 2]);
    header
}

fn zip(members: &[Member]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let offset = bytes.len() as u32;
        bytes.extend(b"PK\x03\x04");
        bytes.extend(header(member));
        bytes.extend(member.name.as_bytes());
        bytes.extend(&member.packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(header(member));
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(member.name.as_bytes());
    }
    let start = bytes.len() as u32;
    let count = (members.len().min(usize::from(u16::MAX)) as u16).to_le_bytes();
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].concat());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
    bytes.extend(compress_to_vec(content, 6));
    bytes.extend([0; 4]);
    bytes.extend((content.len() as u32).to_le_bytes());
    bytes
}

fn script(secret: &str) -> Vec<u8> {
    format!("// one\nconst pay = {{apiSecret: \"{secret}\"}}").into_bytes()
}

#[test]
fn members_of_a_zip_have_paths_and_places_of_their_own() {
    let secret = random(1, 32);
    for (name, archive) in [
        ("a.zip", zip(&[deflated("x/y.js", &script(&secret))])),
        ("a.zip", zip(&[stored("b.txt", b"x"), stored("x/y.js", &script(&secret))])),
        ("a.xpi", zip(&[deflated("x\\y.js", &script(&secret)), deflated("dir/", b"")])),
        ("noextension", zip(&[deflated("/x/y.js", &script(&secret))])),
        (
            "a.crx",
            [
                b"Cr24\x03\0\0\0\x04\0\0\0head".to_vec(),
                zip(&[deflated("x/y.js", &script(&secret))]),
            ]
            .concat(),
        ),
    ] {
        let found = finding(name, &archive, &secret);
        assert_eq!(found.location.path, format!("{name}!/x/y.js"));
        assert_eq!((found.location.line, found.location.column), (2, 26));
        assert_eq!(path(&found), "pay.apiSecret");
        assert!(found.excerpt.text.contains("apiSecret"));
    }
}

#[test]
fn archives_in_archives() {
    let secret = random(2, 32);
    let inner = zip(&[deflated(
        "index.html",
        format!("<script>x={{apiSecret:'{secret}'}}</script>").as_bytes(),
    )]);
    let outer = gzip(&zip(&[stored("in.zip", &inner)]));
    let found = finding("out.zip.gz", &outer, &secret);
    assert_eq!(found.location.path, "out.zip.gz!/out.zip!/in.zip!/index.html");
    assert_eq!(found.location.column, 23);
}

#[test]
fn packed_twins() {
    let secret = random(3, 32);
    let found = finding("js/app.js.gz", gzip(&script(&secret)), &secret);
    assert_eq!((found.location.path.as_str(), found.location.line), ("js/app.js.gz!/app.js", 2));
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut script(&secret).as_slice(), &mut packed, &parameters).unwrap();
    let found = finding("js/app.js.br", &packed, &secret);
    assert_eq!(found.location.path, "js/app.js.br!/app.js");
    // Members behind each other are one file.
    let (first, rest) = (b"// one\n".as_slice(), &script(&secret)[7..]);
    let found = finding("js/app.js.gz", [gzip(first), gzip(rest)].concat(), &secret);
    assert_eq!(found.location.line, 2);
    // A server may keep packed bytes under the plain name.
    finding("js/app.js", gzip(&script(&secret)), &secret);
}

#[test]
fn tar_and_asar() {
    let secret = random(4, 32);
    let content = script(&secret);
    let mut tar = vec![0; 512];
    tar[..8].copy_from_slice(b"x/app.js");
    tar[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    tar[156] = b'0';
    tar[257..262].copy_from_slice(b"ustar");
    tar.extend(&content);
    tar.resize(tar.len().next_multiple_of(512) + 1024, 0);
    assert_eq!(finding("a.tar", &tar, &secret).location.path, "a.tar!/x/app.js");
    assert_eq!(finding("a.tgz", gzip(&tar), &secret).location.path, "a.tgz!/a.tar!/x/app.js");
    let header = format!(
        "{{\"files\":{{\"x\":{{\"files\":{{\"app.js\":{{\"size\":{},\"offset\":\"0\"}}}}}},\"link\":{{\"link\":\"x\"}}}}}}",
        content.len()
    );
    let padded = header.len().next_multiple_of(4) as u32;
    let header_length = header.len() as u32;
    let numbers = [4, padded + 8, padded + 4, header_length];
    let mut asar: Vec<u8> = numbers.iter().flat_map(|number: &u32| number.to_le_bytes()).collect();
    asar.extend(header.as_bytes());
    asar.resize(16 + padded as usize, 0);
    asar.extend(&content);
    assert_eq!(finding("app.asar", &asar, &secret).location.path, "app.asar!/x/app.js");
}

#[test]
fn the_same_value_inside_and_outside_is_one_finding() {
    let key = key(5);
    let archive = zip(&[
        deflated("a.js", &script(&key)),
        stored("b.js", &script(&key)),
        stored(".env", format!("PAY_KEY={key}").as_bytes()),
    ]);
    let found = finding("a.zip", &archive, &key);
    let paths: Vec<&str> = found.occurrences.iter().map(|place| place.path.as_str()).collect();
    assert_eq!(
        (found.location.path.as_str(), paths),
        ("a.zip!/.env", vec!["a.zip!/a.js", "a.zip!/b.js"])
    );
    assert!(lint("a.zip", &archive).findings.iter().any(|it| it.rule == "exposure/env-file"));
}

#[test]
fn a_cut_off_archive_gives_what_is_there() {
    let key = key(6);
    let filler: Vec<u8> = random(7, 5_000).into_bytes();
    let content = [script(&key), b"\n//".to_vec(), filler.clone()].concat();
    let whole = zip(&[deflated("a.js", &content), deflated("b.js", &filler)]);
    let cut = &whole[..whole.len() - 200];
    let report = lint("a.zip", cut);
    assert!(!report.file.notices.is_empty());
    assert_eq!(finding("a.zip", cut, &key).location.path, "a.zip!/a.js");
    // In the middle of the member that has the key.
    let cut = &whole[..1_000];
    assert_eq!(finding("a.zip", cut, &key).location.path, "a.zip!/a.js");
    assert!(lint("a.zip", cut).file.notices.iter().any(|it| it.contains("cut off")));
    let cut = &gzip(&content)[..1_000];
    finding("a.js.gz", cut, &key);
}

#[test]
fn every_length_and_every_flipped_byte_ends() {
    let archive = zip(&[deflated("a.js", &script(&key(8))), stored("b.json", b"{\"a\":\"b\"}")]);
    for length in 0..archive.len() {
        lint("a.zip", &archive[..length]);
    }
    let packed = gzip(&script(&key(8)));
    for (name, bytes) in [("a.zip", &archive), ("a.js.gz", &packed)] {
        for at in 0..bytes.len() {
            for value in [0, 0x7F, 0xFF] {
                let mut changed = bytes.clone();
                changed[at] = value;
                lint(name, &changed);
            }
        }
    }
}

#[test]
fn a_bomb_gives_a_notice() {
    let zeros = vec![0; 200 << 20];
    let packed = compress_to_vec(&zeros, 6);
    assert!(packed.len() < 1 << 20);
    let bomb =
        || Member { name: "0".to_owned(), packed: packed.clone(), length: zeros.len(), method: 8 };
    let members: Vec<Member> = (0..20).map(|_| bomb()).collect();
    let report = lint("bomb.zip", zip(&members));
    assert!(
        report.file.notices.iter().any(|it| it.contains("more than may be unpacked")),
        "{report:?}"
    );
    let nested = gzip(&gzip(&gzip(&zip(&[bomb()]))));
    assert!(!lint("bomb.gz", nested).file.notices.is_empty());
}

#[test]
fn archives_inside_archives_end() {
    let key = key(9);
    let mut archive = zip(&[deflated("a.js", &script(&key))]);
    for _ in 0..20 {
        archive = zip(&[deflated("a.zip", &archive)]);
    }
    let report = lint("a.zip", &archive);
    assert!(report.file.notices.iter().any(|it| it.contains("too deep")), "{report:?}");
}

#[test]
fn a_million_members() {
    let key = key(10);
    let mut members: Vec<Member> = (0..200_000).map(|at| stored(&format!("{at}"), b"x")).collect();
    members.insert(0, stored("first.js", &script(&key)));
    let archive = zip(&members);
    let report = lint("a.zip", &archive);
    assert!(report.file.notices.iter().any(|it| it.contains("too many members")), "{report:?}");
    finding("a.zip", &archive, &key);
    // Headers without a list.
    lint("a.zip", b"PK\x03\x04".repeat(1_000_000));
    lint("a.zip", b"PK\x01\x02".repeat(1_000_000));
    lint("a.zip", b"PK\x05\x06".repeat(1_000_000));
}

#[test]
fn many_members_of_the_same_bytes_are_bounded() {
    // Every entry of the list points at one member of 16 MB.
    let big = deflated("big", &vec![b' '; 16 << 20]);
    let mut archive = zip(&[big]);
    let end = archive.len() - 22;
    let length = u32::from_le_bytes(archive[end + 12..end + 16].try_into().unwrap()) as usize;
    let directory = archive[end - length..end].to_vec();
    let start = end - length;
    archive.truncate(start);
    archive.extend(directory.repeat(10_000));
    let length = (directory.len() * 10_000) as u32;
    archive.extend(b"PK\x05\x06\0\0\0\0\x10\x27\x10\x27");
    archive.extend(length.to_le_bytes());
    archive.extend((start as u32).to_le_bytes());
    archive.extend([0; 2]);
    let report = lint("a.zip", &archive);
    assert!(report.file.notices.iter().any(|it| it.contains("more than may")), "{report:?}");
}

#[test]
fn what_only_begins_like_an_archive_is_searched() {
    let key = key(11);
    for start in [&b"PK\x03\x04"[..], b"PK\x05\x06", b"Cr24", b"\x1F\x8B\x08", b"\x04\0\0\0"] {
        finding("a.bin", [start, b" ", key.as_bytes()].concat(), &key);
    }
}
