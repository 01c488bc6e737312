//! `nearmiss init`: a content folder of one's own that builds at once.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

use report::{Source, Taxonomy};

use super::show;
use crate::run::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder to make; it must be new or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// What a new library starts with: our own words, to be replaced, and one sample report.
const FILES: [(&str, &str); 13] = [
    ("site.yaml", include_str!("../../../content/site.yaml")),
    ("taxonomy.yaml", include_str!("../../../content/taxonomy.yaml")),
    ("synonyms.yaml", include_str!("../../../content/synonyms.yaml")),
    ("questionnaire.yaml", include_str!("../../../content/questionnaire.yaml")),
    ("pages/about.md", include_str!("../../../content/pages/about.md")),
    ("pages/accessibility.md", include_str!("../../../content/pages/accessibility.md")),
    ("pages/faq.md", include_str!("../../../content/pages/faq.md")),
    ("pages/method.md", include_str!("../../../content/pages/method.md")),
    ("pages/privacy.md", include_str!("../../../content/pages/privacy.md")),
    ("pages/reviewers.md", include_str!("../../../content/pages/reviewers.md")),
    ("pages/share.md", include_str!("../../../content/pages/share.md")),
    (".gitattributes", GIT_ATTRIBUTES),
    ("reports/nm-d64bz2av.md", include_str!("../../../content/reports/nm-d64bz2av.md")),
];

/// What is signed is signed byte by byte.
const GIT_ATTRIBUTES: &str =
    "# The bytes of reports and approvals are signed: git must never change a line end.
reports/*.md -text
approvals/** -text
releases/** -text
roster/** -text
tables/** -text
withdrawn/** -text
";

/// The pages that a new library starts with, by name, as they are shipped.
pub(crate) fn shipped_pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().filter_map(|(path, text)| Some((path.strip_prefix("pages/")?, *text)))
}

pub(crate) fn run(args: &Args) -> Exit {
    let folder = &args.folder;
    if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        show::failure(
            format!("`{}` isn't empty", folder.display()),
            "choose a new folder; nothing was written",
        );
        return Exit::Failure;
    }
    for (name, text) in FILES {
        let path = folder.join(name);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = made
            .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path))
            .and_then(|mut file| file.write_all(text.as_bytes()));
        if let Err(error) = written {
            show::failure(
                format!("can't write `{}`: {error}", path.display()),
                "check the disk's room and permissions",
            );
            return Exit::Failure;
        }
    }
    let shown = folder.display();
    show::line(format!(
        "made `{shown}`: site.yaml, taxonomy.yaml, synonyms.yaml, questionnaire.yaml, {} pages, one sample report",
        shipped_pages().count()
    ));
    show::line(format!(
        "now: put your service's name, address, operator and contact into `{shown}/site.yaml`, and read `{shown}/pages/`: what they promise, you promise; then `nearmiss serve --content {shown}`"
    ));
    Exit::Success
}

/// The taxonomy that a new library starts with.
pub(crate) fn shipped_taxonomy() -> Taxonomy {
    let (name, text) = FILES[1];
    #[expect(clippy::expect_used, reason = "a test reads the shipped taxonomy")]
    Taxonomy::read(&Source::new(name, text), &mut Vec::new()).expect("the shipped taxonomy is clean")
}
