//! A table as CSV: the first row names the keys, the first column holds the addresses, as Venus reads its lists. Where the first
//! row holds an address itself, it is a feed like all others, and the second column has the names.

use csv::{ReaderBuilder, StringRecord};

use crate::import::{
    ImportError,
    detect::is_address,
    ini::{Ini, Key, Section},
    model::Draft,
    source::Source,
    tidy::is_host,
    venus,
};

pub(crate) fn read(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(source.text.as_bytes());
    let broken = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        let place = source.place(usize::try_from(line).unwrap_or(usize::MAX));
        ImportError::at(&place, format!("this is no CSV: {error}"))
    };
    let mut names: Option<StringRecord> = None;
    let mut ini = Ini::default();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let names = match &names {
            Some(names) => names,
            None if is_feed(&record) => {
                let message = "the first row names no columns, so the second one is taken for the names of the feeds";
                let hint = "a row such as `url,name,home` above the others names them";
                draft.remark(&source.place(1), message, Some(hint));
                names.insert(["", "name"].as_slice().into())
            }
            None => {
                names = Some(record);
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        let mut cells = record.iter().map(str::trim);
        let url = cells.next().unwrap_or_default();
        if url.is_empty() {
            if cells.any(|cell| !cell.is_empty()) {
                let message = "the first cell of this row holds no address, so it is left out";
                draft.lost(&source.place(line), message, None);
            }
            continue;
        }
        let mut section = Section::new(url, line);
        for (index, value) in cells.enumerate() {
            let name = names.get(index + 1).map(str::trim).unwrap_or_default();
            if name.is_empty() && !value.is_empty() {
                let message =
                    format!("the cell `{value}` has no name in the first row, so it is left out");
                draft.lost(&source.place(line), message, None);
            } else if !value.is_empty() {
                section.push(Key {
                    name: name.to_lowercase(),
                    value: value.to_owned(),
                    line,
                    comments: Vec::new(),
                });
            }
        }
        ini.sections.push(section);
    }
    venus::read_list(source, ini, draft);
    Ok(())
}

/// Whether a row is about a feed, not about the columns.
fn is_feed(record: &StringRecord) -> bool {
    let first = record.get(0).unwrap_or_default().trim();
    is_address(first) || is_host(&first.to_ascii_lowercase())
}
