//! What ureq and the body reader report, in plain words: never a Rust debug text, never a URL.

use std::{io, time::Duration};

use ureq::{Error, Timeout};

use crate::{
    error::{Problem, ProblemKind},
    fetch::{
        Limits,
        body::{BodyError, Unfit},
        resolver::Refused,
    },
};

/// How far a request had come when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Before the head was complete.
    Head,
    /// While the body came.
    Body,
}

/// The most bytes of status line and headers; feeds need less than 4 KB.
pub(super) const HEAD_BYTES: usize = 32 << 10;

/// The problem that an error of ureq is.
pub(super) fn of_error(error: &Error, stage: Stage, limits: &Limits) -> Problem {
    match error {
        Error::Timeout(timeout) => of_timeout(*timeout, stage, limits),
        Error::Io(error) => of_io(error, stage),
        Error::HostNotFound => Problem::new(ProblemKind::Dns, "the host name does not resolve"),
        Error::Tls(_) | Error::TlsRequired | Error::Rustls(_) => {
            Problem::new(ProblemKind::Tls, tls_words(&error.to_string()))
        }
        Error::LargeResponseHeader(..) => Problem::new(
            ProblemKind::TooLarge,
            format!(
                "the head of the answer is larger than {}",
                bytes(HEAD_BYTES as u64)
            ),
        ),
        Error::Protocol(error) => {
            Problem::new(ProblemKind::Protocol, protocol_words(&error.to_string()))
        }
        Error::Other(error) if error.is::<Refused>() => Problem::new(
            ProblemKind::Forbidden,
            "the host name leads to a private address",
        ),
        Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => {
            Problem::new(ProblemKind::Connect, "the proxy cannot be used")
        }
        Error::BadUri(_) | Error::Http(_) => Problem::new(
            ProblemKind::Protocol,
            "the address cannot be sent in a request",
        ),
        _ => Problem::new(ProblemKind::Connect, "the connection failed"),
    }
}

/// The problem that taking a body was.
pub(super) fn of_body(error: BodyError, limits: &Limits) -> Problem {
    match error {
        BodyError::Unfit(unfit) => of_unfit(unfit),
        BodyError::Wire(error) => of_error(&Error::from(error), Stage::Body, limits),
    }
}

/// The problem that a body is.
pub(super) fn of_unfit(unfit: Unfit) -> Problem {
    match unfit {
        Unfit::TooLarge(limit) => Problem::new(
            ProblemKind::TooLarge,
            format!("larger than {}", bytes(limit)),
        ),
        Unfit::Corrupt(encoding) => Problem::new(
            ProblemKind::Protocol,
            format!(
                "the answer is not the {} that it says it is",
                encoding.name()
            ),
        ),
    }
}

fn of_timeout(timeout: Timeout, stage: Stage, limits: &Limits) -> Problem {
    let message = match (timeout, stage) {
        (Timeout::Resolve, _) => format!(
            "the host name did not resolve within {}",
            time(limits.connect)
        ),
        (Timeout::Connect, _) => format!("no connection within {}", time(limits.connect)),
        (Timeout::PerRead, Stage::Body) => format!("the answer stalled for {}", time(limits.stall)),
        (Timeout::PerRead, Stage::Head) => format!("no answer within {}", time(limits.stall)),
        (Timeout::Global | Timeout::PerCall, _) => {
            format!("not done within {}", time(limits.total))
        }
        _ => format!("no answer within {}", time(limits.first_byte)),
    };
    Problem::new(ProblemKind::Timeout, message)
}

fn of_io(error: &io::Error, stage: Stage) -> Problem {
    let words = match error.kind() {
        // This is how ureq hands on what rustls says.
        io::ErrorKind::InvalidData => {
            let said = error.get_ref().map(ToString::to_string).unwrap_or_default();
            return Problem::new(ProblemKind::Tls, tls_words(&said));
        }
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
            return Problem::new(ProblemKind::Timeout, "no connection in time");
        }
        io::ErrorKind::ConnectionRefused => "the connection was refused",
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe => "the server reset the connection",
        io::ErrorKind::UnexpectedEof if stage == Stage::Body => "the answer was cut off",
        io::ErrorKind::UnexpectedEof => "the server closed the connection without an answer",
        io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::AddrNotAvailable => "the server cannot be reached",
        _ => "the connection failed",
    };
    Problem::new(ProblemKind::Connect, words)
}

/// rustls's reasons, which are not types of ours, in words for people who run web sites.
fn tls_words(said: &str) -> &'static str {
    const WORDS: [(&str, &str); 7] = [
        ("certificate expired", "the certificate has expired"),
        ("not valid yet", "the certificate is not valid yet"),
        (
            "not valid for name",
            "the certificate is for another host name",
        ),
        (
            "NotValidForName",
            "the certificate is for another host name",
        ),
        (
            "UnknownIssuer",
            "the certificate is not from a known authority",
        ),
        ("Revoked", "the certificate was revoked"),
        (
            "InvalidContentType",
            "the server does not speak TLS on this port",
        ),
    ];
    if let Some((_, words)) = WORDS.iter().find(|(part, _)| said.contains(part)) {
        return words;
    }
    if said.contains("invalid peer certificate") {
        "the certificate is not valid"
    } else {
        "no TLS connection could be agreed on"
    }
}

