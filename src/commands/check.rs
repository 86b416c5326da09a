//! `planet check`: the configuration, the theme, then every feed: would it be read, and what is wrong with it?

mod found;
mod mistakes;
mod summary;
mod tell;

use std::path::Path;

use self::mistakes::{tell_mistakes, tell_theme};
use crate::{
    check::{self, Change, Checked},
    cli::{CheckArgs, ReportFormat},
    commands::{Exit, missing, place, store::open_to_read},
    config::{self, Config, Location, NewUrl, Overrides, Subscription},
    discover::Followed,
    error::Error,
    feed::Timestamp,
    theme::{Theme, ThemeError, prove_pictures},
    ui::Ui,
};

/// Checks everything that can be checked, and says all that it finds.
pub(crate) fn run(
    path: &Path,
    overrides: &Overrides,
    args: &CheckArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    // Who proposes a feed has no secrets of the planet, and needs none for it.
    let overrides = Overrides {
        without_variables: args.changed.is_some(),
        ..overrides.clone()
    };
    let config = match Config::load(path, &overrides) {
        Ok(config) => config,
        Err(error) if error.is_unreadable() && args.format == ReportFormat::Human => {
            return Err(error.into());
        }
        Err(error) => return tell_mistakes(&[error], args.format, ui),
    };
    let theme = match Theme::load(&config) {
        Ok(theme) => theme,
        Err(ThemeError::Pages(pages)) => return tell_mistakes(&pages, args.format, ui),
        Err(error) => return tell_theme(&config, error, args.format, ui),
    };
    match config.curations() {
        Ok(curations) => {
            if let Err(error) = prove_pictures(theme.assets(), &curations) {
                return tell_theme(&config, error, args.format, ui);
            }
        }
        Err(errors) => return tell_mistakes(&errors, args.format, ui),
    }
    let change = match &args.changed {
        Some(revision) => Some(since(path, revision.as_deref())?),
        None => None,
    };
    let feeds = feeds(&config, change.as_ref(), args.offline);
    let has_no_address = |n: &usize| {
        config
            .feeds
            .get(*n)
            .is_some_and(Subscription::has_no_address)
    };
    let (not_asked, feeds): (Vec<usize>, Vec<usize>) = feeds.into_iter().partition(has_no_address);
    let store = open_to_read(&config, ui).ok();
    let progress = ui.progress(feeds.len(), "checking feeds");
    let checked = check::check(&config, store.as_ref(), &feeds, now, &progress);
    progress.finish_and_clear();
    let fixed = if args.fix {
        fix(&config, &checked, ui)?
    } else {
        Vec::new()
    };
    let told = tell::Told {
        config: &config,
        not_asked: &not_asked,
        missing: [
            missing::filters(&config),
            missing::faces(&config, theme.assets()),
        ]
        .concat(),
        checked: &checked,
        fixed: &fixed,
        since: change.as_ref().map(|change| change.since.as_str()),
    };
    match args.format {
        ReportFormat::Human => told.to_people(ui),
        ReportFormat::Json => told.to_programs(ui)?,
        ReportFormat::Github => told.to_github(ui)?,
    }
    told.sum_up(ui);
    Ok(Exit::strict(true, told.problems()))
}

/// What has changed; on GitHub since the base of the pull request.
fn since(path: &Path, revision: Option<&str>) -> Result<Change, Error> {
    let base = std::env::var("GITHUB_BASE_REF").ok();
    let base = base.filter(|base| !base.is_empty());
    Ok(check::change(path, revision, base.as_deref())?)
}

/// The places of the feeds that are looked at.
fn feeds(config: &Config, change: Option<&Change>, offline: bool) -> Vec<usize> {
    let touched = change.map(|change| config::touched(change.old.as_deref(), &change.new));
    let has_changed = |path: &Path| match (change, path.canonicalize()) {
        (Some(change), Ok(path)) => change.files.contains(&path),
        _ => false,
    };
    let all = config.feeds.iter().enumerate();
    all.filter(|(_, feed)| feed.enabled)
        .filter(|(_, feed)| !offline || matches!(feed.location, Location::File(_)))
        .filter(|(n, feed)| match (&touched, &feed.location) {
            (None, _) => true,
            (Some(touched), Location::Http(_)) => touched.contains(n),
            (Some(touched), Location::File(path)) => touched.contains(n) || has_changed(path),
        })
        .map(|(n, _)| n)
        .collect()
}

/// Writes better addresses into planet.toml; the places of the feeds that have one now.
fn fix(config: &Config, checked: &[Checked], ui: Ui) -> Result<Vec<usize>, Error> {
    let mut followed = Followed::of(&config.feeds, &[]);
    let mut urls: Vec<(usize, NewUrl)> = Vec::new();
    for (feed, better) in checked.iter().filter_map(better) {
        if let NewUrl::Is(url) = &better
            && let Ok(url) = url.parse()
        {
            // Two feeds with one address are no planet.toml.
            if followed.at(&url).any(|other| other != feed) {
                continue;
            }
            followed.learn(feed, [url], None);
        }
        urls.push((feed, better));
    }
    if urls.is_empty() {
        return Ok(Vec::new());
    }
    let written = config::set_urls(config, &urls)?;
    let mut fixed: Vec<usize> = urls.into_iter().map(|(feed, _)| feed).collect();
    fixed.sort_unstable();
    for (feed, (old, new)) in fixed.iter().zip(written) {
        if let Some(feed) = config.feeds.get(*feed) {
            let place = place(config, feed.line);
            ui.say(&if feed.private {
                format!("fixed: {place}: `url` has a better address")
            } else {
                format!("fixed: {place}: `url = \"{new}\"`, was `{old}`")
            });
        }
    }
    Ok(fixed)
}

/// The better address of a feed that there is, if it is certain.
fn better(checked: &Checked) -> Option<(usize, NewUrl)> {
    // What is wrong with it has to be seen to first.
    if checked
        .findings
        .iter()
        .any(|finding| finding.level == check::Level::Error)
    {
        return None;
    }
    let fix = checked
        .findings
        .iter()
        .find_map(|finding| finding.fix.clone());
    Some((checked.feed, fix?))
}
