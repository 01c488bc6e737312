//! Requests as a browser on `/share/` makes them.

use std::time::Duration;

use seal::SealedReport;
use seal::proof::{Search, body_hash};
use serde::Deserialize;
use ureq::Agent;

use super::Failure;

/// A ticket, as the intake hands it out.
#[derive(Debug, Deserialize)]
pub(super) struct Ticket {
    ticket: String,
    bits: u32,
}

/// Hardest proof that is worked on: whoever asks for more wants to keep this machine busy.
const HARDEST: u32 = 28;
const LONGEST: Duration = Duration::from_mins(2);

/// A site's intake.
pub(super) struct Site {
    agent: Agent,
    url: String,
}

impl Site {
    pub(super) fn new(url: &str) -> Self {
        let config =
            Agent::config_builder().timeout_global(Some(LONGEST)).http_status_as_error(false).build();
        Self { agent: config.into(), url: url.trim_end_matches('/').to_owned() }
    }

    fn unreachable(&self, error: &ureq::Error) -> Failure {
        Failure::Refused(format!("`{}` doesn't answer: {error}; nothing was sent", self.url))
    }

    /// A file of the site.
    pub(super) fn text(&self, path: &str) -> Result<String, Failure> {
        let answer = self.agent.get(format!("{}{path}", self.url)).call();
        let mut answer = answer.map_err(|error| self.unreachable(&error))?;
        if answer.status() != 200 {
            return Err(Failure::Refused(format!("`{}{path}` answers {}", self.url, answer.status())));
        }
        answer.body_mut().read_to_string().map_err(|error| self.unreachable(&error))
    }

    pub(super) fn ticket(&self) -> Result<Ticket, Failure> {
        let text = self.text("/intake/ticket")?;
        serde_json::from_str(&text)
            .map_err(|_| Failure::Refused(format!("`{}/intake/ticket` answers something else", self.url)))
    }

    /// Sends a report; the status of the answer.
    pub(super) fn send(&self, ticket: &Ticket, report: &SealedReport) -> Result<u16, Failure> {
        if ticket.bits > HARDEST {
            return Err(Failure::Refused(format!(
                "a proof of {} bits is asked for; that takes too long",
                ticket.bits
            )));
        }
        let search = Search::new(&ticket.ticket, &body_hash(report.as_bytes()), ticket.bits).step(u64::MAX);
        let proof = search.unwrap_or_default().to_string();
        let answer = self
            .agent
            .post(format!("{}/intake/sealed", self.url))
            .content_type("application/age")
            .header("Nearmiss-Ticket", &ticket.ticket)
            .header("Nearmiss-Proof", &proof)
            .send(report.as_bytes());
        answer.map(|answer| answer.status().as_u16()).map_err(|error| self.unreachable(&error))
    }
}
