//! `planet serve`: the site in a browser while its maintainer works on it.
//!
//! It is made in a folder of its own, for the address it is looked at under, from a copy of what is remembered: neither the
//! site that is published nor the store learns of what is only tried.

use std::{
    collections::BTreeSet,
    fs, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use url::Url;

use crate::{
    cli::{FetchArgs, ReportFormat, ServeArgs, TellArgs},
    commands::{Exit, build, interrupt, print, store::tell_all, tell, words},
    config::{Config, Overrides, site_url},
    error::{Error, in_words},
    feed::Timestamp,
    serve::{Preview, stamp},
    store::Store,
    theme::Theme,
    ui::Ui,
};

/// How often files are looked at. Twice the same, and whoever writes them is done.
const LOOK: Duration = Duration::from_millis(150);
/// How long a change may go on before the site is made all the same: another planet that writes the store, say.
const RESTLESS: Duration = Duration::from_secs(3);

/// Serves until Ctrl-C.
pub(crate) fn run(
    path: &Path,
    overrides: &Overrides,
    args: &ServeArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    let started = Instant::now();
    let config = Config::load(path, overrides)?;
    // What cannot be shown shall not be asked for.
    drop(Theme::load(&config)?);
    let address = SocketAddr::new(args.ip, args.port);
    let bound = TcpListener::bind(address).and_then(|it| Ok((it.local_addr()?, it)));
    let (address, listener) = match bound {
        Ok(bound) => bound,
        Err(error) => {
            tell_taken(address, &error, ui);
            return Ok(Exit::NotDone);
        }
    };
    if config.feeds.is_empty() {
        ui.say("no blog is followed yet: `planet add https://…`, in another window, follows one");
    } else if !args.offline {
        build::fetch(&config, &polite(), now, ui)?;
    }
    // The port is ours, so nobody else works in the folder that is named after it.
    let workshop = Workshop::new(&config.state, address)?;
    let mut maker = Maker {
        path,
        overrides,
        workshop: &workshop,
        address,
        now,
        started,
        ui,
        copied: None,
        watched: watched(&config),
        unread: Vec::new(),
    };
    let mut seen = stamp(&maker.watched);
    let mut url = maker.make()?;
    let failed = |source| Error::File {
        verb: "serve",
        path: address.to_string(),
        source,
    };
    let signals = interrupt::hold().map_err(failed)?;
    let preview = Preview::start(listener, workshop.site(), url.path()).map_err(failed)?;
    print(ui, &format!("{url}\n"))?;
    ui.say("open this address; the page follows what you change in planet.toml, theme, pages and static files. Ctrl-C ends it");
    while !signals.is_asked() {
        thread::sleep(LOOK);
        let found = stamp(&maker.watched);
        if found == seen {
            continue;
        }
        seen = settled(found, &maker.watched);
        let places = maker.watched.clone();
        match maker.make() {
            Ok(new) => {
                if new != url {
                    ui.say(&format!("the site is at {new} now"));
                }
                preview.show(new.path());
                url = new;
            }
            Err(error) => {
                tell(&error, ui);
                preview.fail(words(&error));
            }
        }
        // Another configuration names other folders, in which something may have changed since they were read: only a look
        // before the site is made tells what is in it.
        if places != maker.watched {
            seen.clear();
        }
    }
    ui.say("ended");
    Ok(Exit::Done)
}

/// As `planet fetch` does without options.
fn polite() -> FetchArgs {
    FetchArgs {
        force: false,
        jobs: None,
        tell: TellArgs {
            strict: false,
            format: ReportFormat::Human,
            timings: false,
        },
    }
}

fn tell_taken(address: SocketAddr, error: &io::Error, ui: Ui) {
    let port = address.port();
    let (reason, hint) = match error.kind() {
        io::ErrorKind::AddrInUse => (
            "the port is taken".to_owned(),
            format!(
                "another program answers there, perhaps another `planet serve`; try `--port {}`",
                if port == u16::MAX { 1111 } else { port + 1 }
            ),
        ),
        io::ErrorKind::PermissionDenied => (
            in_words(error),
            "low ports are the system's; try `--port 1111`".to_owned(),
        ),
        io::ErrorKind::AddrNotAvailable => (
            "this machine has no such address".to_owned(),
            "leave `--ip` away, or give 0.0.0.0 to be reached under every address".to_owned(),
        ),
        _ => (in_words(error), "try another `--port` or `--ip`".to_owned()),
    };
    ui.error(&format!("cannot serve at {address}: {reason}"), Some(&hint));
}

/// Waits until nothing changes any more.
fn settled(mut found: String, watched: &[PathBuf]) -> String {
    let started = Instant::now();
    while started.elapsed() < RESTLESS {
        thread::sleep(LOOK / 2);
        let next = stamp(watched);
        if next == found {
            break;
        }
        found = next;
    }
    found
}

/// Everything that the site is made from, by where it lies.
fn watched(config: &Config) -> Vec<PathBuf> {
    let root = &config.root;
    let mut places = vec![config.path.clone(), config.static_files.clone()];
    places.extend(["templates", "themes", "languages", "pages"].map(|folder| root.join(folder)));
    places.extend(config.digest.iter().map(|digest| digest.curation.clone()));
    let commands = config.feeds.iter().flat_map(|feed| &feed.filters.programs);
    let words: BTreeSet<&String> = commands.flatten().collect();
    let files = words.into_iter().map(|word| root.join(word));
    places.extend(files.filter(|path| path.is_file()));
    // `planet fetch` in another window is a change, too.
    places.push(Store::file(&config.state));
    places
}

/// The folder in which the preview is made; removed in the end.
struct Workshop {
    folder: PathBuf,
}

impl Workshop {
    fn new(state: &Path, address: SocketAddr) -> Result<Self, Error> {
        // Not every system bears a colon in a name.
        let name = address.to_string().replace([':', '%'], "_");
        let folder = state.join("serve").join(name);
        let it = Self { folder };
        // One that was killed could not clear up.
        clear(&it.folder).map_err(|source| Error::File {
            verb: "empty",
            path: it.folder.display().to_string(),
            source,
        })?;
        Ok(it)
    }

    /// The site.
    fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// What is remembered, as far as the preview knows.
    fn state(&self) -> PathBuf {
        self.folder.join("state")
    }

    /// What is remembered, as it really is.
    fn copy(&self) -> PathBuf {
        self.folder.join("copy")
    }
}

/// Removes a folder with all that is in it.
fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _the_next_one_clears_up = clear(&self.folder);
        let _others_may_be_at_work = self.folder.parent().map(fs::remove_dir);
    }
}

