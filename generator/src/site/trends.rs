//! The trends pages: what the near misses have in common, each chart with something to read and something to practise.

use std::collections::BTreeMap;

use report::{Facet, FieldKind, Section};
use tera::{Context, Value};

use super::{Address, RenderError, Site};
use crate::theme::number;
use crate::trends::count::{self, Cross};
use crate::trends::{
    ACTIVITY, FACTORS, FIELDS, Years, best, by_count, first_lesson, is_telling, pairs, shared, signal,
    to_read, years,
};

/// Bars of a chart; what is rarer stands in its table.
const BARS: usize = 8;
/// Rows and columns of the heat table.
const HEAT: (usize, usize) = (12, 8);
/// Pairs of factors that are told.
const PAIRS: usize = 8;
/// Reports of a training page that are read aloud.
const READ_ALOUD: usize = 5;
/// Steps of the heat table's colour.
const STEPS: usize = 5;

pub(super) fn render(site: &Site) -> Result<Vec<u8>, RenderError> {
    let library = &site.library;
    let mut context = Context::new();
    context.insert("total", &library.reports.len());
    let fields = FIELDS.iter().filter_map(|id| library.taxonomy.field(id));
    let charts: Vec<Value> = fields.filter_map(|field| chart(site, field)).collect();
    context.insert_value("charts", Value::from(charts));
    let (factors, activity) = (library.taxonomy.field(FACTORS), library.taxonomy.field(ACTIVITY));
    if let (Some(factors), Some(activity)) = (factors, activity) {
        context.insert_value("heat", heat(site, &count::cross(library, factors, activity, HEAT)));
        context.insert_value("pairs", together(site, factors));
        if let Some(years) = years(library) {
            context.insert_value("years", by_year(site, factors, &years));
            context.insert_value("signals", signals(site, &years));
        }
    }
    context.insert("least", &signal::LEAST_REPORTS);
    context.insert_value("tables", protected(site));
    site.page("trends.html", &site.path(&Address::Trends), context)
}

/// A map for templates.
fn map(pairs: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::from(pairs.into_iter().collect::<BTreeMap<_, _>>())
}

fn chart(site: &Site, field: u16) -> Option<Value> {
    let library = &site.library;
    let own = &library.taxonomy.fields[usize::from(field)];
    let values = by_count(library, field);
    let largest = values.first()?.1.len().max(1);
    let (first, list) = values.iter().find(|(facet, _)| is_telling(library, *facet)).or(values.first())?;
    let bar = |(facet, list): &(Facet, &[u32])| {
        map([
            ("value", site.facets.get(*facet)),
            ("count", Value::from(list.len())),
            // Per mille of the longest bar: whole numbers, the same everywhere.
            ("width", Value::from(list.len() * 1000 / largest)),
        ])
    };
    let bars: Vec<Value> = values.iter().take(BARS).map(bar).collect();
    let rows: Vec<Value> = values.iter().map(bar).collect();
    let groups: Vec<Value> = (0u16..)
        .zip(&own.groups)
        .filter_map(|(at, group)| {
            let in_group = |facet: &Facet| own.values[usize::from(facet.value)].group == Some(at);
            let of_group: Vec<Value> =
                values.iter().filter(|(facet, _)| in_group(facet)).take(BARS).map(bar).collect();
            let label = ("label", Value::from(group.label.as_str()));
            (!of_group.is_empty()).then(|| map([label, ("bars", Value::from(of_group))]))
        })
        .collect();
    let said = count::field(library, field).said;
    Some(map([
        ("field", site.facets.field(field)),
        ("said", Value::from(said)),
        ("first", site.facets.get(*first)),
        ("bars", Value::from(bars)),
        ("rows", Value::from(rows)),
        ("groups", Value::from(groups)),
        ("training", training_url(site, *first)),
        ("lesson", lesson(site, list)),
    ]))
}

/// One report to read, and one thing to practise: its first lesson.
fn lesson(site: &Site, reports: &[u32]) -> Value {
    let Some(at) = to_read(&site.library, reports) else { return Value::none() };
    let lessons = site.library.report(at).section(Section::Lessons).map(first_lesson);
    map([("head", site.head(at)), ("practise", lessons.map_or_else(Value::none, Value::from))])
}

fn training_url(site: &Site, facet: Facet) -> Value {
    if site.has_training(facet) {
        Value::from(format!("{}{}", site.options.base, site.path(&Address::Training(facet))))
    } else {
        Value::none()
    }
}

