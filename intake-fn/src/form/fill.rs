//! Pages with places to fill, marked `<!--place:name-->`.

use zeroize::Zeroizing;

/// A page, cut at its places.
#[derive(Debug)]
pub(crate) struct Page {
    pieces: Vec<Piece>,
    /// Bytes of all that stands fixed.
    size: usize,
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Fixed(String),
    Place(String),
}

const START: &str = "<!--place:";
const END: &str = "-->";

/// What stands at a place: pieces of HTML and texts that are escaped, pushed to the page.
pub(crate) trait Places {
    /// Pushes what belongs there; nothing where there is nothing.
    fn fill(&self, place: &str, out: &mut Text<'_>);
}

/// The page as it grows.
pub(crate) struct Text<'a>(&'a mut String);

impl Text<'_> {
    /// HTML of the theme's, as it is.
    pub(crate) fn html(&mut self, html: &str) {
        self.0.push_str(html);
    }

    /// A text, which stays text in an element and in an attribute with quotes.
    pub(crate) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // A browser drops the first line break of a text area; written as a reference it stays.
                '\n' => self.0.push_str("&#10;"),
                c => self.0.push(c),
            }
        }
    }
}

impl Page {
    /// Cuts a page at its places.
    pub(crate) fn new(html: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = html;
        while let Some((fixed, after)) = rest.split_once(START) {
            let Some((place, after)) = after.split_once(END) else { break };
            pieces.push(Piece::Fixed(fixed.to_owned()));
            pieces.push(Piece::Place(place.to_owned()));
            rest = after;
        }
        pieces.push(Piece::Fixed(rest.to_owned()));
        Self { pieces, size: html.len() }
    }

    /// Whether there is such a place.
    pub(crate) fn has(&self, place: &str) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Place(own) if own == place))
    }

    /// The page with its places filled. It may hold what was typed, so it is wiped when it goes.
    pub(crate) fn fill(&self, places: &impl Places, room: usize) -> Zeroizing<String> {
        // Its whole room at once: a text that grows leaves copies of what it held behind.
        let mut html = Zeroizing::new(String::with_capacity(self.size + room));
        for piece in &self.pieces {
            match piece {
                Piece::Fixed(text) => html.push_str(text),
                Piece::Place(place) => places.fill(place, &mut Text(&mut html)),
            }
        }
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Typed(&'static str);

    impl Places for Typed {
        fn fill(&self, place: &str, out: &mut Text<'_>) {
            match place {
                "value what_happened" => out.text(self.0),
                "summary" => out.html("<b>"),
                _ => {}
            }
        }
    }

    #[test]
    fn places_are_filled_and_what_was_typed_stays_text() {
        let page = Page::new(
            "<!--place:summary--><textarea><!--place:value what_happened--></textarea><!--place:nothing-->.<!-- no place -->",
        );
        let typed = Typed("</textarea><script>\"&'\n<!--place:summary-->");
        assert_eq!(
            page.fill(&typed, 0).as_str(),
            "<b><textarea>&lt;/textarea&gt;&lt;script&gt;&quot;&amp;&#39;&#10;&lt;!--place:summary--&gt;</textarea>.<!-- no place -->"
        );
        assert!(page.has("summary") && !page.has("ticket"));
    }

    #[test]
    fn a_place_without_its_end_is_text() {
        assert_eq!(Page::new("a<!--place:b").fill(&Typed(""), 0).as_str(), "a<!--place:b");
    }
}
