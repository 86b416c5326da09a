//! The feed of a blog, by whatever address people know it: the feed itself, a page that advertises it, or a page of a
//! platform whose feeds lie where those of the platform lie.
//!
//! What is asked and in which order is decided here; asking is the caller's.

mod followed;
mod places;

use url::Url;

pub use self::followed::Followed;
use crate::{
    error::{Problem, ProblemKind},
    feed::Feed,
    fetch::{self, Answer, Failure},
    normalize::normalize,
    parse::{self, Advertised, Document, parse},
};

/// How many of the feeds that a page advertises are tried.
const MAX_TRIED: usize = 4;

/// A feed that was found and read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovered {
    /// The address to follow: where it was found, or where that has moved for good.
    pub url: Url,
    /// Where the answer came from, after all redirects.
    pub answered: Url,
    /// How it was found.
    pub how: How,
    /// What it says.
    pub feed: Feed,
    /// What had to be mended.
    pub malformed: Option<Problem>,
    /// The other feeds that the page advertises.
    pub others: Vec<Advertised>,
}

/// How a feed was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is what was asked for.
    Given,
    /// The page advertises it.
    Advertised,
    /// It lies where the platform has its feeds.
    Platform,
    /// It lies where many feeds lie.
    Guessed,
}

/// Finds the feed at `address`, or the one with the posts of the page there; only if `guess`, also where the page doesn't
/// say it is.
///
/// # Errors
/// What came instead of a feed from `address` itself.
pub fn discover(
    address: &Url,
    guess: bool,
    mut ask: impl FnMut(&Url) -> Result<Answer, Failure>,
) -> Result<Discovered, Problem> {
    let mut read_at = |url: &Url, how: How| match ask(url) {
        Ok(answer) => read(url, answer, how),
        Err(failure) => Err((failure.problem, Vec::new())),
    };
    let (problem, advertised) = match read_at(address, How::Given) {
        Ok(found) => return Ok(found),
        Err(instead) => instead,
    };
    // A page of the internet must not send planet into the network that it runs in.
    let advertised: Vec<Advertised> = advertised
        .into_iter()
        .filter(|feed| fetch::may_lead(address, &feed.url))
        .collect();
    for feed in places::of_posts(address, &advertised)
        .into_iter()
        .take(MAX_TRIED)
    {
        if let Ok(found) = read_at(&feed.url, How::Advertised) {
            let others = advertised.iter().filter(|other| other.url != feed.url);
            return Ok(Discovered {
                others: others.cloned().collect(),
                ..found
            });
        }
    }
    let platform = places::of_platform(address).map(|url| (url, How::Platform));
    let guesses = places::usual(address)
        .into_iter()
        .filter(|_| guess)
        .map(|url| (url, How::Guessed));
    for (url, how) in platform.into_iter().chain(guesses) {
        if let Ok(found) = read_at(&url, how) {
            return Ok(found);
        }
    }
    Err(problem)
}

/// Reads an answer as a feed; the feeds that it advertises where it is none.
fn read(asked: &Url, answer: Answer, how: How) -> Result<Discovered, (Problem, Vec<Advertised>)> {
    let url = answer.content_location.as_ref().unwrap_or(&answer.url);
    let document = Document {
        bytes: answer.body.as_deref().unwrap_or_default(),
        url: Some(url.as_str()),
        content_type: answer.content_type.as_deref(),
    };
    let parsed = parse(document).map_err(|problem| {
        let feeds = match problem.kind {
            ProblemKind::WebPage => parse::advertised(document),
            _ => Vec::new(),
        };
        (problem, feeds)
    })?;
    let malformed = parse::malformed(&parsed);
    let feed = normalize(parsed, Some(url.as_str()));
    // Whoever writes a password into an address means that address.
    let has_password = !asked.username().is_empty() || asked.password().is_some();
    let mut follow = match answer.moved_to {
        Some(moved_to) if !has_password => moved_to,
        _ => asked.clone(),
    };
    follow.set_fragment(None);
    Ok(Discovered {
        url: follow,
        answered: answer.url,
        how,
        feed,
        malformed,
        others: Vec::new(),
    })
}

#[cfg(test)]
mod tests;
