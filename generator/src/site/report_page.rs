//! The page of a report, which printed is its handout.

use std::collections::{BTreeMap, BTreeSet};

use report::{Facet, NearMiss, Publication, ReportId, Section, marks_in};
use tera::{Context, Value};

use super::{Address, RenderError, Site};
use crate::content::SECTION_FIELDS;
use crate::library::{Reason, Related};
use crate::markdown::{Rendering, abridged, plain, render as render_markdown, shortened, with_marks};

/// Least and most bytes of the event that a handout tells: up to more than half of a page.
const EVENT: (usize, usize) = (400, 2000);
/// An event told in fewer bytes says little.
const ENOUGH: usize = 650;
/// Bytes whose room a break between paragraphs takes.
const PARAGRAPH_BYTES: usize = 80;
/// Most bytes of what stopped it.
const SHORT_STOPPED: usize = 350;
/// The same for the lessons.
const SHORT_LESSONS: usize = 1100;
/// The same for the questions.
const SHORT_QUESTIONS: usize = 700;
/// Most values named as the reason why reports are related.
const REASONS: usize = 3;

pub(super) fn render(site: &Site, at: u32) -> Result<Vec<u8>, RenderError> {
    let report = site.library.report(at);
    let mut context = Context::new();
    context.insert_value("head", site.head(at));
    context.insert_value("report", Value::from(view(site, at, report)));
    context.insert_value("related", related(site, at));
    context.insert_value("legend", legend(site, report));
    site.page("report.html", &site.path(&Address::Report(at)), context)
}

pub(super) fn withdrawn(site: &Site, id: ReportId) -> Result<Vec<u8>, RenderError> {
    let mut context = Context::new();
    context.insert_value("id", Value::from(id.as_str()));
    site.page("withdrawn.html", &site.path(&Address::Withdrawn(id)), context)
}

impl Site {
    /// What any page says of a report, made once.
    pub(super) fn head(&self, at: u32) -> Value {
        self.heads[at as usize].get_or_init(|| Value::from(head(self, at, self.library.report(at)))).clone()
    }
}

fn head(site: &Site, at: u32, report: &NearMiss) -> BTreeMap<&'static str, Value> {
    let taxonomy = &site.library.taxonomy;
    let path = format!("reports/{}/", report.id);
    BTreeMap::from([
        ("id", Value::from(report.id.as_str())),
        ("url", Value::from(format!("{}{path}", site.options.base))),
        ("title", Value::safe_string(&with_marks(&report.title, taxonomy))),
        ("takeaway", Value::safe_string(&with_marks(report.takeaway(), taxonomy))),
        ("facts", Value::from(site.facts(at))),
        ("sample", Value::from(report.sample)),
    ])
}

fn view(site: &Site, at: u32, report: &NearMiss) -> BTreeMap<&'static str, Value> {
    let library = &site.library;
    let mut view = BTreeMap::from([
        ("id", Value::from(report.id.as_str())),
        ("address", Value::from(site.absolute(&format!("reports/{}/", report.id)))),
        ("title_text", Value::from(report.title.as_ref())),
        ("takeaway_text", Value::from(report.takeaway())),
        ("imported", Value::from(report.source_id.is_some())),
        ("lessons_only", Value::from(report.publication == Publication::LessonsOnly)),
    ]);
    let rendering =
        Rendering { taxonomy: &library.taxonomy, base: &site.options.base, top_heading: 3, anchors: false };
    let mut sections = BTreeMap::new();
    for (section, _, text) in &report.sections {
        if *section != Section::Takeaway {
            sections.insert(section.key(), Value::safe_string(render_markdown(text, rendering).trim_end()));
        }
    }
    view.insert("sections", Value::from(sections));
    let topics = |field: u16| -> Vec<Value> {
        report.values(field).map(|value| site.facets.get(Facet { field, value })).collect()
    };
    let under = SECTION_FIELDS.iter().map(|section| {
        let field = library.site.section_fields.iter().find(|(own, _)| own == section);
        (section.key(), Value::from(field.map_or_else(Vec::new, |(_, field)| topics(*field))))
    });
    view.insert("topics", Value::from(under.collect::<BTreeMap<_, _>>()));
    let fields: Vec<Value> = library
        .taxonomy
        .public_fields()
        .filter(|(at, _)| report.values(*at).next().is_some())
        .map(|(at, _)| {
            Value::from(BTreeMap::from([("of", site.facets.field(at)), ("values", Value::from(topics(at)))]))
        })
        .collect();
    view.insert("fields", Value::from(fields));
    view.insert("short", Value::from(short(site, report)));
    if let Some(period) = library.period(at) {
        view.insert("quarter", Value::from(u64::from(period.quarter())));
        view.insert("year", Value::from(period.year().to_string()));
    }
    view
}

