//! The way from the configured URL to the answer, hop by hop: where a redirect may lead, and what may be said there.
//!
//! Pure: it decides, `client` asks.

use url::Url;

use crate::{
    error::{Problem, ProblemKind},
    fetch::{
        Request,
        zone::{self, Zone},
    },
};

/// The hops of one request so far.
#[derive(Debug)]
pub(super) struct Trail {
    /// Every URL asked so far, the one to ask now last; all without userinfo and fragment.
    asked: Vec<Url>,
    /// The URL to ask now.
    url: Url,
    /// The most private zone its host may lie in.
    limit: Zone,
    /// The end of the permanent redirects so far, while the chain has no other.
    moved_to: Option<Url>,
    /// Whether every redirect so far was permanent.
    permanent: bool,
}

impl Trail {
    /// The first hop: the configured URL.
    pub(super) fn start(request: &Request) -> Result<Self, Problem> {
        let url = plain(&request.url);
        require_http(&url)?;
        let written = zone::written(&url);
        let limit = if request.allow_private {
            written.max(Zone::Loopback)
        } else {
            written
        };
        Ok(Self {
            asked: Vec::new(),
            url,
            limit,
            moved_to: None,
            permanent: true,
        })
    }

    /// The URL to ask now.
    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// The URL that answered, when the way is over, and those that were asked before it.
    pub(super) fn into_urls(self) -> (Url, Vec<Url>) {
        (self.url, self.asked)
    }

    /// The most private zone in which the host of [`Self::url`] may lie.
    pub(super) fn limit(&self) -> Zone {
        self.limit
    }

    /// Whether no redirect was followed yet.
    pub(super) fn is_first_hop(&self) -> bool {
        self.asked.is_empty()
    }

    /// Where the feed has moved for good.
    pub(super) fn moved_to(&self) -> Option<&Url> {
        self.moved_to.as_ref()
    }

    /// Whether the validators of `request` stand for what this hop asks.
    pub(super) fn may_be_conditional(&self, request: &Request) -> bool {
        match &request.validators_for {
            Some(issuer) => plain(issuer) == self.url,
            None => self.is_first_hop(),
        }
    }

    /// Whether the credentials of the configured URL may be sent: to its own host and port, and not in the clear when they were
    /// meant for TLS.
    pub(super) fn may_send_credentials(&self) -> bool {
        let Some(home) = self.asked.first() else {
            return true;
        };
        let same_port = home.port_or_known_default() == self.url.port_or_known_default();
        let upgrade = home.scheme() == "http"
            && home.port().is_none()
            && self.url.scheme() == "https"
            && self.url.port().is_none();
        home.host() == self.url.host()
            && (upgrade || (same_port && home.scheme() == self.url.scheme()))
    }

    /// Follows a redirect to `location` (percent-encoded ASCII), or says why not.
    pub(super) fn follow(
        &mut self,
        location: &str,
        permanent: bool,
        most: u32,
    ) -> Result<(), Problem> {
        let target = self.url.join(location).map_err(|_| {
            Problem::new(
                ProblemKind::Redirect,
                "redirects to something that is not an address",
            )
        })?;
        let target = plain(&target);
        require_http(&target).map_err(|problem| {
            Problem::new(problem.kind, format!("redirects to {}", problem.message))
        })?;
        let limit = self.limit_for(&target)?;
        if target == self.url || self.asked.contains(&target) {
            return Err(Problem::new(ProblemKind::Redirect, "redirects in a loop"));
        }
        if self.asked.len() >= usize::try_from(most).unwrap_or(usize::MAX) {
            return Err(Problem::new(
                ProblemKind::Redirect,
                format!("redirects more than {most} times"),
            ));
        }
        // A move that gives up TLS is followed, but never remembered.
        let downgrade = self.url.scheme() == "https" && target.scheme() == "http";
        self.permanent &= permanent && !downgrade;
        if self.permanent {
            self.moved_to = Some(target.clone());
        }
        self.asked.push(std::mem::replace(&mut self.url, target));
        self.limit = limit;
        Ok(())
    }

    /// The limit for a redirect's target: on the same host what it was, elsewhere what the current URL spells out. So nobody on
    /// the internet can send planet into a private network.
    fn limit_for(&self, target: &Url) -> Result<Zone, Problem> {
        if target.host() == self.url.host() {
            return Ok(self.limit);
        }
        let limit = zone::written(&self.url);
        if zone::claimed(target) > limit {
            return Err(Problem::new(
                ProblemKind::Forbidden,
                "redirects to a private address",
            ));
        }
        Ok(limit)
    }
}

/// The URL without what must not travel: userinfo (credentials go into a header) and fragment.
pub(super) fn plain(url: &Url) -> Url {
    let mut url = url.clone();
    // These fail only for URLs without a host, which have no userinfo.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    url
}

/// Schemes that are named when they are not asked. Any other may be what stands before the colon of `user:password@host`, or
/// have no end.
const KNOWN_SCHEMES: [&str; 12] = [
    "about",
    "blob",
    "data",
    "feed",
    "file",
    "ftp",
    "gopher",
    "javascript",
    "mailto",
    "urn",
    "ws",
    "wss",
];

fn require_http(url: &Url) -> Result<(), Problem> {
    let what = match url.scheme() {
        "http" | "https" => return Ok(()),
        scheme if KNOWN_SCHEMES.contains(&scheme) => format!("a `{scheme}:` address"),
        _ => "an address that is not on the web".to_owned(),
    };
    let message = format!("{what}; only http and https are asked");
    Err(Problem::new(ProblemKind::Forbidden, message))
}

#[cfg(test)]
mod tests;
