//! Texts without Markdown: titles, takeaways, the short version on a handout.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeStream};
use report::{Taxonomy, marks_in};

/// A plain text as HTML, its typed marks set apart.
#[must_use]
pub fn with_marks(text: &str, taxonomy: &Taxonomy) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut from = 0;
    for mark in marks_in(text, taxonomy).into_iter().filter(|mark| mark.kind.is_some()) {
        escape(&mut out, &text[from..mark.range.start]);
        out.push_str("<span class=\"mark\">");
        escape(&mut out, &text[mark.range.clone()]);
        out.push_str("</span>");
        from = mark.range.end;
    }
    escape(&mut out, &text[from..]);
    out
}

fn escape(out: &mut String, text: &str) {
    _ = write!(out, "{}", quick_xml::escape::escape(text));
}

/// The words of a Markdown text, paragraphs and list items on lines of their own.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for event in
        TextMergeStream::new(Parser::new_ext(&super::without_definitions(markdown), super::options()))
    {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            // A list within an item, and what follows it.
            Event::Start(Tag::List(_) | Tag::Item | Tag::Paragraph)
                if !out.is_empty() && !out.ends_with('\n') =>
            {
                out.push('\n');
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) if !out.ends_with('\n') => {
                out.push('\n');
            }
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The beginning and the end of a text in whole sentences, at most about `limit` bytes, and `[…]` where something is left
/// out: a close call is told at its end, so that the first sentences alone would stop before it.
#[must_use]
pub fn abridged(text: &str, limit: usize) -> String {
    if text.len() <= limit {
        return text.replace('\n', " ");
    }
    let (beginning, _) = shortened(text, limit / 2);
    let beginning = beginning.trim_end_matches('…').trim_end();
    // What stands at the beginning isn't told again.
    let from = text.ceil_char_boundary((text.len() - limit / 2).max(beginning.len()));
    let starts = text[from..].match_indices(['.', '?', '!']).map(|(at, _)| from + at + 1);
    let mut starts = starts.filter(|at| text[*at..].starts_with([' ', '\n']));
    // Where the next sentence begins too late, a word is enough.
    let word = text[from..].find(char::is_whitespace).map_or(text.len(), |at| from + at);
    let start = starts.next().filter(|at| text.len() - at > limit / 6).unwrap_or(word);
    format!("{beginning} […] {}", text[start..].trim().replace('\n', " "))
}

/// The first whole sentences of a text, at most `limit` bytes; a first sentence that is longer is cut at
/// a word. The flag says whether anything was left out.
#[must_use]
pub fn shortened(text: &str, limit: usize) -> (String, bool) {
    if text.len() <= limit {
        return (text.replace('\n', " "), false);
    }
    let window = &text[..text.floor_char_boundary(limit)];
    let mut ends = window.match_indices(['.', '?', '!']).map(|(at, _)| at + 1);
    let sentence = ends.rfind(|at| text[*at..].starts_with([' ', '\n']));
    if let Some(end) = sentence.filter(|end| *end > limit / 3) {
        return (window[..end].replace('\n', " "), true);
    }
    let word = window.rfind(char::is_whitespace).unwrap_or(window.len());
    (format!("{}…", window[..word].trim_end().replace('\n', " ")), true)
}
