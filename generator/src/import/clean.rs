//! Text as people and machines left it, to text that Markdown shows as it was meant.

/// Words without what can't be seen: control characters, remains of `<br/>` and `&nbsp;`, doubled blanks.
/// Line ends stay.
pub(super) fn text(raw: &str) -> String {
    let raw = raw.replace("\r\n", "\n").replace('\r', "\n");
    let raw =
        ["<br/>", "<br />", "<br>", "<BR>", "<BR/>"].iter().fold(raw, |text, tag| text.replace(tag, "\n"));
    let raw =
        [("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
            .iter()
            .fold(raw, |text, (entity, plain)| text.replace(entity, plain));
    let chars: Vec<char> = raw.chars().collect();
    let mut out = String::with_capacity(raw.len());
    for (at, c) in chars.iter().enumerate() {
        let between = |offset: usize| chars.get(offset).is_some_and(|c| c.is_alphabetic());
        match c {
            '\n' => {
                while out.ends_with(' ') {
                    out.pop();
                }
                out.push('\n');
            }
            // What is left of a quotation mark in another encoding: inside a word it was an apostrophe.
            '\u{fffd}' if at > 0 && between(at - 1) && between(at + 1) => out.push('\''),
            '\u{fffd}' => out.push('"'),
            c if c.is_whitespace() => {
                if !out.ends_with([' ', '\n']) && !out.is_empty() {
                    out.push(' ');
                }
            }
            c if report::is_hidden(*c) || matches!(c, '\u{200c}' | '\u{200d}') => {}
            c => out.push(*c),
        }
    }
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out.trim().to_owned()
}

/// The same words as Markdown that shows exactly them.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            // Each line of the source is a paragraph: nobody broke lines by hand to save paper.
            out.push_str(if line.is_empty() || out.ends_with("\n\n") { "\n" } else { "\n\n" });
        }
        escape_line(line.trim(), &mut out);
    }
    out
}

fn escape_line(line: &str, out: &mut String) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.as_bytes().get(digits);
    for (at, c) in line.char_indices() {
        let opens = at == 0 && matches!(c, '#' | '>' | '+' | '-' | '=' | ':');
        let lists = at == digits && digits > 0 && matches!(after, Some(b'.' | b')'));
        if opens || lists || matches!(c, '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '~' | '|' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// One line of at most `limit` characters; with `sentence` only the first sentence of the text.
pub(super) fn one_line(text: &str, sentence: bool, limit: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let flat = flat.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '(' | '$'));
    let text = if sentence { first_sentence(flat) } else { flat };
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit - 1).collect();
    let word = cut.rfind(' ').filter(|at| *at > limit / 2).unwrap_or(cut.len());
    format!("{}…", cut[..word].trim_end_matches([',', ';', ':', ' ', '-']))
}

/// Up to the first end of a sentence that has at least a few words: `Mr.` and `6 ft.` end none.
fn first_sentence(text: &str) -> &str {
    const LEAST: usize = 25;
    let ends = text.match_indices(['.', '?', '!', ';']).map(|(at, _)| at + 1);
    let end = ends.filter(|end| *end >= LEAST).find(|end| {
        let rest = &text[*end..];
        let next = rest.trim_start().chars().next();
        rest.is_empty()
            || (rest.starts_with(' ') && next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()))
    });
    text[..end.unwrap_or(text.len())].trim_end_matches(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_left_becomes_what_they_meant() {
        assert_eq!(
            text("we couldn\u{fffd}t\r\nsee <br/> it&nbsp;\u{200b}\u{7}now"),
            "we couldn't\nsee\nit now"
        );
    }

    #[test]
    fn markdown_shows_exactly_the_words() {
        assert_eq!(
            markdown("# 1 & <b> [x]\n1. a_b*c\n- d"),
            "\\# 1 \\& \\<b> \\[x\\]\n\n1\\. a\\_b\\*c\n\n\\- d"
        );
    }

    #[test]
    fn a_line_is_cut_at_a_word() {
        assert_eq!(
            one_line("## The tree fell on Mr. Smith. He was fine.", true, 90),
            "The tree fell on Mr. Smith."
        );
        assert_eq!(one_line("one two three four five six", false, 16), "one two three…");
    }
}
