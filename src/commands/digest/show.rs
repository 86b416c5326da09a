//! An issue for people and for programs, and how it came about.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    commands::{
        digest::{Looked, Made},
        pretty,
    },
    config::{Digest, Section},
    select::digest::{Considered, Score, Verdict, in_words},
    store::{Candidate, ItemRecord, Mention},
    ui,
};

/// The issue as it is or would be.
pub(super) fn plain(looked: &Looked) -> String {
    let mut text = head(looked);
    let mut number = 0;
    for section in &looked.choice.issue.sections {
        let title = section.title.as_ref().unwrap_or(&section.id);
        let _ = writeln!(text, "\n{}", ui::line(title));
        for item in &section.items {
            number += 1;
            write_item(&mut text, number, item);
        }
    }
    text
}

/// Every candidate of every section, with the parts of its score and what became of it.
pub(super) fn explained(digest: &Digest, looked: &Looked) -> String {
    let mut text = head(looked);
    text.push_str("score = 3 for each other blog that links to it + rarity (1 / root of its blog's posts in 30 days)\n");
    text.push_str(
        "        + 0.50 with a picture + 0.50 with 300 to 3,000 words + the weight of its blog\n",
    );
    for (section, considered) in digest.sections.iter().zip(&looked.choice.considered) {
        let title = section.title.as_ref().unwrap_or(&section.id);
        let count = counted(considered.len(), "candidate");
        let _ = writeln!(text, "\n{}: {count}", ui::line(title));
        for one in considered {
            if let Some(candidate) = looked.pool.candidates.get(one.candidate) {
                write_considered(&mut text, section, one, candidate);
            }
        }
    }
    text
}

/// The same as `digest/1`.
pub(super) fn json(digest: &Digest, looked: &Looked, explain: bool) -> String {
    let issue = &looked.choice.issue;
    let mut numbers = 1..;
    let sections: Vec<Value> = issue
        .sections
        .iter()
        .map(|section| {
            let items = section.items.iter().zip(&mut numbers);
            let items: Vec<Value> = items.map(|(item, n)| item_json(item, n)).collect();
            json!({"id": section.id, "title": section.title, "items": items})
        })
        .collect();
    let stats = &issue.stats;
    let new_blogs: Vec<&str> = stats
        .new_blogs
        .iter()
        .map(|blog| blog.name.as_str())
        .collect();
    let mut value = json!({
        "schema": "digest/1",
        "period": looked.period.name(),
        "from": looked.period.first_day().to_string(),
        "to": looked.period.last_day().to_string(),
        "number": looked.number,
        "title": looked.title,
        "headline": issue.headline,
        "intro": issue.intro,
        "frozen": looked.made.is_frozen(),
        "published": looked.made.is_published(),
        "posts": stats.posts,
        "blogs": stats.blogs,
        "followed": stats.followed,
        "new_blogs": new_blogs,
        "sections": sections,
    });
    if let (true, Value::Object(members)) = (explain, &mut value) {
        let sections = digest.sections.iter().zip(&looked.choice.considered);
        let explained = sections.map(|(section, considered)| {
            let candidates = considered.iter().filter_map(|one| {
                let candidate = looked.pool.candidates.get(one.candidate)?;
                Some(considered_json(section, one, candidate))
            });
            json!({"id": section.id, "candidates": candidates.collect::<Vec<_>>()})
        });
        members.insert("considered".to_owned(), explained.collect());
    }
    pretty(&value)
}

fn head(looked: &Looked) -> String {
    let Looked {
        period,
        title,
        choice,
        ..
    } = looked;
    let mut text = format!("{}\n", ui::line(title));
    if let Some(headline) = &choice.issue.headline {
        let _ = writeln!(text, "{}", ui::line(headline));
    }
    let standing = match (looked.made, looked.is_enough) {
        (Made::Frozen { published: true }, _) => "published",
        (Made::Frozen { published: false }, _) | (Made::Anew { published: false }, false) => {
            "too few items, not published"
        }
        (Made::Anew { published: true }, true) => {
            "published; the next build makes it anew, like this"
        }
        (Made::Anew { published: true }, false) => {
            "published; the next build takes it back, as it has too few items now"
        }
        (Made::Anew { published: false }, true) => {
            "too few items, not published; the next build makes it, like this"
        }
        (Made::NotYet, true) => "not made yet: this is what it would be now",
        (Made::NotYet, false) => "not made yet: it would have too few items now",
        (Made::Never, true) => {
            "not made, and only a curation file makes it now: this is what it would be"
        }
        (Made::Never, false) => {
            "not made, and only a curation file makes it now: it would have too few items"
        }
    };
    let _ = writeln!(
        text,
        "{}, {} to {}; {standing}",
        period.name(),
        period.first_day(),
        period.last_day()
    );
    let stats = &choice.issue.stats;
    let _ = writeln!(
        text,
        "{} from {} of {}",
        counted(stats.posts, "post"),
        stats.blogs,
        counted(stats.followed, "blog")
    );
    if !stats.new_blogs.is_empty() {
        let names: Vec<String> = stats
            .new_blogs
            .iter()
            .map(|blog| ui::line(&blog.name))
            .collect();
        let _ = writeln!(text, "new blogs: {}", names.join(", "));
    }
    text
}

