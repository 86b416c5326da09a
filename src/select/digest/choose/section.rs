//! What a section takes.

use crate::{
    config::{Section, SectionKind},
    select::{
        digest::{home::is_on_any, score::is_of},
        duplicates::host_of,
    },
    store::Candidate,
};

/// Whether a candidate is what a section asks for, one of `all`.
pub(super) fn fits(all: &[Section], section: &Section, candidate: &Candidate) -> bool {
    let groups = &section.groups;
    let of_group = if candidate.is_entry {
        let source = candidate.source.as_ref();
        source.is_some_and(|source| is_of(source.group.as_deref(), groups))
    } else {
        let mut linkers = candidate.linkers.iter();
        groups.is_empty() || linkers.any(|one| is_of(one.group.as_deref(), groups))
    };
    let host = candidate.url.as_deref().and_then(host_of);
    let host = host.unwrap_or_default();
    let on_its_hosts = if section.hosts.is_empty() {
        // What another section asks for by its host is left to that one.
        let mut others = all.iter();
        !others.any(|other| takes(other, candidate) && is_there(other, candidate, &host))
    } else {
        is_there(section, candidate, &host) && has_path(candidate)
    };
    takes(section, candidate) && of_group && on_its_hosts
}

/// Whether it takes candidates of this kind.
fn takes(section: &Section, candidate: &Candidate) -> bool {
    match section.kind {
        SectionKind::Entry => candidate.is_entry,
        SectionKind::Link => !candidate.is_entry,
        SectionKind::Any => true,
    }
}

/// Whether a candidate on this host is on those of a section, or below one. A section of links and posts takes only posts of the
/// very hosts, such as those of a followed forum: `blog.pypi.org` is the blog of a forge, and its posts are no projects.
fn is_there(section: &Section, candidate: &Candidate, host: &str) -> bool {
    if candidate.is_entry && section.kind == SectionKind::Any {
        section.hosts.iter().any(|wanted| wanted == host)
    } else {
        is_on_any(host, &section.hosts)
    }
}

/// The front page of a forge is no project, and that of a forum no discussion.
fn has_path(candidate: &Candidate) -> bool {
    let url = candidate.url.as_deref().unwrap_or_default();
    let behind = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = behind.split_once('/').map_or("", |(_, path)| path);
    !path.is_empty()
}
