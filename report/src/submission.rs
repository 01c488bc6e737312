//! What a reporter sends, before anybody has read it.
//!
//! It must never be printed: there is no `Display`, and `Debug` gives sizes only. Its memory is wiped when it goes.

use std::collections::BTreeMap;
use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use crate::questionnaire::Depth;

/// Version of the JSON object in a sealed report.
const VERSION: u8 = 1;

/// The answers of one reporter.
pub struct Submission {
    /// Version of the questionnaire that was answered.
    pub questionnaire: String,
    /// How far the reporter went.
    pub depth: Depth,
    answers: BTreeMap<String, Answer>,
}

/// An answer.
#[derive(PartialEq, Eq)]
pub enum Answer {
    /// Words.
    Text(String),
    /// Values that were chosen.
    Values(Vec<String>),
}

impl Submission {
    /// No answers yet.
    #[must_use]
    pub fn new(questionnaire: &str, depth: Depth) -> Self {
        Self { questionnaire: questionnaire.to_owned(), depth, answers: BTreeMap::new() }
    }

    /// Takes an answer; one of nothing but blanks is no answer.
    pub fn answer(&mut self, question: &str, answer: Answer) {
        let blank = match &answer {
            Answer::Text(text) => text.trim().is_empty(),
            Answer::Values(values) => values.is_empty(),
        };
        if !blank {
            self.answers.insert(question.to_owned(), answer);
        }
    }

    /// The answer to a question.
    #[must_use]
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.answers.get(question)
    }

    /// The ids of the questions that have an answer.
    pub fn answered(&self) -> impl Iterator<Item = &str> {
        self.answers.keys().map(String::as_str)
    }

    /// All that was said in words, one text after the other.
    #[must_use]
    pub fn texts(&self) -> String {
        let texts = self.answers.values().filter_map(|answer| match answer {
            Answer::Text(text) => Some(text.as_str()),
            Answer::Values(_) => None,
        });
        texts.collect::<Vec<_>>().join("\n\n")
    }

    /// The JSON object that is sealed: `{"version","questionnaire","depth","answers"}`.
    #[must_use]
    pub fn to_json(&self) -> Zeroizing<String> {
        // Its whole room at once: a text that grows leaves copies of what it held behind.
        let size: usize = self.answers.iter().map(|(id, answer)| id.len() + answer.size() + 16).sum();
        let mut json = Zeroizing::new(String::with_capacity(6 * size + 256));
        json.push_str("{\"version\":");
        json.push_str(&VERSION.to_string());
        json.push_str(",\"questionnaire\":");
        push_text(&mut json, &self.questionnaire);
        json.push_str(",\"depth\":");
        push_text(&mut json, self.depth.word());
        json.push_str(",\"answers\":{");
        for (at, (id, answer)) in self.answers.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            push_text(&mut json, id);
            json.push(':');
            match answer {
                Answer::Text(text) => push_text(&mut json, text),
                Answer::Values(values) => {
                    json.push('[');
                    for (at, value) in values.iter().enumerate() {
                        if at > 0 {
                            json.push(',');
                        }
                        push_text(&mut json, value);
                    }
                    json.push(']');
                }
            }
        }
        json.push_str("}}");
        json
    }
}

impl Answer {
    fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Values(values) => values.iter().map(|value| value.len() + 3).sum(),
        }
    }
}

/// A JSON string (RFC 8259, section 7). Written here so that the text is copied once, into memory that is wiped.
fn push_text(json: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\0'..='\x1f' => {
                json.push_str("\\u00");
                json.push(char::from(HEX[c as usize >> 4]));
                json.push(char::from(HEX[c as usize & 15]));
            }
            _ => json.push(c),
        }
    }
    json.push('"');
}

impl Zeroize for Answer {
    fn zeroize(&mut self) {
        match self {
            Self::Text(text) => text.zeroize(),
            Self::Values(values) => values.zeroize(),
        }
    }
}

impl Drop for Submission {
    fn drop(&mut self) {
        for answer in self.answers.values_mut() {
            answer.zeroize();
        }
    }
}

impl fmt::Debug for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size: usize = self.answers.values().map(Answer::size).sum();
        write!(f, "Submission({} answers, {size} bytes)", self.answers.len())
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({} bytes)", self.size())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(json: &str) -> serde_json::Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_object_is_the_contracts() {
        let mut submission = Submission::new("1.0", Depth::Detailed);
        submission.answer("what_happened", Answer::Text("A \"door\"\nand a \u{1}".to_owned()));
        submission.answer("activity", Answer::Values(vec!["traffic-stop".to_owned()]));
        submission.answer("led_up", Answer::Text(" \n".to_owned()));
        submission.answer("phase", Answer::Values(Vec::new()));
        assert_eq!(
            submission.to_json().as_str(),
            "{\"version\":1,\"questionnaire\":\"1.0\",\"depth\":\"detailed\",\"answers\":{\"activity\":[\"traffic-stop\"],\
             \"what_happened\":\"A \\\"door\\\"\\nand a \\u0001\"}}"
        );
    }

    #[test]
    fn what_is_printed_for_developers_tells_sizes_only() {
        let mut submission = Submission::new("1.0", Depth::Basic);
        submission.answer("what_happened", Answer::Text("Delgado".to_owned()));
        assert_eq!(format!("{submission:?}"), "Submission(1 answers, 7 bytes)");
        assert_eq!(format!("{:?}", submission.get("what_happened")), "Some(Answer(7 bytes))");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was(text in "\\PC*|[\\x00-\\x7f]*") {
            let mut submission = Submission::new("1.0", Depth::Basic);
            submission.answer("what_happened", Answer::Text(format!("x{text}")));
            let json = read(&submission.to_json());
            prop_assert_eq!(json["answers"]["what_happened"].as_str().unwrap(), format!("x{text}"));
        }
    }
}
