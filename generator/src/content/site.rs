//! `site.yaml`: whose library this is, and which fields stand where.

use std::collections::BTreeSet;
use std::path::Path;

use report::{Finding, Keys, Level, Section, Source, Taxonomy};

use super::Page;
use crate::check::rules;

/// The service in its own words.
#[derive(Debug, Clone)]
pub struct SiteConfig {
    /// The library's name.
    pub name: String,
    /// One sentence that says what it is.
    pub tagline: String,
    /// Where it will be served: scheme and host, without a slash at the end.
    pub address: String,
    /// Language tag; names the theme's file of words.
    pub language: String,
    /// Where a person can be reached.
    pub contact: String,
    /// Who runs it.
    pub operator: String,
    /// The year it began; the moment that feeds give a report of no period.
    pub since: u16,
    /// The licence of reports and data.
    pub licence: String,
    /// Fields of the line of facts, in order.
    pub facts: Vec<u16>,
    /// Fields to browse by that come first.
    pub browse_first: Vec<u16>,
    /// Fields that make reports related, the weightiest first.
    pub related_by: Vec<u16>,
    /// The field whose values are shown under each of [`SECTION_FIELDS`].
    pub section_fields: Vec<(Section, u16)>,
    /// Names of the pages in the header.
    pub header_pages: Vec<String>,
    /// Names of the pages in the foot.
    pub foot_pages: Vec<String>,
    /// Where "leave this page" leads: a page that anyone might have open.
    pub leave: String,
    /// Whether reports are taken from browsers without JavaScript, too.
    pub form_without_script: bool,
}

/// Sections under which the values of a field are shown as links.
pub const SECTION_FIELDS: [Section; 3] = [Section::RiskFactors, Section::WhatStoppedIt, Section::Lessons];

impl SiteConfig {
    pub(super) fn read(
        source: &Source<'_>,
        taxonomy: &Taxonomy,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let mut keys = Keys::read(source, source.text, 1, findings)?;
        let name = keys.required("name", "Near Miss Library", findings);
        let tagline = keys.required("tagline", "one sentence that says what this is", findings);
        let address = keys.required("address", "https://library.example.org", findings);
        let language = keys.required("language", "en", findings);
        let contact = keys.required("contact", "library@example.org", findings);
        let operator = keys.required("operator", "who runs it", findings);
        let licence = keys.required("licence", "CC BY 4.0", findings);
        let since = keys.required("since", "2026", findings);
        let facts = fields(&mut keys, "facts", taxonomy, findings);
        let browse_first = fields(&mut keys, "browse_first", taxonomy, findings);
        let related_by = fields(&mut keys, "related_by", taxonomy, findings);
        let section_fields = section_fields(&mut keys, taxonomy, findings);
        let header_pages = keys.words("header_pages", findings).into_iter().map(|word| word.text).collect();
        let foot_pages = keys.words("foot_pages", findings).into_iter().map(|word| word.text).collect();
        let leave = keys.text("leave", findings).and_then(|word| leave(source, word, findings));
        let form_without_script = !keys.flag("only_sealed_form", findings);
        let since = since.and_then(|word| match word.text.parse::<u16>() {
            Ok(year) if (1900..=2999).contains(&year) => Some(year),
            _ => {
                findings.push(rules::site_value::finding(source, word.place, "since", "a year such as 2026"));
                None
            }
        });
        let address = address.and_then(|word| {
            let plain = word.text.trim_end_matches('/');
            if is_web_address(plain) {
                return Some(plain.to_owned());
            }
            findings.push(rules::site_value::finding(
                source,
                word.place,
                "address",
                "scheme and host, such as https://library.example.org (a path is given to `build` with `--base-url`)",
            ));
            None
        });
        keys.finish(findings);
        Some(Self {
            name: name?.text,
            tagline: tagline?.text,
            address: address?,
            language: language?.text,
            contact: contact?.text,
            operator: operator?.text,
            since: since?,
            licence: licence?.text,
            facts,
            browse_first,
            related_by,
            section_fields,
            header_pages,
            foot_pages,
            leave: leave.unwrap_or_else(|| LEAVE.to_owned()),
            form_without_script,
        })
    }

    /// A page named in the header or foot must be there.
    pub(super) fn check_pages(
        &self,
        root: &Path,
        pages: &[Page],
        form_page: Option<&str>,
        findings: &mut Vec<Finding>,
    ) {
        let named = self.header_pages.iter().chain(&self.foot_pages).map(String::as_str);
        let named: BTreeSet<&str> = named.chain(form_page).collect();
        for name in named {
            if !pages.iter().any(|page| page.name == name) {
                let path = root.join("pages").join(format!("{name}.md"));
                findings.push(rules::missing_page::finding(&path.display().to_string(), name));
            }
        }
    }
}

/// Where "leave this page" leads if nothing else is said.
const LEAVE: &str = "https://www.weather.gov/";

fn leave(source: &Source<'_>, word: report::yaml::Word, findings: &mut Vec<Finding>) -> Option<String> {
    let (host, path) = match word.text.strip_prefix("https://").map(|rest| rest.split_once('/')) {
        Some(Some((host, path))) => (format!("https://{host}"), path),
        _ => (word.text.clone(), ""),
    };
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-' | b'_');
    if host.starts_with("https://") && is_web_address(&host) && path.bytes().all(plain) {
        return Some(word.text);
    }
    findings.push(rules::site_value::finding(
        source,
        word.place,
        "leave",
        "an address such as https://www.weather.gov/",
    ));
    None
}

/// Scheme and host of a web address, nothing that could break out of an attribute or a header.
fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    matches!(scheme, "http" | "https")
        && !rest.is_empty()
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'))
}

fn fields<'a>(
    keys: &mut Keys<'a>,
    key: &'a str,
    taxonomy: &Taxonomy,
    findings: &mut Vec<Finding>,
) -> Vec<u16> {
    let words = keys.words(key, findings);
    words.into_iter().filter_map(|word| public_field(keys, &word, key, taxonomy, findings)).collect()
}

fn public_field(
    keys: &Keys<'_>,
    word: &report::yaml::Word,
    key: &str,
    taxonomy: &Taxonomy,
    findings: &mut Vec<Finding>,
) -> Option<u16> {
    let field = taxonomy.field(&word.text);
    let public = field.filter(|at| taxonomy.fields[usize::from(*at)].level == Level::Public);
    if public.is_none() {
        let known: Vec<&str> = taxonomy.public_fields().map(|(_, field)| field.id.as_str()).collect();
        findings.push(keys.unknown_value(word, key, &known));
    }
    public
}

fn section_fields(
    keys: &mut Keys<'_>,
    taxonomy: &Taxonomy,
    findings: &mut Vec<Finding>,
) -> Vec<(Section, u16)> {
    let source = keys.source();
    let Some(node) = keys.node("section_fields") else { return Vec::new() };
    let Some(mut sections) = Keys::of(source, node, findings) else { return Vec::new() };
    let mut pairs = Vec::new();
    for section in SECTION_FIELDS {
        if let Some(word) = sections.text(section.key(), findings)
            && let Some(field) = public_field(&sections, &word, section.key(), taxonomy, findings)
        {
            pairs.push((section, field));
        }
    }
    sections.finish(findings);
    pairs
}
