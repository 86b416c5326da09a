//! What crawlers read: `/sitemap.xml` (<https://www.sitemaps.org/protocol.html>) and `/robots.txt`.

use chrono::{DateTime, Utc};

use crate::{
    render::{
        fields::{absolute, date, rfc3339, updated},
        xml::{Xml, document},
    },
    site::{Day, Index, OwnPage, Period, Site, SiteInfo},
};

/// How many URLs a sitemap may hold, says the protocol.
const MOST_URLS: usize = 50_000;

/// Writes the sitemap: the front page, the blogroll, the maintainer's own pages, the page of each blog, the archive with its
/// years, months and days, the issues of the digest, as far as search engines may list them; `None` where they may list none,
/// since a sitemap without an address is no sitemap. Pages whose content moves on (`/page/2/`) or that nobody searches for
/// (status, search, 404) are left out.
pub fn render(site: &Site, own: &[OwnPage]) -> Option<Vec<u8>> {
    let info = &site.info;
    if !info.index.allows(false) {
        return None;
    }
    let front_is_whole = || {
        let first = site.river.first();
        first.is_some_and(|page| page.days.iter().any(Day::shows_whole_posts))
    };
    let xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9";
    Some(document("urlset", &[("xmlns", xmlns)], |xml| {
        let updated = updated(info);
        let mut urls = Vec::new();
        if info.index.allows(front_is_whole()) {
            urls.push((info.base_url.clone(), updated));
        }
        urls.push((format!("{}blogroll/", info.base_url), updated));
        // Nothing tells when they were changed.
        urls.extend(
            own.iter()
                .map(|page| (format!("{}{}", info.base_url, page.path), None)),
        );
        let blogs = site.blogs.iter();
        urls.extend(
            blogs.map(|(page, newest)| (absolute(info, page), newest.as_deref().and_then(date))),
        );
        if let Some(years) = &site.archive {
            urls.push((format!("{}archive/", info.base_url), updated));
            for period in years.iter().flat_map(periods) {
                urls.push((absolute(info, &period.page), None));
            }
        }
        if let Some(digest) = &info.digest {
            let newest = site.digests.first().and_then(|(_, updated)| date(updated));
            urls.push((absolute(info, &digest.page), newest));
        }
        urls.extend(
            site.digests
                .iter()
                .map(|(page, updated)| (absolute(info, page), date(updated))),
        );
        for (url, modified) in urls.iter().take(MOST_URLS) {
            write_url(xml, url, *modified);
        }
    }))
}

/// A year, its months and their days, newest first.
fn periods(period: &Period) -> Vec<&Period> {
    let parts = period.parts.iter().rev().flat_map(periods);
    std::iter::once(period).chain(parts).collect()
}

/// The robots.txt of a site at the root of its host: it names the sitemap, or bids crawlers stay away; `None` below the root,
/// where no crawler looks for it.
pub fn robots(info: &SiteInfo) -> Option<Vec<u8>> {
    let text = || {
        if info.index == Index::None {
            return "User-agent: *\nDisallow: /\n".to_owned();
        }
        let base_url = &info.base_url;
        format!("User-agent: *\nDisallow:\n\nSitemap: {base_url}sitemap.xml\n")
    };
    (info.path == "/").then(|| text().into_bytes())
}

fn write_url(xml: &mut Xml, url: &str, modified: Option<DateTime<Utc>>) {
    xml.element("url", &[], |xml| {
        xml.text("loc", &[], url);
        if let Some(modified) = modified {
            xml.text("lastmod", &[], &rfc3339(modified));
        }
    });
}
