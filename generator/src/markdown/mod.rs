//! Markdown to HTML that can't carry anything but text.
//!
//! First wall: raw HTML, images and links to odd addresses are turned back into the text they were written
//! as, before any HTML is made. Second wall: `ammonia` lets through only the few tags that the first one
//! makes.

mod outline;
mod text;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html};
use report::{Taxonomy, marks_in};

pub use outline::{Anchors, anchor};
pub use text::{abridged, plain, shortened, with_marks};

/// What a text is rendered for.
#[derive(Debug, Clone, Copy)]
pub struct Rendering<'a> {
    /// Knows the typed marks.
    pub taxonomy: &'a Taxonomy,
    /// Path under which the site is served, with a slash at both ends.
    pub base: &'a str,
    /// Level that the highest heading in the text gets on the page.
    pub top_heading: u8,
    /// Whether headings get ids: where several texts stand on a page, theirs would not be unique.
    pub anchors: bool,
}

pub(crate) fn options() -> Options {
    Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_STRIKETHROUGH
}

/// Renders a text.
#[must_use]
pub fn render(markdown: &str, rendering: Rendering<'_>) -> String {
    let text = without_definitions(markdown);
    // A mark may go on in the next line of the file.
    let joined = Parser::new_ext(&text, options()).map(|event| match event {
        Event::SoftBreak => Event::Text("\n".into()),
        other => other,
    });
    let parser = TextMergeStream::new(joined);
    let mut events = Vec::new();
    let mut anchors = Anchors::default();
    let mut literal = Literal::default();
    let mut heading: Option<usize> = None;
    for event in parser {
        let Some(event) = literal.of(event) else { continue };
        match event {
            Event::Text(text) => push_text(&mut events, text, rendering.taxonomy),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = own_address(dest_url, rendering.base);
                events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::Start(Tag::Heading { level, .. }) => {
                heading = Some(events.len());
                events.push(Event::Start(Tag::Heading {
                    level: shifted(level, rendering.top_heading),
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some(start) = heading.take().filter(|_| rendering.anchors) {
                    let words = words_of(&events[start..]);
                    if let Event::Start(Tag::Heading { id, .. }) = &mut events[start] {
                        *id = Some(anchors.next(&words).into());
                    }
                }
                events.push(Event::End(TagEnd::Heading(shifted(level, rendering.top_heading))));
            }
            other => events.push(other),
        }
    }
    let mut out = String::with_capacity(markdown.len() * 5 / 4 + 32);
    html::push_html(&mut out, events.into_iter());
    SAFE.clean(&out).to_string()
}

/// Markdown takes a line `[officer A]: Stop!` for the address of a link and shows nothing of it. Links here have
/// their address beside them, so such a line is what it says.
pub(crate) fn without_definitions(markdown: &str) -> Cow<'_, str> {
    let defines = |line: &str| line.trim_start().starts_with('[') && line.contains("]:");
    if !markdown.lines().any(defines) {
        return Cow::Borrowed(markdown);
    }
    let lines = markdown.split_inclusive('\n').map(|line| {
        if defines(line) { Cow::Owned(line.replacen('[', "\\[", 1)) } else { Cow::Borrowed(line) }
    });
    Cow::Owned(lines.collect())
}

/// Turns what may not be HTML back into the text it was written as.
#[derive(Default)]
struct Literal {
    /// Addresses of the links that are shown as text, innermost last.
    open: Vec<Option<String>>,
}

impl Literal {
    fn of<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        Some(match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            // Entities can write what the check of the file's characters can't see.
            Event::Text(text) if text.chars().any(is_invisible) => {
                Event::Text(text.chars().filter(|c| !is_invisible(*c)).collect::<String>().into())
            }
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.open.push(Some(dest_url.into_string()));
                Event::Text("![".into())
            }
            Event::Start(Tag::Link { link_type, dest_url, .. })
                if link_type != LinkType::Email && !is_allowed(&dest_url) =>
            {
                self.open.push(Some(dest_url.into_string()));
                Event::Text("[".into())
            }
            Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
                self.open.push(None);
                // A title is a tooltip: nobody on a phone sees it, and nobody would review it.
                let dest_url =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}").into() } else { dest_url };
                Event::Start(Tag::Link {
                    link_type: LinkType::Inline,
                    dest_url,
                    title: CowStr::Borrowed(""),
                    id,
                })
            }
            Event::End(TagEnd::Link | TagEnd::Image) => match self.open.pop().flatten() {
                Some(address) => Event::Text(format!("]({address})").into()),
                None => Event::End(TagEnd::Link),
            },
            Event::Start(Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_))
            | Event::End(TagEnd::FootnoteDefinition | TagEnd::MetadataBlock(_)) => return None,
            other => other,
        })
    }
}

fn is_invisible(c: char) -> bool {
    c != '\n' && report::is_hidden(c)
}

/// Whether a link may lead there: pages of this site, and the web's and mail's own schemes.
pub(crate) fn is_allowed(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    // `//host` would leave the site, `\` is a slash to browsers.
    (lower.starts_with('/') && !lower.starts_with("//") && !lower.contains('\\'))
        || lower.starts_with('#')
        || ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| lower.len() > scheme.len() && lower.starts_with(scheme))
}

fn own_address<'e>(address: CowStr<'e>, base: &str) -> CowStr<'e> {
    match address.strip_prefix('/') {
        Some(rest) => format!("{base}{rest}").into(),
        None => address,
    }
}

fn push_text<'e>(events: &mut Vec<Event<'e>>, text: CowStr<'e>, taxonomy: &Taxonomy) {
    if text.contains('[') && marks_in(&text, taxonomy).iter().any(|mark| mark.kind.is_some()) {
        events.push(Event::InlineHtml(with_marks(&text, taxonomy).into()));
    } else {
        events.push(Event::Text(text));
    }
}

fn words_of(events: &[Event<'_>]) -> String {
    events.iter().fold(String::new(), |mut words, event| {
        if let Event::Text(text) | Event::Code(text) = event {
            words.push_str(text);
        }
        words
    })
}

fn shifted(level: pulldown_cmark::HeadingLevel, top: u8) -> pulldown_cmark::HeadingLevel {
    let level = (level as usize).max(usize::from(top)).min(6);
    pulldown_cmark::HeadingLevel::try_from(level).unwrap_or(pulldown_cmark::HeadingLevel::H6)
}

static SAFE: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut safe = ammonia::Builder::empty();
    safe.tags(HashSet::from([
        "p",
        "em",
        "strong",
        "del",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "span",
        "br",
        "hr",
    ]));
    safe.tag_attributes(std::collections::HashMap::from([
        ("a", HashSet::from(["href"])),
        ("ol", HashSet::from(["start"])),
        ("h2", HashSet::from(["id"])),
        ("h3", HashSet::from(["id"])),
        ("h4", HashSet::from(["id"])),
        ("h5", HashSet::from(["id"])),
        ("h6", HashSet::from(["id"])),
    ]));
    safe.allowed_classes(std::collections::HashMap::from([("span", HashSet::from(["mark"]))]));
    safe.url_schemes(HashSet::from(["http", "https", "mailto"]));
    safe.url_relative(ammonia::UrlRelative::PassThrough);
    safe.link_rel(Some("noopener noreferrer"));
    safe
});

#[cfg(test)]
mod tests;
