//! Lists of reports: all of them, or those with one value of a field, in pages.

use std::collections::BTreeMap;

use report::Facet;
use tera::{Context, Value};

use super::address::pages_of;
use super::{Address, PER_PAGE, RenderError, Site};

pub(super) fn reports(site: &Site, page: u32) -> Result<Vec<u8>, RenderError> {
    let count = site.library.reports.len();
    let here: Vec<u32> = range(count, page).filter_map(|at| u32::try_from(at).ok()).collect();
    let mut context = paged(site, &here, count, page, "reports/")?;
    context.insert("total", &count);
    site.page("reports.html", &site.path(&Address::Reports { page }), context)
}

pub(super) fn topic(site: &Site, facet: Facet, page: u32) -> Result<Vec<u8>, RenderError> {
    let list = site.library.facets.reports(facet);
    let path = site.topic_path(facet);
    let mut context = paged(site, &list[range(list.len(), page)], list.len(), page, &path)?;
    context.insert("total", &site.library.reports.len());
    context.insert_value("topic", site.facets.get(facet));
    context.insert_value("field", site.facets.field(facet.field));
    site.page("topic.html", &site.path(&Address::Topic { facet, page }), context)
}

/// Places in a list that stand on one page of it.
fn range(count: usize, page: u32) -> std::ops::Range<usize> {
    let from = (page as usize - 1) * PER_PAGE;
    from.min(count)..(from + PER_PAGE).min(count)
}

/// The cards of one page, and where the others are.
fn paged(site: &Site, here: &[u32], count: usize, page: u32, path: &str) -> Result<Context, RenderError> {
    let pages = pages_of(count);
    let from = (page as usize - 1) * PER_PAGE;
    let url = |n: u32| match n {
        1 => format!("{}{path}", site.options.base),
        n => format!("{}{path}page/{n}/", site.options.base),
    };
    let pagination = BTreeMap::from([
        ("page", Value::from(page)),
        ("pages", Value::from(pages)),
        ("first", Value::from(from + 1)),
        ("last", Value::from(from + here.len())),
        ("of", Value::from(count)),
        ("previous", if page > 1 { Value::from(url(page - 1)) } else { Value::none() }),
        ("next", if page < pages { Value::from(url(page + 1)) } else { Value::none() }),
    ]);
    let mut context = Context::new();
    context.insert_value("cards", site.cards(here)?);
    context.insert_value("pagination", Value::from(pagination));
    Ok(context)
}
