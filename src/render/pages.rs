//! The HTML pages: which there are, where they lie, what each is told. What they look like is the theme's.

use rayon::prelude::*;

use crate::{
    render::{Page, Syndicated, digest, opml, page as file, search, syndicate},
    site::{
        DigestInfo, DigestView, DigestsPage, FeedView, GroupPage, Index, OwnPage, PageInfo, Part,
        Period, SearchShard, Site, SiteInfo,
    },
    theme::{Shared, Theme, ThemeError, View},
};

/// Renders every HTML page of the site but those of parts, on all cores.
pub(crate) fn render(site: &Site, shared: &Shared, theme: &Theme) -> Result<Vec<Page>, ThemeError> {
    let mut pages = list(site, theme)?;
    pages.extend(theme.pages().iter().map(|own| plan_of_own(&site.info, own)));
    make(pages, site.info.index, shared, theme)
}

/// Renders parts of the site, on all cores. There may be thousands, so they come apart from the others and can be made some
/// at a time.
///
/// # Errors
/// A template fails.
pub fn parts(
    info: &SiteInfo,
    parts: &[Part],
    shared: &Shared,
    theme: &Theme,
) -> Result<Vec<Page>, ThemeError> {
    let plans = parts.iter().map(|part| plans_of(info, part, theme));
    let plans = plans.collect::<Result<Vec<_>, _>>()?;
    let mut pages = make(
        plans.into_iter().flatten().collect(),
        info.index,
        shared,
        theme,
    )?;
    let files = parts.par_iter().map(|part| files_of(info, part, theme));
    pages.extend(files.collect::<Result<Vec<_>, _>>()?.into_iter().flatten());
    for part in parts {
        if let (Part::Digests(list), Some(about)) = (part, &info.digest) {
            pages.push(feed_of_digest(info, about, list, shared, theme)?);
        }
    }
    Ok(pages)
}

fn plans_of<'a>(
    site: &SiteInfo,
    part: &'a Part,
    theme: &Theme,
) -> Result<Vec<Plan<'a>>, ThemeError> {
    Ok(match part {
        Part::Feed(feed) => {
            let path = FeedView::path(&feed.feed.slug);
            let info = page(site, "feed", &feed.feed.name, &path);
            vec![Plan::new(&path, info, View::Feed(feed)).made_from(&feed.inputs)]
        }
        Part::FeedYear(year) => {
            let path = below(site, &year.year.page);
            let (name, heading) = (year.feed.name.as_str(), year.year.heading.as_str());
            let names = [("name", name.into()), ("year", heading.into())];
            let title = theme.language().text("feed-year-title", &names)?;
            let info = PageInfo {
                newer: year.newer.clone(),
                older: year.older.clone(),
                ..page(site, "feed-year", &title, path)
            };
            vec![Plan::new(path, info, View::FeedYear(year)).made_from(&year.inputs)]
        }
        Part::Group(group) => {
            let folder = GroupPage::folder(&group.group.slug);
            let info = page(site, "group", &group.group.name, &folder);
            vec![Plan::new(&folder, info, View::Group(group)).made_from(&group.inputs)]
        }
        Part::Tag(tag) => {
            let path = below(site, &tag.tag.page);
            let info = page(site, "tag", &tag.tag.name, path);
            vec![Plan::new(path, info, View::Tag(tag)).made_from(&tag.inputs)]
        }
        Part::Digest(issue) => {
            let line = &issue.digest.line;
            let path = below(site, &line.page);
            let info = PageInfo {
                newer: issue.newer.clone(),
                older: issue.older.clone(),
                ..page(site, "digest", &line.title, path)
            };
            vec![Plan::new(path, info, View::Digest(issue)).made_from(&issue.inputs)]
        }
        Part::Digests(list) => match &site.digest {
            Some(about) => {
                let path = below(site, &about.page);
                let info = page(site, "digests", &about.title, path);
                vec![Plan::new(path, info, View::Digests(list)).made_from(&list.inputs)]
            }
            None => Vec::new(),
        },
        Part::Day(day) => {
            let path = below(site, day.day.page.as_deref().unwrap_or_default());
            let info = PageInfo {
                newer: day.newer.clone(),
                older: day.older.clone(),
                ..page(site, "day", &day.day.heading, path)
            };
            vec![Plan::new(path, info, View::Day(&day.day)).made_from(&day.inputs)]
        }
        Part::Month(month) => match &month.page {
            Some(month) => {
                let path = below(site, &month.month.page);
                let info = PageInfo {
                    newer: month.newer.clone(),
                    older: month.older.clone(),
                    ..page(site, "month", &month.month.heading, path)
                };
                vec![Plan::new(path, info, View::Month(month)).made_from(&month.inputs)]
            }
            None => Vec::new(),
        },
    })
}

