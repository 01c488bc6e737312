//! The addresses of a site, both ways: from what they mean to a path, and (in `find`) back.

mod find;

use report::{Facet, ReportId};
use search_index::format::{ChunkName, SetName};

use super::{DataFile, PER_PAGE, Site, sitemap};

/// A thing the site answers for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// `/`
    Home,
    /// `/reports/`, `/reports/page/2/`
    Reports {
        /// From 1.
        page: u32,
    },
    /// `/reports/<id>/`, by place in the library.
    Report(u32),
    /// The address of a report that was withdrawn.
    Withdrawn(ReportId),
    /// `/topics/`
    Topics,
    /// `/topics/<field>/`
    Field(u16),
    /// `/topics/<field>/<value>/`, `/topics/<field>/<value>/page/2/`
    Topic {
        /// The value.
        facet: Facet,
        /// From 1.
        page: u32,
    },
    /// `/feed.xml`, `/feed.json`
    Feed(FeedFormat),
    /// `/topics/<field>/<value>/feed.xml`, and `.json`
    TopicFeed {
        /// The value.
        facet: Facet,
        /// Atom or JSON Feed.
        format: FeedFormat,
    },
    /// `/about/` and the like, by place among the pages.
    Prose(usize),
    /// `/trends/`
    Trends,
    /// `/trends/<value>/`: a factor for trainers.
    Training(Facet),
    /// `/search/`
    Search,
    /// `/search/index.json`
    SearchPointer,
    /// `/assets/search/<set>/<kind>-<number>.bin`
    SearchChunk(SetName, ChunkName),
    /// `/share/recipients.txt`
    Recipients,
    /// `/_intake/form.json`, for the intake function
    IntakeForm,
    /// `/integrity.json`
    Integrity,
    /// `/offline/`
    Offline,
    /// `/404.html`
    NotFound,
    /// `/data/reports.json`
    ReportsJson,
    /// `/data/reports.csv`
    ReportsCsv,
    /// `/data/codebook.json`
    Codebook,
    /// Another file of the open data, below `/data/`.
    Data(DataFile),
    /// `/sitemap.xml`
    Sitemap,
    /// `/sitemap-1.xml`
    SitemapPart(u32),
    /// `/robots.txt`
    Robots,
    /// `/_headers`
    Headers,
    /// A file of the theme.
    Asset(String),
}

/// The form of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];

    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }
}

/// Pages that a list of so many reports takes; an empty list has one, which says so.
pub(super) fn pages_of(reports: usize) -> u32 {
    u32::try_from(reports.div_ceil(PER_PAGE)).unwrap_or(u32::MAX).max(1)
}

impl Site {
    /// The pages that people read, in a fixed order.
    pub fn pages(&self) -> impl Iterator<Item = Address> {
        let library = &self.library;
        let lists = (1..=pages_of(library.reports.len())).map(|page| Address::Reports { page });
        let fields = library.taxonomy.public_fields().flat_map(|(field, _)| {
            let topics = library.facets.values(field).flat_map(|(facet, list)| {
                (1..=pages_of(list.len())).map(move |page| Address::Topic { facet, page })
            });
            std::iter::once(Address::Field(field)).chain(topics)
        });
        std::iter::once(Address::Home)
            .chain(lists)
            .chain((0..library.len()).map(Address::Report))
            .chain([Address::Topics])
            .chain(fields)
            .chain([Address::Trends])
            .chain(self.trainings().map(Address::Training))
            .chain((0..library.pages.len()).map(Address::Prose))
    }

