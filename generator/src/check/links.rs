//! Links and HTML in a text.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TextMergeStream};
use report::{Finding, Place, Source};

use super::rules;
use crate::markdown::{Anchors, is_allowed, options};
use crate::site::{Address, Site};

/// Checks a Markdown text whose first line is line `first_line` of its file.
pub(super) fn check(
    site: &Site,
    source: &Source<'_>,
    text: &str,
    first_line: usize,
    findings: &mut Vec<Finding>,
) {
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let tag = html.trim();
                if !tag.is_empty() {
                    let place =
                        place(text, &range, first_line, tag.chars().take_while(|c| *c != '\n').count());
                    findings.push(rules::raw_html::finding(source, place, tag.lines().next().unwrap_or(tag)));
                }
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let place = place(text, &range, first_line, range.len());
                findings.push(rules::link_address::image(source, place, &dest_url));
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) if link_type != LinkType::Email => {
                let length = text[range.clone()].chars().count();
                let place = place(text, &range, first_line, length);
                check_link(site, source, place, &dest_url, findings);
            }
            _ => {}
        }
    }
}

fn check_link(site: &Site, source: &Source<'_>, place: Place, address: &str, findings: &mut Vec<Finding>) {
    if !is_allowed(address) {
        findings.push(rules::link_address::finding(source, place, address));
        return;
    }
    let Some(path) = address.strip_prefix('/') else { return };
    let (path, anchor) = path.split_once('#').map_or((path, None), |(path, anchor)| (path, Some(anchor)));
    let Some(target) = site.find(path) else {
        // The page of a value goes with the last report that has it: taking a report away must not fail on a link.
        let told = if is_value(site, path) { rules::broken_link::value } else { rules::broken_link::finding };
        findings.push(told(source, place, address));
        return;
    };
    if let (Some(anchor), Address::Prose(at)) = (anchor, target)
        && !anchors_of(&site.library.pages[at].body).contains(anchor)
    {
        findings.push(rules::broken_anchor::finding(source, place, address, anchor));
    }
}

/// Whether a path is that of a value's page, though no report may have the value.
fn is_value(site: &Site, path: &str) -> bool {
    let taxonomy = &site.library.taxonomy;
    let mut parts = path.split('/');
    parts.next() == Some("topics")
        && parts.next().and_then(|field| taxonomy.field(field)).is_some_and(|field| {
            let field = &taxonomy.fields[usize::from(field)];
            parts.next().is_some_and(|value| field.value(value).is_some())
        })
}

/// The ids of a page's headings.
fn anchors_of(markdown: &str) -> HashSet<String> {
    let mut anchors = Anchors::default();
    let mut ids = HashSet::new();
    let mut heading: Option<String> = None;
    for event in TextMergeStream::new(Parser::new_ext(markdown, options())) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(pulldown_cmark::TagEnd::Heading(_)) => {
                if let Some(words) = heading.take() {
                    ids.insert(anchors.next(&words));
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(words) = &mut heading {
                    words.push_str(&text);
                }
            }
            _ => {}
        }
    }
    ids
}

/// Where a range of a text stands in its file.
pub(super) fn place(text: &str, range: &Range<usize>, first_line: usize, length: usize) -> Place {
    let before = &text[..range.start];
    let line = first_line + before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Place { line, column, length: length.max(1) }
}
