//! Columns for people: each as wide as its widest cell, measured as a terminal shows it.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::ui;

/// Draws rows under a header; the last column is not padded.
pub(crate) fn draw<const N: usize>(header: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = header.map(width);
    for row in rows {
        for (most, cell) in widths.iter_mut().zip(row) {
            *most = (*most).max(width(&ui::line(cell)));
        }
    }
    let line = |cells: [&str; N]| {
        let mut line = String::new();
        for (n, (cell, most)) in cells.iter().zip(widths).enumerate() {
            let cell = ui::line(cell);
            line.push_str(&cell);
            if n + 1 < N {
                line.push_str(&" ".repeat(most.saturating_sub(width(&cell)) + 2));
            }
        }
        format!("{}\n", line.trim_end())
    };
    let body = rows
        .iter()
        .map(|row| line(row.each_ref().map(String::as_str)));
    std::iter::once(line(header)).chain(body).collect()
}

/// Columns that a text takes: two for the wide letters of East Asia and for pictures.
fn width(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}');
    text.graphemes(true)
        .map(|cluster| if cluster.chars().any(wide) { 2 } else { 1 })
        .sum()
}
