//! `planet add`: finds the feed of a blog, shows what is in it, and writes it into planet.toml.

use std::path::Path;

use url::Url;

use crate::{
    check,
    cli::AddArgs,
    commands::{Exit, count, hint, place, posts, store::open_to_read},
    config::{self, Config, Overrides, Subscription, web_url, without_variables},
    discover::{Discovered, Followed, How, discover},
    error::{Error, ProblemKind},
    feed::{Feed, Text, Timestamp},
    fetch::{Client, Request, address},
    html,
    parse::{self, Advertised, Meant},
    refresh,
    store::prepare,
    ui::{self, Ui},
};

/// The longest name, in characters, that a feed gets by itself.
const LONGEST_NAME: usize = 80;

/// Adds what was found at each address; what cannot be added keeps the others from nothing.
pub(crate) fn run(
    path: &Path,
    overrides: &Overrides,
    args: &AddArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    if args.name.is_some() && args.urls.len() > 1 {
        return Err(Error::Usage {
            message: "one `--name` cannot be that of several feeds".to_owned(),
            hint: Some("add them one by one, or leave the names to their titles".to_owned()),
        });
    }
    let asked: Vec<Asked> = args
        .urls
        .iter()
        .map(|text| Asked::read(text))
        .collect::<Result<_, _>>()?;
    let mut added = 0;
    for asked in &asked {
        // Each is a change of its own: the next one knows what the last one added.
        let config = Config::load(path, overrides)?;
        if add(&config, asked, args, now, ui)? {
            added += 1;
        }
    }
    Ok(if added == asked.len() {
        Exit::Done
    } else {
        Exit::NotDone
    })
}

/// An address as it was typed.
struct Asked {
    url: Url,
    /// Whether `https://` was put in front.
    completed: bool,
}

impl Asked {
    /// Reads what people call an address: also without its scheme, or with that of feed readers.
    fn read(text: &str) -> Result<Self, Error> {
        let wrong = |message: String, hint: &str| Error::Usage {
            message,
            hint: Some(hint.to_owned()),
        };
        let text = text.trim();
        if text.contains("${") {
            return Err(wrong(
                format!("`{text}` has a variable of the environment in it"),
                "write the `[[feeds]]` table of this feed into planet.toml yourself",
            ));
        }
        let Meant { address, completed } = parse::meant(text);
        if completed && Path::new(text).exists() {
            return Err(wrong(
                format!("`{text}` is a file"),
                "write it into planet.toml yourself: `url` may be a path that starts at planet.toml",
            ));
        }
        let url = web_url(&address).map_err(|message| {
            let (message, hint) = message.split_once("\nhint: ").unwrap_or((&message, ""));
            wrong(
                format!("`{}`: {message}", address::display_text(text)),
                hint,
            )
        })?;
        Ok(Self { url, completed })
    }
}

/// Whether the feed was added; why not has been told.
fn add(
    config: &Config,
    asked: &Asked,
    args: &AddArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<bool, Error> {
    let mut shown = address::display_url(&asked.url);
    let states = open_to_read(config, ui).and_then(|store| store.states(&config.feeds));
    let followed = Followed::of(&config.feeds, &states.unwrap_or_default());
    let known = followed.at(&asked.url).next();
    if let Some(feed) = known.and_then(|n| config.feeds.get(n)) {
        tell_known(config, &shown, feed, ui);
        return Ok(false);
    }
    let client = Client::new(refresh::limits(&config.fetch), refresh::user_agent(config));
    let ask = |url: &Url| client.get(&Request::once(url.clone(), false), now);
    let mut found = discover(&asked.url, args.guess, ask);
    // On the way to `http://` everybody could read it.
    let has_secret = address::secrets(&asked.url).next().is_some();
    let is_plain_meant = asked.completed && matches!(&found, Err(it) if is_unreachable(it.kind));
    if is_plain_meant && !has_secret {
        let mut plain = asked.url.clone();
        // Fails for no address that has been `https:`.
        let _infallible = plain.set_scheme("http");
        let instead = discover(&plain, args.guess, ask);
        if !matches!(&instead, Err(problem) if is_unreachable(problem.kind)) {
            shown = address::display_url(&plain);
            found = instead;
        }
    }
    let found = match found {
        Ok(found) => found,
        Err(problem) => {
            let guess = format!("`planet add --guess {shown}` looks in the usual places");
            let way_out = if problem.kind == ProblemKind::Forbidden {
                Some(
                    "a feed in your own network needs `allow_private_address = true`: write its `[[feeds]]` table yourself",
                )
            } else if is_plain_meant && has_secret {
                Some(
                    "`http://` was not tried, as the address holds a secret; write it in front if the secret may be read on the way",
                )
            } else if problem.message == parse::WEB_PAGE && !args.guess {
                Some(guess.as_str())
            } else {
                hint(&problem)
            };
            ui.error(&format!("{shown}: {problem}"), way_out);
            return Ok(false);
        }
    };
    let known = same_as(&followed, &found);
    if let Some(feed) = known.and_then(|n| config.feeds.get(n)) {
        tell_known(config, &shown, feed, ui);
        return Ok(false);
    }
    tell(config, &found, now, ui);
    let name = match &args.name {
        Some(name) => name.trim().to_owned(),
        None => name_of(config, &found),
    };
    let url = without_variables(found.url.as_str());
    let mut keys = vec![("name", name.as_str()), ("url", url.as_str())];
    if let Some(group) = &args.group {
        keys.push(("group", group.trim()));
    }
    if args.dry_run {
        ui.say(&format!(
            "would be added to {} as `{name}`",
            config.path.display()
        ));
        return Ok(true);
    }
    let changed = config::add_feed(config, &keys)?;
    ui.say(&format!(
        "added to {} as `{name}`",
        place(config, changed.line)
    ));
    Ok(true)
}

/// Whether nobody answers there, so that `http://` may have been meant.
fn is_unreachable(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::Connect | ProblemKind::Tls | ProblemKind::Timeout | ProblemKind::Dns
    )
}

