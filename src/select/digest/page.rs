//! The pages of the digest: an issue as it was frozen, with links to what is still on the site, and the list of all issues.
//!
//! What was frozen may have come back from a snapshot, which anybody may have made: it is as hostile as a feed.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike as _, NaiveDate};

use crate::{
    config::{Digest, Period, PeriodKind},
    feed::{RawHtml, Timestamp},
    language::{Argument, Style},
    normalize::web_url,
    pages,
    sanitize::{self, SafeHtml},
    select::{
        Selection, archive, days,
        digest::{end, issues::Issues, number, remembered},
        duplicates::host_of,
        feeds,
    },
    site::{
        DigestBlog, DigestImage, DigestInfo, DigestItem, DigestLine, DigestMention, DigestPage,
        DigestSection, DigestView, DigestsPage,
    },
    store::{
        BlogRecord, DigestRow, ImageRecord, Issue, ItemRecord, Mention, SectionRecord, StoreError,
        anchor,
    },
};

/// Issues that the feed of the digest holds.
const IN_FEED: usize = 20;

/// From the first on, every item with a number that this divides has its picture shown.
const PICTURE_EVERY: usize = 5;

/// What a page of the digest needs besides what was frozen.
struct Around<'a> {
    digest: &'a Digest,
    folder: &'static str,
    /// The anchors on the page of each day.
    anchors: HashMap<NaiveDate, HashSet<String>>,
}

