//! Everything that an issue of the digest can be made of: the posts of its time, each once, and what they link to.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::TimeDelta;
use rayon::prelude::*;

use crate::{
    config::{Config, Period, Show},
    feed::Timestamp,
    language::Language,
    sanitize::extract::extract,
    select::{
        Selection,
        digest::{
            begin, end,
            home::{Followed, Home, address_of, is_on_any},
            links::{self, FoundLink},
            text,
            words::{author, excerpt, named_picture},
        },
        duplicates::{self, host_of},
        view,
    },
    site::{FeedView, SharedFeed},
    store::{BlogRecord, Body, Candidate, ChangeKind, Head, Mention, Pool, Stats, StoreError},
    timings::{Stage, during},
};

/// How far back the posts of a blog are counted, from the end of the time.
const RARITY_DAYS: i64 = 30;

/// Changes of the blogroll that are looked through: more than any month has.
const MOST_CHANGES: usize = 10_000;

/// A post of the time.
struct Post {
    feed: usize,
    head: Head,
    /// How many posts its blog had.
    posts: usize,
}

/// A post with what it says.
struct Told {
    feed: usize,
    candidate: Candidate,
    mention: Mention,
    links: Vec<FoundLink>,
}

impl Selection<'_> {
    /// Gathers everything that the issue about a period can be made of. `late`: when the issue before was frozen; what came
    /// after that and belongs to its time is taken here.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn pool(&self, period: Period, late: Option<Timestamp>) -> Result<Pool, StoreError> {
        let zone = self.config.timezone;
        let (from, to) = (begin(zone, period), end(zone, period));
        let late = late.map(|frozen| (begin(zone, period.previous()), frozen));
        let posts = self.posts(from, to, late)?;
        let mut bodies = Vec::with_capacity(posts.len());
        for post in &posts {
            bodies.push(self.store.body(post.head.entry)?);
        }
        let (config, words, quiet) = (self.config, self.words, &self.quiet);
        let mut followed = Followed::of(config, quiet.iter().map(Option::as_deref));
        for post in &posts {
            if let Some(key) = post.head.link_key {
                followed.post(post.feed, key);
            }
        }
        let told: Vec<Told> = posts
            .par_iter()
            .zip(bodies.par_iter())
            .filter_map(|(post, body)| {
                during(Stage::Select, || {
                    tell(config, words, quiet, &followed, post, body)
                })
            })
            .collect();
        let blogs: HashSet<usize> = told.iter().map(|post| post.feed).collect();
        let digest = self.config.digest.as_ref();
        let hosts = digest.iter().flat_map(|digest| &digest.sections);
        let hosts: Vec<String> = hosts.flat_map(|section| section.hosts.clone()).collect();
        Ok(Pool {
            stats: Stats {
                posts: told.len(),
                blogs: blogs.len(),
                followed: self.config.enabled().count(),
                new_blogs: self.new_blogs(from, to)?,
            },
            candidates: put_together(told, &hosts),
        })
    }

    /// The posts of the time that nothing holds back or drops, newest first, each by the blog that shows it.
    fn posts(
        &self,
        from: Timestamp,
        to: Timestamp,
        late: Option<(Timestamp, Timestamp)>,
    ) -> Result<Vec<Post>, StoreError> {
        let states = &self.standing.states;
        let each = self.config.feeds.iter().zip(states).enumerate();
        let followed: HashMap<i64, usize> = each
            .filter(|(_, (feed, _))| feed.enabled)
            .map(|(n, (_, state))| (state.row, n))
            .collect();
        let feed_of = |head: &Head| {
            let dropped = self.standing.dropped.contains(head.entry);
            followed.get(&head.feed).copied().filter(|_| !dropped)
        };
        let counted_from = to
            .checked_sub_signed(TimeDelta::days(RARITY_DAYS))
            .unwrap_or(from);
        let mut counts: HashMap<i64, usize> = HashMap::new();
        let mut posts = Vec::new();
        for head in self.store.posted(from, to, late)? {
            let Some(feed) = feed_of(&head) else {
                continue;
            };
            if let Some(key) = head.link_key {
                let copies = self.store.copies(key)?;
                let each = copies
                    .iter()
                    .filter_map(|copy| Some((feed_of(copy)?, copy)));
                let holders = duplicates::holders(each);
                if holders.len() > 1 && duplicates::owner(self, &head, &holders)? != feed {
                    continue;
                }
            }
            let count = match counts.get(&head.feed) {
                Some(count) => *count,
                None => self.store.posts_of(head.feed, counted_from, to)?,
            };
            counts.insert(head.feed, count);
            posts.push(Post {
                feed,
                head,
                posts: count,
            });
        }
        Ok(posts)
    }

    /// The blogs that came in a time and are still followed.
    fn new_blogs(&self, from: Timestamp, to: Timestamp) -> Result<Vec<BlogRecord>, StoreError> {
        let changes = self.store.changes(MOST_CHANGES)?;
        let came = changes
            .iter()
            .rev()
            .filter(|one| one.kind == ChangeKind::Added && (from..to).contains(&one.date));
        let mut blogs: Vec<BlogRecord> = Vec::new();
        for id in came.filter_map(|one| one.feed.as_ref()) {
            let mut feeds = self.config.feeds.iter().zip(&self.quiet);
            let feed = feeds.find(|(feed, _)| feed.id == *id);
            let view = feed.and_then(|(_, view)| view.as_ref());
            let blog = view.map(|view| blog(view));
            blogs.extend(blog.filter(|blog| !blogs.contains(blog)));
        }
        Ok(blogs)
    }
}

