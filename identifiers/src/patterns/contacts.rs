//! E-mail, web and network addresses, phone numbers.

use super::{Here, counted, run};
use crate::finding::{Kind, Span, Why};
use crate::text::Form;

/// Endings of web addresses that people write without `www.`.
#[rustfmt::skip] // one word a line says less
const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "mil", "us", "io", "co", "info", "biz", "tv", "me", "app", "news", "uk", "ca", "de",
    "fr", "jp", "pl", "eu", "example", "test", "ly", "gl", "be", "ru", "au", "nl", "it", "es", "se", "ch", "at",
];

/// `name@host.org`; `name [at] host [dot] org` and `name at host dot org` hide it from machines.
pub(super) fn email(here: Here<'_>) -> Option<Span> {
    let before = run(here, &[".", "_", "-", "+", "%"], 12);
    if before == 0 {
        return None;
    }
    let by = before.cast_signed();
    let hidden = hiding(here, by, &["at", "@"]);
    if hidden > 0 {
        let (after, dotted) = host(here.moved(before + hidden));
        let plain = hidden == 1 && !dotted;
        return (after > 0 && !plain).then(|| here.found(before + hidden + after, Kind::Email, Why::Form));
    }
    if !here.glued_mark(by, &["@"]) {
        return None;
    }
    let host = here.moved(before + 1);
    let after = if host.glued(0) { run(host, &[".", "-"], 12) } else { 0 };
    (after > 0).then(|| here.found(before + 1 + after, Kind::Email, Why::Form))
}

/// Tokens that stand for a mark, in brackets or as a word: 3, 1 or 0.
fn hiding(here: Here<'_>, by: isize, words: &[&str]) -> usize {
    let open = here.is(by, &["[", "(", "{", "<"]) && here.is(by + 2, &["]", ")", "}", ">"]);
    if open && here.is(by + 1, words) {
        return 3;
    }
    usize::from(here.form(by) == Some(Form::Word) && here.is(by, words))
}

/// Tokens of a host that hides, and whether a dot of it does. It ends in letters.
fn host(here: Here<'_>) -> (usize, bool) {
    let part = |by: usize| matches!(here.form(by.cast_signed()), Some(Form::Word | Form::Mixed));
    let (mut length, mut dots, mut hidden) = (1_usize, 0, false);
    if !part(0) {
        return (0, false);
    }
    for _ in 0..5 {
        let by = length.cast_signed();
        let way = hiding(here, by, &["dot"]);
        let joins = here.glued_mark(by, &[".", "-"]) && here.glued(by + 1);
        let next = length + if joins { 1 } else { way };
        if next == length || !part(next) {
            break;
        }
        hidden |= way > 0;
        dots += usize::from(way > 0 || here.is(by, &["."]));
        length = next + 1;
    }
    let last = here.get(length.cast_signed() - 1);
    let ends = last.is_some_and(|token| token.form == Form::Word && (2..=6).contains(&token.letters()));
    if dots > 0 && ends { (length, hidden) } else { (0, false) }
}

