//! Tables whose rows and columns fit: what spans too far is cut, what is missing is filled up.

use crate::sanitize::tree::{Element, Node};

/// HTML's own limit is 1000 columns and 65534 rows; a checker wants them filled, so we stay at what a screen can show.
const WIDEST: usize = 100;
const TALLEST: usize = 1000;

/// Cells that may be added for each cell that is there; a table more ragged than that stays ragged.
const PADDING: usize = 4;

/// Whether `name` is a table or a part of one.
pub(super) fn is_part(name: &str) -> bool {
    matches!(
        name,
        "caption" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr"
    )
}

/// Puts into `out` the table, or what was in it when it has no rows.
pub(super) fn table(element: Element, out: &mut Vec<Node>) {
    let mut parts = Parts::default();
    for node in element.children {
        parts.take(node);
    }
    let mut sections: Vec<Section> = Vec::new();
    let foot = parts.foot.take();
    for section in parts
        .sections
        .into_iter()
        .chain(foot)
        .filter(|section| !section.rows.is_empty())
    {
        sections.push(section);
    }
    // A head that is not first is no head.
    for section in sections
        .iter_mut()
        .skip(1)
        .filter(|section| section.name == "thead")
    {
        section.name = "tbody";
    }
    if sections.is_empty() {
        out.extend(
            parts
                .caption
                .into_iter()
                .flat_map(|caption| caption.children),
        );
        out.append(&mut parts.strays);
        return;
    }
    fit(&mut sections);
    let mut children: Vec<Node> = parts
        .caption
        .filter(|caption| caption.holds.readable)
        .map(Node::Element)
        .into_iter()
        .collect();
    children.extend(sections.into_iter().map(Section::into_node));
    out.append(&mut parts.strays);
    out.push(Node::Element(Element::new(
        "table",
        element.attributes,
        children,
    )));
}

struct Section {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    rows: Vec<Row>,
}

struct Row {
    attributes: Vec<(&'static str, String)>,
    cells: Vec<Element>,
}

#[derive(Default)]
struct Parts {
    caption: Option<Element>,
    sections: Vec<Section>,
    foot: Option<Section>,
    /// What no table can hold: a parser puts it before the table, and so do we.
    strays: Vec<Node>,
}

impl Parts {
    fn take(&mut self, node: Node) {
        match node {
            Node::Element(part) if part.name == "caption" && self.caption.is_none() => {
                self.caption = Some(part);
            }
            Node::Element(part) if matches!(part.name, "tbody" | "tfoot" | "thead") => {
                let mut section = Section {
                    name: part.name,
                    attributes: part.attributes,
                    rows: Vec::new(),
                };
                for node in part.children {
                    if let Some(row) = self.row(node) {
                        section.rows.push(row);
                    }
                }
                if section.name == "tfoot" && self.foot.is_none() {
                    self.foot = Some(section);
                } else {
                    section.name = if section.name == "thead" {
                        "thead"
                    } else {
                        "tbody"
                    };
                    self.sections.push(section);
                }
            }
            node => {
                if let Some(row) = self.row(node) {
                    match self.sections.last_mut() {
                        Some(last) if last.name == "tbody" => last.rows.push(row),
                        _ => self.sections.push(Section {
                            name: "tbody",
                            attributes: Vec::new(),
                            rows: vec![row],
                        }),
                    }
                }
            }
        }
    }

