//! Where blogs live, and whether a link of a post leads away from there.

use std::collections::HashMap;

use url::Url;

use crate::{
    config::{Config, Subscription},
    select::duplicates::host_of,
    site::FeedView,
};

/// The first part of a path; none at the root of a host.
type Folder = Option<String>;

/// Where the followed blogs live, and what they posted.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// The planet's own address.
    planet: String,
    /// The blogs of each host, by the index of the feed, each with the folder that is its own.
    blogs: HashMap<String, Vec<(usize, Folder)>>,
    /// The feed that shows each post, by the number of its address.
    posts: HashMap<i64, usize>,
    /// Hosts that many share, whoever is followed: those that sections ask for.
    hosts: Vec<String>,
}

impl Followed {
    /// Nobody yet, for a planet at this address.
    pub(super) fn new(planet: &str) -> Self {
        Self {
            planet: planet.to_owned(),
            ..Self::default()
        }
    }

    /// The blogs of a planet. `views` are those of its feeds.
    pub(super) fn of<'a>(
        config: &Config,
        views: impl Iterator<Item = Option<&'a FeedView>>,
    ) -> Self {
        let mut followed = Self::new(config.base_url.as_str());
        let sections = config.digest.iter().flat_map(|digest| &digest.sections);
        followed.hosts = sections.flat_map(|section| section.hosts.clone()).collect();
        for (n, (feed, view)) in config.feeds.iter().zip(views).enumerate() {
            let home = view.and_then(|view| view.home.as_deref());
            // The feed may lie elsewhere, or in a folder for feeds; its address speaks only where nothing else does.
            if let Some(url) = home.or_else(|| address_of(feed)) {
                followed.blog(n, url);
            }
        }
        followed
    }

    /// Adds the home of a feed.
    pub(super) fn blog(&mut self, feed: usize, home: &str) {
        if let Some((host, folder)) = place_of(home) {
            self.blogs.entry(host).or_default().push((feed, folder));
        }
    }

    /// Adds a post of a feed, by the number of its address.
    pub(super) fn post(&mut self, feed: usize, key: i64) {
        self.posts.insert(key, feed);
    }

    /// Whether a host has more than the blog of one feed.
    fn is_shared(&self, host: &str, feed: usize) -> bool {
        let blogs = self.blogs.get(host).map_or(&[][..], Vec::as_slice);
        blogs.iter().any(|(of, _)| *of != feed) || is_on_any(host, &self.hosts)
    }
}

/// What a link of a post does not lead away from.
#[derive(Debug)]
pub(super) struct Home<'a> {
    followed: &'a Followed,
    feed: usize,
    /// The hosts of the blog, without `www.`.
    hosts: Vec<String>,
    /// Where on these its posts are known to be.
    places: Vec<(String, Folder)>,
}

impl<'a> Home<'a> {
    /// That of a post of this feed, which is found at these addresses: the home page, the feed, the post itself.
    pub(super) fn of(followed: &'a Followed, feed: usize, addresses: &[&str]) -> Self {
        let places: Vec<_> = addresses.iter().filter_map(|url| place_of(url)).collect();
        Self {
            followed,
            feed,
            hosts: places.iter().map(|(host, _)| host.clone()).collect(),
            places,
        }
    }

    /// Whether a link leads away from the blog and from the planet. On a host that several share, everything below the first
    /// part of a path is somebody's own; a blog at its root has what is nobody else's.
    pub(super) fn is_left_by(&self, url: &str, key: i64) -> bool {
        let Some((host, folder)) = place_of(url) else {
            return false;
        };
        if url.starts_with(&self.followed.planet) {
            return false;
        }
        if !is_on_any(&host, &self.hosts) {
            return true;
        }
        if let Some(feed) = self.followed.posts.get(&key) {
            return *feed != self.feed;
        }
        if !self.followed.is_shared(&host, self.feed) {
            return false;
        }
        let own = |folder: &Folder| {
            let mut places = self.places.iter();
            places.any(|(on, place)| *on == host && place == folder)
        };
        if own(&folder) {
            return false;
        }
        let mut blogs = self.followed.blogs.get(&host).into_iter().flatten();
        !own(&None) || blogs.any(|(feed, place)| *feed != self.feed && *place == folder)
    }
}

/// The address of a feed, unless it is a file.
pub(super) fn address_of(feed: &Subscription) -> Option<&str> {
    feed.url().map(Url::as_str)
}

