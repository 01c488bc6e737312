//! From a row to the text of a report.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use report::{FieldKind, Level, ReportId, Section, Taxonomy};
use sha2::{Digest, Sha256};

use super::clean;
use super::map::{Columns, FieldFrom, Map, MapError, suggestion};
use super::rows::Values;

/// Longest title and takeaway that an import makes, in characters: what a report may have.
const TITLE: usize = 110;
const TAKEAWAY: usize = 140;

/// A report before it has an id.
pub(super) struct Converted {
    pub(super) source_id: String,
    /// Everything that follows the id in its file.
    rest: String,
}

impl Converted {
    /// The report's file under this id.
    pub(super) fn text(&self, id: ReportId) -> String {
        with_hash(&format!("---\nid: {id}{}", self.rest))
    }

    /// The id that follows from the old one; the n-th choice if the earlier ones are taken.
    pub(super) fn id(&self, choice: u32) -> ReportId {
        let digest =
            Sha256::new().chain_update(&self.source_id).chain_update(choice.to_le_bytes()).finalize();
        ReportId::from_bytes([
            digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
        ])
    }
}

/// A mapping that was checked against the taxonomy.
pub(super) struct Converter<'a> {
    map: &'a Map,
    taxonomy: &'a Taxonomy,
    sections: Vec<(Section, &'a Columns)>,
}

type Rejection = (String, String);

impl<'a> Converter<'a> {
    pub(super) fn new(map: &'a Map, taxonomy: &'a Taxonomy) -> Result<Self, MapError> {
        let mut sections = Vec::new();
        for (key, columns) in &map.sections {
            match Section::from_key(key) {
                Some(section) if section != Section::Takeaway => sections.push((section, columns)),
                _ => {
                    let ours = Section::ALL.into_iter().filter(|section| *section != Section::Takeaway);
                    return Err(unknown("the section", key, ours.map(Section::key)));
                }
            }
        }
        sections.sort_by_key(|(section, _)| *section);
        for (name, from) in &map.fields {
            check_field(name, from, taxonomy)?;
        }
        if let Some(year) = &map.year {
            let periods = taxonomy.fields.iter().filter(|field| field.kind == FieldKind::Period);
            let periods: Vec<&str> = periods.map(|field| field.id.as_str()).collect();
            if !periods.contains(&year.field.as_str()) {
                return Err(unknown("the field of kind period", &year.field, periods));
            }
        }
        Ok(Self { map, taxonomy, sections })
    }

    pub(super) fn convert(&self, row: &Values) -> Result<Converted, Rejection> {
        let old = first(row, std::slice::from_ref(&self.map.id)).unwrap_or_default();
        let old = clean::one_line(&clean::text(&old), false, 200);
        let reject = |reason: &str| (old.clone(), reason.to_owned());
        if old.is_empty() {
            return Err(reject("this row has no id"));
        }
        if is_rounded(&old) {
            return Err(reject("its id is a number too large to be read exactly; write it in quotes"));
        }
        let source_id = format!("{}{old}", self.map.source);
        let sections: Vec<(Section, String)> =
            self.sections.iter().map(|(section, columns)| (*section, joined(row, columns))).collect();
        let written: usize = sections.iter().map(|(_, text)| text.chars().count()).sum();
        if written == 0 {
            return Err(reject("this row tells nothing: all its sections are empty"));
        }
        if written < self.map.least_characters {
            return Err(reject("this row tells too little"));
        }
        let line = |from: &super::map::TextFrom, limit| {
            let text = first(row, from.from.names()).map(|raw| clean::text(&raw)).unwrap_or_default();
            clean::one_line(&text, from.first_sentence, limit)
        };
        let title = line(&self.map.title, TITLE);
        let takeaway = line(&self.map.takeaway, TAKEAWAY);
        if ![&title, &takeaway].into_iter().all(|line| line.contains(char::is_alphanumeric)) {
            return Err(reject("this row has nothing to make a title and a takeaway of"));
        }
        let mut after = String::with_capacity(written + 512);
        // YAML in double quotes is JSON's.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        _ = writeln!(after, "\ntitle: {}", quoted(&title));
        _ = writeln!(after, "taxonomy_version: {}", quoted(&self.taxonomy.version));
        _ = writeln!(after, "publication: {}", publication(&sections));
        _ = writeln!(after, "source_id: {}", quoted(&source_id));
        self.write_fields(row, publication(&sections) == "lessons-only", &mut after);
        after.push_str("---\n");
        let own = std::iter::once((Section::Takeaway, takeaway));
        let rest = sections.into_iter().map(|(section, text)| (section, clean::markdown(&text)));
        for (section, text) in own.chain(rest).filter(|(_, text)| !text.is_empty()) {
            _ = write!(after, "\n## {}\n\n{text}\n", section.heading());
        }
        Ok(Converted { source_id, rest: after })
    }

    /// Fields in the taxonomy's order.
    fn write_fields(&self, row: &Values, lessons_only: bool, out: &mut String) {
        let mut lines: BTreeMap<usize, String> = BTreeMap::new();
        for (name, from) in &self.map.fields {
            let Some(at) = self.taxonomy.field(name) else { continue };
            if lessons_only && !self.taxonomy.lessons_only.contains(&at) {
                continue;
            }
            let field = &self.taxonomy.fields[usize::from(at)];
            let mut values = mapped(row, from);
            if values.is_empty() {
                values.extend(from.otherwise.as_deref());
            }
            let text = match (field.kind, values.as_slice()) {
                (_, []) => continue,
                (FieldKind::Many, values) => format!("[{}]", values.join(", ")),
                (_, [value, ..]) => format!("\"{value}\""),
            };
            lines.insert(usize::from(at), format!("{name}: {text}\n"));
        }
        if !lessons_only
            && let Some(year) = &self.map.year
            && let Some(at) = self.taxonomy.field(&year.field)
            && let Some(found) = first(row, std::slice::from_ref(&year.from)).as_deref().and_then(year_in)
        {
            lines.insert(usize::from(at), format!("{}: \"{found}\"\n", year.field));
        }
        out.extend(lines.into_values());
    }
}

