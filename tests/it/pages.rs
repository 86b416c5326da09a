//! The maintainer's own pages and files, old addresses, and what search engines and hubs are told: on real builds.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::Value;

use crate::{
    planet::{Planet, atom, item},
    server::{Reply, Server},
};

/// A planet with one feed, which is a file, and two pages.
fn planet() -> Planet {
    let mut planet = Planet::new();
    let mut posts = [
        item("b", "2026-03-01T10:00:00Z"),
        item("a", "2026-02-27T08:00:00Z"),
    ];
    "Post <b> & \"b\"".clone_into(&mut posts[0].title);
    "42".clone_into(&mut posts[1].id);
    planet.file("ana.xml", atom("Ana writes", &posts));
    planet.file(
        "pages/about.md",
        "# About us\n\n[Join](docs/join.md), ![map](map.png)\n",
    );
    planet.file(
        "pages/docs/join.md",
        "+++\nweight = -1\ndescription = \"How to & why\"\n+++\n[Back](../about.md) or [home](/)\n\n## How\n",
    );
    planet.file("static/map.png", b"\x89PNG\r\n\x1a\n\0\xff");
    planet.feed("Ana", "ana.xml");
    planet
}

#[test]
fn a_markdown_file_is_a_page_with_title_description_navigation_and_canonical_address() {
    let mut planet = planet();
    for base in ["https://planet.example/", "https://ana.example/repo/"] {
        planet.set("base_url", &format!("\"{base}\"")).build();
        let about = planet.page("about/index.html");
        assert_eq!(about.matches("<h1").count(), 1);
        assert!(about.contains("<title>About us · Planet Test</title>"));
        assert!(about.contains("<a href=\"../docs/join/\">Join</a>"));
        assert!(about.contains("<img src=\"../map.png\""));
        let canonical = format!("<link rel=\"canonical\" href=\"{base}about/\">");
        assert!(about.contains(&canonical));
        let join = planet.page("docs/join/index.html");
        assert!(join.contains("<meta name=\"description\" content=\"How to &amp; why\">"));
        assert!(join.contains("<h1>Join</h1>"));
        assert!(join.contains("<a href=\"../../about/\">Back</a> or <a href=\"../../\">home</a>"));
        assert!(!join.contains("noindex"));
        // The lighter one comes first, on every page.
        let front = planet.page("index.html");
        let nav = front.split("class=\"site-nav\"").nth(1).unwrap();
        let (first, second) = (
            nav.find("\"docs/join/\">Join<"),
            nav.find("\"about/\">About us<"),
        );
        assert!(first.is_some() && first < second, "{nav}");
        assert!(about.contains("<a href=\"../about/\" aria-current=\"page\">About us</a>"));
        let sitemap = planet.page("sitemap.xml");
        assert!(sitemap.contains(&format!("<loc>{base}docs/join/</loc>")));
    }
}

#[test]
fn a_changed_page_makes_the_site_anew_and_an_unchanged_one_does_not() {
    let planet = planet();
    planet.build();
    let before = planet.written();
    let run = planet.build();
    assert_eq!(run.report()["totals"]["pages_written"], 0);
    assert_eq!(planet.written(), before);
    let before = planet.site();
    planet.file("pages/about.md", "# About us\n\nMore.\n");
    planet.build();
    let mut changed = planet.site();
    changed.retain(|path, content| before[path] != *content);
    // The feed is a file, so it has been read again, and status.json says so.
    changed.remove("status.json");
    let changed: Vec<&String> = changed.keys().collect();
    assert_eq!(changed, ["about/index.html"]);
    assert!(planet.page("about/index.html").contains("<p>More.</p>"));
    fs::remove_file(planet.path("pages/about.md")).unwrap();
    planet.file("pages/docs/join.md", "Alone.\n");
    planet.build();
    assert!(!planet.has("about/index.html"));
    assert!(!planet.page("index.html").contains("About us"));
}

