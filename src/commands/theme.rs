//! `planet theme`: which themes there are, copies of their files, and what templates can see.

use crate::{
    cli::{Format, ThemeCommand},
    commands::{Exit, pretty, print, table},
    config::Config,
    error::Error,
    theme,
    ui::Ui,
};

/// Lists themes, copies files of one, or shows what templates are given.
pub(crate) fn run(config: &Config, command: ThemeCommand, ui: Ui) -> Result<Exit, Error> {
    match command {
        ThemeCommand::List { format } => list(config, format, ui)?,
        ThemeCommand::Copy { files, all, theme } => {
            let theme = theme.as_deref().unwrap_or(&config.theme);
            copy(config, theme, (!all).then_some(files.as_slice()), ui)?;
        }
        ThemeCommand::Vars { template } => vars(config, template.as_deref(), ui)?,
    }
    Ok(Exit::Done)
}

fn list(config: &Config, format: Format, ui: Ui) -> Result<(), Error> {
    let themes = theme::list(config)?;
    match format {
        Format::Json => {
            let themes: Vec<serde_json::Value> = themes
                .iter()
                .map(|theme| {
                    serde_json::json!({
                        "name": theme.name,
                        "description": theme.description,
                        "folder": theme.folder,
                        "built_in": theme.folder.is_none(),
                        "current": theme.current,
                    })
                })
                .collect();
            let themes = serde_json::json!({"schema": "themes/1", "themes": themes});
            print(ui, &pretty(&themes))
        }
        Format::Human => {
            let rows: Vec<[String; 3]> = themes
                .into_iter()
                .map(|theme| {
                    let mark = if theme.current { "* " } else { "  " };
                    [
                        format!("{mark}{}", theme.name),
                        theme.folder.unwrap_or_else(|| "built in".to_owned()),
                        theme.description,
                    ]
                })
                .collect();
            print(ui, &table::draw(["  NAME", "FROM", "DESCRIPTION"], &rows))
        }
    }
}

fn copy(config: &Config, theme: &str, files: Option<&[String]>, ui: Ui) -> Result<(), Error> {
    let copied = theme::copy(config, theme, files)?;
    for file in &copied {
        ui.say(&format!("copied to `{}`", file.path.display()));
    }
    if let Some(extends) = copied.iter().find_map(|file| file.extends.as_ref()) {
        ui.say(&format!(
            "To change a part only, replace the copy by `{{% extends \"{extends}\" %}}` and the blocks that differ: the rest then follows the theme"
        ));
    }
    Ok(())
}

fn vars(config: &Config, template: Option<&str>, ui: Ui) -> Result<(), Error> {
    let vars = theme::vars(config, template)?;
    if let (Some(_), Some(vars)) = (template, vars.first()) {
        return print(ui, &pretty(&serde_json::json!(vars.context)));
    }
    let rows: Vec<[String; 2]> = vars
        .iter()
        .map(|vars| [vars.template.clone(), vars.own.join(", ")])
        .collect();
    print(ui, &table::draw(["TEMPLATE", "VARIABLES"], &rows))?;
    ui.say("All have `site`, `page`, `feeds` and `groups` as well. `planet theme vars TEMPLATE` shows them with values");
    Ok(())
}
