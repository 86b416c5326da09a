//! `planet digest`: an issue of the digest, shown, explained, or as a file to work on; and what a build does about it.

mod draft;
mod show;

use crate::{
    cli::{DigestCommand, DigestShowArgs, Format},
    commands::{Exit, print, store::open_to_read},
    config::{Config, Curation, Digest, Period, PeriodKind},
    error::Error,
    feed::Timestamp,
    select::{
        self, Selection, Standing,
        digest::{self, Choice, Closed, Reason, Unknown, choose},
    },
    store::{Pool, Store},
    theme::{Asset, Late, Theme, prove_pictures},
    ui::Ui,
};

/// Shows an issue, or drafts its curation file.
pub(crate) fn run(
    config: &Config,
    command: &DigestCommand,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    let Some(digest) = &config.digest else {
        return Err(Error::Usage {
            message: format!("`{}` has no [digest]", config.path.display()),
            hint: Some("write `[digest]` on a line of its own to have one".to_owned()),
        });
    };
    let current = digest::current(digest, config.timezone, now);
    let (asked, args) = match command {
        DigestCommand::Draft { period } => (period, None),
        DigestCommand::Show(args) => (&args.period, Some(args)),
    };
    let period = period(digest, asked.as_deref(), current)?;
    let theme = Theme::load(config)?;
    let curations = curations(config, theme.assets())?;
    let store = open_to_read(config, ui)?;
    let standing = select::standing(config, &store)?;
    store.snapshot(|store| {
        let selection = select::select(config, store, &standing, theme.language())?;
        let looked = look(digest, &curations, &selection, store, period, current)?;
        if let Some(curation) = curations.iter().find(|of| of.period == period) {
            warn(digest, curation, &looked.choice.unknown, ui);
        }
        let text = match args {
            None => draft::draft(digest, &looked),
            Some(DigestShowArgs {
                format: Format::Json,
                explain,
                ..
            }) => show::json(digest, &looked, *explain),
            Some(DigestShowArgs { explain: true, .. }) => show::explained(digest, &looked),
            Some(_) => show::plain(&looked),
        };
        print(ui, &text)
    })?;
    Ok(Exit::Done)
}

/// An issue as it is, or as it would be if it were made now.
struct Looked {
    period: Period,
    made: Made,
    number: i64,
    title: String,
    pool: Pool,
    choice: Choice,
    /// Whether what is shown has enough items to be published.
    is_enough: bool,
    /// What its curation file drops.
    drops: Vec<String>,
}

/// What the maintainer says about single issues, with every picture that this names.
pub(crate) fn curations(config: &Config, assets: &[Asset]) -> Result<Vec<Curation>, Error> {
    let curations = config.curations().map_err(Error::Curations)?;
    prove_pictures(assets, &curations)?;
    Ok(curations)
}

/// Whether there is an issue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    /// It is frozen, and what is shown is what it has; `published` unless that was too little.
    Frozen { published: bool },
    /// It is frozen, but its curation file says something else now: the next build makes it as it is shown.
    Anew { published: bool },
    /// Its time is not over, or the next build makes it.
    NotYet,
    /// Its time was over before planet looked at it: no build makes it by itself.
    Never,
}

impl Made {
    fn is_frozen(self) -> bool {
        matches!(self, Self::Frozen { .. } | Self::Anew { .. })
    }

    fn is_published(self) -> bool {
        matches!(
            self,
            Self::Frozen { published: true } | Self::Anew { published: true }
        )
    }
}

fn look(
    digest: &Digest,
    curations: &[Curation],
    selection: &Selection<'_>,
    store: &Store,
    period: Period,
    current: Period,
) -> Result<Looked, Error> {
    let rows = digest::remembered(digest, store)?;
    let pool = selection.pool_of(&rows, period)?;
    let shown = selection.shown_in_others(&rows, period)?;
    let curation = curations.iter().find(|of| of.period == period);
    let mut choice = choose(digest, &pool, curation, &shown);
    let row = rows.iter().find(|(of, _)| *of == period);
    let row = row.map(|(_, row)| row).filter(|row| row.has_pool);
    let is_due = digest::is_due(digest, &rows, curations, current, period);
    let made = match row.map(|row| row.has_issue) {
        Some(published) if is_due => Made::Anew { published },
        Some(published) => Made::Frozen { published },
        None if is_due || period == current => Made::NotYet,
        None => Made::Never,
    };
    // What was frozen stays as it is, whatever planet.toml says now; only a new curation file makes it anew.
    let is_current = matches!(made, Made::Frozen { .. });
    if is_current && let Some(issue) = store.issue(&period.name())? {
        choice.issue = issue;
    }
    let number = digest::number(digest, &rows, period);
    Ok(Looked {
        period,
        number,
        title: selection.title_of(digest, number),
        is_enough: choice.len() >= digest.min_items,
        drops: curation.map_or_else(Vec::new, |curation| {
            let drops = curation.drops.iter();
            drops.map(|drop| drop.url.clone()).collect()
        }),
        made,
        pool,
        choice,
    })
}

