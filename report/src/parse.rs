//! From the bytes of a file to a [`NearMiss`] and all its findings.

mod body;
mod fields;

use crate::finding::Finding;
use crate::front_matter::{Keys, read_document};
use crate::near_miss::NearMiss;
use crate::rules;
use crate::source::{Place, Source, is_hidden};
use crate::taxonomy::Taxonomy;

/// Largest report that is read at all. The longest of the public narratives that we know has
/// some 30 kB; a page is printed on one sheet.
pub const MAX_REPORT_BYTES: usize = 256 * 1024;

/// Most findings of one kind of character that are worth saying.
const MAX_CHARACTER_FINDINGS: usize = 5;

/// The finding for a file of so many bytes, more than [`MAX_REPORT_BYTES`].
#[must_use]
pub fn too_large(name: &str, bytes: u64) -> Finding {
    rules::file_too_large::finding(&Source::new(name, ""), Place::FILE, bytes, MAX_REPORT_BYTES)
}

/// Reads a report. `name` is the file as the person at the terminal knows it; its stem must be
/// the report's id. The report comes back only if it has no error.
#[must_use]
pub fn parse(name: &str, bytes: &[u8], taxonomy: &Taxonomy) -> (Option<NearMiss>, Vec<Finding>) {
    let mut findings = Vec::new();
    let report = read(name, bytes, taxonomy, &mut findings);
    // Under a wrong name it is still a report: whoever has them all sees whether its id is another's.
    let spoils =
        |finding: &Finding| finding.severity == crate::Severity::Error && finding.rule != "id-file-name";
    let stands = !findings.iter().any(spoils);
    findings.sort_by_key(|finding| (finding.line, finding.column));
    (report.filter(|_| stands), findings)
}

fn read(name: &str, bytes: &[u8], taxonomy: &Taxonomy, findings: &mut Vec<Finding>) -> Option<NearMiss> {
    let text = decode(name, bytes, findings)?;
    let source = Source::new(name, &text);
    check_characters(&source, findings);
    let document = read_document(&source, findings)?;
    let keys = Keys::read(&source, document.front_matter, document.front_matter_line, findings);
    let fields = keys.map(|keys| fields::read(keys, taxonomy, findings));
    let publication = fields.as_ref().and_then(|fields| fields.publication);
    let imported = fields.as_ref().is_none_or(|fields| fields.source_id.is_some());
    let sections = body::read(&document, publication, imported, taxonomy, findings);
    let fields = fields?;
    Some(NearMiss {
        id: fields.id?,
        title: fields.title?,
        publication: fields.publication?,
        sample: fields.sample,
        source_id: fields.source_id,
        facets: fields.facets,
        related: fields.related,
        allowed: fields.allowed,
        sections,
    })
}

/// Bytes to text with line ends of one kind. `None` after a finding if there is nothing to read.
fn decode(name: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Option<String> {
    let nothing = Source::new(name, "");
    if bytes.len() > MAX_REPORT_BYTES {
        findings.push(too_large(name, bytes.len() as u64));
        return None;
    }
    if bytes.trim_ascii().is_empty() {
        findings.push(rules::empty_file::finding(&nothing, Place::FILE));
        return None;
    }
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            findings.push(broken_utf8(name, bytes, error.valid_up_to()));
            return None;
        }
    };
    let unmarked = text.strip_prefix('\u{feff}');
    if unmarked.is_some() {
        findings.push(rules::byte_order_mark::finding(&nothing, Place::FILE));
    }
    let text = unmarked.unwrap_or(text);
    if text.contains('\r') {
        findings.push(rules::carriage_return::finding(&nothing, Place::FILE));
        return Some(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Some(text.to_owned())
}

fn broken_utf8(name: &str, bytes: &[u8], valid: usize) -> Finding {
    // The good part before the bad bytes gives the line and what stands in it.
    let good = str::from_utf8(&bytes[..valid]).unwrap_or_default();
    let line = good.matches('\n').count() + 1;
    let column = good.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let bad: Vec<String> = bytes[valid..].iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    let shown = format!("{good}\u{fffd}");
    let source = Source::new(name, &shown);
    rules::not_utf8::finding(&source, Place { line, column, length: 1 }, &bad.join(" "))
}

fn check_characters(source: &Source<'_>, findings: &mut Vec<Finding>) {
    if !source.text.bytes().any(may_begin_control) {
        return;
    }
    let mut found = 0;
    for (line, text) in source.text.split('\n').enumerate() {
        for (column, c) in text.chars().enumerate() {
            if c != '\t' && is_hidden(c) {
                let place = Place { line: line + 1, column: column + 1, length: 1 };
                findings.push(rules::control_character::finding(source, place, c as u32));
                found += 1;
                if found == MAX_CHARACTER_FINDINGS {
                    return;
                }
            }
        }
    }
}

/// Whether a character that isn't meant to be seen may begin with this byte of UTF-8: almost no text needs a closer look.
fn may_begin_control(byte: u8) -> bool {
    // C2: U+0080 to U+00AD. D8: U+061C. E1: U+180E. E2: U+200B to U+206F, and alas all typographic quotes. EF: U+FDD0 to
    // U+FFFF. F0 and above: noncharacters, tags, and alas all pictures.
    (byte < b' ' && !matches!(byte, b'\n' | b'\t'))
        || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef..)
}
