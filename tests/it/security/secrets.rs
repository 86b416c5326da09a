//! Secrets of addresses, from feeds that state their own in every way that formats have.

mod stating;

use self::stating::{atom, json, rss, utf16};
use crate::{
    planet::{Planet, contents},
    security::{Told, told_by},
    server::{Reply, Server},
};

const TOKEN: &str = "t0pSecret9x";
const PASSWORD: &str = "passw0rd77";
const USER: &str = "onlyAuser5";
const PATH: &str = "hidden-path";
const QUERY: &str = "9f8e7d6c5b";

const SECRETS: [&str; 5] = [TOKEN, PASSWORD, USER, PATH, QUERY];

/// Every command that could tell something, in an order in which each finds what it needs.
const COMMANDS: [&[&str]; 31] = [
    &["build", "-vv", "--format", "json"],
    &["build", "-vv", "--force", "--format", "github"],
    &["build", "-vv", "--force"],
    &["fetch", "-vv", "--force"],
    &["fetch", "--force", "--format", "json"],
    &["render", "-vv"],
    &["check", "-vv"],
    &["check", "-vv", "--format", "json"],
    &["check", "-vv", "--format", "github"],
    &["check", "-vv", "--offline"],
    &["status", "-vv"],
    &["status", "--format", "json"],
    &["list", "-vv"],
    &["list", "--format", "json"],
    &["export", "opml"],
    &["export", "json"],
    &["export", "toml"],
    &["digest", "show"],
    &["digest", "show", "--format", "json"],
    &["digest", "draft"],
    &["ping", "-n"],
    &["ping", "-n", "--changed"],
    &["theme", "list"],
    &["theme", "vars"],
    &["state", "export", "--public", "public.gz"],
    &["add", "-vv", "http://127.0.0.1:1/"],
    &["remove", "-vv", "No such feed"],
    &["remove", "-vv", "Failing"],
    &["remove", "-vv", "Atom"],
    &["build", "-vv", "--offline"],
    &["status", "--format", "json"],
];

/// A text without what escapes it, so that a secret in disguise is one, too.
fn plain(text: &str) -> String {
    let mut text = text.to_lowercase();
    for _ in 0..3 {
        for (byte, c) in (b'-'..=b'z')
            .filter(u8::is_ascii_graphic)
            .map(|byte| (byte, char::from(byte)))
        {
            for form in [
                format!("%{byte:02x}"),
                format!("&#{byte};"),
                format!("&#x{byte:x};"),
                format!("\\u{byte:04x}"),
            ] {
                if text.contains(&form) {
                    text = text.replace(&form, &c.to_string());
                }
            }
        }
        text = text.replace("&amp;", "&").to_lowercase();
    }
    text
}

fn assert_untold(told: &[Told]) {
    for Told { place, text } in told {
        let plain = plain(text);
        for secret in SECRETS {
            let secret = secret.to_lowercase();
            if let Some(at) = plain.find(&secret) {
                let around: String = plain[..at].chars().rev().take(300).collect();
                let before: String = around.chars().rev().collect();
                let after: String = plain[at..].chars().take(100).collect();
                panic!("{secret} in {place}: …{before}>>>{after}");
            }
        }
    }
}

/// A planet of feeds whose addresses are secrets, in every format and for every reason.
#[expect(clippy::too_many_lines, reason = "one feed after the other")]
fn planet(server: &Server) -> Planet {
    let mut planet = Planet::new();
    planet
        .env("PLANET_TEST_TOKEN", TOKEN)
        .env("PLANET_TEST_WHOLE", &server.url(&format!("/whole?x={TOKEN}&y=1")))
        .set("base_url", "\"https://planet.example/sub/\"")
        .table(
            "[pages]\nstate = true\ntags = true\ntitles = true\nold_urls = true\nsearch = true\n\
             [digest]\nmin_items = 1\n[websub]\nhub = \"https://hub.example/\"\n[syndication]\ncontent = \"full\"",
        )
        .at("2026-03-01T12:00:00Z");
    let with =
        |userinfo: &str, path: &str| server.url(path).replace("://", &format!("://{userinfo}@"));
    let urls = [
        ("Atom", format!("/atom?key={TOKEN}&n=1"), String::new()),
        ("Rss", format!("/rss?n=1&sig={TOKEN}"), String::new()),
        (
            "Json",
            format!("/json?n=1&token={TOKEN}&z=2"),
            String::new(),
        ),
        (
            "Password",
            "/password".to_owned(),
            format!("ana:{PASSWORD}"),
        ),
        ("User", "/user".to_owned(), USER.to_owned()),
        ("Path", format!("/{PATH}"), String::new()),
        ("Deep path", format!("/x/{PATH}/feed.xml"), String::new()),
        ("Query", format!("/feed?u={QUERY}&n=1"), String::new()),
        ("Wide", format!("/wide?n=1&key={TOKEN}"), String::new()),
        ("Within", format!("/{TOKEN}/within"), String::new()),
        ("Login", "/login".to_owned(), format!("ana:{TOKEN}")),
    ];
    for (n, (name, path, user)) in urls.into_iter().enumerate() {
        let url = if user.is_empty() {
            server.url(&path)
        } else {
            with(&user, &path)
        };
        let bytes = match n % 3 {
            _ if name == "Wide" => utf16(&atom(&url)),
            0 => atom(&url).into_bytes(),
            1 => rss(&url).into_bytes(),
            _ => json(&url).into_bytes(),
        };
        server.always(path.split('?').next().unwrap(), Reply::ok(bytes));
        let lines = if name.contains("ath") || name == "Query" {
            "private = true"
        } else {
            ""
        };
        let written = url.replace(TOKEN, "${PLANET_TEST_TOKEN}");
        planet.feed_with(name, &written, lines);
    }
    server.always(
        "/whole",
        Reply::ok(rss(&server.url(&format!("/whole?x={TOKEN}&y=1")))),
    );
    planet.feed("Whole", "${PLANET_TEST_WHOLE}");
    // What goes wrong may be told with everything that a server says about it.
    let secret = server.url(&format!("/gone?token={TOKEN}"));
    server.always(
        "/moving",
        Reply::redirect(301, &server.url(&format!("/{PATH}/new?token={TOKEN}"))),
    );
    server.always(
        &format!("/{PATH}/new"),
        Reply::ok(atom(&server.url(&format!("/{PATH}/new?token={TOKEN}")))),
    );
    server.always(
        "/loop",
        Reply::redirect(302, &server.url(&format!("/loop?token={TOKEN}&n=1"))),
    );
    server.always(
        "/away",
        Reply::redirect(302, &format!("http://169.254.169.254/{PATH}?{TOKEN}")),
    );
    let page = format!(
        "<html><head><title>{secret}</title><link rel=alternate type=application/rss+xml href='{secret}'></head></html>"
    );
    server.always("/page", Reply::ok(page));
    server.always(
        "/broken",
        Reply::new(500, &[("X-Why", secret.as_str())], &secret),
    );
    server.always(
        "/error",
        Reply::ok(format!("{{\"error\": \"{secret} is not known\"}}")),
    );
    server.always(
        "/bad",
        Reply::ok(format!("<rss><channel><{secret}></channel>")),
    );
    server.always(
        "/reason",
        Reply::default().send(format!(
            "HTTP/1.1 503 {secret}\r\nRetry-After: {secret}\r\nContent-Length: 0\r\n\r\n"
        )),
    );
    for path in [
        "moving", "loop", "away", "page", "broken", "error", "bad", "reason", "none",
    ] {
        let url = server.url(&format!("/{path}?token=${{PLANET_TEST_TOKEN}}"));
        planet.feed(&format!("Failing {path}"), &url);
    }
    planet.feed(
        "Failing",
        &format!("http://ana:{PASSWORD}@127.0.0.1:1/?key=${{PLANET_TEST_TOKEN}}"),
    );
    planet
}