/// What a handout tells instead of a section too long for it. A section that fits is not in it.
fn short(site: &Site, report: &NearMiss) -> BTreeMap<&'static str, Value> {
    let mut short = BTreeMap::new();
    let safe = |text: &str| Value::safe_string(&with_marks(text, &site.library.taxonomy));
    let limits = [
        (Section::WhatStoppedIt, SHORT_STOPPED),
        (Section::Lessons, SHORT_LESSONS),
        (Section::RollCall, SHORT_QUESTIONS),
    ];
    let mut told = vec![(Section::EventSummary, EVENT.0)];
    for (section, limit) in limits {
        let Some(text) = report.section(section) else { continue };
        told.push((section, limit));
        if text.len() > limit
            && let (text, true) = shortened(&plain(text), limit)
        {
            short.insert(section.key(), safe(&text));
            short.insert("any", Value::from(true));
        }
    }
    // The event has what the others leave; where that is little, what stopped it makes room: the end of the story tells it.
    let mut limit = (EVENT.0 + room_left(report, &told)).min(EVENT.1);
    if limit < ENOUGH && report.section(Section::WhatStoppedIt).is_some() {
        told.retain(|(section, _)| *section != Section::WhatStoppedIt);
        short.insert("without_what_stopped_it", Value::from(true));
        limit = (EVENT.0 + room_left(report, &told)).min(EVENT.1);
    }
    if let Some(text) = report.section(Section::EventSummary) {
        // Each further paragraph takes the room of a line and a half.
        let further = text.split("\n\n").count().saturating_sub(1);
        if text.len() + further * PARAGRAPH_BYTES > limit {
            let whole = plain(text);
            // It may fit as one paragraph.
            if whole.len() > limit {
                short.insert("any", Value::from(true));
            }
            short.insert(Section::EventSummary.key(), safe(&abridged(&whole, limit)));
        }
    }
    short
}

/// Bytes for which a handout has room beside so much of each section. How high its parts are was measured on the sample
/// reports, on a sheet of Letter; the look is a theme's, so that some of the sheet is left free.
fn room_left(report: &NearMiss, told: &[(Section, usize)]) -> usize {
    // Tenths of a millimetre: between the margins and less a little; head and headings; what blocks take beside their words.
    const SHEET: usize = 2170;
    const HEAD: usize = 200;
    const HEADING: usize = 85;
    const QUESTION: usize = 125;
    const LESSON: usize = 60;
    const PARAGRAPH: usize = 30;
    // Bytes of one millimetre of lines.
    const BYTES: usize = 17;
    let mut height = HEAD + report.title.len() / 60 * 84;
    for (section, limit) in told {
        let Some(text) = report.section(*section) else { continue };
        let blocks =
            text[..text.floor_char_boundary(*limit)].lines().filter(|line| !line.trim().is_empty()).count();
        let block = match section {
            Section::RollCall => QUESTION,
            Section::Lessons => LESSON,
            _ => PARAGRAPH,
        };
        height += HEADING + blocks * block;
        // A question's line is in its own height.
        let words =
            if *section == Section::RollCall { text.len().saturating_sub(90 * blocks) } else { text.len() };
        height += words.min(*limit) * 10 / BYTES;
    }
    SHEET.saturating_sub(height) * BYTES / 10
}

fn related(site: &Site, at: u32) -> Value {
    let shown = site.library.related(at).into_iter().map(|Related { at, reason }| {
        let facets = match reason {
            Reason::Chosen => Vec::new(),
            Reason::Shares(facets) => facets,
        };
        let chosen = facets.is_empty();
        let shares: Vec<Value> =
            facets.into_iter().take(REASONS).map(|facet| site.facets.get(facet)).collect();
        Value::from(BTreeMap::from([
            ("head", site.head(at)),
            ("chosen", Value::from(chosen)),
            ("shares", Value::from(shares)),
        ]))
    });
    Value::from(shown.collect::<Vec<_>>())
}

/// The kinds of marks that stand on the page, explained once.
fn legend(site: &Site, report: &NearMiss) -> Value {
    let taxonomy = &site.library.taxonomy;
    let texts = report.sections.iter().map(|(.., text)| text.as_ref()).chain([report.title.as_ref()]);
    let kinds: BTreeSet<usize> = texts
        .filter(|text| text.contains('['))
        .flat_map(|text| marks_in(text, taxonomy))
        .filter_map(|mark| mark.kind)
        .collect();
    let marks = kinds.into_iter().map(|kind| {
        let kind = &taxonomy.marks[kind];
        Value::from(BTreeMap::from([
            ("example", Value::from(kind.example.as_str())),
            ("label", Value::from(kind.label.as_str())),
            ("definition", Value::from(kind.definition.as_str())),
        ]))
    });
    Value::from(marks.collect::<Vec<_>>())
}