/// `https://…`, `www.…`, or a host with a usual ending.
pub(super) fn link(here: Here<'_>) -> Option<Span> {
    #[rustfmt::skip] // one word a line says less
    const MARKS: &[&str] = &[
        ".", "-", "/", "_", "?", "=", "&", "%", "#", "~", "+", ":", "@",
    ];
    if let Some(length) = defanged(here) {
        return Some(here.found(length, Kind::Link, Why::Form));
    }
    if here.is(0, &["http", "https", "ftp"]) && here.is(1, &[":"]) && here.is(2, &["/"]) {
        let length = 4 + run(here.moved(4), MARKS, 60);
        return Some(here.found(length, Kind::Link, Why::Form));
    }
    if here.glued(0) && !here.is(-1, &["(", "\"", "/", ":"]) || here.form(0) == Some(Form::Mark) {
        return None;
    }
    let host = run(here, &[".", "-", "_"], 16);
    let dots = (0..host).filter(|by| here.is(by.cast_signed(), &["."])).count();
    if dots == 0 {
        return None;
    }
    let ending = host.cast_signed() - 1;
    let known = DOMAINS.contains(&here.word(ending)) && here.is(ending - 1, &["."]);
    // The last of a sentence and the first of the next, written without a blank, aren't a host.
    let name = here.get(ending - 2).is_some_and(|token| token.letters() + token.digits() > 1);
    // Whatever it ends in, with a path it is one: "name.press/list-4".
    let last = here.get(ending);
    let path = here.glued_mark(host.cast_signed(), &["/"])
        && here.glued(host.cast_signed() + 1)
        && here.is(ending - 1, &["."])
        && last.is_some_and(|token| {
            token.form == Form::Word && token.letters() >= 2 && !token.has_upper_first()
        })
        && here.get(ending - 2).is_some_and(|token| token.letters() > 2);
    if !(here.is(0, &["www"])
        || path
        || known
            && name
            && here.get(ending).is_some_and(|token| !token.has_upper_first() || token.is_all_upper()))
    {
        return None;
    }
    let mut length = host;
    if here.glued_mark(host.cast_signed(), &["/", ":", "?"]) {
        length = run(here, MARKS, 60);
    }
    Some(here.found(length, Kind::Link, Why::Form))
}

/// `hxxps://name[.]example`: a link that nobody is to follow by mistake.
fn defanged(here: Here<'_>) -> Option<usize> {
    #[rustfmt::skip] // one word a line says less
    const MARKS: &[&str] = &[
        ".", "-", "/", "_", "?", "=", "&", "%", "#", "~", "+", ":", "[", "]", "(", ")",
    ];
    let scheme = here.is(0, &["hxxp", "hxxps"])
        && here.is(1, &[":"])
        && (2..4).all(|by| here.glued_mark(by, &["/"]))
        && here.glued(4);
    let from = if scheme { 4 } else { 0 };
    let host = run(here.moved(from), MARKS, 60);
    let dotted = (1..host).any(|by| {
        let own = here.moved(from + by);
        own.glued_mark(0, &["[", "("])
            && own.is(1, &[".", "dot"])
            && own.glued_mark(2, &["]", ")"])
            && own.glued(3)
            && own.form(3) == Some(Form::Word)
    });
    (host > 0 && (scheme || dotted && here.opens())).then_some(from + host)
}

/// A file on a server or a drive: `\\\\host\\folder`, `C:\\folder`.
pub(super) fn path(here: Here<'_>) -> Option<Span> {
    let drive = here.get(0)?.letters() == 1 && here.get(0)?.text.len() == 1 && here.glued_mark(1, &[":"]);
    let start: usize = if drive { 2 } else { 0 };
    let by = start.cast_signed();
    if !here.is(by, &["\\"]) || !here.glued(by + 1) || (!drive && !here.is(1, &["\\"])) {
        return None;
    }
    let mut length = start;
    while length < 60
        && here.get(length.cast_signed()).is_some_and(|token| {
            (length == start || token.glued) && (token.form != Form::Mark || "\\/.-_$~".contains(token.text))
        })
    {
        length += 1;
    }
    while here.is(length.cast_signed() - 1, &[".", "-"]) {
        length -= 1;
    }
    (length > start + 2).then(|| here.found(length, Kind::Link, Why::Form))
}

