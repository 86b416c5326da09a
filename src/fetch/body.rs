//! The body of an answer: taken as it is sent, and unpacked by whoever reads it, so that what waits for a reader is small.
//!
//! ureq's own limit counts compressed bytes only, and it knows fewer encodings than servers use; so neither is left to it.

mod unpack;

use std::io::{self, Read};

use ureq::http::{HeaderMap, header};

use crate::{
    error::{Problem, ProblemKind},
    fetch::{Limits, problem},
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

/// Why a body could not be taken.
#[derive(Debug)]
pub(super) enum BodyError {
    /// It is not what is wanted.
    Unfit(Unfit),
    /// The connection failed.
    Wire(io::Error),
}

/// What is wrong with a body.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unfit {
    /// More bytes than this, as sent or unpacked.
    TooLarge(u64),
    /// Not what its encoding says.
    Corrupt(Encoding),
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

/// A body as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    sent: Vec<u8>,
    encoding: Encoding,
    /// How many bytes it may become.
    most: u64,
}

impl Packed {
    /// A body that nobody has packed.
    pub fn plain(sent: Vec<u8>) -> Self {
        Self {
            sent,
            encoding: Encoding::Identity,
            most: u64::MAX,
        }
    }

    /// Unpacks it; `room` is there for that, and loses what it held.
    ///
    /// # Errors
    /// It is not what it says it is, or becomes larger than `decoded_bytes`.
    pub fn unpack<'a>(&'a self, room: &'a mut Vec<u8>) -> Result<&'a [u8], Problem> {
        self.bytes(room).map_err(problem::of_unfit)
    }

    fn bytes<'a>(&'a self, room: &'a mut Vec<u8>) -> Result<&'a [u8], Unfit> {
        let bytes = if self.encoding == Encoding::Identity {
            self.sent.as_slice()
        } else {
            room.clear();
            unpack::unpack(room, &self.sent, self.encoding, self.most)
                .map_err(|_| Unfit::Corrupt(self.encoding))?;
            room.as_slice()
        };
        if bytes.len() as u64 > self.most {
            return Err(Unfit::TooLarge(self.most));
        }
        Ok(bytes)
    }

    /// The bytes, unpacked.
    ///
    /// # Errors
    /// As [`Packed::unpack`].
    pub fn into_bytes(self) -> Result<Vec<u8>, Problem> {
        let mut room = Vec::new();
        self.unpack(&mut room)?;
        Ok(if self.encoding == Encoding::Identity {
            self.sent
        } else {
            room
        })
    }
}

/// Takes a body, whose length as sent is `length` if known, within the limits.
pub(super) fn receive(
    body: impl Read,
    encoding: Encoding,
    length: Option<u64>,
    limits: &Limits,
) -> Result<Packed, BodyError> {
    if length.is_some_and(|length| length > limits.wire_bytes) {
        return Err(BodyError::Unfit(Unfit::TooLarge(limits.wire_bytes)));
    }
    // What is not packed need not be taken beyond what it may become.
    let most = match encoding {
        Encoding::Identity => limits.wire_bytes.min(limits.decoded_bytes),
        _ => limits.wire_bytes,
    };
    let mut sent = Vec::with_capacity(reserved(length, most));
    fill(&mut sent, body, most).map_err(BodyError::Wire)?;
    if sent.len() as u64 > most {
        return Err(BodyError::Unfit(Unfit::TooLarge(most)));
    }
    // It may wait for a reader.
    sent.shrink_to_fit();
    Ok(Packed {
        sent,
        encoding,
        most: limits.decoded_bytes,
    })
}

/// How much memory is taken at once for a body of this promised length: promises cost nothing.
fn reserved(length: Option<u64>, most: u64) -> usize {
    let expected = length.unwrap_or(0).min(most).min(MOST_RESERVED);
    usize::try_from(expected).unwrap_or(0)
}

/// Appends what `source` gives, up to one byte more than fits below `most`.
fn fill(into: &mut Vec<u8>, source: impl Read, most: u64) -> io::Result<()> {
    let room = most.saturating_sub(into.len() as u64).saturating_add(1);
    source.take(room).read_to_end(into).map(|_| ())
}

fn unknown() -> Problem {
    Problem::new(
        ProblemKind::Protocol,
        "the answer is in a content encoding that planet does not read",
    )
}

#[cfg(test)]
mod tests;
