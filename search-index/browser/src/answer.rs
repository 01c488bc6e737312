//! What a worker is told.

use search_index::engine::{Because, Piece};
use search_index::format::{ChunkName, Damaged};
use search_index::{Answer, Engine, Outcome};

use super::json::{list, number, text};
use super::request::Asked;

/// The answer to a request: `{"need": […]}` while chunks are missing.
pub(super) fn answer(engine: &mut Engine, asked: &Asked) -> Result<String, Damaged> {
    let mut out = String::new();
    match asked {
        Asked::Excerpts(reports) => match engine.excerpts(reports)? {
            Err(names) => need(&mut out, &names),
            Ok(excerpts) => {
                out.push_str("{\"excerpts\":");
                list(&mut out, &excerpts, |out, excerpt| pieces(out, excerpt));
                out.push('}');
            }
        },
        Asked::Search(request) => match engine.search(request)? {
            Outcome::Need(names) => need(&mut out, &names),
            Outcome::Found(answer) => found(&mut out, &answer, engine),
        },
    }
    Ok(out)
}

fn need(out: &mut String, names: &[ChunkName]) {
    out.push_str("{\"need\":");
    list(out, names, |out, name| text(out, &name.text()));
    out.push('}');
}

fn found(out: &mut String, answer: &Answer, engine: &Engine) {
    out.push_str("{\"total\":");
    number(out, answer.total);
    out.push_str(",\"all\":");
    number(out, answer.with_all);
    out.push_str(",\"cut\":");
    number(out, answer.cut.into());
    out.push_str(",\"missing\":");
    list(out, &answer.missing, |out, word| text(out, word));
    out.push_str(",\"unknown\":");
    list(out, &answer.unknown, |out, (field, value)| list(out, [field, value], |out, own| text(out, own)));
    out.push_str(",\"also\":");
    list(out, &answer.also, |out, also| {
        out.push_str("{\"word\":");
        text(out, &also.word);
        out.push_str(",\"with\":");
        list(out, &also.with, |out, word| text(out, word));
        out.push_str(",\"spelling\":");
        number(out, u32::from(also.because == Because::Spelling));
        out.push('}');
    });
    out.push_str(",\"results\":");
    list(out, &answer.results, |out, own| {
        out.push_str("{\"report\":");
        number(out, own.report);
        out.push_str(",\"bits\":");
        number(out, own.score.to_bits());
        out.push_str(",\"id\":");
        text(out, &own.card.id);
        out.push_str(",\"title\":");
        pieces(out, &engine.marked(&own.card.title));
        out.push_str(",\"takeaway\":");
        pieces(out, &engine.marked(&own.card.takeaway));
        out.push_str(",\"facts\":");
        text(out, &own.card.facts);
        out.push('}');
    });
    out.push_str(",\"counts\":");
    list(out, &answer.counts, |out, own| {
        out.push_str("{\"field\":");
        text(out, &own.field);
        out.push_str(",\"label\":");
        text(out, &own.label);
        out.push_str(",\"values\":");
        list(out, &own.values, |out, (id, label, reports)| {
            out.push('[');
            text(out, id);
            out.push(',');
            text(out, label);
            out.push(',');
            number(out, *reports);
            out.push(']');
        });
        out.push('}');
    });
    out.push('}');
}

/// Pieces as texts that take turns: not a hit, a hit, not a hit …
fn pieces(out: &mut String, pieces: &[Piece]) {
    let mut turns: Vec<String> = Vec::new();
    for piece in pieces {
        // The last turn was a hit if an even number stands there.
        let hit = turns.len().is_multiple_of(2);
        match turns.last_mut() {
            Some(last) if hit == piece.hit => last.push_str(&piece.text),
            None if piece.hit => turns.extend([String::new(), piece.text.clone()]),
            _ => turns.push(piece.text.clone()),
        }
    }
    list(out, &turns, |out, own| text(out, own));
}
