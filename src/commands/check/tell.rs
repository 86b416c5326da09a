//! What `planet check` found, told to people, to programs and to GitHub.

use crate::{
    check::{Checked, Finding, Level},
    commands::{
        check::{
            found::{Found, to_json},
            summary,
        },
        count, hint,
        missing::{self, Missing},
        place, posts, print,
    },
    config::{Config, Subscription},
    error::Error,
    report::{annotation, shown_url},
    ui::Ui,
};

/// The variable in which GitHub names the file that it shows below a run.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Everything that was found.
pub(super) struct Told<'a> {
    pub(super) config: &'a Config,
    /// The places of the feeds that were left out, as a variable in their address is not set.
    pub(super) not_asked: &'a [usize],
    /// The files that are not there.
    pub(super) missing: Vec<Missing<'a>>,
    pub(super) checked: &'a [Checked],
    /// The places of the feeds whose address has been mended.
    pub(super) fixed: &'a [usize],
    /// The revision since which the feeds have changed that were looked at, if not all were.
    pub(super) since: Option<&'a str>,
}

impl<'a> Told<'a> {
    /// How many feeds have a problem.
    pub(super) fn problems(&self) -> usize {
        self.checked
            .iter()
            .filter(|checked| checked.has_problem())
            .count()
    }

    /// Each feed with what is said about it.
    pub(super) fn each(&self) -> impl Iterator<Item = (&'a Subscription, &'a Checked)> {
        let feed = |checked: &'a Checked| Some((self.config.feeds.get(checked.feed)?, checked));
        self.checked.iter().filter_map(feed)
    }

    fn is_fixed(&self, checked: &Checked, finding: &Finding) -> bool {
        finding.fix.is_some() && self.fixed.contains(&checked.feed)
    }

    /// What is left to be said about a feed.
    pub(super) fn findings(&self, checked: &'a Checked) -> impl Iterator<Item = &'a Finding> {
        let left = |finding: &&Finding| !self.is_fixed(checked, finding);
        checked.findings.iter().filter(left)
    }

    pub(super) fn to_people(&self, ui: Ui) {
        missing::tell(self.config, &self.missing, ui);
        for found in self.not_asked() {
            let place = place(self.config, found.line.unwrap_or(1));
            ui.say(&format!(
                "note: {} ({place}): {}",
                found.title, found.message
            ));
        }
        for (feed, checked) in self.each() {
            let who = self.who(feed);
            if let Some(problem) = &checked.probe.problem {
                ui.warn(&format!("{who}: {problem}"), hint(problem));
            }
            for finding in self.findings(checked) {
                let message = format!("{who}: {}", finding.message);
                match finding.level {
                    Level::Error | Level::Warning => ui.warn(&message, finding.hint.as_deref()),
                    Level::Notice => ui.say(&format!("note: {message}")),
                }
            }
            if let Some(reason) = &checked.probe.refusal {
                ui.say(&format!("note: {who}: {}", refusal(reason)));
            }
            self.tell_posts(&who, checked, ui);
        }
    }

    /// Of a feed that somebody proposes, people want to see what is in it.
    fn tell_posts(&self, who: &str, checked: &Checked, ui: Ui) {
        let Some(document) = &checked.probe.feed else {
            return;
        };
        let title = document.title.as_deref().unwrap_or("(no title)");
        let entries = count(document.seen, "post");
        if self.since.is_none() {
            let encoding = checked.probe.encoding.unwrap_or("unread");
            return ui.detail(&format!("{who}: {title}, {entries}, {encoding}"));
        }
        ui.say(&format!("{who}: {title}, {entries}"));
        for post in document.newest(posts::SHOWN) {
            ui.say(&format!("  {}", posts::line(&post, self.config.timezone)));
        }
    }

    /// The feed's name, its line of planet.toml and, unless that is a secret, its address.
    fn who(&self, feed: &Subscription) -> String {
        let who = format!("{} ({})", feed.name, place(self.config, feed.line));
        match shown_url(feed) {
            Some(url) => format!("{who}: {url}"),
            None => who,
        }
    }

    pub(super) fn to_programs(&self, ui: Ui) -> Result<(), Error> {
        let rows: Vec<_> = self
            .each()
            .map(|(feed, checked)| self.row(feed, checked))
            .collect();
        let warnings: Vec<Found<'_>> = self.warnings().chain(self.not_asked()).collect();
        print(ui, &to_json(self.since, &[], &warnings, &rows))
    }

    fn warnings(&self) -> impl Iterator<Item = Found<'_>> {
        self.missing.iter().map(|one| Found {
            file: self.config.path.display().to_string(),
            line: Some(one.line),
            title: one.name,
            message: &one.message,
            hint: Some(one.hint),
        })
    }

