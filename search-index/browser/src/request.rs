//! What a worker asks for.

use search_index::Request;

/// A search, or excerpts of what the last one found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Search(Request),
    Excerpts(Vec<u32>),
}

/// Most results at once: more than anybody reads.
const MOST_RESULTS: usize = 500;

/// Reads lines of `key<TAB>value`. What isn't known is passed over.
pub(super) fn read(text: &str) -> Asked {
    let mut request = Request { limit: 10, ..Request::default() };
    for line in text.lines() {
        let mut parts = line.split('\t');
        let key = parts.next().unwrap_or_default();
        let value = parts.next().unwrap_or_default();
        match key {
            "excerpts" => {
                return Asked::Excerpts(value.split(' ').filter_map(|report| report.parse().ok()).collect());
            }
            "query" => value.clone_into(&mut request.query),
            "typing" => request.typing = true,
            "without-synonyms" => request.without_synonyms = true,
            "without-spelling" => request.without_spelling = true,
            "limit" => request.limit = value.parse().unwrap_or(10).min(MOST_RESULTS),
            "filter" => {
                if let Some(own) = parts.next() {
                    request.filters.push((value.to_owned(), own.to_owned()));
                }
            }
            "counts" => request.counts.push(value.to_owned()),
            "plain-order" => request.plain_order = true,
            _ => {}
        }
    }
    Asked::Search(request)
}

#[cfg(test)]
mod tests {
    use super::{Asked, read};
    use search_index::Request;

    #[test]
    fn a_request_is_read_line_by_line() {
        let text = "query\ttaser \"night\"\ntyping\nlimit\t20\nfilter\tactivity\ttraffic-stop\ncounts\tlight\nnew\t1";
        let expected = Request {
            query: "taser \"night\"".to_owned(),
            typing: true,
            limit: 20,
            filters: vec![("activity".to_owned(), "traffic-stop".to_owned())],
            counts: vec!["light".to_owned()],
            ..Request::default()
        };
        assert_eq!(read(text), Asked::Search(expected));
        assert_eq!(read("excerpts\t3 17 x"), Asked::Excerpts(vec![3, 17]));
    }
}
