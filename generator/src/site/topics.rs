//! Browsing: all fields, and one field with its values.

use std::collections::BTreeMap;

use tera::{Context, Value};

use super::{Address, RenderError, Site, facet};

pub(super) fn all(site: &Site) -> Result<Vec<u8>, RenderError> {
    let library = &site.library;
    let first = library.site.browse_first.iter().copied();
    let rest = library.taxonomy.public_fields().map(|(field, _)| field);
    let rest = rest.filter(|field| !library.site.browse_first.contains(field));
    let fields: Vec<Value> = first.chain(rest).map(|field| field_value(site, field)).collect();
    let mut context = Context::new();
    context.insert_value("fields", Value::from(fields));
    context.insert("total", &library.reports.len());
    site.page("topics.html", &site.path(&Address::Topics), context)
}

pub(super) fn field(site: &Site, field: u16) -> Result<Vec<u8>, RenderError> {
    let mut context = Context::new();
    context.insert_value("field", field_value(site, field));
    context.insert("total", &site.library.reports.len());
    site.page("field.html", &site.path(&Address::Field(field)), context)
}

/// A field with its values that some report has: `values` in one list, most frequent first, `groups` as the taxonomy
/// has them.
pub(super) fn field_value(site: &Site, at: u16) -> Value {
    let field = &site.library.taxonomy.fields[usize::from(at)];
    let mut map = facet::head(field, &site.options.base);
    let mut used: Vec<_> = site.library.facets.values(at).collect();
    let groups: Vec<Value> = (0u16..)
        .zip(&field.groups)
        .filter_map(|(index, group)| {
            let own =
                used.iter().filter(|(facet, _)| field.values[usize::from(facet.value)].group == Some(index));
            let values: Vec<Value> = own.map(|(facet, _)| site.facets.get(*facet)).collect();
            (!values.is_empty()).then(|| {
                Value::from(BTreeMap::from([
                    ("id", Value::from(group.id.as_str())),
                    ("label", Value::from(group.label.as_str())),
                    ("definition", Value::from(group.definition.as_str())),
                    ("values", Value::from(values)),
                ]))
            })
        })
        .collect();
    used.sort_by_key(|(facet, list)| (std::cmp::Reverse(list.len()), facet.value));
    let values: Vec<Value> = used.into_iter().map(|(facet, _)| site.facets.get(facet)).collect();
    map.insert("groups", Value::from(groups));
    map.insert("values", Value::from(values));
    Value::from(map)
}