#[test]
fn a_template_of_ones_own_shows_a_page_and_is_proven_first() {
    let planet = planet();
    let page = "+++\ntemplate = \"wide.html\"\nnav = false\n+++\nText.\n";
    planet.file("pages/wide.md", page);
    planet.file(
        "templates/wide.html",
        "{% extends \"page.html\" %}{% block subscribe %}[{{ own.file }}, {{ own.weight }}]{% endblock subscribe %}",
    );
    planet.build();
    let wide = planet.page("wide/index.html");
    assert!(wide.contains("[pages/wide.md, 0]") && wide.contains("<p>Text.</p>"));
    assert!(!planet.page("index.html").contains("Wide"));
    planet.file("templates/wide.html", "{{ own.titel }}");
    let run = planet.run(&["build"]).ended_with(1);
    assert!(run.stderr.contains("wide.html"), "{}", run.stderr);
    assert!(
        run.stderr.contains("did you mean `title`?"),
        "{}",
        run.stderr
    );
}

#[test]
fn no_heading_of_a_page_takes_an_id_that_the_page_has_already() {
    let planet = planet();
    let ids = |html: &str| -> Vec<String> {
        let found = html.split(" id=\"").skip(1);
        found
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    planet.file("pages/about.md", "Nothing.");
    planet.build();
    let own = ids(&planet.page("about/index.html"));
    assert!(own.contains(&"main".to_owned()), "{own:?}");
    let headings: Vec<String> = own.iter().map(|id| format!("## {id}")).collect();
    planet.file("pages/about.md", headings.join("\n\n"));
    planet.build();
    let all = ids(&planet.page("about/index.html"));
    let unique: BTreeSet<&String> = all.iter().collect();
    assert_eq!(unique.len(), all.len(), "{all:?}");
    assert_eq!(all.len(), 2 * own.len());
}

#[test]
fn broken_pages_are_told_before_anything_is_written_and_by_check_too() {
    let planet = planet();
    planet.build();
    let before = planet.written();
    planet.file(
        "pages/about.md",
        "+++\ntitel = \"A\"\n+++\n\n[x](docs/jion.md)\n",
    );
    planet.file("pages/status.md", "x");
    let run = planet.run(&["build"]).ended_with(1);
    for part in [
        "unknown key `titel` in the front matter",
        "did you mean `title`?",
        "pages/about.md:2:1",
        "there is no page `pages/docs/jion.md`",
        "did you mean `pages/docs/join.md`?",
        "pages/about.md:5:1",
        "`pages/status.md` would be the page /status/, but /status/ is planet's own",
    ] {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
    assert_eq!(planet.written(), before);
    let run = planet
        .run(&["check", "--offline", "--format", "json"])
        .ended_with(3);
    let mistakes = &run.report()["mistakes"];
    let places: BTreeSet<(String, u64)> = mistakes
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            let file = found["file"].as_str().unwrap().replace('\\', "/");
            (file, found["line"].as_u64().unwrap())
        })
        .collect();
    let expected = [
        ("pages/about.md", 2),
        ("pages/about.md", 5),
        ("pages/status.md", 1),
    ];
    let expected = expected.map(|(file, line)| (file.to_owned(), line));
    assert_eq!(places, expected.into());
    let run = planet
        .run(&["check", "--offline", "--format", "github"])
        .ended_with(3);
    assert!(
        run.stdout.contains("file=pages/about.md,line=5"),
        "{}",
        run.stdout
    );
}

/// Whatever folder planet makes, or file without an ending, no page of the maintainer's can land in it.
#[test]
fn no_page_can_stand_where_planet_makes_its_own() {
    let mut planet = planet();
    planet.table("[pages]\nold_urls = true");
    for page in ["about", "docs/join"] {
        fs::remove_file(planet.path(&format!("pages/{page}.md"))).unwrap();
    }
    planet.build();
    let folders: BTreeSet<String> = planet
        .site()
        .keys()
        .filter_map(|path| path.split_once('/'))
        .map(|(folder, _)| folder.to_owned())
        .filter(|folder| !folder.starts_with('.'))
        .collect();
    assert!(
        folders.contains("feeds") && folders.len() >= 3,
        "{folders:?}"
    );
    for folder in folders {
        let page = format!("pages/{folder}.md");
        planet.file(&page, "x");
        let run = planet.run(&["build"]).ended_with(1);
        assert!(
            run.stderr.contains("is planet's own"),
            "{folder}: {}",
            run.stderr
        );
        fs::remove_file(planet.path(&page)).unwrap();
    }
}