fn write_item(text: &mut String, number: usize, item: &ItemRecord) {
    let candidate = &item.candidate;
    let _ = writeln!(text, "{number:>3}. {}", ui::line(&candidate.title));
    if let Some(url) = &candidate.url {
        let _ = writeln!(text, "     {}", ui::line(url));
    }
    if let Some(source) = &candidate.source {
        let how = if candidate.is_entry { "" } else { "found at " };
        let author = source.author.as_ref();
        let author = author.map_or(String::new(), |author| format!(", {author}"));
        let _ = writeln!(
            text,
            "     {how}{}",
            ui::line(&(source.blog.name.clone() + &author))
        );
    }
    if !candidate.excerpt.is_empty() {
        let _ = writeln!(text, "     {}", ui::line(&candidate.excerpt));
    }
    if let Some(note) = &item.note {
        let _ = writeln!(text, "     note: {}", ui::line(note));
    }
    let others: Vec<&str> = candidate
        .others()
        .map(|post| post.blog.name.as_str())
        .collect();
    if !others.is_empty() {
        let _ = writeln!(
            text,
            "     also discussed by {}",
            ui::line(&others.join(", "))
        );
    }
}

fn write_considered(text: &mut String, section: &Section, one: &Considered, candidate: &Candidate) {
    let mark = match one.verdict {
        Verdict::In(place) => format!("{place:>3}"),
        _ => "  -".to_owned(),
    };
    let _ = writeln!(
        text,
        "{mark} {:>6}  {}",
        in_words(one.score.total()),
        ui::line(&candidate.title)
    );
    let blog = candidate
        .source
        .as_ref()
        .map(|source| source.blog.name.as_str());
    let _ = writeln!(text, "            {}", ui::line(blog.unwrap_or("nobody")));
    let _ = writeln!(text, "            {}", parts(&one.score, candidate));
    let _ = writeln!(text, "            {}", verdict(section, &one.verdict));
}

fn parts(score: &Score, candidate: &Candidate) -> String {
    let blogs = counted(score.blogs(), "blog");
    let mut parts = vec![format!("{} links of {blogs}", in_words(score.linked))];
    if candidate.is_entry {
        let posts = counted(candidate.posts, "post");
        let words = counted(candidate.words, "word");
        parts.push(format!("{} rarity ({posts})", in_words(score.rarity)));
        parts.push(format!("{} picture", in_words(score.image)));
        parts.push(format!("{} length ({words})", in_words(score.length)));
    }
    parts.push(format!("{} weight", in_words(score.weight)));
    parts.join(" + ")
}

/// A number of things.
pub(super) fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

fn verdict(section: &Section, verdict: &Verdict) -> String {
    match verdict {
        Verdict::In(place) => format!("in, at place {place}"),
        Verdict::Placed(id) => format!("out: the curation file has it in `{id}`"),
        Verdict::Dropped => "out: the curation file drops it".to_owned(),
        Verdict::Shown(issue) => format!("out: it was in the digest of {issue}"),
        Verdict::Taken(id) => format!("out: it is in `{id}`"),
        Verdict::OneBlog => "out: one blog alone links to it".to_owned(),
        Verdict::PerFeed => format!("out: `per_feed` is {}", section.per_feed),
        Verdict::Full => format!("out: `max` is {}", section.max),
    }
}

fn item_json(item: &ItemRecord, number: usize) -> Value {
    let candidate = &item.candidate;
    let source = candidate.source.as_ref();
    let mentions = candidate.others().map(mention_json);
    json!({
        "n": number,
        "title": candidate.title,
        "url": candidate.url,
        "is_post": candidate.is_entry,
        "source": source.map(mention_json),
        "excerpt": candidate.excerpt,
        "note": item.note,
        "image": candidate.image.as_ref().map(|image| &image.url),
        "mentions": mentions.collect::<Vec<_>>(),
    })
}

fn mention_json(post: &Mention) -> Value {
    json!({
        "blog": post.blog.name,
        "author": post.author,
        "title": post.label,
        "url": post.url,
        "date": crate::feed::Timestamp::from_timestamp(post.date, 0).map(|date| date.to_rfc3339()),
    })
}

fn considered_json(section: &Section, one: &Considered, candidate: &Candidate) -> Value {
    let score = &one.score;
    let place = match one.verdict {
        Verdict::In(place) => Some(place),
        _ => None,
    };
    let blog = candidate.source.as_ref().map(|source| &source.blog.name);
    json!({
        "title": candidate.title,
        "url": candidate.url,
        "blog": blog,
        "is_post": candidate.is_entry,
        "score": {
            "total": fraction(score.total()),
            "linked": fraction(score.linked),
            "rarity": fraction(score.rarity),
            "image": fraction(score.image),
            "length": fraction(score.length),
            "weight": fraction(score.weight),
        },
        "place": place,
        "verdict": verdict(section, &one.verdict),
    })
}

fn fraction(hundredths: i64) -> f64 {
    f64::from(i32::try_from(hundredths).unwrap_or(i32::MAX)) / 100.0
}
