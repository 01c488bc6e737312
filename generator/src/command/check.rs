//! `nearmiss check`

use std::path::{Path, PathBuf};

use report::Finding;
use serde_json::json;

use super::load::{self, Input};
use super::show;
use crate::check;
use crate::library::Edition;
use crate::run::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Reports, pages or a content folder; the whole content folder if none is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    input: Input,
    /// How to show what was found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(crate) fn run(args: &Args) -> Exit {
    let mut findings = Vec::new();
    for (root, wanted) in folders(args) {
        match check_folder(args, &root) {
            Ok(found) => findings.extend(found.into_iter().filter(|finding| wanted.is_of(&root, finding))),
            Err(error) => {
                show::failure(&error, error.help());
                return Exit::Failure;
            }
        }
    }
    check::sort(&mut findings);
    match args.format {
        Format::Text => {
            _ = show::findings(&findings, anstream::stdout());
            show::line(show::counted(&findings));
        }
        Format::Json => show::line(as_json(&findings)),
    }
    if check::has_errors(&findings) { Exit::Findings } else { Exit::Success }
}

/// What of a content folder was asked for.
enum Wanted {
    All,
    /// These files, as they were named.
    Files(Vec<PathBuf>),
}

impl Wanted {
    fn is_of(&self, root: &Path, finding: &Finding) -> bool {
        match self {
            Self::All => true,
            // What is wrong with the taxonomy is wrong with every report.
            Self::Files(files) => {
                let shared = ["taxonomy.yaml", "site.yaml"].map(|name| root.join(name).display().to_string());
                shared.contains(&finding.file) || files.iter().any(|file| *file == Path::new(&finding.file))
            }
        }
    }
}

/// Content folders to read, each with what is wanted of it.
fn folders(args: &Args) -> Vec<(PathBuf, Wanted)> {
    if args.paths.is_empty() {
        return vec![(args.input.content.clone(), Wanted::All)];
    }
    let mut folders: Vec<(PathBuf, Wanted)> = Vec::new();
    for path in &args.paths {
        let root = path.ancestors().find(|folder| folder.join("taxonomy.yaml").is_file());
        let root = root.map_or_else(|| args.input.content.clone(), Path::to_owned);
        if root == *path {
            folders.push((root, Wanted::All));
            continue;
        }
        match folders.iter_mut().find(|(own, _)| *own == root) {
            Some((_, Wanted::All)) => {}
            Some((_, Wanted::Files(files))) => files.push(path.clone()),
            None => folders.push((root, Wanted::Files(vec![path.clone()]))),
        }
    }
    folders
}

fn check_folder(args: &Args, root: &Path) -> Result<Vec<Finding>, load::LoadError> {
    let input = Input { content: root.to_owned(), ..args.input.clone() };
    let (site, mut findings) = load::site(&input, Edition::Preview)?;
    if let Some(site) = site {
        findings.extend(check::check(&site)?);
    }
    Ok(findings)
}

fn as_json(findings: &[Finding]) -> String {
    let list: Vec<_> = findings
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule,
                "severity": finding.severity.as_str(),
                "file": finding.file,
                "line": finding.line,
                "column": finding.column,
                "text": finding.text,
                "message": finding.message,
                "help": finding.help,
            })
        })
        .collect();
    serde_json::to_string_pretty(&list).unwrap_or_default()
}