fn tell_known(config: &Config, shown: &str, feed: &Subscription, ui: Ui) {
    ui.error(
        &format!(
            "{shown}: this feed is followed already, as `{}` ({})",
            feed.name,
            place(config, feed.line)
        ),
        Some(if feed.enabled {
            "to follow a second feed of the same blog, give the address of that feed"
        } else {
            "it is switched off there; remove `enabled = false` to follow it again"
        }),
    );
}

/// The followed feed that is the one that was found: by where it is, where it came from, where it says it is, or its id.
fn same_as(followed: &Followed, found: &Discovered) -> Option<usize> {
    let said = found.feed.links.iter().filter(|link| link.rel == "self");
    let said = said.filter_map(|link| link.href.parse().ok());
    let mut addresses = [found.url.clone(), found.answered.clone()]
        .into_iter()
        .chain(said);
    let by_address = addresses.find_map(|url| followed.at(&url).next());
    by_address.or_else(|| followed.with_own_id(found.feed.id.as_deref()?).next())
}

/// Says what was found, and what whoever adds it should know.
fn tell(config: &Config, found: &Discovered, now: Timestamp, ui: Ui) {
    let feed = &found.feed;
    let how = match found.how {
        How::Given => "",
        How::Advertised => ", which the page advertises",
        How::Platform => ", where this platform has its feeds",
        How::Guessed => ", found by trying",
    };
    ui.say(&format!(
        "{}: {} at {}{how}",
        title_of(feed).unwrap_or_else(|| "(no title)".to_owned()),
        count(feed.entries.len(), "post"),
        address::display_url(&found.url)
    ));
    let document = prepare(feed.clone());
    for post in document.newest(posts::SHOWN) {
        ui.say(&format!("  {}", posts::line(&post, config.timezone)));
    }
    if let Some(problem) = &found.malformed {
        ui.warn(&format!("the feed has mistakes: {problem}"), hint(problem));
    }
    if let Some(finding) = check::of_posts(config, &document, now) {
        let message = format!("the feed {}", finding.message);
        ui.warn(&message, finding.hint.as_deref());
    }
    tell_others(&found.others, ui);
}

fn tell_others(others: &[Advertised], ui: Ui) {
    if others.is_empty() {
        return;
    }
    ui.say("the page also advertises:");
    for other in others {
        let title = ui::line(&other.title);
        let title = if title.is_empty() {
            String::new()
        } else {
            format!(" ({})", html::excerpt_of_text(&title, 70))
        };
        ui.say(&format!("  {}{title}", address::display_url(&other.url)));
    }
    ui.say("to follow one of these instead, remove this feed and add that address");
}

fn title_of(feed: &Feed) -> Option<String> {
    let title = plain(feed.title.as_ref()?, LONGEST_NAME);
    (!title.is_empty()).then_some(title)
}

/// Text without markup and without what could command a terminal or turn the direction of planet.toml.
fn plain(text: &Text, longest: usize) -> String {
    let text = match text {
        Text::Plain(text) => html::excerpt_of_text(text, longest),
        Text::Html(html) => html::excerpt(&html.markup, longest),
    };
    ui::line(&text).replace('\u{FFFD}', "").trim().to_owned()
}

/// The title of the feed, else its host; with the host where another feed has that name.
fn name_of(config: &Config, found: &Discovered) -> String {
    let host = found.url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_free = |name: &String| {
        let mut names = config.feeds.iter().map(|feed| feed.name.to_lowercase());
        names.all(|known| known != name.to_lowercase())
    };
    let title = title_of(&found.feed).unwrap_or_else(|| host.to_owned());
    let names = [
        title.clone(),
        format!("{title} ({host})"),
        // Without its query, which may hold a secret.
        format!("{title} ({host}{})", found.url.path().trim_end_matches('/')),
    ];
    let numbered = (2..).map(|number| format!("{title} ({number})"));
    (names.into_iter().chain(numbered).find(is_free)).unwrap_or(title)
}