    /// Every address, in a fixed order.
    #[must_use]
    pub fn addresses(&self) -> Vec<Address> {
        let library = &self.library;
        // The largest files first: a core that begins with them last would be waited for.
        let mut all = vec![Address::ReportsJson, Address::ReportsCsv, Address::Codebook];
        all.extend(DataFile::ALL.map(Address::Data));
        all.extend(self.pages());
        all.extend(library.withdrawn.iter().copied().map(Address::Withdrawn));
        for (field, _) in library.taxonomy.public_fields() {
            for (facet, _) in library.facets.values(field) {
                all.extend(FeedFormat::ALL.map(|format| Address::TopicFeed { facet, format }));
            }
        }
        all.extend(FeedFormat::ALL.map(Address::Feed));
        all.extend([Address::Search, Address::SearchPointer]);
        if let Ok(index) = self.search() {
            all.extend(index.chunks.keys().map(|name| Address::SearchChunk(index.set, *name)));
        }
        if library.form.is_some() {
            all.extend([Address::Recipients, Address::IntakeForm]);
        }
        all.extend([Address::Integrity, Address::Offline, Address::NotFound]);
        all.push(Address::Sitemap);
        all.extend((1..=sitemap::parts(self)).map(Address::SitemapPart));
        all.extend([Address::Robots, Address::Headers]);
        all.extend(self.theme.assets.keys().cloned().map(Address::Asset));
        all
    }

    /// The path of an address below the base, without a slash before it.
    #[must_use]
    pub fn path(&self, address: &Address) -> String {
        let paged = |path: String, page: u32| if page == 1 { path } else { format!("{path}page/{page}/") };
        match address {
            Address::Home => String::new(),
            Address::Reports { page } => paged("reports/".to_owned(), *page),
            Address::Report(at) => format!("reports/{}/", self.library.report(*at).id),
            Address::Withdrawn(id) => format!("reports/{id}/"),
            Address::Topics => "topics/".to_owned(),
            Address::Field(field) => format!("topics/{}/", self.field_id(*field)),
            Address::Topic { facet, page } => paged(self.topic_path(*facet), *page),
            Address::TopicFeed { facet, format } => format!("{}{}", self.topic_path(*facet), format.file()),
            Address::Feed(format) => format.file().to_owned(),
            Address::Prose(at) => format!("{}/", self.library.pages[*at].name),
            Address::Trends => "trends/".to_owned(),
            Address::Training(facet) => format!("trends/{}/", self.value_id(*facet)),
            Address::Search => "search/".to_owned(),
            Address::SearchPointer => "search/index.json".to_owned(),
            Address::SearchChunk(set, name) => super::search::chunk_path(*set, *name),
            Address::Recipients => "share/recipients.txt".to_owned(),
            Address::IntakeForm => "_intake/form.json".to_owned(),
            Address::Integrity => "integrity.json".to_owned(),
            Address::Offline => "offline/".to_owned(),
            Address::NotFound => "404.html".to_owned(),
            Address::ReportsJson => "data/reports.json".to_owned(),
            Address::ReportsCsv => "data/reports.csv".to_owned(),
            Address::Codebook => "data/codebook.json".to_owned(),
            Address::Data(file) => format!("data/{}", file.name()),
            Address::Sitemap => "sitemap.xml".to_owned(),
            Address::SitemapPart(part) => format!("sitemap-{part}.xml"),
            Address::Robots => "robots.txt".to_owned(),
            Address::Headers => "_headers".to_owned(),
            Address::Asset(name) => name.clone(),
        }
    }

    pub(super) fn field_id(&self, field: u16) -> &str {
        &self.library.taxonomy.fields[usize::from(field)].id
    }

    fn value_id(&self, facet: Facet) -> &str {
        &self.library.taxonomy.fields[usize::from(facet.field)].values[usize::from(facet.value)].id
    }

    pub(super) fn topic_path(&self, facet: Facet) -> String {
        let field = &self.library.taxonomy.fields[usize::from(facet.field)];
        format!("topics/{}/{}/", field.id, field.values[usize::from(facet.value)].id)
    }
}

/// The file in which the bytes of a path are stored.
#[must_use]
pub(crate) fn file_of(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// The content type of a path.
#[must_use]
pub fn content_type(path: &str) -> &'static str {
    let extension =
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
    match extension {
        None if path.ends_with("_headers") => "text/plain; charset=utf-8",
        None | Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("xml") => "application/xml; charset=utf-8",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("bin") => "application/octet-stream",
        Some(_) => "text/plain; charset=utf-8",
    }
}