/// Makes the site as often as it is asked to.
struct Maker<'a> {
    path: &'a Path,
    overrides: &'a Overrides,
    workshop: &'a Workshop,
    address: SocketAddr,
    now: Timestamp,
    started: Instant,
    ui: Ui,
    /// The store that was copied last, by its stamp.
    copied: Option<String>,
    /// What the last configuration that could be read names.
    watched: Vec<PathBuf>,
    /// The feeds of which it has been told that they are not read yet.
    unread: Vec<String>,
}

impl Maker<'_> {
    /// Makes the site; where it is.
    fn make(&mut self) -> Result<Url, Error> {
        let started = Instant::now();
        let real = Config::load(self.path, self.overrides)?;
        self.watched = watched(&real);
        let url = self.url(real.base_path());
        let overrides = Overrides {
            output: Some(self.workshop.site()),
            base_url: Some(url.clone()),
            ..self.overrides.clone()
        };
        let mut config = Config::load(self.path, &overrides)?;
        config.state = self.workshop.state();
        self.renew_state(&real.state)?;
        let now = self.now + self.started.elapsed();
        let published = build::preview(&config, now, self.ui.without_news())?;
        self.ui.say(&format!(
            "made: {} pages written, {} unchanged, {} removed; {:.1} s",
            published.written,
            published.unchanged,
            published.removed,
            started.elapsed().as_secs_f32()
        ));
        self.tell_unread(&config)?;
        Ok(url)
    }

    /// Makes the state of the preview what the real one is. From that a copy is taken only when it has changed: taking one that
    /// is whole, whoever is writing meanwhile, takes ten times as long as copying the copy.
    fn renew_state(&mut self, real: &Path) -> Result<(), Error> {
        let now = stamp(&[Store::file(real)]);
        let copy = self.workshop.copy();
        if self.copied.as_ref() != Some(&now) {
            tell_all(&Store::copy(real, &copy)?, self.ui);
            self.copied = Some(now);
        }
        // Programs that filter posts need not see again what they saw for the last preview.
        // It saves work only, and whatever is wrong with the last copy is gone with it.
        let _unless_they_cannot_be_taken = Store::take_filtered(&copy, &self.workshop.state());
        let (from, to) = (Store::file(&copy), Store::file(&self.workshop.state()));
        let renew = || {
            clear(&self.workshop.state())?;
            fs::create_dir_all(self.workshop.state())?;
            if from.exists() {
                fs::copy(&from, &to)?;
            }
            Ok(())
        };
        renew().map_err(|source| Error::File {
            verb: "write",
            path: to.display().to_string(),
            source,
        })
    }

    /// The address of the site on this machine: a path of its own stays.
    fn url(&self, base_path: &str) -> Url {
        let ip = match self.address.ip() {
            IpAddr::V4(Ipv4Addr::UNSPECIFIED) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(Ipv6Addr::UNSPECIFIED) => IpAddr::V6(Ipv6Addr::LOCALHOST),
            ip => ip,
        };
        let address = SocketAddr::new(ip, self.address.port());
        // An address and a path that was that of a URL make a URL.
        site_url(&format!("http://{address}{base_path}")).expect("an address with a path is a URL")
    }

    /// Names feeds that nobody has asked yet, once: a preview asks none.
    fn tell_unread(&mut self, config: &Config) -> Result<(), Error> {
        let states = Store::open_to_read(&config.state)?.states(&config.feeds)?;
        let feeds = config.feeds.iter().zip(states);
        let unread: Vec<String> = feeds
            .filter(|(feed, state)| feed.enabled && state.last_attempt.is_none())
            .map(|(feed, _)| feed.name.clone())
            .collect();
        if !unread.is_empty() && unread != self.unread {
            let names = match unread.as_slice() {
                [one] => format!("`{one}` has"),
                [one, rest @ ..] => format!("`{one}` and {} more have", rest.len()),
                [] => String::new(),
            };
            self.ui.say(&format!(
                "{names} not been read yet: `planet fetch`, in another window, asks for what is new"
            ));
        }
        self.unread = unread;
        Ok(())
    }
}
