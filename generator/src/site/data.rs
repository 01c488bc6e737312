//! Open data: the coded fields of every report, as JSON and CSV, and the codebook that explains them.
//!
//! Only fields of level `pub` are here; the others can't stand in a report at all.

use report::{Field, FieldKind, Level, NearMiss};
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::{Value, json};

use super::{Address, Site};

/// Version of the form of these files.
const FORMAT: &str = "1.0";

/// Stands between the values of one field in CSV; no value holds it.
const CSV_SEPARATOR: &str = ";";

pub(super) fn json(site: &Site) -> Vec<u8> {
    let library = &site.library;
    let mut out = Vec::with_capacity(library.reports.len() * 512 + 256);
    let head = json!({
        "version": FORMAT,
        "taxonomy_version": library.taxonomy.version,
        "licence": library.site.licence,
        "count": library.reports.len(),
    });
    // One report a line: large files stay readable, and tools can stream them.
    let head = head.to_string();
    out.extend_from_slice(&head.as_bytes()[..head.len() - 1]);
    out.extend_from_slice(b",\"reports\":[");
    for at in 0..library.len() {
        out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        let written = serde_json::to_writer(&mut out, &Row { site, at });
        // Writing to memory can't fail.
        debug_assert!(written.is_ok(), "{written:?}");
    }
    out.extend_from_slice(b"\n]}\n");
    out
}

/// A report as an object with the taxonomy's fields as keys.
struct Row<'a> {
    site: &'a Site,
    at: u32,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let library = &self.site.library;
        let report = library.report(self.at);
        let mut row = serializer.serialize_map(None)?;
        row.serialize_entry("id", report.id.as_str())?;
        row.serialize_entry("title", &report.title)?;
        row.serialize_entry("takeaway", report.takeaway())?;
        row.serialize_entry("period", &library.period(self.at).map(|period| period.to_string()))?;
        row.serialize_entry("url", &self.site.absolute(&self.site.path(&Address::Report(self.at))))?;
        if report.sample {
            row.serialize_entry("sample", &true)?;
        }
        for (index, field) in library.taxonomy.public_fields() {
            let mut values = values(report, index, field);
            if field.kind == FieldKind::Many {
                row.serialize_entry(&field.id, &values.collect::<Vec<_>>())?;
            } else {
                row.serialize_entry(&field.id, &values.next())?;
            }
        }
        row.end()
    }
}

fn values<'a>(report: &'a NearMiss, index: u16, field: &'a Field) -> impl Iterator<Item = &'a str> {
    report.values(index).map(|value| field.values[usize::from(value)].id.as_str())
}

pub(super) fn csv(site: &Site) -> Vec<u8> {
    let library = &site.library;
    let fields: Vec<(u16, &Field)> = library.taxonomy.public_fields().collect();
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::NonNumeric)
        .from_writer(Vec::with_capacity(library.reports.len() * 256));
    let own = ["id", "title", "takeaway", "period", "url", "sample"];
    let header = own.into_iter().chain(fields.iter().map(|(_, field)| field.id.as_str()));
    let mut written = writer.write_record(header);
    for at in 0..library.len() {
        let report = library.report(at);
        let period = library.period(at).map(|period| period.to_string()).unwrap_or_default();
        let url = site.absolute(&site.path(&Address::Report(at)));
        let sample = report.sample.to_string();
        let mut record =
            vec![report.id.to_string(), cell(&report.title), cell(report.takeaway()), period, url, sample];
        for (index, field) in &fields {
            record.push(values(report, *index, field).collect::<Vec<_>>().join(CSV_SEPARATOR));
        }
        written = written.and_then(|()| writer.write_record(&record));
    }
    // Writing to memory can't fail, and every record has the header's length.
    debug_assert!(written.is_ok(), "{written:?}");
    writer.into_inner().unwrap_or_default()
}

/// A text that begins like a formula would be run by spreadsheet programs: a blank before it makes it a text.
fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!(" {text}") } else { text.to_owned() }
}

pub(super) fn codebook(site: &Site) -> Vec<u8> {
    let library = &site.library;
    let fields: Vec<Value> = library
        .taxonomy
        .fields
        .iter()
        .filter(|field| field.level == Level::Public)
        .map(|field| {
            let years = field.kind == FieldKind::Period;
            let chosen = field.value_ids();
            let values: Vec<Value> = field
                .values
                .iter()
                .filter(|value| chosen.contains(&value.id.as_str()))
                .map(|value| {
                    let group = value.group.map(|group| field.groups[usize::from(group)].label.as_str());
                    json!({"id": value.id, "label": value.label, "definition": value.definition, "group": group})
                })
                .collect();
            json!({
                "id": field.id,
                "label": field.label,
                "definition": field.definition,
                "many": field.kind == FieldKind::Many,
                "or_year": years,
                "values": values,
            })
        })
        .collect();
    let book = json!({
        "version": FORMAT,
        "taxonomy_version": library.taxonomy.version,
        "licence": library.site.licence,
        "csv_separator": CSV_SEPARATOR,
        "fields": fields,
        "marks": library.taxonomy.marks.iter().map(|mark| {
            json!({"id": mark.id, "label": mark.label, "definition": mark.definition, "example": mark.example})
        }).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&book).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