/// The feed of the digest, whose issues are rendered by the theme.
fn feed_of_digest(
    site: &SiteInfo,
    about: &DigestInfo,
    list: &DigestsPage,
    shared: &Shared,
    theme: &Theme,
) -> Result<Page, ThemeError> {
    let content = |issue: &DigestView| {
        let info = page(
            site,
            "digest",
            &issue.line.title,
            below(site, &issue.line.page),
        );
        theme.render(shared, &info, View::DigestContent(issue))
    };
    let contents: Vec<String> = list
        .newest
        .par_iter()
        .map(content)
        .collect::<Result<_, _>>()?;
    let folder = below(site, &about.page);
    let feed = digest::DigestFeed {
        folder,
        about,
        issues: &list.newest,
        contents: &contents,
    };
    let bytes = digest::render(site, &feed, theme.language())?;
    Ok(Page {
        inputs: Some(list.inputs.clone()),
        ..file(&format!("{folder}atom.xml"), bytes)
    })
}

/// The other files of a part: feeds, lists and what the search reads.
fn files_of(site: &SiteInfo, part: &Part, theme: &Theme) -> Result<Vec<Page>, ThemeError> {
    match part {
        Part::Group(group) => files_of_group(site, group, theme),
        Part::Month(month) => Ok(month.shards.iter().map(shard).collect()),
        Part::Feed(_)
        | Part::FeedYear(_)
        | Part::Tag(_)
        | Part::Day(_)
        | Part::Digest(_)
        | Part::Digests(_) => Ok(Vec::new()),
    }
}

fn shard(shard: &SearchShard) -> Page {
    let bytes = search::shard(shard);
    Page {
        inputs: Some(shard.inputs.clone()),
        ..file(&format!("search/{}.json", shard.name), bytes)
    }
}

fn files_of_group(
    site: &SiteInfo,
    group: &GroupPage,
    theme: &Theme,
) -> Result<Vec<Page>, ThemeError> {
    let folder = GroupPage::folder(&group.group.slug);
    let names = [
        ("planet", site.title.as_str().into()),
        ("name", group.group.name.as_str().into()),
    ];
    let title = theme.language().text("group-feed-of", &names)?;
    let updated = group.newest.first().map(|entry| entry.date.as_str());
    let feed = Syndicated {
        info: site,
        title: &title,
        description: "",
        folder: &folder,
        updated,
        entries: &group.newest,
    };
    let opml = opml::of_feeds(site, &title, updated, &group.feeds);
    let opml = file(&format!("{folder}blogroll.opml"), opml);
    let files = syndicate(&feed).into_iter().chain([opml]);
    let made_from = |file: Page| Page {
        inputs: Some(group.inputs.clone()),
        ..file
    };
    Ok(files.map(made_from).collect())
}

/// A path on the host as one below the root of the site.
fn below<'a>(site: &SiteInfo, path: &'a str) -> &'a str {
    path.strip_prefix(&site.path).unwrap_or(path)
}

fn plan_of_own<'a>(site: &SiteInfo, own: &'a OwnPage) -> Plan<'a> {
    let info = page(site, "page", &own.title, &own.path);
    Plan::new(&own.path, info, View::Own(own))
}

fn make(
    plans: Vec<Plan<'_>>,
    index: Index,
    shared: &Shared,
    theme: &Theme,
) -> Result<Vec<Page>, ThemeError> {
    let each = |mut plan: Plan<'_>| {
        plan.info.index &= index.allows(plan.view.shows_whole_posts());
        let html = theme.render(shared, &plan.info, plan.view)?;
        Ok(Page {
            path: plan.path,
            bytes: html.into_bytes(),
            inputs: plan.inputs,
        })
    };
    plans.into_par_iter().map(each).collect()
}

/// A page that is to be made.
struct Plan<'a> {
    path: String,
    info: PageInfo,
    view: View<'a>,
    inputs: Option<String>,
}

impl<'a> Plan<'a> {
    /// The page of a folder, which is named with its final slash.
    fn new(folder: &str, info: PageInfo, view: View<'a>) -> Self {
        Self {
            path: format!("{folder}index.html"),
            info,
            view,
            inputs: None,
        }
    }