fn place_of(url: &str) -> Option<(String, Folder)> {
    let host = host_of(url)?;
    let url = Url::parse(url).ok()?;
    let first = url.path_segments().and_then(|mut parts| parts.next());
    let first = first.filter(|part| !part.is_empty());
    Some((host, first.map(str::to_owned)))
}

/// Whether a host is another one, or below it.
pub(super) fn is_on(host: &str, other: &str) -> bool {
    host == other
        || host
            .strip_suffix(other)
            .is_some_and(|sub| sub.ends_with('.'))
}

/// Whether a host is one of these, or below one.
pub(super) fn is_on_any(host: &str, others: &[String]) -> bool {
    others.iter().any(|other| is_on(host, other))
}

#[cfg(test)]
mod tests {
    use crate::{
        select::digest::home::{Followed, Home},
        store::link_key,
    };

    /// Whether a link leads away from the blog of feed 0 with this home and this post.
    fn leaves(followed: &Followed, home: &str, post: &str, link: &str) -> bool {
        let home = Home::of(followed, 0, &[home, post]);
        home.is_left_by(link, link_key(link).unwrap())
    }

    fn followed(homes: &[&str]) -> Followed {
        let mut followed = Followed::new("https://planet.example/");
        for (n, home) in homes.iter().enumerate() {
            followed.blog(n, home);
        }
        followed
    }

    #[test]
    fn a_host_of_one_blog_is_its_own_with_all_below_it() {
        let alone = followed(&["https://ana.example/blog/", "https://bo.example/"]);
        let leaves = |link: &str| {
            leaves(
                &alone,
                "https://ana.example/blog/",
                "https://ana.example/a",
                link,
            )
        };
        assert!(!leaves("https://ana.example/other/"));
        assert!(!leaves("https://www.ana.example/"));
        assert!(!leaves("https://wiki.ana.example/x"));
        assert!(leaves("https://bo.example/"));
        assert!(!leaves("https://planet.example/feeds/"));
    }

    #[test]
    fn on_a_host_that_blogs_share_each_has_its_folder() {
        let (ana, bo) = ("https://medium.example/@ana", "https://medium.example/@bo");
        let both = followed(&[ana, bo]);
        let leaves = |link: &str| leaves(&both, ana, "https://medium.example/@ana/one", link);
        assert!(leaves("https://medium.example/@bo/two"));
        assert!(leaves("https://medium.example/@cy/nobody-follows-her"));
        assert!(!leaves("https://medium.example/@ana/older"));
        // Alone there, all of it could be hers.
        let alone = followed(&[ana]);
        let home = Home::of(&alone, 0, &[ana]);
        assert!(!home.is_left_by("https://medium.example/@cy/x", 1));
    }

    #[test]
    fn a_blog_at_the_root_has_what_is_no_other_blogs() {
        let (ana, bo) = ("https://uni.example/", "https://uni.example/~bo/");
        let both = followed(&[ana, bo]);
        let leaves_ana = |link: &str| leaves(&both, ana, "https://uni.example/2025/a", link);
        assert!(!leaves_ana("https://uni.example/2024/old"));
        assert!(!leaves_ana("https://uni.example/about"));
        assert!(leaves_ana("https://uni.example/~bo/x"));
        let home = Home::of(&both, 1, &[bo]);
        assert!(home.is_left_by("https://uni.example/2025/a", 1));
        assert!(home.is_left_by("https://uni.example/", 1));
        assert!(!home.is_left_by("https://uni.example/~bo/y", 1));
    }

    #[test]
    fn a_post_of_another_feed_leads_away_also_from_the_same_folder() {
        let home = "https://team.example/";
        let mut both = followed(&[home, home]);
        let (own, other) = (
            "https://team.example/2025/ana",
            "https://team.example/2025/bo",
        );
        both.post(0, link_key(own).unwrap());
        both.post(1, link_key(other).unwrap());
        assert!(leaves(
            &both,
            home,
            own,
            "http://www.team.example/2025/bo/?utm_source=x"
        ));
        assert!(!leaves(&both, home, "https://team.example/2025/later", own));
        assert!(!leaves(
            &both,
            home,
            own,
            "https://team.example/2025/nobodys"
        ));
    }

    #[test]
    fn where_programs_live_many_do() {
        let ana = "https://forge.example/ana/blog";
        let mut alone = followed(&[ana]);
        alone.hosts = vec!["forge.example".to_owned()];
        let leaves = |link: &str| leaves(&alone, ana, "https://forge.example/ana/blog/1", link);
        assert!(leaves("https://forge.example/bo/tool"));
        assert!(leaves("https://snippets.forge.example/bo/1"));
        assert!(!leaves("https://forge.example/ana/tool"));
    }
}
