//! What each template is given, shown at the sample planet.

use serde_json::{Map, Value};

use crate::config::Config;
use crate::theme::catalog::is_part;
use crate::theme::error::nearest;
use crate::theme::shared::{LISTS, Shared};
use crate::theme::{Places, ThemeError, files, manifest, sample, value};

/// A template that pages are made from, and what it is given.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateVars {
    /// The name of the template.
    pub template: String,
    /// The variables that only its pages have, by name.
    pub own: Vec<String>,
    /// All its variables with their values on a page of the sample planet.
    pub context: Map<String, Value>,
}

/// What each template is given on the sample planet in which every field is there, with the planet's own `[extra]` over the
/// theme's. Templates are not rendered, so that a theme that is not yet right can be looked at too.
///
/// # Errors
/// A theme that cannot be read; a `template` that makes no page.
pub fn vars(config: &Config, template: Option<&str>) -> Result<Vec<TemplateVars>, ThemeError> {
    let files = files::collect(Places::of(config, &config.theme))?;
    let manifest = manifest::read(&config.root, &config.theme)?;
    let site = sample::full(config.base_url.as_str(), &config.extra);
    let feeds = Box::new(|| site.feeds.clone());
    let shared = Shared::new(&manifest, Vec::new(), &site.info, feeds)?.context(true)?;
    let parts = sample::parts(&site);
    let mut found: Vec<TemplateVars> = Vec::new();
    let mut pages = sample::pages(&site, &parts);
    pages.extend(sample::contents(&pages));
    for (page, view) in pages {
        let name = view.template();
        if found.iter().any(|known| known.template == name) {
            continue;
        }
        let own = view.variables()?;
        let mut context = Map::new();
        for name in ["site"].into_iter().chain(LISTS) {
            context.insert(name.to_owned(), json(name, &shared.get(name))?);
        }
        context.insert("page".to_owned(), json("page", &value("page", &page)?)?);
        for (name, variable) in &own {
            context.insert((*name).to_owned(), json(name, variable)?);
        }
        found.push(TemplateVars {
            template: name.to_owned(),
            own: own.iter().map(|(name, _)| (*name).to_owned()).collect(),
            context,
        });
    }
    found.sort_by(|a, b| a.template.cmp(&b.template));
    let Some(wanted) = template else {
        return Ok(found);
    };
    let known: Vec<String> = found.iter().map(|vars| vars.template.clone()).collect();
    found.retain(|vars| vars.template == wanted);
    if found.is_empty() {
        return Err(ThemeError::NoTemplate {
            template: wanted.to_owned(),
            hint: hint(wanted, &known, &files),
        });
    }
    Ok(found)
}

fn hint(wanted: &str, known: &[String], files: &files::Files) -> String {
    let exists = files
        .templates
        .keys()
        .any(|full| full == wanted || full.rsplit('/').next() == Some(wanted));
    if exists && (is_part(wanted) || wanted == "base.html") {
        "it is a part of pages and sees what the page sees that it stands on".to_owned()
    } else if exists {
        "own pages that name it see what `page.html` sees".to_owned()
    } else if let Some(near) = nearest(wanted, known) {
        format!("did you mean `{near}`?")
    } else {
        "`planet theme vars` lists the templates".to_owned()
    }
}

fn json<T: serde::Serialize>(name: &'static str, variable: &T) -> Result<Value, ThemeError> {
    serde_json::to_value(variable).map_err(|error| ThemeError::Variable {
        name,
        message: error.to_string(),
    })
}
