//! Numbers of cases, incidents, bookings, citations and other files.

use super::{Here, after_cue, counted, run};
use crate::case::Mode;
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};

/// Words before such a number.
#[rustfmt::skip] // one word a line says less
const CUES: &[&str] = &[
    "case", "report", "incident", "inc", "cad", "event", "booking", "bk", "citation", "cite", "warrant", "docket", "ticket",
    "ref", "reference", "file", "log", "complaint", "offense", "offence", "control", "ncic", "rpt", "dr", "ir", "or", "rd",
    "cr", "cfs", "call", "run", "arrest", "summons", "permit", "claim", "grievance", "ia", "inmate", "prisoner", "jacket",
    "sid", "fbi", "tracking", "uof", "evidence", "property", "mrn", "record", "records", "invoice", "order", "crash",
    "accident", "intake", "petition", "affidavit", "nic", "ori", "oca", "request", "memo", "po",
];

/// Departments of corrections, before an inmate's number.
#[rustfmt::skip] // one word a line says less
const PRISONS: &[&str] = &[
    "adc", "bop", "cdc", "cdcr", "doc", "fdoc", "gdc", "idoc", "mdoc", "ndoc", "odoc", "tdcj", "tdoc", "wdoc",
];

/// A number with a cue before it, or one whose form is that of a case number.
pub(super) fn case_number(here: Here<'_>) -> Option<Span> {
    // "DOC 288417"; a doc may be a doctor, a document or a dock.
    let prison = here.is(0, PRISONS) && (here.mode != Mode::Mixed || here.get(0)?.is_all_upper());
    let order = here.is(0, &["po"]) && here.mode == Mode::Mixed && here.get(0)?.is_all_upper();
    if (here.is(0, CUES) && (order || !here.is(0, &["po"])) || prison) && here.form(0) == Some(Form::Word) {
        let from = after_cue(here, 1);
        let number = here.moved(from);
        let said = from > 1;
        let length = apart(number, said, run(number, &["-", "/", "."], 9));
        let (letters, digits) = counted(number, length);
        // "Report 3" and "call 911" say little; "case 4471" names one.
        let long = if prison || order { digits >= 5 } else { digits >= 4 || (said && digits >= 2) };
        if length > 0
            && long
            && letters <= 6
            && !is_time(number, length)
            && here.get(from.cast_signed()).is_some_and(|first| starts_number(first, number, length))
        {
            // "CAD# 2404" is one thing as it is written.
            let label = here.get(0)?.is_all_upper()
                && here.mode == Mode::Mixed
                && here.glued_mark(1, &["#"])
                && from == 2;
            let start = if label { 0 } else { from };
            return Some(here.found_at(start..from + length, Kind::CaseNumber, Why::Cue));
        }
    }
    let token = here.get(0)?;
    let hash = token.is("#");
    if !hash && (here.glued(0) && !here.is(-1, &["#", "(", ":"]) || token.form == Form::Mark) {
        return None;
    }
    if hash && here.glued(1) && here.get(1).is_some_and(|number| number.digits() >= 5) {
        return Some(here.found(1 + run(here.moved(1), &["-"], 5), Kind::CaseNumber, Why::Form));
    }
    // A part's number says what it is, not whose.
    let number = usize::from(here.is(-1, &["number", "no", "#"])).cast_signed();
    if here.is(-1 - number, &["part", "model", "stock"]) {
        return None;
    }
    let length = run(here, &["-"], 7);
    shaped(here, length).then(|| here.found(length, Kind::CaseNumber, Why::Form))
}

