//! `planet serve`, asked over real sockets.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::Child,
    sync::{Arc, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;
use url::Url;

use crate::{
    server::{Reply, Server},
    start::{HEAD, folder, program, run},
};

/// No step takes longer, on the slowest machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running `planet serve`; killed when the test is over.
pub(crate) struct Serving {
    child: Child,
    url: Url,
    said: Arc<Mutex<String>>,
}

impl Serving {
    pub(crate) fn start(folder: &Path, args: &[&str]) -> Self {
        let args = [&["serve", "--port", "0"], args].concat();
        let mut child = program(folder, &args).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let into = Arc::clone(&said);
        thread::spawn(move || {
            let mut line = String::new();
            while stderr.read_line(&mut line).is_ok_and(|count| count > 0) {
                into.lock().unwrap().push_str(&std::mem::take(&mut line));
            }
        });
        let (sender, first_line) = mpsc::channel();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            let mut line = String::new();
            let _gone = stdout.read_line(&mut line).map(|_| sender.send(line));
        });
        let line = first_line.recv_timeout(PATIENCE).unwrap_or_default();
        let url = line.trim().parse().unwrap_or_else(|_| {
            let _ended = child.kill();
            panic!("no address: {line:?} {}", said.lock().unwrap())
        });
        Self { child, url, said }
    }

    fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until this stands on standard error, which another thread reads.
    #[track_caller]
    fn wait_until_said(&self, words: &str) {
        let started = Instant::now();
        while !self.said().contains(words) {
            assert!(started.elapsed() < PATIENCE, "{words}: {}", self.said());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends a request as it is and returns head and body.
    fn send(&self, request: &str) -> (String, String) {
        let address = (self.url.host_str().unwrap(), self.url.port().unwrap());
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    fn get(&self, path: &str) -> (String, String) {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.url.authority()
        ))
    }

    fn page(&self, path: &str) -> String {
        let (head, body) = self.get(path);
        assert!(head.starts_with("HTTP/1.1 200 "), "{path}: {head}");
        body
    }

    /// What a page is told, as soon as it is another than the one of this number.
    fn changes(&self, since: &str) -> Value {
        serde_json::from_str(&self.page(&format!("/-planet/changes?since={since}"))).unwrap()
    }

    /// Waits for news of which this is true.
    #[track_caller]
    fn wait_for(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let started = Instant::now();
        let mut news = self.changes("");
        while !wanted(&news) {
            assert!(started.elapsed() < PATIENCE, "{news}\n{}", self.said());
            news = self.changes(news["number"].as_str().unwrap());
        }
        news
    }

    fn number(&self) -> String {
        self.changes("")["number"].as_str().unwrap().to_owned()
    }

    /// Changes something and waits until the site is made anew.
    #[track_caller]
    fn after(&self, change: impl FnOnce()) {
        let before = self.number();
        change();
        self.wait_for(|news| news["number"] != *before && news["problem"].is_null());
    }

    /// Ends it as Ctrl-C does; its exit code.
    #[cfg(unix)]
    fn stop(&mut self, signal: &str) -> Option<i32> {
        let kill = std::process::Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status();
        assert!(kill.unwrap().success());
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("it does not end: {}", self.said())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

const POST: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>ana</id><title>Ana</title>
    <entry><id>1</id><title>Seedlings</title><link href=\"https://ana.example/1\"/><updated>2026-02-28T10:00:00Z</updated></entry></feed>";

/// A planet that follows a blog on this machine.
fn planet() -> (TempDir, Server) {
    let server = Server::start();
    server.always("/feed", Reply::ok(POST));
    let feed = format!(
        "\n[[feeds]]\nname = \"Ana\"\nurl = \"{}\"\n",
        server.url("/feed")
    );
    (folder(&format!("{HEAD}{feed}")), server)
}

fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn change(folder: &TempDir, from: &str, to: &str) {
    let path = folder.path().join("planet.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn the_site_is_served_under_its_path_as_a_web_server_would() {
    let (folder, _server) = planet();
    write(&folder, "static/data.bin", "x");
    write(&folder, "static/é x.txt", "accents");
    let serving = Serving::start(folder.path(), &[]);
    assert_eq!(serving.url.path(), "/p/");
    let river = serving.page("/p/");
    assert!(river.contains("Seedlings"), "{river}");
    for (path, kind) in [
        ("/p/", "text/html; charset=utf-8"),
        ("/p/style.css", "text/css; charset=utf-8"),
        ("/p/planet.js", "text/javascript; charset=utf-8"),
        ("/p/atom.xml", "application/xml; charset=utf-8"),
        ("/p/feed.json?x=1", "application/json; charset=utf-8"),
        ("/p/blogroll.opml", "text/x-opml; charset=utf-8"),
        ("/p/favicon.svg", "image/svg+xml"),
        ("/p/data.bin", "application/octet-stream"),
        ("/p/%C3%A9%20x.txt", "text/plain; charset=utf-8"),
        ("/p/404", "text/html; charset=utf-8"),
    ] {
        let (head, _) = serving.get(path);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{path}: {head}");
        assert!(
            head.contains(&format!("\r\nContent-Type: {kind}\r\n")),
            "{path}: {head}"
        );
        assert!(head.contains("\r\nCache-Control: no-store\r\n"), "{head}");
    }
    for (path, place) in [
        ("/", "/p/"),
        ("/p", "/p/"),
        ("/p/blogroll", "/p/blogroll/"),
        ("/p/titles?a=b", "/p/titles/?a=b"),
    ] {
        let (head, _) = serving.get(path);
        assert!(
            head.starts_with("HTTP/1.1 302 ")
                && head.contains(&format!("\r\nLocation: {place}\r\n")),
            "{path}: {head}"
        );
    }
    for path in [
        "/p/nothing/",
        "/other",
        "/planet.toml",
        "/p/../planet.toml",
        "/p/%2e%2e/planet.toml",
        "/p/..%2f..%2f..%2fplanet.toml",
        "/p/..%5c..%5cplanet.toml",
        "/p//etc/passwd",
        "//etc/passwd",
        "/p/%2fetc%2fpasswd",
        "/-planet/x",
        "/p/.",
        "/p/%00",
    ] {
        let (head, body) = serving.get(path);
        assert!(
            head.starts_with("HTTP/1.1 404 Not Found\r\n"),
            "{path}: {head}"
        );
        assert!(
            !body.contains("title = ") && !body.contains("root:"),
            "{path}: {body}"
        );
    }
    assert!(
        serving.get("/p/nothing/").1.contains("<h1"),
        "the page of the theme"
    );
    let host = serving.url.authority().to_owned();
    let (head, body) = serving.send(&format!("HEAD /p/ HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert!(
        head.contains(&format!("Content-Length: {}", river.len())) && body.is_empty(),
        "{head}"
    );
    let (head, _) = serving.send(&format!("POST /p/ HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert!(
        head.starts_with("HTTP/1.1 405 ") && head.contains("Allow: GET, HEAD"),
        "{head}"
    );
    assert!(
        serving
            .send("\u{16}\u{3}nonsense\r\n\r\n")
            .0
            .starts_with("HTTP/1.1 400 ")
    );
    // As a proxy asks.
    let asked = format!("GET http://{host}/p/ HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let (head, body) = serving.send(&asked);
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert_eq!(body, river);
    let asked = asked.replace(&format!("//{host}"), "//evil.example");
    assert!(serving.send(&asked).0.starts_with("HTTP/1.1 403 "));
    // A page of somebody else that has its name lead here reads nothing.
    let (head, body) = serving.send("GET /p/ HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assert!(
        head.starts_with("HTTP/1.1 403 ") && !body.contains("Seedlings"),
        "{head}"
    );
}

#[test]
fn pages_follow_by_a_script_of_their_own_host_that_the_site_does_not_have() {
    let (folder, _server) = planet();
    let serving = Serving::start(folder.path(), &[]);
    let river = serving.page("/p/");
    let policy = "script-src 'self'";
    assert!(
        river.contains(policy) && !river.contains("upgrade-insecure-requests"),
        "{river}"
    );
    let script = format!(
        "<script src=\"/-planet/reload.js\" data-number=\"{}\"></script></body>",
        serving.number()
    );
    assert!(river.contains(&script), "{river}");
    assert!(
        serving
            .page("/-planet/reload.js")
            .contains("location.reload()")
    );
    assert!(serving.get("/p/nope").1.contains(&script));
    // Feeds and the rest are as they are.
    assert!(!serving.page("/p/atom.xml").contains("-planet"));
    // Links that must be whole lead to the preview.
    assert!(serving.page("/p/atom.xml").contains(serving.url.as_str()));
    // Nothing of it lies where the published site does.
    assert!(!folder.path().join("output").exists());
    run(&folder, &["build", "--offline"]).exits(0);
    let site = fs::read_to_string(folder.path().join("output/index.html")).unwrap();
    assert!(
        !site.contains("-planet") && site.contains("https://planet.example/p/"),
        "{site}"
    );
}

#[test]
fn what_is_changed_is_shown_and_no_feed_is_asked_again() {
    let (folder, server) = planet();
    let serving = Serving::start(folder.path(), &[]);
    let asked = server.requests().len();
    assert_eq!(asked, 1);
    serving.after(|| change(&folder, "Planet Test", "Planet Renamed"));
    assert!(serving.page("/p/").contains("Planet Renamed"));
    serving.after(|| write(&folder, "static/style.css", "body { color: teal }"));
    assert_eq!(serving.page("/p/style.css"), "body { color: teal }");
    serving.after(|| fs::remove_file(folder.path().join("static/style.css")).unwrap());
    assert!(!serving.page("/p/style.css").contains("teal"));
    serving.after(|| write(&folder, "pages/about.md", "# About us\n\nHello."));
    assert!(serving.page("/p/about/").contains("About us"));
    serving.after(|| {
        write(
            &folder,
            "templates/titles.html",
            "{% extends \"river/titles.html\" %}{% block main %}Mine{% endblock %}",
        );
    });
    assert!(serving.page("/p/titles/").contains("Mine"));
    serving.after(|| write(&folder, "languages/en.ftl", "nav-river = Fresh\n"));
    assert!(serving.page("/p/").contains("Fresh"));
    // Another folder for static files is another one to be watched.
    serving.after(|| change(&folder, "title =", "static = \"files\"\ntitle ="));
    serving.after(|| write(&folder, "files/a.txt", "a"));
    assert_eq!(serving.page("/p/a.txt"), "a");
    // Another address of the site is another path here.
    serving.after(|| change(&folder, "planet.example/p/", "planet.example/"));
    assert!(serving.page("/").contains("Seedlings"));
    assert_eq!(serving.changes("")["base"], "/");
    assert_eq!(server.requests().len(), asked);
    assert!(!folder.path().join("output").exists());
}

#[test]
fn a_filter_is_followed_and_its_failure_told() {
    let (folder, _server) = planet();
    write(&folder, "filters/none.sh", "cat\n");
    change(
        &folder,
        "\n[[feeds]]",
        "\n[filters]\nfilter = [\"sh\", \"filters/none.sh\"]\n\n[[feeds]]",
    );
    let serving = Serving::start(folder.path(), &[]);
    assert!(serving.page("/p/").contains("Seedlings"));
    serving.after(|| write(&folder, "filters/none.sh", "exit 0\n"));
    assert!(!serving.page("/p/").contains("Seedlings"));
    serving.after(|| write(&folder, "filters/none.sh", "echo no water >&2; exit 4\n"));
    let said = "the filter `sh` failed (exit status: 4): no water";
    serving.wait_until_said(said);
    assert!(serving.page("/p/status/").contains("exit status: 4"));
}

#[test]
fn a_filter_sees_each_post_once_however_often_the_site_is_made() {
    let (folder, _server) = planet();
    write(&folder, "filters/count.sh", "echo >> seen.txt; cat\n");
    change(
        &folder,
        "\n[[feeds]]",
        "\n[filters]\nfilter = [\"sh\", \"filters/count.sh\"]\n\n[[feeds]]",
    );
    let runs = || {
        let seen = fs::read_to_string(folder.path().join("seen.txt"));
        seen.unwrap_or_default().lines().count()
    };
    let serving = Serving::start(folder.path(), &[]);
    let once = runs();
    assert!(once > 0);
    for n in 0..3 {
        serving.after(|| write(&folder, "static/a.txt", &n.to_string()));
    }
    assert_eq!(runs(), once);
    // Another program sees all of them again, once.
    serving.after(|| write(&folder, "filters/count.sh", "echo >> seen.txt; cat; # 2\n"));
    serving.after(|| write(&folder, "static/a.txt", "last"));
    assert_eq!(runs(), 2 * once);
}

#[test]
fn a_mistake_is_told_and_the_last_site_stays() {
    let (folder, _server) = planet();
    write(
        &folder,
        "templates/titles.html",
        "{% extends \"river/titles.html\" %}",
    );
    let serving = Serving::start(folder.path(), &[]);
    for (path, wrong, right, said) in [
        (
            "planet.toml",
            "titel = ",
            "title = ",
            ["unknown key `titel`", "planet.toml:2"],
        ),
        (
            "templates/titles.html",
            "{% nonsense",
            "{% extends",
            ["titles.html", "nonsense"],
        ),
        (
            "pages/x.md",
            "+++\ntitel = 1\n+++\n",
            "",
            ["pages/x.md:2", "titel"],
        ),
        (
            "digest/2026-w08.toml",
            "x = 1\n",
            "",
            ["2026-w08.toml", "x"],
        ),
    ] {
        if path.starts_with("digest") {
            serving.after(|| change(&folder, "\n[[feeds]]", "\n[digest]\n\n[[feeds]]"));
        }
        let place = folder.path().join(path);
        let before = fs::read_to_string(&place).unwrap_or_default();
        write(
            &folder,
            path,
            &if right.is_empty() {
                wrong.to_owned()
            } else {
                before.replace(right, wrong)
            },
        );
        // A file that is not whole yet may make another mistake for a moment.
        let is_it = |problem: &str| said.iter().all(|words| problem.contains(words));
        let news = serving.wait_for(|news| news["problem"].as_str().is_some_and(is_it));
        let problem = news["problem"].as_str().unwrap();
        for words in said {
            serving.wait_until_said(words);
        }
        assert!(!problem.contains('\u{1b}'), "{problem}");
        assert!(serving.page("/p/").contains("Seedlings"));
        serving.after(|| {
            if right.is_empty() {
                fs::remove_file(&place).unwrap();
            } else {
                fs::write(&place, before).unwrap();
            }
        });
    }
}

#[test]
fn a_mistake_at_the_start_ends_it_before_anything_is_asked() {
    let (folder, server) = planet();
    write(&folder, "templates/titles.html", "{% nonsense");
    let run = run(&folder, &["serve", "--port", "0"]).exits(1);
    assert!(run.err.contains("titles.html"), "{}", run.err);
    assert!(server.requests().is_empty());
    assert_eq!(run.out, "");
}

#[test]
fn a_port_that_is_taken_is_told_with_the_way_out() {
    let (folder, server) = planet();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let run = run(&folder, &["serve", "-p", &port.to_string()]).exits(1);
    assert!(
        run.err.contains(&format!(
            "cannot serve at 127.0.0.1:{port}: the port is taken\nhint: "
        )),
        "{}",
        run.err
    );
    assert!(run.err.contains("--port "), "{}", run.err);
    assert!(server.requests().is_empty());
    let run = crate::start::run(&folder, &["serve", "-i", "192.0.2.1"]).exits(1);
    assert!(run.err.contains("no such address"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn it_ends_well_and_leaves_nothing_of_what_was_tried() {
    let (folder, _server) = planet();
    run(&folder, &["build"]).exits(0);
    let before = fs::read(folder.path().join("output/index.html")).unwrap();
    let mut serving = Serving::start(folder.path(), &[]);
    let ana = fs::read_to_string(folder.path().join("planet.toml")).unwrap();
    let ana = ana[ana.find("[[feeds]]").unwrap()..].to_owned();
    // A feed comes and another goes, and all is as it was.
    serving.after(|| {
        change(
            &folder,
            &ana,
            "[[feeds]]\nname = \"Bo\"\nurl = \"https://bo.example/feed\"\n",
        );
    });
    assert!(serving.page("/p/blogroll/").contains("Bo"));
    serving.wait_until_said("`Bo` has not been read yet");
    serving.after(|| {
        change(
            &folder,
            "[[feeds]]\nname = \"Bo\"\nurl = \"https://bo.example/feed\"\n",
            &ana,
        );
    });
    assert!(serving.page("/p/").contains("Seedlings"));
    assert_eq!(serving.stop("-INT"), Some(0), "{}", serving.said());
    assert!(!folder.path().join(".planet/serve").exists());
    run(&folder, &["build"]).exits(0);
    let changes =
        fs::read_to_string(folder.path().join("output/blogroll/changes/index.html")).unwrap();
    assert!(!changes.contains("Bo"), "{changes}");
    assert_eq!(
        fs::read(folder.path().join("output/index.html")).unwrap(),
        before
    );
    let mut serving = Serving::start(folder.path(), &["--offline"]);
    assert_eq!(serving.stop("-TERM"), Some(0));
}

#[test]
fn what_another_planet_fetches_meanwhile_is_shown() {
    let (folder, server) = planet();
    let serving = Serving::start(folder.path(), &["--offline"]);
    assert!(server.requests().is_empty());
    assert!(!serving.page("/p/").contains("Seedlings"));
    serving.after(|| drop(run(&folder, &["fetch"]).exits(0)));
    serving.wait_for(|_| serving.page("/p/").contains("Seedlings"));
}

#[test]
fn many_open_pages_do_not_keep_the_next_from_being_answered() {
    let (folder, _server) = planet();
    let serving = Serving::start(folder.path(), &[]);
    let number = serving.number();
    let address = serving.url.socket_addrs(|| None).unwrap()[0];
    let waiting: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = TcpStream::connect(address).unwrap();
            let request =
                format!("GET /-planet/changes?since={number} HTTP/1.1\r\nHost: localhost\r\n\r\n");
            stream.write_all(request.as_bytes()).unwrap();
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            stream
        })
        .collect();
    assert!(serving.page("/p/").contains("Seedlings"));
    serving.after(|| change(&folder, "Planet Test", "Planet Renamed"));
    for mut stream in waiting {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("\"problem\":null"), "{answer}");
    }
}

#[test]
fn from_nothing_to_a_planet_on_the_screen_is_three_commands() {
    let server = Server::start();
    let home = "<!DOCTYPE html><html><head><link rel=\"alternate\" type=\"application/atom+xml\" href=\"/feed\"></head><body>Hi</body></html>";
    server
        .always("/", Reply::ok(home))
        .always("/feed", Reply::ok(POST));
    let started = Instant::now();
    let folder = tempfile::tempdir().unwrap();
    run(&folder, &["init"]).exits(0);
    run(&folder, &["add", &server.url("/")]).exits(0);
    let serving = Serving::start(folder.path(), &[]);
    assert!(serving.page(serving.url.path()).contains("Seedlings"));
    assert!(
        started.elapsed() < Duration::from_mins(1),
        "{:?}",
        started.elapsed()
    );
}
