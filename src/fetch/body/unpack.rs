//! Unpacking a body that is there whole, straight into the room for it.

use std::io;

use flate2::{Decompress, FlushDecompress, Status};

use crate::fetch::body::{Encoding, fill};

/// The largest window that deflate has, as a power of two: what every sender may use (RFC 1950 §2.2).
const WINDOW_BITS: u8 = 15;

/// How much room is made at first for each byte of a body: markup is packed to a tenth or more of its size.
const FIRST_ROOM: usize = 8;

/// Of how many members a gzip stream may be: one of nothing has 20 bytes, and takes a quarter of a millisecond.
const MOST_MEMBERS: usize = 1_000;

/// Appends what `source` unpacks to; of what becomes larger than `most` bytes, more than those.
pub(super) fn unpack(
    into: &mut Vec<u8>,
    source: &[u8],
    encoding: Encoding,
    most: u64,
) -> io::Result<()> {
    if source.is_empty() {
        // Nothing is nothing, whatever it claims to be encoded in.
        return Ok(());
    }
    match encoding {
        Encoding::Identity => fill(into, source, most),
        Encoding::Gzip => gunzip(into, source, most),
        Encoding::Deflate => {
            let inflater = Decompress::new(begins_like_zlib(source));
            inflate(into, source, inflater, most).map(drop)
        }
        Encoding::Brotli => {
            let decoder = brotli_decompressor::Decompressor::new(source, 16 << 10);
            fill(into, decoder, most)
        }
    }
}

/// Every member of a gzip stream (RFC 1952 §2.2); what follows and is no member is ignored, as browsers do.
fn gunzip(into: &mut Vec<u8>, mut source: &[u8], most: u64) -> io::Result<()> {
    for _ in 0..MOST_MEMBERS {
        source = inflate(into, source, Decompress::new_gzip(WINDOW_BITS), most)?;
        if into.len() as u64 > most || source.first() != Some(&0x1f) {
            return Ok(());
        }
    }
    Err(io::ErrorKind::InvalidData.into())
}

/// zlib (RFC 1950), else a bare deflate stream (RFC 1951), which some servers send.
fn begins_like_zlib(source: &[u8]) -> bool {
    match source {
        [method, flags, ..] => {
            method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0
        }
        _ => false,
    }
}

/// Appends one stream; what follows it.
fn inflate<'a>(
    into: &mut Vec<u8>,
    mut source: &'a [u8],
    mut inflater: Decompress,
    most: u64,
) -> io::Result<&'a [u8]> {
    let mut room = source.len().saturating_mul(FIRST_ROOM);
    loop {
        let missing = most.saturating_add(1).saturating_sub(into.len() as u64);
        into.reserve_exact(room.min(usize::try_from(missing).unwrap_or(usize::MAX)));
        let (read, written) = (inflater.total_in(), into.len());
        // All of it is there, which saves zlib a copy of what it has written.
        let status = inflater.decompress_vec(source, into, FlushDecompress::Finish)?;
        let read = usize::try_from(inflater.total_in() - read).unwrap_or(usize::MAX);
        source = source.get(read..).unwrap_or_default();
        if status == Status::StreamEnd || into.len() as u64 > most {
            return Ok(source);
        }
        if into.len() < into.capacity() || into.len() == written && read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        room = into.len();
    }
}