/// With what stands apart: letters before the number ("docket TR 26-30118"), and where it is said to be a number, groups of
/// digits after it ("booking number 2604 00733").
fn apart(here: Here<'_>, said: bool, length: usize) -> usize {
    let code = |token: &Token<'_>| {
        token.form == Form::Word
            && (1..=4).contains(&token.letters())
            && (here.mode == Mode::Mixed && token.is_all_upper() || token.class.unusual())
    };
    if length == 1 && here.get(0).is_some_and(code) {
        let more = run(here.moved(1), &["-", "/"], 7);
        let (letters, digits) = counted(here.moved(1), more);
        let long = more >= 3 && digits >= 4 || more == 1 && digits >= 5;
        let by = (1 + more).cast_signed();
        let group = here
            .get(by)
            .is_some_and(|token| token.form == Form::Number && !token.glued && token.text.len() >= 4)
            && (!here.glued(by + 1) || here.is(by + 1, &[".", ","]));
        return if long && letters <= 2 { 1 + more + usize::from(group) } else { length };
    }
    let group = |at: usize| {
        let by = at.cast_signed();
        here.get(by).is_some_and(|token| token.form == Form::Number && !token.glued && token.text.len() >= 3)
            && !here.glued(by + 1) | here.is(by + 1, &[".", ","])
    };
    let digits = here.get(length.cast_signed() - 1).is_some_and(|token| token.form == Form::Number);
    length + usize::from(said && digits && length > 0 && group(length))
}

/// 26-004912, 2026-04-00731, KD-204417, 24HC1182: a year or letters, then a long number; 71842-066, as federal prisons
/// register people.
fn shaped(here: Here<'_>, length: usize) -> bool {
    let parts: Vec<&Token<'_>> = here.tokens.iter().skip(here.at).take(length).collect();
    let (letters, digits) = counted(here, length);
    let number = |part: &Token<'_>| part.form == Form::Number;
    match parts.as_slice() {
        [first, dash, last] if dash.is("-") => {
            let year = number(first)
                && (first.text.len() == 2 || first.text.starts_with("20") && first.text.len() == 4);
            let code = !number(first) && (1..=4).contains(&first.letters());
            let joined = number(first) && number(last) && (first.text.len(), last.text.len()) == (5, 3);
            joined
                || (year
                    && number(last)
                    && last.text.len() >= 4
                    && !(first.text.len() == 4 && last.text.len() == 4 && last.text.starts_with("20")))
                || (year && last.form == Form::Mixed && last.digits() >= 3)
                || (code && last.digits() >= if first.form == Form::Mixed { 3 } else { 4 })
        }
        [first, dash, .., last] if dash.is("-") && length >= 5 => {
            let date = parts.iter().step_by(2).all(|part| number(part))
                && digits <= 8
                && last.text.len() <= 4
                && parts.len() == 5
                && parts[2].text.len() <= 2
                && (first.text.len() <= 2 || last.text.len() <= 2);
            let phone = parts.len() == 7 && first.text.len() == 1 && last.text.len() == 4
                || parts.len() == 5 && first.text.len() == 3 && last.text.len() == 4 && letters == 0;
            let social =
                parts.len() == 5 && parts[2].text.len() == 2 && first.text.len() == 3 && letters == 0;
            !date
                && !phone
                && !social
                && (digits >= 6 || (digits >= 4 && letters > 0))
                && letters <= 8
                && parts.iter().step_by(2).all(|part| part.digits() > 0 || part.letters() <= 4)
        }
        [one] if one.form == Form::Mixed => {
            let text = one.lower.as_bytes();
            let tail = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
            letters <= 4 && tail >= 5 && digits >= 6 && text.len() < 17
        }
        _ => false,
    }
}

fn starts_number(first: &Token<'_>, number: Here<'_>, length: usize) -> bool {
    first.digits() > 0
        || (first.letters() <= 5 && length >= 3 && number.is(1, &["-", "/"]))
        || (first.letters() <= 3 && length >= 2)
}

/// 10:15, 3/14: not a number of a file.
fn is_time(number: Here<'_>, length: usize) -> bool {
    number.glued_mark(length.cast_signed(), &[":"])
        || (length == 3 && number.is(1, &["/", "."]) && number.form(0) == Some(Form::Number))
}