/// The search with two values chosen: the reports behind a cell.
fn both_url(site: &Site, a: Facet, b: Facet) -> String {
    let part = |facet: Facet| {
        let field = &site.library.taxonomy.fields[usize::from(facet.field)];
        format!("{}={}", field.id, field.values[usize::from(facet.value)].id.replace('/', "%2F"))
    };
    format!("{}search/?q=&{}&{}", site.options.base, part(a), part(b))
}

fn heat(site: &Site, cross: &Cross) -> Value {
    let largest = cross.counts.iter().flatten().copied().max().unwrap_or(0).max(1);
    let rows = cross.rows.iter().zip(&cross.counts).map(|(row, counts)| {
        let cells = cross.columns.iter().zip(counts).map(|(column, count)| {
            map([
                ("count", Value::from(*count)),
                ("step", Value::from((count * STEPS).div_ceil(largest))),
                ("url", Value::from(both_url(site, *row, *column))),
                ("column", site.facets.get(*column)),
            ])
        });
        map([("value", site.facets.get(*row)), ("cells", Value::from(cells.collect::<Vec<_>>()))])
    });
    let columns: Vec<Value> = cross.columns.iter().map(|facet| site.facets.get(*facet)).collect();
    map([("columns", Value::from(columns)), ("rows", Value::from(rows.collect::<Vec<_>>()))])
}

fn together(site: &Site, factors: u16) -> Value {
    let found = pairs::pairs(&site.library, factors, PAIRS).into_iter().map(|pair| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of reports")]
        let expected = pair.expected.round() as u64;
        map([
            ("first", site.facets.get(pair.first)),
            ("second", site.facets.get(pair.second)),
            ("both", Value::from(pair.both)),
            ("expected", Value::from(expected)),
            ("url", Value::from(both_url(site, pair.first, pair.second))),
        ])
    });
    Value::from(found.collect::<Vec<_>>())
}

/// How often the most frequent factors were reported in each of the last years.
fn by_year(site: &Site, factors: u16, years: &Years) -> Value {
    const MOST_YEARS: usize = 6;
    let shown = &years.years[years.years.len().saturating_sub(MOST_YEARS)..];
    // Readers can choose the year of an event in the search; that of publication they can't.
    let of_events = site
        .library
        .taxonomy
        .public_fields()
        .find(|(_, own)| years.of_events && own.kind == FieldKind::Period);
    let rows = by_count(&site.library, factors).into_iter().take(BARS).map(|(facet, list)| {
        let cells = shown.iter().map(|(year, of_year)| {
            let url = of_events.and_then(|(field, own)| {
                let value = own.value(&year.to_string())?;
                Some(both_url(site, facet, Facet { field, value }))
            });
            map([
                ("count", Value::from(shared(list, of_year))),
                ("url", url.map_or_else(Value::none, Value::from)),
            ])
        });
        map([("value", site.facets.get(facet)), ("cells", Value::from(cells.collect::<Vec<_>>()))])
    });
    let heads = shown.iter().map(|(year, list)| {
        map([("year", Value::from(year.to_string())), ("reports", Value::from(list.len()))])
    });
    map([
        ("rows", Value::from(rows.collect::<Vec<_>>())),
        ("years", Value::from(heads.collect::<Vec<_>>())),
        ("of_events", Value::from(years.of_events)),
    ])
}

fn signals(site: &Site, years: &Years) -> Value {
    let year = years.years.last().map_or(0, |(year, _)| *year);
    let found = signal::signals(&site.library, years).into_iter().map(|signal| {
        map([
            ("value", site.facets.get(signal.facet)),
            ("now", Value::from(signal.now.0)),
            ("now_of", Value::from(signal.now.1)),
            ("before", Value::from(signal.before.0)),
            ("before_of", Value::from(signal.before.1)),
            ("year", Value::from(year.to_string())),
            ("training", training_url(site, signal.facet)),
        ])
    });
    Value::from(found.collect::<Vec<_>>())
}

