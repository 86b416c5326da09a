//! How fast a site is chosen and rendered: entries and pages a second, of a planet that follows 200
//! blogs with 20 posts each, before anything of it is there.
//!
//! `cargo bench --bench site`, or with a part of a name to run only what has it: `-- render`. All cores are used, as in a build.

mod arguments;

use std::{
    error,
    fmt::Write as _,
    fs,
    hint::black_box,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use indicatif::ProgressBar;
use planet::{
    config::{Config, Overrides},
    feed::Timestamp,
    refresh::{Due, Interruption, refresh},
    render::{self, Give},
    select::{Known, Plan, Selection, Standing, select, standing},
    site::Part,
    store::{Store, StoreError},
    theme::{Theme, ThemeError},
};

/// Blogs that are followed, and what each has posted.
const BLOGS: usize = 200;
const POSTS: usize = 20;

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn main() -> Result<(), Box<dyn error::Error>> {
    let (patience, wanted) = arguments::read();
    let is_wanted = |name: &str| wanted.as_ref().is_none_or(|wanted| name.contains(wanted));

    let folder = tempfile::tempdir()?;
    let now = DateTime::parse_from_rfc3339("2026-03-01T12:00:00Z")?.to_utc();
    write_planet(folder.path(), now)?;
    let config = Config::load(&folder.path().join("planet.toml"), &Overrides::default())?;
    let mut store = Store::open(&config.state)?;
    let nobody = Interruption {
        is_asked: &|| false,
        leave: &|_, _| (),
    };
    let hidden = ProgressBar::hidden();
    refresh(&config, &mut store, Due::All, now, nobody, &hidden)?;
    let standing = standing(&config, &store)?;
    let theme = Theme::load(&config)?;
    let chosen = Chosen::of(&config, &store, &standing, &theme, now)?;
    println!(
        "{:28}{:>10}{:>12}",
        format!("{} entries", BLOGS * POSTS),
        "ms",
        "a second"
    );
    let tell = |name: &str, count: usize, what: &str, time: Duration| {
        let each_second = count as u128 * 1_000_000_000 / time.as_nanos().max(1);
        println!(
            "{name:28}{:10.1}{each_second:12} {what}",
            time.as_secs_f64() * 1e3
        );
    };
    if is_wanted("select") {
        let (time, _) = best(patience, || {
            Chosen::of(&config, &store, &standing, &theme, now)
        })?;
        tell("select", BLOGS * POSTS, "entries", time);
    }
    if is_wanted("render the planet") {
        let (time, pages) = best(patience, || chosen.render(&theme))?;
        tell("render the planet", pages, "pages", time);
    }
    if is_wanted("render its parts") {
        let (time, pages) = best(patience, || chosen.render_parts(&theme))?;
        tell("render its parts", pages, "pages", time);
    }
    Ok(())
}

/// The shortest time of many, as on a busy machine nothing else repeats; and what was made.
fn best<T, E>(patience: Duration, work: impl Fn() -> Result<T, E>) -> Result<(Duration, T), E> {
    let started = Instant::now();
    let mut best = Duration::MAX;
    loop {
        let begun = Instant::now();
        let made = black_box(work()?);
        best = best.min(begun.elapsed());
        if started.elapsed() >= patience {
            return Ok((best, made));
        }
    }
}

/// Everything that a first build shows.
struct Chosen {
    site: planet::site::Site,
    info: planet::site::SiteInfo,
    parts: Vec<Part>,
}

impl Chosen {
    fn of(
        config: &Config,
        store: &Store,
        standing: &Standing,
        theme: &Theme,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        store.snapshot(|store| {
            let selection = select(config, store, standing, theme.language())?;
            // Nothing is there yet.
            let known = Known {
                holds: &|_, _| false,
                count: &|_, _| None,
                folder: &|_, _| None,
            };
            let plan = selection.plan("bench", &known)?;
            Ok(Self {
                site: selection.site(&plan, now)?,
                info: selection.still(),
                parts: parts(&selection, &plan)?,
            })
        })
    }

    /// How many files were made.
    fn render(&self, theme: &Theme) -> Result<usize, ThemeError> {
        let shared = theme.shared(&self.site.info, || self.site.blogroll.clone())?;
        counted(|give| render::render(&self.site, &shared, theme, give))
    }

    /// How many files were made.
    fn render_parts(&self, theme: &Theme) -> Result<usize, ThemeError> {
        let shared = theme.shared(&self.info, Vec::new)?;
        counted(|give| render::parts(&self.info, &self.parts, &shared, theme, give))
    }
}

/// Counts the files that `make` gives.
fn counted(
    make: impl FnOnce(&Give<'_, ThemeError>) -> Result<(), ThemeError>,
) -> Result<usize, ThemeError> {
    let count = AtomicUsize::new(0);
    make(&|page| {
        black_box(page);
        count.fetch_add(1, Ordering::Relaxed);
        Ok(())
    })?;
    Ok(count.into_inner())
}

fn parts(selection: &Selection<'_>, plan: &Plan) -> Result<Vec<Part>, StoreError> {
    let mut parts = Vec::new();
    for planned in &plan.due {
        selection.parts(planned, plan, &mut |part| {
            parts.push(part);
            Ok::<_, StoreError>(())
        })?;
    }
    Ok(parts)
}

/// A planet whose blogs are files: a post a week each, of some 2 KB of markup.
fn write_planet(folder: &std::path::Path, now: DateTime<Utc>) -> Result<(), Box<dyn error::Error>> {
    let mut planet = "title = \"Bench\"\nbase_url = \"https://bench.example/\"\n".to_owned();
    let paragraph =
        "<p>Some <b>words</b> of a post with a <a href=\"/about\">link</a> &amp; more.</p>\n";
    for blog in 0..BLOGS {
        write!(
            planet,
            "\n[[feeds]]\nname = \"Blog {blog}\"\nurl = \"{blog}.xml\"\n"
        )?;
        let mut items = String::new();
        for post in 0..POSTS {
            let minutes = i64::try_from(post * 7 * 24 * 60 + blog * 37)?;
            let date = (now - TimeDelta::minutes(minutes)).to_rfc2822();
            write!(
                items,
                "<item><guid>{blog}-{post}</guid><title>Post {post} of {blog}</title>\
                 <link>https://{blog}.example/{post}</link><category>tag {}</category><pubDate>{date}</pubDate>\
                 <description><![CDATA[{}]]></description></item>",
                post % 7,
                paragraph.repeat(25)
            )?;
        }
        let text = format!(
            "<rss version=\"2.0\"><channel><title>Blog {blog}</title><link>https://{blog}.example/</link>{items}</channel></rss>"
        );
        fs::write(folder.join(format!("{blog}.xml")), text)?;
    }
    fs::write(folder.join("planet.toml"), planet)?;
    Ok(())
}
