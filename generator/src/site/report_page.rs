//! The page of a report, which printed is its handout.

use std::collections::{BTreeMap, BTreeSet};

use report::{Facet, NearMiss, Publication, ReportId, Section, marks_in};
use tera::{Context, Value};

use super::{Address, RenderError, Site};
use crate::content::SECTION_FIELDS;
use crate::library::{Reason, Related};
use crate::markdown::{Rendering, plain, render as render_markdown, shortened, with_marks};

/// Most bytes of the event that a handout tells: a third of a page.
const SHORT_EVENT: usize = 800;
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
    let limits = [
        (Section::EventSummary, SHORT_EVENT),
        (Section::Lessons, SHORT_LESSONS),
        (Section::RollCall, SHORT_QUESTIONS),
    ];
    for (section, limit) in limits {
        let Some(text) = report.section(section) else { continue };
        if text.len() <= limit {
            continue;
        }
        if let (text, true) = shortened(&plain(text), limit) {
            short.insert(section.key(), Value::safe_string(&with_marks(&text, &site.library.taxonomy)));
        }
    }
    short
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