#[test]
fn no_secret_of_an_address_is_told_by_any_command_or_file_also_where_the_feed_states_it() {
    let server = Server::start();
    let mut planet = planet(&server);
    let ended = planet.build();
    for name in [
        "Atom",
        "Rss",
        "Json",
        "Password",
        "User",
        "Path",
        "Deep path",
        "Query",
        "Wide",
        "Within",
        "Login",
        "Whole",
        "Failing moving",
    ] {
        assert_eq!(
            ended.feed(name)["outcome"],
            "new",
            "{name} was read: {:#}",
            ended.feed(name)
        );
    }
    // An issue of the digest is frozen, and everything is read once more.
    planet.at("2026-03-02T12:00:00Z");
    let mut told = told_by(&planet, &COMMANDS);
    told.push(Told {
        place: "the public state".to_owned(),
        text: planet.unpacked("public.gz"),
    });
    // The address of a private feed is its identity in the store; nothing else is remembered.
    std::fs::remove_dir_all(planet.path(".planet")).unwrap();
    for name in ["Path", "Deep path", "Query"] {
        planet.without(name);
    }
    planet.build();
    told.extend(
        contents(&planet.path(".planet"))
            .into_iter()
            .map(|(place, bytes)| Told {
                place,
                text: String::from_utf8_lossy(&bytes.0).into_owned(),
            }),
    );
    assert_untold(&told);
    assert!(
        told.iter()
            .any(|told| told.place == "weekly/2026-w09/index.html")
    );
    assert!(told.iter().any(|told| told.place == "blogroll.opml"));
    let asked = server.requests();
    assert!(
        asked
            .iter()
            .any(|seen| seen.path.contains(TOKEN) && seen.path.starts_with("/wide"))
    );
}

#[test]
fn an_issue_that_names_blogs_by_their_addresses_is_published_without_them() {
    let server = Server::start();
    server.always(
        "/ana",
        Reply::ok(crate::planet::atom(
            "Ana",
            &[crate::planet::item("a", "2026-02-25T09:00:00Z")],
        )),
    );
    let mut planet = Planet::new();
    planet
        .table("[pages]\nstate = true\n[digest]\nmin_items = 1")
        .feed_with("Ana", &server.url("/ana"), &format!("id = \"{PATH}\""))
        .build();
    planet.at("2026-03-02T12:00:00Z").build();
    planet.run(&["state", "export", "state.gz"]).succeeded();
    let before = planet.unpacked("state.gz");
    // As earlier versions froze them.
    let veil = format!("blake3:{}", blake3::hash(PATH.as_bytes()).to_hex());
    assert!(before.contains(&veil), "{before}");
    let old = before.replace(&veil, PATH);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, old.as_bytes()).unwrap();
    planet.file("old.gz", packed.finish().unwrap());
    let page = planet.page("weekly/2026-w09/index.html");
    std::fs::remove_dir_all(planet.path(".planet")).unwrap();
    std::fs::remove_dir_all(planet.path("output")).unwrap();
    planet.run(&["state", "import", "old.gz"]).succeeded();
    planet.run(&["build", "--offline"]).succeeded();
    assert_eq!(
        planet.page("weekly/2026-w09/index.html"),
        page,
        "blogs are found by what stands for them"
    );
    planet
        .run(&["state", "export", "--public", "public.gz"])
        .succeeded();
    let published = planet.unpacked("public.gz");
    assert!(
        published.contains(&veil) && !published.contains(PATH),
        "{published}"
    );
}
