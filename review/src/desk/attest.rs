//! What a reviewer confirms before a report goes on.

/// One thing to confirm: its name in the form, and the words.
pub(super) type Attestation = (&'static str, &'static str);

const NEWS: Attestation = (
    "news",
    "I know of no news coverage from which this incident could be recognized, and I have thought about it.",
);
const TACTICS: Attestation = ("tactics", "Nothing in it would help an offender more than a colleague.");
const PLAUSIBLE: Attestation = (
    "plausible",
    "The reporter did not say whether they belong to law enforcement. What they describe is plausible for somebody who does.",
);

/// Before stage 1 passes a text on.
const DEIDENTIFIED: [Attestation; 5] = [
    ("read", "I have read the whole original, and every line of the text I pass on."),
    (
        "nobody",
        "Nobody can tell from it who was there, which agency it was, where or when. Not from one detail, and not from all of them together.",
    ),
    NEWS,
    TACTICS,
    (
        "no-crime",
        "It tells of a near miss. It tells of no crime and no misconduct, and I know of no investigation into it.",
    ),
];

/// Before the content is signed.
const CONTENT: [Attestation; 4] = [
    ("unknown", "I do not know this incident, and I have not edited this text at stage 1."),
    ("lessons", "Takeaway and lessons follow from the report and blame nobody."),
    NEWS,
    TACTICS,
];

/// Before the de-identification is signed.
const FINAL: [Attestation; 3] = [
    ("final", "I have read the final text word by word, and every change since I last saw it."),
    (
        "nobody",
        "Nobody can tell from it who was there, which agency it was, where or when. Not from one detail, and not from all of them together.",
    ),
    NEWS,
];

/// Which hand-over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HandOver {
    /// Stage 1 passes on.
    PassOn,
    /// Stage 2 signs the content.
    Content,
    /// The de-identifier signs last.
    Deidentification,
}

/// What is to be confirmed. Whether it is plausible, only where the reporter didn't say who they are.
pub(super) fn attestations(hand_over: HandOver, unstated: bool) -> Vec<Attestation> {
    let own: &[Attestation] = match hand_over {
        HandOver::PassOn => &DEIDENTIFIED,
        HandOver::Content => &CONTENT,
        HandOver::Deidentification => &FINAL,
    };
    let plausible = (unstated && hand_over != HandOver::Deidentification).then_some(PLAUSIBLE);
    own.iter().copied().chain(plausible).collect()
}