impl Selection<'_> {
    /// The issues that there are; `None` without a digest.
    pub(crate) fn issues(&self) -> Result<Option<Issues>, StoreError> {
        let Some(digest) = &self.config.digest else {
            return Ok(None);
        };
        let rows = remembered(digest, self.store)?;
        let is_wanted = |period: Period| digest.first.is_none_or(|first| period >= first);
        let issues = rows
            .iter()
            .filter(|(period, row)| row.has_issue && is_wanted(*period))
            .map(|(period, row)| (*period, row.clone(), number(digest, &rows, *period)));
        Ok(Some(Issues {
            folder: folder(digest),
            issues: issues.collect(),
        }))
    }

    /// What pages know of the digest; `newest` on those that tell the news.
    pub(crate) fn digest_info(&self, newest: Option<DigestLine>) -> Option<DigestInfo> {
        let digest = self.config.digest.as_ref()?;
        let (period, title, description) = match digest.period {
            PeriodKind::Week => ("week", "digest-title", "digest-description"),
            PeriodKind::Month => (
                "month",
                "digest-title-monthly",
                "digest-description-monthly",
            ),
        };
        let planet = ("planet", Argument::Text(&self.config.title));
        let page = format!("{}{}", self.config.base_path(), folder(digest));
        Some(DigestInfo {
            period,
            title: self.say(title, &[]),
            description: self.say(description, &[planet]),
            feed: format!("{page}atom.xml"),
            page,
            newest,
        })
    }

    /// The newest issue, as a list shows it.
    pub(crate) fn newest_issue(&self, issues: &Issues) -> Result<Option<DigestLine>, StoreError> {
        let Some(newest) = issues.issues.len().checked_sub(1) else {
            return Ok(None);
        };
        let view = self.digest_view(issues, newest, false)?;
        Ok(view.map(|view| view.line))
    }

    /// The page of one issue.
    pub(crate) fn digest_page(
        &self,
        issues: &Issues,
        period: Period,
        inputs: String,
    ) -> Result<Option<DigestPage>, StoreError> {
        let Some(n) = issues.issues.iter().position(|(of, ..)| *of == period) else {
            return Ok(None);
        };
        let (newer, older) = issues.around(n);
        let page = |period: Period| self.path_of(issues.folder, period);
        let view = self.digest_view(issues, n, true)?;
        Ok(view.map(|digest| DigestPage {
            inputs,
            digest,
            newer: newer.map(page),
            older: older.map(page),
        }))
    }

    /// The list of all issues, and the newest as a whole.
    pub(crate) fn digests_page(
        &self,
        issues: &Issues,
        inputs: String,
    ) -> Result<DigestsPage, StoreError> {
        let mut page = DigestsPage {
            inputs,
            lines: Vec::new(),
            newest: Vec::new(),
        };
        for n in (0..issues.issues.len()).rev() {
            let Some(view) = self.digest_view(issues, n, false)? else {
                continue;
            };
            page.lines.push(view.line.clone());
            if page.newest.len() < IN_FEED {
                page.newest.push(view);
            }
        }
        Ok(page)
    }

    fn digest_view(
        &self,
        issues: &Issues,
        n: usize,
        with_permalinks: bool,
    ) -> Result<Option<DigestView>, StoreError> {
        let (Some((period, row, number)), Some(digest)) =
            (issues.issues.get(n), &self.config.digest)
        else {
            return Ok(None);
        };
        let Some(issue) = self.store.issue(&row.period)? else {
            return Ok(None);
        };
        let mut around = Around {
            digest,
            folder: issues.folder,
            anchors: HashMap::new(),
        };
        if with_permalinks && self.config.pages.archive {
            let items = issue.sections.iter().flat_map(|section| &section.items);
            for post in items.filter_map(|item| item.candidate.source.as_ref()) {
                let date = self.day_of(post);
                if archive::has_page(date) && !around.anchors.contains_key(&date) {
                    around.anchors.insert(date, self.anchors_on(date)?);
                }
            }
        }
        Ok(Some(self.view_of(&around, *period, row, *number, &issue)))
    }

    fn view_of(
        &self,
        around: &Around<'_>,
        period: Period,
        row: &DigestRow,
        number: i64,
        issue: &Issue,
    ) -> DigestView {
        let zone = self.config.timezone;
        let mut items = 0;
        let mut sections = Vec::with_capacity(issue.sections.len());
        for section in &issue.sections {
            let numbered = section.items.iter().zip(items + 1..);
            items += section.items.len();
            sections.push(DigestSection {
                id: section.id.clone(),
                title: self.title_of_section(section),
                items: numbered
                    .map(|(item, n)| self.item(around, item, n))
                    .collect(),
            });
        }
        let first = sections.iter().flat_map(|section| &section.items).next();
        let headline = issue.headline.clone();
        let headline = headline.or_else(|| first.map(|item| item.title.clone()));
        let stats = &issue.stats;
        DigestView {
            line: DigestLine {
                name: period.name(),
                number,
                title: self.title_of(around.digest, number),
                headline: headline.unwrap_or_default(),
                page: self.path_of(around.folder, period),
                from: period.first_day().to_string(),
                to: period.last_day().to_string(),
                dates: self.dates(period),
                published: days::local(zone, end(zone, period)),
                updated: days::local(zone, row.updated),
                count: items,
            },
            intro: issue.intro.as_deref().map(|intro| self.intro(intro)),
            posts: stats.posts,
            blogs: stats.blogs,
            followed: stats.followed,
            new_blogs: stats
                .new_blogs
                .iter()
                .map(|blog| self.digest_blog(blog))
                .collect(),
            sections,
        }
    }

    fn intro(&self, markdown: &str) -> SafeHtml {
        let base_url = &self.config.base_url;
        sanitize::content(&RawHtml {
            markup: pages::words(markdown, base_url),
            base: Some(base_url.as_str().into()),
        })
    }

    fn item(&self, around: &Around<'_>, item: &ItemRecord, number: usize) -> DigestItem {
        let candidate = &item.candidate;
        let source = candidate.source.as_ref();
        let post = source.filter(|_| candidate.is_entry);
        let permalink = post.and_then(|post| {
            let date = self.day_of(post);
            let is_there = around.anchors.get(&date)?.contains(&post.anchor);
            let path = archive::path(date, 3);
            is_there.then(|| format!("{}{path}#{}", self.config.base_path(), post.anchor))
        });
        let shows_picture = number == 1 || number.is_multiple_of(PICTURE_EVERY);
        let image = candidate.image.as_ref();
        let image = image.filter(|image| shows_picture || image.is_curated);
        let url = candidate.url.as_deref().and_then(web_url);
        let host = url.as_deref().and_then(host_of);
        DigestItem {
            number,
            title: candidate.title.clone(),
            url,
            permalink,
            is_post: candidate.is_entry,
            host: host.filter(|_| !candidate.is_entry),
            source: source.map(|source| self.mention(source)),
            excerpt: candidate.excerpt.clone(),
            note: item.note.clone(),
            image: image.and_then(|image| self.image(image)),
            mentions: candidate.others().map(|one| self.mention(one)).collect(),
            language: candidate.language.clone().filter(|tag| feeds::is_tag(tag)),
            dir: if candidate.is_rtl { "rtl" } else { "ltr" },
        }
    }

    fn mention(&self, post: &Mention) -> DigestMention {
        DigestMention {
            blog: self.digest_blog(&post.blog),
            author: post.author.clone(),
            label: post.label.clone(),
            url: post.url.as_deref().and_then(web_url),
            date: days::local(self.config.timezone, moment(post.date)),
        }
    }

    fn digest_blog(&self, blog: &BlogRecord) -> DigestBlog {
        let mut feeds = self.quiet.iter().flatten();
        let followed = feeds.find(|feed| feed.origin == blog.id);
        DigestBlog {
            name: blog.name.clone(),
            page: followed.map(|feed| feed.page.clone()),
        }
    }

    fn image(&self, image: &ImageRecord) -> Option<DigestImage> {
        let url = if image.url.contains("://") {
            web_url(&image.url)?
        } else {
            format!("{}{}", self.config.base_path(), image.url)
        };
        Some(DigestImage {
            url,
            alt: image.alt.clone(),
            width: image.width,
            height: image.height,
        })
    }

    /// The anchors on the page of a day.
    fn anchors_on(&self, date: NaiveDate) -> Result<HashSet<String>, StoreError> {
        let mut anchors = HashSet::new();
        for entry in self.shown_on(date)? {
            if let Some(Some(feed)) = self.quiet.get(entry.feed) {
                anchors.insert(anchor(&feed.origin, &entry.head.id));
            }
            anchors.extend(entry.copies);
        }
        Ok(anchors)
    }

    fn day_of(&self, post: &Mention) -> NaiveDate {
        days::date(self.config.timezone, moment(post.date))
    }

    /// The path of the page of an issue, base path included.
    fn path_of(&self, folder: &str, period: Period) -> String {
        format!("{}{folder}{}/", self.config.base_path(), period.name())
    }

    /// The title of an issue.
    pub fn title_of(&self, digest: &Digest, number: i64) -> String {
        let Some(title) = &digest.title else {
            let id = match digest.period {
                PeriodKind::Week => "digest-name",
                PeriodKind::Month => "digest-name-monthly",
            };
            let planet = Argument::Text(&self.config.title);
            return self.say(
                id,
                &[("planet", planet), ("number", Argument::Number(number))],
            );
        };
        let title = title.replace("{n}", &number.to_string());
        title.replace("{site}", &self.config.title)
    }

    /// The title of a section.
    pub fn title_of_section(&self, section: &SectionRecord) -> String {
        match (&section.title, section.id.as_str()) {
            (Some(title), _) => title.clone(),
            (None, id @ ("articles" | "projects" | "discussions")) => {
                self.say(&format!("digest-{id}"), &[])
            }
            (None, id) => id.to_owned(),
        }
    }

    /// The days of a period in words.
    fn dates(&self, period: Period) -> String {
        match period.kind() {
            PeriodKind::Month => self.words.heading(Style::Month, period.first_day()),
            PeriodKind::Week => {
                let (first, last) = (period.first_day(), period.last_day());
                let (id, style) = if first.year() == last.year() {
                    ("date-range-in-year", Style::DayMonth)
                } else {
                    ("date-range", Style::Day)
                };
                let [from, to] = [first, last].map(|date| self.words.heading(style, date));
                let year = last.year().to_string();
                let arguments = [("from", &from), ("to", &to), ("year", &year)];
                self.say(
                    id,
                    &arguments.map(|(name, text)| (name, Argument::Text(text))),
                )
            }
        }
    }

    /// A message. That it can be put together from these arguments was proven when the tables were loaded.
    fn say(&self, id: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.words.text(id, arguments).unwrap_or_default()
    }
}

/// The folder of the digest, relative to the root of the site.
fn folder(digest: &Digest) -> &'static str {
    match digest.period {
        PeriodKind::Week => "weekly/",
        PeriodKind::Month => "monthly/",
    }
}

fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_timestamp(seconds, 0).unwrap_or_default()
}
