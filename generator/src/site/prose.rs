//! Pages of words, and what every template knows.

use std::collections::BTreeMap;

use tera::{Context, Value};

use super::{Address, Options, RenderError, Site, share};
use crate::content::Page;
use crate::library::{Edition, Library};
use crate::markdown::{Rendering, render as render_markdown};
use crate::theme::Words;

/// Variables at hand in every template.
pub(super) fn globals(library: &Library, options: &Options, words: &Words, context: &mut Context) {
    let site = &library.site;
    context.insert("base", &options.base);
    context.insert("preview", &(options.edition == Edition::Preview));
    context.insert("form_open", &library.form.is_some());
    context.insert("words", &words.texts());
    context.insert_value(
        "site",
        Value::from(BTreeMap::from([
            ("name", Value::from(site.name.as_str())),
            ("tagline", Value::from(site.tagline.as_str())),
            ("address", Value::from(format!("{}{}", site.address, options.base))),
            ("language", Value::from(site.language.as_str())),
            ("contact", Value::from(site.contact.as_str())),
            ("operator", Value::from(site.operator.as_str())),
            ("since", Value::from(site.since.to_string())),
            ("licence", Value::from(site.licence.as_str())),
            ("leave", Value::from(site.leave.as_str())),
        ])),
    );
    let link = |page: &Page| {
        Value::from(BTreeMap::from([
            ("name", Value::from(page.name.as_str())),
            ("title", Value::from(page.title.as_str())),
            ("menu", Value::from(page.menu.as_str())),
            ("url", Value::from(format!("{}{}/", options.base, page.name))),
        ]))
    };
    let links = |names: &[String]| -> Vec<Value> {
        let page = |name: &String| library.pages.iter().find(|page| page.name == *name);
        names.iter().filter_map(page).map(link).collect()
    };
    context.insert_value("header_pages", Value::from(links(&site.header_pages)));
    context.insert_value("foot_pages", Value::from(links(&site.foot_pages)));
    let by_name: BTreeMap<String, Value> =
        library.pages.iter().map(|page| (page.name.clone(), link(page))).collect();
    context.insert_value("pages", Value::from(by_name));
}

pub(super) fn render(site: &Site, at: usize) -> Result<Vec<u8>, RenderError> {
    let page = &site.library.pages[at];
    let rendering = Rendering {
        taxonomy: &site.library.taxonomy,
        base: &site.options.base,
        top_heading: 2,
        anchors: true,
    };
    let mut context = Context::new();
    context.insert_value("name", Value::from(page.name.as_str()));
    context.insert_value("title", Value::from(page.title.as_str()));
    context.insert_value("description", Value::from(page.description.as_str()));
    context.insert_value("body", Value::safe_string(render_markdown(&page.body, rendering).trim_end()));
    let template = if page.name == share::PAGE {
        share::insert(site, &mut context);
        "share.html"
    } else {
        "prose.html"
    };
    site.page(template, &site.path(&Address::Prose(at)), context)
}

pub(super) fn offline(site: &Site) -> Result<Vec<u8>, RenderError> {
    site.page("offline.html", "offline/", Context::new())
}

pub(super) fn not_found(site: &Site) -> Result<Vec<u8>, RenderError> {
    site.page("not-found.html", "404.html", Context::new())
}