    fn not_asked(&self) -> impl Iterator<Item = Found<'_>> {
        let feeds = self
            .not_asked
            .iter()
            .filter_map(|n| self.config.feeds.get(*n));
        feeds.map(|feed| Found {
            file: self.config.path.display().to_string(),
            line: Some(feed.line),
            title: &feed.name,
            message: "not asked, as a variable in its address is not set",
            hint: None,
        })
    }

    fn row(&self, feed: &Subscription, checked: &Checked) -> serde_json::Value {
        let probe = &checked.probe;
        let document = probe.feed.as_ref();
        let findings: Vec<serde_json::Value> = checked
            .findings
            .iter()
            .map(|finding| {
                serde_json::json!({
                    "level": finding.level.as_str(),
                    "kind": finding.kind,
                    "message": finding.message,
                    "hint": finding.hint,
                    "fixed": self.is_fixed(checked, finding),
                })
            })
            .collect();
        let newest = document.map(|document| document.newest(posts::SHOWN));
        let newest: Vec<serde_json::Value> = newest
            .unwrap_or_default()
            .into_iter()
            .map(|post| {
                serde_json::json!({"title": post.title, "date": post.date, "link": post.permalink})
            })
            .collect();
        serde_json::json!({
            "name": feed.name,
            "url": shown_url(feed),
            "line": feed.line,
            "http_status": probe.http_status,
            "title": document.and_then(|document| document.title.as_ref()),
            "entries": document.map_or(0, |document| document.seen),
            "newest": newest,
            "problem": probe.problem.as_ref().map(|problem| {
                serde_json::json!({"kind": problem.kind.as_str(), "message": problem.message, "hint": hint(problem)})
            }),
            "findings": findings,
            "encoding": probe.encoding,
            "strict_readers_refuse": probe.refusal,
        })
    }

    /// Annotations at the lines of planet.toml, and a table below the run.
    pub(super) fn to_github(&self, ui: Ui) -> Result<(), Error> {
        let file = self.config.path.display().to_string();
        let warnings = self.warnings().map(|found| found.annotation("warning"));
        let notes = self.not_asked().map(|found| found.annotation("notice"));
        let mut text: String = warnings.chain(notes).collect();
        for (feed, checked) in self.each() {
            let mut note = |level: Level, message: &str, hint: Option<&str>| {
                let place = (file.as_str(), feed.line);
                text.push_str(&annotation(
                    level.as_str(),
                    place,
                    &feed.name,
                    message,
                    hint,
                ));
            };
            if let Some(problem) = &checked.probe.problem {
                note(Level::Error, &problem.message, hint(problem));
            }
            for finding in self.findings(checked) {
                note(finding.level, &finding.message, finding.hint.as_deref());
            }
            if let Some(reason) = &checked.probe.refusal {
                note(Level::Notice, &refusal(reason), None);
            }
            if let (Some(document), Some(_)) = (&checked.probe.feed, self.since) {
                let newest = document.newest(posts::SHOWN).into_iter();
                let newest = newest.map(|post| posts::line(&post, self.config.timezone));
                let title = document.title.as_deref().unwrap_or("(no title)");
                let lines: Vec<String> = std::iter::once(title.to_owned()).chain(newest).collect();
                note(Level::Notice, &lines.join("\n"), None);
            }
        }
        let table = summary::markdown(self);
        match std::env::var_os(SUMMARY) {
            Some(path) => summary::append(path.as_ref(), &table)?,
            None => text.push_str(&table),
        }
        print(ui, &text)
    }

    pub(super) fn sum_up(&self, ui: Ui) {
        let feeds = count(self.checked.len(), "feed");
        let read = match self.since {
            Some(since) => format!("{feeds} changed since {since}"),
            None => format!("{feeds} read"),
        };
        let findings = self
            .checked
            .iter()
            .flat_map(|checked| self.findings(checked));
        let warnings = findings.filter(|finding| finding.level == Level::Warning);
        let warnings = self.missing.len() + warnings.count();
        ui.say(&format!(
            "{} checked; {read}, {} with a problem, {}",
            self.config.path.display(),
            self.problems(),
            count(warnings, "warning")
        ));
    }
}

/// What others would refuse of a feed that planet reads. No problem of the planet, so it doesn't count as one.
fn refusal(reason: &str) -> String {
    format!("strict readers refuse this feed: {reason}")
}
