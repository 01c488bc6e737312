//! `nearmiss import`

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use report::{Source, Taxonomy};

use super::{init, show};
use crate::content::read_file;
use crate::import::{Counts, ImportError, Map, import};
use crate::run::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// CSV or JSON lines; also .gz and .zst
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Mapping file: which column becomes what (docs/import.md, docs/maps/)
    #[arg(long, value_name = "MAP.yaml")]
    map: PathBuf,
    /// Content folder, whose `reports` get the new ones; or any folder for the reports themselves
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(crate) fn run(args: &Args) -> Exit {
    match run_import(args) {
        Ok(counts) => {
            show::line(format!(
                "{} rows: {} written, {} unchanged, {} rejected",
                counts.rows, counts.written, counts.unchanged, counts.rejected
            ));
            if counts.rejected == 0 {
                return Exit::Success;
            }
            show::note(format!("the rejected rows and why: `{}`", args.out.join("rejected.csv").display()));
            Exit::Findings
        }
        Err(error) => {
            show::failure(&error, help(&error));
            Exit::Failure
        }
    }
}

fn help(error: &ImportError) -> &'static str {
    match error {
        ImportError::Map(_) => {
            "correct the mapping file; docs/import.md describes it, docs/maps/ has examples"
        }
        ImportError::Taxonomy(_) => "fix the taxonomy first",
        ImportError::Rows(_) => "check the file's name and that it is CSV or JSON lines as the mapping says",
        ImportError::Write { .. } => {
            "check the disk's room and permissions, then run it again: it goes on where it is needed"
        }
    }
}

fn run_import(args: &Args) -> Result<Counts, ImportError> {
    let map = Map::read(&args.map)?;
    let taxonomy = taxonomy_for(&args.out)?;
    let reports =
        if args.out.join("taxonomy.yaml").is_file() { args.out.join("reports") } else { args.out.clone() };
    let size = std::fs::metadata(&args.file).map_or(0, |meta| meta.len());
    let bar = ProgressBar::new(size);
    if let Ok(style) = ProgressStyle::with_template("importing {wide_bar} {percent} %, {eta} left") {
        bar.set_style(style);
    }
    let rejected = args.out.join("rejected.csv");
    let counts = import(&args.file, &map, &taxonomy, &reports, &rejected, |bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    counts
}

/// The taxonomy of the content folder that `out` is or lies in, else of the one here, else the one we ship. One that is
/// there but can't be used stops the import: reports checked against another would not stand here.
fn taxonomy_for(out: &Path) -> Result<Taxonomy, ImportError> {
    let near =
        [out.join("taxonomy.yaml"), out.join("../taxonomy.yaml"), PathBuf::from("content/taxonomy.yaml")];
    let Some(path) = near.into_iter().find(|path| path.is_file()) else {
        return Ok(init::shipped_taxonomy());
    };
    let text = read_file(&path).map_err(|error| ImportError::Taxonomy(error.to_string()))?;
    let name = path.display().to_string();
    let mut findings = Vec::new();
    Taxonomy::read(&Source::new(&name, &String::from_utf8_lossy(&text)), &mut findings).ok_or_else(|| {
        let findings = findings.iter().map(ToString::to_string);
        ImportError::Taxonomy(findings.collect::<Vec<_>>().join("\n"))
    })
}
