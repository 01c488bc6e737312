//! Why a report isn't taken: a fixed sentence and status for each reason, and nothing of the request in it.

use std::time::Duration;

use axum::http::StatusCode;

use crate::ticket::BadTicket;

/// A reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is nothing at this address.
    NotFound,
    /// The address takes another method.
    Method,
    /// Not the type of content that is taken here.
    Type,
    /// More bytes than a report has.
    TooLarge,
    /// Fewer bytes than a report has, or other ones.
    NotAReport,
    /// The body didn't come to its end.
    Unfinished,
    /// There is no ticket.
    NoTicket,
    /// The ticket isn't one of ours, or for the other form.
    ForeignTicket,
    /// The ticket's time is over.
    TicketEnded,
    /// The proof of work is missing or wrong.
    Proof,
    /// These very bytes are here already.
    Already,
    /// Nothing was said.
    Empty,
    /// More was said than fits.
    TooLong,
    /// Too many reports at once, from all senders together.
    Busy(Duration),
    /// The same, before the whole form was read: the text isn't here.
    Crowded(Duration),
    /// The vault doesn't answer, or not with a yes.
    Vault,
    /// The operator has switched off the form without JavaScript.
    FormClosed,
}

impl Refusal {
    /// All that have a sentence, one of each.
    pub(crate) const ALL: [Self; 17] = [
        Self::NotFound,
        Self::Method,
        Self::Type,
        Self::TooLarge,
        Self::NotAReport,
        Self::Unfinished,
        Self::NoTicket,
        Self::ForeignTicket,
        Self::TicketEnded,
        Self::Proof,
        Self::Already,
        Self::Empty,
        Self::TooLong,
        Self::Busy(Duration::ZERO),
        Self::Crowded(Duration::ZERO),
        Self::Vault,
        Self::FormClosed,
    ];

    /// The `error` of the JSON answer, and the key of the sentence in the form's file.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Method => "method",
            Self::Type => "type",
            Self::TooLarge => "too-large",
            Self::NotAReport => "not-a-report",
            Self::Unfinished => "unfinished",
            Self::NoTicket => "no-ticket",
            Self::ForeignTicket => "foreign-ticket",
            Self::TicketEnded => "ticket-ended",
            Self::Proof => "proof",
            Self::Already => "already-received",
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::Busy(_) => "busy",
            Self::Crowded(_) => "crowded",
            Self::Vault => "vault",
            Self::FormClosed => "form-closed",
        }
    }

    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::NotFound | Self::FormClosed => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Type => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotAReport | Self::Unfinished | Self::NoTicket => StatusCode::BAD_REQUEST,
            Self::ForeignTicket | Self::Proof => StatusCode::FORBIDDEN,
            Self::TicketEnded => StatusCode::GONE,
            Self::Already => StatusCode::CONFLICT,
            Self::Empty | Self::TooLong => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Busy(_) | Self::Crowded(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Vault => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// After how many seconds to try again.
    pub(crate) fn retry_after(self) -> Option<u64> {
        match self {
            Self::Busy(wait) | Self::Crowded(wait) => Some(wait.as_secs() + 1),
            Self::Vault => Some(5),
            _ => None,
        }
    }
}

impl From<BadTicket> for Refusal {
    fn from(bad: BadTicket) -> Self {
        match bad {
            BadTicket::Malformed => Self::NoTicket,
            BadTicket::Foreign => Self::ForeignTicket,
            BadTicket::Ended => Self::TicketEnded,
        }
    }
}
