//! A planet for a test: its planet.toml in a temporary folder, the real program run on it, and what it wrote.
//!
//! ```ignore
//! let server = Server::start();
//! server.always("/feed", Reply::ok(atom("Ana", &[item("a", "2026-03-01T10:00:00Z")])));
//! let mut planet = Planet::new();
//! planet.feed("Ana", &server.url("/feed"));
//! let run = planet.build();                        // planet.toml is written anew before each run
//! assert_eq!(run.feed("Ana")["outcome"], "new");   // `build` asks for a JSON report
//! assert_eq!(planet.titles(), ["Post a"]);         // of the front page, from the top
//! planet.wait(TimeDelta::hours(1)).build();        // a run within `interval` (30 minutes) would not ask again
//! ```
//!
//! The clock of a planet stands still at [`NOON`] until [`Planet::wait`] or [`Planet::at`] moves it. The program sees no
//! `PLANET_*`, `NO_COLOR`, `SOURCE_DATE_EPOCH` or proxy of whoever runs the tests.

use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
    fs, io,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::SystemTime,
};

use chrono::{DateTime, TimeDelta, Utc};
use flate2::read::GzDecoder;
use serde_json::Value;
use tempfile::TempDir;

/// When a planet's first run takes place.
pub(crate) const NOON: &str = "2026-03-01T12:00:00Z";

/// A planet.
pub(crate) struct Planet {
    folder: TempDir,
    top: BTreeMap<String, String>,
    fetch: BTreeMap<String, String>,
    tables: String,
    feeds: Vec<(String, String)>,
    environment: Vec<(String, String)>,
    now: DateTime<Utc>,
}

impl Planet {
    /// A planet without feeds, under `https://planet.example/`, that waits a few seconds at most for any server.
    pub(crate) fn new() -> Self {
        Self::new_in(&std::env::temp_dir())
    }

    /// The same in a folder below this one.
    pub(crate) fn new_in(place: &Path) -> Self {
        let mut planet = Self {
            folder: TempDir::new_in(place).unwrap(),
            top: BTreeMap::new(),
            fetch: BTreeMap::new(),
            tables: String::new(),
            feeds: Vec::new(),
            environment: Vec::new(),
            now: NOON.parse().unwrap(),
        };
        planet
            .set("title", "\"Planet Test\"")
            .set("base_url", "\"https://planet.example/\"")
            .fetch("connect_timeout", "\"2s\"")
            .fetch("first_byte_timeout", "\"5s\"")
            .fetch("stall_timeout", "\"5s\"")
            .fetch("per_host", "16");
        planet
    }

    /// Sets a key at the top to a TOML value.
    pub(crate) fn set(&mut self, key: &str, value: &str) -> &mut Self {
        self.top.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Sets a key of `[fetch]` to a TOML value.
    pub(crate) fn fetch(&mut self, key: &str, value: &str) -> &mut Self {
        self.fetch.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Appends tables, to stand before the feeds.
    pub(crate) fn table(&mut self, lines: &str) -> &mut Self {
        self.tables.push_str(lines);
        self.tables.push('\n');
        self
    }

    /// Adds a feed.
    pub(crate) fn feed(&mut self, name: &str, url: &str) -> &mut Self {
        self.feed_with(name, url, "")
    }

    /// Adds a feed with more lines in its table, or replaces the one of this name.
    pub(crate) fn feed_with(&mut self, name: &str, url: &str, lines: &str) -> &mut Self {
        let table = format!("[[feeds]]\nname = \"{name}\"\nurl = \"{url}\"\n{lines}\n");
        match self.feeds.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = table,
            None => self.feeds.push((name.to_owned(), table)),
        }
        self
    }

    /// Removes a feed.
    pub(crate) fn without(&mut self, name: &str) -> &mut Self {
        self.feeds.retain(|(known, _)| known != name);
        self
    }

    /// Writes a file beside planet.toml.
    pub(crate) fn file(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Sets a variable of the program's environment.
    pub(crate) fn env(&mut self, name: &str, value: &str) -> &mut Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Moves the clock on, or back.
    pub(crate) fn wait(&mut self, time: TimeDelta) -> &mut Self {
        self.now += time;
        self
    }

    /// Sets the clock.
    pub(crate) fn at(&mut self, now: &str) -> &mut Self {
        self.now = now.parse().unwrap();
        self
    }

    /// A path beside planet.toml.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The program with its arguments, not yet started; planet.toml is written.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.file("planet.toml", self.config());
        let mut command = Command::new(env!("CARGO_BIN_EXE_planet"));
        let foreign = |name: &str| {
            name.starts_with("PLANET_")
                || name == "NO_COLOR"
                || name == "SOURCE_DATE_EPOCH"
                || name.to_ascii_lowercase().ends_with("_proxy")
        };
        for (name, _) in std::env::vars().filter(|(name, _)| foreign(name)) {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .arg("--now")
            .arg(self.now.to_rfc3339())
            .envs(self.environment.iter().cloned())
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).spawn().unwrap())
    }

