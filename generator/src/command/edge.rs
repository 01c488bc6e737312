//! `nearmiss edge`: the table of headers for a network that reads no `_headers`.

mod cloudfront;

use super::load::{self, Input};
use super::show;
use crate::check;
use crate::library::Edition;
use crate::run::Exit;

use cloudfront::{CloudFrontError, USUAL_BEHAVIOURS};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// For whom
    #[arg(long, value_enum)]
    format: Format,
    /// For a site that is built with `--release`
    #[arg(long)]
    release: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// `CloudFormation` resources and cache behaviours, as JSON
    Cloudfront,
}

pub(crate) fn run(args: &Args) -> Exit {
    let edition = if args.release { Edition::Release } else { Edition::Preview };
    let loaded = load::site(&args.input, edition).and_then(|(site, findings)| Ok((site?, findings)));
    let (site, mut findings) = match loaded {
        Ok(loaded) => loaded,
        Err(error) => {
            show::failure(&error, error.help());
            return Exit::Failure;
        }
    };
    let Some(site) = site.filter(|_| !check::has_errors(&findings)) else {
        findings.retain(|finding| finding.severity == report::Severity::Error);
        check::sort(&mut findings);
        _ = show::findings(&findings, anstream::stderr());
        show::failure(format!("nothing was printed: {}", show::counted(&findings)), "fix them");
        return Exit::Findings;
    };
    let Format::Cloudfront = args.format;
    match cloudfront::edge(&site) {
        Ok(edge) => {
            if edge.behaviours > USUAL_BEHAVIOURS {
                show::note(format!(
                    "the site needs {} cache behaviours; an account that was given only {USUAL_BEHAVIOURS} asks AWS for more \
                     (Service Quotas, CloudFront), or does with fewer pages",
                    edge.behaviours
                ));
            }
            show::line(serde_json::to_string_pretty(&edge.json).unwrap_or_default());
            Exit::Success
        }
        Err(error) => {
            show::failure(&error, help(&error));
            Exit::Findings
        }
    }
}

fn help(error: &CloudFrontError) -> &'static str {
    match error {
        CloudFrontError::Header { .. } => {
            "change the value in generator/src/site/headers.rs to one that CloudFront has a setting for"
        }
        CloudFrontError::TooMany { .. } => {
            "each page of content/pages/ needs one of its own: join pages, or serve the site from a host that reads `_headers`"
        }
    }
}
