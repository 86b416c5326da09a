use std::{
    io::{self, Read, Write as _},
    time::Duration,
};

use flate2::{
    Compression,
    write::{DeflateEncoder, GzEncoder, ZlibEncoder},
};
use ureq::http::{HeaderMap, HeaderValue, header};

use super::{BodyError, Encoding, Unfit, receive, reserved};
use crate::fetch::Limits;

fn limits(wire_bytes: u64, decoded_bytes: u64) -> Limits {
    let second = Duration::from_secs(1);
    Limits {
        connect: second,
        first_byte: second,
        stall: second,
        total: second,
        wire_bytes,
        decoded_bytes,
        redirects: 5,
    }
}

/// Takes a body and unpacks it.
fn read(
    body: impl Read,
    encoding: Encoding,
    length: Option<u64>,
    limits: &Limits,
) -> Result<Vec<u8>, BodyError> {
    let packed = receive(body, encoding, length, limits)?;
    let bytes = packed.bytes(&mut Vec::new()).map(<[u8]>::to_vec);
    bytes.map_err(BodyError::Unfit)
}

fn decoded(body: &[u8], encoding: Encoding) -> Vec<u8> {
    read(body, encoding, None, &limits(1 << 20, 1 << 20)).unwrap()
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn named(values: &[&'static str]) -> Option<Encoding> {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(header::CONTENT_ENCODING, HeaderValue::from_static(value));
    }
    Encoding::of(&headers).ok()
}

#[test]
fn encodings_are_known_in_every_letter_case() {
    assert_eq!(named(&[]), Some(Encoding::Identity));
    assert_eq!(named(&["identity"]), Some(Encoding::Identity));
    assert_eq!(named(&[""]), Some(Encoding::Identity));
    for gzip in ["gzip", "GZIP", "x-gzip", " Gzip ", "identity, gzip"] {
        assert_eq!(named(&[gzip]), Some(Encoding::Gzip), "{gzip}");
    }
    assert_eq!(named(&["Deflate"]), Some(Encoding::Deflate));
    assert_eq!(named(&["BR"]), Some(Encoding::Brotli));
    for unknown in ["zstd", "compress", "gzip, gzip", "gzip;q=1", "utf-8"] {
        assert_eq!(named(&[unknown]), None, "{unknown}");
    }
    assert_eq!(named(&["gzip", "br"]), None);
}

#[test]
fn gzip_is_read_with_many_members_and_with_junk_behind() {
    let mut body = gzip(b"one ");
    body.extend(gzip(b"two"));
    assert_eq!(decoded(&body, Encoding::Gzip), b"one two");
    body.extend(b"\0\0\0junk");
    assert_eq!(decoded(&body, Encoding::Gzip), b"one two");
}

#[test]
fn deflate_is_read_with_and_without_its_zlib_frame() {
    let text = b"text that repeats, text that repeats";
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(text).unwrap();
    assert_eq!(decoded(&zlib.finish().unwrap(), Encoding::Deflate), text);
    let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
    raw.write_all(text).unwrap();
    assert_eq!(decoded(&raw.finish().unwrap(), Encoding::Deflate), text);
}

#[test]
fn brotli_is_read() {
    assert_eq!(decoded(&BROTLI_HELLO, Encoding::Brotli), b"hello");
}

/// "hello" in an uncompressed meta-block (RFC 7932 §9.2).
const BROTLI_HELLO: [u8; 9] = [0x0b, 0x02, 0x80, b'h', b'e', b'l', b'l', b'o', 0x03];

/// A megabyte of zeros.
const BROTLI_BOMB: [u8; 14] = [
    0x5b, 0xff, 0xff, 0x8f, 0x7f, 0x02, 0x20, 0x1e, 0x0b, 0x04, 0x72, 0xef, 0x1f, 0x00,
];

#[test]
fn nothing_is_nothing_in_every_encoding() {
    for encoding in [
        Encoding::Identity,
        Encoding::Gzip,
        Encoding::Deflate,
        Encoding::Brotli,
    ] {
        assert_eq!(decoded(b"", encoding), b"", "{encoding:?}");
    }
}

#[test]
fn what_is_not_what_it_says_is_corrupt() {
    let mut flipped = gzip(b"some text that is long enough to have bits to flip");
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xff;
    let cut = gzip(b"some text that is cut");
    let cut = &cut[..cut.len() - 10];
    for (body, encoding) in [
        (b"<rss/>".as_slice(), Encoding::Gzip),
        (&flipped, Encoding::Gzip),
        (cut, Encoding::Gzip),
        (b"<rss/>", Encoding::Brotli),
        (&BROTLI_HELLO[..6], Encoding::Brotli),
        (b"<rss/>", Encoding::Deflate),
        (b"x", Encoding::Deflate),
    ] {
        let outcome = read(body, encoding, None, &limits(1 << 20, 1 << 20));
        assert!(
            matches!(outcome, Err(BodyError::Unfit(Unfit::Corrupt(named))) if named == encoding),
            "{body:?} {outcome:?}"
        );
    }
}

#[test]
fn limits_hold_to_the_byte() {
    let body = [b'x'; 100];
    assert_eq!(
        read(&body[..], Encoding::Identity, Some(100), &limits(100, 100)).unwrap(),
        body
    );
    for (wire, most, limit) in [(99, 1000, 99), (1000, 99, 99)] {
        for length in [None, Some(100)] {
            let outcome = read(&body[..], Encoding::Identity, length, &limits(wire, most));
            assert!(
                matches!(outcome, Err(BodyError::Unfit(Unfit::TooLarge(found))) if found == limit),
                "{wire} {most} {length:?}"
            );
        }
    }
    assert_eq!(
        read(
            gzip(&body).as_slice(),
            Encoding::Gzip,
            None,
            &limits(1000, 100)
        )
        .unwrap(),
        body
    );
    let outcome = read(
        gzip(&body).as_slice(),
        Encoding::Gzip,
        None,
        &limits(1000, 99),
    );
    assert!(matches!(
        outcome,
        Err(BodyError::Unfit(Unfit::TooLarge(99)))
    ));
}

#[test]
fn bombs_stop_at_the_limit() {
    let zeros = vec![0; 1 << 20];
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(&zeros).unwrap();
    let many_members: Vec<u8> = (0..900).flat_map(|_| gzip(&zeros[..200])).collect();
    for (body, encoding) in [
        (gzip(&zeros), Encoding::Gzip),
        (many_members, Encoding::Gzip),
        (zlib.finish().unwrap(), Encoding::Deflate),
        (BROTLI_BOMB.to_vec(), Encoding::Brotli),
    ] {
        let outcome = read(body.as_slice(), encoding, None, &limits(1 << 20, 100_000));
        assert!(
            matches!(outcome, Err(BodyError::Unfit(Unfit::TooLarge(100_000)))),
            "{encoding:?}"
        );
    }
}

#[test]
fn a_stream_of_very_many_members_is_none() {
    let members = |count| gzip(b"").repeat(count);
    let read = |body: &[u8]| read(body, Encoding::Gzip, None, &limits(1 << 20, 1 << 20));
    assert_eq!(read(&members(1_000)[..]).unwrap(), b"");
    for count in [1_001, 50_000] {
        let outcome = read(&members(count)[..]);
        assert!(
            matches!(outcome, Err(BodyError::Unfit(Unfit::Corrupt(_)))),
            "{count}"
        );
    }
}

#[test]
fn a_promised_length_reserves_no_more_than_a_megabyte() {
    assert_eq!(reserved(Some(1 << 40), u64::MAX), 1 << 20);
    assert_eq!(reserved(Some(5_000), u64::MAX), 5_000);
    assert_eq!(reserved(Some(5_000), 100), 100);
    assert_eq!(reserved(None, u64::MAX), 0);
}

#[test]
fn a_broken_wire_is_told_from_a_corrupt_stream() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let gzip = gzip(b"the start of it");
    for (start, encoding) in [
        (&b"the start"[..], Encoding::Identity),
        (&gzip[..14], Encoding::Gzip),
        (&BROTLI_HELLO[..5], Encoding::Brotli),
    ] {
        let outcome = read(
            start.chain(Broken),
            encoding,
            None,
            &limits(1 << 20, 1 << 20),
        );
        let Err(BodyError::Wire(error)) = outcome else {
            panic!("{encoding:?} {outcome:?}");
        };
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    }
}
