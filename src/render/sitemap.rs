//! What crawlers read: `/sitemap.xml` (<https://www.sitemaps.org/protocol.html>) and `/robots.txt`.

use chrono::{DateTime, Utc};

use crate::{
    render::{
        fields::{absolute, date, rfc3339, updated},
        xml::{Xml, document},
    },
    site::{Site, SiteInfo},
};

/// How many URLs a sitemap may hold, says the protocol.
const MOST_URLS: usize = 50_000;

/// Writes the sitemap: the front page, the blogroll and the page of each blog. Pages whose content moves on (`/page/2/`)
/// or that nobody searches for (status, search, 404) are left out.
pub fn render(site: &Site) -> Vec<u8> {
    let info = &site.info;
    let xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9";
    document("urlset", &[("xmlns", xmlns)], |xml| {
        let updated = updated(info);
        write_url(xml, &info.base_url, updated);
        write_url(xml, &format!("{}blogroll/", info.base_url), updated);
        for feed in site.feeds.iter().take(MOST_URLS - 2) {
            let newest = feed.last_entry.as_deref().and_then(date);
            write_url(xml, &absolute(info, &feed.page), newest);
        }
    })
}

/// The robots.txt of a site at the root of its host, which names the sitemap; `None` below the root, where no crawler
/// looks for it.
pub fn robots(info: &SiteInfo) -> Option<Vec<u8>> {
    let text = || {
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
