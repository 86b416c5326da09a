//! `planet ping`: tells the hubs of planet.toml that the feeds of the site have changed (`WebSub`), once the site is live.

use std::{
    collections::HashSet,
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use url::Url;

use crate::{
    cli::PingArgs,
    commands::{Exit, count, print},
    config::Config,
    error::Error,
    feed::Timestamp,
    fetch::{Client, Request, address},
    parse::{Document, parse},
    publish, refresh,
    ui::Ui,
};

/// The pause between two looks at the live site, in seconds: at first, and at most.
const PAUSES: (u64, u64) = (1, 15);

/// Waits for the site if asked to, then tells each hub of each feed.
pub(crate) fn run(config: &Config, args: &PingArgs, now: Timestamp, ui: Ui) -> Result<Exit, Error> {
    let client = Client::new(refresh::limits(&config.fetch), refresh::user_agent(config));
    let files = publish::files(&config.output)?;
    let mut topics = topics(config, &files)?;
    if args.changed {
        topics.retain(|topic| {
            let live = topic
                .url
                .parse()
                .ok()
                .and_then(|url| page(&client, url, now));
            live.as_ref() != Some(&topic.bytes)
        });
    }
    let topics: Vec<String> = topics.into_iter().map(|topic| topic.url).collect();
    if args.dry_run {
        for topic in &topics {
            print(ui, &format!("{topic}\n"))?;
        }
        return Ok(Exit::Done);
    }
    if let Some(url) = &args.wait {
        // No server on the way writes anything into a feed, as some do into pages.
        let feed = config.base_url.join("atom.xml");
        let feed = feed.unwrap_or_else(|_| config.base_url.clone());
        let url = url.as_ref().unwrap_or(&feed);
        let patience = Duration::from_secs(args.timeout);
        let built = built(config, &files, url)?;
        if !is_live(&client, url, &built, patience, now) {
            ui.error(
                &format!("{url} is not the page that was built after {} seconds", args.timeout),
                Some("nobody was told; look whether the site was published, or wait longer with `--timeout`"),
            );
            return Ok(Exit::NotDone);
        }
        ui.say(&format!("{url} is live"));
    }
    if config.hubs.is_empty() {
        ui.say("nobody to tell: planet.toml names no `hub` under [websub]");
        return Ok(Exit::Done);
    }
    let mut failed = false;
    for hub in config.hubs.iter().filter_map(|hub| Url::parse(hub).ok()) {
        let shown = address::display_url(&hub);
        let refused = tell(&client, &hub, &topics);
        failed |= !refused.is_empty();
        for problem in &refused {
            ui.error(&format!("{shown}: {problem}"), None);
        }
        let told = count(topics.len() - refused.len(), "feed");
        ui.say(&format!("{shown} was told of {told}"));
    }
    Ok(if failed { Exit::NotDone } else { Exit::Done })
}

/// Tells a hub of feeds, one by one: hubs understand no more in common. What went wrong with each.
fn tell(client: &Client, hub: &Url, topics: &[String]) -> Vec<String> {
    let problem = |topic: &String| {
        let form = [("hub.mode", "publish"), ("hub.url", topic.as_str())];
        match client.post_form(hub, &form) {
            Ok(200..=299) => None,
            Ok(status) => Some(format!("the hub answers {status} to {topic}")),
            Err(problem) => Some(format!("{topic}: {}", problem.message)),
        }
    };
    topics.iter().filter_map(problem).collect()
}

/// A feed of the site.
struct Topic {
    url: String,
    bytes: Vec<u8>,
}

/// The feeds among the files of the output folder that name a hub.
fn topics(config: &Config, files: &[String]) -> Result<Vec<Topic>, Error> {
    let feeds = files.iter().map(Path::new).filter(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        // The index of the search is large, and no feed.
        matches!(ending, Some("xml" | "json")) && !path.starts_with("search")
    });
    let mut known = HashSet::new();
    let mut topics = Vec::new();
    for path in feeds {
        let bytes = read(&config.output.join(path))?;
        if let Some(url) = topic(&bytes).filter(|url| known.insert(url.clone())) {
            topics.push(Topic { url, bytes });
        }
    }
    Ok(topics)
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| Error::File {
        verb: "read",
        path: path.display().to_string(),
        source,
    })
}

/// The address that a feed of ours states for itself, if it names a hub.
fn topic(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"{") {
        let feed: serde_json::Value = serde_json::from_slice(bytes).ok()?;
        let address = feed.get("feed_url")?.as_str()?;
        return feed.get("hubs").map(|_| address.to_owned());
    }
    let parsed = parse(Document {
        bytes,
        url: None,
        content_type: None,
    });
    let links = parsed.ok()?.links;
    links.iter().find(|link| link.rel == "hub")?;
    let own = links.into_iter().find(|link| link.rel == "self")?;
    Some(own.href)
}

/// Whether the live page becomes the one that was built while patience lasts.
fn is_live(client: &Client, url: &Url, built: &[u8], patience: Duration, now: Timestamp) -> bool {
    let started = Instant::now();
    let mut pause = Duration::from_secs(PAUSES.0);
    loop {
        // While a site is being published, its server may well say that there is none.
        if page(client, url.clone(), now).as_deref() == Some(built) {
            return true;
        }
        let left = patience.saturating_sub(started.elapsed());
        if left.is_zero() {
            return false;
        }
        thread::sleep(pause.min(left));
        pause = (2 * pause).min(Duration::from_secs(PAUSES.1));
    }
}

/// The file in the output folder that is the page at `url`.
fn built(config: &Config, files: &[String], url: &Url) -> Result<Vec<u8>, Error> {
    let below = url.as_str().strip_prefix(config.base_url.as_str());
    let path = below.map(|path| path.split(['?', '#']).next().unwrap_or_default());
    let path = path.map(|path| match path {
        "" => "index.html".to_owned(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path => path.to_owned(),
    });
    let Some(path) = path.filter(|path| files.contains(path)) else {
        return Err(Error::Usage {
            message: format!(
                "{url} is no page of the site in `{}`",
                config.output.display()
            ),
            hint: Some(format!("the site is made for {}", config.base_url)),
        });
    };
    read(&config.output.join(path))
}

/// What is live at an address, if anything is.
fn page(client: &Client, url: Url, now: Timestamp) -> Option<Vec<u8>> {
    // It is the maintainer who says where it is, as a private address, too.
    let request = Request::once(url, true);
    client.get(&request, now).ok()?.body
}