/// The period that was asked for: by its name, `current`, or by default the last that is over.
fn period(digest: &Digest, asked: Option<&str>, current: Period) -> Result<Period, Error> {
    let (what, example) = match digest.period {
        PeriodKind::Week => ("week", "2025-w46"),
        PeriodKind::Month => ("month", "2025-11"),
    };
    let period = match asked {
        None => current.previous(),
        Some("current") => current,
        Some(name) => {
            let period = Period::parse(name).filter(|period| period.kind() == digest.period);
            period.ok_or_else(|| Error::Usage {
                message: format!("`{name}` is not the name of a {what}"),
                hint: Some(format!("write it like `{example}`, or `current`")),
            })?
        }
    };
    if period > current {
        return Err(Error::Usage {
            message: format!("the {what} `{}` has not begun", period.name()),
            hint: None,
        });
    }
    if let Some(first) = digest.first.filter(|first| period < *first) {
        return Err(Error::Usage {
            message: format!(
                "there is no digest of `{}`: the first is that of `{}`",
                period.name(),
                first.name()
            ),
            hint: Some(format!(
                "`first` under [digest] says so; name a later {what}, or `current`"
            )),
        });
    }
    Ok(period)
}

/// What a build does about the digest: freezes the issues whose time is over, takes up curation files that have changed, and
/// says so.
pub(crate) fn close(
    config: &Config,
    curations: &[Curation],
    store: &mut Store,
    standing: &Standing,
    theme: &Late<'_>,
    now: Timestamp,
    ui: Ui,
) -> Result<(), Error> {
    let Some(digest) = &config.digest else {
        return Ok(());
    };
    // A run that could read nothing knows nothing of the time that is over.
    if !store.knows_any_feed()? {
        return Ok(());
    }
    let thawed = store.thaw_digests(now)?;
    if let [period, more @ ..] = thawed.as_slice() {
        let others = match more.len() {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        ui.warn(
            &format!("the digest of {period}{others} was made by a clock that was ahead"),
            Some("each is made when its time is over"),
        );
    }
    let closed = store.snapshot(|store| -> Result<_, Error> {
        let select = || {
            let words = theme.get()?.language();
            Ok(select::select(config, store, standing, words)?)
        };
        digest::close(digest, curations, store, now, config.timezone, select)
    })?;
    for one in &closed {
        store.freeze(&one.frozen)?;
        tell(digest, curations, one, ui);
    }
    Ok(())
}

fn tell(digest: &Digest, curations: &[Curation], closed: &Closed, ui: Ui) {
    let name = &closed.frozen.period;
    let items = show::counted(closed.items, "item");
    let curation = curations.iter().find(|of| of.period.name() == *name);
    let file = curation.map(|curation| curation.path.display().to_string());
    match (closed.reason, &closed.frozen.issue) {
        (Reason::Before, _) => {}
        (reason, Some(_)) => {
            let with = match (&file, reason) {
                (Some(file), _) => format!(" with `{file}`"),
                (None, Reason::Curated) => " anew without its curation file".to_owned(),
                (None, _) => String::new(),
            };
            ui.say(&format!("the digest of {name} is made{with}: {items}"));
        }
        (_, None) => ui.say(&format!(
            "no digest of {name}: {items}, and `min_items` is {}",
            digest.min_items
        )),
    }
    if let Some(curation) = curation {
        warn(digest, curation, &closed.unknown, ui);
    }
}

/// Says what of a curation file cannot be followed.
fn warn(digest: &Digest, curation: &Curation, unknown: &[Unknown], ui: Ui) {
    for unknown in unknown {
        let (line, message, hint) = match unknown {
            Unknown::Address(line) => (
                line,
                "no post of this time has, or links to, this address".to_owned(),
                "give the item a `title` to have it in the digest all the same".to_owned(),
            ),
            Unknown::Drop(line) => (
                line,
                "nothing that this issue could have has this address".to_owned(),
                "compare it with those that `planet digest show --explain --format json` lists"
                    .to_owned(),
            ),
            Unknown::Twice(line, first) => (
                line,
                format!("line {first} has this address, too"),
                "remove one of the two".to_owned(),
            ),
            Unknown::Section(line, id) => {
                let ids: Vec<&str> = digest.sections.iter().map(|one| one.id.as_str()).collect();
                (
                    line,
                    format!("the digest has no section `{id}`"),
                    format!("it has {}", ids.join(", ")),
                )
            }
        };
        let file = curation.path.display();
        ui.warn(&format!("{file}:{line}: {message}"), Some(&hint));
    }
}
