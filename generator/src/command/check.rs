//! `nearmiss check`

use std::path::{Path, PathBuf};

use approvals::Digest;
use report::Finding;
use serde_json::json;

use super::load::{self, Input};
use super::show;
use crate::check;
use crate::content::{Content, ContentError};
use crate::gate;
use crate::library::Edition;
use crate::run::Exit;

mod text;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Reports, pages or a content folder; the whole content folder if none is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    input: Input,
    /// Looks for identifiers in a text file instead, or in standard input (-)
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    text: Option<PathBuf>,
    /// Asks for the signatures of everything that would be published, too
    #[arg(long, conflicts_with = "text")]
    gate: bool,
    /// SHA-256 of content/roster/1.yaml, by which all signatures are judged
    #[arg(long, value_name = "SHA256", value_parser = digest, requires = "gate")]
    root: Option<Digest>,
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

/// A digest as `sha256sum` prints it.
pub(crate) fn digest(text: &str) -> Result<Digest, String> {
    text.parse()
        .map_err(|()| "it has 64 hexadecimal digits; `sha256sum content/roster/1.yaml` prints it".to_owned())
}

pub(crate) fn run(args: &Args) -> Exit {
    if args.gate && args.root.is_none() {
        show::no_root();
        return Exit::Failure;
    }
    if let Some(file) = &args.text {
        return text::run(file, args.format == Format::Json);
    }
    let folders = match folders(args) {
        Ok(folders) => folders,
        Err(path) => {
            show::failure(
                format!("`{}` can't be checked", path.display()),
                "name a report, a page, a folder of them, or a content folder",
            );
            return Exit::Failure;
        }
    };
    let mut findings = Vec::new();
    let mut theme_problem = None;
    for (root, wanted) in folders {
        match check_folder(args, &root) {
            Ok((found, problem)) => {
                findings
                    .extend(found.into_iter().filter(|finding| args.gate || wanted.is_of(&root, finding)));
                theme_problem = theme_problem.or(problem);
            }
            Err(error) => {
                show::failure(&error, error.help());
                return Exit::Failure;
            }
        }
    }
    check::sort(&mut findings);
    // "No findings" over what couldn't all be looked at would be read as clean.
    let incomplete = theme_problem.is_some() && findings.is_empty();
    match args.format {
        Format::Text if incomplete => {}
        Format::Text => {
            _ = show::findings(&findings, anstream::stdout());
            show::line(show::counted(&findings));
        }
        Format::Json => show::line(as_json(&findings)),
    }
    if let Some(error) = theme_problem {
        show::failure(&error, error.help());
        return Exit::Failure;
    }
    if check::has_errors(&findings) { Exit::Findings } else { Exit::Success }
}

/// What of a content folder was asked for.
enum Wanted {
    All,
    /// These files and folders, as they were named.
    Below(Vec<PathBuf>),
}

impl Wanted {
    fn is_of(&self, root: &Path, finding: &Finding) -> bool {
        match self {
            Self::All => true,
            // What is wrong with the taxonomy is wrong with every report.
            Self::Below(paths) => {
                let shared = ["taxonomy.yaml", "site.yaml"].map(|name| root.join(name).display().to_string());
                shared.contains(&finding.file)
                    || paths.iter().any(|path| Path::new(&finding.file).starts_with(path))
            }
        }
    }
}

/// Content folders to read, each with what is wanted of it; or the path that is neither of one nor one itself.
fn folders(args: &Args) -> Result<Vec<(PathBuf, Wanted)>, PathBuf> {
    if args.paths.is_empty() {
        return Ok(vec![(args.input.content.clone(), Wanted::All)]);
    }
    let mut folders: Vec<(PathBuf, Wanted)> = Vec::new();
    for path in &args.paths {
        let is_content = |folder: &&Path| folder.join("taxonomy.yaml").is_file();
        // `reports/x.md` in the content folder itself has no folder above it that could be named.
        let above = path.ancestors().find(is_content).map(Path::to_owned);
        // From within the folder, what is above isn't in the path as it was written.
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let above = above.or_else(|| whole.ancestors().find(is_content).map(Path::to_owned));
        let root = above.filter(|_| std::fs::symlink_metadata(path).is_ok()).ok_or_else(|| path.clone())?;
        let whole = root == *path;
        match folders.iter_mut().find(|(own, _)| *own == root) {
            Some((_, wanted)) if whole => *wanted = Wanted::All,
            Some((_, Wanted::All)) => {}
            Some((_, Wanted::Below(paths))) => paths.push(path.clone()),
            None if whole => folders.push((root, Wanted::All)),
            None => folders.push((root, Wanted::Below(vec![path.clone()]))),
        }
    }
    Ok(folders)
}

type Checked = (Vec<Finding>, Option<load::LoadError>);

fn check_folder(args: &Args, root: &Path) -> Result<Checked, load::LoadError> {
    let content = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root.to_owned() };
    let input = Input { content, ..args.input.clone() };
    let (site, mut findings) = load::site(&input, Edition::Preview)?;
    findings.extend(check::check_unread(&findings));
    if let Some(digest) = args.root
        && let (Some(content), _) = Content::read(&input.content)?
    {
        findings.extend(gate::judge(&content, digest).map_err(ContentError::from)?);
    }
    let problem = match site {
        Ok(Some(site)) => {
            findings.extend(check::check(&site));
            site.first_broken_template().map(load::LoadError::from)
        }
        Ok(None) => None,
        Err(error) => Some(error.into()),
    };
    // `reports/x.md`, asked for in the content folder itself, is told under that name.
    if root.as_os_str().is_empty() {
        for finding in &mut findings {
            finding.file = finding.file.trim_start_matches("./").to_owned();
        }
    }
    Ok((findings, problem))
}

pub(super) fn as_json(findings: &[Finding]) -> String {
    let list: Vec<_> = findings
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule,
                "severity": finding.severity.as_str(),
                "file": finding.file,
                // A finding about a whole file stands at its beginning.
                "line": finding.line.max(1),
                "column": finding.column.max(1),
                "text": finding.text,
                "message": finding.message,
                "help": finding.help,
            })
        })
        .collect();
    serde_json::to_string_pretty(&list).unwrap_or_default()
}
