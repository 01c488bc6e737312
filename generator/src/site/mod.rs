//! The site: every address it answers, and the bytes behind each.
//!
//! `build` asks for all of them, `serve` for one at a time; both get them here, so that what is served
//! while writing is byte for byte what is published.

mod address;
mod asset;
mod card;
mod data;
mod facet;
mod feed;
mod headers;
mod home;
mod intake;
mod integrity;
mod listing;
mod prose;
mod report_page;
mod search;
mod share;
mod sitemap;
mod topics;
mod trends;
mod trends_data;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use search_index::build::Built;
use tera::{Context, Value};

pub use address::content_type;
pub(crate) use address::file_of;
pub use address::{Address, FeedFormat};
pub(crate) use headers::MARK as HEADERS_MARK;
pub(crate) use headers::of_intake as intake_headers;
pub use headers::{HeaderRule, headers_for, rules as header_rules};
pub use trends_data::DataFile;

use crate::library::{Edition, Library, Week};
use crate::theme::{Theme, template_error};

/// Reports on one page of a list.
pub const PER_PAGE: usize = 50;

/// How a site is made, beside its content and theme.
#[derive(Debug, Clone)]
pub struct Options {
    /// Path under which it is served, with a slash at both ends.
    pub base: String,
    /// Preview or release.
    pub edition: Edition,
    /// The week whose report stands on the home page.
    pub week: Option<Week>,
    /// Folder of the theme, for messages.
    pub theme: PathBuf,
    /// The revision of the source that the site is made from, if it is known.
    pub revision: Option<String>,
}

/// A library with its theme: all that pages are made from.
#[derive(Debug)]
pub struct Site {
    /// The reports.
    pub library: Arc<Library>,
    /// Templates, words, assets.
    pub theme: Theme,
    /// How it is made.
    pub options: Options,
    facets: facet::FacetValues,
    cards: Vec<OnceLock<Value>>,
    heads: Vec<OnceLock<Value>>,
    search: OnceLock<Result<Built, String>>,
}

/// A template of the theme that can't be used; the text names file, line and the variables at hand.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RenderError(pub String);

impl Site {
    /// Puts a library and a theme together.
    #[must_use]
    pub fn new(library: Arc<Library>, mut theme: Theme, options: Options) -> Self {
        let facets = facet::FacetValues::new(&library, &options.base);
        let empty = || (0..library.reports.len()).map(|_| OnceLock::new()).collect();
        let (cards, heads) = (empty(), empty());
        prose::globals(&library, &options, &theme.words.clone(), theme.tera.global_context());
        Self { library, theme, options, facets, cards, heads, search: OnceLock::new() }
    }

    /// The bytes at an address.
    pub fn render(&self, address: &Address) -> Result<Vec<u8>, RenderError> {
        match address {
            Address::Home => home::render(self),
            Address::Reports { page } => listing::reports(self, *page),
            Address::Report(at) => report_page::render(self, *at),
            Address::Withdrawn(id) => report_page::withdrawn(self, *id),
            Address::Topics => topics::all(self),
            Address::Field(field) => topics::field(self, *field),
            Address::Topic { facet, page } => listing::topic(self, *facet, *page),
            Address::Feed(format) => Ok(feed::whole(self, *format)),
            Address::TopicFeed { facet, format } => Ok(feed::topic(self, *facet, *format)),
            Address::Prose(at) => prose::render(self, *at),
            Address::Trends => trends::render(self),
            Address::Training(facet) => trends::training(self, *facet),
            Address::Search => search::page(self),
            Address::SearchPointer => search::pointer(self),
            Address::SearchChunk(_, name) => search::chunk(self, *name),
            Address::Recipients => Ok(share::recipients(self)),
            Address::IntakeForm => intake::form(self),
            Address::Integrity => integrity::file(self),
            Address::Offline => prose::offline(self),
            Address::NotFound => prose::not_found(self),
            Address::ReportsJson => Ok(data::json(self)),
            Address::ReportsCsv => Ok(data::csv(self)),
            Address::Codebook => Ok(data::codebook(self)),
            Address::Data(file) => Ok(trends_data::file(self, *file)),
            Address::Sitemap => Ok(sitemap::index(self)),
            Address::SitemapPart(part) => Ok(sitemap::part(self, *part)),
            Address::Robots => Ok(sitemap::robots(self)),
            Address::Headers => Ok(headers::file(self)),
            Address::Asset(name) => Ok(asset::bytes(self, name)),
        }
    }

    /// What is wrong with the theme's templates, if one address of each kind can't be rendered.
    #[must_use]
    pub fn first_broken_template(&self) -> Option<RenderError> {
        let mut kinds = std::collections::HashSet::new();
        let form = self.library.form.is_some().then_some(Address::IntakeForm);
        self.pages()
            .chain(self.library.withdrawn.iter().next().copied().map(Address::Withdrawn))
            .chain([Address::Search, Address::Offline, Address::NotFound])
            .chain(form)
            .filter(|address| kinds.insert(std::mem::discriminant(address)))
            .find_map(|address| self.render(&address).err())
    }

    /// Whether this is a preview, with its banner.
    #[must_use]
    pub fn is_preview(&self) -> bool {
        self.options.edition == Edition::Preview
    }

    /// An address with scheme and host.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{path}", self.library.site.address, self.options.base)
    }

    fn template(&self, name: &str, context: &Context) -> Result<Vec<u8>, RenderError> {
        let mut out = Vec::with_capacity(8 << 10);
        self.theme
            .tera
            .render_to(name, context, &mut out)
            .map_err(|error| RenderError(template_error(&self.options.theme.join("templates"), &error)))?;
        Ok(out)
    }

    fn page(&self, template: &str, path: &str, mut context: Context) -> Result<Vec<u8>, RenderError> {
        context.insert_value("path", Value::from(path));
        context.insert_value("csp", Value::from(headers::meta_policy(path)));
        self.template(template, &context)
    }
}
