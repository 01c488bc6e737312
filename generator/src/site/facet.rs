//! Values of fields as templates see them, made once for the whole site.

use std::collections::BTreeMap;

use report::{Facet, Field, Level};
use tera::Value;

use crate::library::Library;

/// By field and value: `{id, label, definition, phrase, url, count}`.
#[derive(Debug)]
pub(super) struct FacetValues {
    /// By field: `{id, label, definition, url}`.
    fields: Vec<Value>,
    values: Vec<Vec<Option<Value>>>,
}

impl FacetValues {
    pub(super) fn new(library: &Library, base: &str) -> Self {
        let mut values: Vec<Vec<Option<Value>>> = Vec::with_capacity(library.taxonomy.fields.len());
        for (at, field) in (0u16..).zip(&library.taxonomy.fields) {
            let mut own = vec![None; field.values.len()];
            if field.level == Level::Public {
                for (facet, list) in library.facets.values(at) {
                    let value = &field.values[usize::from(facet.value)];
                    let url = format!("{base}topics/{}/{}/", field.id, value.id);
                    own[usize::from(facet.value)] = Some(Value::from(BTreeMap::from([
                        ("id", Value::from(value.id.as_str())),
                        ("label", Value::from(value.label.as_str())),
                        ("definition", Value::from(value.definition.as_str())),
                        ("phrase", Value::from(value.phrase.as_str())),
                        ("url", Value::from(url.as_str())),
                        ("count", Value::from(list.len())),
                    ])));
                }
            }
            values.push(own);
        }
        let fields = library.taxonomy.fields.iter().map(|field| Value::from(head(field, base))).collect();
        Self { fields, values }
    }

    /// A field without its values.
    pub(super) fn field(&self, field: u16) -> Value {
        self.fields[usize::from(field)].clone()
    }

    pub(super) fn get(&self, facet: Facet) -> Value {
        self.values[usize::from(facet.field)][usize::from(facet.value)].clone().unwrap_or_else(Value::none)
    }
}

/// What templates know of a field beside its values.
pub(super) fn head(field: &Field, base: &str) -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("id", Value::from(field.id.as_str())),
        ("label", Value::from(field.label.as_str())),
        ("definition", Value::from(field.definition.as_str())),
        ("url", Value::from(format!("{base}topics/{}/", field.id))),
    ])
}
