//! The sections of a report's body, in the order in which every report has them.

/// A section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The one sentence to remember.
    Takeaway,
    /// What happened, as it was told.
    EventSummary,
    /// What led up to it.
    RiskFactors,
    /// Why it stayed a near miss.
    WhatStoppedIt,
    /// What others should do.
    Lessons,
    /// What a reviewer adds.
    ReviewerComment,
    /// Questions to be read aloud.
    RollCall,
}

impl Section {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Takeaway,
        Self::EventSummary,
        Self::RiskFactors,
        Self::WhatStoppedIt,
        Self::Lessons,
        Self::ReviewerComment,
        Self::RollCall,
    ];

    /// The heading in the file. Files are written in one language; what a page shows comes from
    /// the theme's words.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Takeaway => "Takeaway",
            Self::EventSummary => "Event summary",
            Self::RiskFactors => "Contributing risk factors",
            Self::WhatStoppedIt => "What stopped it",
            Self::Lessons => "Lessons learned",
            Self::ReviewerComment => "Reviewer comment",
            Self::RollCall => "Discuss at roll call",
        }
    }

    /// The section's name in data and templates.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Takeaway => "takeaway",
            Self::EventSummary => "event_summary",
            Self::RiskFactors => "risk_factors",
            Self::WhatStoppedIt => "what_stopped_it",
            Self::Lessons => "lessons_learned",
            Self::ReviewerComment => "reviewer_comment",
            Self::RollCall => "roll_call",
        }
    }

    /// The section under this heading, whatever its capitals.
    #[must_use]
    pub fn from_heading(heading: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.heading().eq_ignore_ascii_case(heading))
    }

    /// The section with this name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.key() == key)
    }

    /// What `nearmiss new` writes under the heading, for the writer to replace.
    #[must_use]
    pub fn prompt(self) -> &'static str {
        match self {
            Self::Takeaway => "One sentence to remember.",
            Self::EventSummary => {
                "What happened, with [officer A] for people and [place: parking lot] for places."
            }
            Self::RiskFactors => "What led up to it.",
            Self::WhatStoppedIt => "Why it stayed a near miss.",
            Self::Lessons => "1. What others should do.",
            Self::ReviewerComment => "What the reviewers add.",
            Self::RollCall => "- A question to discuss?",
        }
    }
}

/// The title that `nearmiss new` writes if it is given none.
pub const PROMPT_TITLE: &str = "What happened, in one line";
