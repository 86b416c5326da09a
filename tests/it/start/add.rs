//! `planet add` and `planet remove`.

use std::{
    fmt::Write as _,
    fs,
    sync::{Arc, Barrier},
};

use crate::{
    server::{Reply, Server},
    start::{HEAD, Run, config, folder, program, run},
};

/// A feed with posts of these days of February.
fn feed(title: &str, days: &[u32]) -> String {
    let mut entries = String::new();
    for day in days {
        write!(
            entries,
            "<entry><id>{title}-{day}</id><title>Post {day}</title><updated>2026-02-{day:02}T10:00:00Z</updated></entry>"
        )
        .unwrap();
    }
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>tag:{title}</id><title>{title}</title>{entries}</feed>"
    )
}

fn page(links: &[(&str, &str)]) -> String {
    let mut head = String::new();
    for (href, title) in links {
        write!(
            head,
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{title}\" href=\"{href}\">"
        )
        .unwrap();
    }
    format!(
        "<!DOCTYPE html><html><head><title>Home</title>{head}</head><body><h1>Hi</h1></body></html>"
    )
}

#[test]
fn a_home_page_gives_its_feed_and_the_rest_of_the_file_stays() {
    let server = Server::start();
    server
        .always(
            "/",
            Reply::ok(page(&[
                ("/c.xml", "Comments"),
                ("/a.xml", "Posts"),
                ("/b.xml", "Links"),
            ])),
        )
        .always("/a.xml", Reply::ok(feed("Ana's Garden", &[3, 28, 12, 9])));
    let before = format!(
        "{HEAD}\r\n[[feeds]]\nname='Bo'   # a friend\nurl = \"bo.xml\"\n# enabled = false\n\n# For themes\n[extra]\nmotto = \"x\"\n\n\n"
    );
    let folder = folder(&before);
    let run = run(&folder, &["add", &server.url("/")]).exits(0);
    let part = format!(
        "[[feeds]]\nname = \"Ana's Garden\"\nurl = \"{}\"\n",
        server.url("/a.xml")
    );
    assert_eq!(
        config(&folder),
        before.replace(
            "# enabled = false\n",
            &format!("# enabled = false\n\n{part}")
        )
    );
    // What it is, its newest three, and what else there is.
    assert!(run.err.contains("Ana's Garden: 4 posts"), "{}", run.err);
    let days: Vec<&str> = run
        .err
        .lines()
        .filter_map(|line| line.strip_prefix("  2026-02-"))
        .collect();
    assert_eq!(days, ["28  Post 28", "12  Post 12", "09  Post 9"]);
    assert!(
        run.err
            .contains(&format!("  {} (Comments)\n", server.url("/c.xml"))),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains(&format!("  {} (Links)\n", server.url("/b.xml"))),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains("added to planet.toml:10 as `Ana's Garden`"),
        "{}",
        run.err
    );
    assert_eq!(run.out, "");
    let line = config(&folder).lines().nth(9).unwrap().to_owned();
    assert_eq!(line, "[[feeds]]");
}

#[test]
fn no_page_chooses_which_variable_of_the_environment_goes_to_its_server() {
    let server = Server::start();
    server
        .always("/", Reply::ok(page(&[("/feed?home=${HOME}", "Posts")])))
        .always("/feed", Reply::ok(feed("Ana", &[1])));
    let folder = folder(HEAD);
    let added = run(&folder, &["add", &server.url("/")]).exits(0);
    let url = format!("url = \"{}\"\n", server.url("/feed?home=$%7BHOME}"));
    assert!(
        config(&folder).contains(&url),
        "{} {}",
        config(&folder),
        added.err
    );
    run(&folder, &["fetch"]).exits(0);
    let asked: Vec<String> = server
        .requests()
        .into_iter()
        .map(|seen| seen.path)
        .collect();
    assert_eq!(asked.last().unwrap(), "/feed?home=$%7BHOME}");
}

