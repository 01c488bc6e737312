//! `nearmiss new`

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

use report::{PROMPT_TITLE, ReportId, Section};

use super::show;
use crate::content::Content;
use crate::run::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder with reports, pages, taxonomy
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// The title, if you know it already
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

pub(crate) fn run(args: &Args) -> Exit {
    let version = match Content::read(&args.content) {
        Ok((Some(content), _)) => content.taxonomy.version,
        Ok((None, _)) => {
            show::failure(
                "the content folder has errors that come first",
                format!("run `nearmiss check {}` and fix them", args.content.display()),
            );
            return Exit::Findings;
        }
        Err(error) => {
            show::failure(error, "name the folder with `--content DIR`");
            return Exit::Failure;
        }
    };
    let title = one_line(args.title.as_deref().unwrap_or(PROMPT_TITLE));
    loop {
        let mut bytes = [0; 8];
        if let Err(error) = getrandom::fill(&mut bytes) {
            show::failure(error, "the machine gives no random numbers; try again later");
            return Exit::Failure;
        }
        let id = ReportId::from_bytes(bytes);
        let path = args.content.join("reports").join(format!("{id}.md"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => match file.write_all(draft(id, &title, &version).as_bytes()) {
                Ok(()) => {
                    show::line(path.display());
                    return Exit::Success;
                }
                Err(error) => {
                    show::failure(error, "check the disk's room");
                    return Exit::Failure;
                }
            },
            // The id is taken: draw another.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                show::failure(
                    format!("can't write `{}`: {error}", path.display()),
                    "check that the folder `reports` is there and can be written",
                );
                return Exit::Failure;
            }
        }
    }
}

fn draft(id: ReportId, title: &str, version: &str) -> String {
    let quoted = serde_json::Value::from(title).to_string();
    let mut text =
        format!("---\nid: {id}\ntitle: {quoted}\ntaxonomy_version: \"{version}\"\npublication: full\n---\n");
    for section in Section::ALL {
        text.push_str("\n## ");
        text.push_str(section.heading());
        text.push_str("\n\n");
        text.push_str(section.prompt());
        text.push('\n');
    }
    text
}

/// A title is one line of what can be seen.
fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}