    fn row(&mut self, node: Node) -> Option<Row> {
        match node {
            Node::Element(row) if row.name == "tr" => {
                let mut cells: Vec<Element> = Vec::new();
                for node in row.children {
                    match node {
                        Node::Element(cell) if matches!(cell.name, "td" | "th") => {
                            cells.push(settled(cell));
                        }
                        stray if stray.is_blank() => {}
                        stray => self.strays.push(stray),
                    }
                }
                (!cells.is_empty()).then_some(Row {
                    attributes: row.attributes,
                    cells,
                })
            }
            Node::Element(cell) if matches!(cell.name, "td" | "th") => Some(Row {
                attributes: Vec::new(),
                cells: vec![settled(cell)],
            }),
            stray => {
                if !stray.is_blank() {
                    self.strays.push(stray);
                }
                None
            }
        }
    }
}

impl Section {
    fn into_node(self) -> Node {
        let rows = self.rows.into_iter().map(|row| {
            let cells = row.cells.into_iter().map(Node::Element).collect();
            Node::Element(Element::new("tr", row.attributes, cells))
        });
        Node::Element(Element::new(self.name, self.attributes, rows.collect()))
    }
}

/// A heading without text heads nothing.
fn settled(mut cell: Element) -> Element {
    if cell.name == "th" && !cell.holds.readable {
        cell.name = "td";
    }
    if cell.name == "td" {
        cell.attributes.retain(|(name, _)| *name != "scope");
    }
    for (name, most) in [("colspan", WIDEST), ("rowspan", TALLEST)] {
        let span = cell
            .attribute(name)
            .and_then(|value| value.trim().parse::<usize>().ok())
            .map(|span| span.clamp(1, most));
        cell.attributes.retain(|(known, _)| *known != name);
        cell.attributes.extend(
            span.filter(|span| *span > 1)
                .map(|span| (name, span.to_string())),
        );
    }
    cell
}

fn span(cell: &Element, name: &str) -> usize {
    cell.attribute(name)
        .and_then(|value| value.parse().ok())
        .unwrap_or(1)
}

fn set_span(cell: &mut Element, name: &'static str, span: usize) {
    cell.attributes.retain(|(known, _)| *known != name);
    if span > 1 {
        cell.attributes.push((name, span.to_string()));
    }
}

/// Makes spans end within the table and rows equally wide. Spans that leave a column without a cell of its own, or overlap,
/// are given up all together: which of them is wrong nobody can tell.
fn fit(sections: &mut [Section]) {
    let is_sound = lay_out(sections).is_some_and(|grid| grid.is_sound());
    if !is_sound {
        for cell in sections
            .iter_mut()
            .flat_map(|section| &mut section.rows)
            .flat_map(|row| &mut row.cells)
        {
            set_span(cell, "colspan", 1);
            set_span(cell, "rowspan", 1);
        }
    }
    let Some(grid) = lay_out(sections) else {
        return;
    };
    let width = grid.starts.len();
    let missing: usize = grid
        .widths
        .iter()
        .map(|filled| width - filled.min(&width))
        .sum();
    if missing > grid.cells * PADDING {
        return;
    }
    for (row, filled) in sections
        .iter_mut()
        .flat_map(|section| &mut section.rows)
        .zip(&grid.widths)
    {
        for _ in *filled..width {
            row.cells.push(Element::new("td", Vec::new(), Vec::new()));
        }
    }
}

/// Where the cells of a table lie.
struct Grid {
    /// For each column, whether a cell begins in it.
    starts: Vec<bool>,
    /// For each row, how many columns are taken.
    widths: Vec<usize>,
    cells: usize,
    overlaps: bool,
}

impl Grid {
    fn is_sound(&self) -> bool {
        !self.overlaps && self.starts.iter().all(|starts| *starts)
    }
}

/// Lays the cells out (HTML Standard §4.9.12), cutting row spans at the end of their section. `None` when a row is wider
/// than any screen.
fn lay_out(sections: &mut [Section]) -> Option<Grid> {
    const FAR: usize = 1000;
    let mut grid = Grid {
        starts: Vec::new(),
        widths: Vec::new(),
        cells: 0,
        overlaps: false,
    };
    for section in sections {
        let height = section.rows.len();
        // For each column, how many rows below are still taken by a cell above.
        let mut taken: Vec<usize> = Vec::new();
        for (at, row) in section.rows.iter_mut().enumerate() {
            let mut column = 0;
            let mut next: Vec<usize> = taken.iter().map(|rows| rows.saturating_sub(1)).collect();
            for cell in &mut row.cells {
                while taken.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                let rows = span(cell, "rowspan").min(height - at);
                set_span(cell, "rowspan", rows);
                let end = column + span(cell, "colspan");
                if end > FAR {
                    return None;
                }
                next.resize(next.len().max(end), 0);
                grid.starts.resize(grid.starts.len().max(end), false);
                for slot in column..end {
                    grid.overlaps |= taken.get(slot).is_some_and(|rows| *rows > 0);
                    if let Some(below) = next.get_mut(slot) {
                        *below = (*below).max(rows - 1);
                    }
                }
                if let Some(starts) = grid.starts.get_mut(column) {
                    *starts = true;
                }
                grid.cells += 1;
                column = end;
            }
            let reaching_down = taken
                .iter()
                .rposition(|rows| *rows > 0)
                .map_or(0, |last| last + 1);
            grid.widths.push(column.max(reaching_down));
            taken = next;
        }
    }
    Some(grid)
}