#[test]
fn a_feed_that_is_followed_is_refused_however_its_address_is_written() {
    let server = Server::start();
    server
        .always("/feed", Reply::ok(feed("Ana", &[1])))
        .always("/moved", Reply::redirect(301, "/feed/"))
        .always("/feed/", Reply::ok(feed("Ana", &[1])))
        .always(
            "/self",
            Reply::ok(feed("Ana", &[1]).replace(
                "<title>Ana<",
                "<link rel=\"self\" href=\"/feed\"/><title>Ana<",
            )),
        )
        .always("/home", Reply::ok(page(&[("/feed", "Posts")])));
    let before = format!(
        "{HEAD}[[feeds]]\nname = \"Ana\"\nurl = \"{}\"\n",
        server.url("/feed")
    );
    let folder = folder(&before);
    let bare = server.url("/feed");
    let bare = bare.trim_start_matches("http://");
    for again in [
        server.url("/feed"),
        server.url("/feed/"),
        server.url("/feed#x"),
        format!("https://{bare}"),
        format!("feed://{bare}"),
        bare.to_owned(),
        server.url("/moved"),
        server.url("/self"),
        server.url("/home"),
    ] {
        let run = run(&folder, &["add", &again]).exits(1);
        assert!(
            run.err
                .contains("followed already, as `Ana` (planet.toml:6)"),
            "{again}: {}",
            run.err
        );
        assert_eq!(config(&folder), before);
    }
    // `www.` makes no difference either; nobody is asked.
    let www = format!(
        "{HEAD}[[feeds]]\nname = \"Ana\"\nurl = \"https://www.ana.example/feed\"\nenabled = false\n"
    );
    fs::write(folder.path().join("planet.toml"), &www).unwrap();
    let run = run(&folder, &["add", "http://ana.example/feed/"]).exits(1);
    assert!(run.err.contains("followed already"), "{}", run.err);
    assert!(run.err.contains("remove `enabled = false`"), "{}", run.err);
    assert_eq!(config(&folder), www);
}

#[test]
fn a_feed_with_the_id_of_a_remembered_one_is_the_same() {
    let server = Server::start();
    server
        .always("/one", Reply::ok(feed("Ana", &[1])))
        .always("/two", Reply::ok(feed("Ana", &[1])));
    let before = format!(
        "{HEAD}[[feeds]]\nname = \"Ana\"\nurl = \"{}\"\n",
        server.url("/one")
    );
    let folder = folder(&before);
    run(&folder, &["fetch"]).exits(0);
    let again = run(&folder, &["add", &server.url("/two")]).exits(1);
    assert!(
        again.err.contains("followed already, as `Ana`"),
        "{}",
        again.err
    );
    assert_eq!(config(&folder), before);
}

