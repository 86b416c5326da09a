//! Where the feed of a page may be: which of the advertised ones has its posts, where platforms have theirs, where many are.

use url::Url;

use crate::parse::Advertised;

/// The word for comments as pages write it into the titles and addresses of feeds, in lower case.
const COMMENTS: [&str; 14] = [
    "comment",
    "comments",
    "commentaires",
    "commenti",
    "comentarios",
    "comentários",
    "kommentar",
    "kommentare",
    "kommentarer",
    "komentarze",
    "reacties",
    "replies",
    "комментарии",
    "コメント",
];

/// Where feeds usually are, below a blog or at the root of its host.
const USUAL: [&str; 8] = [
    "feed",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "rss.xml",
    "rss",
    "feeds/posts/default",
    "blog/feed",
];

/// The advertised feeds that hold posts, the likeliest first: on the page of a topic that topic's own, else in the order of
/// the page, which names the blog's first.
pub(super) fn of_posts<'a>(page: &Url, advertised: &'a [Advertised]) -> Vec<&'a Advertised> {
    let posts = advertised.iter().filter(|feed| !is_of_comments(feed));
    let (below, others): (Vec<_>, Vec<_>) = posts.partition(|feed| is_below(page, &feed.url));
    [below, others].concat()
}

fn is_of_comments(feed: &Advertised) -> bool {
    let names = |text: &str| {
        text.to_lowercase()
            .split(|character: char| !character.is_alphanumeric())
            .any(|word| COMMENTS.contains(&word))
    };
    names(&feed.title) || names(feed.url.path()) || feed.url.query().is_some_and(names)
}

/// Whether the feed lies below a page that is not the front page.
fn is_below(page: &Url, feed: &Url) -> bool {
    let folder = page.path().trim_end_matches('/');
    let rest = feed.path().strip_prefix(folder);
    !folder.is_empty()
        && page.host() == feed.host()
        && rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Where the platform that `page` is on has the feed of its blog, for platforms whose pages don't always say it.
pub(super) fn of_platform(page: &Url) -> Option<Url> {
    let host = page.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let mut parts = page.path_segments()?.filter(|part| !part.is_empty());
    let (first, second) = (parts.next(), parts.next());
    let path = match (host, first, second) {
        ("medium.com" | "dev.to", Some(name), _) => format!("/feed/{name}"),
        ("write.as", Some(name), _) => format!("/{name}/feed/"),
        ("reddit.com", Some("r"), Some(name)) => format!("/r/{name}/.rss"),
        ("bsky.app", Some("profile"), Some(name)) => format!("/profile/{name}/rss"),
        ("youtube.com", Some("channel"), Some(id)) => format!("/feeds/videos.xml?channel_id={id}"),
        _ => blog_of_a_host(host)?.to_owned(),
    };
    // The path of an address holds no character that could make it another address.
    page.join(&path).ok().filter(|feed| feed != page)
}

/// The path of the feed on platforms that give every blog a host of its own.
fn blog_of_a_host(host: &str) -> Option<&'static str> {
    const PLATFORMS: [(&str, &str); 10] = [
        ("medium.com", "/feed"),
        ("substack.com", "/feed"),
        ("wordpress.com", "/feed/"),
        ("blogspot.com", "/feeds/posts/default"),
        ("tumblr.com", "/rss"),
        ("bearblog.dev", "/feed/"),
        ("hashnode.dev", "/rss.xml"),
        ("ghost.io", "/rss/"),
        ("livejournal.com", "/data/rss"),
        ("micro.blog", "/feed.xml"),
    ];
    let (_, platform) = host.split_once('.')?;
    let found = PLATFORMS.iter().find(|(name, _)| *name == platform)?;
    Some(found.1)
}

/// Where a feed usually is: below the address, then at the root of its host.
pub(super) fn usual(page: &Url) -> Vec<Url> {
    let mut folder = page.clone();
    folder.set_query(None);
    folder.set_fragment(None);
    if !folder.path().ends_with('/') {
        folder.set_path(&format!("{}/", page.path()));
    }
    let mut root = folder.clone();
    root.set_path("/");
    let mut places: Vec<Url> = Vec::new();
    for base in [folder, root] {
        for path in USUAL {
            match base.join(path) {
                Ok(place) if !places.contains(&place) && place != *page => places.push(place),
                _ => {}
            }
        }
    }
    places
}
