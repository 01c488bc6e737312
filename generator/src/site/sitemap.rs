//! For search engines: which pages there are, and whether they are welcome.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{Address, Site};

/// Most addresses in one file (sitemaps.org protocol 0.9).
const PER_FILE: usize = 50_000;

/// Number of files `sitemap-<n>.xml`; none if one file holds everything.
pub(super) fn parts(site: &Site) -> u32 {
    let count = site.pages().count();
    if count <= PER_FILE { 0 } else { u32::try_from(count.div_ceil(PER_FILE)).unwrap_or(u32::MAX) }
}

pub(super) fn index(site: &Site) -> Vec<u8> {
    let parts = parts(site);
    if parts == 0 {
        return urls(site, site.pages());
    }
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for part in 1..=parts {
        let address = site.absolute(&site.path(&Address::SitemapPart(part)));
        _ = writeln!(xml, "<sitemap><loc>{}</loc></sitemap>", escape(address.as_str()));
    }
    xml.push_str("</sitemapindex>\n");
    xml.into_bytes()
}

pub(super) fn part(site: &Site, part: u32) -> Vec<u8> {
    urls(site, site.pages().skip((part as usize - 1) * PER_FILE).take(PER_FILE))
}

fn urls(site: &Site, addresses: impl Iterator<Item = Address>) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for address in addresses {
        _ = writeln!(xml, "<url><loc>{}</loc></url>", escape(site.absolute(&site.path(&address)).as_str()));
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

pub(super) fn robots(site: &Site) -> Vec<u8> {
    if site.is_preview() {
        return b"User-agent: *\nDisallow: /\n".to_vec();
    }
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.absolute("sitemap.xml")).into_bytes()
}
