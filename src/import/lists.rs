//! Venus's reading lists: sections that name a file of feeds, as OPML, FOAF, CSV or another ini.

use crate::import::{
    foaf,
    ini::{self, Dialect, Section},
    model::Draft,
    opml,
    source::Source,
    spreadsheet, venus,
};

/// Whether a section is a reading list: Venus looks for one of these words, or the name of a filter, in its `content_type`.
pub(crate) fn is_list(section: &Section) -> bool {
    kind(section).is_some()
}

#[derive(Debug, Clone, Copy)]
enum List {
    Opml,
    Foaf,
    Csv,
    Ini,
    /// What a filter makes of the file, which only the filter knows.
    Filtered,
}

fn kind(section: &Section) -> Option<List> {
    let stated = section.get("content_type")?.value.to_lowercase();
    if stated.contains("opml") {
        Some(List::Opml)
    } else if stated.contains("foaf") {
        Some(List::Foaf)
    } else if stated.contains("csv") {
        Some(List::Csv)
    } else if stated.contains("config") {
        Some(List::Ini)
    } else {
        stated.contains('.').then_some(List::Filtered)
    }
}

/// Reads the feeds of a list that lies beside the ini.
pub(crate) fn read(source: &Source, section: &Section, draft: &mut Draft) {
    let place = source.place(section.line);
    let Some(kind) = kind(section) else { return };
    if section.name.contains("://") {
        let message = format!(
            "the reading list <{}> is not read: an import asks no server",
            section.name
        );
        let hint = "download it beside this file, name the file in its place, and import again; planet itself follows feeds, not lists";
        draft.lost(&place, message, Some(hint));
        return;
    }
    let list = match draft.beside(source, &section.name) {
        Ok(list) => list,
        Err(reason) => {
            let message = format!("the reading list `{}` is not read: {reason}", section.name);
            draft.lost(&place, message, None);
            return;
        }
    };
    let count = draft.feeds.len();
    let result = match kind {
        List::Opml => opml::feeds(&list, draft),
        List::Foaf => foaf::read(&list, draft),
        List::Csv => spreadsheet::read(&list, draft),
        List::Ini => {
            let ini = ini::parse(&list.text, Dialect::Python);
            venus::read_list(&list, ini, draft);
            Ok(())
        }
        List::Filtered => {
            let message = format!(
                "the reading list `{}` is not read: Venus sends it through a filter",
                section.name
            );
            draft.lost(&place, message, None);
            return;
        }
    };
    match result {
        Ok(()) => {
            let count = draft.feeds.len() - count;
            let feeds = if count == 1 { "feed is" } else { "feeds are" };
            let message = format!(
                "{count} {feeds} from the reading list `{}`; planet.toml has the feeds, not the list",
                section.name
            );
            draft.remark(&place, message, None);
        }
        Err(error) => draft.lost(
            &place,
            format!("the reading list is not read: {error}"),
            error.way_out(),
        ),
    }
}
