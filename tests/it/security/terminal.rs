//! What feeds and servers say, on the terminals of those who run a planet.

use std::fmt::Write as _;

use crate::{
    planet::Planet,
    security::{Told, said_by},
    server::{Reply, Server},
};

/// Sequences and characters that move, clear, color, ring, answer back, set titles and clipboards, or turn what is read around.
const COMMANDS: [&str; 16] = [
    "\u{1b}[2J\u{1b}[31m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]52;c;eA==\u{1b}\\",
    "\u{1b}P+q\u{1b}\\",
    "\u{1b}[6n",
    "\u{9b}31m",
    "\u{9d}0;x\u{9c}",
    "\r",
    "\u{8}\u{8}\u{8}",
    "\u{7f}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{61c}",
    "\u{85}",
    "\u{c}\u{b}",
];

pub(crate) fn is_command(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// An Atom feed that has them raw, as references, in JSON's way and percent-encoded.
fn feed(home: &str) -> String {
    let mut text = String::new();
    for command in COMMANDS {
        let references = command.chars().map(|c| format!("&#{};", u32::from(c)));
        let references = references.collect::<Vec<_>>().concat();
        write!(text, "{command}{references}\u{2028}").unwrap();
    }
    let encoded = "%1b%5b2J%e2%80%ae%07";
    let mut entries = String::new();
    for n in 0..4 {
        write!(
            entries,
            "<entry><id>{n}{text}</id><title>Post {n} {text}</title><updated>2026-02-2{n}T09:00:00Z</updated>\
             <link href=\"{home}{n}/{encoded}{text}\"/><author><name>A{text}</name></author><category term=\"c{text}\"/>\
             <content type=\"html\">{text} &lt;a href=\"https://elsewhere.example/{n}{text}\">here {text}&lt;/a></content></entry>"
        )
        .unwrap();
    }
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en{text}\"><id>f{text}</id><title>Feed {text}</title><subtitle>{text}</subtitle>\
         <link href=\"{home}{text}\"/><link rel=\"self\" href=\"{home}{encoded}\"/><rights>{text}</rights>{entries}</feed>"
    )
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one answer and one command after the other"
)]
fn nothing_that_feeds_or_servers_say_commands_the_terminal() {
    let server = Server::start();
    let home = server.url("/");
    server.always("/feed", Reply::ok(feed(&home)));
    server.always("/twin", Reply::ok(feed(&home)));
    let bad: String = COMMANDS.concat();
    let bad = bad.replace(['\r', '\n'], "");
    let head = |status: &str, headers: &str| {
        Reply::default().send(format!(
            "HTTP/1.1 {status} {bad}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"
        ))
    };
    server.always("/reason", head("503", ""));
    server.always("/later", head("429", &format!("Retry-After: {bad}\r\n")));
    server.always("/header", head("200", &format!("X-A{bad}: {bad}\r\n")));
    server.always(
        "/type",
        Reply::new(
            200,
            &[("Content-Type", "text/html; charset=\"\t\u{1b}[31m\"")],
            "x",
        ),
    );
    server.always(
        "/moved",
        Reply::redirect(301, "/new/%1b%5b31m%e2%80%ae?a=%9b"),
    );
    server.on("/new/%1b%5b31m%e2%80%ae", {
        let text = feed(&home);
        move |_| Reply::ok(&text)
    });
    server.always(
        "/raw",
        head("301", &format!("Location: http://{bad}.example/\r\n")),
    );
    server.always("/scheme", head("302", &format!("Location: x{bad}y:z\r\n")));
    server.always("/garbage", Reply::default().send(format!("{bad}\r\n\r\n")));
    server.always(
        "/encoding",
        Reply::new(200, &[("Content-Encoding", "x\u{1b}[31m")], "x"),
    );
    server.always(
        "/json",
        Reply::ok(format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": {:?}, \"items\": [}}",
            "\u{1b}[31m"
        )),
    );
    server.always("/error", Reply::ok(format!("{{\"error\": \"no {bad}\"}}")));
    server.always(
        "/xml",
        Reply::ok(format!("<rss><channel><{bad}></channel><item><title>x")),
    );
    let page = format!(
        "<!doctype html><html><head><title>{bad}</title><link rel=alternate type=application/rss+xml title='{bad}' href='/feed?{bad}'>\
         <link rel=alternate type=application/rss+xml title='&#27;[31m&#x202e;' href='/twin'></head></html>"
    );
    server.always("/page", Reply::ok(page));
    let mut planet = Planet::new();
    planet
        .table("[digest]\nmin_items = 1")
        .at("2026-02-22T12:00:00Z");
    for path in [
        "feed", "reason", "later", "header", "type", "moved", "raw", "scheme", "garbage",
        "encoding", "json", "error", "xml", "page",
    ] {
        planet.feed(path, &server.url(&format!("/{path}")));
    }
    planet.build();
    planet.at("2026-03-03T12:00:00Z");
    let feed = server.url("/feed");
    let page = server.url("/page");
    let twin = server.url("/twin");
    let no_such = format!("no{bad}such");
    let commands: [&[&str]; 27] = [
        &["build", "--force"],
        &["build", "--force", "-vv"],
        &["build", "--force", "--format", "json"],
        &["build", "--force", "--format", "github"],
        &["fetch", "--force", "-v"],
        &["status"],
        &["status", "--format", "json"],
        &["list"],
        &["list", "--format", "json"],
        &["check", "-v"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["inspect", &feed],
        &["inspect", &feed, "--format", "json"],
        &["inspect", &page],
        &["inspect", &server.url("/raw")],
        &["digest", "show"],
        &["digest", "show", "--format", "json"],
        &["digest", "draft"],
        &["export", "opml"],
        &["export", "json"],
        &["add", "-n", &page],
        &["add", "-n", &twin],
        &["add", "-n", &server.url("/moved")],
        &["add", "-n", &server.url("/reason")],
        &["add", "-n", &server.url("/xml")],
        &["remove", &no_such],
    ];
    for Told { place, text } in said_by(&planet, &commands) {
        assert!(!text.contains(is_command), "{place}: {text:?}");
    }
    assert!(planet.page("weekly/2026-w08/index.html").contains("Post "));
    // Added for good, it stands in planet.toml, which is printed and edited.
    let file = planet.path("other.toml");
    std::fs::write(
        &file,
        "title = \"Other\"\nbase_url = \"https://planet.example/\"\n",
    )
    .unwrap();
    planet.run(&["-c", "other.toml", "add", &twin]).succeeded();
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(
        written.contains("Feed") && !written.contains(is_command),
        "{written:?}"
    );
}
