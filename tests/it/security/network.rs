//! What is asked, and what goes along: only what planet.toml names, and credentials only to whom they are for.

use crate::{
    planet::{Planet, atom, item},
    security::said_by,
    server::{Reply, Server},
};

/// A feed that names an address in every way in which something could be fetched for it.
fn naming(marker: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"{marker}/xsl\"?><!DOCTYPE feed SYSTEM \"{marker}/dtd\" \
         [<!ENTITY e SYSTEM \"{marker}/entity\"><!ENTITY % p SYSTEM \"{marker}/parameter\">%p;]>\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:xi=\"http://www.w3.org/2001/XInclude\" xml:base=\"{marker}/base/\"><id>x</id>\
         <title>&e;T</title><link href=\"{marker}/home\"/><link rel=\"self\" href=\"{marker}/self\"/><link rel=\"hub\" href=\"{marker}/hub\"/>\
         <link rel=\"next\" href=\"{marker}/next\"/><link rel=\"prev-archive\" href=\"{marker}/archive\"/><icon>{marker}/icon</icon>\
         <logo>{marker}/logo</logo><author><name>A</name><uri>{marker}/author</uri></author><xi:include href=\"{marker}/include\"/>\
         <entry><id>1</id><title>Post</title><updated>2026-03-01T09:00:00Z</updated><link href=\"{marker}/post\"/>\
         <link rel=\"enclosure\" href=\"{marker}/enclosure\"/><link rel=\"replies\" href=\"{marker}/replies\"/>\
         <source><id>s</id><link rel=\"self\" href=\"{marker}/source\"/></source>\
         <content type=\"html\">&lt;img src=\"{marker}/image\">&lt;iframe src=\"{marker}/frame\">&lt;/iframe>&lt;link rel=stylesheet href=\"{marker}/style\"></content></entry>\
         <entry><id>2</id><title>Away</title><updated>2026-03-01T09:00:00Z</updated><content src=\"{marker}/content\" type=\"text/html\"/></entry></feed>"
    )
}

#[test]
fn nothing_that_a_feed_names_is_asked() {
    let (blog, marker) = (Server::start(), Server::start());
    let text = naming(&marker.url(""));
    let headers = [
        (
            "Link",
            format!(
                "<{0}>; rel=hub, <{0}>; rel=alternate, <{0}>; rel=preload",
                marker.url("/link")
            ),
        ),
        ("Refresh", format!("0;url={}", marker.url("/refresh"))),
        ("Content-Location", marker.url("/location")),
    ];
    let headers: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    blog.always("/feed", Reply::new(200, &headers, &text));
    let mut planet = Planet::new();
    planet
        .table("[pages]\nstate = true\n[digest]\nmin_items = 1\n[websub]\nhub = \"https://hub.example/\"")
        .feed("Ana", &blog.url("/feed"))
        .build();
    assert!(planet.page("index.html").contains("Post"));
    planet.at("2026-03-09T12:00:00Z");
    let commands: [&[&str]; 11] = [
        &["build", "--force"],
        &["fetch", "--force"],
        &["render"],
        &["check"],
        &["inspect", &blog.url("/feed")],
        &["status"],
        &["list"],
        &["digest", "show"],
        &["export", "opml"],
        &["ping", "-n", "--changed"],
        &["add", "-n", &blog.url("/feed")],
    ];
    said_by(&planet, &commands);
    let asked: Vec<String> = marker
        .requests()
        .into_iter()
        .map(|seen| seen.path)
        .collect();
    assert!(asked.is_empty(), "{asked:?}");
    let paths: Vec<String> = blog.requests().into_iter().map(|seen| seen.path).collect();
    assert!(
        paths.len() >= 4 && paths.iter().all(|path| path == "/feed"),
        "{paths:?}"
    );
}

#[test]
fn credentials_go_to_their_host_and_port_alone() {
    let (home, away, other) = (
        Server::start(),
        Server::start(),
        Server::start_on("127.0.0.2"),
    );
    let feed = atom("Ana", &[item("a", "2026-03-01T09:00:00Z")]);
    home.always("/port", Reply::redirect(302, &away.url("/feed")));
    home.always("/host", Reply::redirect(302, &other.url("/feed")));
    home.always(
        "/name",
        Reply::redirect(302, &home.url("/feed").replace("127.0.0.1", "localhost")),
    );
    home.always("/back", Reply::redirect(302, &away.url("/back")));
    away.always("/back", Reply::redirect(302, &home.url("/feed")));
    for server in [&home, &away, &other] {
        server.always("/feed", Reply::ok(&feed));
    }
    let mut planet = Planet::new();
    for path in ["port", "host", "name", "back"] {
        let url = home
            .url(&format!("/{path}"))
            .replace("://", "://ana:passw0rd@");
        planet.feed(path, &url);
    }
    planet.build();
    let with = |server: &Server, path: &str| {
        let requests = server.requests();
        let sent = requests.iter().filter(|seen| seen.path == path);
        sent.map(|seen| seen.header("authorization").is_some())
            .collect::<Vec<_>>()
    };
    for path in ["/port", "/host", "/name", "/back"] {
        assert_eq!(with(&home, path), [true], "{path}");
    }
    assert_eq!(with(&away, "/feed"), [false]);
    assert_eq!(with(&away, "/back"), [false]);
    assert_eq!(with(&other, "/feed"), [false]);
    // By another name, and by itself on the way back.
    let mut at_home = with(&home, "/feed");
    at_home.sort_unstable();
    assert_eq!(at_home, [false, true]);
    let cookies = [&home, &away, &other].map(|server| {
        server
            .requests()
            .iter()
            .any(|seen| seen.header("cookie").is_some() || seen.header("referer").is_some())
    });
    assert_eq!(cookies, [false; 3]);
}
