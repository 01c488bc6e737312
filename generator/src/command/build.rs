//! `nearmiss build`

use std::path::PathBuf;

use approvals::Digest;

use super::load::{self, Input};
use super::show;
use crate::check;
use crate::content::SiteConfig;
use crate::library::Edition;
use crate::publish::{PublishError, publish};
use crate::run::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Folder for the site; it is replaced as a whole
    #[arg(long, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// Threads to use; all cores if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Write .br and .gz beside each file
    #[arg(long)]
    compress: bool,
    /// Only what was approved and released; leaves samples out and lets search engines in
    #[arg(long)]
    release: bool,
    /// SHA-256 of content/roster/1.yaml, by which all signatures are judged
    #[arg(long, value_name = "SHA256", value_parser = super::check::digest, requires = "release")]
    root: Option<Digest>,
}

pub(crate) fn run(args: &Args) -> Exit {
    if args.release && args.root.is_none() {
        show::no_root();
        return Exit::Failure;
    }
    let Some(jobs) = args.jobs else { return build(args) };
    match rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build() {
        Ok(pool) => pool.install(|| build(args)),
        Err(error) => {
            show::failure(error, "give a smaller number with `--jobs`");
            Exit::Failure
        }
    }
}

fn build(args: &Args) -> Exit {
    let edition = if args.release { Edition::Release } else { Edition::Preview };
    let unsigned = match load::unsigned(&args.input, args.root) {
        Ok(findings) => findings,
        Err(error) => {
            show::failure(&error, error.help());
            return Exit::Failure;
        }
    };
    let loaded = load::site(&args.input, edition).and_then(|(site, findings)| Ok((site?, findings)));
    let (site, mut findings) = match loaded {
        Ok(loaded) => loaded,
        Err(error) => {
            show::failure(&error, error.help());
            return Exit::Failure;
        }
    };
    if let Some(site) = &site {
        findings.extend(check::check_across(site));
        findings.extend(unsigned);
    }
    let Some(site) = site.filter(|_| !check::has_errors(&findings)) else {
        findings.retain(|finding| finding.severity == report::Severity::Error);
        check::sort(&mut findings);
        _ = show::findings(&findings, anstream::stderr());
        show::failure(
            format!("nothing was built: {}", show::counted(&findings)),
            format!("fix them; the site in `{}` is as it was", load::shown(&args.out)),
        );
        return Exit::Findings;
    };
    let published = match publish(&site, &args.out, args.compress) {
        Ok(published) => published,
        Err(error) => {
            show::failure(&error, publish_help(&error));
            return Exit::Failure;
        }
    };
    let reports = site.library.reports.len();
    show::line(format!(
        "built `{}`: {reports} reports, {} files ({} unchanged), {} kB",
        load::shown(&args.out),
        published.files,
        published.unchanged,
        published.bytes / 1000
    ));
    match edition {
        Edition::Preview => {
            show::line("this is a preview: samples are in it, and search engines are kept out");
        }
        Edition::Release => {
            show::line(format!("left out as samples: {}", site.library.left_out.len()));
            for leftover in leftovers(args, &site.library.site) {
                show::note(leftover);
            }
        }
    }
    if site.library.form_left_out {
        show::note(
            "the form was left out: everybody has the key of this roster (`demo: true`); docs/reviewers-keys.md says how to make your own",
        );
    }
    let sealing = site.theme.names.contains_key("seal.wasm");
    if site.library.form.is_some() && !sealing {
        show::note(
            "this program was built without what seals reports in browsers: the form at /share/ sends nothing; run `scripts/build`",
        );
    }
    if !findings.is_empty() {
        show::note(format!("{}; `nearmiss check` shows them", show::counted(&findings)));
    }
    Exit::Success
}

/// What a release says of itself that was only an example.
fn leftovers(args: &Args, config: &SiteConfig) -> Vec<String> {
    let mut told = Vec::new();
    let examples: Vec<&str> = [&config.address, &config.contact, &config.operator]
        .into_iter()
        .map(String::as_str)
        .filter(|value| value.contains("example.org") || value.starts_with("Example "))
        .collect();
    if !examples.is_empty() {
        told.push(format!(
            "`site.yaml` still has {}: whoever is identified by a report would write there in vain",
            examples.join(", ")
        ));
    }
    let pages = args.input.content.join("pages");
    let shipped = super::init::shipped_pages()
        .filter(|(name, text)| std::fs::read_to_string(pages.join(name)).is_ok_and(|own| own == *text));
    let shipped: Vec<&str> = shipped.map(|(name, _)| name).collect();
    if !shipped.is_empty() {
        told.push(format!(
            "these pages still have the words that `init` wrote: read them as your own promises, and say in them what is yours: {}",
            shipped.join(", ")
        ));
    }
    told
}

fn publish_help(error: &PublishError) -> &'static str {
    match error {
        PublishError::Render(_) => {
            "fix the template; themes/default/README.md lists the variables. An old site is as it was"
        }
        PublishError::Foreign { .. } => "move it elsewhere, or choose another folder with `--out DIR`",
        PublishError::NotASite(_) => "choose another folder with `--out DIR`, or empty this one",
        PublishError::Busy(_) => "wait for it, or choose another folder with `--out DIR`",
        PublishError::Mounted(_) => "name a folder inside it with `--out DIR`, and serve that",
        PublishError::Io { .. } => "check the disk's room and permissions. An old site is as it was",
    }
}