/// Four numbers up to 255, or groups of hexadecimal digits.
pub(super) fn ip(here: Here<'_>) -> Option<Span> {
    let four = (0..4).all(|group| {
        let by = group * 2;
        here.number(by).is_some_and(|number| number <= 255)
            && (group == 0 || (here.glued(by) && here.glued_mark(by - 1, &["."])))
    });
    let longer = here.glued_mark(7, &["."]) && here.glued(8) && here.form(8) == Some(Form::Number);
    if four && !longer && !here.is(-1, &["."]) {
        return Some(here.found(7, Kind::Ip, Why::Form));
    }
    let length = run(here, &[":"], 24);
    let colons = (0..length).filter(|by| here.is(by.cast_signed(), &[":"])).count();
    let hexadecimal = |by: usize| {
        let token = &here.tokens[here.at + by];
        token.is(":") || (token.lower.len() <= 4 && token.lower.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let letters = counted(here, length).0;
    (colons >= 4 && (letters > 0 || colons >= 6) && (0..length).all(hexadecimal))
        .then(|| here.found(length, Kind::Ip, Why::Form))
}

/// Digits in groups, as phone numbers are written in many countries; also other long numbers in groups.
pub(super) fn phone(here: Here<'_>) -> Option<Span> {
    // "at his desk, x4417"
    let token = here.get(0)?;
    let extension = token.form == Form::Mixed
        && token.lower.strip_prefix('x').is_some_and(|rest| {
            (3..=5).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit())
        });
    if extension && here.opens() && !here.get(-1).is_some_and(|before| before.form == Form::Number) {
        return Some(here.found(1, Kind::Phone, Why::Form));
    }
    let start = usize::from(here.is(0, &["+"]));
    // A bracket that doesn't close behind the first group is the sentence's.
    let open = usize::from(
        here.is(start.cast_signed(), &["("])
            && (here.is(start.cast_signed() + 2, &[")"]) || here.is(start.cast_signed() + 3, &[")"])),
    );
    let first = start + open;
    if here.form(first.cast_signed()) != Some(Form::Number)
        || (here.glued(0) && here.is(-1, &["-", "/", ".", "#"]))
    {
        return None;
    }
    let (mut length, mut digits, mut groups, mut last) = (first, 0, 0, first);
    let mut widths = Vec::new();
    while length < first + 16 {
        let by = length.cast_signed();
        if here.form(by) == Some(Form::Number) {
            let own = here.get(by).map_or(0, |token| token.text.len());
            // A number after a blank goes on only if it has the width of a group.
            if groups > 0
                && !here.glued(by)
                && !here.is(by - 1, &[")", "-", ".", "/"])
                && !(2..=5).contains(&own)
            {
                break;
            }
            digits += own;
            widths.push(own);
            groups += 1;
            last = length + 1;
            length += 1;
        } else if here.is(by, &["-", ".", "(", ")", "/"])
            && here.form(by + 1).is_some_and(|form| form == Form::Number || here.is(by + 1, &["(", "-", " "]))
        {
            length += 1;
        } else {
            break;
        }
    }
    let domestic = matches!(widths.as_slice(), [3, 3, 4] | [1, 3, 3, 4] | [10] | [1, 10])
        || (widths == [11] && here.word(first.cast_signed()).starts_with('1'));
    let local = widths == [3, 4] && here.is(first.cast_signed() + 1, &["-", "."]) && phone_word(here);
    let abroad = (9..=15).contains(&digits)
        && groups >= 2
        && (start == 1 || open == 1 || here.glued(0) && here.is(-1, &["("]) || groups >= 3);
    let plain = widths.len() == 1 && (10..=11).contains(&digits) && (phone_word(here) || start == 1);
    let bare = widths == [10] || widths == [11];
    if !(abroad || local || plain || (domestic && !bare)) {
        return None;
    }
    let mut end = last + usize::from(here.is(last.cast_signed(), &[")"]) && open == 1 && groups == 1);
    let by = end.cast_signed();
    let comma = isize::from(here.is(by, &[","]));
    if here.is(by + comma, &["ext", "x", "extension"]) {
        let dot = isize::from(here.is(by + comma + 1, &["."]));
        if here.form(by + comma + 1 + dot) == Some(Form::Number) {
            end = (by + comma + 2 + dot).unsigned_abs();
        }
    } else if here
        .get(by)
        .is_some_and(|token| token.lower.starts_with('x') && token.digits() + 1 == token.lower.len())
    {
        end += 1;
    }
    Some(here.found(end, Kind::Phone, Why::Form))
}

/// Whether something just before speaks of a phone.
fn phone_word(here: Here<'_>) -> bool {
    #[rustfmt::skip] // one word a line says less
    const WORDS: &[&str] = &[
        "phone", "cell", "call", "called", "number", "text", "texted", "tel", "telephone", "mobile", "ph", "fax", "pager",
        "at", "cb", "landline", "no", "#", "contact", "reach", "extension",
    ];
    (1..=4).any(|back| here.is(-back, WORDS))
}
