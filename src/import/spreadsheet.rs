//! A table as CSV: the first row names the keys, the first column holds the addresses, as Venus reads its lists.

use csv::ReaderBuilder;

use crate::import::{
    ImportError,
    ini::{Ini, Key, Section},
    model::Draft,
    source::Source,
    venus,
};

pub(crate) fn read(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .from_reader(source.text.as_bytes());
    let broken = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        let place = source.place(usize::try_from(line).unwrap_or(usize::MAX));
        ImportError::at(&place, format!("this is no CSV: {error}"))
    };
    let names = reader.headers().map_err(broken)?.clone();
    let mut ini = Ini::default();
    for record in reader.records() {
        let record = record.map_err(broken)?;
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
        let mut keys = Vec::new();
        for (index, value) in cells.enumerate() {
            let name = names.get(index + 1).map(str::trim).unwrap_or_default();
            if name.is_empty() && !value.is_empty() {
                let message =
                    format!("the cell `{value}` has no name in the first row, so it is left out");
                draft.lost(&source.place(line), message, None);
            } else if !value.is_empty() {
                keys.push(Key {
                    name: name.to_lowercase(),
                    value: value.to_owned(),
                    line,
                    comments: Vec::new(),
                });
            }
        }
        ini.sections.push(Section {
            name: url.to_owned(),
            line,
            keys,
            ..Section::default()
        });
    }
    venus::read_list(source, ini, draft);
    Ok(())
}