#[test]
fn static_files_are_copied_byte_by_byte_whatever_their_names() {
    let planet = planet();
    let every_byte: Vec<u8> = (0..=255).collect();
    let files: [(&str, &[u8]); 8] = [
        ("CNAME", b"planet.example\n"),
        (".well-known/security.txt", b"Contact: mailto:a@b.example\n"),
        (".well-known/matrix/server", b"{}"),
        (".htaccess", b"# nothing"),
        ("_redirects", b"/old /new"),
        ("fonts/a b.woff2", &every_byte),
        ("empty.txt", b""),
        ("robots.txt", b"User-agent: *\nDisallow: /private/\n"),
    ];
    for (path, bytes) in files {
        planet.file(&format!("static/{path}"), bytes);
    }
    planet.file("static/.DS_Store", "x");
    planet.build();
    let site = planet.site();
    for (path, bytes) in files {
        assert_eq!(site[path].0, bytes, "{path}");
    }
    assert!(!planet.has(".DS_Store"));
    // planet's own list comes beside the maintainer's files in the same folder.
    assert!(planet.has(".well-known/recommendations.opml"));
}

#[test]
fn static_files_that_planet_cannot_work_beside_are_told_before_anything_is_written() {
    for (file, part) in [
        ("static/.planet.json", "keeps its own list of files"),
        ("static/feeds", "needs a folder"),
        ("static/2025", "needs a folder"),
        (
            "static/about/index.html",
            "where the static file `about/index.html` stands",
        ),
    ] {
        let planet = planet();
        planet.file(file, "{}");
        let run = planet.run(&["build"]).ended_with(1);
        assert!(run.stderr.contains(part), "{file}: {}", run.stderr);
        assert!(!planet.path("output").exists());
    }
}

#[test]
fn old_addresses_hold_the_same_as_the_new_ones() {
    let mut planet = planet();
    planet.build();
    let old = [
        "rss10.xml",
        "rss20.xml",
        "opml.xml",
        "foafroll.xml",
        "titles_only.html",
    ];
    assert!(old.iter().all(|path| !planet.has(path)));
    planet.table("[pages]\nold_urls = true").build();
    assert_eq!(planet.page("rss20.xml"), planet.page("rss.xml"));
    assert_eq!(planet.page("opml.xml"), planet.page("blogroll.opml"));
    // What was found at an old address leads to the new one.
    let own = "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://planet.example/rss.xml\"/>";
    assert!(planet.page("rss20.xml").contains(own));
    let own = "<atom:link rel=\"self\" type=\"application/rdf+xml\" href=\"https://planet.example/rss10.xml\"/>";
    assert!(planet.page("rss10.xml").contains(own));
    let foaf = planet.page("foafroll.xml");
    assert!(foaf.contains("<foaf:name>Ana</foaf:name>"));
    // Links are relative to where a page stands; all else is the same, in every language.
    planet.set("language", "\"de\"").build();
    let (new, old) = (
        planet.page("titles/index.html"),
        planet.page("titles_only.html"),
    );
    assert!(old.contains("Post a</a>"));
    assert!(old.contains("<link rel=\"canonical\" href=\"https://planet.example/titles/\">"));
    assert_eq!(new.replace("../", "./"), old);
}

#[test]
fn our_own_reader_reads_rss_1_back() {
    let mut planet = planet();
    planet.table("[pages]\nold_urls = true").build();
    let inspect = |path: &str| -> Value {
        let run = planet
            .run(&["inspect", path, "--format", "json"])
            .succeeded();
        serde_json::from_str(&run.stdout).unwrap()
    };
    let (rss10, atom) = (inspect("output/rss10.xml"), inspect("output/atom.xml"));
    let entries = |feed: &Value| feed["entries"].as_array().unwrap().clone();
    assert_eq!(entries(&rss10).len(), 2);
    for (old, new) in entries(&rss10).iter().zip(entries(&atom)) {
        for field in ["id", "link", "published", "content"] {
            assert_eq!(old[field], new[field], "{field}: {old:#} {new:#}");
            assert!(!old[field].is_null(), "{field}");
        }
        assert_eq!(old["authors"][0]["name"], "Ana");
    }
    assert_eq!(rss10["feed"]["title"]["value"], "Planet Test");
    assert_eq!(rss10["repairs"], serde_json::json!([]));
}

