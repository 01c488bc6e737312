//! Open data beside the reports: counts, protected tables, and what a researcher needs to use them well.

use report::FieldKind;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Address, Site};
use crate::trends::count;

/// Version of the form of these files.
const FORMAT: &str = "1.0";

/// Files of the open data beside the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DataFile {
    /// Counts as JSON.
    TrendsJson,
    /// Counts as CSV.
    TrendsCsv,
    /// Protected tables, reports without a page among what is counted.
    Tables,
    /// JSON Schema of `reports.json`.
    Schema,
    /// How to cite the data (Citation File Format 1.2).
    Citation,
    /// SHA-256 of the files of data, as `sha256sum -c` takes them.
    Checksums,
}

impl DataFile {
    /// All of them; the checksums last, since they are those of the others.
    pub const ALL: [Self; 6] =
        [Self::TrendsJson, Self::TrendsCsv, Self::Tables, Self::Schema, Self::Citation, Self::Checksums];

    /// Its name below `/data/`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TrendsJson => "trends.json",
            Self::TrendsCsv => "trends.csv",
            Self::Tables => "tables.json",
            Self::Schema => "schema.json",
            Self::Citation => "CITATION.cff",
            Self::Checksums => "sha256sums.txt",
        }
    }
}

pub(super) fn file(site: &Site, file: DataFile) -> Vec<u8> {
    match file {
        DataFile::TrendsJson => counts_json(site),
        DataFile::TrendsCsv => counts_csv(site),
        DataFile::Tables => tables(site),
        DataFile::Schema => pretty(&schema(site)),
        DataFile::Citation => citation(site).into_bytes(),
        DataFile::Checksums => checksums(site).into_bytes(),
    }
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn counts_json(site: &Site) -> Vec<u8> {
    let library = &site.library;
    pretty(&json!({
        "version": FORMAT,
        "taxonomy_version": library.taxonomy.version,
        "licence": library.site.licence,
        "reports": library.reports.len(),
        "notice": "Reports are sent by volunteers: these are counts of what was reported, not rates of what happens.",
        "fields": count::fields(library),
    }))
}

fn counts_csv(site: &Site) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut written = writer.write_record(["field", "value", "label", "count", "said", "reports"]);
    for own in count::fields(&site.library) {
        for value in &own.values {
            let numbers = [value.count, own.said, own.reports].map(|n| n.to_string());
            let row = [own.field.as_str(), &value.value, &value.label, &numbers[0], &numbers[1], &numbers[2]];
            written = written.and_then(|()| writer.write_record(row));
        }
    }
    // Writing to memory can't fail.
    debug_assert!(written.is_ok(), "{written:?}");
    writer.into_inner().unwrap_or_default()
}

/// One table a line, in the order of the quarters.
fn tables(site: &Site) -> Vec<u8> {
    let lines: Vec<String> =
        site.library.tables.iter().map(|table| serde_json::to_string(table).unwrap_or_default()).collect();
    if lines.is_empty() { b"[]\n".to_vec() } else { format!("[\n{}\n]\n", lines.join(",\n")).into_bytes() }
}

/// JSON Schema (draft 2020-12) of `reports.json`.
fn schema(site: &Site) -> Value {
    let text = || json!({"type": "string"});
    let mut properties = serde_json::Map::new();
    for name in ["title", "takeaway"] {
        properties.insert(name.to_owned(), text());
    }
    properties.insert(
        "id".to_owned(),
        json!({"type": "string", "pattern": "^nm-[23456789abcdefghjkmnpqrstvwxyz]{8}$"}),
    );
    properties.insert("url".to_owned(), json!({"type": "string", "format": "uri"}));
    properties
        .insert("period".to_owned(), json!({"type": ["string", "null"], "pattern": "^[0-9]{4}-q[1-4]$"}));
    properties.insert("sample".to_owned(), json!({"const": true}));
    for (_, field) in site.library.taxonomy.public_fields() {
        let mut own = json!({"enum": field.value_ids()});
        if field.kind == FieldKind::Period {
            own = json!({"anyOf": [own, {"type": "string", "pattern": "^[0-9]{4}$"}]});
        }
        let own = if field.kind == FieldKind::Many {
            json!({"type": "array", "items": own, "uniqueItems": true})
        } else {
            json!({"anyOf": [own, {"type": "null"}]})
        };
        properties.insert(field.id.clone(), own);
    }
    let required: Vec<&String> = properties.keys().filter(|name| *name != "sample").collect();
    let report = json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": site.absolute("data/schema.json"),
        "title": format!("{}: reports", site.library.site.name),
        "type": "object",
        "properties": {
            "version": text(), "taxonomy_version": text(), "licence": text(),
            "count": {"type": "integer", "minimum": 0},
            "reports": {"type": "array", "items": report},
        },
        "required": ["version", "taxonomy_version", "licence", "count", "reports"],
    })
}

/// Citation File Format 1.2.
fn citation(site: &Site) -> String {
    let library = &site.library;
    let newest = (0..library.len()).filter_map(|at| library.period(at)).max();
    let version = newest.map_or_else(|| FORMAT.to_owned(), |period| period.to_string());
    let quoted = |text: &str| Value::from(text).to_string();
    format!(
        "cff-version: 1.2.0\nmessage: \"Please cite these data as below. They are counts of what volunteers reported, not rates.\"\n\
         type: dataset\ntitle: {}\nauthors:\n  - name: {}\nversion: {}\nlicense: {}\nurl: {}\n",
        quoted(&format!("{}: coded near-miss reports", library.site.name)),
        quoted(&library.site.operator),
        quoted(&version),
        // SPDX writes the names of licences without blanks.
        quoted(&library.site.licence.replace(' ', "-")),
        quoted(&site.absolute("data/reports.json")),
    )
}

fn checksums(site: &Site) -> String {
    let others = DataFile::ALL.into_iter().filter(|file| *file != DataFile::Checksums).map(Address::Data);
    let all = [Address::ReportsJson, Address::ReportsCsv, Address::Codebook].into_iter().chain(others);
    let lines = all.map(|address| {
        let path = site.path(&address);
        let bytes = site.render(&address).unwrap_or_default();
        let digest =
            Sha256::digest(&bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        format!("{digest}  {}\n", path.trim_start_matches("data/"))
    });
    lines.collect()
}
