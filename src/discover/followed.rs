//! Which of the followed feeds is the one at some address, however that is written and wherever it leads.

use std::collections::HashMap;

use url::Url;

use crate::{config::Subscription, fetch::address, store::FeedState};

/// The followed feeds, by whatever tells that another is the same. Feeds are numbers: places in planet.toml.
pub struct Followed {
    by_address: HashMap<String, Vec<usize>>,
    by_own_id: HashMap<String, Vec<usize>>,
}

impl Followed {
    /// What planet.toml says of its feeds, and what is remembered of them, if anything is.
    pub fn of(feeds: &[Subscription], states: &[FeedState]) -> Self {
        let mut followed = Self {
            by_address: HashMap::new(),
            by_own_id: HashMap::new(),
        };
        for (n, feed) in feeds.iter().enumerate() {
            followed.put(feed.id.clone(), n);
            followed.learn(n, feed.url().cloned(), None);
            if let Some(state) = states.get(n) {
                let said = [&state.self_link, &state.moved_to];
                let said = said.into_iter().flatten();
                let said = said.filter_map(|url| url.parse().ok());
                followed.learn(n, said, state.own_id.as_deref());
            }
        }
        followed
    }

    /// The feed is also at these addresses, and has this id of its own.
    pub fn learn(
        &mut self,
        feed: usize,
        addresses: impl IntoIterator<Item = Url>,
        own_id: Option<&str>,
    ) {
        for url in addresses {
            self.put(address::identity(&url), feed);
        }
        if let Some(id) = own_id {
            self.by_own_id.entry(id.to_owned()).or_default().push(feed);
        }
    }

    fn put(&mut self, identity: String, feed: usize) {
        self.by_address.entry(identity).or_default().push(feed);
    }

    /// The feeds that are followed at this address, whatever its scheme, `www.` and final slash.
    pub fn at(&self, url: &Url) -> impl Iterator<Item = usize> {
        let feeds = self.by_address.get(&address::identity(url));
        feeds.into_iter().flatten().copied()
    }

    /// The feeds that state this id.
    pub fn with_own_id(&self, id: &str) -> impl Iterator<Item = usize> {
        self.by_own_id.get(id).into_iter().flatten().copied()
    }
}