/// Reads what a post says.
fn tell(
    config: &Config,
    words: &Language,
    quiet: &[Option<SharedFeed>],
    followed: &Followed,
    post: &Post,
    body: &Body,
) -> Option<Told> {
    let subscription = config.feeds.get(post.feed)?;
    let feed = quiet.get(post.feed).cloned().flatten()?;
    let addresses = [
        feed.home.as_deref(),
        address_of(subscription),
        body.permalink.as_deref(),
    ];
    let addresses: Vec<&str> = addresses.into_iter().flatten().collect();
    let home = Home::of(followed, post.feed, &addresses);
    let seen_in = view::SeenIn {
        config,
        subscription,
        feed,
        also_in: Vec::new(),
        tags: None,
        words,
    };
    let entry = view::entry(seen_in, &post.head, body, view::Depth::Whole);
    let found = entry.content.as_ref().map(extract).unwrap_or_default();
    let shows = subscription.content != Show::Title;
    let image = links::picture(&found, named_picture(&entry, body));
    let mut links = links::links(&found, &home);
    if !shows {
        for link in &mut links {
            link.excerpt.clear();
        }
    }
    let mention = Mention {
        blog: blog(&entry.feed),
        group: subscription.group.clone(),
        weight: hundredths(subscription.weight),
        author: author(&entry),
        label: entry.label.clone(),
        url: entry.url.clone(),
        anchor: entry.anchor.clone(),
        date: post.head.date.timestamp(),
    };
    let mut excerpt = excerpt(&found, body);
    // What has no title is called by its first words.
    if !shows || excerpt == entry.label {
        excerpt.clear();
    }
    let candidate = Candidate {
        key: post.head.link_key.unwrap_or_else(|| key_of(&entry.anchor)),
        url: entry.url.clone(),
        title: entry.label.clone(),
        excerpt,
        image: image.filter(|_| shows),
        source: Some(mention.clone()),
        is_entry: true,
        linkers: Vec::new(),
        words: entry.words,
        posts: post.posts,
        language: entry.language.clone(),
        is_rtl: entry.dir == "rtl",
    };
    Some(Told {
        feed: post.feed,
        candidate,
        mention,
        links,
    })
}

