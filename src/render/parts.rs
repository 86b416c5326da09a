//! The pages and files of the parts of a site, of which there may be thousands.

use rayon::prelude::*;

use crate::{
    render::{
        Give, Page, Syndicated, digest, opml, page as file,
        pages::{Plan, below, make, page},
        search, syndicate,
    },
    site::{
        BlogrollPage, DigestInfo, DigestView, DigestsPage, FeedView, GroupPage, PageInfo, Part,
        SearchShard, SiteInfo, StatusPage,
    },
    theme::{Shared, Theme, ThemeError, View},
    timings::{Stage, during},
};

/// Renders parts of the site, on all cores. There may be thousands, so they come apart from the others and can be made some
/// at a time.
///
/// # Errors
/// A template fails, or `give` does.
pub fn parts<E: From<ThemeError> + Send>(
    info: &SiteInfo,
    parts: &[Part],
    shared: &Shared,
    theme: &Theme,
    give: &Give<'_, E>,
) -> Result<(), E> {
    let plans = parts.iter().map(|part| plans_of(info, part, theme));
    let plans = plans.collect::<Result<Vec<_>, _>>()?.into_iter().flatten();
    make(plans.collect(), info.index, shared, theme, give)?;
    parts.par_iter().try_for_each(|part| {
        let files = during(Stage::Render, || files_of(info, part, theme))?;
        files.into_iter().try_for_each(give)
    })?;
    for part in parts {
        if let (Part::Digests(list), Some(about)) = (part, &info.digest) {
            give(feed_of_digest(info, about, list, shared, theme)?)?;
        }
    }
    Ok(())
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
            vec![Plan::new(path, info, View::Day(day)).made_from(&day.inputs)]
        }
        Part::Month(month) => {
            let path = below(site, &month.month.page);
            let info = PageInfo {
                newer: month.newer.clone(),
                older: month.older.clone(),
                ..page(site, "month", &month.month.heading, path)
            };
            vec![Plan::new(path, info, View::Month(month)).made_from(&month.inputs)]
        }
        Part::Blogroll(list) => {
            let path = BlogrollPage::path;
            let info = PageInfo {
                title: theme.language().text("blogroll-title", &[])?,
                ..page_of_list(site, "blogroll", path, (list.number, list.count))
            };
            vec![Plan::new(&path(list.number), info, View::Blogroll(list))]
        }
        Part::Status(list) => {
            let path = StatusPage::path;
            let info = PageInfo {
                title: theme.language().text("status-title", &[])?,
                ..page_of_list(site, "status", path, (list.number, list.count))
            };
            vec![Plan::new(&path(list.number), info, View::Status(list))]
        }
        Part::Shard(_) => Vec::new(),
    })
}

/// What a page of a list of feeds knows of itself and of those around it.
fn page_of_list(
    site: &SiteInfo,
    kind: &'static str,
    path: fn(usize) -> String,
    (number, count): (usize, usize),
) -> PageInfo {
    let on_site = |number| format!("{}{}", site.path, path(number));
    PageInfo {
        number,
        count,
        newer: (number > 1).then(|| on_site(number - 1)),
        older: (number < count).then(|| on_site(number + 1)),
        ..page(site, kind, "", &path(number))
    }
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
        Part::Shard(shard) => Ok(vec![file_of_shard(shard)]),
        Part::Feed(_)
        | Part::FeedYear(_)
        | Part::Tag(_)
        | Part::Day(_)
        | Part::Month(_)
        | Part::Digest(_)
        | Part::Digests(_)
        | Part::Blogroll(_)
        | Part::Status(_) => Ok(Vec::new()),
    }
}

fn file_of_shard(shard: &SearchShard) -> Page {
    let bytes = search::shard(shard);
    Page {
        inputs: Some(shard.inputs.clone()),
        ..file(&SearchShard::path(&shard.name), bytes)
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
