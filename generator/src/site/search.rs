//! The search: its page, what leads a script to the index, and the chunks of the index.

use rayon::prelude::*;
use report::Section;
use search_index::build::{self, Built, Document, Field, Input};
use search_index::format::{Card, ChunkName, FacetValue, SetName};
use tera::{Context, Value};

use super::{RenderError, Site};
use crate::markdown::plain;

/// Version of `/search/index.json`.
const FORMAT: u8 = 2;

impl Site {
    /// The index, built when it is first asked for.
    pub fn search(&self) -> Result<&Built, RenderError> {
        let built = self.search.get_or_init(|| build::build(input(self)).map_err(|error| error.to_string()));
        built.as_ref().map_err(|error| RenderError(error.clone()))
    }
}

pub(super) fn page(site: &Site) -> Result<Vec<u8>, RenderError> {
    let mut context = Context::new();
    context.insert("index", &site.search()?.set.hex());
    context.insert("total", &site.library.reports.len());
    context.insert("engine", &site.theme.names.get("search.wasm"));
    let fields = site.library.site.browse_first.iter().map(|field| super::topics::field_value(site, *field));
    context.insert_value("fields", Value::from(fields.collect::<Vec<_>>()));
    let narrow = site
        .library
        .taxonomy
        .public_fields()
        .filter(|(field, _)| site.library.facets.values(*field).next().is_some());
    let narrow: Vec<Value> = narrow
        .map(|(_, field)| {
            Value::from_serializable(&serde_json::json!({"id": field.id, "label": field.label}))
        })
        .collect();
    context.insert_value("narrow", Value::from(narrow));
    site.page("search.html", "search/", context)
}

/// For programs that search: where the root of the index is.
pub(super) fn pointer(site: &Site) -> Result<Vec<u8>, RenderError> {
    let root = chunk_path(site.search()?.set, ChunkName::ROOT);
    let pointer = serde_json::json!({
        "version": FORMAT,
        "root": format!("{}{root}", site.options.base),
        "reports": site.library.reports.len(),
    });
    let mut bytes = serde_json::to_vec_pretty(&pointer).unwrap_or_default();
    bytes.push(b'\n');
    Ok(bytes)
}

/// The path of a chunk, below the base.
pub(super) fn chunk_path(set: SetName, name: ChunkName) -> String {
    format!("assets/search/{}.bin", set.place(name))
}

/// The chunk that a path below the base names.
pub(super) fn chunk_at(path: &str) -> Option<(SetName, ChunkName)> {
    let (set, name) = path.strip_prefix("assets/search/")?.strip_suffix(".bin")?.split_once('/')?;
    Some((SetName::parse(set)?, ChunkName::parse(name)?))
}

pub(super) fn chunk(site: &Site, name: ChunkName) -> Result<Vec<u8>, RenderError> {
    let chunk = site.search()?.chunks.get(&name);
    Ok(chunk.cloned().unwrap_or_default())
}

/// The library as the index takes it.
fn input(site: &Site) -> Input {
    let library = &site.library;
    let fields: Vec<(u16, Field)> = library
        .taxonomy
        .public_fields()
        .map(|(at, field)| {
            let value =
                |value: &report::Value| FacetValue { id: value.id.clone(), label: value.label.clone() };
            (
                at,
                Field {
                    id: field.id.clone(),
                    label: field.label.clone(),
                    values: used(site, at).map(|at| value(&field.values[usize::from(at)])).collect(),
                },
            )
        })
        .filter(|(_, field)| !field.values.is_empty())
        .collect();
    let documents = (0..library.len()).into_par_iter().map(|at| document(site, at, &fields)).collect();
    let fields = fields.into_iter().map(|(_, field)| field).collect();
    Input { documents, fields, synonyms: library.synonyms.clone() }
}

/// The values of a field that some report has.
fn used(site: &Site, field: u16) -> impl Iterator<Item = u16> {
    site.library.facets.values(field).map(|(facet, _)| facet.value)
}

fn document(site: &Site, at: u32, fields: &[(u16, Field)]) -> Document {
    let report = site.library.report(at);
    let taxonomy = &site.library.taxonomy;
    let card = Card {
        id: report.id.to_string(),
        title: report.title.to_string(),
        takeaway: plain(report.takeaway()),
        facts: site.facts(at),
    };
    let told = report.sections.iter().filter(|(section, ..)| *section != Section::Takeaway);
    let mut labels = Vec::new();
    let mut values = Vec::new();
    for (field, own) in fields {
        let chosen: Vec<&report::Value> = report
            .values(*field)
            .map(|value| &taxonomy.fields[usize::from(*field)].values[usize::from(value)])
            .collect();
        labels.extend(chosen.iter().map(|value| value.label.clone()));
        let place = |value: &&report::Value| own.values.iter().position(|known| known.id == value.id);
        values.push(chosen.iter().filter_map(place).filter_map(|at| u32::try_from(at).ok()).collect());
    }
    Document { card, sections: told.map(|(.., text)| plain(text)).collect(), labels, values }
}