/// The parts of ureq's protocol errors that say something and never quote the server.
fn protocol_words(said: &str) -> String {
    let detail = if said.contains("too many headers") {
        "more than 100 header lines"
    } else if let Some(detail) = said.strip_prefix("http parse fail: ") {
        detail
    } else if said.starts_with("chunk ") {
        "a broken chunk"
    } else if said.contains("content-length") {
        "a broken Content-Length"
    } else {
        return "the server breaks the HTTP protocol".to_owned();
    };
    format!("the server breaks the HTTP protocol: {detail}")
}

/// `20 s`, `300 ms`.
fn time(limit: Duration) -> String {
    match limit.subsec_millis() {
        0 => format!("{} s", limit.as_secs()),
        _ => format!("{} ms", limit.as_millis()),
    }
}

/// `16 MB`, `64 KB`, `100 bytes`.
fn bytes(limit: u64) -> String {
    match limit {
        _ if limit >= 1 << 20 && limit.is_multiple_of(1 << 20) => format!("{} MB", limit >> 20),
        _ if limit >= 1 << 10 && limit.is_multiple_of(1 << 10) => format!("{} KB", limit >> 10),
        _ => format!("{limit} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use std::{io, time::Duration};

    use ureq::{Error, Timeout};

    use super::{Stage, bytes, of_error, time, tls_words};
    use crate::{
        error::ProblemKind,
        fetch::{Limits, resolver::Refused},
    };

    fn limits() -> Limits {
        Limits {
            connect: Duration::from_secs(5),
            first_byte: Duration::from_secs(20),
            stall: Duration::from_millis(2500),
            total: Duration::from_secs(90),
            wire_bytes: 0,
            decoded_bytes: 0,
            redirects: 0,
        }
    }

    #[test]
    fn every_error_has_its_kind_and_plain_words() {
        let io = |kind: io::ErrorKind| Error::Io(kind.into());
        let tls =
            |words: &'static str| Error::Io(io::Error::new(io::ErrorKind::InvalidData, words));
        for (error, stage, kind, words) in [
            (
                Error::HostNotFound,
                Stage::Head,
                ProblemKind::Dns,
                "the host name does not resolve",
            ),
            (
                Error::Other(Box::new(Refused)),
                Stage::Head,
                ProblemKind::Forbidden,
                "the host name leads to a private address",
            ),
            (
                Error::BadUri("http://u:secret@a.example/".to_owned()),
                Stage::Head,
                ProblemKind::Protocol,
                "the address cannot be sent in a request",
            ),
            (
                tls("invalid peer certificate: UnknownIssuer"),
                Stage::Head,
                ProblemKind::Tls,
                "the certificate is not from a known authority",
            ),
            (
                io(io::ErrorKind::ConnectionRefused),
                Stage::Head,
                ProblemKind::Connect,
                "the connection was refused",
            ),
            (
                io(io::ErrorKind::BrokenPipe),
                Stage::Head,
                ProblemKind::Connect,
                "the server reset the connection",
            ),
            (
                io(io::ErrorKind::HostUnreachable),
                Stage::Head,
                ProblemKind::Connect,
                "the server cannot be reached",
            ),
            (
                io(io::ErrorKind::UnexpectedEof),
                Stage::Body,
                ProblemKind::Connect,
                "the answer was cut off",
            ),
            (
                io(io::ErrorKind::Other),
                Stage::Body,
                ProblemKind::Connect,
                "the connection failed",
            ),
            (
                Error::Timeout(Timeout::Resolve),
                Stage::Head,
                ProblemKind::Timeout,
                "the host name did not resolve within 5 s",
            ),
            (
                Error::Timeout(Timeout::Connect),
                Stage::Head,
                ProblemKind::Timeout,
                "no connection within 5 s",
            ),
            (
                Error::Timeout(Timeout::RecvResponse),
                Stage::Head,
                ProblemKind::Timeout,
                "no answer within 20 s",
            ),
            (
                Error::Timeout(Timeout::PerRead),
                Stage::Head,
                ProblemKind::Timeout,
                "no answer within 2500 ms",
            ),
            (
                Error::Timeout(Timeout::PerRead),
                Stage::Body,
                ProblemKind::Timeout,
                "the answer stalled for 2500 ms",
            ),
            (
                Error::Timeout(Timeout::Global),
                Stage::Body,
                ProblemKind::Timeout,
                "not done within 90 s",
            ),
        ] {
            let problem = of_error(&error, stage, &limits());
            assert_eq!((problem.kind, problem.message.as_str()), (kind, words));
        }
    }

    #[test]
    fn certificates_are_explained() {
        for (said, words) in [
            (
                "invalid peer certificate: certificate expired: verification time 1 (UNIX), but certificate is not valid after 0",
                "the certificate has expired",
            ),
            (
                "invalid peer certificate: certificate not valid for name \"a.example\"; certificate is only valid for b",
                "the certificate is for another host name",
            ),
            (
                "invalid peer certificate: BadSignature",
                "the certificate is not valid",
            ),
            (
                "received fatal alert: HandshakeFailure",
                "no TLS connection could be agreed on",
            ),
            ("", "no TLS connection could be agreed on"),
        ] {
            assert_eq!(tls_words(said), words);
        }
    }

    #[test]
    fn limits_are_named_in_units() {
        assert_eq!(time(Duration::from_secs(20)), "20 s");
        assert_eq!(time(Duration::from_millis(300)), "300 ms");
        assert_eq!(bytes(16 << 20), "16 MB");
        assert_eq!(bytes(64 << 10), "64 KB");
        assert_eq!(bytes((1 << 20) + 1), "1048577 bytes");
    }
}
