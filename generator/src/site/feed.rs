//! Feeds: Atom (RFC 4287) and JSON Feed 1.1, of the whole library and of each value of a field.
//!
//! A report has no date, only a quarter: an entry is dated at that quarter's start, one without a quarter at the
//! start of the library's first year. Within a quarter the order says nothing, so a feed holds all of the newest one.

use std::fmt::Write as _;

use quick_xml::escape::escape;
use report::Facet;
use serde_json::{Value, json};

use super::{Address, FeedFormat, Site};

/// Least entries in a feed, if there are so many.
const ENTRIES: usize = 50;
/// Most entries, should a whole library come in one quarter.
const MOST: usize = 500;

/// How many of these reports, newest first, a feed holds: fifty, or all of the newest quarter.
fn entries(site: &Site, reports: &[u32]) -> usize {
    let newest = reports.first().and_then(|at| site.library.period(*at));
    let of_it = newest.map_or(0, |newest| {
        reports.iter().take_while(|at| site.library.period(**at) == Some(newest)).count()
    });
    of_it.clamp(ENTRIES, MOST).min(reports.len())
}

pub(super) fn whole(site: &Site, format: FeedFormat) -> Vec<u8> {
    let all: Vec<u32> = (0..site.library.len()).collect();
    let reports = &all[..entries(site, &all)];
    let title = site.library.site.name.clone();
    write(site, format, &title, "", &site.path(&Address::Feed(format)), reports)
}

pub(super) fn topic(site: &Site, facet: Facet, format: FeedFormat) -> Vec<u8> {
    let list = site.library.facets.reports(facet);
    let field = &site.library.taxonomy.fields[usize::from(facet.field)];
    let value = &field.values[usize::from(facet.value)];
    let title = format!("{}: {}: {}", site.library.site.name, field.label, value.label);
    let path = site.path(&Address::TopicFeed { facet, format });
    write(site, format, &title, &site.topic_path(facet), &path, &list[..entries(site, list)])
}

fn write(site: &Site, format: FeedFormat, title: &str, page: &str, path: &str, reports: &[u32]) -> Vec<u8> {
    match format {
        FeedFormat::Atom => atom(site, title, page, path, reports),
        FeedFormat::Json => json_feed(site, title, page, path, reports),
    }
}

fn updated(site: &Site, at: u32) -> String {
    site.library.period(at).map_or_else(|| started(site), report::Period::start_rfc3339)
}

fn started(site: &Site) -> String {
    format!("{:04}-01-01T00:00:00Z", site.library.site.since)
}

fn atom(site: &Site, title: &str, page: &str, path: &str, reports: &[u32]) -> Vec<u8> {
    let config = &site.library.site;
    let newest = reports.iter().map(|at| updated(site, *at)).max().unwrap_or_else(|| started(site));
    let mut xml = String::with_capacity(512 + reports.len() * 512);
    xml.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    _ = writeln!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">",
        escape(config.language.as_str())
    );
    _ = writeln!(xml, "<id>{}</id>", escape(site.absolute(path).as_str()));
    _ = writeln!(xml, "<title>{}</title>", escape(title));
    _ = writeln!(xml, "<updated>{newest}</updated>");
    _ = writeln!(xml, "<author><name>{}</name></author>", escape(config.operator.as_str()));
    _ = writeln!(xml, "<rights>{}</rights>", escape(config.licence.as_str()));
    _ = writeln!(
        xml,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
        escape(site.absolute(path).as_str())
    );
    _ = writeln!(
        xml,
        "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
        escape(site.absolute(page).as_str())
    );
    for at in reports {
        let report = site.library.report(*at);
        let address = site.absolute(&site.path(&Address::Report(*at)));
        _ = writeln!(xml, "<entry>\n<id>{0}</id>\n<link href=\"{0}\"/>", escape(address.as_str()));
        _ = writeln!(xml, "<title>{}</title>", escape(report.title.as_ref()));
        _ = writeln!(xml, "<updated>{}</updated>", updated(site, *at));
        _ = writeln!(xml, "<summary>{}</summary>\n</entry>", escape(report.takeaway()));
    }
    xml.push_str("</feed>\n");
    xml.into_bytes()
}

fn json_feed(site: &Site, title: &str, page: &str, path: &str, reports: &[u32]) -> Vec<u8> {
    let config = &site.library.site;
    let items: Vec<Value> = reports
        .iter()
        .map(|at| {
            let report = site.library.report(*at);
            let address = site.absolute(&site.path(&Address::Report(*at)));
            let mut item = json!({
                "id": address,
                "url": address,
                "title": report.title,
                "summary": report.takeaway(),
                "content_text": report.takeaway(),
            });
            if site.library.period(*at).is_some() {
                item["date_published"] = Value::from(updated(site, *at));
            }
            item
        })
        .collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": site.absolute(page),
        "feed_url": site.absolute(path),
        "language": config.language,
        "authors": [{"name": config.operator}],
        "items": items,
    });
    let mut bytes = feed.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}