    /// Runs `build`, which must succeed.
    pub(crate) fn build(&self) -> Run {
        self.run(&["build", "--format", "json"]).succeeded()
    }

    /// Runs `build --force`, which must succeed.
    pub(crate) fn force(&self) -> Run {
        self.run(&["build", "--force", "--format", "json"])
            .succeeded()
    }

    /// A file of the site as text.
    pub(crate) fn page(&self, path: &str) -> String {
        let path = self.path("output").join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The text of a packed file beside planet.toml.
    pub(crate) fn unpacked(&self, path: &str) -> String {
        let packed = fs::File::open(self.path(path)).unwrap();
        io::read_to_string(GzDecoder::new(packed)).unwrap()
    }

    /// Whether the site has this file.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.path("output").join(path).is_file()
    }

    /// Every page and feed of the site by its path; not what planet keeps there for itself.
    pub(crate) fn site(&self) -> BTreeMap<String, Content> {
        let mut files = contents(&self.path("output"));
        files.retain(|path, _| !path.starts_with(".planet"));
        files
    }

    /// When each file in the output folder was written, planet's own included.
    pub(crate) fn written(&self) -> BTreeMap<String, SystemTime> {
        let output = self.path("output");
        let when = |path: String| {
            let modified = fs::metadata(output.join(&path))
                .unwrap()
                .modified()
                .unwrap();
            (path, modified)
        };
        walk(&output).into_iter().map(when).collect()
    }

    /// The front page's entries from the top.
    pub(crate) fn river(&self) -> Vec<Shown> {
        shown(&self.page("index.html"))
    }

    /// The titles on the front page from the top.
    pub(crate) fn titles(&self) -> Vec<String> {
        self.river().into_iter().map(|entry| entry.title).collect()
    }

    /// The titles on a blog's own page from the top.
    pub(crate) fn titles_of(&self, slug: &str) -> Vec<String> {
        let page = self.page(&format!("feeds/{slug}/index.html"));
        shown(&page).into_iter().map(|entry| entry.title).collect()
    }

    /// `planet status --format json`.
    pub(crate) fn status(&self) -> Value {
        let run = self.run(&["status", "--format", "json"]).succeeded();
        serde_json::from_str(&run.stdout).unwrap()
    }

    /// The status of one feed.
    pub(crate) fn status_of(&self, name: &str) -> Value {
        named(&self.status(), name)
    }

    fn config(&self) -> String {
        let mut config = String::new();
        for (key, value) in &self.top {
            writeln!(config, "{key} = {value}").unwrap();
        }
        config.push_str("[fetch]\n");
        for (key, value) in &self.fetch {
            writeln!(config, "{key} = {value}").unwrap();
        }
        config.push_str(&self.tables);
        for (_, table) in &self.feeds {
            config.push_str(table);
        }
        config
    }
}

