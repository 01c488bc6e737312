//! What a form without JavaScript was sent with.

use report::{Answer, Depth, Submission};
use zeroize::Zeroizing;

use super::fill::{Places, Text};
use super::{Form, Kind, Question, Sentence};

/// Most values that are read from one form: more than it has boxes.
const MOST_VALUES: usize = 1_000;

/// Names and values, in memory that is wiped.
pub(crate) struct Answers(Vec<(String, Zeroizing<String>)>);

impl Answers {
    /// Reads `application/x-www-form-urlencoded`. What isn't UTF-8 in it shows as U+FFFD.
    pub(crate) fn read(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body).take(MOST_VALUES);
        Self(pairs.map(|(name, value)| (name.into_owned(), Zeroizing::new(value.into_owned()))).collect())
    }

    /// An empty form.
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    /// The first value of a name, or nothing.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.as_str())
    }

    fn values<'a, 'b: 'a>(&'a self, name: &'b str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Room that the answers take in a page, at most.
    fn size(&self) -> usize {
        // The longest escape of a byte has six.
        self.0.iter().map(|(_, value)| value.len() * 6).sum()
    }

    /// Whether the sender said that they aren't of law enforcement.
    pub(crate) fn not_a_member(&self) -> bool {
        self.get("member") == "no"
    }

    /// The answers to the form's questions. `None` if there is nothing that makes a report.
    pub(crate) fn submission(&self, form: &Form) -> Option<Submission> {
        let answered = |question: &&Question| self.values(&question.id).any(|value| !value.trim().is_empty());
        let detailed = form.questions.iter().any(|question| question.detailed && answered(&question));
        let depth = if detailed { Depth::Detailed } else { Depth::Basic };
        let mut submission = Submission::new(&form.questionnaire, depth);
        for question in form.questions.iter().filter(answered) {
            submission.answer(&question.id, self.answer(question));
        }
        let tells = form.questions.iter().any(|question| !question.about && answered(&question));
        tells.then_some(submission)
    }

    fn answer(&self, question: &Question) -> Answer {
        let chosen = || self.values(&question.id).filter(|value| !value.trim().is_empty());
        match question.kind {
            // Browsers send line breaks as CR LF.
            Kind::Text => Answer::Text(self.get(&question.id).replace("\r\n", "\n")),
            Kind::One if question.about => Answer::Text(self.get(&question.id).to_owned()),
            Kind::One => Answer::Values(chosen().take(1).map(str::to_owned).collect()),
            Kind::Many => Answer::Values(chosen().map(str::to_owned).collect()),
        }
    }
}

/// The form with what was typed, a ticket, and what went wrong.
pub(crate) struct Filled<'a> {
    form: &'a Form,
    answers: &'a Answers,
    ticket: &'a str,
    problem: Option<&'a Sentence>,
}

impl Form {
    /// The form's page.
    pub(crate) fn page(
        &self,
        answers: &Answers,
        ticket: &str,
        problem: Option<&Sentence>,
    ) -> Zeroizing<String> {
        let filled = Filled { form: self, answers, ticket, problem };
        self.blank.fill(&filled, answers.size() + 4_096)
    }
}

impl Filled<'_> {
    fn chose(&self, id: &str, value: &str) -> bool {
        self.answers.values(id).any(|own| own == value)
    }
}

impl Places for Filled<'_> {
    fn fill(&self, place: &str, out: &mut Text<'_>) {
        let mut words = place.split(' ');
        match (words.next(), words.next(), words.next()) {
            (Some("ticket"), ..) => out.text(self.ticket),
            (Some("error"), ..) if self.problem.is_some() => out.text(&self.form.error_prefix),
            (Some("summary"), ..) => {
                if let Some(sentence) = self.problem {
                    out.html(&self.form.summary.fill(sentence, 1_024));
                }
            }
            (Some("value"), Some(id), _) => out.text(&self.answers.get(id).replace("\r\n", "\n")),
            (Some("checked"), Some(id), Some(value)) if self.chose(id, value) => out.html(" checked"),
            (Some("selected"), Some(id), Some(value)) if self.chose(id, value) => out.html(" selected"),
            (Some("unanswered"), Some(id), _) if self.answers.get(id).is_empty() => out.html(" checked"),
            _ => {}
        }
    }
}

impl Places for Sentence {
    fn fill(&self, place: &str, out: &mut Text<'_>) {
        match place {
            "title" => out.text(&self.title),
            "message" => out.text(&self.message),
            _ => {}
        }
    }
}