    fn made_from(self, inputs: &str) -> Self {
        Self {
            inputs: Some(inputs.to_owned()),
            ..self
        }
    }
}

/// Every page with its path and what it knows of itself.
fn list<'a>(site: &'a Site, theme: &Theme) -> Result<Vec<Plan<'a>>, ThemeError> {
    let words = |id| theme.language().text(id, &[]);
    let plan = |kind, title: &str, path: &str, view| {
        Plan::new(path, page(&site.info, kind, title, path), view)
    };
    let mut pages = river(site);
    if site.info.has_titles {
        pages.push(plan(
            "titles",
            &words("titles-title")?,
            "titles/",
            View::Titles(site),
        ));
    }
    if site.old_urls {
        pages.push(old_titles(site, &words("titles-title")?));
    }
    if let Some(years) = &site.archive {
        pages.push(plan(
            "archive",
            &words("archive-title")?,
            "archive/",
            View::Archive(years),
        ));
        pages.extend(years_of(&site.info, years));
    }
    if let Some(tags) = &site.tags {
        pages.push(plan(
            "tags",
            &words("tags-title")?,
            "tags/",
            View::Tags(tags),
        ));
    }
    let not_found = PageInfo {
        index: false,
        ..page(&site.info, "404", &words("not-found-title")?, "404.html")
    };
    if site.info.has_search {
        let info = PageInfo {
            index: false,
            ..page(&site.info, "search", &words("search-title")?, "search/")
        };
        pages.push(Plan::new("search/", info, View::Search));
    }
    pages.extend([
        plan(
            "blogroll",
            &words("blogroll-title")?,
            "blogroll/",
            View::Blogroll(&site.changes),
        ),
        plan(
            "changes",
            &words("changes-title")?,
            "blogroll/changes/",
            View::Changes(&site.changes),
        ),
        plan(
            "status",
            &words("status-title")?,
            "status/",
            View::Status(&site.statuses),
        ),
        Plan {
            path: "404.html".to_owned(),
            info: not_found,
            view: View::NotFound,
            inputs: None,
        },
    ]);
    Ok(pages)
}

/// The pages of the river.
fn river(site: &Site) -> Vec<Plan<'_>> {
    let mut pages = Vec::with_capacity(site.river.len());
    let count = site.river.len();
    for (n, river) in site.river.iter().enumerate() {
        let on_site = |n| format!("{}{}", site.info.path, river_path(n));
        let path = river_path(n);
        let around = PageInfo {
            // Older pages shift with every new entry; what they show can be found on the pages of the blogs.
            index: n == 0,
            number: n + 1,
            count,
            newer: n.checked_sub(1).map(on_site),
            older: Some(n + 1).filter(|older| *older < count).map(on_site),
            ..page(&site.info, "river", "", &path)
        };
        pages.push(Plan::new(&path, around, View::River(&river.days)));
    }
    pages
}

/// The titles where Planet 2.0 had them.
fn old_titles<'a>(site: &'a Site, title: &str) -> Plan<'a> {
    let own = page(&site.info, "titles", title, "titles_only.html");
    Plan {
        path: "titles_only.html".to_owned(),
        info: PageInfo {
            // Where it stands now, if it does.
            url: if site.info.has_titles {
                format!("{}titles/", site.info.base_url)
            } else {
                own.url
            },
            ..own
        },
        view: View::Titles(site),
        inputs: None,
    }
}

/// The pages of the years of the archive.
fn years_of<'a>(site: &'a SiteInfo, years: &'a [Period]) -> impl Iterator<Item = Plan<'a>> {
    years.iter().enumerate().map(move |(n, year)| {
        let at = |n: usize| years.get(n).map(|year| year.page.clone());
        let path = below(site, &year.page);
        let info = PageInfo {
            newer: n.checked_sub(1).and_then(at),
            older: at(n + 1),
            ..page(site, "year", &year.heading, path)
        };
        Plan::new(path, info, View::Year(year))
    })
}

/// The path of a page of the river, from 0, relative to the root of the site.
fn river_path(number: usize) -> String {
    if number == 0 {
        String::new()
    } else {
        format!("page/{}/", number + 1)
    }
}

fn page(site: &SiteInfo, kind: &'static str, title: &str, path: &str) -> PageInfo {
    PageInfo {
        kind,
        title: title.to_owned(),
        url: format!("{}{path}", site.base_url),
        path: format!("{}{path}", site.path),
        index: true,
        number: 1,
        count: 1,
        newer: None,
        older: None,
    }
}
