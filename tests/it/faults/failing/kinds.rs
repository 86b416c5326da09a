//! The ways in which a feed fails, each with what planet makes of it.

use std::{
    io::Write as _,
    net::{SocketAddr, TcpListener, TcpStream},
    time::Duration,
};

use flate2::{Compression, write::GzEncoder};

use crate::{
    planet::{atom, item},
    server::{Reply, Server},
    tls::{self, Authority, TlsServer},
};

/// A way to fail.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) url: String,
    /// The kinds of problem that it may be.
    pub(super) kinds: &'static [&'static str],
    /// Words of the problem, which stand on the status page.
    pub(super) words: &'static str,
    pub(super) schedule: Schedule,
    /// The titles of posts that come all the same.
    pub(super) brings: &'static [&'static str],
}

/// When a feed is asked that fails from the first hour on.
pub(super) enum Schedule {
    LessAndLess,
    /// In every run.
    Usual,
    /// In these hours.
    In(&'static [i32]),
}

/// Servers that fail before a request can be made.
pub(super) struct Servers {
    expired: TlsServer,
    other_name: TlsServer,
    self_signed: TlsServer,
    /// It takes connections, and says nothing in TLS.
    mute: TcpListener,
    full: Full,
}

impl Servers {
    pub(super) fn start() -> Self {
        let (authority, _) = Authority::new("Nobody's authority");
        Self {
            expired: authority.server("127.0.0.1", 2020),
            other_name: authority.server("blog.example", 2200),
            self_signed: tls::self_signed("127.0.0.1"),
            mute: TcpListener::bind("127.0.0.1:0").unwrap(),
            full: Full::new(),
        }
    }
}

/// A server that accepts nothing and whose queue is full: the system answers no further connection.
struct Full {
    address: SocketAddr,
    _listener: TcpListener,
    _waiting: Vec<TcpStream>,
}

impl Full {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut waiting = Vec::new();
        // Some systems answer once in a while although the queue is full.
        while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(300)) {
            waiting.push(stream);
            assert!(waiting.len() < 10_000, "the queue has no end");
        }
        Self {
            address,
            _listener: listener,
            _waiting: waiting,
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A feed with two posts, the second of which is known.
fn two(name: &str) -> String {
    let posts = [
        item(&format!("new-{name}"), "2026-02-21T09:00:00Z"),
        item(&format!("kept-{name}"), "2026-02-20T09:00:00Z"),
    ];
    atom(name, &posts)
}

/// The document up to the middle of its last post.
fn cut(document: &str) -> &str {
    &document[..document.rfind("The text of").unwrap()]
}

const LONG: Duration = Duration::from_secs(9);

/// Every kind; what is served over plain HTTP is served by `server` from now on.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn kinds(server: &Server, servers: &Servers) -> Vec<Kind> {
    use Schedule::{In, LessAndLess, Usual};
    let elsewhere = |name, url: String, kinds: &'static [&'static str], words| Kind {
        name,
        url,
        kinds,
        words,
        schedule: LessAndLess,
        brings: &[],
    };
    let plain = |name, reply: Reply, kinds, words| {
        server.always(&format!("/{name}"), reply);
        elsewhere(name, server.url(&format!("/{name}")), kinds, words)
    };
    let status = |number: u16, headers: &[(&str, &str)]| Reply::new(number, headers, "<p>No</p>");
    // 13:00 is the first hour, 18:30 before the seventh.
    let (seconds, date) = ("18000", "Sun, 01 Mar 2026 18:30:00 GMT");
    let half = two("half");
    let zeros = vec![0; 8 << 20];
    let later = "come back later";
    let many: Vec<(String, &str)> = (0..150).map(|n| (format!("X-Many-{n}"), "y")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (&**name, *value)).collect();
    let latin = two("latin").replace("Post new-latin", "Caf\u{e9}");
    let latin: Vec<u8> = latin
        .chars()
        .map(|character| u8::try_from(u32::from(character)).unwrap())
        .collect();
    vec![
        plain("status-404", status(404, &[]), &["http"], "404: not found"),
        Kind {
            schedule: In(&[1]),
            ..plain("status-410", status(410, &[]), &["gone"], "gone for good")
        },
        plain("status-500", status(500, &[]), &["http"], "500"),
        plain("status-503", status(503, &[]), &["http"], "503"),
        Kind {
            schedule: In(&[1, 6, 11, 16, 21]),
            ..plain(
                "wait-503",
                status(503, &[("Retry-After", seconds)]),
                &["rate-limited"],
                later,
            )
        },
        Kind {
            schedule: In(&[1, 6, 11, 16, 21]),
            ..plain(
                "wait-429",
                status(429, &[("Retry-After", seconds)]),
                &["rate-limited"],
                later,
            )
        },
        Kind {
            // Not before the date, and then less and less like any other.
            schedule: In(&[1, 7, 8, 10, 14, 22]),
            ..plain(
                "until-503",
                status(503, &[("Retry-After", date)]),
                &["rate-limited"],
                later,
            )
        },
        Kind {
            // Not before the date, and then less and less like any other.
            schedule: In(&[1, 7, 8, 10, 14, 22]),
            ..plain(
                "until-429",
                status(429, &[("Retry-After", date)]),
                &["rate-limited"],
                later,
            )
        },
        elsewhere(
            "refused",
            "http://127.0.0.1:1/".to_owned(),
            &["connect"],
            "refused",
        ),
        plain(
            "reset",
            Reply::default().reset(),
            &["connect"],
            "reset the connection",
        ),
        // Without a network it may also take too long to know.
        elsewhere(
            "dns",
            "http://nowhere.invalid/".to_owned(),
            &["dns", "timeout"],
            "resolve",
        ),
        elsewhere(
            "tls-expired",
            servers.expired.url("/"),
            &["tls"],
            "the certificate has expired",
        ),
        // No authority of this test is known to the program; `fetch` tests names with one that is.
        elsewhere(
            "tls-other-name",
            servers.other_name.url("/"),
            &["tls"],
            "the certificate is",
        ),
        elsewhere(
            "tls-self-signed",
            servers.self_signed.url("/"),
            &["tls"],
            "known authority",
        ),
        elsewhere(
            "hang-connect",
            format!("http://{}/", servers.full.address),
            // Windows refuses what does not fit into a queue.
            &["timeout", "connect"],
            if cfg!(windows) {
                "connection"
            } else {
                "no connection within 1 s"
            },
        ),
        elsewhere(
            "hang-tls",
            format!("https://{}/", servers.mute.local_addr().unwrap()),
            &["timeout"],
            "no connection within 1 s",
        ),
        plain(
            "hang-head",
            Reply::silence(),
            &["timeout"],
            "no answer within 1 s",
        ),
        plain(
            "hang-body",
            Reply::head(200, &[("Content-Length", "9000")])
                .send(cut(&half))
                .wait(LONG),
            &["timeout"],
            "stalled for 1 s",
        ),
        plain(
            "drip",
            Reply::head(200, &[]).drip(vec![b' '; 500], Duration::from_millis(50)),
            &["timeout"],
            "not done within 2 s",
        ),
        plain(
            "cut-with-length",
            Reply::head(200, &[("Content-Length", "9000")]).send(cut(&half)),
            &["connect"],
            "cut off",
        ),
        Kind {
            schedule: Usual,
            brings: &["Post new-cut-without-length"],
            ..plain(
                "cut-without-length",
                Reply::head(200, &[]).send(cut(&two("cut-without-length"))),
                &["malformed"],
                "malformed",
            )
        },
        plain("empty", Reply::ok(""), &["empty"], "the document is empty"),
        plain(
            "html",
            Reply::ok(
                "<!doctype html><html><head><title>Hello</title></head><body><p>Hi</body></html>",
            ),
            &["web-page"],
            "web page",
        ),
        plain(
            "redirect-loop",
            Reply::redirect(302, "/redirect-loop"),
            &["redirect"],
            "loop",
        ),
        plain(
            "redirect-file",
            Reply::redirect(302, "file:///etc/passwd"),
            &["forbidden"],
            "file:",
        ),
        plain(
            "redirect-private",
            Reply::redirect(302, "http://169.254.169.254/latest/"),
            &["forbidden"],
            "private",
        ),
        // Shorter than the document; a longer one is `cut-with-length`.
        Kind {
            schedule: Usual,
            brings: &["Post new-wrong-length"],
            ..plain(
                "wrong-length",
                {
                    let document = two("wrong-length");
                    let length = cut(&document).len().to_string();
                    Reply::head(200, &[("Content-Length", &length)]).send(document)
                },
                &["malformed"],
                "malformed",
            )
        },
        plain(
            "gzip-bomb",
            Reply::new(200, &[("Content-Encoding", "gzip")], gzip(&zeros)),
            &["too-large"],
            "larger than 1 MB",
        ),
        plain(
            "brotli-bomb",
            Reply::new(
                200,
                &[("Content-Encoding", "br")],
                include_bytes!("../../fetch/bomb.br"),
            ),
            &["too-large"],
            "larger than 1 MB",
        ),
        plain(
            "nested-bomb",
            Reply::new(
                200,
                &[("Content-Encoding", "gzip, gzip")],
                gzip(&gzip(&zeros)),
            ),
            &["protocol"],
            "content encoding",
        ),
        plain(
            "many-headers",
            Reply::new(200, &many, &half),
            &["protocol"],
            "100 header lines",
        ),
        // windows-1252 that says UTF-8, in the header and in the document.
        Kind {
            schedule: Usual,
            brings: &["Caf\u{e9}"],
            ..plain(
                "latin",
                Reply::new(
                    200,
                    &[("Content-Type", "application/atom+xml; charset=utf-8")],
                    latin,
                ),
                &["malformed"],
                "not in the encoding it claims",
            )
        },
    ]
}