/// A run that has ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Waits for the end of a run.
    pub(crate) fn of(child: Child) -> Self {
        let output = child.wait_with_output().unwrap();
        Self {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// This run, if its exit status is 0.
    pub(crate) fn succeeded(self) -> Self {
        self.ended_with(0)
    }

    /// This run, if it ended with this exit status.
    pub(crate) fn ended_with(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{self:#?}");
        self
    }

    /// The JSON on standard output.
    pub(crate) fn report(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// What the report says of one feed.
    pub(crate) fn feed(&self, name: &str) -> Value {
        named(&self.report(), name)
    }

    /// The kind of the problem that one feed has in the report; empty for none.
    pub(crate) fn problem(&self, name: &str) -> String {
        let kind = &self.feed(name)["problem"]["kind"];
        kind.as_str().unwrap_or_default().to_owned()
    }
}

fn named(report: &Value, name: &str) -> Value {
    let feeds = report["feeds"].as_array().unwrap();
    let found = feeds.iter().find(|feed| feed["name"] == name);
    found
        .unwrap_or_else(|| panic!("no {name} in {report:#}"))
        .clone()
}

/// An entry on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Empty for an entry of the page of a feed that has no date.
    pub(crate) date: String,
    pub(crate) title: String,
    pub(crate) feed: String,
    pub(crate) html: String,
}

/// The entries of a page, found by the microformats that the contract promises.
pub(crate) fn shown(page: &str) -> Vec<Shown> {
    let text_after = |html: &str, marks: &[&str]| {
        let mut rest = html;
        for mark in marks {
            rest = rest.split_once(mark).unwrap_or_default().1;
        }
        let text = rest.split_once('<').unwrap_or_default().0;
        text.to_owned()
    };
    let entry = |html: &str| {
        let html = html.split_once("</article>").unwrap().0;
        let date = html.split_once("dt-published").unwrap_or_default().1;
        let date = date.split_once("datetime=\"").unwrap_or_default().1;
        Shown {
            date: date.split_once('"').unwrap_or_default().0.to_owned(),
            title: text_after(html, &["<a class=\"u-url", ">"]),
            feed: text_after(html, &["p-author", "p-name", ">"]),
            html: html.to_owned(),
        }
    };
    page.split("<article").skip(1).map(entry).collect()
}

/// What a file holds; a comparison that fails prints no more than its length and hash.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Content(pub(crate) Vec<u8>);

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = blake3::hash(&self.0).to_hex();
        write!(f, "{} bytes, {}", self.0.len(), &hash[..8])
    }
}

/// Every file below a folder, by its path in it.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Content> {
    let read = |path: String| {
        let bytes = fs::read(folder.join(&path)).unwrap();
        (path, Content(bytes))
    };
    walk(folder).into_iter().map(read).collect()
}

fn walk(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder.join(&inner)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let path = inner.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else {
                files.push(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    files
}

/// An entry that a test's feed holds.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) link: String,
    /// RFC 3339.
    pub(crate) published: Option<String>,
    /// RFC 3339; Atom only.
    pub(crate) updated: Option<String>,
    pub(crate) content: String,
}

/// An entry with an id and a date, named after its id.
pub(crate) fn item(id: &str, published: &str) -> Item {
    Item {
        published: Some(published.to_owned()),
        ..undated(id)
    }
}

/// An entry without any date.
pub(crate) fn undated(id: &str) -> Item {
    Item {
        id: format!("urn:test:{id}"),
        title: format!("Post {id}"),
        link: format!("https://blog.example/{id}"),
        published: None,
        updated: None,
        content: format!("<p>The text of {id}.</p>"),
    }
}

/// An Atom feed.
pub(crate) fn atom(title: &str, items: &[Item]) -> String {
    let mut entries = String::new();
    for item in items {
        let date = |name: &str, date: &Option<String>| {
            let date = date.as_ref();
            date.map_or(String::new(), |date| format!("<{name}>{date}</{name}>"))
        };
        let (id, title, link) = (escaped(&item.id), escaped(&item.title), escaped(&item.link));
        let dates = date("published", &item.published) + &date("updated", &item.updated);
        let content = escaped(&item.content);
        writeln!(
            entries,
            "<entry><id>{id}</id><title>{title}</title><link href=\"{link}\"/>{dates}\
             <content type=\"html\">{content}</content></entry>"
        )
        .unwrap();
    }
    let title = escaped(title);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{title}</title>\
         <id>urn:test:feed:{title}</id><updated>2026-01-01T00:00:00Z</updated>\n{entries}</feed>\n"
    )
}

/// An RSS 2.0 feed. An item with an empty id has no `guid`, one with an empty link no `link`.
pub(crate) fn rss(title: &str, items: &[Item]) -> String {
    let mut entries = String::new();
    for item in items {
        let element = |name: &str, value: &str| match value {
            "" => String::new(),
            _ => format!("<{name}>{}</{name}>", escaped(value)),
        };
        let guid = element("guid", &item.id).replace("<guid>", "<guid isPermaLink=\"false\">");
        let date = item.published.as_deref().map_or(String::new(), |date| {
            DateTime::parse_from_rfc3339(date).unwrap().to_rfc2822()
        });
        let fields = [
            element("title", &item.title),
            element("link", &item.link),
            guid,
            element("pubDate", &date),
            element("description", &item.content),
        ];
        writeln!(entries, "<item>{}</item>", fields.concat()).unwrap();
    }
    let title = escaped(title);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>{title}</title>\
         <link>https://blog.example/</link><description>A test</description>\n{entries}</channel></rss>\n"
    )
}

/// Text as XML and HTML have it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
