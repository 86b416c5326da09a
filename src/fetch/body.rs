//! The body of an answer: decompressed and measured while it streams, into one vector.
//!
//! ureq's own limit counts compressed bytes only, and it knows fewer encodings than servers use; so neither is left to it.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};
use ureq::http::{HeaderMap, header};

use crate::{
    error::{Problem, ProblemKind},
    fetch::Limits,
};

/// What `Content-Length` may make us reserve; a server that promises more and sends nothing gets no more memory.
const MOST_RESERVED: u64 = 1 << 20;

/// `Content-Encoding` (RFC 9110 §8.4), in the forms that servers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As it is.
    Identity,
    /// `gzip`, `x-gzip`.
    Gzip,
    /// `deflate`: zlib as the RFC says, or the bare stream that some servers send.
    Deflate,
    /// `br`.
    Brotli,
}

/// Why a body could not be read.
#[derive(Debug)]
pub(super) enum BodyError {
    /// More bytes than this, as sent or after decompression.
    TooLarge(u64),
    /// Not what its encoding says.
    Corrupt(Encoding),
    /// The connection failed.
    Wire(io::Error),
}

impl Encoding {
    /// The encoding that the headers name; a problem when planet cannot read it.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let mut found = Self::Identity;
        for line in headers.get_all(header::CONTENT_ENCODING) {
            let line = line.to_str().unwrap_or("?");
            for word in line.split(',').map(str::trim) {
                let encoding = match word.to_ascii_lowercase().as_str() {
                    "" | "identity" => continue,
                    "gzip" | "x-gzip" => Self::Gzip,
                    "deflate" => Self::Deflate,
                    "br" => Self::Brotli,
                    _ => return Err(unknown()),
                };
                if found != Self::Identity {
                    return Err(unknown());
                }
                found = encoding;
            }
        }
        Ok(found)
    }

    /// Its name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "brotli",
        }
    }
}

/// Reads and decompresses a body, whose length as sent is `length` if known, within the limits.
pub(super) fn read(
    body: impl Read,
    encoding: Encoding,
    length: Option<u64>,
    limits: &Limits,
) -> Result<Vec<u8>, BodyError> {
    if length.is_some_and(|length| length > limits.wire_bytes) {
        return Err(BodyError::TooLarge(limits.wire_bytes));
    }
    let mut wire = Wire {
        body,
        left: limits.wire_bytes,
        over: false,
        failure: None,
    };
    let mut decoded = Vec::new();
    let outcome = match encoding {
        Encoding::Identity => {
            let expected = length
                .unwrap_or(0)
                .min(limits.decoded_bytes)
                .min(MOST_RESERVED);
            decoded.reserve(usize::try_from(expected).unwrap_or(0));
            fill(&mut decoded, &mut wire, limits.decoded_bytes)
        }
        _ => decompress(&mut decoded, &mut wire, encoding, limits.decoded_bytes),
    };
    if wire.over {
        return Err(BodyError::TooLarge(limits.wire_bytes));
    }
    if let Some(failure) = wire.failure {
        return Err(BodyError::Wire(failure));
    }
    match outcome {
        Ok(()) if decoded.len() as u64 > limits.decoded_bytes => {
            Err(BodyError::TooLarge(limits.decoded_bytes))
        }
        Ok(()) => Ok(decoded),
        Err(_) => Err(BodyError::Corrupt(encoding)),
    }
}

/// The body as it comes over the wire. It remembers why it ended, as decoders do not tell their own errors from their source's.
struct Wire<R> {
    body: R,
    left: u64,
    over: bool,
    failure: Option<io::Error>,
}

impl<R: Read> Read for Wire<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.body.read(buffer) {
            Ok(count) => {
                let Some(left) = self.left.checked_sub(count as u64) else {
                    self.over = true;
                    return Err(io::ErrorKind::FileTooLarge.into());
                };
                self.left = left;
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let kind = error.kind();
                self.failure = Some(error);
                Err(kind.into())
            }
        }
    }
}

/// Appends what `source` gives, up to one byte more than fits below `most`.
fn fill(into: &mut Vec<u8>, source: impl Read, most: u64) -> io::Result<()> {
    let room = most.saturating_sub(into.len() as u64).saturating_add(1);
    source.take(room).read_to_end(into).map(|_| ())
}

fn decompress(
    into: &mut Vec<u8>,
    wire: impl Read,
    encoding: Encoding,
    most: u64,
) -> io::Result<()> {
    let mut source = BufReader::with_capacity(16 << 10, wire);
    if source.fill_buf()?.is_empty() {
        // Nothing is nothing, whatever it claims to be encoded in.
        return Ok(());
    }
    match encoding {
        Encoding::Identity => fill(into, source, most),
        Encoding::Gzip => gunzip(into, source, most),
        Encoding::Deflate => inflate(into, source, most),
        Encoding::Brotli => {
            let decoder = brotli_decompressor::Decompressor::new(source, 16 << 10);
            fill(into, decoder, most)
        }
    }
}

/// Every member of a gzip stream (RFC 1952 §2.2); what follows and is no member is ignored, as browsers do.
fn gunzip(into: &mut Vec<u8>, mut source: impl BufRead, most: u64) -> io::Result<()> {
    loop {
        let mut member = GzDecoder::new(source);
        fill(into, &mut member, most)?;
        if into.len() as u64 > most {
            return Ok(());
        }
        source = member.into_inner();
        if !source.fill_buf()?.starts_with(&[0x1f]) {
            return Ok(());
        }
    }
}

/// zlib (RFC 1950) if it starts like it, else a bare deflate stream (RFC 1951).
fn inflate(into: &mut Vec<u8>, mut source: impl BufRead, most: u64) -> io::Result<()> {
    let mut start = Vec::with_capacity(2);
    source.by_ref().take(2).read_to_end(&mut start)?;
    let is_zlib = match start.as_slice() {
        [method, flags] => method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0,
        _ => false,
    };
    let whole = Cursor::new(start).chain(source);
    if is_zlib {
        fill(into, ZlibDecoder::new(whole), most)
    } else {
        fill(into, DeflateDecoder::new(whole), most)
    }
}

fn unknown() -> Problem {
    Problem::new(
        ProblemKind::Protocol,
        "the answer is in a content encoding that planet does not read",
    )
}

#[cfg(test)]
mod tests;