/// Finds out who links to whom. Links of one blog alone are kept only where a section asks for their `hosts`, as a curation file
/// may want them.
fn put_together(mut told: Vec<Told>, hosts: &[String]) -> Vec<Candidate> {
    // By date, so that the first to speak of something comes first.
    told.sort_by_cached_key(|post| (post.mention.date, post.feed, post.mention.anchor.clone()));
    let mut by_key: BTreeMap<i64, Vec<(usize, &FoundLink)>> = BTreeMap::new();
    for (n, post) in told.iter().enumerate() {
        for link in &post.links {
            by_key.entry(link.key).or_default().push((n, link));
        }
    }
    let mut candidates = Vec::with_capacity(told.len());
    let mut are_posts = HashSet::new();
    for post in &told {
        let mut blogs = HashSet::from([post.feed]);
        let linkers = by_key.get(&post.candidate.key).into_iter().flatten();
        let linkers = linkers
            .filter_map(|(n, _)| told.get(*n))
            .filter(|linker| blogs.insert(linker.feed))
            .map(|linker| linker.mention.clone())
            .collect();
        are_posts.insert(post.candidate.key);
        candidates.push(Candidate {
            linkers,
            ..post.candidate.clone()
        });
    }
    for (key, found) in &by_key {
        if !are_posts.contains(key) {
            candidates.extend(link(*key, found, &told, hosts));
        }
    }
    candidates
}

/// What several posts link to, told by the one that has the best words for it.
fn link(
    key: i64,
    found: &[(usize, &FoundLink)],
    told: &[Told],
    hosts: &[String],
) -> Option<Candidate> {
    let mut blogs = HashSet::new();
    let linkers: Vec<(&Told, &FoundLink)> = found
        .iter()
        .filter_map(|(n, link)| Some((told.get(*n)?, *link)))
        .filter(|(post, _)| blogs.insert(post.feed))
        .collect();
    let (_, first) = linkers.first()?;
    let host = host_of(&first.url)?;
    if linkers.len() < 2 && !is_on_any(&host, hosts) {
        return None;
    }
    let uses = |words: &str| {
        let same = linkers
            .iter()
            .filter(|(_, link)| link.words.eq_ignore_ascii_case(words));
        same.count()
    };
    // `max_by_key` gives the last of several; the earliest shall win.
    let best = linkers.iter().rev().max_by_key(|(_, link)| {
        let is_title = text::is_title(&link.words);
        let names = is_title && text::names_address(&link.words, &first.url);
        (is_title, names, uses(&link.words), !link.excerpt.is_empty())
    })?;
    let (teller, told_as) = best;
    let title = if text::is_title(&told_as.words) {
        told_as.words.clone()
    } else {
        text::title_of_url(&first.url)
    };
    // A link alone in its block says nothing more than its title.
    let excerpt = if told_as.excerpt.eq_ignore_ascii_case(&told_as.words) {
        String::new()
    } else {
        told_as.excerpt.clone()
    };
    Some(Candidate {
        key,
        url: Some(first.url.clone()),
        title,
        excerpt,
        image: None,
        source: Some(teller.mention.clone()),
        is_entry: false,
        linkers: linkers
            .iter()
            .map(|(post, _)| post.mention.clone())
            .collect(),
        words: 0,
        posts: 0,
        language: teller.candidate.language.clone(),
        is_rtl: teller.candidate.is_rtl,
    })
}

fn blog(feed: &FeedView) -> BlogRecord {
    BlogRecord {
        id: feed.origin.clone(),
        name: feed.name.clone(),
    }
}

/// A number for a post that has no address.
fn key_of(anchor: &str) -> i64 {
    let digits = anchor.strip_prefix("e-").unwrap_or_default();
    i64::from_str_radix(digits, 16).unwrap_or_default()
}

fn hundredths(weight: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "planet.toml bounds it")]
    let hundredths = (weight * 100.0).round() as i64;
    hundredths
}
