//! `planet completions` and `planet man`: made from the command line's own description.

use std::io::{self, Write as _};

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::{
    cli::Cli,
    commands::{Exit, print},
    error::Error,
    ui::Ui,
};

/// Prints a completion script.
pub(crate) fn completions(shell: Shell, ui: Ui) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "planet", &mut script);
    print(ui, &String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Prints the manual page: the program, then a section for each command with the options that only it has.
pub(crate) fn man(ui: Ui) -> Result<Exit, Error> {
    let mut command = Cli::command();
    command.build();
    let page = manual(&command).map_err(|source| Error::File {
        verb: "write",
        path: "the manual page".to_owned(),
        source,
    })?;
    print(ui, &String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}

fn manual(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    writeln!(page, ".SH COMMANDS")?;
    for subcommand in subcommands(command) {
        section(
            &mut page,
            &format!("planet {}", subcommand.get_name()),
            subcommand,
        )?;
        for below in subcommands(subcommand) {
            let name = format!("planet {} {}", subcommand.get_name(), below.get_name());
            section(&mut page, &name, below)?;
        }
    }
    let mut notes = Vec::new();
    man.render_extra_section(&mut notes)?;
    page.extend(replaced(&notes, ".SH EXTRA", ".SH NOTES"));
    man.render_version_section(&mut page)?;
    Ok(page)
}

fn subcommands(command: &Command) -> impl Iterator<Item = &Command> {
    command
        .get_subcommands()
        .filter(|subcommand| subcommand.get_name() != "help")
}

/// One command, whose sections become paragraphs of its own section. The options of every command are told once, above.
fn section(page: &mut Vec<u8>, name: &str, command: &Command) -> io::Result<()> {
    let own = command.clone().mut_args(|arg| {
        let everywhere = arg.is_global_set() || arg.get_id() == "help";
        arg.hide(everywhere)
    });
    let man = Man::new(own);
    writeln!(page, ".SS {name}")?;
    let about = command.get_about().map(ToString::to_string);
    writeln!(page, "{}.", about.unwrap_or_default())?;
    let mut options = Vec::new();
    man.render_options_section(&mut options)?;
    page.extend(replaced(&options, ".SH OPTIONS\n", ""));
    Ok(())
}

fn replaced(roff: &[u8], old: &str, new: &str) -> Vec<u8> {
    String::from_utf8_lossy(roff).replace(old, new).into_bytes()
}