#[test]
fn each_address_is_added_or_refused_for_itself() {
    let server = Server::start();
    server
        .always("/a", Reply::ok(feed("Ana", &[1])))
        .always("/b", Reply::ok(feed("Ana", &[])))
        .always("/gone", Reply::new(410, &[], ""))
        .always("/page", Reply::ok(page(&[])));
    let folder = folder(HEAD);
    let run = run(
        &folder,
        &[
            "add",
            &server.url("/a"),
            &server.url("/gone"),
            &server.url("/page"),
            &server.url("/a"),
            &server.url("/b"),
        ],
    )
    .exits(1);
    let written: toml::Table = config(&folder).parse().unwrap();
    let names: Vec<&str> = written["feeds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feed| feed["name"].as_str().unwrap())
        .collect();
    // The second is another feed of the same title; their names differ.
    assert_eq!(names, ["Ana", "Ana (127.0.0.1)"]);
    assert!(run.err.contains("/gone: "), "{}", run.err);
    assert!(
        run.err.contains("/page: a web page came instead of a feed"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("`planet add --guess http://"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("warning: the feed has no posts yet"),
        "{}",
        run.err
    );
    assert!(run.err.contains("followed already"), "{}", run.err);
}

#[test]
fn usual_places_are_looked_at_only_when_asked() {
    let server = Server::start();
    server
        .always("/blog", Reply::ok(page(&[])))
        .always("/atom.xml", Reply::ok(feed("Ana", &[1])));
    let folder = folder(HEAD);
    run(&folder, &["add", &server.url("/blog")]).exits(1);
    assert_eq!(server.requests().len(), 1);
    assert_eq!(config(&folder), HEAD);
    let run = run(
        &folder,
        &[
            "add",
            "--guess",
            "--group",
            "Friends",
            "--name",
            "A",
            &server.url("/blog"),
        ],
    )
    .exits(0);
    assert!(run.err.contains("found by trying"), "{}", run.err);
    assert_eq!(
        config(&folder),
        format!(
            "{HEAD}\n[[feeds]]\nname = \"A\"\nurl = \"{}\"\ngroup = \"Friends\"\n",
            server.url("/atom.xml")
        )
    );
}

#[test]
fn an_address_without_its_beginning_is_asked_both_ways() {
    let server = Server::start();
    server
        .always("/feed", Reply::ok(feed("Ana", &[1])))
        .always("/page", Reply::ok(page(&[])));
    let folder = folder(HEAD);
    let bare = server.url("").replace("http://", "");
    run(&folder, &["add", &format!("{bare}/feed")]).exits(0);
    assert!(config(&folder).contains(&format!("url = \"http://{bare}/feed\"")));
    let run = run(&folder, &["add", &format!("{bare}/page")]).exits(1);
    let said = format!("http://{bare}/page: a web page came instead of a feed");
    assert!(run.err.contains(&said), "{}", run.err);
}

#[test]
fn a_secret_that_was_meant_for_https_goes_nowhere_in_the_clear() {
    let server = Server::start();
    server.always("/feed", Reply::ok(feed("Ana", &[1])));
    let folder = folder(HEAD);
    let bare = server.url("").replace("http://", "");
    for secret in [
        format!("//ana:pa55@{bare}/feed"),
        format!("t0ken@{bare}/feed"),
        format!("{bare}/feed?a=1&token=t0ken"),
    ] {
        let run = run(&folder, &["add", &secret]).exits(1);
        assert!(
            run.err.contains("`http://` was not tried"),
            "{secret}: {}",
            run.err
        );
        // What came is the greeting of TLS, which is no request.
        assert!(server.requests().is_empty(), "{secret}");
    }
    assert_eq!(config(&folder), HEAD);
}

#[test]
fn of_feeds_that_are_added_at_once_none_is_lost() {
    const AT_ONCE: usize = 6;
    let server = Server::start();
    // Nobody has the feed before all have read planet.toml.
    let all_here = Arc::new(Barrier::new(AT_ONCE));
    for n in 0..AT_ONCE {
        let all_here = Arc::clone(&all_here);
        server.on(&format!("/{n}"), move |_| {
            all_here.wait();
            Reply::ok(feed(&format!("Blog {n}"), &[1]))
        });
    }
    let folder = folder(HEAD);
    let added: Vec<_> = (0..AT_ONCE)
        .map(|n| {
            let url = server.url(&format!("/{n}"));
            program(folder.path(), &["add", &url]).spawn().unwrap()
        })
        .collect();
    for added in added {
        Run::of(added.wait_with_output().unwrap()).exits(0);
    }
    let written = config(&folder);
    for n in 0..AT_ONCE {
        assert!(written.contains(&format!("\"Blog {n}\"")), "{written}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_permanent_move_is_written_and_a_passing_one_is_not() {
    let server = Server::start();
    server
        .always("/old", Reply::redirect(301, "/new"))
        .always("/new", Reply::ok(feed("Ana", &[1])))
        .always("/today", Reply::redirect(302, "/other"))
        .always("/other", Reply::ok(feed("Bo", &[1])));
    let folder = folder(HEAD);
    run(
        &folder,
        &["add", &server.url("/old"), &server.url("/today")],
    )
    .exits(0);
    let written = config(&folder);
    assert!(
        written.contains(&format!("url = \"{}\"", server.url("/new"))),
        "{written}"
    );
    assert!(
        written.contains(&format!("url = \"{}\"", server.url("/today"))),
        "{written}"
    );
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let server = Server::start();
    server.always("/a", Reply::ok(feed("Ana", &[1])));
    let folder = folder(HEAD);
    let run = run(&folder, &["add", "-n", &server.url("/a")]).exits(0);
    assert!(
        run.err.contains("would be added to planet.toml as `Ana`"),
        "{}",
        run.err
    );
    assert_eq!(config(&folder), HEAD);
}

#[test]
fn what_a_feed_says_commands_neither_terminal_nor_file() {
    let server = Server::start();
    let title = "\u{202e}x\u{200f} &quot;]\n[extra]\na = &quot;b";
    server.always(
        "/a",
        Reply::ok(feed("Ana", &[1]).replace("<title>Ana<", &format!("<title>{title}<"))),
    );
    let folder = folder(HEAD);
    let run = run(&folder, &["add", &server.url("/a")]).exits(0);
    let written = config(&folder);
    let parsed: toml::Table = written.parse().unwrap();
    assert_eq!(
        parsed["feeds"][0]["name"].as_str(),
        Some("x \"] [extra] a = \"b")
    );
    assert!(!parsed.contains_key("extra"));
    assert!(
        !written.contains(['\u{202e}', '\u{200f}']) && !run.err.contains(['\u{202e}', '\u{200f}'])
    );
}

#[test]
fn wrong_addresses_are_told_before_anything_is_asked() {
    let server = Server::start();
    server.always("/a", Reply::ok(feed("Ana", &[1])));
    let folder = folder(HEAD);
    for (wrong, said) in [
        ("mailto:ana@ana.example", "mailto"),
        ("planet.toml", "is a file"),
        (
            "https://x.example/?key=${KEY}",
            "variable of the environment",
        ),
        ("ftp://x.example/", "ftp"),
        ("", "no host"),
    ] {
        let run = run(&folder, &["add", &server.url("/a"), wrong]).exits(2);
        assert!(run.err.contains(said), "{wrong}: {}", run.err);
    }
    let names = run(&folder, &["add", "--name", "A", "a.example", "b.example"]).exits(2);
    assert!(names.err.contains("--name"), "{}", names.err);
    assert!(server.requests().is_empty());
    assert_eq!(config(&folder), HEAD);
}

#[test]
fn a_password_is_written_where_it_was_meant_to_and_shown_nowhere() {
    let server = Server::start();
    server.always("/a", Reply::ok(feed("Ana", &[1])));
    let folder = folder(HEAD);
    let url = server
        .url("/a?token=s3cret")
        .replace("http://", "http://ana:pa55@");
    let run = run(&folder, &["add", &url]).exits(0);
    assert!(config(&folder).contains("ana:pa55@"), "{}", config(&folder));
    assert!(
        !run.err.contains("pa55") && !run.err.contains("s3cret"),
        "{}",
        run.err
    );
    let removed = crate::start::run(&folder, &["remove", "Ana"]).exits(0);
    assert!(
        !removed.err.contains("pa55") && !removed.out.contains("pa55"),
        "{removed:?}"
    );
    assert_eq!(config(&folder), HEAD);
}

#[test]
fn a_feed_is_removed_by_name_or_address_and_its_lines_are_printed() {
    let table = "# Met at a fair\n[[feeds]]\nname = \"Ana's Garden\" # a\nurl = \"https://www.ana.example/feed/\"\n";
    let rest = "\n[[feeds]]\nname = \"Bo\"\nurl = \"bo.xml\"\n\n[extra]\nmotto = 'x'";
    let before = format!("{HEAD}\n{table}{rest}");
    for wanted in [
        "Ana's Garden",
        "ana's garden",
        "http://ana.example/feed",
        "ana.example/feed",
        "feed://ana.example/feed",
        "https://www.ana.example/feed/",
    ] {
        let folder = folder(&before);
        let run = run(&folder, &["remove", wanted]).exits(0);
        assert_eq!(run.out, table, "{wanted}");
        assert!(
            run.err
                .contains("removed `Ana's Garden` from planet.toml:5"),
            "{}",
            run.err
        );
        assert_eq!(config(&folder), format!("{HEAD}{rest}"));
    }
    let folder = folder(&before);
    let run = run(&folder, &["remove", "Anas Garden"]).exits(1);
    assert!(
        run.err
            .contains("has no feed `Anas Garden`\nhint: did you mean `Ana's Garden`?"),
        "{}",
        run.err
    );
    assert_eq!(config(&folder), before);
    assert_eq!(
        crate::start::run(&folder, &["remove", "bo.xml"])
            .exits(0)
            .out,
        "[[feeds]]\nname = \"Bo\"\nurl = \"bo.xml\"\n"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_feed_stays_whose_lines_cannot_be_printed() {
    let before = format!("{HEAD}\n[[feeds]]\nname = \"Ana\"\nurl = \"ana.xml\"\n");
    let folder = folder(&before);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let ended = program(folder.path(), &["remove", "Ana"])
        .stdout(full)
        .output();
    let run = Run::of(ended.unwrap()).exits(1);
    assert!(
        run.err.contains("cannot write `standard output`"),
        "{}",
        run.err
    );
    assert_eq!(config(&folder), before);
}

#[test]
fn a_feed_of_a_list_is_removed_and_printed_with_its_comment() {
    let list =
        |feed: &str| format!("{HEAD}feeds = [\n{feed}  {{name = \"Bo\", url = \"b\"}},\n]\n");
    let ana = "{name = \"Ana\", url = \"a\"}, # met at a fair\n";
    let folder = folder(&list(&format!("  {ana}")));
    let run = run(&folder, &["remove", "Ana"]).exits(0);
    assert_eq!(run.out, ana);
    assert_eq!(config(&folder), list(""));
}

#[cfg(unix)]
#[test]
fn a_config_that_is_a_link_stays_one_and_keeps_its_permissions_and_its_neighbors() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("real.toml");
    fs::write(
        &place,
        format!("{HEAD}[[feeds]]\nname = \"A\"\nurl = \"a\"\n"),
    )
    .unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.toml", folder.path().join("planet.toml")).unwrap();
    let neighbor = folder.path().join("real.toml.new");
    fs::write(&neighbor, "somebody's").unwrap();
    run(&folder, &["remove", "A"]).exits(0);
    assert!(folder.path().join("planet.toml").is_symlink());
    assert_eq!(fs::read_to_string(&place).unwrap(), HEAD);
    assert_eq!(
        fs::metadata(&place).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(fs::read_to_string(&neighbor).unwrap(), "somebody's");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}