/// Only where `PLANET_PYTHON` names a Python that has feedparser.
#[test]
fn feedparser_reads_rss_1_back() {
    let script = "import feedparser, json, sys\n\
        f = feedparser.parse(sys.argv[1])\n\
        assert not f.bozo, f.bozo_exception\n\
        print(json.dumps([[e.id, e.link, e.updated, e.author, e.title, e.content[0].value] for e in f.entries]))";
    let Ok(python) = std::env::var("PLANET_PYTHON") else {
        crate::skipped("PLANET_PYTHON names no Python with feedparser");
        return;
    };
    let mut planet = planet();
    planet.table("[pages]\nold_urls = true").build();
    let output = Command::new(python)
        .args(["-c", script])
        .arg(planet.path("output/rss10.xml"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    let own = planet.page("feed.json");
    let own: Value = serde_json::from_str(&own).unwrap();
    let anchor = read[1][0].as_str().unwrap();
    assert!(anchor.starts_with("https://planet.example/#e-"), "{anchor}");
    assert_eq!(read[0][0], "urn:test:b");
    for (at, title) in [(0, "Post <b> & \"b\""), (1, "Post a")] {
        let (read, own) = (&read[at], &own["items"][at]);
        assert_eq!(read[1], own["url"]);
        assert_eq!(read[2], own["date_published"]);
        assert_eq!(read[3], "Ana");
        assert_eq!(read[5], own["content_html"]);
        assert_eq!(own["title"], title);
    }
}

#[test]
fn hubs_are_named_wherever_a_reader_may_look() {
    let mut planet = planet();
    planet
        .table("[pages]\nold_urls = true\n[websub]\nhub = [\"https://hub.example/?a=1&b=2\", \"https://other.example\"]")
        .build();
    for path in ["index.html", "about/index.html", "feeds/ana/index.html"] {
        let html = planet.page(path);
        assert!(
            html.contains("<link rel=\"hub\" href=\"https://hub.example/?a=1&amp;b=2\">"),
            "{path}"
        );
        assert!(
            html.contains("<link rel=\"hub\" href=\"https://other.example/\">"),
            "{path}"
        );
    }
    let atom = planet.page("atom.xml");
    assert!(atom.contains("<link rel=\"hub\" href=\"https://hub.example/?a=1&amp;b=2\"/>"));
    assert!(atom.contains("<link rel=\"self\""));
    for path in ["rss.xml", "rss10.xml"] {
        let rss = planet.page(path);
        assert_eq!(rss.matches("<atom:link rel=\"hub\" ").count(), 2, "{path}");
        assert_eq!(rss.matches("<atom:link rel=\"self\" ").count(), 1, "{path}");
    }
    let json: Value = serde_json::from_str(&planet.page("feed.json")).unwrap();
    let expected = serde_json::json!([
        {"type": "WebSub", "url": "https://hub.example/?a=1&b=2"},
        {"type": "WebSub", "url": "https://other.example/"},
    ]);
    assert_eq!(json["hubs"], expected);
}

#[test]
fn pages_with_whole_posts_of_others_are_not_for_search_engines_unless_the_maintainer_says_so() {
    let noindex = "<meta name=\"robots\" content=\"noindex, follow\">";
    let front = "<loc>https://planet.example/</loc>";
    for (tables, front_listed, others_listed) in [
        ("", false, true),
        ("[river]\ncontent = \"excerpt\"", true, true),
        ("[pages]\nindex = \"all\"", true, true),
        (
            "[river]\ncontent = \"excerpt\"\n[pages]\nindex = \"none\"",
            false,
            false,
        ),
    ] {
        let mut planet = planet();
        planet.table(tables).build();
        let is_listed = |path: &str| !planet.page(path).contains(noindex);
        assert_eq!(is_listed("index.html"), front_listed, "{tables}");
        for path in [
            "feeds/ana/index.html",
            "2026/03/01/index.html",
            "blogroll/index.html",
            "about/index.html",
        ] {
            assert_eq!(is_listed(path), others_listed, "{tables}: {path}");
        }
        assert!(!is_listed("404.html"));
        assert_eq!(planet.has("sitemap.xml"), others_listed);
        let robots = planet.page("robots.txt");
        assert_eq!(robots.contains("Disallow: /\n"), !others_listed);
        assert_eq!(robots.contains("Sitemap: "), others_listed);
        if others_listed {
            let sitemap = planet.page("sitemap.xml");
            assert_eq!(sitemap.contains(front), front_listed, "{tables}");
            assert!(sitemap.contains("<loc>https://planet.example/2026/03/01/</loc>"));
            assert!(sitemap.contains("<loc>https://planet.example/feeds/ana/</loc>"));
        }
    }
}

#[test]
fn every_page_has_a_card_and_its_own_address() {
    let mut planet = planet();
    let picture = "https://planet.example/map.png";
    planet
        .set("image", "\"map.png\"")
        .set("description", "\"A \\\"test\\\"\"")
        .build();
    let pages = planet.site();
    let pages = pages
        .keys()
        .filter(|path| Path::new(path).extension().is_some_and(|end| end == "html"));
    for path in pages {
        let html = planet.page(path);
        for property in ["og:type", "og:title", "og:site_name"] {
            let mark = format!("<meta property=\"{property}\" content=\"");
            assert_eq!(html.matches(&mark).count(), 1, "{path}: {property}");
        }
        assert!(
            html.contains("<meta name=\"twitter:card\" content=\"summary\">"),
            "{path}"
        );
        let image = format!("<meta property=\"og:image\" content=\"{picture}\">");
        assert!(html.contains(&image), "{path}");
        // Nobody knows at which address the page for unknown ones is shown.
        let own = path.strip_suffix("index.html");
        assert_eq!(html.contains("rel=\"canonical\""), own.is_some(), "{path}");
        if let Some(own) = own {
            let address = format!("https://planet.example/{own}");
            assert!(
                html.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")),
                "{path}"
            );
            assert!(
                html.contains(&format!("<meta property=\"og:url\" content=\"{address}\">")),
                "{path}"
            );
        }
    }
    let front = planet.page("index.html");
    assert!(front.contains("<meta property=\"og:description\" content=\"A &quot;test&quot;\">"));
    planet
        .set("image", "\"https://pictures.example/a.png\"")
        .build();
    assert!(
        planet
            .page("index.html")
            .contains("\"https://pictures.example/a.png\"")
    );
    let run = planet
        .set("image", "\"mpa.png\"")
        .run(&["build"])
        .ended_with(1);
    assert!(
        run.stderr
            .contains("`image` names the static file `mpa.png`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_face_that_is_no_file_is_told_and_stops_nothing() {
    let server = Server::start();
    server.always("/ana", Reply::ok(atom("Ana", &[])));
    let mut planet = Planet::new();
    let face = |path: &str| format!("avatar = \"{path}\"");
    planet.feed_with("Ana", &server.url("/ana"), &face("faces/ana.png"));
    for n in 0..9 {
        let url = server.url(&format!("/{n}"));
        planet.feed_with(&format!("Cy {n}"), &url, &face(&format!("cy-{n}.png")));
    }
    let missing = "`avatar` names the static file";
    for command in ["build", "check"] {
        let said = planet.run(&[command]).stderr;
        assert!(
            said.contains(&format!("{missing} `faces/ana.png`, and there is none"))
                && said.contains(&format!("{missing} `cy-6.png`, and there is none"))
                && said.contains("and 2 more files are not there"),
            "{said}"
        );
    }
    let json = planet
        .run(&["check", "--offline", "--format", "json"])
        .report();
    assert_eq!(json["warnings"].as_array().unwrap().len(), 10);
    let github = planet
        .run(&["check", "--offline", "--format", "github"])
        .stdout;
    assert!(
        github.contains(&format!("title=Ana::{missing}")),
        "{github}"
    );
    for n in 0..9 {
        planet.without(&format!("Cy {n}"));
    }
    // Nobody sees the face of a blog that is not followed.
    planet.feed_with(
        "Bo",
        &server.url("/bo"),
        "avatar = \"bo.png\"\nenabled = false",
    );
    planet.file("static/faces/ana.png", "a picture");
    assert!(!planet.build().succeeded().stderr.contains("warning"));
}

#[test]
fn recommendations_are_found_at_the_root_of_a_host_only() {
    let mut planet = planet();
    planet.build();
    let path = ".well-known/recommendations.opml";
    assert_eq!(planet.page(path), planet.page("blogroll.opml"));
    planet
        .set("base_url", "\"https://planet.example/repo/\"")
        .build();
    assert!(!planet.has(path) && !planet.has("robots.txt"));
}
