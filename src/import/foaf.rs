//! FOAF in RDF/XML: whoever has a `weblog` of which something `seeAlso` says where its feed is, as Venus reads it and as
//! foafroll.xml has it.

use std::collections::HashMap;

use crate::import::{
    ImportError,
    model::{Draft, Feed},
    source::Source,
    xml::{self, Element},
};

/// What is said of a thing: a property, and another thing or a text.
#[derive(Debug)]
struct Statement {
    subject: String,
    property: String,
    object: String,
    line: usize,
}

pub(crate) fn read(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    let document = xml::parse(&source.text).map_err(|(line, message)| {
        ImportError::at(&source.place(line), message)
            .hint("is the file complete? nothing is imported from a part of it")
    })?;
    for (line, _, message) in document.faults {
        draft.lost(&source.place(line), message, None);
    }
    let mut graph = Vec::new();
    for element in &document.root.children {
        node(element, &mut graph);
    }
    let mut said: HashMap<(&str, &str), &str> = HashMap::new();
    for statement in &graph {
        said.entry((&statement.subject, &statement.property))
            .or_insert(&statement.object);
    }
    for statement in graph
        .iter()
        .filter(|statement| statement.property == "weblog")
    {
        let place = source.place(statement.line);
        let weblog = statement.object.as_str();
        let of = |subject, property| said.get(&(subject, property)).copied();
        let name = of(&statement.subject, "name")
            .or_else(|| of(weblog, "title"))
            .unwrap_or_default();
        let Some(url) = of(weblog, "seeAlso") else {
            let message = format!("the weblog of `{name}` names no feed, so it is left out");
            draft.lost(&place, message, None);
            continue;
        };
        let mut feed = Feed::new(place.clone(), name, url);
        if weblog.contains("://") {
            draft.set_feed(&mut feed, "home", weblog.into(), "the weblog", &place);
        }
        draft.feeds.push(feed);
    }
    for statement in graph
        .iter()
        .filter(|statement| statement.property == "holdsAccount")
    {
        let message = "an account of somebody is not followed";
        draft.remark(&source.place(statement.line), message, None);
    }
    Ok(())
}

/// Reads a thing with all that is said of it; its address, or a name that no other thing has.
fn node(element: &Element, graph: &mut Vec<Statement>) -> String {
    let subject = ["about", "ID", "nodeID"]
        .iter()
        .find_map(|name| element.get(name))
        .map_or_else(
            || format!("_:{}:{}", element.line, graph.len()),
            str::to_owned,
        );
    for (name, value) in &element.attributes {
        if !["about", "ID", "nodeID"].contains(&name.as_str()) {
            say(&subject, name, value.clone(), element.line, graph);
        }
    }
    for property in &element.children {
        let named = ["resource", "nodeID"]
            .iter()
            .find_map(|name| property.get(name));
        if property.get("parseType") == Some("Resource") {
            let object = node(property, graph);
            say(&subject, &property.name, object, property.line, graph);
        } else if let Some(object) = named {
            say(
                &subject,
                &property.name,
                object.to_owned(),
                property.line,
                graph,
            );
        } else if property.children.is_empty() {
            say(
                &subject,
                &property.name,
                property.text.clone(),
                property.line,
                graph,
            );
        } else {
            for child in &property.children {
                let line = child.line;
                let at = graph.len();
                let object = node(child, graph);
                // Before what is said of the object, so that the order is that of the document.
                let statement = Statement {
                    subject: subject.clone(),
                    property: property.name.clone(),
                    object,
                    line,
                };
                graph.insert(at, statement);
            }
        }
    }
    subject
}

fn say(subject: &str, property: &str, object: String, line: usize, graph: &mut Vec<Statement>) {
    graph.push(Statement {
        subject: subject.to_owned(),
        property: property.to_owned(),
        object,
        line,
    });
}
