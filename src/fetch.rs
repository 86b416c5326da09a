//! One feed asked once: a request out, an [`Answer`] or a [`Failure`] back.
//!
//! What an answer means for later runs is decided purely in `fetch/schedule.rs`; reading the bytes is `parse`'s.

use std::time::Duration;

use url::Url;

use crate::{error::Problem, feed::Timestamp};

mod client;
mod decide;
mod redirect;
pub(crate) mod credentials;
mod body;
mod problem;
mod resolver;
mod zone;
pub mod address;
pub mod schedule;
pub mod pool;

pub use body::Packed;
pub use client::Client;
pub use zone::may_lead;

/// What a server gave us to make the next request conditional, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// One request.
#[derive(Debug, Clone)]
pub struct Request {
    /// The configured URL, `${ENV}` expanded, possibly with userinfo.
    pub url: Url,
    /// What the last answer gave; sent to `validators_for` only.
    pub validators: Validators,
    /// The URL whose answer the validators came from (the end of the redirects then).
    pub validators_for: Option<Url>,
    /// Whether the host name may resolve to a private or loopback address. An address or `localhost` that the URL itself
    /// spells out needs no permission.
    pub allow_private: bool,
}

impl Request {
    /// A request for what is asked once, without conditions.
    pub fn once(url: Url, allow_private: bool) -> Self {
        Self {
            url,
            validators: Validators::default(),
            validators_for: None,
            allow_private,
        }
    }
}

/// The limits of one request.
#[derive(Debug, Clone)]
pub struct Limits {
    /// To resolve the name and to connect, TLS included, each.
    pub connect: Duration,
    /// From the request to the end of the head.
    pub first_byte: Duration,
    /// Longest silence while the answer arrives. It also bounds the wait for the head, so it should not be below
    /// `first_byte`.
    pub stall: Duration,
    /// The whole request, every redirect included.
    pub total: Duration,
    /// Bytes of the body as sent.
    pub wire_bytes: u64,
    /// Bytes of the body after decompression.
    pub decoded_bytes: u64,
    /// How many redirects are followed.
    pub redirects: u32,
}

/// An answer that carries a body or says that nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// 200 (or another 2xx), or 304.
    pub status: u16,
    /// Where the answer came from, after redirects.
    pub url: Url,
    /// What was asked before that, in order.
    pub redirected: Vec<Url>,
    /// Where the feed has moved for good: the end of an unbroken chain of 301 and 308 from the configured URL.
    pub moved_to: Option<Url>,
    /// Validators of this answer; on a 304 the rotated ones where it has any, else those of the request.
    pub validators: Validators,
    /// How long the answer says it is fresh (`Cache-Control: max-age`).
    pub max_age: Option<Duration>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Content-Location`, resolved.
    pub content_location: Option<Url>,
    /// The body, unpacked; `None` when nothing changed (304), or while it is still packed.
    pub body: Option<Vec<u8>>,
}

impl Answer {
    /// The answer as a failure, because of what its body turned out to be.
    pub fn spoiled(self, problem: Problem) -> Failure {
        Failure {
            problem,
            status: Some(self.status),
            retry_after: None,
            moved_to: self.moved_to,
        }
    }
}

/// A request that brought nothing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub problem: Problem,
    /// The HTTP status, when there was one.
    pub status: Option<u16>,
    /// Not before this time, says the server (`Retry-After`, as seconds or as a date).
    pub retry_after: Option<Timestamp>,
    /// Where the feed has moved for good, when the failure came after permanent redirects.
    pub moved_to: Option<Url>,
}
