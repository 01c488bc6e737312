//! From a path to what it means.

use report::{Facet, ReportId};

use super::{Address, DataFile, FeedFormat, Site, pages_of, sitemap};
use crate::site::search;

impl Site {
    /// What stands at a path below the base, if anything does.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Address> {
        let form = [Address::Recipients, Address::IntakeForm]
            .map(|address| self.library.form.as_ref().map(|_| address));
        let fixed = [
            Address::Home,
            Address::Topics,
            Address::Trends,
            Address::Search,
            Address::SearchPointer,
            Address::Integrity,
            Address::Offline,
            Address::NotFound,
            Address::ReportsJson,
            Address::ReportsCsv,
            Address::Codebook,
            Address::Sitemap,
            Address::Robots,
            Address::Headers,
            Address::Feed(FeedFormat::Atom),
            Address::Feed(FeedFormat::Json),
        ];
        if let Some(address) =
            fixed.into_iter().chain(form.into_iter().flatten()).find(|address| self.path(address) == path)
        {
            return Some(address);
        }
        if self.theme.assets.contains_key(path) {
            return Some(Address::Asset(path.to_owned()));
        }
        if let Some((set, name)) = search::chunk_at(path) {
            let index = self.search().ok().filter(|index| index.set == set)?;
            return index.chunks.contains_key(&name).then_some(Address::SearchChunk(set, name));
        }
        if let Some(part) = path.strip_prefix("sitemap-").and_then(|rest| rest.strip_suffix(".xml")) {
            return number(part, sitemap::parts(self)).map(Address::SitemapPart);
        }
        if let Some(file) = path
            .strip_prefix("data/")
            .and_then(|name| DataFile::ALL.into_iter().find(|own| own.name() == name))
        {
            return Some(Address::Data(file));
        }
        if let Some(value) = path.strip_prefix("trends/").and_then(|rest| rest.strip_suffix('/')) {
            return self.trainings().find(|facet| self.value_id(*facet) == value).map(Address::Training);
        }
        if let Some(rest) = path.strip_prefix("reports/") {
            return self.find_report(rest);
        }
        if let Some(rest) = path.strip_prefix("topics/") {
            return self.find_topic(rest);
        }
        let name = path.strip_suffix('/')?;
        self.library.pages.iter().position(|page| page.name == name).map(Address::Prose)
    }

    fn find_report(&self, rest: &str) -> Option<Address> {
        let pages = pages_of(self.library.reports.len());
        if rest.is_empty() {
            return Some(Address::Reports { page: 1 });
        }
        let rest = rest.strip_suffix('/')?;
        if let Some(page) = rest.strip_prefix("page/") {
            return number(page, pages).filter(|page| *page > 1).map(|page| Address::Reports { page });
        }
        let id: ReportId = rest.parse().ok()?;
        if self.library.withdrawn.contains(&id) {
            return Some(Address::Withdrawn(id));
        }
        self.library.place(&id).map(Address::Report)
    }

    fn find_topic(&self, rest: &str) -> Option<Address> {
        let (field, rest) = rest.split_once('/')?;
        let (field, _) = self.library.taxonomy.public_fields().find(|(_, own)| own.id == field)?;
        if rest.is_empty() {
            return Some(Address::Field(field));
        }
        let format = FeedFormat::ALL.into_iter().find(|format| rest.ends_with(format.file()));
        let (value, page) = match format {
            Some(format) => (rest.strip_suffix(format.file())?.strip_suffix('/')?, 1),
            None => match rest.strip_suffix('/')?.split_once("/page/") {
                Some((value, page)) => (value, number(page, u32::MAX).filter(|page| *page > 1)?),
                None => (rest.strip_suffix('/')?, 1),
            },
        };
        let facet = Facet { field, value: self.library.taxonomy.fields[usize::from(field)].value(value)? };
        let reports = self.library.facets.reports(facet).len();
        if reports == 0 || page > pages_of(reports) {
            return None;
        }
        Some(match format {
            Some(format) => Address::TopicFeed { facet, format },
            None => Address::Topic { facet, page },
        })
    }
}

/// A number from 1 to `most`, written the one way it is written in an address.
fn number(text: &str, most: u32) -> Option<u32> {
    let n: u32 = text.parse().ok()?;
    ((1..=most).contains(&n) && n.to_string() == text).then_some(n)
}