/// The newest protected tables of one field each: what was reviewed, reports without a page among it.
fn protected(site: &Site) -> Value {
    let taxonomy = &site.library.taxonomy;
    let Some(newest) = site.library.tables.iter().map(|table| &table.quarter).max() else {
        return Value::none();
    };
    let own = site.library.tables.iter().filter(|table| table.quarter == *newest && table.dims.len() == 1);
    let tables = own.filter_map(|table| {
        let field = &taxonomy.fields[usize::from(taxonomy.field(&table.dims[0])?)];
        let rows = table.cells.iter().filter_map(|cell| {
            let value = &field.values[usize::from(field.value(cell.key.first()?)?)];
            let total = cell.total.map_or_else(Value::none, |total| Value::from(u64::from(total)));
            Some(map([
                ("label", Value::from(value.label.as_str())),
                ("published", Value::from(u64::from(cell.published))),
                ("total", total),
            ]))
        });
        Some(map([
            ("label", Value::from(field.label.as_str())),
            ("rows", Value::from(rows.collect::<Vec<_>>())),
        ]))
    });
    let all_of_newest =
        site.library.tables.iter().find(|table| table.quarter == *newest && table.dims.is_empty());
    let all = all_of_newest.and_then(|table| table.cells.first()?.total);
    map([
        ("quarter", Value::from(newest.as_str())),
        ("k", Value::from(u64::from(all_of_newest.map_or(0, |table| table.k)))),
        ("all", all.map_or_else(Value::none, |all| Value::from(u64::from(all)))),
        ("tables", Value::from(tables.collect::<Vec<_>>())),
    ])
}

impl Site {
    /// Whether a value has a page for trainers: every factor that some report has.
    pub(super) fn has_training(&self, facet: Facet) -> bool {
        self.field_id(facet.field) == FACTORS && !self.library.facets.reports(facet).is_empty()
    }

    /// The values with a page for trainers.
    pub(super) fn trainings(&self) -> impl Iterator<Item = Facet> + '_ {
        let field = self.library.taxonomy.public_fields().find(|(_, own)| own.id == FACTORS);
        field.into_iter().flat_map(|(field, _)| self.library.facets.values(field).map(|(facet, _)| facet))
    }
}

/// One factor for a trainer, to be printed: the numbers, the best lessons, reports to read aloud, questions.
pub(super) fn training(site: &Site, facet: Facet) -> Result<Vec<u8>, RenderError> {
    let library = &site.library;
    let list = library.facets.reports(facet);
    let mut context = Context::new();
    context.insert("total", &library.reports.len());
    context.insert_value("topic", site.facets.get(facet));
    context.insert_value("field", site.facets.field(facet.field));
    let numbers = [ACTIVITY, "time_block", "what_stopped_it", FACTORS].into_iter().filter_map(|id| {
        let field = library.taxonomy.field(id)?;
        let others = library.facets.values(field).filter(|(other, _)| *other != facet);
        let mut counts: Vec<(Facet, usize)> = others.map(|(other, own)| (other, shared(own, list))).collect();
        counts.retain(|(_, count)| *count > 0);
        counts.sort_by_key(|(other, count)| (std::cmp::Reverse(*count), other.value));
        let rows = counts.into_iter().take(3).map(|(other, count)| {
            map([
                ("value", site.facets.get(other)),
                ("count", Value::from(count)),
                ("url", Value::from(both_url(site, facet, other))),
            ])
        });
        let rows: Vec<Value> = rows.collect();
        (!rows.is_empty()).then(|| map([("field", site.facets.field(field)), ("rows", Value::from(rows))]))
    });
    context.insert_value("numbers", Value::from(numbers.collect::<Vec<_>>()));
    let chosen = best(library, list, READ_ALOUD);
    let lessons = chosen.iter().filter_map(|at| {
        let lesson = library.report(*at).section(Section::Lessons).map(first_lesson)?;
        (!lesson.is_empty()).then(|| map([("text", Value::from(lesson)), ("head", site.head(*at))]))
    });
    context.insert_value("lessons", Value::from(lessons.collect::<Vec<_>>()));
    let heads = chosen.iter().map(|at| site.head(*at));
    context.insert_value("reports", Value::from(heads.collect::<Vec<_>>()));
    let questions: Vec<String> = chosen
        .iter()
        .filter_map(|at| library.report(*at).section(Section::RollCall))
        .flat_map(items)
        .take(6)
        .collect();
    context.insert("questions", &questions);
    context.insert("count_words", &number(list.len() as u64));
    site.page("training.html", &site.path(&Address::Training(facet)), context)
}

/// The items of a list, each as plain text.
fn items(text: &str) -> Vec<String> {
    let plain = crate::markdown::plain(text);
    let lines = plain.lines().map(|line| line.trim().trim_start_matches(['-', '*', '•']).trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}