/// Without an event to tell, only the lessons are there to be published.
fn publication(sections: &[(Section, String)]) -> &'static str {
    let told = sections.iter().any(|(section, text)| *section == Section::EventSummary && !text.is_empty());
    if told { "full" } else { "lessons-only" }
}

fn check_field(name: &str, from: &FieldFrom, taxonomy: &Taxonomy) -> Result<(), MapError> {
    let public = || taxonomy.public_fields().map(|(_, field)| field.id.as_str());
    let field = taxonomy.fields.iter().find(|field| field.id == name && field.level == Level::Public);
    let Some(field) = field else { return Err(unknown("the field", name, public())) };
    for value in from.values.values().chain(&from.otherwise) {
        if field.value(value).is_none() {
            return Err(unknown("the value", value, field.value_ids()));
        }
    }
    Ok(())
}

fn unknown<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str>) -> MapError {
    MapError::Unknown { what, name: name.to_owned(), suggestion: suggestion(name, known) }
}

/// The first of the columns that says something.
fn first(row: &Values, columns: &[String]) -> Option<String> {
    columns.iter().find_map(|column| row.get(column)).map(|values| values.join(" "))
}

/// All of the columns, one paragraph after another.
fn joined(row: &Values, columns: &Columns) -> String {
    let texts = columns.names().iter().filter_map(|column| row.get(column)).flatten();
    let texts: Vec<String> = texts.map(|raw| clean::text(raw)).filter(|text| !text.is_empty()).collect();
    texts.join("\n\n")
}

fn mapped<'m>(row: &Values, from: &'m FieldFrom) -> Vec<&'m str> {
    let mut found: Vec<&str> = Vec::new();
    let columns = from.from.iter().flat_map(Columns::names);
    for raw in columns.filter_map(|column| row.get(column)).flatten() {
        let parts: Vec<&str> = match &from.split {
            Some(split) => raw.split(split.as_str()).collect(),
            None => vec![raw.as_str()],
        };
        for part in parts {
            if let Some(value) = from.values.get(part.trim())
                && !found.contains(&value.as_str())
            {
                found.push(value);
            }
        }
    }
    found
}

/// The year in a date: four digits by themselves that begin with 19 or 20 and aren't an hour, or a number that begins with
/// year and month, or is a day. Other numbers, such as seconds since 1970, have none.
fn year_in(date: &str) -> Option<&str> {
    let mut from = 0;
    while let Some(start) = date[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let rest = &date[start..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (run, after) = rest.split_at(length);
        from = start + length;
        let hour = ["h", "H", " h", " H"].iter().any(|hour| after.starts_with(hour));
        let year = match length {
            4 if !hour => Some(run),
            6 if is_day(&run[4..], "01") => Some(&run[..4]),
            8 | 12 | 14 if is_day(&run[4..6], &run[6..8]) => Some(&run[..4]),
            8 if is_day(&run[..2], &run[2..4]) || is_day(&run[2..4], &run[..2]) => Some(&run[4..]),
            _ => None,
        };
        if let Some(year) = year.filter(|year| year.starts_with("19") || year.starts_with("20")) {
            return Some(year);
        }
    }
    None
}

/// Whether a number was written as JSON writes those that it can't hold exactly: two ids could become one.
fn is_rounded(id: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    id.split_once("e+").is_some_and(|(number, power)| digits(number) && digits(power))
}

fn is_day(month: &str, day: &str) -> bool {
    let within = |text: &str, most| text.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number));
    within(month, 12) && within(day, 31)
}

/// The line by which a later import sees whether somebody edited the file.
const HASH: &str = "import_hash: ";

/// A file with the hash of everything else in it.
fn with_hash(text: &str) -> String {
    let digest = Sha256::digest(text);
    let hash = digest.iter().take(8).fold(0u64, |hash, byte| (hash << 8) | u64::from(*byte));
    text.replacen("source_id: ", &format!("{HASH}\"{hash:016x}\"\nsource_id: "), 1)
}

/// Whether a file is as an import left it.
pub(super) fn is_untouched(file: &str) -> bool {
    let Some(start) = file.find(HASH) else { return false };
    let Some(end) = file[start..].find('\n') else { return false };
    let without = format!("{}{}", &file[..start], &file[start + end + 1..]);
    with_hash(&without) == file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_a_number_by_itself_or_part_of_a_day() {
        for (date, year) in [
            ("2015-01-05", Some("2015")),
            ("1/5/1998 14:30", Some("1998")),
            ("20121230", Some("2012")),
            ("198812", Some("1988")),
            ("198813", None),
            ("201212302359", Some("2012")),
            ("20121230235959", Some("2012")),
            ("11201998", Some("1998")),
            ("20122021", Some("2021")),
            ("Jan 5, 1920 hrs 2015", Some("2015")),
            ("1920h 2015", Some("2015")),
            ("March 2009", Some("2009")),
            ("1620000000", None),
            ("1620000000000", None),
            ("03/04/98", None),
            ("20209999", None),
            ("120190", None),
            ("", None),
        ] {
            assert_eq!(year_in(date), year, "{date}");
        }
    }

    #[test]
    fn a_rounded_number_is_no_id() {
        assert!(is_rounded("1.2345678901234568e+22") && is_rounded("1e+21"));
        assert!(!is_rounded("12e+x") && !is_rounded("2020-1e") && !is_rounded("case+1"));
    }
}
