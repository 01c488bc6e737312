//! A report says something that may identify somebody.

use identifiers::{Finding as Identifier, Kind};
use report::{Finding, Place, Severity, Source};

/// `found` stands in `text`, at `place` of the source.
pub(crate) fn finding(
    source: &Source<'_>,
    place: Place,
    severity: Severity,
    text: &str,
    found: &Identifier,
) -> Finding {
    let own = text[found.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    source.finding("identifier", severity, place, message(&own, found.kind), help(&own, found))
}

pub(crate) fn message(own: &str, kind: Kind) -> String {
    match kind {
        Kind::Quasi => format!("`{own}` may fit one person or event only"),
        kind => format!("`{own}` looks like {}", kind.words()),
    }
}

fn help(own: &str, found: &Identifier) -> String {
    let instead = match found.kind {
        Kind::Quasi => "say it so that it fits many".to_owned(),
        _ if found.suggestion == "[detail withheld]" => {
            "leave it out, or write `[detail withheld]`".to_owned()
        }
        _ => format!("write `{}`", found.suggestion),
    };
    let key = if own.contains([':', '#', '"', '\'', '[', '{', '&', '*', '!', '|', '>', '%', '@', '`']) {
        format!("\"{}\"", own.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        own.to_owned()
    };
    let mut why = found.why.trim_end_matches('.').chars();
    let why: String = why.next().into_iter().flat_map(char::to_lowercase).chain(why).collect();
    format!(
        "{instead} ({why}); if it identifies nobody, say why under `allow:` in the fields, as `  {key}: …`"
    )
}
