//! `nearmiss trends`: the tables of the trends pages in a terminal, or for other programs.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use approvals::Digest;
use report::Severity;

use super::load::{self, Input};
use super::show;
use crate::check;
use crate::library::Edition;
use crate::run::Exit;
use crate::site::{Address, DataFile, Site};
use crate::trends::count::{self, FieldCounts};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Only this field, for instance activity
    #[arg(long, value_name = "FIELD")]
    field: Option<String>,
    /// Values of a field that are shown
    #[arg(long, value_name = "N", default_value_t = 12)]
    limit: usize,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also write all files of the open data into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Only what was approved; leaves samples out
    #[arg(long)]
    release: bool,
    /// SHA-256 of content/roster/1.yaml, by which all signatures are judged
    #[arg(long, value_name = "SHA256", value_parser = super::check::digest, requires = "release")]
    root: Option<Digest>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
}

const BAR: Style = AnsiColor::Cyan.on_default();

pub(crate) fn run(args: &Args) -> Exit {
    if args.release && args.root.is_none() {
        show::no_root();
        return Exit::Failure;
    }
    let edition = if args.release { Edition::Release } else { Edition::Preview };
    let loaded = load::unsigned(&args.input, args.root).and_then(|unsigned| {
        load::site(&args.input, edition).map(|(site, findings)| (site, findings, unsigned))
    });
    let site = match loaded {
        Ok((Ok(site), mut findings, unsigned)) => {
            findings.extend(unsigned);
            findings.retain(|finding| finding.severity == Severity::Error);
            // Counts without the reports that can't be read would look like all of them.
            let Some(site) = site.filter(|_| findings.is_empty()) else {
                check::sort(&mut findings);
                _ = show::findings(&findings, anstream::stderr());
                show::failure(format!("nothing was counted: {}", show::counted(&findings)), "fix them");
                return Exit::Findings;
            };
            site
        }
        Ok((Err(error), ..)) => {
            show::failure(&error, "fix the theme, or name another with `--theme DIR`");
            return Exit::Failure;
        }
        Err(error) => {
            show::failure(&error, error.help());
            return Exit::Failure;
        }
    };
    if let Some(out) = &args.out
        && let Err(error) = export(&site, out)
    {
        show::failure(format!("can't write into `{}`: {error}", out.display()), "check the folder");
        return Exit::Failure;
    }
    let fields = match wanted(&site, args.field.as_deref()) {
        Ok(fields) => fields,
        Err(help) => {
            let field = args.field.as_deref().unwrap_or_default();
            show::failure(format!("`{field}` isn't a published field"), &help);
            return Exit::Failure;
        }
    };
    match args.format {
        Format::Json => show::line(serde_json::to_string_pretty(&fields).unwrap_or_default()),
        Format::Csv => as_csv(&fields),
        Format::Text => as_text(&fields, site.library.reports.len(), args.limit),
    }
    Exit::Success
}

fn wanted(site: &Site, field: Option<&str>) -> Result<Vec<FieldCounts>, String> {
    let Some(id) = field else { return Ok(count::fields(&site.library)) };
    let public: Vec<(u16, &str)> =
        site.library.taxonomy.public_fields().map(|(at, own)| (at, own.id.as_str())).collect();
    let found = public.iter().find(|(_, own)| *own == id);
    found.map(|(at, _)| vec![count::field(&site.library, *at)]).ok_or_else(|| {
        let known: Vec<&str> = public.iter().map(|(_, own)| *own).collect();
        format!("the fields are: {}", known.join(", "))
    })
}

fn export(site: &Site, out: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(out)?;
    let files = DataFile::ALL.into_iter().map(Address::Data);
    for address in [Address::ReportsJson, Address::ReportsCsv, Address::Codebook].into_iter().chain(files) {
        let name = site.path(&address).trim_start_matches("data/").to_owned();
        let content = site.render(&address).map_err(std::io::Error::other)?;
        std::fs::write(out.join(name), content)?;
    }
    Ok(())
}

fn as_csv(fields: &[FieldCounts]) {
    let mut writer = csv::Writer::from_writer(Vec::new());
    _ = writer.write_record(["field", "value", "label", "count", "said", "reports"]);
    for own in fields {
        for value in &own.values {
            let numbers = [value.count, own.said, own.reports].map(|n| n.to_string());
            _ = writer.write_record([
                own.field.as_str(),
                &value.value,
                &value.label,
                &numbers[0],
                &numbers[1],
                &numbers[2],
            ]);
        }
    }
    show::line(String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()).trim_end());
}

fn as_text(fields: &[FieldCounts], reports: usize, limit: usize) {
    show::line(format!("{reports} reports. Counts of what volunteers reported, not rates of what happens."));
    let width = width();
    for own in fields.iter().filter(|own| !own.values.is_empty()) {
        show::line(format!("\n{} ({} of {} say it)", own.label, own.said, own.reports));
        let label = own.values.iter().take(limit).map(|value| value.label.chars().count()).max().unwrap_or(0);
        let label = label.min(width / 2);
        let largest = own.values.first().map_or(1, |value| value.count.max(1));
        let digits = largest.to_string().len();
        // Label, count and blanks leave this to the bars.
        let room = width.saturating_sub(label + digits + 4).max(1);
        for value in own.values.iter().take(limit) {
            let bar = "█".repeat((value.count * room).div_ceil(largest));
            let name: String = value.label.chars().take(label).collect();
            show::line(format!("  {name:label$} {:>digits$} {BAR}{bar}{BAR:#}", value.count));
        }
        if own.values.len() > limit {
            show::line(format!("  and {} more", own.values.len() - limit));
        }
    }
}

/// Columns of the terminal; 80 where there is none.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let terminal = std::io::stdout()
        .is_terminal()
        .then(|| rustix::termios::tcgetwinsize(std::io::stdout()).ok().map(|size| usize::from(size.ws_col)));
    said.or(terminal.flatten()).filter(|columns| *columns >= 20).unwrap_or(80)
}
