//! The home page.

use tera::{Context, Value};

use super::{RenderError, Site, topics};

/// Newest reports shown.
const NEWEST: usize = 8;

pub(super) fn render(site: &Site) -> Result<Vec<u8>, RenderError> {
    let library = &site.library;
    let mut context = Context::new();
    context.insert("total", &library.reports.len());
    let week = library.report_of_the_week(site.options.week);
    if let Some(at) = week {
        context.insert_value("week_report", site.head(at));
    }
    context.insert("week", &site.options.week.map(|week| week.to_string()));
    let newest: Vec<u32> = (0..library.len()).filter(|at| Some(*at) != week).take(NEWEST).collect();
    context.insert_value("newest", site.cards(&newest)?);
    let fields = library.site.browse_first.iter().map(|field| topics::field_value(site, *field));
    context.insert_value("fields", Value::from(fields.collect::<Vec<_>>()));
    site.page("home.html", "", context)
}
